"""The list, the board, warnings, what waits; saved filters and acts on several projects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.operations import drop_filter, save_filter
from duijie.accounts.types import NameMissing, NoSuchFilter
from duijie.pipeline import operations as pipeline
from duijie.pipeline.queries import WrongMark, lines, listing
from duijie.pipeline.types import GateClosed
from duijie.web.pages.parts import Link
from duijie.web.projects.acts import Given
from duijie.web.projects.asked import asked_list
from duijie.web.projects.attention import waiting_page, warnings_page
from duijie.web.projects.board import board_page, filling
from duijie.web.projects.bulk import BULK, MOST, bulk_page, carry_out
from duijie.web.projects.forms import REFUSALS, said, typed
from duijie.web.projects.lists import PLACE, projects_page
from duijie.web.projects.tables import stage_name
from duijie.web.saying import refusal
from duijie.web.views.answers import keeper, page


@require_safe
@page
def projects(request: HttpRequest) -> HttpResponse:
    """The list; a mark of another list starts again from the first page."""
    who, today = keeper(request), timezone.localdate()
    try:
        ready = projects_page(request.GET, viewer=who, today=today)
    except WrongMark:
        asked = request.GET.copy()
        asked.pop("after", None)
        return redirect(f"{reverse('projects')}?{asked.urlencode()}")
    return render(request, "projects/list.html", {"page": ready})


@require_safe
@page
def board(request: HttpRequest) -> HttpResponse:
    """Projects by stage."""
    ready = board_page(request.GET, viewer=keeper(request), today=timezone.localdate())
    return render(request, "projects/board.html", {"page": ready})


@require_POST
@page
def move_card(request: HttpRequest) -> HttpResponse:
    """Ask for the step that a card was moved for; the board again, with what is missing on the card."""
    who, at = keeper(request), timezone.now()
    who.must("add")
    number, _colon, stage = request.POST.get("move", "").partition(":")
    if not number.isdigit():
        raise BadRequest("move")
    problem = ""
    lacking: tuple[Link, ...] = ()
    try:
        waits = pipeline.move(
            project_id=int(number), stage=stage, effective_on=timezone.localdate(at), by=who, at=at
        )
    except GateClosed as closed:
        problem, lacking = said(closed), filling(int(number), closed.missing)
    except REFUSALS as refused:
        problem = said(refused)
    else:
        messages.success(request, _moved(stage, waits))
        return redirect(f"{reverse('project-board')}?{request.GET.urlencode()}#card-{number}")
    ready = board_page(
        request.GET,
        viewer=who,
        today=timezone.localdate(at),
        refused=int(number),
        problem=problem,
        lacking=lacking,
    )
    return render(request, "projects/board.html", {"page": ready}, status=422)


def _moved(stage: str, waits: int | None) -> str:
    if waits is None:
        return _("Entered: %(stage)s") % {"stage": stage_name(stage)}
    return _("Asked for: %(stage)s. It waits for a second person.") % {"stage": stage_name(stage)}


@require_safe
@page
def warnings(request: HttpRequest) -> HttpResponse:
    """What the rules found."""
    ready = warnings_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "projects/tables.html", {"page": ready})


@require_safe
@page
def waiting(request: HttpRequest) -> HttpResponse:
    """What needs this person's second pair of eyes."""
    return render(request, "projects/tables.html", {"page": waiting_page(viewer=keeper(request))})


@require_POST
@page
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Save the list's filters under a name."""
    who, asked = keeper(request), request.POST.get("asked", "")
    try:
        save_filter(
            place=PLACE, name=request.POST.get("name", ""), asked=asked,
            shared=request.POST.get("shared") == "yes", by=who, at=timezone.now(),
        )  # fmt: skip
    except NameMissing:
        ready = projects_page(
            QueryDict(asked), viewer=who, today=timezone.localdate(),
            problem=_("Give the filter a name, by which it is found again."),
        )  # fmt: skip
        return render(request, "projects/list.html", {"page": ready}, status=422)
    messages.success(request, _("The filter is saved."))
    return redirect(f"{reverse('projects')}?{asked}")


@require_POST
@page
def forget_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Take a saved filter away."""
    try:
        drop_filter(filter_id=filter_id, by=keeper(request), at=timezone.now())
    except NoSuchFilter as gone:
        raise Http404(refusal(gone)) from gone
    return redirect("projects")


@require_POST
@page
def bulk(request: HttpRequest) -> HttpResponse:
    """One act on several: its fields, the preview, and carrying it out."""
    who, at = keeper(request), timezone.now()
    who.must("add")
    today = timezone.localdate(at)
    code, back = request.POST.get("act", ""), _own_address(request.POST.get("back", ""))
    if code not in BULK:
        raise BadRequest("act")
    numbers = [int(one) for one in request.POST.getlist("project") if one.isdigit()][:MOST]
    if request.POST.get("all") == "yes":
        asked = asked_list(QueryDict(request.POST.get("back", "")))
        found = listing(viewer=who, filters=asked.filters, sort=asked.sort, limit=MOST)
        numbers = [line.id for line in found.lines]
        if found.next:
            messages.info(
                request,
                _("The first %(count)s of the list are taken; the rest follows once these are done.")
                % {"count": MOST},
            )
    if not numbers:
        messages.error(request, _("Choose projects first: tick them, or press x."))
        return redirect(back)
    if request.POST.get("step") == "do":
        given: Given[Any] = Given(None, who, at, today, {})
        values, faults = typed(BULK[code].asks(given), request.POST.dict(), today)
        if not faults:
            chosen = lines(project_ids=numbers, viewer=who).values()
            outcomes = carry_out(code, chosen, values, by=who, at=at, today=today, keep=True)
            done = sum(not one.refused for one in outcomes)
            told = ngettext("%(count)s project was changed", "%(count)s projects were changed", done)
            messages.success(request, told % {"count": done})
            return redirect(back)
    ready = bulk_page(
        code,
        numbers,
        request.POST.dict(),
        by=who,
        at=at,
        today=today,
        back=back,
        query=request.POST.get("back", ""),
    )
    return render(request, "projects/bulk.html", {"page": ready})


def _own_address(query: str) -> str:
    """The list with this query: nobody is led elsewhere by a form."""
    return f"{reverse('projects')}?{QueryDict(query).urlencode()}"
