"""Pages that show schemes, numbers, runs and results."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.assessment import rulepages, runpages
from duijie.web.engagement.pages import ListPage, RecordPage
from duijie.web.views.answers import keeper, page, viewer


@require_safe
@page
def assessments(request: HttpRequest) -> HttpResponse:
    """Runs, the latest day first."""
    return _list(request, runpages.runs_page(viewer=keeper(request)))


@require_safe
@page
def schemes(request: HttpRequest) -> HttpResponse:
    """The schemes in force."""
    return _list(request, rulepages.schemes_page(today=timezone.localdate()))


@require_safe
@page
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """One scheme on one page."""
    return _record(request, rulepages.scheme_page(code, viewer=viewer(request), today=timezone.localdate()))


@require_safe
@page
def numbers(request: HttpRequest, code: str) -> HttpResponse:
    """What was entered by hand this year."""
    ready = rulepages.numbers_page(code, viewer=keeper(request), now=timezone.now())
    return _list(request, ready)


@require_safe
@page
def assessment(request: HttpRequest, number: int) -> HttpResponse:
    """A run with its table and objections."""
    return _record(request, runpages.run_page(number, viewer=keeper(request)))


@require_safe
@page
def result(request: HttpRequest, number: int) -> HttpResponse:
    """How a unit's score came about."""
    return _record(request, runpages.result_page(number, viewer=keeper(request), today=timezone.localdate()))


def _list(request: HttpRequest, ready: ListPage) -> HttpResponse:
    return render(request, "engagement/list.html", {"page": ready})


def _record(request: HttpRequest, ready: RecordPage) -> HttpResponse:
    return render(request, "engagement/record.html", {"page": ready})
