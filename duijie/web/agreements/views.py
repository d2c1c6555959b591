"""Agreements: the list, what falls due, one of them, forms of acts, screening."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.types import Actor
from duijie.agreements import queries
from duijie.web.agreements.acts import ACTS, DRAWING_UP
from duijie.web.agreements.acts import draw_up as drawn_up
from duijie.web.agreements.asking import REFUSALS, Act, Mistyped, Typed, form, held
from duijie.web.agreements.lists import agreements_page, due_page
from duijie.web.agreements.one import agreement_page
from duijie.web.agreements.step_acts import STEP_ACTS
from duijie.web.compose.meanwhile import Settled, say_what_stays, settle
from duijie.web.pages.parts import Link
from duijie.web.saying import refusal
from duijie.web.views.answers import page, viewer


@require_safe
@page
def agreements(request: HttpRequest) -> HttpResponse:
    """The list."""
    ready = agreements_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    return render(request, "agreements/list.html", {"page": ready})


@require_safe
@page
def due(request: HttpRequest) -> HttpResponse:
    """What is overdue and what comes."""
    ready = due_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    return render(request, "agreements/due.html", {"page": ready})


@require_safe
@page
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement."""
    ready = agreement_page(agreement_id, viewer=viewer(request), today=timezone.localdate())
    return render(request, "agreements/one.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def draw_up(request: HttpRequest) -> HttpResponse:
    """A new agreement."""

    def run(typed: Typed, who: Actor, at: datetime) -> str:
        return reverse("agreement", args=[drawn_up(typed, who, at)])

    return answer(request, DRAWING_UP, None, run, Link(_("Agreements"), reverse("agreements")))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def act(request: HttpRequest, agreement_id: int, code: str) -> HttpResponse:
    """The form of an act, and doing it."""
    who, chosen = viewer(request), _known(ACTS, code)
    read = partial(queries.get, agreement_id=agreement_id, viewer=who, today=timezone.localdate())
    info = read()
    here = reverse("agreement", args=[agreement_id])

    def run(typed: Typed, who: Actor, at: datetime) -> str:
        chosen.run(info, typed, who, at)
        return here

    return answer(request, chosen, info, run, Link(info.line.title, here), read)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def step_act(request: HttpRequest, step_id: int, code: str) -> HttpResponse:
    """The form of what becomes of a step, and saying it."""
    who, chosen = viewer(request), _known(STEP_ACTS, code)
    step = queries.step_of(step_id=step_id, by=who)
    info = queries.get(agreement_id=step.clause.agreement_id, viewer=who, today=timezone.localdate())
    here = f"{reverse('agreement', args=[info.line.id])}#clause-{step.clause_id}"

    def run(typed: Typed, who: Actor, at: datetime) -> str:
        chosen.run((info, step_id), typed, who, at)
        return here

    return answer(request, chosen, (info, step_id), run, Link(info.line.title, here))


def answer(
    request: HttpRequest,
    chosen: Act,
    subject: Any,
    run: Callable[[Typed, Actor, datetime], str],
    back: Link,
    read: Callable[[], Any] | None = None,
) -> HttpResponse:
    """Show a form; on a POST do what it asks and go on, or show it again with the reason.

    ``read`` tells what an act that edits is about as it stands once nobody else can change it.
    """
    who = viewer(request)
    who.must(chosen.right)
    at = timezone.now()
    given = request.POST if request.method == "POST" else request.GET
    typed, problem = Typed(given.dict(), timezone.localdate(at)), ""
    settled: Settled | None = None
    if request.method == "POST":
        try:
            with transaction.atomic():
                if chosen.hold is not None and read is not None:
                    chosen.hold(subject, who)
                    subject = read()
                    settled = settle(typed.given, held(chosen, subject, who, typed.today))
                    typed = Typed(settled.typed, typed.today)
                where = "" if settled and settled.asks else run(typed, who, at)
        except Mistyped:
            problem = _("Something is missing or cannot be read; see below.")
        except REFUSALS as refused:
            problem = refusal(refused)
        else:
            if where:
                if settled:
                    say_what_stays(request, settled)
                return redirect(where)
    meanwhile = settled.meanwhile if settled else None
    ready = form(chosen, subject, typed, viewer=who, back=back, problem=problem, meanwhile=meanwhile)
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/organisation_form.html", {"page": ready}, status=status)


def _known(table: Mapping[str, Act], code: str) -> Act:
    if code not in table:
        raise Http404(code)
    return table[code]
