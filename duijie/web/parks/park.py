"""The page of one park: its plan, what is connected, what is promised, who is in it.

It is long because the page shows all parts of a park at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.capacity import queries as capacity
from duijie.capacity.types import SupplyLine
from duijie.parks import queries
from duijie.parks.ground import queries as ground
from duijie.parks.rules import load, names_of
from duijie.parks.types import ParkInfo, ParkLine, PlotLine, QuotaLine, UtilityLine
from duijie.standing import until_written
from duijie.web import saying
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import counted, money, named, paid, table
from duijie.web.engagement.pages import Cell, Known, Table
from duijie.web.pages.parts import Link
from duijie.web.parks.lists import (
    area_cell,
    area_text,
    industry_name,
    plain,
    reservations_table,
    spaces_table,
    tenants_table,
)
from duijie.web.parks.pages import Bar, ParkPage, Plan, Tile
from duijie.web.saying import day, say

SHOWN = 12
"""Rows of a table on the page of a park; the rest stands behind its list."""
ON_PLAN = 240


def park_page(park_id: int, *, viewer: Actor, today: date) -> ParkPage:
    """One park."""
    return until_written(
        ("park page", park_id, viewer, today, get_language()), lambda: _page(park_id, viewer, today)
    )


def _page(park_id: int, viewer: Actor, today: date) -> ParkPage:
    info = queries.park(park_id=park_id, viewer=viewer, today=today)
    line, may = info.line, info.may_write
    plots = ground.plots_of(park_id=park_id, viewer=viewer, today=today, limit=ON_PLAN)
    supplies = capacity.supplies(viewer=viewer, today=today, park_ids=[park_id])
    levels = [named(load().levels, line.level)] if line.level else []
    founded = [_("founded %(day)s") % {"day": day(info.founded_on)}] if info.founded_on else []
    return ParkPage(
        back=(
            Link(_("Parks"), reverse("parks")),
            *(Link(one.name, reverse("park", args=[one.id])) for one in info.above),
        ),
        title=line.name,
        facts=(
            named(names_of(load().kinds), line.kind), *levels, *(() if line.built else (_("planned"),)), *founded,
            *filter(None, [line.unit]),
        ),
        acts=tuple(_acts(info)) if may else (),
        known=tuple(_known(info)),
        about=info.note,
        numbers=tuple(_numbers(info)),
        plan=_plan(plots) if plots else None,
        bars=tuple(_utilities(info, supplies, may)),
        quotas=tuple(_bar(one) for one in supplies if one.group != "utility"),
        quota_acts=(Link(_("Record what there is"), _do(line.id, "grant")),) if may else (),
        fan_url=reverse("park-fan", args=[line.id]) if _output(info) else "",
        tables=tuple(_tables(info, viewer, today)),
    )  # fmt: skip


def _output(info: ParkInfo) -> bool:
    """Whether it has a quota of output of its own, against which a fan is drawn."""
    return any(one.kind == "output" and one.park_id == info.line.id for one in info.quotas)


def _numbers(info: ParkInfo) -> Iterable[tuple[str, str, str]]:
    line, sums = info.line, info.sums
    for label, number in (
        (_("Approved area"), line.approved_area), (_("Built-up area"), line.built_area),
        (_("Land for industry"), line.industrial_area),
    ):  # fmt: skip
        if number is not None:
            yield label, area_text(number), ""
    plots = ngettext("of %(count)s plot", "of %(count)s plots", sums.plots) % {"count": f"{sums.plots:,}"}
    if sums.plots:
        yield _("Free ground"), area_text(sums.free_area), plots
        yield _("of it at once"), area_text(sums.ready_area), ""
    if sums.spaces:
        of = _("%(free)s of %(all)s spaces") % {"free": sums.free_spaces, "all": sums.spaces}
        yield _("Free floor"), area_text(sums.free_floor), of
    if sums.tenants:
        yield _("Enterprises"), f"{sums.tenants:,}", ""


def _known(info: ParkInfo) -> Iterable[Known]:
    if info.names:
        yield Known(_("Also called"), "、".join(info.names))
    if info.document_id is not None:
        yield Known(
            _("Told by"), _("the document it is taken from"), reverse("document", args=[info.document_id])
        )


def _acts(info: ParkInfo) -> Iterable[Link]:
    yield Link(_("Change"), _do(info.line.id, "edit"))
    if any(info.line.kind in kind.above for kind in load().kinds.values()):
        yield Link(_("Add a park inside"), _do(info.line.id, "inside"))


def _do(park_id: int, code: str) -> str:
    return reverse("park-act", args=[park_id, code])


def _utilities(info: ParkInfo, supplies: list[SupplyLine], may: bool) -> Iterable[Bar]:
    told = {one.kind: one for one in info.utilities}
    have = {one.kind: one for one in supplies}
    for code, kind in load().utilities.items():
        one = told.get(code)
        supply = have.get(kind.supply) if kind.supply else None
        act = Link(_("change"), _do(info.line.id, "utility") + f"?kind={code}") if may else None
        if one is None and supply is None and not may:
            continue
        state, there = _there(one)
        if supply is None:
            yield Bar(say(kind.name), state, there, "", "", 0, 0, "", act)
        else:
            bar = _bar(supply)
            yield Bar(say(kind.name), state, there, bar.total, bar.told, bar.used, bar.promised, bar.url, act)


def _there(one: UtilityLine | None) -> tuple[str, bool]:
    if one is not None and one.ready_on is not None:
        return _("there since %(day)s") % {"day": day(one.ready_on)}, True
    if one is not None and one.planned_on is not None:
        return _("planned for %(day)s") % {"day": day(one.planned_on)}, False
    return _("not told"), False


def _bar(one: SupplyLine) -> Bar:
    told = _("%(used)s used, %(promised)s reserved, %(free)s free of %(all)s") % {
        "used": plain(one.used) or "0", "promised": plain(one.promised) or "0", "free": plain(one.free) or "0",
        "all": plain(one.total, one.unit),
    }  # fmt: skip
    whole = one.total or Decimal(1)
    return Bar(
        say(one.name), "", True, plain(one.total, one.unit), told, float(100 * one.used / whole),
        float(100 * one.promised / whole), reverse("supply", args=[one.id]), None,
    )  # fmt: skip


def _plan(plots: list[PlotLine]) -> Plan:
    states = load().states
    boxes = [one.box for one in plots if one.box is not None]
    drawn = len(boxes) == len(plots)
    tiles, counts = [], dict.fromkeys([*states, "held"], 0)
    # An address is worked out once, not for each of hundreds.
    before, behind = reverse("plot", args=[0]).split("0")
    for one in plots:
        state = "held" if one.held else one.state
        counts[state] += 1
        words = _("reserved") if one.held else say(states[one.state].name)
        title = " · ".join(filter(None, [one.number, words, area_text(one.area), one.user]))
        x, y, wide, tall = one.box if drawn and one.box else (0, 0, 0, 0)
        tiles.append(
            Tile(one.number, area_text(one.area), state, title, f"{before}{one.id}{behind}", x, y, wide, tall)
        )  # fmt: skip
    view, size = "", 0
    if drawn:
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, low = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
        view = f"{left - 4} {top - 4} {right - left + 8} {low - top + 8}"
        size = max(min(min(box[2] for box in boxes) // 4, (right - left) // 40), 1)
    names = {code: say(state.name) for code, state in states.items()} | {"held": _("reserved")}
    legend = tuple((code, f"{names[code]} {count}") for code, count in counts.items() if count)
    more = (
        _("Only the first %(count)s plots are drawn.") % {"count": ON_PLAN} if len(plots) == ON_PLAN else ""
    )
    return Plan(tuple(tiles), view, size, legend, more)


def _tables(info: ParkInfo, viewer: Actor, today: date) -> Iterable[Table]:
    line, may = info.line, info.may_write

    def link(label: str, code: str) -> tuple[Link, ...]:
        return (Link(label, _do(line.id, code)),) if may else ()

    if info.below:
        yield _inside(info.below)
    ahead = (Link(_("Outlook"), with_query(reverse("outlook"), park=line.name)),) if info.quotas else ()
    yield _quotas(info, ahead + link(_("Set a quota"), "quota"))
    yield _industries(info, link(_("Add an industry"), "industry"))
    some, count = queries.tenants(viewer=viewer, today=today, park_id=line.id, limit=SHOWN)
    every = Link(_("All %(count)s") % {"count": f"{count:,}"}, reverse("tenants", args=[line.id]))
    acts = ((every,) if count > SHOWN else ()) + link(_("Record an enterprise"), "tenant")
    yield tenants_table("tenants", _("Enterprises in residence"), some, acts)
    if info.years and info.reads_years:
        yield _years(info)
    spaces, count = ground.spaces(
        viewer=viewer, today=today, filters=ground.GroundFilters(park_id=line.id), limit=SHOWN
    )
    every = Link(
        _("All %(count)s") % {"count": f"{count:,}"},
        reverse("ground") + f"?what=floor&free=all&park={line.id}",
    )
    acts = ((every,) if count > SHOWN else ()) + link(_("Add a building"), "building") + link(_("Add a space"), "space")  # fmt: skip
    yield spaces_table(
        "spaces", _("Factory buildings"), spaces, viewer=viewer, acts=acts, empty=_("No building yet"),
        hint=_("Add a building, then its spaces."), keeps=may,
    )  # fmt: skip
    yield _ground(info, link(_("Add a plot"), "plot"))
    rows, _count = capacity.reservations(viewer=viewer, today=today, park_id=line.id, limit=SHOWN)
    if rows:
        yield reservations_table("reservations", _("Reservations"), rows, viewer=viewer)


def _ground(info: ParkInfo, acts: tuple[Link, ...]) -> Table:
    """Where the lists of the park's plots are."""
    lists = [
        (Cell(_("Free plots"), reverse("ground") + f"?park={info.line.id}"), area_cell(info.sums.free_area)),
        (Cell(_("All plots"), reverse("ground") + f"?free=all&park={info.line.id}"), area_cell(info.sums.plot_area)),
        (Cell(_("Late, idle, low yield"), reverse("ground-warned") + f"?park={info.line.id}"), Cell()),
    ]  # fmt: skip
    rows = lists if info.sums.plots else []
    return table(
        "ground", _("Plots"), [_("List"), _("Area")], rows, numbers=[1], acts=acts, empty=_("No plot yet"),
        hint=_("Add plots with their area and state; with their place they are drawn as a plan."),
    )  # fmt: skip


