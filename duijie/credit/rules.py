"""Roles, default splits, and that shares make a whole: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.credit.types import WrongSplit
from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, in_force, known, table

WHOLE: Final = Decimal(100)
ROLES: Final[Mapping[str, Words]] = {
    "first_report": Words("首报", "first report"),
    "first_talk": Words("首谈", "first talk"),
    "landing": Words("落地", "landing"),
    "shared": Words("共享", "shared"),
    "assisting": Words("协助", "assisting"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A role's part."""

    role: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class SplitRule:
    """A default split; see the head of ``splits.toml``."""

    code: str
    name: Words
    shares: tuple[Part, ...]
    effective_from: date
    effective_until: date | None = None


@cache
def splits() -> tuple[SplitRule, ...]:
    """The table. Raises :class:`duijie.rulebook.WrongTable` where a split does not sum to 100."""
    rows = table("duijie.credit", "splits", SplitRule)
    for number, row in enumerate(rows, 1):
        for part in row.shares:
            known("splits.toml", number, "role", part.role, ROLES)
        if sum(part.percent for part in row.shares) != WHOLE:
            raise WrongTable("splits.toml", number, "the shares do not sum to 100", "Mend the percents.")
    return rows


def rule(code: str, day: date) -> SplitRule:
    """The default split of this code on a day. Raises :class:`WrongSplit`."""
    found = [row for row in in_force(splits(), day) if row.code == code]
    if not found:
        raise WrongSplit(
            f"{day} 没有规则“{code}”，可选：{'、'.join(row.code for row in splits())}。",
            f"There is no rule {code!r} on {day}; there are {', '.join(row.code for row in splits())}.",
        )
    return found[-1]


def checked(shares: Iterable[tuple[int, str, Decimal]]) -> None:
    """Unit, role and percent of each share: known roles, no unit twice in a role, 100 in all."""
    shares = list(shares)
    for _, role, percent in shares:
        if role not in ROLES:
            raise WrongSplit(
                f"没有角色“{role}”，可选：{'、'.join(ROLES)}。",
                f"There is no role {role!r}; there are {', '.join(ROLES)}.",
            )
        if percent <= 0:
            raise WrongSplit(
                "份额须大于零；没有份额的单位请去掉。",
                "A share is more than nothing; leave out who has none.",
            )
    if len({(unit, role) for unit, role, _ in shares}) != len(shares):
        raise WrongSplit(
            "同一单位在同一角色中出现两次，请合并份额。",
            "A unit stands twice in one role. Add its shares up.",
        )
    total = sum((percent for _, _, percent in shares), Decimal(0))
    if total != WHOLE:
        raise WrongSplit(f"份额合计为 {total}，不是 100。", f"The shares sum to {total}, not to 100.")
