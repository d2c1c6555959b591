"""Claims beside each other: what the words of a period mean, and which claims cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.figures.conflicts import Said, conflicts, said_of
from duijie.figures.periods import days_of
from duijie.kernel.quantity import Quantity, Sense
from duijie.reading.kinds import Tally

CASES = Path(__file__).parents[1] / "cases" / "figures" / "periods.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
JUNE = date(2024, 6, 30)


@pytest.mark.parametrize(("words", "day", "first", "last"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_a_printed_period_is_days(words: str, day: str, first: str, last: str) -> None:
    found = days_of(words, date.fromisoformat(day))
    told = found and (found.start.isoformat(), (found.end - timedelta(days=1)).isoformat())
    assert told == ((first, last) if first else None)


def between(low: int | None, high: int | None, unit: str = "count") -> Quantity:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    number = next(end for end in (*ends, Decimal(0)) if end is not None)
    return Quantity(number, unit, Sense.ABOUT, *ends, f"{low}~{high}个")


def said(
    document: int, quantity: Quantity, *, measure: str = "projects.signed", subject: str | None = None,
    period: str | None = "1—6月", day: date | None = JUNE, start: int = 0, quote: str = "",
) -> Said:  # fmt: skip
    return said_of(
        Tally(measure, quantity, subject, period), statement_id=f"{document}.{start}", document_id=document,
        day=day, start=start, quote=quote or f"{subject}{period}{quantity.words}", whole=frozenset({"全县"}),
    )  # fmt: skip


def quarrels(claims: Iterable[Said]) -> list[tuple[str, str]]:
    return [(one.left[0].statement_id, one.right[0].statement_id) for one in conflicts(claims)]


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (said(2, between(12, 12)), True),
        (said(2, between(12, 12), subject="全县"), True),
        (said(2, between(12, 12), period="上半年"), True),
        (said(2, between(12, 12), period="今年以来"), True),
        (said(2, between(9, 12)), False),
        (said(2, between(12, 12), subject="甲园区"), False),
        (said(2, between(12, 12), period="2023年"), False),
        (said(2, between(12, 12), measure="projects.intent"), False),
        (said(2, between(12, 12, "CNY")), False),
        # Of an event, of no period, of a paper without a day: nothing says that it is the same.
        (said(2, between(12, 12), subject="本次活动"), False),
        (said(2, between(12, 12), period=None), False),
        (said(2, between(12, 12), day=None), False),
        # A number that counts from New Year's Day on may grow, and does not fall.
        (said(2, between(12, 12), period="1—9月", day=date(2024, 9, 30)), False),
        (said(2, between(8, 8), period="1—9月", day=date(2024, 9, 30)), True),
        (said(2, between(9, None), period="1—9月", day=date(2024, 9, 30)), False),
        # What there is now may become less.
        (said(2, between(8, 8), measure="parks", period="目前", day=date(2024, 9, 30)), False),
    ],
)  # fmt: skip
def test_two_documents_contradict_each_other_about_the_same_only(other: Said, apart: bool) -> None:
    mine = said(
        1, between(10, 10), measure=other.alone[0] if other.alone[0] == "parks" else "projects.signed"
    )
    assert quarrels([mine, other]) == ([("1.0", "2.0")] if apart else [])


def test_within_a_document_a_claim_of_no_period_counts_too() -> None:
    told = [said(1, between(10, 10), period=None), said(1, between(12, 12), period=None, start=30)]
    assert quarrels(told) == [("1.0", "1.30")]


def test_a_thousand_papers_that_say_the_same_are_one_side() -> None:
    papers = [said(number, between(10 + number % 2, 10 + number % 2)) for number in range(1000)]
    (only,) = conflicts(papers)
    assert (len(only.left), len(only.right)) == (500, 500)


SIDES = st.builds(
    lambda low, width, form: between(
        *{0: (low, low + width), 1: (low, None), 2: (None, low)}[form]
    ),
    st.integers(0, 12), st.integers(0, 4), st.sampled_from([0, 0, 0, 1, 2]),
)  # fmt: skip
CLAIMS = st.lists(
    st.builds(
        lambda quantity, period, subject: (quantity, period, subject),
        SIDES, st.sampled_from(["1—6月", "一季度", None]), st.sampled_from([None, "甲园区"]),
    ),
    max_size=8,
).map(lambda told: [said(1 + n // 2, q, period=p, subject=s, start=n) for n, (q, p, s) in enumerate(told)])  # fmt: skip


def sides(claims: Iterable[Said]) -> set[frozenset[tuple[object, ...]]]:
    """The conflicts as sets of what is said, whoever says it."""
    return {
        frozenset((one.alone, one.quote) for one in (found.left[0], found.right[0]))
        for found in conflicts(claims)
    }


@settings(max_examples=100, deadline=None)
@given(CLAIMS, st.randoms())
def test_the_order_of_the_papers_does_not_matter(claims: list[Said], chance: object) -> None:
    mixed = list(claims)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert conflicts(mixed) == conflicts(claims)


@settings(max_examples=100, deadline=None)
@given(CLAIMS)
def test_a_paper_taken_in_twice_adds_nothing(claims: list[Said]) -> None:
    copies = [
        replace(one, document_id=one.document_id + 100, statement_id=f"copy {one.statement_id}",
                place=(one.place[0], one.document_id + 100, one.place[2]))
        for one in claims
    ]  # fmt: skip
    assert sides([*claims, *copies]) == sides(claims)
    assert len(conflicts([*claims, *copies])) == len(conflicts(claims))


@settings(max_examples=100, deadline=None)
@given(CLAIMS)
def test_every_claim_that_another_excludes_is_told_and_no_other(claims: list[Said]) -> None:
    """Against all pairs, which is what the sweep spares."""
    excluded = {
        one.statement_id
        for one in claims
        for other in claims
        if not one.quantity.meets(other.quantity)
        and ((one.document_id == other.document_id and one.alone == other.alone)
             or (one.wide is not None and one.wide == other.wide))
    }  # fmt: skip
    told = {
        one.statement_id
        for found in conflicts(claims)
        if not found.fell
        for one in (*found.left, *found.right)
    }
    assert told == excluded
    for found in conflicts(claims):
        assert not found.left[0].quantity.meets(found.right[0].quantity)


@settings(max_examples=100, deadline=None)
@given(CLAIMS, st.data())
def test_a_narrower_interval_never_turns_a_contradiction_into_agreement(
    claims: list[Said], data: st.DataObject
) -> None:
    if not claims:
        return
    found = conflicts(claims)
    one = data.draw(st.sampled_from(claims))
    low, high = one.quantity.low, one.quantity.high
    low = low if low is not None else (high or Decimal()) - 5
    narrow = replace(one, quantity=replace(one.quantity, low=low, high=low))
    after = conflicts([narrow if each is one else each for each in claims])
    touched = {
        each.statement_id
        for quarrel in found
        for each in (*(() if quarrel.fell else quarrel.left), *quarrel.right)
    }
    still = {each.statement_id for found in after for each in (*found.left, *found.right)}
    assert touched <= still
