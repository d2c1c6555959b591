"""Pages that show platforms, people, contracts and partnerships."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.engagement.pages import ListPage, RecordPage
from duijie.web.innovation import dealings, lists, records
from duijie.web.views.answers import keeper, page, viewer


@require_safe
@page
def platforms(request: HttpRequest) -> HttpResponse:
    """The list of platforms."""
    return _list(
        request, lists.platforms_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    )


@require_safe
@page
def told(request: HttpRequest) -> HttpResponse:
    """What documents tell of and no record carries."""
    return _list(request, lists.told_page(viewer=viewer(request), now=timezone.now()))


@require_safe
@page
def outposts(request: HttpRequest) -> HttpResponse:
    """Outposts and what came home."""
    return _list(
        request, lists.outposts_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def platform(request: HttpRequest, number: int) -> HttpResponse:
    """One platform."""
    return _record(request, records.platform_page(number, viewer=keeper(request), today=timezone.localdate()))


@require_safe
@page
def talents(request: HttpRequest) -> HttpResponse:
    """People brought in."""
    return _list(
        request, dealings.talents_page(request.GET.dict(), viewer=viewer(request), today=timezone.localdate())
    )


@require_safe
@page
def talent(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    return _record(request, records.talent_page(number, viewer=keeper(request), today=timezone.localdate()))


@require_safe
@page
def contracts(request: HttpRequest) -> HttpResponse:
    """Technology contracts."""
    return _list(request, dealings.contracts_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def contract(request: HttpRequest, number: int) -> HttpResponse:
    """One contract."""
    return _record(request, records.contract_page(number, viewer=keeper(request)))


@require_safe
@page
def partnerships(request: HttpRequest) -> HttpResponse:
    """Partnerships."""
    return _list(request, dealings.partnerships_page(request.GET.dict(), viewer=viewer(request)))


@require_safe
@page
def partnership(request: HttpRequest, number: int) -> HttpResponse:
    """One partnership."""
    return _record(request, records.partnership_page(number, viewer=keeper(request)))


def _list(request: HttpRequest, ready: ListPage) -> HttpResponse:
    return render(request, "engagement/list.html", {"page": ready})


def _record(request: HttpRequest, ready: RecordPage) -> HttpResponse:
    return render(request, "engagement/record.html", {"page": ready})
