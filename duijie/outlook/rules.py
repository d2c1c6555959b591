"""The steps of a project's way, what is assumed of them, and how production grows: two tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from duijie.kernel.words import Words
from duijie.outlook.chances import Assumed
from duijie.pipeline.rules import load as pipeline_rules
from duijie.rulebook import WrongTable, table

OWN = "duijie.outlook"
MONTH = 365.2425 / 12
"""Days of a month."""


@dataclass(frozen=True, slots=True)
class Step:
    """Some stages of the pipeline, taken as one. ``months leaves weight``: see :class:`Assumed`."""

    code: str
    name: Words
    stages: tuple[str, ...]
    months: Decimal
    leaves: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """The share of a full year's output in the first (0), second (1) … year of production."""

    year: int
    share: Decimal


@cache
def steps() -> tuple[Step, ...]:
    """The steps in their order, the last being production. Raises :class:`WrongTable`."""
    rows = table(OWN, "outlook_steps", Step)
    for number, row in enumerate(rows, 1):
        for stage in row.stages:
            if stage not in pipeline_rules().stages:
                raise WrongTable("outlook_steps.toml", number, f"there is no stage {stage!r}", "Take it out.")
        last = number == len(rows)
        if not last and not (row.months > 0 and row.weight > 0 and 0 <= row.leaves < 1):
            raise WrongTable(
                "outlook_steps.toml", number, "months and weight are not above 0, or leaves is not from 0 to below 1",
                "Mend the numbers.",
            )  # fmt: skip
    return rows


@cache
def step_of() -> dict[str, int]:
    """The place of the step that each stage belongs to."""
    return {stage: place for place, row in enumerate(steps()) for stage in row.stages}


def assumed() -> list[Assumed]:
    """What is assumed of each step."""
    return [Assumed(float(row.months), float(row.leaves), float(row.weight)) for row in steps()]


@cache
def ramp() -> tuple[float, ...]:
    """The shares of the years of production, in their order. Raises :class:`WrongTable`."""
    rows = table(OWN, "outlook_ramp", Growth)
    if [row.year for row in rows] != list(range(len(rows))) or not rows:
        raise WrongTable("outlook_ramp.toml", 0, "the years are not 0, 1, 2 …", "Number them from 0 on.")
    return tuple(float(row.share) for row in rows)
