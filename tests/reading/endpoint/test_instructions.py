"""What a model is told comes from the kinds, and its sample stands the test that answers stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.span import Span
from duijie.reading.instructions import SAMPLE, answer_schema, question_words, sample_answer, system_words
from duijie.reading.kinds import CODES, KINDS
from duijie.reading.prepared import Prepared
from duijie.reading.proof import Examiner
from duijie.reading.windows import windows


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


def shapes() -> dict[str, dict[str, Any]]:
    every = answer_schema()["properties"]["statements"]["items"]["anyOf"]
    return {shape["properties"]["kind"]["enum"][0]: shape["properties"] for shape in every}


def test_the_sample_answer_is_one_that_would_be_found_whole() -> None:
    examiner = Examiner(Prepared(SAMPLE), "model:test")
    examiner.examine(sample_answer(), Span(0, len(SAMPLE)))
    assert (len(examiner.found), examiner.refused) == (len(sample_answer()), [])


def test_the_sample_has_the_fields_that_the_schema_asks_for() -> None:
    for one in sample_answer():
        assert set(one) == set(shapes()[one["kind"]])


def test_the_schema_has_every_kind_and_field_and_no_other() -> None:
    assert list(shapes()) == list(KINDS)
    for kind, shape in KINDS.items():
        named = {field.name for field in fields(shape)}
        assert set(shapes()[kind]) == named | {"kind", "quote", "start"}
        for field in fields(shape):
            codes = CODES.get((kind, field.name))
            schema = shapes()[kind][field.name]
            if codes and field.default is MISSING:
                assert schema["enum"] == list(codes)
            elif codes:
                assert schema["anyOf"] == [{"type": "string", "enum": list(codes)}, {"type": "null"}]


def test_strict_formats_can_take_the_schema() -> None:
    every = list(objects(answer_schema()))
    assert len(every) > len(KINDS)
    for one in every:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])


def test_every_kind_field_and_code_is_told() -> None:
    told = system_words()
    for kind, shape in KINDS.items():
        assert f"\n{kind}：" in told
        assert all(f"\n  {field.name}（" in told for field in fields(shape))
    assert all(code in told for codes in CODES.values() for code in codes)


def test_a_document_without_a_day_says_so() -> None:
    assert "未注明" in question_words("正文", None)


@given(st.text(alphabet="县项，。\n 五", max_size=80), st.integers(1, 20))
def test_windows_touch_never_overlap_and_leave_out_only_blanks(text: str, longest: int) -> None:
    behind = 0
    for window in windows(text, longest):
        assert not text[behind : window.start].strip()
        assert 0 < len(window) <= longest
        assert window.of(text).strip()
        behind = window.end
    assert not text[behind:].strip()


@given(st.lists(st.text(alphabet="县项，。五", min_size=1, max_size=9), max_size=12), st.integers(10, 30))
def test_paragraphs_that_fit_are_not_cut(paragraphs: list[str], longest: int) -> None:
    text = "\n".join(paragraphs)
    cuts = {window.end for window in windows(text, longest)} - {len(text)}
    assert all(text[cut - 1] == "\n" for cut in cuts)


def test_a_paragraph_too_long_is_cut_between_sentences() -> None:
    assert [w.of("一句话。二句话。三句话。") for w in windows("一句话。二句话。三句话。", 9)] == [
        "一句话。二句话。",
        "三句话。",
    ]
