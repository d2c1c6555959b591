"""A plot, an enterprise, a supply, and what would fit a project.

It is long because each says all that is kept of one thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.capacity import queries as capacity
from duijie.capacity.rules import FITS, MOVES
from duijie.capacity.types import Fit, Need
from duijie.kernel.words import Words
from duijie.parks import queries
from duijie.parks.ground import queries as ground
from duijie.parks.rules import load
from duijie.parks.types import Check, PlotInfo
from duijie.pipeline import queries as projects
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE
from duijie.web.engagement.cells import named, paid, table
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage
from duijie.web.pages.parts import Link
from duijie.web.parks.lists import area_text, industry_name, plain
from duijie.web.saying import day, moment, say
from duijie.yields import queries as yields
from duijie.yields.rules import vetoes

UNITS = {
    "CNY/mu": Words("万元/亩", "10k yuan/mu"), "ratio": Words("", ""), "share": Words("%", "%"),
    "tce/10k": Words("吨标煤/万元", "tce/10k yuan"), "t/10k": Words("吨/万元", "t/10k yuan"),
}  # fmt: skip
LIGHT_OF = {True: "green", False: "red", None: ""}


def plot_page(plot_id: int, *, viewer: Actor, today: date) -> RecordPage:
    """One plot: how it stands, what it promised, what is to be looked into."""
    info = ground.plot(plot_id=plot_id, viewer=viewer, today=today)
    line, state = info.line, load().states[info.line.state]
    free = state.free and not line.held and line.project_id is None
    acts = []
    if free and viewer.may("add"):
        acts.append(Link(_("Reserve"), with_query(reverse("reserve"), plot=str(plot_id))))
    if viewer.may("add"):
        acts.append(Link(_("Publish it"), with_query(reverse("notice-new"), record=f"plot:{plot_id}")))
    if info.may_write:
        acts += [
            Link(label, reverse("plot-act", args=[plot_id, code]))
            for label, code in (
                (_("Change"), "edit"), (_("State"), "state"), (_("Indicator"), "indicator"),
            )
        ]  # fmt: skip
    states = [(Cell(day(on)), Cell(named_state(code)), Cell(why)) for on, code, why in reversed(info.states)]
    return RecordPage(
        back=Link(line.park, reverse("park", args=[line.park_id])),
        title=_("Plot %(number)s") % {"number": line.number},
        facts=(say(state.name), area_text(line.area), named(load().uses, line.use)),
        acts=tuple(acts),
        notices=tuple(
            f"{say(one.name)}{_days(one.days)} – {say(one.means)}" for one in info.findings
        ),
        known=tuple(one for one in _plot_known(info) if one.value),
        about=info.note,
        steps=(),
        tables=(
            table(
                "checks", _("What was promised and what came"),
                [_("Indicator"), _("Agreed"), _("Standard"), _("Found"), _("Met")],
                [_check(one) for one in info.checks], numbers=[1, 2, 3], empty="",
                about=_("Where the agreement is silent, the standard of the table is asked. Five indicators make standard land."),
            ),
            table("states", _("States"), [_("Since"), _("State"), _("Why")], states, empty=_("None yet")),
        ),
    )  # fmt: skip


def named_state(code: str) -> str:
    """A plot's state in words."""
    return say(load().states[code].name) if code in load().states else code


