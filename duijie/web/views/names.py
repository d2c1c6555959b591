"""Judging pairs of names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from duijie.judgements.operations import judge
from duijie.web.compose.names import name_pair, names_page
from duijie.web.views.answers import by_htmx, page, viewer
from duijie.web.words import ANSWERS


@require_safe
@page
def names(request: HttpRequest) -> HttpResponse:
    """The pairs."""
    ready = names_page(request.GET.dict(), viewer=viewer(request))
    return render(request, "pages/names.html", {"page": ready})


@require_POST
@page
def judge_names(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A person's word on one pair."""
    who, answer = viewer(request), request.POST.get("answer", "")
    if answer not in ANSWERS:
        return HttpResponseBadRequest()
    judge(proposal_id=proposal_id, verdict=answer, by=who, at=timezone.now())
    if not by_htmx(request):
        return redirect("names")
    return render(request, "parts/name_pair.html", {"pair": name_pair(proposal_id, viewer=who)})