def _inside(below: tuple[ParkLine, ...]) -> Table:
    kinds = names_of(load().kinds)
    rows = [
        (
            Cell(one.name, reverse("park", args=[one.id]), tags=() if one.built else (_("planned"),)),
            Cell(named(kinds, one.kind)), Cell(one.unit), area_cell(one.approved_area),
        )
        for one in below
    ]  # fmt: skip
    heads = [_("Park"), _("Kind"), _("Unit"), _("Approved")]
    return table("inside", _("Parks inside"), heads, rows, numbers=[3], empty=_("None"))


def _quotas(info: ParkInfo, acts: tuple[Link, ...]) -> Table:
    names = {one.id: one.name for one in (info.line, *info.below)}
    rows = []
    for one in info.quotas:
        kind = load().quotas.get(one.kind)
        reached = (
            f"{_amount(one.reached, kind.unit)} ({one.year})" if one.reached is not None and kind else ""
        )
        rows.append(
            (
                Cell(say(kind.name) if kind else one.kind, note=names.get(one.park_id, "") if one.park_id != info.line.id else ""),
                _quota_cell(one), Cell(_by_when(one)), Cell(reached), Cell(one.source, _traced(one)),
            )
        )  # fmt: skip
    heads = [_("Quota"), _("To reach"), _("By when"), _("Latest year"), _("Rests on")]
    return table(
        "quotas", _("Quotas"), heads, rows, numbers=[1, 3], acts=acts, empty=_("No quota yet"),
        hint=_("Say what is to be reached by when, and what that rests on."),
    )  # fmt: skip


