"""How the links of a chain stand in a place, how far they rest on few enterprises, and what follows. Pure.

Concentration is the Herfindahl-Hirschman index: the sum of the squared shares in per cent, 0 to 10,000 (one enterprise).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duijie.industry.links.graph import Graph, Link
from duijie.industry.rules import Advice, Strength
from duijie.industry.types import LinkState
from duijie.kernel.words import Words

ENOUGH: Final = Decimal("0.5")
"""The share of a link's enterprises that must tell an amount before shares are worked out of it."""
_BASES: Final = {"output": Words("产值", "output"), "capital": Words("注册资本", "registered capital")}


@dataclass(frozen=True, slots=True)
class Weight:
    """An enterprise that is surely on a link, with what is known of its size, in yuan."""

    name: str
    output: Decimal | None = None
    capital: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is on a link; ``quotient`` is ``None`` where the place is no division of the registry."""

    sure: tuple[Weight, ...] = ()
    perhaps: int = 0
    quotient: Decimal | None = None


def states_of(
    graph: Graph, seen: Mapping[str, Seen], strengths: Sequence[Strength], advices: Sequence[Advice]
) -> dict[str, LinkState]:
    """The state of every link of a chain."""
    nobody = Seen()
    standing = {link.code: _strength(seen.get(link.code, nobody), strengths) for link in graph.links}
    present = {code for code, row in standing.items() if row.present}
    found = {}
    for link in graph.links:
        here, row = seen.get(link.code, nobody), standing[link.code]
        basis, told, hhi, leading = concentration(here.sure)
        around = tuple(
            tuple(one for one in side if one in present)
            for side in (link.upstream, graph.downstream[link.code])
        )
        advice = _advice(link, graph, row, around, bool(present), leading, advices)
        reasons = _reasons(graph, here, row, around, basis, leading)
        found[link.code] = LinkState(
            link.code, row.code, len(here.sure), here.perhaps, hhi, leading, basis, told,
            advice.code if advice else "", (*((advice.why,) if advice else ()), *reasons),
        )  # fmt: skip
    return found


def concentration(
    sure: Sequence[Weight],
) -> tuple[str, int, int | None, tuple[str, Decimal] | None]:
    """On what shares rest, how many tell it, the index, and the largest share; nothing where too few tell."""
    for basis in _BASES:
        told = [
            (one.name, amount) for one in sure if (amount := getattr(one, basis)) is not None and amount > 0
        ]
        if told and len(told) >= ENOUGH * len(sure):
            total = sum((amount for _, amount in told), Decimal(0))
            shares = [(name, amount / total) for name, amount in told]
            index = round(sum((share * 100) ** 2 for _, share in shares))
            return basis, len(told), index, max(shares, key=lambda one: one[1])
    return "", 0, None, None


def _strength(seen: Seen, strengths: Sequence[Strength]) -> Strength:
    count = len(seen.sure)
    return next(
        row
        for row in strengths
        if count >= row.least and (seen.quotient is None or seen.quotient >= row.quotient)
    )


def _advice(
    link: Link, graph: Graph, row: Strength, around: Sequence[Sequence[str]], begun: bool,
    leading: tuple[str, Decimal] | None, advices: Sequence[Advice],
) -> Advice | None:  # fmt: skip
    ends = not link.upstream or not graph.downstream[link.code]
    share = leading[1] if leading else Decimal(0)
    for one in advices:
        if (
            row.code in one.strengths
            and sum(map(bool, around)) >= one.sides
            and one.end in (None, ends)
            and one.key in (None, link.key)
            and one.begun in (None, begun)
            and (one.leading is None or share >= one.leading)
        ):
            return one
    return None


def _reasons(
    graph: Graph, seen: Seen, row: Strength, around: Sequence[Sequence[str]], basis: str,
    leading: tuple[str, Decimal] | None,
) -> list[Words]:  # fmt: skip
    count = len(seen.sure)
    found = [Words(f"{count}家企业（{row.name.zh}）", f"{count} on it ({row.name.en})")]
    if seen.quotient is not None:
        found.append(Words(f"区位商{seen.quotient:.2f}", f"location quotient {seen.quotient:.2f}"))
    for side, zh, en in zip(around, ("上游有", "下游有"), ("upstream", "downstream"), strict=True):
        if side:
            names = [graph.by_code[one].name for one in side]
            found.append(
                Words(zh + "、".join(one.zh for one in names), f"{en}: {', '.join(one.en for one in names)}")
            )
    if leading and count > 1:
        name, share = leading
        words = _BASES[basis]
        found.append(Words(f"{name}占{words.zh}的{share:.0%}", f"{name} has {share:.0%} of the {words.en}"))
    return found
