"""Pages of dashboards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from duijie.dashboards.operations import take_out
from duijie.web.compose.moments import moments
from duijie.web.dashboards.compose import address, board_of, dashboard_page, number_page
from duijie.web.exchange.views import as_file
from duijie.web.views.answers import page, viewer


@require_safe
@page
def dashboards(request: HttpRequest) -> HttpResponse:
    """The region's; a form on every dashboard comes here with the one that was chosen."""
    kind, _, number = request.GET.get("of", "").partition("-")
    if number.isdecimal() and kind != "region":
        chosen = moments(request.GET.dict(), now=timezone.now()).chosen
        return redirect(address(kind, int(number), **chosen))
    return dashboard_of(request, "region", 0)


@require_safe
@page
def dashboard_of(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """That of a unit, a park, a chain, a campaign."""
    ready = dashboard_page(kind, number, request.GET.dict(), viewer=viewer(request), now=timezone.now())
    template = "dashboards/room.html" if ready.room else "dashboards/dashboard.html"
    return render(request, template, {"page": ready})


@require_safe
@page
def chart_as_file(request: HttpRequest, kind: str, number: int, code: str, form: str) -> HttpResponse:
    """A chart's table."""
    who, now = viewer(request), timezone.now()
    board, at = board_of(kind, number, request.GET.dict(), viewer=who, now=now)
    language = get_language() or "zh"
    title, data = take_out(board=board, code=code, form=form, language=language, by=who, at=now)
    return as_file(data, f"{board.place.name.in_language(language)} {title} {at.as_of}.{form}")


@require_safe
@page
def number(
    request: HttpRequest, kind: str, number: int, code: str, by: str = "", key: str = ""
) -> HttpResponse:
    """A number with its trace."""
    ready = number_page(
        kind, number, code, by, key, request.GET.dict(), viewer=viewer(request), now=timezone.now()
    )
    return render(request, "pages/figure.html", {"page": ready})
