"""Two readers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.kinds import Agreement, Park, Project, Said, Tally
from duijie.reading.statement import Found, Reader
from duijie.reading.together import TogetherReader, compare

FIFTEEN = Tally("projects.signed", Quantity.exactly(15, "count", "15个"))
SUM = Tally("projects.signed.investment", Quantity.exactly(92 * 10**8, "CNY", "92亿元"))
PUMPS = Project("水泵项目", ("云岭泵业有限公司",), Quantity.exactly(3 * 10**8, "CNY", "3亿元"), "signed")


def by_rule(said: Said, start: int = 0, end: int = 20) -> Found:
    return Found(said, Span(start, end), "some.rule")


def by_model(said: Said, start: int = 5, end: int = 18) -> Found:
    return Found(said, Span(start, end), "model:tester")


def test_the_same_thing_at_overlapping_places_is_agreed() -> None:
    ours, theirs = by_rule(FIFTEEN), by_model(FIFTEEN)
    assert compare([ours], [theirs]).agreed == ((ours, theirs),)


def test_the_same_thing_elsewhere_is_found_by_each_alone() -> None:
    together = compare([by_rule(FIFTEEN, 0, 5)], [by_model(FIFTEEN, 5, 10)])
    assert (together.agreed, len(together.only_first), len(together.only_second)) == ((), 1, 1)


def test_two_numbers_of_one_sentence_are_two_things() -> None:
    together = compare([by_rule(FIFTEEN)], [by_model(SUM)])
    assert (len(together.only_first), len(together.only_second), together.differing) == (1, 1, ())


def test_one_project_read_differently_names_the_fields() -> None:
    other = replace(PUMPS, stage="started", site="城东园区")
    (pair,) = compare([by_rule(PUMPS)], [by_model(other)]).differing
    assert pair.fields == ("stage", "site")


def test_a_longer_name_of_the_same_project_is_a_difference_and_no_second_project() -> None:
    (pair,) = compare(
        [by_rule(PUMPS)], [by_model(replace(PUMPS, name="智能水泵项目", investment=None))]
    ).differing
    assert pair.fields == ("name", "investment")


def test_one_number_under_two_measures_is_a_difference() -> None:
    other = replace(FIFTEEN, measure="projects.settled")
    (pair,) = compare([by_rule(FIFTEEN)], [by_model(other)]).differing
    assert pair.fields == ("measure",)


def test_a_code_in_common_makes_no_pair() -> None:
    a, b = Park("城东园区", "built", "开发区"), Park("城西园区", "built", "开发区")
    assert compare([by_rule(a)], [by_model(b)]).differing == ()


def test_the_order_of_parties_is_no_difference() -> None:
    a, b = Agreement(("甲大学", "乙公司"), "strategic"), Agreement(("乙公司", "甲大学"), "strategic")
    assert len(compare([by_rule(a)], [by_model(b)]).agreed) == 1


def test_the_likest_are_paired_first() -> None:
    near = replace(PUMPS, stage="started")
    together = compare([by_rule(near), by_rule(PUMPS)], [by_model(PUMPS)])
    assert together.agreed == ((by_rule(PUMPS), by_model(PUMPS)),)
    assert together.only_first == (by_rule(near),)


def test_merged_tells_by_its_rules_who_found_what() -> None:
    differing = replace(PUMPS, stage="started")
    together = compare(
        [by_rule(FIFTEEN), by_rule(PUMPS, 30, 50)],
        [by_model(FIFTEEN), by_model(differing, 30, 50), by_model(SUM, 60, 70)],
    )
    assert [(one.rule, one.said) for one in together.merged()] == [
        ("both:some.rule", FIFTEEN),
        ("model:tester", differing),
        ("some.rule", PUMPS),
        ("model:tester", SUM),
    ]


@dataclass(frozen=True)
class Says:
    """A reader that always finds the same."""

    name: str
    found: tuple[Found, ...]

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        return self.found


def test_two_readers_read_as_one() -> None:
    both: Reader = TogetherReader(
        Says("rules-1", (by_rule(FIFTEEN),)), Says("model:t v1", (by_model(FIFTEEN),))
    )
    assert both.name == "rules-1+model:t v1"
    assert [one.rule for one in both.find("", dated_on=None)] == ["both:some.rule"]


said = st.sampled_from(
    [
        FIFTEEN,
        SUM,
        PUMPS,
        replace(PUMPS, stage=None),
        replace(FIFTEEN, subject="全县"),
        Park("城东园区", "built"),
    ]
)
found = st.builds(
    lambda said, start, length: Found(said, Span(start, start + length), "r"),
    said,
    st.integers(0, 20),
    st.integers(1, 10),
)


@given(st.lists(found, max_size=8), st.lists(found, max_size=8))
def test_every_finding_stands_in_exactly_one_place(a: list[Found], b: list[Found]) -> None:
    together = compare(a, b)
    first = [*together.only_first, *(p for p, _ in together.agreed), *(d.first for d in together.differing)]
    second = [
        *together.only_second,
        *(p for _, p in together.agreed),
        *(d.second for d in together.differing),
    ]
    assert sorted(first, key=repr) == sorted(a, key=repr)
    assert sorted(second, key=repr) == sorted(b, key=repr)
    assert all(one.span.overlaps(other.span) for one, other in together.agreed)
    assert all(pair.fields for pair in together.differing)


@given(st.lists(found, max_size=8))
def test_a_reader_agrees_with_itself(a: list[Found]) -> None:
    together = compare(a, a)
    assert (together.only_first, together.only_second, together.differing) == ((), (), ())
