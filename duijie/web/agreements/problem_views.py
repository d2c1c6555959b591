"""Problems: the list, one of them, raising one, its turns."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.types import Actor
from duijie.followup import queries
from duijie.web.agreements.asking import Typed
from duijie.web.agreements.problems import RAISING, TURN_ACTS, problem_page, problems_page, raised
from duijie.web.agreements.views import answer
from duijie.web.pages.parts import Link
from duijie.web.views.answers import page, viewer


@require_safe
@page
def problems(request: HttpRequest) -> HttpResponse:
    """The list."""
    ready = problems_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    return render(request, "agreements/problems.html", {"page": ready})


@require_safe
@page
def problem(request: HttpRequest, problem_id: int) -> HttpResponse:
    """One problem."""
    ready = problem_page(problem_id, viewer=viewer(request), today=timezone.localdate())
    return render(request, "agreements/problem.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def raise_problem(request: HttpRequest) -> HttpResponse:
    """A new problem."""

    def run(typed: Typed, who: Actor, at: datetime) -> str:
        return reverse("problem", args=[raised(typed, who, at)])

    return answer(request, RAISING, None, run, Link(_("Problems"), reverse("problems")))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def act(request: HttpRequest, problem_id: int, code: str) -> HttpResponse:
    """The form of a turn, and taking it."""
    if code not in TURN_ACTS:
        raise Http404(code)
    info = queries.problem(problem_id=problem_id, viewer=viewer(request), today=timezone.localdate())
    here = reverse("problem", args=[problem_id])

    def run(typed: Typed, who: Actor, at: datetime) -> str:
        TURN_ACTS[code].run(info, typed, who, at)
        return here

    return answer(request, TURN_ACTS[code], info, run, Link(info.project, here))
