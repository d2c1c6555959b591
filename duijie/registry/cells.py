"""Cells by the column: text tidied, days and sums of capital read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import polars as pl

from duijie.registry.columns import words

_EDGES: Final = "".join(
    map(chr, [*range(0x21), 0x7F, 0x85, 0xA0, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x3000, 0xFEFF])
)
_DAY: Final = (
    r"^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[T\s].*)?$",
    r"^((?:1[6-9]|20)[0-9]{2})([0-9]{2})([0-9]{2})$",
)
_SERIAL: Final = r"^([1-9][0-9]{4})(?:\.0+)?$"
_NUMBER: Final = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_SET_APART: Final = r"""[\s()\[\]【】〔〕"'“”:,整约计]+"""
FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2100


def tidy(text: pl.Expr) -> pl.Expr:
    """Without blanks at the ends, line breaks and a pair of quotation marks around all; empty for 'N/A' and its like."""
    bare = text.fill_null("").str.replace_all(r"[\x00-\x1f\x7f]+", " ").str.strip_chars(_EDGES)
    bare = bare.str.replace(r'^"([^"]*)"$', "$1").str.strip_chars(_EDGES)
    return bare.str.replace(_not_stated(), "")


def day(text: pl.Expr) -> pl.Expr:
    """The day: 1999-12-21, 1999/12/1, 19991221, 1999年12月21日, with or without a time, or a spreadsheet's number.

    Null where it is none, where no such day exists, and for a month or a year alone.
    """
    plain = text.str.normalize("NFKC").str.strip_chars()
    ways = [
        pl.concat_str(
            plain.str.extract(pattern, 1), pl.lit("-"), plain.str.extract(pattern, 2), pl.lit("-"),
            plain.str.extract(pattern, 3),
        ).str.to_date("%Y-%m-%d", strict=False)
        for pattern in _DAY
    ]  # fmt: skip
    # Spreadsheets count days from the last but one of 1899.
    serial = plain.str.extract(_SERIAL, 1).cast(pl.Int32)
    counted = pl.lit(-25569, pl.Int32) + serial
    found = pl.coalesce(*ways, counted.cast(pl.Date))
    return pl.when(found.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(found)


def capital(text: pl.Expr, unit: str, currency: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """A sum as printed, and the same in yuan.

    ``unit`` (万元) is what the column's head says and holds where the cell names no unit; a ``currency`` beside it
    is added as well. Yuan only where amount and currency are printed in one of the ways listed in
    ``lexicon/headers.toml``; an amount without currency (50万) is yuan, a number without unit is not known.
    """
    plain = text.str.normalize("NFKC").str.to_lowercase()
    number = plain.str.extract(f"({_NUMBER})", 1).str.replace_all(",", "").cast(pl.Float64, strict=False)
    own = plain.str.replace(_NUMBER, "").str.replace_all(_SET_APART, "")
    beside = currency.str.normalize("NFKC").str.to_lowercase().str.replace_all(_SET_APART, "")
    foreign = pl.when(beside.is_in(_yuan_words())).then(pl.lit("")).otherwise(beside)
    bare = (own == "") & number.is_not_null()
    stated = pl.when(bare).then(pl.lit(unit_text(unit))).otherwise(own) + foreign
    factor = stated.replace_strict(_factors(), default=None, return_dtype=pl.Float64)
    added = pl.lit(unit) + currency
    printed = pl.when(bare & (added != "")).then(text + "(" + added + ")").otherwise(text)
    return printed, number * factor


def by_value(frame: pl.DataFrame, columns: Sequence[str], **made: pl.Expr) -> pl.DataFrame:
    """``frame`` with columns made of ``columns`` alone, worked out once for every combination of their values."""
    worked = frame.select(columns).unique().with_columns(**made)
    return frame.join(worked, on=columns, how="left", maintain_order="left")


def unit_text(unit: str) -> str:
    """A unit as units are compared; the head's (人民币万元) and the cell's (万元(人民币)) alike."""
    plain: str = pl.select(
        pl.lit(unit).str.normalize("NFKC").str.to_lowercase().str.replace_all(_SET_APART, "")
    ).item()
    return plain


def is_unit(unit: str) -> bool:
    """Whether sums in ``unit`` can be told in yuan."""
    return unit_text(unit) in _factors()


@cache
def _factors() -> Mapping[str, float]:
    """Every way to print a unit of yuan, and how many yuan it is."""
    known = words("capital")
    ways: dict[str, float] = {}
    for amount, factor in known["amounts"].items():
        for yuan in ["", *known["yuan"]]:
            for way in [
                amount + yuan,
                yuan + amount,
                *(before + amount + yuan for before in known["before"]),
            ]:
                ways[way] = float(factor)
    del ways[""]
    return ways


@cache
def _not_stated() -> str:
    """A pattern of the cells that say that nothing is stated."""
    return f"(?i)^(?:{'|'.join(map(re.escape, words('not_stated')['cells']))})$"


def _yuan_words() -> list[str]:
    return [*words("capital")["yuan"], "156", "人民币元"]
