"""Chains, one chain in a place, who is on a link, and prospects."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.industry.chains import chain_page, chains_page, link_page
from duijie.web.industry.prospects import prospects_page
from duijie.web.industry.related import related_page
from duijie.web.views.answers import keeper, page


@require_safe
@page
def chains(request: HttpRequest) -> HttpResponse:
    """All chains."""
    return render(request, "industry/list.html", {"page": chains_page(viewer=keeper(request))})


@require_safe
@page
def chain(request: HttpRequest, chain_id: int) -> HttpResponse:
    """One chain in a place: its map, what follows for each link, its versions."""
    ready = chain_page(chain_id, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})


@require_safe
@page
def link(request: HttpRequest, chain_id: int, code: str) -> HttpResponse:
    """Who is on a link in a place, and why."""
    ready = link_page(chain_id, code, request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})


@require_safe
@page
def related(request: HttpRequest) -> HttpResponse:
    """What a city is strong in, and what is near to that."""
    ready = related_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})


@require_safe
@page
def prospects(request: HttpRequest) -> HttpResponse:
    """Whom to call for a park, a chain or a link."""
    ready = prospects_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})
