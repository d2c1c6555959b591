"""What a list is that goes out, and how its values are written in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.writing import OutColumn
from duijie.kernel.words import Words

UNITS: Final = {"m2": "平方米", "t": "吨", "kVA": "千伏安", "m3": "立方米", "kWh": "千瓦时", "emission": "吨"}
CURRENCIES: Final = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
WAN: Final = Decimal(10_000)
AT_ONCE: Final = 1000
"""Rows that one query asks for."""
Rows = Iterator[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class List:
    """A list. ``codes`` name its columns one by one; ``rows`` takes the filters of its page, ``None`` for all."""

    code: str
    title: Words
    columns: Callable[[], Sequence[OutColumn]]
    codes: Callable[[], Sequence[str]]
    rows: Callable[[Any, Actor, date], Rows]


def of_fields(
    fields: Callable[[], Sequence[Field]],
) -> tuple[Callable[[], list[OutColumn]], Callable[[], list[str]]]:
    """Columns and codes of a list whose sheet comes in again: the heads are the words that are read."""
    return (
        lambda: [OutColumn(head(field), field.holds) for field in fields()],
        lambda: [field.target for field in fields()],
    )


def of_table(
    *told: tuple[str, Words, str],
) -> tuple[Callable[[], list[OutColumn]], Callable[[], list[str]]]:
    """Columns and codes written down as code, head, what it holds."""
    return (
        lambda: [OutColumn(words.zh, holds) for _, words, holds in told],
        lambda: [code for code, _, _ in told],
    )


def head(field: Field) -> str:
    """The head of a field with its unit."""
    if field.holds == "money":
        return f"{field.name.zh}（万元）"
    unit = UNITS.get(field.unit, "")
    return f"{field.name.zh}（{unit}）" if unit else field.name.zh


def money(told: tuple[Decimal, str] | None) -> Any:
    """An amount as a cell: a number of 万元, or words with the currency where it is another."""
    if told is None:
        return None
    number, currency = told
    if currency == "CNY":
        return number / WAN
    return f"{(number / WAN).normalize():f}万{CURRENCIES.get(currency, currency)}"


def wan(yuan: Decimal | None) -> Decimal | None:
    """Yuan in 万元."""
    return None if yuan is None else yuan / WAN
