"""Judging pairs of names, and looking for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duijie.judgements.operations import find_duplicates, judge
from duijie.judgements.types import MergeRefused
from duijie.web.compose.names import name_pair, names_page
from duijie.web.saying import say
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
    who.must("review")
    if answer not in ANSWERS:
        return HttpResponseBadRequest()
    problem = ""
    try:
        judge(
            proposal_id=proposal_id, verdict=answer, by=who, at=timezone.now(),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except MergeRefused as refused:
        problem = " ".join(say(one) for one in refused.obstacles)
    if by_htmx(request):
        pair = name_pair(proposal_id, viewer=who, problem=problem)
        return render(request, "parts/name_pair.html", {"pair": pair}, status=422 if problem else 200)
    if problem:
        messages.error(request, problem)
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return redirect(asked if here else "names")


@require_POST
@page
def find_pairs(request: HttpRequest) -> HttpResponse:
    """Look through all names and numbers for pairs that may be one."""
    done = find_duplicates(by=viewer(request), at=timezone.now())
    said = ngettext("%(count)s new pair to judge.", "%(count)s new pairs to judge.", done.new)
    messages.success(
        request,
        _("%(names)s names looked at.") % {"names": f"{done.names:,}"}
        + " "
        + said % {"count": f"{done.new:,}"},
    )
    return redirect("names")
