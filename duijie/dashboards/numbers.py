"""The figures of all dashboards as of a day, on the days that they are compared with, and what each entry is of.

They are computed once for all dashboards; what lies inside one is then a choice among contributions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.dashboards.belonging import industries, major, project_of
from duijie.dashboards.types import Place
from duijie.figures.change import day_against
from duijie.figures.narrowing import apart, chosen
from duijie.figures.registry import compute
from duijie.figures.types import Contribution, FigureValue
from duijie.ledger.queries import keys_of, knowledge
from duijie.ledger.types import UNTOLD
from duijie.parks.queries import parks_named
from duijie.standing import until_written

FUNNEL: Final = (
    "projects.talks", "projects.intent", "projects.signed", "projects.started", "projects.completed", "projects.producing",
)  # fmt: skip
"""Stages in the order in which projects go through them."""
MONEY: Final = ("projects.signed.investment", "funds.received")
HEADLINES: Final = ("projects.signed", *MONEY, "rates.funds", "projects.started", "projects.producing")
NOW_ONLY: Final = tuple(code for code in FUNNEL if code not in HEADLINES)
AT_ONCE: Final = 10_000
"""Entries whose keys are asked for in one query."""
Values = Mapping[str, FigureValue]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Figures by code on the day and on the days compared with.

    ``things``: project by number of its entry; ``industries`` by project; ``parks``: park by the name that entries
    bear; ``above``: the unit above each unit.
    """

    now: Values
    year: Values
    month: Values
    week: Values
    things: Mapping[int, int]
    industries: Mapping[int, str]
    parks: Mapping[str, int]
    above: Mapping[int, int | None]

    def inside(self, values: Values, place: Place, code: str) -> FigureValue:
        """A figure narrowed to what lies inside a place."""
        value = values[code]
        inside = place.inside
        return value if inside is None else chosen(value, lambda one: self._number(one, place.kind) in inside)

    def _number(self, one: Contribution, kind: str) -> int | None:
        """Of which unit, park or project a contribution is."""
        if kind == "unit":
            return one.belongs.unit
        if kind == "park":
            return self.parks.get(one.belongs.park or "")
        return self.things.get(one.entry_id)

    def parts(self, value: FigureValue, by: str, place: Place) -> Mapping[str, FigureValue]:
        """A figure by month, unit, park, source or industry; under :data:`UNTOLD` what none is told of."""
        return apart(value, lambda one: self.key(one, by, place) or UNTOLD)

    def key(self, one: Contribution, by: str, place: Place) -> str:
        """The part that a contribution belongs to; empty where that is not told."""
        if by == "month":
            return f"{one.effective_on:%Y-%m}"
        if by == "unit":
            return "" if one.belongs.unit is None else str(self._unit(one.belongs.unit, place))
        if by == "park":
            named = one.belongs.park or ""
            return str(self.parks.get(named, named))
        if by == "source":
            return one.belongs.source or ""
        return major(self.industries.get(self.things.get(one.entry_id, 0), ""))

    def _unit(self, unit: int, place: Place) -> int:
        """The unit told of: one right below the place's, or the place's own; elsewhere the uppermost."""
        top = place.number if place.kind == "unit" else None
        while unit != top and (above := self.above.get(unit)) is not None and above != top:
            unit = above
        return unit


def numbers(*, as_of: date, known_at: datetime, viewer: Actor, standing: bool) -> Numbers:
    """All that dashboards are made of. ``standing``: ``known_at`` is now, so that the answer holds until a write."""

    def read() -> Numbers:
        return _numbers(as_of, known_at, viewer)

    return until_written(("numbers of dashboards", viewer, as_of), read) if standing else read()


def week_before(day: date) -> date:
    """The day a week before; the calendar's first where there is none."""
    return max(day, date.min + timedelta(days=7)) - timedelta(days=7)


def _numbers(as_of: date, known_at: datetime, viewer: Actor) -> Numbers:
    known = knowledge(known_at=known_at, viewer=viewer)

    def on(day: date, codes: tuple[str, ...]) -> dict[str, FigureValue]:
        return {
            code: compute(code, as_of=day, known_at=known_at, viewer=viewer, known=known)[0] for code in codes
        }

    now = on(as_of, (*HEADLINES, *NOW_ONLY))
    year = on(day_against(as_of, "year"), HEADLINES)
    month = on(day_against(as_of, "month"), HEADLINES)
    week = on(week_before(as_of), HEADLINES)
    lines = [
        one
        for values in (now, year, month, week)
        for value in values.values()
        for part in (value, *(value.over or ()))
        for one in part.contributions
    ]
    keys: dict[int, str] = {}
    waiting: Iterator[int] = iter(sorted({one.entry_id for one in lines}))
    while some := list(islice(waiting, AT_ONCE)):
        keys |= keys_of(entry_ids=some, known_at=known_at)
    found = ((entry, project_of(key)) for entry, key in keys.items())
    return Numbers(
        now, year, month, week,
        {entry: project for entry, project in found if project is not None},
        industries(viewer=viewer), parks_named({one.belongs.park for one in lines if one.belongs.park}),
        {unit.id: unit.parent_id for unit in units().values()},
    )  # fmt: skip
