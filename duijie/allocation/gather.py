"""From records to numbers: the candidates, the parks, what each takes where, and why a park is ruled out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from duijie.accounts.types import Actor
from duijie.allocation.program import Pair, Program
from duijie.allocation.rules import SCALE, likings, measures, points
from duijie.allocation.types import Asked, NothingToPlace
from duijie.capacity import queries as capacity
from duijie.capacity.rules import industry_need, stated, supply_kinds, supply_needs
from duijie.capacity.types import SupplyLine
from duijie.funds.queries import promised
from duijie.kernel.words import Words
from duijie.parks import queries as parks
from duijie.parks.ground import queries as ground
from duijie.parks.types import IndustryLine, ParkLine
from duijie.pipeline.bulk.queries import Sheeted, sheets
from duijie.pipeline.types import ProjectLine


@dataclass(frozen=True, slots=True)
class Way:
    """Beside a pair: the supplies that it draws on, why it is liked, what is not told."""

    supplies: Mapping[int, Decimal]
    liked: tuple[Words, ...]
    untold: tuple[Words, ...]


@dataclass(slots=True)
class Gathered:
    """A program and what its numbers stand for. ``plots``: number and size of each lot's plots, in the lot's order."""

    program: Program
    projects: dict[int, ProjectLine]
    parks: dict[int, ParkLine]
    supplies: dict[str, SupplyLine]
    plots: dict[str, list[tuple[int, Decimal]]]
    ways: dict[tuple[int, int], Way]
    ruled_out: dict[int, Counter[Words]] = field(default_factory=lambda: defaultdict(Counter))


def gathered(*, asked: Asked, viewer: Actor, today: date) -> Gathered:
    """All that an allocation rests on, in a fixed number of queries. Raises :class:`NothingToPlace`."""
    viewer.must("see")
    places = {one.id: one for one in parks.lines(viewer=viewer)}
    if asked.park_ids is not None:
        places = {pk: line for pk, line in places.items() if pk in set(asked.park_ids)}
    found = sheets(viewer=viewer, project_ids=asked.project_ids)
    if asked.project_ids is None:
        sited = capacity.sited(viewer=viewer, today=today)
        found = [one for one in found if one.line.id not in sited]
    if not places or not found:
        raise NothingToPlace(
            *(
                ("没有待安排的项目。请先登记项目。", "There is no project to place. Open projects first.")
                if places
                else ("没有园区。请先登记园区。", "There is no park. Add parks first.")
            )
        )
    have: dict[str, dict[int | None, SupplyLine]] = defaultdict(dict)
    for supply in capacity.supplies(viewer=viewer, today=today):
        have[supply.kind][supply.park_id] = supply
    lots = {
        f"{what}:{park}": free
        for what in ("plot", "space")
        for park, free in ground.free_areas(what=what, today=today).items()
    }
    recorded = {what: ground.parks_with(what=what) for what in ("plot", "space")}
    lists = parks.industries_of()
    told = _told(found, viewer)
    weights = asked.weights or {code: Decimal(one.weight) for code, one in measures().items()}
    out = Gathered(Program({}, [], {}), {one.line.id: one.line for one in found}, places, {}, {}, {})
    pairs: list[Pair] = []
    for project in found:
        standing: dict[tuple[IndustryLine, ...], tuple[Any, bool]] = {}
        for park in places.values():
            pair = _pair(project, park, asked, lists[park.id], standing, have, lots, recorded, out)
            if pair is not None:
                pairs.append(pair)
    used = {pool for pair in pairs for pool in pair.takes}
    out.supplies = {
        f"supply:{one.id}": one
        for rows in have.values()
        for one in rows.values()
        if f"supply:{one.id}" in used
    }
    out.plots = {lot: lots.get(lot, []) for lot in {pair.ground[0] for pair in pairs if pair.ground}}
    out.program = Program(
        {one.line.id: points(told[one.line.id], weights) for one in found}, pairs,
        {pool: max(_floor(one.free), 0) for pool, one in out.supplies.items()},
        {lot: [_floor(area) for _pk, area in rows] for lot, rows in out.plots.items()},
    )  # fmt: skip
    return out


def _pair(
    project: Sheeted, park: ParkLine, asked: Asked, entries: list[IndustryLine],
    standing: dict[tuple[IndustryLine, ...], tuple[Any, bool]],
    have: Mapping[str, Mapping[int | None, SupplyLine]], lots: Mapping[str, list[tuple[int, Decimal]]],
    recorded: Mapping[str, set[int]], out: Gathered,
) -> Pair | None:  # fmt: skip
    """The way of a project into a park; ``None`` where it is ruled out, which is counted with the reason."""
    line, columns = project.line, project.columns

    def ruled_out(why: Words) -> Pair | None:
        out.ruled_out[line.id][why] += 1
        return None

    if (line.id, park.id) in asked.barred:
        return ruled_out(Words("指定不放在一起", "barred by hand"))
    key = tuple(entries)
    if key not in standing:
        standing[key] = industry_need(line.industry, entries)
    industry, leads = standing[key]
    if industry.fits is False:
        return ruled_out(Words("产业不准入", "its industry is kept out"))
    untold = [industry.name] if industry.fits is None else []
    takes, drawn = {}, {}
    path = [int(one) for one in park.path.strip("/").split("/")]
    for need in supply_needs(columns, have, path):
        assert need.wanted is not None
        if need.fits is None:
            untold.append(need.name)
        elif need.fits is False:
            return ruled_out(Words(f"{need.name.zh}不足", f"too little {need.name.en}"))
        else:
            supply = next(have[need.code][one] for one in (*reversed(path), None) if one in have[need.code])
            takes[f"supply:{supply.id}"], drawn[supply.id] = _ceiling(need.wanted), need.wanted
    lot, size = None, stated(columns, "land_need")
    way = columns.get("land_way")
    if size and way != "none":
        what = "space" if way == "lease" else "plot"
        area = have["land"].get(park.id) if "land" in have else None
        if park.id not in recorded[what] and what == "plot" and area is not None:
            # Where no plot is recorded, the park's own quota of land is what there is.
            if area.free < size:
                return ruled_out(Words("用地指标不足", "too little quota of land"))
            takes[f"supply:{area.id}"], drawn[area.id] = _ceiling(size), size
        elif max((area for _pk, area in lots.get(f"{what}:{park.id}", [])), default=Decimal(0)) < size:
            return ruled_out(
                Words("没有够大的厂房", "no space is large enough") if what == "space" else Words("没有够大的地块", "no plot is large enough")
            )  # fmt: skip
        else:
            lot = (f"{what}:{park.id}", _ceiling(size))
    elif not size and way != "none":
        untold.append(Words("用地需求", "how much land it needs"))
    if untold and not asked.open_needs:
        return ruled_out(Words("条件未登记齐全", "not all is told"))
    liked = [code for code, holds in (
        ("leads", leads), ("named", bool(line.park) and line.park == park.name), ("told", not untold)
    ) if holds and code in likings()]  # fmt: skip
    out.ways[line.id, park.id] = Way(drawn, tuple(likings()[code].name for code in liked), tuple(untold))
    return Pair(line.id, park.id, sum(likings()[code].points for code in liked), takes, lot)


def _told(found: Iterable[Sheeted], viewer: Actor) -> dict[int, dict[str, Decimal]]:
    told: dict[int, dict[str, Decimal]] = {
        one.line.id: {"investment": one.line.investment} if one.line.investment is not None else {}
        for one in found
    }
    for code in measures():
        if code != "investment":
            for number, amount in promised(kind=code, viewer=viewer).items():
                if number in told:
                    told[number][code] = amount
    return told


def _floor(number: Decimal) -> int:
    return int((number * SCALE).to_integral_value(ROUND_FLOOR))


def _ceiling(number: Decimal) -> int:
    return int((number * SCALE).to_integral_value(ROUND_CEILING))


def kinds_of(one: SupplyLine) -> Words:
    """The name of what a supply gives."""
    kind = supply_kinds().get(one.kind)
    return kind.name if kind else Words(one.kind, one.kind)
