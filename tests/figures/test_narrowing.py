"""Scopes part a figure without a rest, whatever its entries are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.accounts.types import UnitInfo
from duijie.figures import narrowing
from duijie.figures.adding import add_up, total_of
from duijie.figures.asking import EVERYWHERE
from duijie.figures.narrowing import narrowed, split
from duijie.figures.registry import catalogue
from duijie.figures.types import FigureValue
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.types import DIMENSIONS, NO_UNIT, UNTOLD, EntryInfo, Within
from tests.figures.test_adding import ledgers

UNITS = {1: None, 2: 1, 3: 1, 4: 2}
"""County 1 over bureaus 2 and 3; office 4 below 2."""


@pytest.fixture(scope="module", autouse=True)
def tree() -> Iterator[None]:
    def below(unit: int) -> frozenset[int]:
        return frozenset({unit}).union(*(below(one) for one, over in UNITS.items() if over == unit))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "units_below", below)
        patch.setattr(
            narrowing, "units", lambda: {n: UnitInfo(n, f"u{n}", over) for n, over in UNITS.items()}
        )
        yield


@st.composite
def figures(draw: st.DrawFn) -> FigureValue:
    told = st.builds(
        Within,
        unit=st.sampled_from([None, *UNITS]),
        park=st.sampled_from([None, "东园", "西园"]),
        source=st.sampled_from([None, "11"]),
    )
    entries: list[EntryInfo] = [
        replace(one, belongs=draw(told), basis=draw(st.sampled_from(["reported", "verified"])))
        for one in draw(ledgers())
    ]
    quantity, lines, gaps = add_up(Chosen.of(entries))
    return FigureValue(
        catalogue()["projects.signed"], "", EVERYWHERE, quantity, date(2024, 6, 30),
        datetime(2024, 7, 1, tzinfo=UTC), lines, gaps,
    )  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(figures(), st.sampled_from(DIMENSIONS))
def test_parts_and_what_is_not_told_are_the_whole(value: FigureValue, dimension: str) -> None:
    parts = split(value, dimension)
    lines = [line.entry_id for part in parts.values() for line in part.contributions]
    assert sorted(lines) == sorted(line.entry_id for line in value.contributions)
    if value.quantity is not None:
        whole = [part.quantity for part in parts.values() if part.quantity is not None]
        for end in ("number", "low", "high"):
            assert getattr(value.quantity, end) == sum(getattr(one, end) for one in whole)
    for part in parts.values():
        assert part.quantity == total_of([one.amount for one in part.contributions])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(figures(), st.sampled_from(["park", "source", "basis"]))
def test_a_part_is_what_its_link_leads_to(value: FigureValue, dimension: str) -> None:
    for part in split(value, dimension).values():
        (led_to,) = narrowed([value], part.within)
        assert (led_to.quantity, led_to.contributions) == (part.quantity, part.contributions)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(figures())
def test_a_unit_takes_in_those_below_it(value: FigureValue) -> None:
    numbers = {
        unit: {line.entry_id for line in narrowed([value], Within(unit=unit))[0].contributions}
        for unit in UNITS
    }
    assert numbers[1] >= numbers[2] | numbers[3]
    assert numbers[2] >= numbers[4]
    untold = narrowed([value], Within(unit=NO_UNIT))[0].contributions
    assert len(numbers[1]) + len(untold) == len(value.contributions)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(figures())
def test_what_is_left_out_for_want_of_words_is_a_gap(value: FigureValue) -> None:
    (found,) = narrowed([value], Within(park="东园"))
    (untold,) = narrowed([value], Within(park=UNTOLD))
    assert bool(found.gaps) == bool(untold.contributions)
    assert untold.gaps == ()
