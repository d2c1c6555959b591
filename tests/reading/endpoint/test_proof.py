"""What a model says is held against the text."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.answers import REASONS, NoStatements, statements_in
from duijie.reading.kinds import CODES, MEASURES
from duijie.reading.prepared import Prepared
from duijie.reading.proof import Examiner
from duijie.reading.quantities import find_quantities
from duijie.reading.statement import Found

DATA = tomllib.loads((Path(__file__).parent / "cases" / "proof.toml").read_text("utf-8"))
TEXT: str = DATA["text"]
DATED_ON = date.fromisoformat(DATA["dated_on"])
WHOLE = Span(0, len(TEXT))


def changed(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    inner = {k: {**base[k], **v} for k, v in change.items() if isinstance(v, dict)}
    return {**base, **change, **inner}


def examined(*items: Any, text: str = TEXT, window: Span | None = None) -> Examiner:
    examiner = Examiner(Prepared(text, DATED_ON), "model:test")
    examiner.examine(items, window or Span(0, len(text)))
    return examiner


@pytest.mark.parametrize("name", DATA["case"])
def test_a_statement_is_found_or_refused_for_its_reason(name: str) -> None:
    case = DATA["case"][name]
    given_ = changed(DATA["base"][case["base"]], case.get("change", {}))
    examiner = examined(given_)
    assert [one.reason_code for one in examiner.refused] == (
        [] if case["then"] == "found" else [case["then"]]
    )
    assert len(examiner.found) == (case["then"] == "found")


def test_every_reason_that_a_statement_can_have_is_tried() -> None:
    tried = {case["then"] for case in DATA["case"].values()}
    assert tried == set(REASONS) - {"declined", "too_many", "repeated"} | {"found"}


def test_a_refusal_keeps_what_was_said() -> None:
    (refusal,) = examined({"kind": "rumour", "quote": "x" * 900}).refused
    assert "rumour" in refusal.raw
    assert len(refusal.raw) == 500
    assert "rumour" in refusal.reason


def test_numbers_and_brackets_are_ours() -> None:
    given_ = changed(DATA["base"]["land"], {"quantity": {"number": 66666.6667}})
    (one,) = examined(given_).found
    assert one.said.quantity == next(q.quantity for q in find_quantities("占地100亩"))  # type: ignore[union-attr]
    (one,) = examined(changed(DATA["base"]["agreement"], {"parties": ["云岭泵业(平湾)有限公司"]})).found
    assert one.said.parties == ("云岭泵业（平湾）有限公司",)  # type: ignore[union-attr]


def test_equal_statements_take_the_places_in_turn_and_then_no_more() -> None:
    examiner = examined(*[DATA["base"]["twice"]] * 3)
    first, second = (one.span for one in examiner.found)
    assert first < second
    assert {span.of(TEXT) for span in (first, second)} == {"入驻企业5家"}
    assert [one.reason_code for one in examiner.refused] == ["repeated"]


def test_a_quote_is_looked_for_behind_the_statement_before() -> None:
    later = {"kind": "park", "quote": "城西园区", "name": "城西园区", "status": "built"}
    _, one = examined(later, DATA["base"]["twice"]).found
    assert one.span.start > TEXT.index("城西园区")


def test_a_start_chooses_between_places_and_counts_from_the_window() -> None:
    window = Span(TEXT.index("城东园区"), len(TEXT))
    start = TEXT.rindex("入驻企业5家") - window.start
    given_ = {**DATA["base"]["twice"], "start": start, "subject": "城西园区"}
    (one,) = examined(given_, window=window).found
    assert one.span.start == TEXT.rindex("入驻企业5家")


def test_nothing_outside_the_window_can_be_quoted() -> None:
    window = Span(TEXT.index("城东园区"), len(TEXT))
    assert [r.reason_code for r in examined(DATA["base"]["tally"], window=window).refused] == ["quote_absent"]


def test_a_quote_that_stands_everywhere_is_ambiguous() -> None:
    text = "企业5家。" * 30
    given_ = {**DATA["base"]["twice"], "quote": "企业5家"}
    assert [r.reason_code for r in examined(given_, text=text).refused] == ["quote_ambiguous"]


def test_too_many_statements_are_counted_as_such() -> None:
    examiner = examined(*[None] * 1003)
    assert [r.reason_code for r in examiner.refused].count("too_many") == 3


@pytest.mark.parametrize(
    "content",
    [
        '{"statements": [1]}',
        "[1]",
        '```json\n{"statements": [1]}\n```',
        'Here you are:\n```\n{"statements": [1]}\n```\nThat is all.',
        '<think>{"statements": []}?</think>\n{"statements": [1]}',
    ],
)
def test_statements_are_found_in_what_models_wrap_round_them(content: str) -> None:
    assert statements_in(content) == [1]


@pytest.mark.parametrize(
    "content", ["", "no", '{"statements": [1}', "7", '{"statements": {}}', "[" * 100_000]
)
def test_what_holds_no_statements_is_said_to(content: str) -> None:
    with pytest.raises(NoStatements):
        statements_in(content)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def stretches(draw: st.DrawFn) -> str:
    start = draw(st.integers(0, len(TEXT) - 1))
    return TEXT[start : start + draw(st.integers(0, 40))]


numbers = st.sampled_from([5, 20, 21, 29, 3, 30, 300000000, 8000000000, 7200000000, 4.6, -4.6]) | st.none()
quantities = st.fixed_dictionaries(
    {},
    optional={
        "number": numbers,
        "unit": st.sampled_from(["count", "CNY", "m2", "percent"]),
        "sense": st.sampled_from(["exact", "more", "near", "over"]),
        "low": numbers,
        "high": numbers,
        "words": st.sampled_from([one.quantity.words for one in find_quantities(TEXT)]) | stretches(),
    },
)
values = anything | stretches() | quantities | st.lists(stretches(), max_size=3) | st.sampled_from(MEASURES)


@st.composite
def nearly_right(draw: st.DrawFn) -> dict[str, Any]:
    base = dict(draw(st.sampled_from(list(DATA["base"].values()))))
    for name in draw(st.lists(st.sampled_from([*base, "start", "subject", "strange"]), max_size=3)):
        base[name] = draw(values)
    if draw(st.booleans()):
        base["quote"] = draw(stretches())
    return base


@settings(max_examples=300, deadline=None)
@given(st.lists(anything | nearly_right(), max_size=5))
def test_whatever_a_model_says_only_what_is_printed_is_found(items: list[Any]) -> None:
    try:
        items = statements_in(json.dumps({"statements": items}))
    except NoStatements:  # a number that JSON cannot carry
        return
    examiner = examined(*items)
    assert len(examiner.found) + len(examiner.refused) == len(items)
    assert all(one.reason_code in REASONS and len(one.raw) <= 500 for one in examiner.refused)
    for one in examiner.found:
        assert one.span.of(TEXT) in {
            item["quote"].strip()
            for item in items
            if isinstance(item, dict) and isinstance(item.get("quote"), str)
        }
        assert_printed(one)


def assert_printed(one: Found) -> None:
    plain = TEXT.replace("(", "（").replace(")", "）")
    printed = {q.quantity.words: q.quantity for q in find_quantities(TEXT)}
    for name in (field.name for field in fields(one.said)):
        value = getattr(one.said, name)
        if isinstance(value, Quantity):
            assert value.words in one.span.of(TEXT)
            assert abs(value.number) == abs(printed[value.words].number)
        elif isinstance(value, tuple):
            assert all(item in plain for item in value)
        elif value is not None and (type(one.said).__name__.lower(), name) not in CODES and name != "date":
            assert value in plain or value.replace("（", "》（") in plain


@given(st.text(max_size=200))
def test_whatever_text_comes_back_it_holds_statements_or_is_said_not_to(content: str) -> None:
    try:
        assert isinstance(statements_in(content), list)
    except NoStatements as wrong:
        assert "answer" in str(wrong)


def test_the_guide_explains_every_reason() -> None:
    guide = Path(__file__).parents[3] / "docs" / "guides" / "second-reader.md"
    assert set(re.findall(r"^\| `(\w+)` \| [a-z]", guide.read_text("utf-8"), re.MULTILINE)) == set(REASONS)
