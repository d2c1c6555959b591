"""A dashboard of a place as of a day, and one of its numbers with what it adds up from."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import numpy as np

from duijie.accounts.queries import units, units_below
from duijie.accounts.types import Actor
from duijie.codes.industries import Industry, industry
from duijie.dashboards.numbers import FUNNEL, HEADLINES, MONEY, Numbers, numbers, week_before
from duijie.dashboards.tiles import province
from duijie.dashboards.types import (
    BY,
    Chart,
    Dashboard,
    Headline,
    News,
    NoSuchDashboard,
    Place,
    Row,
    Series,
)
from duijie.figures.change import change
from duijie.figures.types import Definition, FigureValue
from duijie.governance.tasks.queries import wall
from duijie.governance.tasks.rules import LIGHTS
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.types import UNTOLD
from duijie.parks import queries as parks

NEWS_SHOWN: Final = 5
NOT_TOLD: Final = Words("未说明", "Not told")
SIGNED: Final = ("projects.signed", "projects.signed.investment")
Told = Mapping[str, FigureValue]


def dashboard(
    place: Place, *, as_of: date, known_at: datetime, viewer: Actor, standing: bool = False
) -> Dashboard:
    """The whole of it. ``standing``: ``known_at`` is the present moment."""
    found = numbers(as_of=as_of, known_at=known_at, viewer=viewer, standing=standing)
    now = {code: found.inside(found.now, place, code) for code in found.now}
    year, month, week = (
        {code: found.inside(values, place, code) for code in HEADLINES}
        for values in (found.year, found.month, found.week)
    )
    headlines = tuple(
        Headline(now[code], change(now[code], year[code]), change(now[code], month[code]))
        for code in HEADLINES
    )
    lights, hidden = _lights(place, as_of, viewer)
    return Dashboard(
        place, as_of, week_before(as_of), headlines, (*_charts(found, now, place, as_of, viewer), *lights),
        tuple(_news(now[code], week[code]) for code in HEADLINES if not _is_rate(now[code])), hidden,
    )  # fmt: skip


def value_of(
    place: Place, code: str, by: str, key: str, *, as_of: date, known_at: datetime, viewer: Actor,
    standing: bool = False,
) -> FigureValue:  # fmt: skip
    """A dashboard's number, with its contributions; with ``by`` and ``key`` a part. Raises :class:`NoSuchDashboard`."""
    found = numbers(as_of=as_of, known_at=known_at, viewer=viewer, standing=standing)
    if code not in found.now:
        raise NoSuchDashboard(place.kind, code)
    value = found.inside(found.now, place, code)
    if not by:
        return value if place.is_whole else _titled(value, place.kind, str(place.number), place.name)
    part = None if by not in BY or by == "figure" else found.parts(value, by, place).get(key)
    if part is None:
        raise NoSuchDashboard(by, key)
    name = _names(by, viewer).get(key) or _named(by, key)
    whole = "" if place.is_whole else f"{place.name.zh} · "
    whole_en = "" if place.is_whole else f"{place.name.en} · "
    return _titled(part, by, key, Words(whole + name.zh, whole_en + name.en))


def _titled(value: FigureValue, by: str, key: str, name: Words) -> FigureValue:
    """A part that says which part it is."""
    return replace(value, scope=f"{by}={key}", scope_name=name)


def _is_rate(value: FigureValue) -> bool:
    return value.over is not None or value.definition.unit == "percent"


def _news(now: FigureValue, before: FigureValue) -> News:
    lines = now.contributions
    new = lines.take(~np.isin(lines.column("id"), before.contributions.column("id"), kind="table"))
    # The latest first; by number where several came on one day.
    latest = np.lexsort((new.column("id"), new.column("day")))[::-1][:NEWS_SHOWN]
    return News(
        now,
        change(now, before),
        tuple((one.effective_on, one.label, one.amount) for one in new.take(latest)),
    )


