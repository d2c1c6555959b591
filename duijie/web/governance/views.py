"""Pages that show governance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.engagement.pages import ListPage, RecordPage
from duijie.web.governance import lists, records
from duijie.web.governance.policy import policy_page
from duijie.web.governance.task import task_page
from duijie.web.governance.unit import unit_page
from duijie.web.governance.wall import wall_page
from duijie.web.views.answers import keeper, page


@require_safe
@page
def wall(request: HttpRequest) -> HttpResponse:
    """Tasks by unit and light."""
    ready = wall_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "governance/wall.html", {"page": ready})


@require_safe
@page
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks as a tree."""
    return _list(
        request, lists.tasks_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def task(request: HttpRequest, number: int) -> HttpResponse:
    """One task."""
    return _record(
        request, task_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def slips(request: HttpRequest) -> HttpResponse:
    """Reminders and slips."""
    return _list(
        request, lists.slips_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def bodies(request: HttpRequest) -> HttpResponse:
    """Leading groups."""
    return _list(
        request, lists.bodies_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def body(request: HttpRequest, number: int) -> HttpResponse:
    """One leading group."""
    ready = records.body_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return _record(request, ready)


@require_safe
@page
def policies(request: HttpRequest) -> HttpResponse:
    """Policies."""
    return _list(
        request, lists.policies_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def policy(request: HttpRequest, number: int) -> HttpResponse:
    """One policy, its words beside the tasks that they propose."""
    ready = policy_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "governance/policy.html", {"page": ready})


@require_safe
@page
def chains(request: HttpRequest) -> HttpResponse:
    """Chains as they are governed."""
    return _list(request, lists.chains_page(viewer=keeper(request), today=timezone.localdate()))


@require_safe
@page
def chain(request: HttpRequest, number: int) -> HttpResponse:
    """One chain."""
    ready = records.chain_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return _record(request, ready)


@require_safe
@page
def units(request: HttpRequest) -> HttpResponse:
    """Units with their lights."""
    return _list(
        request, lists.units_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def unit(request: HttpRequest, number: int) -> HttpResponse:
    """A unit's own page."""
    return _record(
        request, unit_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


def _list(request: HttpRequest, ready: ListPage) -> HttpResponse:
    return render(request, "engagement/list.html", {"page": ready})


def _record(request: HttpRequest, ready: RecordPage) -> HttpResponse:
    return render(request, "engagement/record.html", {"page": ready})
