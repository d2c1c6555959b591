"""Dashboard, figures, claims."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.web.compose.dashboard import dashboard_page
from duijie.web.compose.figures import figure_page, figures_page
from duijie.web.compose.reconcile import reconcile_page
from duijie.web.views.answers import page, viewer


@require_safe
@page
def dashboard(request: HttpRequest) -> HttpResponse:
    """The state of the region."""
    ready = dashboard_page(viewer=viewer(request), now=timezone.now())
    return render(request, "pages/dashboard.html", {"page": ready})


@require_safe
@page
def figures(request: HttpRequest) -> HttpResponse:
    """The catalogue."""
    ready = figures_page(request.GET.dict(), viewer=viewer(request), now=timezone.now())
    return render(request, "pages/figures.html", {"page": ready})


@require_safe
@page
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure with its trace."""
    ready = figure_page(code, request.GET.dict(), viewer=viewer(request), now=timezone.now())
    return render(request, "pages/figure.html", {"page": ready})


@require_safe
@page
def reconcile(request: HttpRequest) -> HttpResponse:
    """Claims beside records."""
    ready = reconcile_page(request.GET.dict(), viewer=viewer(request), now=timezone.now())
    return render(request, "pages/reconcile.html", {"page": ready})
