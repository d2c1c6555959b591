"""Are these two names one organisation's? Proposals with reasons; a person decides.

``compare`` takes two names, ``propose`` finds the pairs worth a look in a list, ``match`` finds a name's
organisation among candidates and says outright when there is none or more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from duijie.naming.blocking import Index, blocked_pairs, may_be_abbreviation
from duijie.naming.comparators import Comparison
from duijie.naming.parts import NameParts, parse_name
from duijie.naming.policy import Verdict, decide

# The best candidate must lead the second by this much to be named alone.
LEAD = 0.04
# An unsure candidate must reach this score to be named alone.
LEAST_ALONE = 0.45


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names, a verdict, a score 0..1, the policy row that gave it, and what it rests on."""

    left: str
    right: str
    verdict: Verdict
    score: float
    row: str
    reasons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate stands out. Its verdict may still be ``unsure``."""

    name: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class SeveralMatches:
    """Candidates that the name alone cannot choose between, best first (a single weak one included)."""

    name: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No candidate is worth a look."""

    name: str


def compare(left: str, right: str) -> Proposal:
    """Verdict on two names. Verdict, score and reasons do not depend on their order."""
    return _compare(parse_name(left), parse_name(right))


def propose(names: Iterable[str], known: Iterable[str] = ()) -> list[Proposal]:
    """Pairs worth a person's look, best first: among ``names``, and of ``names`` with ``known``.

    Names already known are not compared with each other. A name given twice counts once.
    """
    fresh = tuple(map(parse_name, dict.fromkeys(names)))
    given = {parts.raw for parts in fresh}
    every = (*fresh, *(parse_name(name) for name in dict.fromkeys(known) if name not in given))
    pairs = {pair for pair in blocked_pairs(every) if pair[0] < len(fresh)}
    pairs.update(_abbreviated(every, len(fresh)))
    found = (_compare(every[i], every[j]) for i, j in pairs)
    worth = [one for one in found if one.verdict is not Verdict.DIFFERENT]
    return sorted(worth, key=lambda one: (-one.score, one.left, one.right))


def match(name: str, candidates: Iterable[str] | Index) -> Match | SeveralMatches | NoMatch:
    """The candidate that ``name`` stands for. Pass an :class:`Index` when asking more than once."""
    index = candidates if isinstance(candidates, Index) else Index(candidates)
    parts = parse_name(name)
    proposals = [_compare(parts, candidate) for candidate in index.candidates(parts)]
    worth = [one for one in proposals if one.verdict is not Verdict.DIFFERENT]
    if not worth:
        return NoMatch(name)
    worth.sort(key=lambda one: (-one.score, one.right))
    best = worth[0]
    alone = len(worth) == 1 or best.score - worth[1].score >= LEAD or best.score == 1
    if alone and (best.verdict is Verdict.SAME or best.score >= LEAST_ALONE):
        return Match(name, best)
    return SeveralMatches(name, tuple(worth))


def _compare(left: NameParts, right: NameParts) -> Proposal:
    first, second = sorted((left, right), key=lambda one: (one.plain, one.raw))
    row, score, reasons = decide(first, second)
    return Proposal(left.raw, right.raw, row.verdict, round(score, 4), row.name, reasons)


def _abbreviated(every: tuple[NameParts, ...], fresh: int) -> Iterator[tuple[int, int]]:
    """Pairs of a short name and what it may abbreviate, at least one of them fresh."""
    index = Index(parts.raw for parts in every)
    position = {parts.raw: at for at, parts in enumerate(every)}
    for at, parts in enumerate(every):
        if may_be_abbreviation(parts):
            for candidate in index.candidates(parts):
                pair = sorted((at, position[candidate.raw]))
                if pair[0] != pair[1] and pair[0] < fresh:
                    yield pair[0], pair[1]
