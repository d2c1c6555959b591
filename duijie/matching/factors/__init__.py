"""The factors: values from 0 to 1 for all candidates at once, NaN where not known, and each value in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.industry.types import LinkState
from duijie.kernel.words import Words
from duijie.matching.facts import Facts
from duijie.matching.rules import Rules
from duijie.matching.slots import Candidates

Values = npt.NDArray[np.float32]
LOW, HIGH = 5.0, 9.0
"""Powers of ten of yuan between which ability grows from 0 to 1."""
HALF_LIFE: Final = 3 * 365.25
_BRANCHES: Final = 4.0
_NEARNESS: Final = ("city", "province", "area", "far")
_UNCODED: Final = 0.3


def gap(asked: Candidates, states: Sequence[LinkState | None], rules: Rules) -> Values:
    """What the link lacks here."""
    worth = np.full(len(asked.links), np.nan, np.float32)
    for number, (link, state) in enumerate(zip(asked.links, states, strict=True)):
        row = rules.values.get(("gap", state.strength)) if state else None
        if row:
            worth[number] = min(1.0, float(row.value + (row.key if link.key else 0)))
    return worth[asked.link]


def ability(asked: Candidates) -> Values:
    """Registered capital between :data:`LOW` and :data:`HIGH`."""
    capital = asked.rows.capital[asked.places]
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.log10(np.where(capital > 0, capital, np.nan))
    return np.clip((power - LOW) / (HIGH - LOW), 0, 1).astype(np.float32)


def expansion(asked: Candidates, facts: Facts) -> Values:
    """Branches in other cities; where the registry has none it is not known."""
    number = facts.branches[asked.places]
    return np.where(number > 0, np.minimum(np.log2(1 + number) / _BRANCHES, 1), np.nan).astype(np.float32)


def distance(asked: Candidates, rules: Rules) -> Values:
    """How near by division; not known where either is not."""
    near = nearness(asked, rules)
    worth = np.array(
        [float(rules.values["distance", code].value) for code in _NEARNESS] + [np.nan], np.float32
    )
    return worth[near]


def nearness(asked: Candidates, rules: Rules) -> npt.NDArray[np.int8]:
    """The place in ``city province area far``, or -1."""
    ours = asked.division.ljust(6, "0")
    if not asked.division:
        return np.full(len(asked.places), -1, np.int8)
    city, province = int(ours[:4]), int(ours[:2])
    own = asked.rows.division[asked.places]
    area = next((one.provinces for one in rules.areas if ours[:2] in one.provinces), (ours[:2],))
    found = np.full(len(own), 3, np.int8)
    found[np.isin(own // 10_000, [int(one) for one in area])] = 2
    found[own // 10_000 == province] = 1
    found[own // 100 == city] = 0
    found[own == 0] = -1
    return found


def risk(asked: Candidates) -> Values:
    """Whether the credit code's check digits fit."""
    return np.where(asked.rows.coded[asked.places], 1.0, _UNCODED).astype(np.float32)


def freshness(asked: Candidates, today: date) -> Values:
    """The source's day, halved every three years; not known where nobody said of which day a source is."""
    worth = np.array([
        np.nan if one.as_of is None else 0.5 ** (max((today - one.as_of).days, 0) / HALF_LIFE)
        for one in asked.rows.sources
    ] or [np.nan], np.float32)  # fmt: skip
    return worth[asked.rows.source[asked.places]]


def told_nearness(number: int, rules: Rules) -> Words:
    """A nearness in words."""
    if number < 0:
        return Words("行政区划不详", "its division is not known")
    return rules.values["distance", _NEARNESS[number]].name
