"""The factors: values from 0 to 1 for all candidates at once, NaN where not known, and each value in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.industry.links.graph import Link
from duijie.industry.types import LinkState
from duijie.kernel.words import Words
from duijie.matching.facts import Facts
from duijie.matching.rules import Rules
from duijie.matching.slots import Candidates
from duijie.registry.layout import Manifest

Values = npt.NDArray[np.float64]
LOW, HIGH = 5.0, 9.0
"""Powers of ten of yuan between which ability grows from 0 to 1."""
HALF_LIFE: Final = 3 * 365.25
BRANCHES: Final = 4.0
"""Doublings of branches and itself at which expansion is 1."""
NEARNESS: Final = ("city", "province", "area", "far")
UNCODED: Final = 0.3
"""What is left of 1 without a credit code that can be checked."""


def gap(asked: Candidates, states: Sequence[LinkState | None], rules: Rules) -> Values:
    """What the link lacks here."""
    return gaps(asked.links, states, rules)[asked.link]


def gaps(links: Sequence[Link], states: Sequence[LinkState | None], rules: Rules) -> Values:
    """The same by link."""
    worth = np.full(len(links), np.nan)
    for number, (link, state) in enumerate(zip(links, states, strict=True)):
        row = rules.values.get(("gap", state.strength)) if state else None
        if row:
            worth[number] = min(1.0, float(row.value + (row.key if link.key else 0)))
    return worth


def ability(asked: Candidates) -> Values:
    """Registered capital between :data:`LOW` and :data:`HIGH`."""
    capital = asked.rows.capital[asked.places]
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.log10(np.where(capital > 0, capital, np.nan))
    return np.clip((power - LOW) / (HIGH - LOW), 0, 1)


def expansion(asked: Candidates, facts: Facts) -> Values:
    """Branches in other cities; where the registry has none it is not known."""
    number = facts.branches[asked.places]
    return np.where(number > 0, np.minimum(np.log2(1 + number) / BRANCHES, 1), np.nan)


def distance(asked: Candidates, rules: Rules) -> Values:
    """How near by division; not known where either is not."""
    near = nearness(asked, rules)
    worth = np.array([float(rules.values["distance", code].value) for code in NEARNESS] + [np.nan])
    return worth[near]


def nearness(asked: Candidates, rules: Rules) -> npt.NDArray[np.int8]:
    """The place in ``city province area far``, or -1."""
    if not asked.division:
        return np.full(len(asked.places), -1, np.int8)
    city, province, area = around(asked.division, rules)
    own = asked.rows.division[asked.places]
    found = np.full(len(own), 3, np.int8)
    found[np.isin(own // 10_000, area)] = 2
    found[own // 10_000 == province] = 1
    found[own // 100 == city] = 0
    found[own == 0] = -1
    return found


def around(division: str, rules: Rules) -> tuple[int, int, list[int]]:
    """A division's city (four digits), its province (two) and the provinces of its economic area."""
    ours = division.ljust(6, "0")
    area = next((one.provinces for one in rules.areas if ours[:2] in one.provinces), (ours[:2],))
    return int(ours[:4]), int(ours[:2]), [int(one) for one in area]


def risk(asked: Candidates) -> Values:
    """Whether the credit code's check digits fit."""
    return np.where(asked.rows.coded[asked.places], 1.0, UNCODED)


def freshness(asked: Candidates, today: date) -> Values:
    """The source's day, halved every three years; not known where nobody said of which day a source is."""
    return fresh(asked.rows.sources, today)[asked.rows.source[asked.places]]


def fresh(sources: Sequence[Manifest], today: date) -> Values:
    """The same by source."""
    return np.array([
        np.nan if one.as_of is None else 0.5 ** (max((today - one.as_of).days, 0) / HALF_LIFE) for one in sources
    ] or [np.nan])  # fmt: skip


def told_nearness(number: int, rules: Rules) -> Words:
    """A nearness in words."""
    if number < 0:
        return Words("行政区划不详", "its division is not known")
    return rules.values["distance", NEARNESS[number]].name
