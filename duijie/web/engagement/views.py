"""Pages that show campaigns, events, channels, visits and the calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.engagement import queries
from duijie.signings.rules import STEPS
from duijie.web.engagement import campaigns as campaign_pages
from duijie.web.engagement import events as event_pages
from duijie.web.engagement import visits as visit_pages
from duijie.web.engagement.calendar import calendar_page
from duijie.web.engagement.came import came_page
from duijie.web.engagement.pages import ListPage, RecordPage
from duijie.web.pages.parts import Link
from duijie.web.views.answers import page, viewer


@require_safe
@page
def events(request: HttpRequest) -> HttpResponse:
    """Events by period and type."""
    return _list(request, event_pages.events_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event."""
    return _record(
        request, event_pages.event_page(event_id, viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is to be done after events."""
    ready = event_pages.follow_ups_page(
        request.GET.dict(), viewer=viewer(request), today=timezone.localdate()
    )
    return _list(request, ready)


@require_safe
@page
def came(request: HttpRequest, what: str, number: int, step: str) -> HttpResponse:
    """The list behind a step of an event, a campaign or a channel."""
    who = viewer(request)
    if step not in STEPS:
        raise Http404
    if what == "event":
        name = queries.event(event_id=number, viewer=who, today=timezone.localdate()).line.name
    elif what == "campaign":
        name = queries.campaign(campaign_id=number, viewer=who).line.name
    else:
        name = queries.channel(channel_id=number, viewer=who).line.name
    back = Link(name, reverse(what, args=[number]))
    return _list(request, came_page(what, number, step, back, request.GET.dict(), viewer=who))


@require_safe
@page
def campaigns(request: HttpRequest) -> HttpResponse:
    """Campaigns."""
    return _list(request, campaign_pages.campaigns_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """One campaign."""
    return _record(request, campaign_pages.campaign_page(campaign_id, viewer=viewer(request)))


@require_safe
@page
def channels(request: HttpRequest) -> HttpResponse:
    """Channels."""
    return _list(request, campaign_pages.channels_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def channel(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One channel."""
    return _record(request, campaign_pages.channel_page(channel_id, viewer=viewer(request)))


@require_safe
@page
def visits(request: HttpRequest) -> HttpResponse:
    """Visits both ways."""
    ready = visit_pages.visits_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    return _list(request, ready)


@require_safe
@page
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit."""
    return _record(
        request, visit_pages.visit_page(visit_id, viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def interactions(request: HttpRequest) -> HttpResponse:
    """Calls and letters."""
    return _list(request, visit_pages.interactions_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def calendar(request: HttpRequest) -> HttpResponse:
    """A month."""
    ready = calendar_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    return render(request, "engagement/calendar.html", {"page": ready})


def _list(request: HttpRequest, ready: ListPage) -> HttpResponse:
    return render(request, "engagement/list.html", {"page": ready})


def _record(request: HttpRequest, ready: RecordPage) -> HttpResponse:
    return render(request, "engagement/record.html", {"page": ready})