def _charts(found: Numbers, now: Told, place: Place, as_of: date, viewer: Actor) -> Iterable[Chart]:
    def by(
        key: str, code: str, title: Words, about: Words, drawn: str, codes: Sequence[str], order: str = "largest"
    ) -> Chart:  # fmt: skip
        parts = [found.parts(now[one], key, place) for one in codes]
        keys = {name for part in parts for name in part} | (_months(as_of) if key == "month" else set())
        names = _names(key, viewer)
        rows = [
            Row(one, names.get(one) or _named(key, one), tuple(_quantity(part.get(one)) for part in parts))
            for one in keys
        ]
        if order == "key":
            rows.sort(key=lambda row: row.key)
        else:
            rows.sort(key=lambda row: (row.key == UNTOLD, -_weight(row), row.key))
        return Chart(code, title, about, drawn, key, _series(now[one].definition for one in codes), tuple(rows))  # fmt: skip

    yield Chart(
        "stages", Words("项目漏斗", "Funnel of projects"),
        Words("各阶段项目数，按指标的口径", "Projects by stage, as the figures define them"),
        "funnel", "figure", (Series("", Words("项目", "Projects"), "count", "个"),),
        tuple(Row(code, now[code].definition.name, (now[code].quantity,)) for code in FUNNEL),
    )  # fmt: skip
    yield by(
        "month", "months", Words("到位与协议：按月", "Received against agreed, by month"),
        Words("当年各月签约项目总投资与到位资金", "Investment of the projects signed and funds received, by month of the year"),
        "columns", MONEY, "key",
    )  # fmt: skip
    yield by(
        "unit", "units", Words("到位与协议：按单位", "Received against agreed, by unit"),
        Words("下级单位计入上级", "Units below count with the one above"), "bars", MONEY,
    )  # fmt: skip
    yield by(
        "park", "parks", Words("到位与协议：按园区", "Received against agreed, by park"),
        Words("按项目所在园区", "By the park that the project lies in"), "bars", MONEY,
    )  # fmt: skip
    yield by(
        "source", "sources", Words("项目从哪里来", "Where projects come from"),
        Words("当年签约项目，按投资方所在省份；示意，不表示边界", "Projects signed in the year, by the investor's province; a scheme, not a map of boundaries"),
        "map", SIGNED,
    )  # fmt: skip
    heat = by(
        "industry", "industries", Words("行业热度", "Heat of industries"),
        Words("各行业处在各阶段的项目数", "Projects of each industry by stage"), "heat", FUNNEL,
    )  # fmt: skip
    yield replace(heat, series=tuple(replace(one, name=_stage(one.name)) for one in heat.series))


def _lights(place: Place, as_of: date, viewer: Actor) -> tuple[tuple[Chart, ...], int]:
    """Tasks by unit and light: of the region or of a unit with those below it; others have no tasks of their own."""
    if place.kind not in {"region", "unit"}:
        return (), 0
    below = tuple(units_below(place.number)) if place.kind == "unit" else ()
    rows, hidden = wall(viewer=viewer, as_of=as_of, unit_ids=below)
    if below:
        hidden = 0
    if not rows:
        return (), hidden
    told = tuple(
        Row(
            str(one.unit_id),
            Words.both(one.unit),
            tuple(Quantity.exactly(Decimal(number), "count") if number else None for _, number in one.counts),
        )
        for one in rows
    )
    series = tuple(Series(code, name, "count", "项") for code, name in LIGHTS.items())
    about = Words("牵头单位的任务，按亮灯", "Tasks by the unit that leads them, by light")
    return (
        Chart("lights", Words("任务亮灯", "Lights of tasks"), about, "lights", "unit", series, told),
    ), hidden


def _series(definitions: Iterable[Definition]) -> tuple[Series, ...]:
    return tuple(Series(one.code, one.name, one.unit, one.counter) for one in definitions)


def _stage(name: Words) -> Words:
    """A stage's figure by the stage alone, where all columns count projects."""
    return Words(name.zh.removesuffix("项目"), name.en.removeprefix("Projects "))


def _quantity(value: FigureValue | None) -> Quantity | None:
    return None if value is None else value.quantity


def _weight(row: Row) -> Decimal:
    return sum((one.number for one in row.cells if one is not None), Decimal(0))


def _months(as_of: date) -> set[str]:
    return {f"{as_of.year}-{month:02}" for month in range(1, as_of.month + 1)}


def _names(by: str, viewer: Actor) -> Mapping[str, Words]:
    if by == "unit":
        return {str(one.id): Words.both(one.name) for one in units().values()}
    if by == "park":
        return {str(one.id): Words.both(one.name) for one in parks.lines(viewer=viewer)}
    return {}


def _named(by: str, key: str) -> Words:
    if key == UNTOLD:
        return NOT_TOLD
    if by == "source":
        return province(key)
    if by == "industry":
        found = industry(key)
        return Words(found.name, f"{key} {found.name}") if isinstance(found, Industry) else Words.both(key)
    if by == "month":
        month = int(key[-2:])
        return Words(f"{month}月", calendar.month_abbr[month])
    return Words.both(key)
