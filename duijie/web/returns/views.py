"""Returns as the office sees them: who is late, what changed since last month and why; and asking for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.queries import units
from duijie.kernel.words import Words
from duijie.returns import operations, queries
from duijie.returns.rules import askable, shown
from duijie.returns.types import ReturnInfo, UnitState, WrongReturn
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.cells import between, counted, table
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.engagement.pages import Cell, ListPage, RecordPage, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, moment, say
from duijie.web.views.answers import keeper, page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])
STATES: Mapping[str, tuple[str, Words]] = {
    "done": ("green", Words("已报齐", "done")),
    "partly": ("yellow", Words("部分报送", "partly done")),
    "open": ("", Words("未报送", "not begun")),
    "nothing": ("green", Words("无项目可报", "nothing to report")),
}
LATE = Words("逾期", "late")


@require_safe
@page
def returns(request: HttpRequest) -> HttpResponse:
    """Returns, the newest period first."""
    who = keeper(request)
    rows = [
        [
            Cell(one.name, reverse("return", args=[one.id])), Cell(between(one.begins_on, one.ends_on)), Cell(day(one.due_on)),
            counted(sum(unit.state in ("done", "nothing") for unit in one.units)), counted(len(one.units)),
            Cell(str(late := sum(unit.late for unit in one.units)), light="red" if late else ""),
        ]
        for one in queries.listing(viewer=who, today=timezone.localdate())
    ]  # fmt: skip
    ready = ListPage(
        heading=_("Returns"),
        about=_("Asked of units each period, filled in from what is known; they confirm or correct."),
        act=Link(_("Ask for a return"), reverse("return-add")) if who.may("review") else None,
        tabs=(), chosen="", asked=(), here=reverse("returns"), total="", notices=(),
        table=table(
            "returns", "", [_("Return"), _("Period"), _("Due on"), _("Done"), _("Units"), _("Late")], rows,
            empty=_("No return is asked for"),
            hint=_("Ask for the first one.") if who.may("review") else _("When the office asks your unit for one, it stands here."),
            numbers=[3, 4],
        ),
        paging=None,
    )  # fmt: skip
    return render(request, "engagement/list.html", {"page": ready})


@require_safe
@page
def one(request: HttpRequest, return_id: int) -> HttpResponse:
    """One return: how far each unit is, and what changed."""
    who = keeper(request)
    info = queries.get(return_id=return_id, viewer=who, today=timezone.localdate())
    may_write = who.may("add")
    ready = RecordPage(
        back=Link(_("Returns"), reverse("returns")),
        title=info.name,
        facts=(between(info.begins_on, info.ends_on), _("due on %(day)s") % {"day": day(info.due_on)}),
        acts=(),
        notices=tuple(_late(info)),
        known=(),
        about="",
        steps=(),
        tables=(
            _units(info.units, may_write=may_write, may_urge=who.may("review")),
            _changes(return_id, info, request),
        ),
    )  # fmt: skip
    return render(request, "engagement/record.html", {"page": ready})


@FORM
@page
def add(request: HttpRequest) -> HttpResponse:
    """Ask for a return."""
    who = viewer(request)
    who.must("review")
    known = {say(one.name): code for code, one in askable().items()}
    by_name = {one.name: one.id for one in units().values()}
    last = next(iter(queries.listing(viewer=who, today=timezone.localdate(), limit=1)), None)
    initial = {
        "name": last.name if last else "",
        "fields": "\n".join(say(one.name) for one in last.fields) if last else "",
        "units": "\n".join(one.unit for one in last.units) if last else "\n".join(by_name),
    }

    def save(given: Given) -> str:
        fields, unknown = _lines(given.get("fields", ""), known | {code: code for code in askable()})
        wanted, strangers = _lines(given.get("units", ""), by_name)
        if unknown:
            raise WrongFields({"fields": Words(f"没有“{unknown}”这一项", f"there is no field “{unknown}”")})
        if strangers:
            raise WrongFields(
                {"units": Words(f"没有“{strangers}”这个单位", f"there is no unit “{strangers}”")}
            )
        try:
            number = operations.ask(
                name=given.get("name", ""), begins_on=forms.day_of(given, "begins_on"), ends_on=forms.day_of(given, "ends_on"),
                due_on=forms.day_of(given, "due_on"), fields=fields, unit_ids=wanted, by=who, at=timezone.now(),
            )  # fmt: skip
        except WrongReturn as wrong:
            raise WrongFields({"name": wrong.words}) from wrong
        return reverse("return", args=[number])

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text(
            "name", _("Name"), failed, required=True, hint=_("The same each month, so that changes are told.")
        )
        yield forms.text("begins_on", _("Period from"), failed, kind="date", required=True)
        yield forms.text("ends_on", _("Period until"), failed, kind="date", required=True)
        yield forms.text("due_on", _("Due on"), failed, kind="date", required=True)
        hint = _("One a line, out of: %(names)s.") % {"names": "、".join(known)}
        yield forms.text("fields", _("What is asked"), failed, kind="lines", required=True, hint=hint)
        yield forms.text(
            "units", _("Units asked"), failed, kind="lines", required=True, hint=_("One a line.")
        )

    return handle(
        request, heading=_("Ask for a return"), back=Link(_("Returns"), reverse("returns")), save=save, initial=initial,
        fields=fields, about=_("Each unit finds its projects filled in from what is known."),
    )  # fmt: skip


@FORM
@page
def urge(request: HttpRequest, asked_id: int) -> HttpResponse:
    """Urge a unit."""
    who = viewer(request)
    who.must("review")
    asked = queries.form(asked_id=asked_id, viewer=who)
    back = Link(asked.title, reverse("return", args=[queries.return_of(asked_id=asked_id, viewer=who)]))

    def save(_given: Given) -> str:
        operations.urge(asked_id=asked_id, by=who, at=timezone.now())
        return back.url

    return handle(
        request, heading=_("Urge %(unit)s") % {"unit": asked.unit}, back=back, save=save, fields=lambda _failed: (),
        save_label=_("Urge"), about=_("That the unit was urged, and how often, stands in the return and in the record of acts."),
    )  # fmt: skip


def _late(info: ReturnInfo) -> Iterable[str]:
    late = [one.unit for one in info.units if one.late]
    if late:
        told = ngettext("%(count)s unit is late: %(units)s", "%(count)s units are late: %(units)s", len(late))
        yield told % {"count": len(late), "units": "、".join(late)}


def _units(found: Iterable[UnitState], *, may_write: bool, may_urge: bool) -> Table:
    rows = []
    for one in found:
        light, words = STATES[one.state]
        form = reverse("return-form", args=[one.asked_id]) if may_write else ""
        urged = one.state in ("open", "partly") and may_urge
        rows.append([
            Cell(one.unit, form), Cell(say(words), light="red" if one.late else light, tags=(say(LATE),) if one.late else ()),
            Cell(f"{one.answered}/{one.projects}"), Cell(moment(one.last_at) if one.last_at else "–"),
            Cell(_("Urge") if urged else "–", reverse("return-urge", args=[one.asked_id]) if urged else "", note=_("urged %(count)s times") % {"count": one.urged} if one.urged else ""),
        ])  # fmt: skip
    heads = [_("Unit"), _("State"), _("Projects"), _("Last answer"), _("Urge")]
    return table("units", _("Units asked"), heads, rows, empty=_("No unit is asked"), numbers=[2])


def _changes(return_id: int, info: ReturnInfo, request: HttpRequest) -> Table:
    rows = [
        [
            Cell(one.project, reverse("project", args=[one.project_id])), Cell(one.unit), Cell(say(one.field.name)),
            Cell(say(shown(one.field, one.old))), Cell(say(shown(one.field, one.new)), light="yellow" if one.wants_reason else ""),
            Cell(one.reason or "–"),
        ]
        for one in queries.changed_since_last(return_id=return_id, viewer=keeper(request))
    ]  # fmt: skip
    heads = [_("Project"), _("Unit"), _("What"), _("Last time"), _("Now"), _("Why")]
    return table(
        "changes", _("What changed since the last return"), heads, rows, empty=_("Nothing changed"), numbers=[3, 4],
        hint=_("What units correct shows here, with the reason where a figure shrank or jumped."),
    )  # fmt: skip


def _lines(text: str, known: Mapping[str, str] | Mapping[str, int]) -> tuple[list, str]:  # type: ignore[type-arg]
    """What lines name, and the first that names nothing."""
    names = list(filter(None, map(str.strip, text.splitlines())))
    return [known[name] for name in names if name in known], next(
        (name for name in names if name not in known), ""
    )
