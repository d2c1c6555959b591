"""Candidates in order: what the model of short forms gives each, and what the comparators say of the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from duijie.naming import letters as at
from duijie.naming.alignment import align, prior
from duijie.naming.comparators import Comparison, letters_in_order
from duijie.naming.letters import spoken
from duijie.naming.lexicon import lexicon
from duijie.naming.parts import NameParts, parse_name
from duijie.naming.policy import OTHERWISE, Verdict, decide
from duijie.registry.filters import Filters
from duijie.registry.indexing import Classes, Letters, letters_in
from duijie.registry.segment import LONGEST, SHORT, Segment

# A candidate must lead the next by so much of the score to stand alone.
LEAD: Final = 0.04
# Of a whole name: what being written alike is worth, from nothing alike to all.
WHOLE: Final = 16.0
# Of a short name: what saying all of the name is worth.
EQUAL: Final = 2.0
# What being alike is worth where the place must be left out for it.
PLACELESS: Final = 0.97
_IS_PLACE: Final = np.zeros(at.CLASSES, bool)
_IS_PLACE[list(at.PLACES)] = True
# Score of a name that only its letters speak for.
_LETTERS_ONLY: Final = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered name that the query can mean. ``score`` 0..1; ``verdict`` same or unsure; ``row`` in the source."""

    name: str
    credit_code: str
    source: str
    row: int
    score: float
    verdict: Verdict
    reasons: tuple[Comparison, ...]


class Ranked(NamedTuple):
    """A name in a segment; values tell only which is likelier."""

    value: float
    segment: Segment
    doc: int


def is_full(parts: NameParts) -> bool:
    """Whether a name is meant to be a whole one: it says its form in full, or is too long for a short one."""
    form = lexicon().forms.get(parts.legal_form.removeprefix("集团"))
    return len(spoken(parts)) > SHORT or (form is not None and not form.loose)


def ranked(
    segments: Sequence[Segment], parts: NameParts, filters: Filters | None, limit: int, *, full: bool
) -> list[Ranked]:
    """The names that ``parts`` can mean, best first; ``full``: see :func:`is_full`."""
    short = letters_in(spoken(parts)[:LONGEST])
    starts = prior(parts, full=full)
    asked = [(segment, docs) for segment in segments if len(docs := segment.candidates(parts, filters))]
    if not asked:
        return []
    wide = [segment.wide(docs) for segment, docs in asked]
    standing = np.concatenate([segment.array("standing")[docs] for segment, docs in asked])
    letters, classes = _stacked(wide)
    values = align(short, letters, classes) + starts[standing]
    of = np.repeat(np.arange(len(asked)), [len(docs) for _, docs in asked])
    numbers = np.concatenate([docs for _, docs in asked])
    best = np.lexsort((numbers, of, -values))[: 2 * limit]
    worth = values[best] + _likeness(parts, letters[best], classes[best], full=full)
    order = best[np.argsort(-worth, kind="stable")][:limit]
    worth = -np.sort(-worth)
    return [
        Ranked(value, asked[of[one]][0], int(numbers[one]))
        for one, value in zip(order.tolist(), worth.tolist(), strict=False)
    ]


def _likeness(query: NameParts, letters: Letters, classes: Classes, *, full: bool) -> npt.NDArray[np.float32]:
    """What names gain by being written like the query as a whole, place and all or without one that it leaves out.

    A full name is meant to be all of the name; of a short one only equality counts.
    """
    said = spoken(query)
    width = letters.shape[1]
    every = letters.tobytes().decode("utf-16-le", "replace")
    places = _IS_PLACE[classes].sum(axis=1).tolist()
    starts = (classes == at.PROVINCE).sum(axis=1).tolist()
    ends = (classes > 0).sum(axis=1).tolist()
    gains = np.zeros(len(letters), np.float32)
    for row, (start, place, end) in enumerate(zip(starts, places, ends, strict=True)):
        own = every[row * width + start : row * width + end]
        placeless = "" if query.place else own[place - start :]
        if full:
            alike = Levenshtein.normalized_similarity(said, own)
            without = PLACELESS * Levenshtein.normalized_similarity(said, placeless) if placeless else 0.0
            gains[row] = WHOLE * max(alike, without)
        elif said in (own, placeless):
            gains[row] = EQUAL
    return gains


def _stacked(tables: Sequence[tuple[Letters, Classes]]) -> tuple[Letters, Classes]:
    """Tables of different widths as one."""
    if len(tables) == 1:
        return tables[0]
    rows, columns = sum(len(one) for one, _ in tables), max(one.shape[1] for one, _ in tables)
    letters, classes = np.zeros((rows, columns), np.uint16), np.zeros((rows, columns), np.uint8)
    row = 0
    for some, kinds in tables:
        letters[row : row + len(some), : some.shape[1]] = some
        classes[row : row + len(some), : some.shape[1]] = kinds
        row += len(some)
    return letters, classes


def compared(query: NameParts, one: Ranked) -> Candidate | None:
    """What the comparators say; ``None`` where they know the two apart."""
    name = one.segment.name(one.doc)
    other = parse_name(name)
    first, second = sorted((query, other), key=lambda parts: (parts.plain, parts.raw))
    row, score, reasons = decide(first, second)
    verdict = row.verdict
    if row is OTHERWISE:
        letters = letters_in_order(query, other)
        if letters.answer == "no":
            return None
        verdict, score, reasons = Verdict.UNSURE, _LETTERS_ONLY * letters.score, (letters,)
    elif verdict is Verdict.DIFFERENT:
        return None
    return Candidate(
        name,
        one.segment.credit_code(one.doc),
        one.segment.source,
        one.segment.row(one.doc),
        round(score, 4),
        verdict,
        reasons,
    )


def descending(found: Sequence[Candidate]) -> list[Candidate]:
    """No score passes the one before it: the order says more than the comparators of one pair can."""
    most = 1.0
    capped = []
    for one in found:
        most = min(most, one.score)
        capped.append(one if one.score == most else replace(one, score=most))
    return capped


def stands_alone(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate is the same for certain and no other comes near it: else several are meant."""
    if not candidates or candidates[0].verdict is not Verdict.SAME:
        return False
    return (
        len(candidates) == 1
        or candidates[0].score == 1 > candidates[1].score
        or candidates[0].score - candidates[1].score >= LEAD
    )
