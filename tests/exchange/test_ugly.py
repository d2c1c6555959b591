"""Twenty ugly sheets: at least sixteen come out whole without a hand; which do not is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import tests.exchange.ugly.between
import tests.exchange.ugly.framed
import tests.exchange.ugly.mixed
import tests.exchange.ugly.ordinary
import tests.exchange.ugly.scattered
import tests.exchange.ugly.storeyed  # noqa: F401 -- they fill the list
from duijie.exchange.kinds import fields_of
from duijie.exchange.sheets.reading import open_tables
from duijie.exchange.sheets.records import records
from duijie.exchange.sheets.workbook import read_workbook
from tests.exchange.ugly.abreast import ABREAST
from tests.exchange.ugly.book import SHEETS, Ugly
from tests.exchange.ugly.further import FURTHER
from tests.exchange.ugly.residents import RESIDENTS


def plainly(value: Any) -> Any:
    """Yuan without saying so."""
    return value[0] if isinstance(value, tuple) and value[1] == "CNY" else value


def faults(sheet: Ugly) -> list[str]:
    """How what was read differs from what must be."""
    opened = open_tables(read_workbook(sheet.data, sheet.name), fields_of())
    if opened.kind != sheet.kind:
        return [f"taken for {opened.kind}"]
    found = [
        replace(record, values={**one.said, **record.values})
        for one in opened.found
        for record in records(one.table, one.mapped, fields_of()[opened.kind])
    ]
    wrong = []
    if len(found) != len(sheet.rows):
        wrong.append(f"{len(found)} rows, not {len(sheet.rows)}: {[dict(r.values) for r in found]}")
    for record, wanted in zip(found, sheet.rows, strict=False):
        wrong += [
            f"{record.where} {target}: {record.values.get(target)!r}, not {value!r}"
            for target, value in wanted.items()
            if plainly(record.values.get(target)) != value
        ]
    words = [words for record in found for _, words, _ in record.left]
    wrong += [f"{one} was not left" for one in sheet.left if one not in words]
    return wrong


@pytest.mark.parametrize("build", SHEETS, ids=[build.__name__ for build in SHEETS])
def test_an_ugly_sheet_comes_out_whole(build: Callable[[], Ugly]) -> None:
    assert not faults(build())


@pytest.mark.parametrize("build", RESIDENTS, ids=[build.__name__ for build in RESIDENTS])
def test_a_sheet_of_enterprises_in_residence_does(build: Callable[[], Ugly]) -> None:
    assert not faults(build())


@pytest.mark.parametrize("build", FURTHER, ids=[build.__name__ for build in FURTHER])
def test_a_further_one_does_too(build: Callable[[], Ugly]) -> None:
    assert not faults(build())


@pytest.mark.parametrize("build", ABREAST, ids=[build.__name__ for build in ABREAST])
def test_a_sheet_made_without_a_look_at_the_mapper_does(build: Callable[[], Ugly]) -> None:
    assert not faults(build())


def test_there_are_twenty() -> None:
    assert len(SHEETS) == 20
    assert len({build().data for build in SHEETS}) == 20
