"""The figures of all dashboards as of a day, on the days that they are compared with, and what each entry is of.

They are computed once for all dashboards; what lies inside one is then a choice among contributions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.dashboards.belonging import Industries, industries, major, project_of
from duijie.dashboards.types import Place
from duijie.figures.change import day_against
from duijie.figures.narrowing import apart, chosen
from duijie.figures.shares import Placing, Shares, by_month, by_told, placed
from duijie.figures.standing import standing as figure_standing
from duijie.figures.types import FigureValue
from duijie.ledger.columns.shelf import Column
from duijie.ledger.queries import knowledge
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
AT_MOST: Final = 100
"""Figures told apart that a process holds."""
Values = Mapping[str, FigureValue]


@dataclass(frozen=True, slots=True)
class Places:
    """What figures are told apart by beside what entries bear.

    ``industries`` by project; ``parks``: park by the name that entries bear; ``above``: the unit above each unit.
    """

    industries: Industries
    parks: Mapping[str, int]
    above: Mapping[int, int | None]

    def same_as(self, other: Places) -> bool:
        """Whether everything lies where it lies there."""
        return (self.parks, self.above) == (other.parks, other.above) and self.industries.same_as(
            other.industries
        )


@dataclass(frozen=True, slots=True)
class Numbers:
    """Figures by code on the day and on the days compared with, and what they are told apart by."""

    now: Values
    year: Values
    month: Values
    week: Values
    places: Places

    def inside(self, values: Values, place: Place, code: str) -> FigureValue:
        """A figure narrowed to what lies inside a place."""
        value, inside = values[code], place.inside
        if inside is None:
            return value

        def keep(lines: Shares) -> Column:
            if place.kind == "unit":
                return np.isin(lines.column("keeper"), [*inside])
            if place.kind == "park":
                named = (name for name, number in self.places.parks.items() if number in inside)
                return np.isin(lines.column("park"), [lines.code("park", name) for name in named])
            return np.isin(_projects(lines), [*inside])

        return chosen(value, keep)

    def parts(self, value: FigureValue, by: str, place: Place) -> Mapping[str, FigureValue]:
        """A figure by month, unit, park, source or industry; under :data:`UNTOLD` what none is told of.

        What stands since the last look at the whole is not told apart again.
        """
        if not place.is_whole:
            return apart(value, self._placing(by, place))
        asked = (value.definition.code, value.as_of, by)
        before = _parts.get(asked)
        if before is not None and before[0] is value.contributions and before[1].same_as(self.places):
            return {key: part.as_known(value.known_at) for key, part in before[2].items()}
        found = apart(value, self._placing(by, place))
        if len(_parts) >= AT_MOST:
            _parts.clear()
        _parts[asked] = (value.contributions, self.places, found)
        return found

    def _placing(self, by: str, place: Place) -> Placing:
        if by == "month":
            return by_month
        if by == "unit":
            return by_told("keeper", lambda unit: str(self._unit(unit, place)) if unit else UNTOLD)
        if by == "park":
            return by_told("park", lambda name: str(self.places.parks.get(name, name)) if name else UNTOLD)
        if by == "source":
            return by_told("source", lambda code: code or UNTOLD)
        majors = [*map(major, self.places.industries.codes), ""]
        return placed(
            lambda lines: (self.places.industries.of(_projects(lines)), [one or UNTOLD for one in majors])
        )

    def _unit(self, unit: int, place: Place) -> int:
        """The unit told of: one right below the place's, or the place's own; elsewhere the uppermost."""
        top = place.number if place.kind == "unit" else None
        while unit != top and (above := self.places.above.get(unit)) is not None and above != top:
            unit = above
        return unit


_parts: dict[Any, tuple[Shares, Places, Mapping[str, FigureValue]]] = {}
"""Figures told apart, with what they were told apart by."""


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
            code: figure_standing(code, as_of=day, known_at=known_at, viewer=viewer, known=known)[0]
            for code in codes
        }

    now = on(as_of, (*HEADLINES, *NOW_ONLY))
    year = on(day_against(as_of, "year"), HEADLINES)
    month = on(day_against(as_of, "month"), HEADLINES)
    week = on(week_before(as_of), HEADLINES)
    named = {
        park
        for values in (now, year, month, week)
        for value in values.values()
        for part in (value, *(value.over or ()))
        for park in part.contributions.texts("park")
    }
    above = {unit.id: unit.parent_id for unit in units().values()}
    return Numbers(now, year, month, week, Places(industries(viewer=viewer), parks_named(named), above))


def _projects(lines: Shares) -> Column:
    """By line the project that it is of; -1 for none."""
    return lines.derived("project", project_of)
