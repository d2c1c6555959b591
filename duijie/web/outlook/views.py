"""The outlook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.outlook.compose import outlook_page
from duijie.web.views.answers import keeper, page


@require_safe
@page
def outlook(request: HttpRequest) -> HttpResponse:
    """What a park or the region will yield by year."""
    ready = outlook_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "outlook/outlook.html", {"page": ready})
