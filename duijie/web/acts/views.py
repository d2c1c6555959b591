"""Pages of the record of acts and of who may do what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.acts.operations import WRITERS, export
from duijie.web.acts.may import may_page
from duijie.web.acts.record import asked_of, record_page
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@page
def acts(request: HttpRequest) -> HttpResponse:
    """The record of acts."""
    return render(
        request, "engagement/list.html", {"page": record_page(request.GET.dict(), viewer=viewer(request))}
    )


@require_safe
@page
def acts_export(request: HttpRequest) -> HttpResponse:
    """The record of acts as a sheet; taking it out is recorded too."""
    form = request.GET.get("format", "xlsx")
    form = form if form in WRITERS else "xlsx"
    at = timezone.now()
    data = export(filters=asked_of(request.GET.dict()), form=form, by=viewer(request), at=at, say=say)
    name = f"acts-{timezone.localdate(at)}.{form}"
    return HttpResponse(
        data, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@page
def may(request: HttpRequest) -> HttpResponse:
    """Who may do what."""
    return render(request, "acts/may.html", {"page": may_page(viewer=viewer(request))})
