"""Which fields a return may ask for, when a change needs a reason, and how values read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

from duijie.exchange.kinds import fields_of
from duijie.exchange.sheets.fields import Field
from duijie.kernel.words import Words
from duijie.rulebook import table

MOST: Final = 12
"""Fields of one return: what fits on a page and a sheet of paper."""
_NOT_ASKED: Final = frozenset(
    {"code", "name", "unit", "stage", "stage_since", "confidential", "first_report_unit", "landing_unit"}
)


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """A row of ``reasons.toml``."""

    holds: str
    shrinks: bool
    times: int


@cache
def askable() -> dict[str, Field]:
    """The fields that a return may ask for: what a project's sheet and its agreed amounts say."""
    return {
        one.target: one
        for one in fields_of()["projects"]
        if one.target not in _NOT_ASKED and not one.target.startswith("stage_on.")
    }


@cache
def _reasons() -> dict[str, ReasonRule]:
    return {row.holds: row for row in table("duijie.returns", "reasons", ReasonRule)}


def wants_reason(field: Field, old: Any, new: Any) -> bool:
    """Whether a figure shrank or jumped so that somebody has to say why; never where one of the two is not said."""
    rule = _reasons().get(field.holds)
    was, now = number_in(old), number_in(new)
    if rule is None or was is None or now is None:
        return False
    return (rule.shrinks and now < was) or bool(rule.times and was and now > was * rule.times)


def number_in(value: Any) -> Decimal | None:
    """The number of a kept value: that of an amount with its currency, or the value itself; ``None`` for no number."""
    first = value[0] if isinstance(value, list | tuple) and value else value
    try:
        return None if first in (None, "") else Decimal(str(first))
    except InvalidOperation:
        return None


def shown(field: Field, value: Any) -> Words:
    """A kept value as it reads; a dash for nothing."""
    if value in (None, "", []):
        return Words("–", "–")
    if field.holds == "money":
        number, currency = value
        told = f"{(Decimal(number) / 10_000).normalize():f}"
        if currency == "CNY":
            return Words(f"{told} 万元", f"¥{Decimal(number):,.0f}")
        return Words(f"{told} 万{currency}", f"{currency} {Decimal(number):,.0f}")
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if field.holds == "choice":
        # The words of a code stand in the order Chinese, English, others.
        words = [word for word, code in field.choices.items() if code == value] or [str(value)]
        return Words(words[0], words[1] if len(words) > 1 else words[0])
    return Words(str(value), str(value))
