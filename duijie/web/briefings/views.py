"""Briefings: the list, one of them, its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from duijie.briefings import queries
from duijie.briefings.papers.files import KINDS, file_of
from duijie.briefings.papers.fonts import NoFonts
from duijie.briefings.types import STATES, BriefingLine
from duijie.web.briefings.compose import LIGHTS, briefing_page
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell, ListPage
from duijie.web.pages.parts import Link
from duijie.web.saying import day, is_english, moment, refusal, say
from duijie.web.views.answers import page, viewer


@require_safe
@page
def briefings(request: HttpRequest) -> HttpResponse:
    """Issues and drafts, what was changed last first."""
    who, asked, here = viewer(request), request.GET.dict(), reverse("briefings")
    state = asked.get("state", "")
    number = page_number(asked)
    rows, count = queries.listing(
        viewer=who, state=state if state in STATES else "", offset=(number - 1) * PAGE, limit=PAGE
    )
    tabs = [
        Link(_("All"), here),
        *(Link(say(name), with_query(here, state=code)) for code, name in STATES.items()),
    ]
    told = (
        ngettext("%(count)s briefing", "%(count)s briefings", count) % {"count": f"{count:,}"}
        if count
        else ""
    )
    ready = ListPage(
        heading=_("Briefings"),
        about=_("Filled in from the figures, checked, signed off by another person, numbered and frozen."),
        act=Link(_("Draft a briefing"), reverse("briefing-new")) if who.may("add") else None,
        tabs=tuple(tabs), chosen=with_query(here, state=state), asked=(), here=here, total=told, notices=(),
        table=table(
            "briefings", "", [_("Briefing"), _("State"), _("Number"), _("Figures of"), _("Unit"), _("Changed")],
            [_row(one) for one in rows],
            empty=_("No briefing here"),
            hint=_("Draft one: its figures are filled in.") if who.may("add") else _("Once one is issued it stands here."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip
    return render(request, "engagement/list.html", {"page": ready})


@require_safe
@page
def one(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """One briefing."""
    return render(request, "briefings/one.html", {"page": briefing_page(briefing_id, viewer=viewer(request))})


@require_safe
@page
def file(request: HttpRequest, briefing_id: int, kind: str) -> HttpResponse:
    """The briefing as a file, in the language of the page."""
    if kind not in KINDS:
        raise Http404(kind)
    who = viewer(request)
    sheet = queries.sheet(briefing_id=briefing_id, viewer=who, language="en" if is_english() else "zh")
    try:
        data = file_of(sheet, kind)
    except NoFonts as missing:
        messages.error(request, refusal(missing))
        return HttpResponseRedirect(reverse("briefing", args=[briefing_id]))
    name = f'attachment; filename="briefing-{briefing_id}.{kind}"'
    return HttpResponse(data, content_type=KINDS[kind], headers={"Content-Disposition": name})


def _row(one: BriefingLine) -> list[Cell]:
    number = (
        _("No. %(number)s (total %(total)s)") % {"number": one.issued.number, "total": one.issued.total}
        if one.issued
        else ""
    )
    return [
        Cell(one.title, reverse("briefing", args=[one.id]), note=one.series),
        Cell(say(STATES[one.state]), light=LIGHTS[one.state]),
        Cell(number, note=day(one.issued.on) if one.issued else ""),
        Cell(day(one.as_of)), Cell(one.unit or "–"), Cell(moment(one.changed_at), note=one.drafted_by),
    ]  # fmt: skip
