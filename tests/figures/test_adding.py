"""A figure is the sum of what its entries contribute, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.figures.adding import add_up, percent, scopes
from duijie.figures.shares import Shares
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.types import EntryInfo, Within
from tests.figures import plain

DAY = date(2024, 3, 1)
NOW = datetime(2024, 7, 1, tzinfo=UTC)


def entry(
    number: int, shape: str = "item", *, at: int, key: str = "", scope: str = "", day: int = 0, slack: int = 0
) -> EntryInfo:
    sense = Sense.MORE if slack else Sense.EXACT
    quantity = Quantity(
        Decimal(number), "count", sense, Decimal(number), Decimal(number + slack), f"{number}家"
    )
    return EntryInfo(
        at,
        shape,
        "m",
        key,
        f"e{at}",
        scope,
        quantity,
        "",
        {},
        DAY + timedelta(days=day),
        NOW,
        "林审",
        "reported",
        at,
        "",
    )


@st.composite
def ledgers(draw: st.DrawFn) -> list[EntryInfo]:
    shapes = st.tuples(
        st.sampled_from(["item", "total"]),
        st.integers(0, 40),
        st.sampled_from(["a", "b", "c", "d"]),
        st.sampled_from(["", "东园", "西园"]),
        st.integers(0, 5),
        st.integers(0, 9),
    )
    rows = draw(st.lists(shapes, max_size=12))
    return [
        entry(
            1 if shape == "item" else number,
            shape,
            at=place,
            key=key,
            scope=scope,
            day=day,
            slack=0 if shape == "item" else slack,
        )
        for place, (shape, number, key, scope, day, slack) in enumerate(rows, start=1)
    ]


def added(entries: Sequence[EntryInfo]) -> tuple[Quantity | None, Shares, tuple[Words, ...]]:
    return add_up(Chosen.of(entries))


@st.composite
def books(draw: st.DrawFn) -> list[EntryInfo]:
    """As :func:`ledgers`, with all that entries may tell: other names, homes, open ends, hedges, amounts of any size."""
    told = st.builds(
        Within,
        unit=st.sampled_from([None, 1, 2]),
        park=st.sampled_from([None, "东园"]),
        chain=st.sampled_from([None, "轴承"]),
    )
    amounts = st.one_of(st.integers(-(10**5), 10**5), st.integers(-(10**21), 10**21)).map(
        lambda n: Decimal(n) / 4
    )
    rows = []
    for one in draw(ledgers()):
        number, spread = draw(amounts), draw(st.sampled_from([0, 0, 0, 3]))
        low, high = draw(st.sampled_from([(number, number + spread)] * 6 + [(None, number), (number, None)]))
        sense = Sense.EXACT if low == high else draw(st.sampled_from([Sense.MORE, Sense.ABOUT, Sense.NEAR]))
        rows.append(
            replace(
                one,
                quantity=Quantity(number, "count", sense, low, high, f"{number}"),
                belongs=draw(told),
                key=draw(st.sampled_from(["", "a", "b", "c"])),
                told_as=draw(st.sampled_from(["", "", "別"])),
                fact_id=draw(st.sampled_from([None, 1, 2, 3])),
                basis=draw(st.sampled_from(["reported", "verified"])),
            )
        )
    return sorted(rows, key=lambda one: (one.effective_on, one.recorded_at, one.id))


@settings(deadline=None)
@given(books())
def test_columns_add_up_as_objects_do(entries: list[EntryInfo]) -> None:
    quantity, lines, gaps = added(entries)
    assert (quantity, tuple(lines), gaps) == plain.add_up(entries)
    assert scopes(lines) == list(dict.fromkeys(line.scope for line in lines if line.scope))
    facts = {fact for line in lines for fact in line.fact_ids}
    assert lines.sources() == len(facts) + sum(not line.fact_ids for line in lines)


@given(ledgers())
def test_the_contributions_sum_to_the_figure(entries: list[EntryInfo]) -> None:
    quantity, contributions, _ = added(entries)
    if quantity is None:
        assert entries == []
        return
    assert quantity.number == sum(c.amount.number for c in contributions)
    assert quantity.low == sum(c.amount.low or 0 for c in contributions)
    assert quantity.high == sum(c.amount.high or 0 for c in contributions)


@given(ledgers())
def test_an_item_counts_once_however_often_it_is_told(entries: list[EntryInfo]) -> None:
    items = [e for e in entries if e.shape == "item"]
    quantity, _, _ = added(items + items)
    assert (quantity.number if quantity else 0) == len({e.key for e in items})


@given(ledgers())
def test_every_entry_that_adds_has_a_line_and_no_line_is_made_up(entries: list[EntryInfo]) -> None:
    _, contributions, _ = added(entries)
    known = {e.id for e in entries}
    lines = [c.entry_id for c in contributions]
    assert set(lines) <= known
    assert len(lines) == len(set(lines))


def test_naming_a_member_later_does_not_change_the_figure() -> None:
    total = entry(15, "total", at=1)
    before, _, _ = added([total])
    after, lines, _ = added([total, entry(1, at=2, key="轴承项目")])
    assert before is not None
    assert after is not None
    assert after.number == before.number == 15
    assert sorted(line.amount.number for line in lines) == [1, 14]


def test_what_comes_after_the_total_is_added_to_it() -> None:
    quantity, _, _ = added([entry(15, "total", at=1), entry(1, at=2, key="新项目", day=9)])
    assert quantity is not None
    assert quantity.number == 16


def test_a_later_total_replaces_the_one_before() -> None:
    quantity, _, _ = added([entry(15, "total", at=1), entry(18, "total", at=2, day=30)])
    assert quantity is not None
    assert quantity.number == 18


def test_parts_make_up_the_whole_and_the_whole_contributes_what_no_part_tells() -> None:
    parts = [entry(28, "total", at=1, scope="东园"), entry(21, "total", at=2, scope="西园")]
    quantity, _, _ = added(parts)
    assert quantity is not None
    assert quantity.number == 49
    quantity, lines, _ = added([*parts, entry(60, "total", at=3)])
    assert quantity is not None
    assert quantity.number == 60
    assert sorted(line.amount.number for line in lines) == [11, 21, 28]


def test_more_named_than_the_total_says_is_shown_as_a_gap() -> None:
    quantity, _, gaps = added([entry(1, "total", at=1), *(entry(1, at=n, key=str(n)) for n in (2, 3))])
    assert quantity is not None
    assert quantity.number == 2
    assert "exceeds" in gaps[0].en


def test_an_interval_keeps_its_width() -> None:
    total = entry(71, "total", at=1, slack=8)
    quantity, _, gaps = added([total, entry(1, at=2, key="甲公司")])
    assert quantity is not None
    assert (quantity.low, quantity.high) == (71, 79)
    assert gaps == ()


@given(st.integers(0, 1000), st.integers(0, 50), st.integers(1, 1000), st.integers(0, 50), st.data())
def test_a_rate_of_intervals_holds_every_rate_within_them(
    part: int, slack: int, whole: int, more: int, data: st.DataObject
) -> None:
    upper = Quantity(Decimal(part), "count", Sense.MORE, Decimal(part), Decimal(part + slack))
    lower = Quantity(Decimal(whole), "count", Sense.MORE, Decimal(whole), Decimal(whole + more))
    found = percent(upper, lower)
    top = data.draw(st.integers(part, part + slack))
    bottom = data.draw(st.integers(whole, whole + more))
    assert found.low is not None and found.high is not None
    slip = Decimal("0.0001")
    assert found.low - slip <= Decimal(top) / Decimal(bottom) * 100 <= found.high + slip
