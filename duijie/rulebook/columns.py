"""Columns that a table describes: an office adds one there, and its values are checked by what the table says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duijie.kernel.words import Words


class WrongValue(ValueError):
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
                    raise WrongValue(f"{self.code}: {value!r} is not one of {', '.join(codes)}.")
                return value
            case "text":
                return str(value).strip()
        raise WrongValue(f"{self.code} cannot be filled in: it follows from rows of its own.")

    def _number(self, value: Any) -> str:
        try:
            number = Decimal(str(value))
        except ArithmeticError as wrong:
            raise WrongValue(f"{self.code}: {value!r} is not a number.") from wrong
        if not number.is_finite() or number < 0:
            raise WrongValue(f"{self.code}: give a number that is finite and not negative, not {value!r}.")
        return str(number)

    def _day(self, value: Any) -> str:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as wrong:
            raise WrongValue(f"{self.code}: {value!r} is not a day such as 2024-01-31.") from wrong
