"""One contradiction or claim: what was said of it, judging it, taking that back."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.disputes import operations
from duijie.disputes.queries import get
from duijie.disputes.rules import OF_CLAIMS, OF_CONTRADICTIONS
from duijie.disputes.types import Dispute
from duijie.web.compose.disputes import dispute_page
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer
from duijie.web.words import code_label

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page
def dispute(request: HttpRequest, key: str) -> HttpResponse:
    """The matter with all that was said of it."""
    ready = dispute_page(key, viewer=viewer(request), now=timezone.now())
    return render(request, "pages/dispute.html", {"page": ready})


@FORM
@page
def judge(request: HttpRequest, key: str) -> HttpResponse:
    """Say how it is, and why."""
    who, now = viewer(request), timezone.now()
    who.must("review")
    found = get(key=key, viewer=who, known_at=now)
    answers = OF_CLAIMS if found.claim else OF_CONTRADICTIONS

    def fields(failed: Refused) -> Iterable[Field]:
        rows = [(code, say(name)) for code, name in answers.items()]
        yield forms.choice("answer", _("Judgement"), rows, failed)
        yield forms.text("reason", _("Reason"), failed, kind="lines", required=True)

    def save(given: Given) -> str:
        operations.judge(
            key=key, code=given.get("answer", ""), reason=given.get("reason", ""), by=who, at=now
        )
        return reverse("dispute", args=[key])

    return handle(
        request, heading=_("Judge"), back=_back(found), fields=fields, save=save, about=_about(found), save_label=_("Judge")
    )  # fmt: skip


@FORM
@page
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take the judgement in force back."""
    who, now = viewer(request), timezone.now()
    who.must("review")
    found = get(key=key, viewer=who, known_at=now)

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text("reason", _("Reason"), failed)

    def save(given: Given) -> str:
        operations.take_back(key=key, reason=given.get("reason", ""), by=who, at=now)
        return reverse("dispute", args=[key])

    return handle(
        request, heading=_("Take the judgement back"), back=_back(found), fields=fields, save=save,
        about=_about(found), save_label=_("Take back"),
    )  # fmt: skip


def _back(found: Dispute) -> Link:
    label = code_label("tally", "measure", found.measure)
    return Link(label, reverse("dispute", args=[found.standing.key]))


def _about(found: Dispute) -> str:
    if found.contradiction is not None:
        return f"“{found.contradiction.left.quote}” ≠ “{found.contradiction.right.quote}”"
    assert found.claim is not None
    return f"“{found.claim.statement.quote}” — {say(found.claim.reason)}"
