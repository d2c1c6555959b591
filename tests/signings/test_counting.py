"""A project counts once whoever announces it, an increase by itself; the three parts always make up what was announced."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.signings.rules import Announced, standings

# A busy machine makes examples slowly; that is no fault of the rule.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.none() | st.integers(0, 10**9).map(Decimal)


@st.composite
def announced(draw: st.DrawFn) -> list[Announced]:
    """Signings of a few groups; an increase always says the same of itself, wherever it is announced."""
    increased = draw(st.lists(NUMBERS, min_size=3, max_size=3))
    return [
        Announced(
            number, draw(st.integers(1, 3)), draw(st.sampled_from(["once", "increment", "never"])),
            date(2024, 1, 1) + timedelta(draw(st.integers(0, 9))), draw(NUMBERS), draw(st.booleans()), draw(NUMBERS),
            increase := draw(st.none() | st.integers(0, 2)), None if increase is None else increased[increase],
        )
        for number in range(draw(st.integers(0, 12)))
    ]  # fmt: skip


@patiently
@given(announced())
def test_a_group_counts_once_and_an_increase_once(rows: list[Announced]) -> None:
    found = standings(rows)
    assert set(found) == {row.id for row in rows}
    once: dict[int, list[Announced]] = defaultdict(list)
    grown: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        now = found[row.id]
        assert 0 <= now.counted <= (row.number or 0)
        if now.code == "counted" and row.counts == "once":
            once[row.group].append(row)
            assert now.counted <= (row.agreed or 0)
        if now.code == "counted" and row.counts == "increment":
            grown[row.increase or 0] += now.counted
        if row.counts == "never":
            assert now.code == "uncounted" and now.counted == 0
        if now.code == "again":
            assert now.first is not None and found[now.first].code == "counted"
    assert all(len(counted) == 1 for counted in once.values())
    for increase, number in grown.items():
        said = next(row.increased for row in rows if row.increase == increase)
        assert said is not None and number <= said


@patiently
@given(announced(), st.randoms())
def test_the_order_of_recording_does_not_matter_beyond_equal_days(
    rows: list[Announced], chance: object
) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert standings(mixed) == standings(rows)


@patiently
@given(announced())
def test_the_first_that_stands_counts_and_every_later_one_is_signed_again(rows: list[Announced]) -> None:
    found = standings(rows)
    for group in {row.group for row in rows}:
        mine = sorted(
            (row for row in rows if row.group == group and row.counts == "once"),
            key=lambda row: (row.signed_on, row.id),
        )
        codes = [found[row.id].code for row in mine]
        standing = [row.stands for row in mine]
        first = standing.index(True) if True in standing else len(mine)
        assert codes[:first] == ["pending"] * first
        assert codes[first : first + 1] == ["counted"][: len(mine) - first]
        assert set(codes[first + 1 :]) <= {"again"}