def tenant_page(tenant_id: int, *, viewer: Actor) -> RecordPage:
    """One enterprise in residence: its years and its grades."""
    line, years = queries.tenant(tenant_id=tenant_id, viewer=viewer)
    park = queries.park_line(park_id=line.park_id, viewer=viewer)
    may = queries.may_write(viewer=viewer, unit_id=park.unit_id)
    columns = load().years
    rows = []
    for year in reversed(years):
        cells = [
            paid(year.values.get(code)) if column.unit == "CNY" else Cell(plain(year.values.get(code)))
            for code, column in columns.items()
        ]
        rows.append((Cell(str(year.year)), *cells, Cell(year.grade)))
    grades = [
        (Cell(str(info.year)), Cell(one.grade or "–", reverse("yield-score", args=[one.id])), Cell(f"{one.score:.2f}" if one.score is not None else ""))
        for one in yields.grades_of(tenant_id=tenant_id, viewer=viewer)
        for _line, info in (yields.score(score_id=one.id, viewer=viewer),)
    ]  # fmt: skip
    struck = [
        _("%(year)s: %(what)s (%(source)s)") % {"year": year, "what": named(vetoes(), kind), "source": source}
        for _number, year, kind, source in yields.vetoes_of(tenant_id=tenant_id)
    ]
    reads = queries.reads_years(viewer=viewer, unit_id=park.unit_id)
    acts = [(_("Change"), "edit"), (_("Tell a year"), "year")] if may else []
    acts += [(_("Record a veto"), "veto")] if viewer.may("review") else []
    known = (
        Known(_("Industry"), industry_name(line.industry)), Known(_("Moved in"), day(line.moved_in_on)),
        Known(_("Moved out"), day(line.moved_out_on)), Known(_("Ground"), area_text(line.land or None)),
        Known(_("Organisation"), line.name if line.organisation_id else "", reverse("organisation", args=[line.organisation_id]) if line.organisation_id else ""),
    )  # fmt: skip
    return RecordPage(
        back=Link(line.park, reverse("park", args=[line.park_id])), title=line.name,
        facts=(_("above scale") if line.above_scale else _("below scale"), line.park),
        acts=tuple(Link(label, reverse("tenant-act", args=[tenant_id, code])) for label, code in acts),
        notices=tuple(struck), known=tuple(one for one in known if one.value), about=line.note, steps=(),
        tables=(
            table(
                "years", _("Years"), [_("Year"), *(_unit_head(say(one.name), one.unit) for one in columns.values()), _("Grade told")], rows,
                numbers=range(1, len(columns) + 1), empty=_("No year told") if reads else _("Its years are read by the park's unit and the office"),
                hint=_("Tell output, tax, staff, energy and R&D, a year at a time.") if may else "",
            ),
            table("grades", _("Grades"), [_("Year"), _("Grade"), _("Score")], grades, numbers=[2], empty=_("Not graded yet"), hint=_("Grades follow from an assessment of yields that is published.")),
        ),
    )  # fmt: skip


def supply_page(supply_id: int, *, viewer: Actor, today: date) -> RecordPage:
    """What there is of a kind, and its ledger."""
    line, moves = capacity.supply(supply_id=supply_id, viewer=viewer, today=today)
    unit_id = queries.park_line(park_id=line.park_id, viewer=viewer).unit_id if line.park_id else None
    may = queries.may_write(viewer=viewer, unit_id=unit_id) if line.park_id else viewer.may("review")
    back = (
        Link(line.park, reverse("park", args=[line.park_id]))
        if line.park_id
        else Link(_("Parks"), reverse("parks"))
    )
    acts = []
    if viewer.may("add"):
        acts.append(Link(_("Reserve"), with_query(reverse("reserve"), supply=str(supply_id))))
    if may:
        acts += [
            Link(label, reverse("supply-act", args=[supply_id, code]))
            for label, code in ((_("More or less"), "grant"), (_("Pass on"), "pass-on"), (_("Record use"), "measure"))
        ]  # fmt: skip
    rows = [
        (
            Cell(moment(one.at)), Cell(say(MOVES.get(one.kind, Words(one.kind, one.kind)))), _signed(one.total),
            _signed(one.promised), _signed(one.used), Cell(plain(one.free_after) or "0"),
            Cell(one.project, reverse("project", args=[one.project_id]) if one.project_id else "", note=one.source),
            Cell(one.by),
        )
        for one in moves
    ]  # fmt: skip
    heads = [
        _("When"),
        _("What"),
        _("In all"),
        _("Reserved"),
        _("Used"),
        _("Free after"),
        _("For or by"),
        _("By"),
    ]
    known = (
        Known(_("In all"), plain(line.total, line.unit)), Known(_("Used"), plain(line.used, line.unit) or "0"),
        Known(_("Reserved"), plain(line.promised, line.unit) or "0"), Known(_("Free"), plain(line.free, line.unit) or "0"),
    )  # fmt: skip
    return RecordPage(
        back=back, title=say(line.name), facts=(line.park or _("the region's own"),), acts=tuple(acts), notices=(),
        known=known, about="", steps=(),
        tables=(table("ledger", _("Ledger"), heads, rows, numbers=[2, 3, 4, 5], empty=_("Nothing yet")),),
    )  # fmt: skip


def fit_page(project_id: int, *, viewer: Actor, today: date) -> ListPage:
    """Every park against a project: what fits, or which need fails by how much."""
    project = projects.lines(project_ids=[project_id], viewer=viewer)
    found = capacity.fit(project_id=project_id, viewer=viewer, today=today)
    rows = [_fit(one, project_id, viewer) for one in found[:PAGE]]
    lights = [one.state for one in found]
    told = ngettext("%(count)s park fits", "%(count)s parks fit", lights.count("fits")) % {
        "count": lights.count("fits")
    }
    return ListPage(
        heading=_("What would fit"), about=_("Needs are what the project's sheet states; what nobody recorded stays open."),
        act=None, tabs=(), chosen="", asked=(), here=reverse("fit", args=[project_id]), total=told, notices=(),
        table=table(
            "fit", "", [_("Park"), _("Answer"), _("Needs"), _("What would do"), ""], rows, empty=_("No park yet"),
            hint=_("Add parks with their plots first."),
        ),
        paging=None, back=Link(project[project_id].name, reverse("project", args=[project_id])),
    )  # fmt: skip