def _quota_cell(one: QuotaLine) -> Cell:
    counter = "" if one.quantity.unit == "CNY" else "家"
    return Cell(
        amount=saying.amount(one.quantity, counter),
        note=one.quantity.words or saying.allowed(one.quantity, counter),
    )


def _amount(number: Decimal, unit: str) -> str:
    ready = money(number) if unit == "CNY" else None
    return f"{ready.number} {ready.unit}" if ready else f"{number:,.0f}"


def _by_when(one: QuotaLine) -> str:
    return f"{day(one.earliest_on)} – {day(one.due_on)}" if one.earliest_on else day(one.due_on)


def _traced(one: QuotaLine) -> str:
    return reverse("figure", args=["output.quota"]) if one.entry_id is not None else ""


def _industries(info: ParkInfo, acts: tuple[Link, ...]) -> Table:
    names = {one.id: one.name for one in (*info.above, info.line)}
    rows = [
        (
            Cell(industry_name(one.code)), Cell(say(load().standings[one.standing].name)),
            Cell(one.note, note="" if one.park_id == info.line.id else _("from %(park)s") % {"park": names.get(one.park_id, "")}),
        )
        for one in info.industries
    ]  # fmt: skip
    return table(
        "industries", _("Industries"), [_("Industry"), _("Standing"), _("Note")], rows, acts=acts,
        empty=_("No industry yet"), hint=_("List what the park is for, and what it keeps out, by code of GB/T 4754."),
    )  # fmt: skip


def _years(info: ParkInfo) -> Table:
    rows = []
    for year, values, count in reversed(info.years):
        staff = values.get("staff")
        energy = Cell(plain(values["energy"]), note="") if "energy" in values else Cell()
        rows.append(
            (
                Cell(str(year)), counted(count), paid(values.get("output")), paid(values.get("tax")),
                Cell(f"{staff:,.0f}" if staff is not None else ""), energy, paid(values.get("rnd")),
            )
        )  # fmt: skip
    heads = [
        _("Year"),
        _("Enterprises that told"),
        _("Output"),
        _("Tax"),
        _("Staff"),
        _("Energy (t of coal)"),
        _("R&D"),
    ]
    return table("years", _("Years of all enterprises"), heads, rows, numbers=range(1, 7), empty="")
