"""The outlook of the region or of one park, from the ways of its projects and what they promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import numpy as np

from duijie.accounts.types import Actor
from duijie.funds.queries import promised
from duijie.kernel.words import Words
from duijie.outlook.chances import EDGES, Rates, Stay, learned
from duijie.outlook.records import names_within
from duijie.outlook.rules import MONTH, assumed, ramp, step_of, steps
from duijie.outlook.simulate import Going, producing_by, simulated
from duijie.outlook.types import Contribution, NoProjectThere, Outlook, StepSeen
from duijie.pipeline.bulk.queries import Way, ways

YEARS = 5
DRAWS = 10_000


def outlook(
    *,
    viewer: Actor,
    as_of: date,
    park: str = "",
    quota: Decimal | None = None,
    base: Decimal = Decimal(0),
    years: int = YEARS,
    draws: int = DRAWS,
    seed: int = 0,
) -> Outlook:
    """Output of this year and the next ones, as known from what had happened by ``as_of``.

    Rates are learned from all projects that the viewer reads, whatever their park; the fan is drawn of those of
    ``park`` and of all parks inside it, or of all. Projects that promise no output are counted and not guessed. Raises :class:`NoProjectThere`.
    """
    all_ways = ways(viewer=viewer)
    within = names_within(park=park) if park else frozenset()
    if park and all(way.park not in within for way in all_ways):
        raise NoProjectThere(park)
    rates = learned((stay for way in all_ways for stay in stays(way, as_of)), assumed())
    output = promised(kind="output", viewer=viewer)
    going = [
        (way, place, since)
        for way in all_ways
        if (not park or way.park in within) and (at := stands_at(way, as_of)) is not None
        for place, since in [at]
        if place < len(steps()) - 1
    ]
    told = [one for one in going if output.get(one[0].project_id)]
    calendar = [as_of.year + ahead for ahead in range(years)]
    ends = [(year - as_of.year) * 12 + 12 - as_of.month for year in calendar]
    projects = [
        Going(place, (as_of - since).days / MONTH, float(output[way.project_id]))
        for way, place, since in told
    ]
    fan = simulated(
        projects, rates, years=calendar, months=ends, ramp=ramp(), standing=float(base),
        quota=None if quota is None else float(quota), draws=draws, seed=seed,
    )  # fmt: skip
    chances = producing_by(rates.mean, max(ends))[:, :, max(ends)]
    return Outlook(
        as_of=as_of,
        park=park,
        base=base,
        quota=quota,
        years=tuple(fan),
        steps=tuple(_steps(rates, chances, Counter(place for _, place, _ in going))),
        projects=tuple(_contributions(told, output, chances, as_of)),
        silent=len(going) - len(told),
        draws=draws,
        seed=seed,
    )


def entries(way: Way, as_of: date) -> list[tuple[int, date]]:
    """The steps that a project had entered by a day, each with its first day, in their order."""
    found: dict[int, date] = {}
    for stage, on in way.stages:
        place = step_of().get(stage)
        if place is not None and on <= as_of:
            found[place] = min(found.get(place, on), on)
    return sorted(found.items())


def stays(way: Way, as_of: date) -> Iterable[Stay]:
    """A project's stays at the steps before production, as known on a day. A day before the one it follows counts as 0."""
    entered = entries(way, as_of)
    left = way.status in ("lost", "ended") and way.status_since <= as_of
    for at, (place, since) in enumerate(entered):
        following = entered[at + 1] if at + 1 < len(entered) else None
        if place == len(steps()) - 1:
            continue
        until = following[1] if following else way.status_since if left else as_of
        end = "on" if following else "left" if left else ""
        yield Stay(place, max((until - since).days, 0) / MONTH, end)


def stands_at(way: Way, as_of: date) -> tuple[int, date] | None:
    """The step where a project stood on a day, and since when; ``None`` where it had left or was not there yet."""
    entered = entries(way, as_of)
    if not entered or (way.status in ("lost", "ended") and way.status_since <= as_of):
        return None
    return entered[-1]


def _steps(rates: Rates, chances: np.ndarray, standing: Counter[int]) -> Iterable[StepSeen]:
    widths = np.diff([*EDGES, np.inf])
    for place, row in enumerate(steps()[:-1]):
        both = rates.mean[place].sum(axis=1)
        lasts = np.concatenate([[1.0], np.cumprod(np.exp(-both[:-1] * widths[:-1]))])
        ends = np.append(1 - np.exp(-both[:-1] * widths[:-1]), 1.0)
        months = float((lasts * ends / both).sum())
        goes_on = float((lasts * ends * rates.mean[place, :, 0] / both).sum())
        yield StepSeen(
            row.code, row.name, standing[place], rates.ended[place], rates.lasting[place], months, goes_on,
            float(chances[place, 0]),
        )  # fmt: skip


def _contributions(
    told: Iterable[tuple[Way, int, date]], output: dict[int, Decimal], chances: np.ndarray, as_of: date
) -> Iterable[Contribution]:
    oldest = chances.shape[1] - 1
    found = [
        Contribution(
            way.project_id, way.name, step_name(place), since, output[way.project_id],
            float(chances[place, min(int((as_of - since).days / MONTH), oldest)]),
        )
        for way, place, since in told
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-float(one.output) * one.chance, one.project_id))


def step_name(place: int) -> Words:
    """A step's name."""
    return steps()[place].name
