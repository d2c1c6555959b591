"""Every code that the packages below can hand up has a name on the pages."""

from __future__ import annotations

from dataclasses import fields

import pytest

from duijie.figures.verdicts import Verdict
from duijie.reading.kinds import CODES, KINDS
from duijie.text.repair import STEPS
from duijie.web import words
from duijie.web.compose.disputes import LIGHTS
from duijie.web.compose.paging import page_number


def test_every_kind_and_field_has_a_name() -> None:
    assert set(words.KINDS) == set(KINDS)
    assert {field.name for kind in KINDS.values() for field in fields(kind)} == set(words.FIELDS)


@pytest.mark.parametrize(("kind", "field"), list(CODES))
def test_every_code_has_a_name(kind: str, field: str) -> None:
    table = words.CODES.get(f"{kind}.{field}") or words.CODES[field]
    assert set(table) == set(CODES[kind, field])


def test_every_step_of_repair_has_a_name() -> None:
    assert set(words.REPAIRS) == {step.__name__ for step in STEPS}


def test_every_verdict_but_the_untestable_has_a_light() -> None:
    assert set(Verdict) - set(LIGHTS) == {Verdict.NOT_TESTABLE}


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("²", 1), ("x", 1), ("9" * 30, 1), ("999999999", 1_000_000)],
)
def test_a_page_that_is_no_number_is_the_first(asked: str, number: int) -> None:
    assert page_number({"page": asked}) == number
