"""Views and forms of saved lists of prospects."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.exchange.sheets.writing import Out, OutColumn, write_workbook
from duijie.industry.queries import chains
from duijie.industry.types import NoSuchChain
from duijie.kernel.words import Words
from duijie.leads.queries import duplicates
from duijie.matching.lists import operations, queries
from duijie.matching.lists.operations import SAID
from duijie.matching.lists.types import NothingSaid
from duijie.matching.rules import load
from duijie.matching.types import NothingToMatch
from duijie.parks.queries import lines as parks
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, handle
from duijie.web.industry.lists import list_page, lists_page, row_page
from duijie.web.industry.wording import told
from duijie.web.pages.parts import Link
from duijie.web.saying import say
from duijie.web.views.answers import keeper, page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page
def lists(request: HttpRequest) -> HttpResponse:
    """All saved lists."""
    return render(request, "industry/list.html", {"page": lists_page(viewer=keeper(request))})


@require_safe
@page
def shortlist(request: HttpRequest, list_id: int) -> HttpResponse:
    """One list."""
    ready = list_page(list_id, viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})


@require_safe
@page
def row(request: HttpRequest, listed_id: int) -> HttpResponse:
    """One row of a list."""
    ready = row_page(listed_id, viewer=keeper(request), today=timezone.localdate())
    return render(request, "industry/list.html", {"page": ready})


@require_safe
@page
def sheet(request: HttpRequest, list_id: int) -> HttpResponse:
    """A list as a workbook; taking it out is recorded."""
    line, rows = operations.take_out(list_id=list_id, by=keeper(request), at=timezone.now())
    factors = [part.name for part in rows[0].parts] if rows else []
    heads = (
        OutColumn(_("Rank"), "number"), OutColumn(_("Enterprise"), width=30), OutColumn(_("Credit code"), width=20),
        OutColumn(_("Place"), width=20), OutColumn(_("Chain")), OutColumn(_("Link")), OutColumn(_("Points"), "number"),
        *(OutColumn(say(name), "number") for name in factors), OutColumn(_("Reasons"), width=60), OutColumn(_("Source"), width=20),
        OutColumn(_("Row"), "number"), OutColumn(_("As of"), "day"), OutColumn(_("Unit")), OutColumn(_("Person")),
        OutColumn(_("Due on"), "day"), OutColumn(_("Found")), OutColumn(_("Why"), width=30),
    )  # fmt: skip
    cells = (
        (
            one.rank, one.name, one.credit_code, one.about, say(one.chain), say(one.link_name), one.points,
            *(part.points for part in one.parts), told(f"{say(part.name)} {say(part.reason)}" for part in one.parts),
            one.source, one.row, one.as_of, one.unit, one.person, one.due_on,
            told(say(SAID[each.said]) for each in one.remarks), told(filter(None, (say(each.why) for each in one.remarks))),
        )
        for one in rows
    )  # fmt: skip
    title = _("%(name)s: weights of version %(weights)s") % {"name": line.name, "weights": line.weights}
    data = write_workbook([Out(_("Prospects"), heads, cells, title=title)])
    name = f'attachment; filename="prospects-{list_id}.xlsx"'
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": name})


@FORM
@page
def save(request: HttpRequest) -> HttpResponse:
    """The head of a ranking, kept as a list."""
    who = viewer(request)
    who.must("add")

    def kept(given: Given) -> str:
        number = given.get("limit", "")
        if not number.isdigit() or not 1 <= int(number) <= 500:
            raise NothingSaid("企业数写 1 到 500。", "Write a number of enterprises from 1 to 500.")
        try:
            made = operations.save(
                name=given.get("name", ""), park_id=forms.number_of(given, "park"), chain_id=forms.number_of(given, "chain"),
                link=given.get("link", ""), limit=int(number), by=who, at=timezone.now(),
            )  # fmt: skip
        except NothingToMatch as nothing:
            raise NothingSaid(nothing.why.zh, nothing.why.en) from nothing
        except NoSuchChain as missing:
            raise NothingSaid("没有这个环节。请写环节的代码。", str(missing)) from missing
        return reverse("prospect-list", args=[made])

    park_rows = [(str(one.id), one.name) for one in parks(viewer=who)]
    chain_rows = [(str(one.id), say(one.name)) for one in chains(viewer=who)]
    return handle(
        request, heading=_("Save as a list"), back=Link(_("Prospects"), reverse("prospects")), save=kept,
        initial={"limit": "50", **{name: request.GET.get(name, "") for name in ("park", "chain", "link")}},
        about=_("The list keeps names, points and reasons as they are now."),
        fields=lambda failed: (
            forms.text("name", _("Name"), failed, required=True),
            forms.choice("park", _("Park"), park_rows, failed, empty=_("none")),
            forms.choice("chain", _("Chain"), chain_rows, failed, empty=_("those of the park")),
            forms.text("link", _("Link"), failed, hint=_("a link's code; empty for all")),
            forms.text("limit", _("How many"), failed, required=True),
        ),
    )  # fmt: skip


@FORM
@page
def act(request: HttpRequest, listed_id: int, act: str) -> HttpResponse:
    """Give a row to somebody, say what was found, or make it a lead."""
    forms_of = {"assign": _assign, "say": _say, "lead": _lead}
    if act not in forms_of:
        raise Http404(act)
    viewer(request).must("add")
    return forms_of[act](request, listed_id)


def _assign(request: HttpRequest, listed_id: int) -> HttpResponse:
    who, at = viewer(request), timezone.now()
    one = queries.listed(listed_id=listed_id, viewer=who, today=timezone.localdate(at))

    def kept(given: Given) -> str:
        due = forms.day_of(given, "due_on") if given.get("due_on") else None
        operations.assign(
            listed_id=listed_id, unit_id=forms.number_of(given, "unit"), username=given.get("username", ""), due_on=due,
            by=who, at=at,
        )  # fmt: skip
        return reverse("prospect-row", args=[listed_id])

    return handle(
        request, heading=_("Give to somebody"), back=_back(one.name, listed_id), save=kept,
        initial={"due_on": one.due_on.isoformat() if one.due_on else ""},
        fields=lambda failed: (
            forms.unit_field(failed, who), forms.text("username", _("Person"), failed, hint=_("the name to sign in with; may stay empty")),
            forms.text("due_on", _("Due on"), failed, kind="date"),
        ),
    )  # fmt: skip


def _say(request: HttpRequest, listed_id: int) -> HttpResponse:
    who, at = viewer(request), timezone.now()
    one = queries.listed(listed_id=listed_id, viewer=who, today=timezone.localdate(at))

    def kept(given: Given) -> str:
        operations.remark(
            listed_id=listed_id, said=given.get("said", ""), reason=given.get("reason", ""), text=given.get("text", ""),
            by=who, at=at,
        )  # fmt: skip
        return reverse("prospect-row", args=[listed_id])

    reasons = [(row.code, say(row.name)) for row in load().reasons]
    return handle(
        request, heading=_("Say what was found"), back=_back(one.name, listed_id), save=kept,
        fields=lambda failed: (
            forms.choice("said", _("Found"), [(code, say(words)) for code, words in SAID.items()], failed),
            forms.choice("reason", _("Why wrong"), reasons, failed, empty="–"), forms.text("text", _("Note"), failed),
        ),
    )  # fmt: skip


def _lead(request: HttpRequest, listed_id: int) -> HttpResponse:
    who, at = viewer(request), timezone.now()
    one = queries.listed(listed_id=listed_id, viewer=who, today=timezone.localdate(at))

    def kept(given: Given) -> str:
        made = operations.take_up(
            listed_id=listed_id, contact=given.get("contact", ""), unit_id=forms.number_of(given, "unit"), by=who, at=at
        )  # fmt: skip
        return reverse("lead", args=[made.lead_id])

    same = duplicates(name=one.name, investor=one.name, credit_code=one.credit_code, parent_group="", amount=None, viewer=who)  # fmt: skip
    known = told(f"{each.label} ({say(each.reason)})" for each in same)
    none = Words("没有查到相同的线索或项目。", "Nothing registered looks the same.")
    return handle(
        request, heading=_("Make it a lead"), back=_back(one.name, listed_id), save=kept,
        about=_("May be the same: %(which)s") % {"which": known} if known else say(none),
        fields=lambda failed: (
            forms.text("contact", _("Whom to ask"), failed, required=True), forms.unit_field(failed, who),
        ),
    )  # fmt: skip


def _back(name: str, listed_id: int) -> Link:
    return Link(name, reverse("prospect-row", args=[listed_id]))
