"""The screening page: a draft beside the promises that law forbids or that want a fair-competition review."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.types import Actor
from duijie.screening.find import NO_VERDICT, Screened, screen_file
from duijie.screening.lexicon import SEVERITIES
from duijie.web.compose.drafts import counted, draft_fields, draft_page, found_row, look_through
from duijie.web.pages.drafts import DraftPage
from duijie.web.saying import day
from duijie.web.views.answers import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def screening(request: HttpRequest) -> HttpResponse:
    """A draft is given and shown with what was found; nothing of it is kept."""
    return look_through(request, "agreements/screening.html", _screened, _page)


def _screened(data: bytes, name: str, _given: Mapping[str, str], _who: Actor) -> Screened:
    return screen_file(data, name, day=timezone.localdate(), max_bytes=settings.DUIJIE_MAX_BYTES)


def _page(given: Mapping[str, str], who: Actor, done: Screened | None, problem: str) -> DraftPage:
    fields = draft_fields(given, who=who)
    if done is None:
        return draft_page(fields=fields, problem=problem, no_verdict=NO_VERDICT)
    found = done.findings
    told = f"{counted(found, SEVERITIES)} · {day(done.day)}"
    if not found:
        told = _("Nothing found under the rules of %(day)s.") % {"day": day(done.day)}
    return draft_page(
        fields=fields, problem=problem, no_verdict=NO_VERDICT, name=done.source.name, text=done.source.text, told=told,
        rows=tuple(found_row(one, found, SEVERITIES, one.rule.article) for one in found), found=found,
    )  # fmt: skip
