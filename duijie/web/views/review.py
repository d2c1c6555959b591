"""Deciding on one statement. With htmx one row comes back, without it the document's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.types import Actor
from duijie.evidence.queries import finders
from duijie.reading.kinds import WrongValues
from duijie.review import operations
from duijie.review.queries import get, progress
from duijie.review.types import NothingToWithdraw, ReasonMissing
from duijie.web.compose.correcting import WrongQuantity, typed_values
from duijie.web.compose.document import document_page
from duijie.web.compose.links import with_query
from duijie.web.compose.mentions import mentions_page
from duijie.web.compose.proposal import Opened, progress_shown, proposal
from duijie.web.pages.document import Progress, Proposal
from duijie.web.saying import refusal
from duijie.web.views.answers import by_htmx, page, viewer

FORMS = ("correct", "reject")


@dataclass(frozen=True, slots=True)
class Answer:
    """What htmx swaps in: the row and how far the review is."""

    proposal: Proposal
    progress: Progress


@require_safe
@page
def statement(request: HttpRequest, statement_id: str) -> HttpResponse:
    """One statement as it stands."""
    return _show(request, statement_id, None)


@require_safe
@page
def mentions(request: HttpRequest, statement_id: str) -> HttpResponse:
    """What the names of one statement can mean."""
    template = "parts/mentions.html" if by_htmx(request) else "pages/mentions.html"
    return render(request, template, {"page": mentions_page(statement_id, viewer=viewer(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def decide(request: HttpRequest, statement_id: str, act: str) -> HttpResponse:
    """Carry out ``act``; a GET of one that needs words opens its form."""
    if request.method == "POST":
        opened = _carry_out(statement_id, act, request.POST.dict(), viewer(request))
    else:
        opened = Opened(statement_id, act) if act in FORMS else None
    return _show(request, statement_id, opened)


def _carry_out(statement_id: str, act: str, typed: dict[str, str], by: Actor) -> Opened | None:
    """The form to show again where the act was refused; ``None`` where it was done."""
    at = timezone.now()
    try:
        match act:
            case "accept":
                operations.accept(statement_id=statement_id, by=by, at=at)
            case "correct":
                now = get(statement_id=statement_id, viewer=by)
                values = typed_values(now.statement.kind, typed, now.values)
                operations.correct(statement_id=statement_id, values=values, by=by, at=at)
            case "reject":
                operations.reject(statement_id=statement_id, reason=typed.get("reason", ""), by=by, at=at)
            case "withdraw":
                operations.withdraw(statement_id=statement_id, by=by, at=at)
    except WrongQuantity as wrong:
        return Opened(statement_id, act, _as_typed(typed), wrong={wrong.field: refusal(wrong)})
    except WrongValues as wrong:
        return Opened(statement_id, act, _as_typed(typed), problem=refusal(wrong))
    except ReasonMissing:
        return Opened(statement_id, act, wrong={"reason": _("A rejection needs a reason.")})
    except NothingToWithdraw:
        return None
    return None


def _as_typed(typed: dict[str, str]) -> dict[str, object]:
    """Lists stay lists, so that the form shows again what was typed."""
    return {
        name: text.splitlines() if name in ("parties", "channels") else text for name, text in typed.items()
    }


def _show(request: HttpRequest, statement_id: str, opened: Opened | None) -> HttpResponse:
    who = viewer(request)
    reviewed = get(statement_id=statement_id, viewer=who)
    document_id = reviewed.statement.document_id
    refused = request.method == "POST" and opened is not None
    if by_htmx(request):
        state = progress(document_ids=[document_id], viewer=who).get(document_id)
        by = finders(document_id=document_id, viewer=who)
        ready = Answer(proposal(reviewed, viewer=who, found=by, opened=opened), progress_shown(state))
        return render(request, "parts/proposal_answer.html", {"page": ready}, status=422 if refused else 200)
    if refused:
        whole = document_page(document_id, {}, viewer=who, opened=opened)
        return render(request, "pages/document.html", {"page": whole}, status=422)
    asked = {"open": statement_id, "form": opened.form} if opened else {}
    return redirect(with_query(reverse("document", args=[document_id]), **asked) + f"#p-{statement_id}")
