"""Pages that show parks, ground, reservations and yields."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.engagement.pages import ListPage, RecordPage
from duijie.web.parks import lists, records
from duijie.web.parks import yields as yield_pages
from duijie.web.parks.fan import fan_part
from duijie.web.parks.park import park_page
from duijie.web.views.answers import by_htmx, keeper, page, viewer


@require_safe
@page
def parks(request: HttpRequest) -> HttpResponse:
    """The tree."""
    return _list(
        request, lists.parks_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def park(request: HttpRequest, number: int) -> HttpResponse:
    """One park."""
    ready = park_page(number, viewer=keeper(request), today=timezone.localdate())
    return render(request, "parks/park.html", {"page": ready})


@require_safe
@page
def fan(request: HttpRequest, number: int) -> HttpResponse:
    """What one park's projects may yield against its quota; the part of its page that follows it."""
    ready = fan_part(
        number, viewer=viewer(request), today=timezone.localdate(), outlook_url=reverse("outlook")
    )
    template = "parks/fan.html" if by_htmx(request) else "parks/fan_page.html"
    return render(request, template, {"part": ready})


@require_safe
@page
def tenants(request: HttpRequest, number: int) -> HttpResponse:
    """The enterprises of a park."""
    ready = lists.tenants_page(number, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return _list(request, ready)


@require_safe
@page
def ground(request: HttpRequest) -> HttpResponse:
    """Plots, or spaces of buildings."""
    ready = lists.ground_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return _list(request, ready)


@require_safe
@page
def warned(request: HttpRequest) -> HttpResponse:
    """Ground that is late, idle or yields little."""
    return _list(
        request, lists.warned_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def reservations(request: HttpRequest) -> HttpResponse:
    """What is promised to whom."""
    ready = lists.reservations_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return _list(request, ready)


@require_safe
@page
def plot(request: HttpRequest, number: int) -> HttpResponse:
    """One plot."""
    return _record(request, records.plot_page(number, viewer=viewer(request), today=timezone.localdate()))


@require_safe
@page
def tenant(request: HttpRequest, number: int) -> HttpResponse:
    """One enterprise in residence."""
    return _record(request, records.tenant_page(number, viewer=keeper(request)))


@require_safe
@page
def supply(request: HttpRequest, number: int) -> HttpResponse:
    """What there is of a kind, and its ledger."""
    return _record(request, records.supply_page(number, viewer=viewer(request), today=timezone.localdate()))


@require_safe
@page
def fit(request: HttpRequest, project_id: int) -> HttpResponse:
    """What would fit a project."""
    return _list(request, records.fit_page(project_id, viewer=viewer(request), today=timezone.localdate()))


@require_safe
@page
def yields(request: HttpRequest) -> HttpResponse:
    """Assessments."""
    return _list(request, yield_pages.yields_page(viewer=viewer(request)))


@require_safe
@page
def one_yield(request: HttpRequest, number: int) -> HttpResponse:
    """The places in an assessment."""
    return _list(request, yield_pages.yield_page(number, request.GET.dict(), viewer=keeper(request)))


@require_safe
@page
def yield_score(request: HttpRequest, number: int) -> HttpResponse:
    """How a score came about."""
    return _record(request, yield_pages.score_page(number, viewer=viewer(request)))


def _list(request: HttpRequest, ready: ListPage) -> HttpResponse:
    return render(request, "engagement/list.html", {"page": ready})


def _record(request: HttpRequest, ready: RecordPage) -> HttpResponse:
    return render(request, "engagement/record.html", {"page": ready})
