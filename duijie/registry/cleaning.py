"""Rows as given become rows of the registry, or are refused with reasons; a whole part at a time.

A credit code that is wrong refuses nothing: the enterprise exists whatever was typed. Refused are rows that name
nobody, and rows whose cells stand in columns not their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from duijie.kernel.words import Words
from duijie.registry import cells
from duijie.registry.code_columns import are_credit_codes, are_old_numbers, folded
from duijie.registry.columns import COLUMNS, TARGETS, WrongMapping, words
from duijie.registry.layout import Mapped

LONGEST_NAME: Final = 200
"""Characters of a name; what is longer is a sentence."""
REASONS: Final[Mapping[str, Words]] = {
    "no_name": Words("没有名称", "it has no name"),
    "no_letter": Words("名称中没有文字", "its name holds no letter"),
    "long_name": Words(f"名称超过{LONGEST_NAME}个字", f"its name has more than {LONGEST_NAME} characters"),
    "lost_bytes": Words("名称中有无法解码的字符", "its name holds characters that could not be decoded"),
    "shifted": Words("单元格错列", "its cells stand in the wrong columns"),
    "cells": Words("单元格数与表头不符", "it has not as many cells as the head"),
    "duplicate": Words("与前面的行重复", "it says what an earlier row says"),
}
"""Why a row is not taken, by code."""
REMARKS: Final[Mapping[str, Words]] = {
    "wrong_code": Words("信用代码有误，原样保留", "wrong codes, kept as given"),
    "no_code": Words("没有代码", "without a code"),
    "day_unread": Words("日期无法识别", "days that cannot be read"),
    "capital_unread": Words("注册资本无法折算为元", "capital not told in yuan"),
}
"""What is noted of rows that name an enterprise, by code."""
_CODE: Final = r"^[0-9A-Z]{8,20}$"
_NUMERAL: Final = r"[0-9一二三四五六七八九十百千万亿零壹贰叁肆伍陆柒捌玖拾佰仟]"
_ENOUGH: Final = 10
"""Stated cells from which on a column is judged by what it holds."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A part: the rows to take in the columns of the registry, and the others (row, code, reasons)."""

    taken: pl.DataFrame
    refused: pl.DataFrame
    counts: Mapping[str, int]


def clean(rows: pl.DataFrame, mapping: Sequence[Mapped]) -> Cleaned:
    """``rows``: ``row`` and the file's columns as text, under their heads."""
    tidied = _judged(_read(_tidied(rows, mapping), mapping))
    code = _codes(tidied["given"], tidied["old"])
    tidied = tidied.with_columns(**code)
    tidied = tidied.with_columns(
        division=pl.when(pl.col("credit_code") != "")
        .then(pl.col("credit_code").str.slice(2, 6))
        .when(pl.col("division").str.contains("^[0-9]{6}"))
        .then(pl.col("division").str.slice(0, 6))
        .otherwise(pl.lit(""))
    )
    good = tidied.filter(pl.col("code").is_null())
    counts = good.select(
        wrong_code=((pl.col("code_as_given") != "") & (pl.col("credit_code") == "") & (pl.col("old_number") == "")).sum(),
        no_code=((pl.col("given") == "") & (pl.col("old") == "")).sum(),
        day_unread=((pl.col("day") != "") & pl.col("registered_on").is_null()).sum(),
        capital_unread=((pl.col("capital") != "") & pl.col("capital_yuan").is_null()).sum(),
    ).row(0, named=True)  # fmt: skip
    bad = tidied.filter(pl.col("code").is_not_null()).select("row", "code")
    return Cleaned(
        good.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items()),
        with_reasons(bad),
        {key: number for key, number in counts.items() if number},
    )


def with_reasons(refused: pl.DataFrame) -> pl.DataFrame:
    """``row`` and ``code`` with the reasons in both languages."""
    return refused.with_columns(
        reason_zh=pl.col("code").replace_strict({key: one.zh for key, one in REASONS.items()}, return_dtype=pl.String),
        reason_en=pl.col("code").replace_strict({key: one.en for key, one in REASONS.items()}, return_dtype=pl.String),
    )  # fmt: skip


def check_mapping(rows: pl.DataFrame, mapping: Sequence[Mapped], *, file: str) -> None:
    """Raises :class:`WrongMapping` where a column does not hold what it is mapped to: the first rows tell."""
    held = {one.target: one.column for one in mapping}
    tidied = _read(_tidied(rows, mapping), mapping)
    for target, fits in (
        ("name", _is_name(pl.col("name"))),
        ("credit_code", folded_expr("given").str.contains(r"^[0-9A-Z]{8,20}$")),
        ("registered_on", pl.col("registered_on").is_not_null()),
        ("capital", pl.col("capital").str.contains(_NUMERAL)),
        ("province", _is_province(pl.col("province"))),
    ):
        if target not in held:
            continue
        source = {"credit_code": "given", "registered_on": "day"}.get(target, target)
        stated = tidied.filter(pl.col(source) != "")
        right = stated.select(fits.sum()).item() or 0
        if (len(stated) >= _ENOUGH and right * 2 < len(stated)) or (target == "name" and not right):
            example = stated.filter(~fits)[source].head(3).to_list()
            shown = ", ".join(repr(one[:30]) for one in example) or "nothing"
            reason = f"the column {held[target]!r} is taken for {target}, but it holds {shown}"
            otherwise = "" if target == "name" else f", or leave it out with --map {target}="
            raise WrongMapping(file, reason, f"Name another with --map {target}=COLUMN{otherwise}")


