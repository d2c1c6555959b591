"""Scorecards and how members' sheets add up: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, in_force, table
from duijie.vetting.types import WrongScore


@dataclass(frozen=True, slots=True)
class Item:
    """What is scored, and the most points it gives."""

    code: str
    name: Words
    points: Decimal


@dataclass(frozen=True, slots=True)
class Veto:
    """What ends a vetting whatever the points."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A scorecard; see the head of ``scorecards.toml``."""

    code: str
    name: Words
    total: Decimal
    least: Decimal
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]
    effective_from: date
    effective_until: date | None = None

    def checked(self, points: Mapping[str, Decimal], vetoes: Iterable[str]) -> None:
        """Every item is scored, none above its most, and vetoes are known. Raises :class:`WrongScore`."""
        most = {item.code: item.points for item in self.items}
        if set(points) != set(most):
            raise WrongScore(
                f"每项都要打分，且只打一次：{'、'.join(most)}。", f"Score every item once: {', '.join(most)}."
            )
        for code, given in points.items():
            if not 0 <= given <= most[code]:
                raise WrongScore(
                    f"{code}：{given} 分；应在 0 到 {most[code]} 之间。",
                    f"{code}: {given} points; it gives 0 to {most[code]}.",
                )
        known = [veto.code for veto in self.vetoes]
        for code in vetoes:
            if code not in known:
                raise WrongScore(
                    f"没有否决项“{code}”，可选：{'、'.join(known)}。",
                    f"There is no veto {code!r}; there are {', '.join(known)}.",
                )


@cache
def scorecards() -> tuple[Scorecard, ...]:
    """The table. Raises :class:`duijie.rulebook.WrongTable` where the items do not sum to the total."""
    rows = table("duijie.vetting", "scorecards", Scorecard)
    for number, row in enumerate(rows, 1):
        if sum(item.points for item in row.items) != row.total:
            raise WrongTable(
                "scorecards.toml", number, f"the items do not sum to {row.total}", "Mend the points."
            )
    return rows


def scorecard(code: str, day: date) -> Scorecard:
    """The scorecard of this code on a day. Raises :class:`WrongScore`."""
    found = [row for row in in_force(scorecards(), day) if row.code == code]
    if not found:
        raise WrongScore(
            f"{day} 没有评分表“{code}”，可选：{'、'.join({r.code for r in scorecards()})}。",
            f"There is no scorecard {code!r} on {day}; there are {', '.join({r.code for r in scorecards()})}.",
        )
    return found[-1]


def mean(sheets: Sequence[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    """The members' mean points by item, to two places."""
    if not sheets:
        return {}
    return {
        code: (sum((sheet[code] for sheet in sheets), Decimal(0)) / len(sheets)).quantize(Decimal("0.01"))
        for code in sheets[0]
    }


def hindrance(card: Scorecard, score: Decimal | None, vetoes: Sequence[Words]) -> Words | None:
    """Why a project cannot pass as it stands; ``None`` where it can."""
    if vetoes:
        return Words(
            f"一票否决：{'、'.join(veto.zh for veto in vetoes)}",
            f"vetoed: {', '.join(veto.en for veto in vetoes)}",
        )
    if score is None:
        return Words("还没有评分表", "there is no score sheet yet")
    if score < card.least:
        return Words(f"{score} 分，不到 {card.least} 分", f"{score} points, fewer than {card.least}")
    return None
