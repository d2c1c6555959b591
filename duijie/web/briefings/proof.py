"""The proofing page: a draft beside what a second look finds in its numbers. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.kernel.typed import typed_day
from duijie.proofing.against import with_figures
from duijie.proofing.check import NO_VERDICT, Proofed, proof_file
from duijie.proofing.lexicon import SEVERITIES
from duijie.web.compose.drafts import counted, draft_fields, draft_page, found_row, look_through
from duijie.web.pages.drafts import DraftPage
from duijie.web.pages.parts import Choice, Field
from duijie.web.views.answers import page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def proofing(request: HttpRequest) -> HttpResponse:
    """A draft is given and shown with what was found."""
    return look_through(request, "briefings/proof.html", _proofed, _page)


def _proofed(data: bytes, name: str, given: Mapping[str, str], who: Actor) -> Proofed:
    done, reading = proof_file(data, name, max_bytes=settings.DUIJIE_MAX_BYTES)
    if given.get("ledger", "yes") != "yes":
        return done
    day = typed_day(given.get("as_of", "")) or own_region().closed_on or timezone.localdate()
    return with_figures(done, reading, as_of=day, known_at=timezone.now(), viewer=who)


def _page(given: Mapping[str, str], who: Actor, done: Proofed | None, problem: str) -> DraftPage:
    fields = (*draft_fields(given, who=who), *_beside(given))
    if done is None:
        return draft_page(fields=fields, problem=problem, no_verdict=NO_VERDICT)
    found = done.findings
    return draft_page(
        fields=fields, problem=problem, no_verdict=NO_VERDICT, name=done.source.name, text=done.source.text,
        told=counted(found, SEVERITIES) if found else _("Nothing found."),
        rows=tuple(found_row(one, found, SEVERITIES, one.reason) for one in found), found=found,
    )  # fmt: skip


def _beside(given: Mapping[str, str]) -> tuple[Field, ...]:
    ledger = given.get("ledger", "yes")
    day = given.get("as_of", "") or (own_region().closed_on or timezone.localdate()).isoformat()
    return (
        Field("ledger", _("Beside the figures"), "choice", ledger, (
            Choice("yes", _("compare with the ledger"), ledger == "yes"), Choice("no", _("only by itself"), ledger != "yes"),
        )),
        Field("as_of", _("Figures of"), "date", day),
    )  # fmt: skip