def folded_expr(column: str) -> pl.Expr:
    """:func:`~duijie.registry.code_columns.folded` of a column."""
    return pl.col(column).map_batches(folded, return_dtype=pl.String)


def _tidied(rows: pl.DataFrame, mapping: Sequence[Mapped]) -> pl.DataFrame:
    held = {one.target: one.column for one in mapping}
    return rows.select(
        pl.col(" row").alias("row"),
        *(
            (cells.tidy(pl.col(held[target])) if target in held else pl.lit("")).alias(target)
            for target in TARGETS
        ),
    )


def _read(tidied: pl.DataFrame, mapping: Sequence[Mapped]) -> pl.DataFrame:
    unit = next((one.unit for one in mapping if one.target == "capital"), "")
    printed, yuan = cells.capital(pl.col("sum"), unit, pl.col("currency"))
    given = tidied.rename(
        {"credit_code": "given", "old_number": "old", "registered_on": "day", "capital": "sum"}
    )
    dated = cells.by_value(given, ["day"], registered_on=cells.day(pl.col("day")))
    return cells.by_value(dated, ["sum", "currency"], capital=printed, capital_yuan=yuan)


def _judged(tidied: pl.DataFrame) -> pl.DataFrame:
    """With ``code``: why a row is refused, or null."""
    name = pl.col("name")
    return tidied.with_columns(
        code=pl.when(name == "")
        .then(pl.lit("no_name"))
        .when(~name.str.contains(r"\p{L}"))
        .then(pl.lit("no_letter"))
        .when(name.str.contains("\ufffd"))
        .then(pl.lit("lost_bytes"))
        .when(name.str.len_chars() > LONGEST_NAME)
        .then(pl.lit("long_name"))
        .when(_is_shifted())
        .then(pl.lit("shifted"))
    )


def _is_shifted() -> pl.Expr:
    """A province that is none, or two other cells that cannot be what their columns hold."""
    place = r"[0-9]"
    odd = (
        pl.col("kind").str.contains(r"[0-9０-９]"),
        (pl.col("capital") != "") & ~pl.col("capital").str.contains(_NUMERAL),
        pl.col("city").str.contains(place) & ~pl.col("city").str.contains("^[0-9]{2,12}$"),
        pl.col("county").str.contains(place) & ~pl.col("county").str.contains("^[0-9]{2,12}$"),
        (pl.col("day") != "") & ~pl.col("day").str.contains(r"[0-9０-９]"),
        pl.col("given").str.contains(r"\p{Han}"),
        pl.col("status").str.len_chars() > 40,
    )
    no_province = (pl.col("province") != "") & ~_is_province(pl.col("province"))
    return no_province | (pl.sum_horizontal(one.cast(pl.UInt8) for one in odd) >= 2)


def _is_province(text: pl.Expr) -> pl.Expr:
    names = "|".join(words("provinces")["names"])
    return text.str.contains(rf"^(?:{names})|^(?:[1-8][0-9])(?:[0-9]{{4}}|[0-9]{{10}})?$")


def _is_name(text: pl.Expr) -> pl.Expr:
    return text.str.contains(r"\p{L}") & ~text.str.to_uppercase().str.contains(
        _CODE + r"|^[0-9A-Z]{0,3}[0-9]{6}"
    )


def _codes(given: pl.Series, old: pl.Series) -> dict[str, pl.Series]:
    """The columns of codes: what is right under its own head, what is not beside it, letter for letter."""
    codes, numbers = folded(given), folded(old)
    credit, number, elsewhere = are_credit_codes(codes), are_old_numbers(codes), are_old_numbers(numbers)
    # A credit code may have been typed under the head of the older number.
    swapped = are_credit_codes(numbers) & ~credit
    frame = pl.DataFrame(
        {"given": given, "old": old, "codes": codes, "numbers": numbers, "credit": credit, "number": number,
         "elsewhere": elsewhere, "swapped": swapped}
    )  # fmt: skip
    frame = frame.with_columns(
        credit_code=pl.when("credit").then("codes").when("swapped").then("numbers").otherwise(pl.lit("")),
        old_number=pl.when("elsewhere").then("numbers").when("number").then("codes").otherwise(pl.lit("")),
    )
    rest = [
        pl.when(~pl.col(text).is_in([""]) & (pl.col(text) != pl.col("credit_code")) & (pl.col(text) != pl.col("old_number")))
        .then(pl.col(text))
        .otherwise(pl.lit(""))
        for text in ("given", "old")
    ]  # fmt: skip
    frame = frame.with_columns(code_as_given=pl.concat_str(*rest, separator=" ").str.strip_chars(" "))
    return {key: frame[key] for key in ("credit_code", "old_number", "code_as_given")}