def _fit(one: Fit, project_id: int, viewer: Actor) -> tuple[Cell, ...]:
    light = {"fits": "green", "open": "yellow", "fails": "red"}[one.state]
    needs = "; ".join(_need(need) for need in one.needs)
    things = [*(f"{plot.number} {area_text(plot.area)}" for plot in one.plots)]
    things += [f"{space.building} {space.number} {area_text(space.area)}" for space in one.spaces]
    reserve = {"project": str(project_id), "park": str(one.park.id)}
    if one.plots:
        reserve["plot"] = str(one.plots[0].id)
    elif one.spaces:
        reserve["space"] = str(one.spaces[0].id)
    may = viewer.may("add") and one.state != "fails"
    return (
        Cell(one.park.name, reverse("park", args=[one.park.id]), tags=(_("its industry"),) if one.leads else ()),
        Cell(say(FITS[one.state]), light=light), Cell(needs), Cell("; ".join(things)),
        Cell(_("Reserve"), with_query(reverse("reserve"), **reserve)) if may else Cell(),
    )  # fmt: skip


def _need(need: Need) -> str:
    name, told = say(need.name), say(need.told)
    unit = "" if need.unit == "m2" else need.unit
    if need.wanted is None:
        return _("%(name)s: %(told)s") % {"name": name, "told": told or _("not told")}

    def size(number: Decimal | None) -> str:
        return area_text(number) if need.unit == "m2" else plain(number, unit) or "0"

    if need.there is None:
        return _("%(name)s: %(wanted)s wanted, %(told)s") % {
            "name": name,
            "wanted": size(need.wanted),
            "told": told,
        }
    if need.fits:
        return _("%(name)s: %(wanted)s wanted, %(there)s there") % {
            "name": name, "wanted": size(need.wanted), "there": size(need.there),
        }  # fmt: skip
    return _("%(name)s: %(wanted)s wanted, %(there)s there, %(short)s short") % {
        "name": name, "wanted": size(need.wanted), "there": size(need.there), "short": size(need.short),
    }  # fmt: skip


def _plot_known(info: PlotInfo) -> Iterable[Known]:
    line = info.line
    yield Known(_("User"), line.user, reverse("project", args=[line.project_id]) if line.project_id else "")
    if line.held:
        yield Known(_("Reserved until"), day(line.held_until))
    yield Known(_("Number of contract"), info.contract_number)
    for label, value in (
        (_("Start agreed for"), info.start_due), (_("Started on"), info.started_on), (_("Works stopped on"), info.stopped_on),
        (_("End of works agreed for"), info.finish_due), (_("Finished on"), info.finished_on),
    ):  # fmt: skip
        yield Known(label, day(value))
    for label, share in ((_("Share built on"), info.built_share), (_("Share invested"), info.invested_share)):
        yield Known(label, f"{100 * share:.0f}%" if share is not None else "")


def _check(one: Check) -> tuple[Cell, ...]:
    def number(value: Decimal | None) -> Cell:
        if value is None:
            return Cell()
        scale = {"CNY/mu": value / 10_000, "share": value * 100}.get(one.unit, value)
        return Cell(plain(scale, say(UNITS.get(one.unit, Words("", "")))))

    met = {True: _("met"), False: _("not met"), None: _("open")}[one.met]
    sign = "≥" if one.sense == "at_least" else "≤"
    tags = (_("standard land"),) if one.of_standard_land else ()
    return (
        Cell(f"{say(one.name)} {sign}", tags=tags, note=say(one.source)), number(one.agreed), number(one.standard),
        number(one.actual), Cell(met, light=LIGHT_OF[one.met]),
    )  # fmt: skip


def _signed(number: Decimal) -> Cell:
    text = plain(number)
    return Cell("" if text == "0" else text if text.startswith("-") else f"+{text}")


def _days(days: int | None) -> str:
    if not days:
        return ""
    return " (" + ngettext("%(count)s day", "%(count)s days", days) % {"count": f"{days:,}"} + ")"


def _unit_head(name: str, unit: str) -> str:
    said = {"tce": _("t of coal"), "kWh": "kWh", "t": "t", "m2": "m²"}.get(unit, "")
    return f"{name} ({said})" if said else name
