"""Scores by the published schemes, and what holds of every scheme whatever the numbers."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.assessment.rules import again, kept, scheme, schemes
from duijie.assessment.scoring.engine import ends, score
from duijie.assessment.scoring.kinds import plain, round_half_up
from duijie.assessment.scoring.scheme import Band, Input, Item, Scheme, Term
from duijie.assessment.scoring.values import Number, Scored, Thing
from duijie.kernel.words import Words

DAY = date(2024, 12, 31)
CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "assessment" / "schemes.toml").read_text("utf-8"),
    parse_float=Decimal,
)["case"]
NAMED = Words("项", "item")


def number(value: object) -> Number:
    return Number(Decimal(str(value)))


def of_things(values: list[object], key: str = "") -> Number:
    things = tuple(
        Thing(f"{key}{place}", f"{key}{place}", Decimal(str(one)), Decimal(str(one)))
        for place, one in enumerate(values)
    )
    return Number(sum((one.adds for one in things), Decimal(0)), things)


def worked_out(case: dict[str, Any]) -> dict[str, Scored]:
    units = {
        place: (
            one.get("group", "all"),
            {code: number(value) for code, value in one["numbers"].items()}
            | {code: of_things(values, code) for code, values in one.get("things", {}).items()},
        )
        for place, one in enumerate(case["units"].values())
    }
    names = list(case["units"])
    return {names[one.unit_id]: one for one in score(scheme(case["scheme"], DAY), units)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_scheme_gives_the_points_that_it_printed(case: dict[str, Any]) -> None:
    found = worked_out(case)
    for name, wanted in case["units"].items():
        one = found[name]
        assert {part.item: part.points for part in one.parts} == wanted["items"], name
        assert (one.total, one.place) == (Decimal(str(wanted["total"])), wanted["place"]), name


def test_every_shipped_scheme_has_a_case() -> None:
    assert {case["scheme"] for case in CASES} == {one.code for one in schemes()}


def test_the_explanation_shows_the_numbers_in_the_formula() -> None:
    first = worked_out(CASES[0])["first"]
    shown = {part.item: part for part in first.parts}
    assert shown["outside"].formula == "96 ÷ 100 × 0.5 = 0.48"
    assert shown["signed"].formula == "(28 ÷ 27 × 0.5 + 177.7 ÷ 54 × 0.5) × 0.5 ≈ 1.0819"
    assert shown["signed"].notes == (Words("封顶 0.5 分", "capped at 0.5"),)
    assert (
        shown["sizes"].formula
        == "0.5 − max(0, 7 − 7) × 0.1 − max(0, 4 − 4) × 0.1 − max(0, 1 − 1) × 0.1 = 0.5"
    )
    assert shown["conduct"].formula == "0.5 − 1 × 0.1 − 0 × 0.2 = 0.4"


def test_a_band_is_looked_up_and_a_veto_counts_cases() -> None:
    task = worked_out(next(case for case in CASES if case["scheme"] == "bureaus"))["most_done"].parts[0]
    mill = worked_out(next(case for case in CASES if case["scheme"] == "townships"))["mill"]
    assert task.formula == "4 ÷ 5 ≥ 0.8 → 75"
    assert (mill.parts[2].formula, mill.parts[2].notes[-1].en) == ("1", "a veto")
    assert mill.changes[0].points == -84


def test_half_goes_up_once_from_the_exact_number() -> None:
    one, third = Decimal("0.005"), Decimal("0.00499999")
    from_half = [round_half_up(Fraction(value), 2) for value in (one, -one, third)]
    assert from_half == [Decimal("0.01"), Decimal("-0.01"), Decimal("0.00")]


def made(*items: Item, **other: Any) -> Scheme:
    inputs = {term.actual for item in items for term in item.terms} | {
        t.target for i in items for t in i.terms if t.target
    }
    return Scheme(
        "made",
        NAMED,
        NAMED,
        tuple(Input(code, Words(code, code), NAMED) for code in sorted(inputs)),
        items,
        DAY,
        **other,
    )


def test_a_missing_number_counts_as_nothing_and_says_so() -> None:
    rule = made(Item("a", NAMED, "proportional", (Term("x", "y"),), points=Decimal(10)))
    (one,) = score(rule, {1: ("all", {"y": number(4)})})
    assert one.total == 0
    assert one.parts[0].notes == (Words("“x”没有数据，按无计", "x: nothing known, counts as none"),)


def test_who_has_no_number_is_left_out_of_the_comparison() -> None:
    rule = made(Item("a", NAMED, "efficacy", (Term("x"),), points=Decimal(100)))
    found = {
        one.unit_id: one.total
        for one in score(rule, {1: ("all", {"x": number(5)}), 2: ("all", {"x": number(9)}), 3: ("all", {})})
    }
    assert found == {1: 60, 2: 100, 3: 0}


def test_a_single_project_counts_where_it_brings_most() -> None:
    rule = made(
        Item(
            "big",
            NAMED,
            "bands",
            (Term("x"),),
            each=True,
            once="project",
            bands=(Band(Decimal(10), Decimal(4)),),
        ),
        Item("new", NAMED, "count", (Term("y", weight=Decimal(3)),), once="project"),
    )
    big, new = (
        of_things([12, 5]),
        Number(
            Decimal(2), (Thing("0", "0", Decimal(1), Decimal(1)), Thing("9", "9", Decimal(1), Decimal(1)))
        ),
    )
    (one,) = score(rule, {1: ("all", {"x": big, "y": new})})
    assert [part.points for part in one.parts] == [4, 3]
    assert "不重复" in one.parts[1].notes[0].zh


def test_marks_at_both_ends_are_left_out() -> None:
    rule = made(Item("a", NAMED, "peers", (Term("x"),), points=Decimal(20), trim=1))
    (one,) = score(rule, {1: ("all", {"x": of_things([0, 80, 90, 100])})})
    assert (one.total, one.parts[0].formula) == (17, "((80 + 90) ÷ 2) ÷ 100 × 20 = 17")


def test_bonus_and_total_are_capped_in_sight() -> None:
    bonus = Item("b", NAMED, "count", (Term("x", weight=Decimal(5)),), bonus=True)
    base = Item("a", NAMED, "rate", (Term("y"),), points=Decimal(100))
    rule = made(base, bonus, bonus_most=Decimal(10), most=Decimal(105))
    (one,) = score(rule, {1: ("all", {"x": number(3), "y": number(1)})})
    assert ([part.points for part in one.parts], [change.points for change in one.changes], one.total) == (
        [100, 15], [-5, -5], 105,
    )  # fmt: skip


def test_a_scheme_kept_is_read_back_the_same() -> None:
    for one in schemes():
        assert again(kept(one), Scheme) == one


amounts = st.decimals(min_value=0, max_value=500, places=3)


@st.composite
def counties(draw: st.DrawFn) -> tuple[Scheme, dict[int, tuple[str, dict[str, Number]]]]:
    rule = draw(st.sampled_from(schemes()))
    codes = st.sampled_from([group.code for group in rule.groups] or ["all"])
    value = st.one_of(
        amounts.map(number), st.just(Number(None)), st.lists(amounts, max_size=3).map(of_things)
    )
    units = {
        unit: (draw(codes), {one.code: draw(value) for one in rule.inputs})
        for unit in range(draw(st.integers(1, 4)))
    }
    return rule, units


@settings(max_examples=120, deadline=None)
@given(counties())
def test_what_is_printed_adds_up_stays_between_its_ends_and_can_be_worked_out_again(
    made_up: tuple[Scheme, dict[int, tuple[str, dict[str, Number]]]],
) -> None:
    rule, units = made_up
    found = score(rule, units)
    assert len(found) == len(units)
    for one in found:
        assert (
            sum(part.points for part in one.parts) + sum(change.points for change in one.changes) == one.total
        )
        for item, part in zip(rule.items, one.parts, strict=True):
            least, most = ends(item)
            assert least is None or part.points >= least
            assert most is None or part.points <= most
            assert part.points == round(part.points, rule.places)
        assert not one.vetoed or one.total == 0
        better = [other for other in found if other.group == one.group and other.total > one.total]
        assert one.place == len(better) + 1
        assert again(kept(one), Scored) == one
    assert score(rule, units) == found


@settings(max_examples=80, deadline=None)
@given(
    amounts,
    amounts,
    amounts,
    st.sampled_from(["proportional", "rate", "bands", "count", "efficacy", "deduction"]),
)
def test_more_is_never_worse_and_more_to_deduct_never_better(
    x: Decimal, more: Decimal, target: Decimal, kind: str
) -> None:
    bands = (Band(Decimal("0.5"), Decimal(3)), Band(Decimal(2), Decimal(7))) if kind == "bands" else ()
    term = Term("x", "y") if kind in ("proportional", "rate", "bands") else Term("x")
    rule = made(Item("a", NAMED, kind, (term,), points=Decimal(50), bands=bands))
    rival = {"x": number(250), "y": number(target)}

    def points(value: Decimal) -> Decimal:
        units = {1: ("all", {"x": number(value), "y": number(target)}), 2: ("all", rival)}
        return next(one.total for one in score(rule, units) if one.unit_id == 1)

    if kind == "deduction":
        assert points(x + more) <= points(x)
    else:
        assert points(x + more) >= points(x)


def test_one_unit_of_a_kind_changes_nothing_in_another_group() -> None:
    rule = replace(scheme("efficacy", DAY), groups=scheme("townships", DAY).groups)
    alone = {1: ("industry", {"foreign": number(5)}), 2: ("industry", {"foreign": number(9)})}
    beside = {**alone, 3: ("ecology", {"foreign": number(999)})}
    assert score(rule, alone) == [one for one in score(rule, beside) if one.group == "industry"]


def test_a_number_without_end_is_marked() -> None:
    assert [plain(Decimal("12.50")), plain(Decimal(100)), plain(Fraction(Decimal(2)) / 3)] == [
        "12.5",
        "100",
        "≈0.6667",
    ]
