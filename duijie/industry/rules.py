"""Tables of the package: what a sign is worth, what makes a link strong, what follows for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table


@dataclass(frozen=True, slots=True)
class Worth:
    """What a sign is worth; see the head of ``placing.toml``."""

    placed: float
    perhaps: float
    fade: float
    code_exact: float
    code_coarse: float
    name_maker: float
    name_plain: float
    name_seller: float
    scope_makes: float
    scope_unsaid: float
    scope_sells: float
    scope_serves: float
    serves: float


@dataclass(frozen=True, slots=True)
class WorthRow:
    """A row of ``placing.toml``."""

    code: str
    placed: Decimal
    perhaps: Decimal
    fade: Decimal
    code_exact: Decimal
    code_coarse: Decimal
    name_maker: Decimal
    name_plain: Decimal
    name_seller: Decimal
    scope_makes: Decimal
    scope_unsaid: Decimal
    scope_sells: Decimal
    scope_serves: Decimal
    serves: Decimal


@cache
def worth() -> Worth:
    """What signs are worth, from the first row of ``placing.toml``."""
    row = table("duijie.industry", "placing", WorthRow)[0]
    return Worth(**{name: float(getattr(row, name)) for name in Worth.__slots__})


@dataclass(frozen=True, slots=True)
class Strength:
    """A row of ``strengths.toml``."""

    code: str
    name: Words
    light: str
    least: int
    quotient: Decimal
    present: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """A row of ``advice.toml``."""

    code: str
    act: str
    name: Words
    strengths: tuple[str, ...]
    why: Words
    sides: int = 0
    end: bool | None = None
    key: bool | None = None
    begun: bool | None = None
    leading: Decimal | None = None


@cache
def strengths() -> tuple[Strength, ...]:
    """How a link can stand, in the order in which it is asked. Raises :class:`~duijie.rulebook.WrongTable`."""
    rows = table("duijie.industry", "strengths", Strength)
    if rows[-1].least or rows[-1].quotient:
        raise WrongTable(
            "strengths.toml",
            len(rows),
            "the last row must fit every link",
            "Give it least = 0 and quotient = 0.",
        )
    return rows


@cache
def advices() -> tuple[Advice, ...]:
    """What can follow, in the order in which it is asked. Raises :class:`~duijie.rulebook.WrongTable`."""
    rows = table("duijie.industry", "advice", Advice)
    codes = [one.code for one in strengths()]
    for number, row in enumerate(rows, 1):
        for code in row.strengths:
            known("advice.toml", number, "strengths", code, codes)
    return rows
