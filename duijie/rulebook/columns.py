"""Columns that a table describes: an office adds one there, and its values are checked by what the table says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duijie.kernel.words import Told, Words


class WrongValue(Told, ValueError):
    """A column, or a record, does not take this value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that a column takes, or a kind."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. ``number`` is its place there, ``home`` says where its values are kept.

    ``kind``: ``text choice number day flag unit``, or ``rows`` and ``derived``, which nobody fills in.
    """

    number: int
    code: str
    name: Words
    home: str
    kind: str
    unit: str = ""
    choices: tuple[Choice, ...] = ()

    def kept(self, value: Any) -> Any:
        """``value`` as it is kept: numbers and days as text, ``None`` for nothing said. Raises :class:`WrongValue`."""
        if self.kind == "flag":
            return bool(value)
        if value is None or value == "":
            return None
        match self.kind:
            case "number":
                return self._number(value)
            case "day":
                return self._day(value)
            case "choice":
                codes = [choice.code for choice in self.choices]
                if value not in codes:
                    raise WrongValue(
                        f"{self.name.zh}：“{value}”不在可选值中：{'、'.join(codes)}。",
                        f"{self.code}: {value!r} is not one of {', '.join(codes)}.",
                    )
                return value
            case "text":
                return str(value).strip()
        raise WrongValue(
            f"{self.name.zh}不能填写，它由其他记录得出。",
            f"{self.code} cannot be filled in: it follows from rows of its own.",
        )

    def _number(self, value: Any) -> str:
        try:
            number = Decimal(str(value))
        except ArithmeticError as wrong:
            raise WrongValue(
                f"{self.name.zh}：“{value}”不是数。", f"{self.code}: {value!r} is not a number."
            ) from wrong
        if not number.is_finite() or number < 0:
            raise WrongValue(
                f"{self.name.zh}：请填不为负的数，而不是“{value}”。",
                f"{self.code}: give a number that is finite and not negative, not {value!r}.",
            )
        return str(number)

    def _day(self, value: Any) -> str:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as wrong:
            raise WrongValue(
                f"{self.name.zh}：“{value}”不是日期，应如 2024-01-31。",
                f"{self.code}: {value!r} is not a day such as 2024-01-31.",
            ) from wrong


class WrongFields(ValueError):
    """Fields that do not take what was given: the reason of each in both languages, by the field's code."""

    def __init__(self, faults: Mapping[str, Words]) -> None:
        self.faults = dict(faults)
        super().__init__("; ".join(f"{code}: {why.en} / {why.zh}" for code, why in self.faults.items()))


def read_fields(
    columns: Iterable[Column], values: Mapping[str, Any], *, needed: Iterable[str] = ()
) -> dict[str, Any]:
    """``values`` as days, numbers and texts that a row keeps. Raises :class:`WrongFields` with all that is wrong.

    Fields that ``values`` leaves out stay out. A number that counts (``unit`` is ``count``) is whole.
    """
    by_code = {column.code: column for column in columns}
    faults = {code: UNKNOWN for code in values if code not in by_code}
    found: dict[str, Any] = {}
    for code in values.keys() - faults.keys():
        column = by_code[code]
        try:
            kept = column.kept(values[code])
        except WrongValue:
            faults[code] = _fault(column)
            continue
        if column.kind == "day":
            kept = None if kept is None else date.fromisoformat(kept)
        elif column.kind == "number" and kept is not None:
            kept = Decimal(kept)
            if column.unit == "count" and kept != int(kept):
                faults[code] = Words("要写整数", "write a whole number")
        elif column.kind in ("text", "choice"):
            kept = kept or ""
        found[code] = kept
    for code in needed:
        if code in values and code not in faults and found.get(code) in (None, ""):
            faults[code] = Words("必填", "fill this in")
    if faults:
        raise WrongFields(faults)
    return found


UNKNOWN = Words("没有这一项", "there is no such field")


def _fault(column: Column) -> Words:
    match column.kind:
        case "number":
            return Words("要写不小于零的数字", "write a number that is not negative")
        case "day":
            return Words("日期要写成 2024-01-31", "write the day as 2024-01-31")
    codes = ", ".join(choice.code for choice in column.choices)
    return Words(f"请从中选择：{codes}", f"choose one of: {codes}")


def fill(row: Any, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Put ``values`` on a database row that is then saved; old and new value by field, for the audit row.

    Raises :class:`WrongFields` for a text that is longer than its column.
    """
    faults, changed = {}, {}
    for code, value in values.items():
        longest = getattr(row._meta.get_field(code), "max_length", None)
        if longest and len(str(value or "")) > longest:
            faults[code] = Words(f"最多 {longest} 个字", f"{longest} characters are the most")
        held = getattr(row, code)
        if held != value:
            changed[code] = ["" if one is None else str(one) for one in (held, value)]
            setattr(row, code, value)
    if faults:
        raise WrongFields(faults)
    return changed
