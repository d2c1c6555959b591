"""Cells are read by the column as they would be one by one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.codes.credit import CreditCode, check_letter, is_old_number, organisation_check, read_credit_code
from duijie.codes.credit import folded as folded_one
from duijie.registry import cells
from duijie.registry.code_columns import are_credit_codes, are_old_numbers, folded

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "registry" / "cells.toml").read_text("utf-8"))


def named(case: dict[str, Any]) -> str:
    return str(case["given"])


@pytest.mark.parametrize("case", CASES["capital"], ids=named)
def test_capital_is_kept_as_printed_and_told_in_yuan_where_it_is_yuan(case: dict[str, Any]) -> None:
    frame = pl.DataFrame({"sum": [case["given"]], "currency": [case.get("currency", "")]})
    printed, yuan = cells.capital(pl.col("sum"), case.get("unit", ""), pl.col("currency"))
    kept, told = frame.select(printed.alias("kept"), yuan.alias("yuan")).row(0)
    assert kept == case.get("kept", case["given"])
    assert told == (pytest.approx(case["yuan"]) if "yuan" in case else None)


@pytest.mark.parametrize("case", CASES["day"], ids=named)
def test_a_day_is_read_in_any_spelling_or_not_at_all(case: dict[str, Any]) -> None:
    frame = pl.DataFrame({"day": [case["given"]]})
    assert frame.select(cells.day(pl.col("day"))).item() == case.get("day")


@pytest.mark.parametrize("case", CASES["tidy"], ids=named)
def test_a_cell_is_tidied_and_nothing_said_is_nothing(case: dict[str, Any]) -> None:
    frame = pl.DataFrame({"cell": [case["given"]]})
    assert frame.select(cells.tidy(pl.col("cell"))).item() == case["text"]


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Codes that are right, or nearly, in the ways they are typed."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    number = draw(st.text("0123456789ABCDEFGHIJKLMNPQRSTUVWXY", min_size=8, max_size=8))
    first = draw(st.sampled_from(["91", "92", "12", "N2", "51", "4Z"])) + draw(
        st.text("0123456789", min_size=6, max_size=6)
    )
    inner = draw(st.sampled_from([organisation_check(number), "X", "5"]))
    whole = first + number + inner
    if all(letter in letters for letter in whole):
        whole += draw(st.sampled_from([check_letter(whole), "0", "W"]))
    spelled = draw(
        st.sampled_from(
            [whole, whole.lower(), " " + whole, whole[:8] + "-" + whole[8:], whole + "0", whole[1:]]
        )
    )
    return draw(
        st.sampled_from([spelled, "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in spelled)])
    )


@given(st.lists(st.one_of(codes(), st.text(), st.text("0123456789XAB -—\x1c", max_size=20)), max_size=30))
def test_columns_of_codes_are_judged_as_single_codes_are(texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    plain = folded(column)
    assert plain.to_list() == [folded_one(text) for text in texts]
    assert are_credit_codes(plain).to_list() == [
        isinstance(read_credit_code(text), CreditCode) for text in texts
    ]


@given(st.lists(st.one_of(st.text("0123456789", min_size=15, max_size=15), st.text()), max_size=30))
def test_columns_of_old_numbers_are_judged_as_single_numbers_are(texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    assert are_old_numbers(folded(column)).to_list() == [is_old_number(text) for text in texts]
