"""Two readers over one text: where they agree, where only one found something, where they differ.

What both found is worth less of a person's time than what only one found, and least certain is what they read
differently at the same place. A pair is two findings of one kind whose spans overlap and that share a field of
:data:`TELLING`: the name of the thing, a party, the printed number. A code, a period or a subject makes no pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from duijie.kernel.quantity import Quantity
from duijie.reading.kinds import LISTS, kind_of
from duijie.reading.statement import Found, Reader

TELLING = frozenset({"name", "title", "parties", "host", "partner", "channels", "quantity", "investment"})
LONGEST_RULE = 80
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Differing:
    """Two findings about one thing, and the fields on which they differ."""

    first: Found
    second: Found
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Two readings side by side. ``agreed`` holds both sides' finding, equal in every field."""

    agreed: tuple[tuple[Found, Found], ...]
    only_first: tuple[Found, ...]
    only_second: tuple[Found, ...]
    differing: tuple[Differing, ...]

    def merged(self) -> tuple[Found, ...]:
        """Everything found, in the order of places.

        What both found stands once, as the first reader has it, under the rule ``both:<first's rule>``;
        where they differ both stand, each under its own rule, for a person to choose.
        """
        both = [replace(first, rule=f"both:{first.rule}"[:LONGEST_RULE]) for first, _ in self.agreed]
        sides = [one for pair in self.differing for one in (pair.first, pair.second)]
        every = [*both, *self.only_first, *self.only_second, *sides]
        return tuple(sorted(every, key=lambda one: (one.span, one.rule)))


def compare(a: Sequence[Found], b: Sequence[Found]) -> Together:
    """Pair what two readers found in the same text; each finding is in at most one pair, the likest first."""
    candidates = []
    for i, first in enumerate(a):
        for j, second in enumerate(b):
            likeness = _likeness(first, second)
            if likeness is not None:
                candidates.append((*likeness, i, j))
    agreed, differing = [], []
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    # Fewest differences first, then most in common, then the longest overlap.
    for differences, _, _, i, j in sorted(candidates, key=lambda c: (len(c[0]), c[1], c[2], c[3], c[4])):
        if i not in free_a or j not in free_b:
            continue
        free_a.discard(i)
        free_b.discard(j)
        if differences:
            differing.append(Differing(a[i], b[j], differences))
        else:
            agreed.append((a[i], b[j]))
    return Together(
        agreed=tuple(sorted(agreed, key=lambda pair: pair[0].span)),
        only_first=tuple(a[i] for i in sorted(free_a)),
        only_second=tuple(b[j] for j in sorted(free_b)),
        differing=tuple(sorted(differing, key=lambda pair: pair.first.span)),
    )


@dataclass(frozen=True, slots=True)
class TogetherReader:
    """Two readers as one, usually the rules and a model. Neither's failure is hidden: it raises as they do."""

    first: Reader
    second: Reader

    @property
    def name(self) -> str:
        """Both names, joined by ``+``."""
        return f"{self.first.name}+{self.second.name}"[:LONGEST_NAME]

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """:meth:`Together.merged` of both readings."""
        return self.compare(text, dated_on).merged()

    def compare(self, text: str, dated_on: date | None = None) -> Together:
        """Both readings side by side."""
        return compare(self.first.find(text, dated_on=dated_on), self.second.find(text, dated_on=dated_on))


def _likeness(first: Found, second: Found) -> tuple[tuple[str, ...], int, int] | None:
    """Fields that differ, less what tells in common, less the overlap; ``None`` where the two are no pair."""
    kind = kind_of(first.said)
    if kind != kind_of(second.said) or not first.span.overlaps(second.span):
        return None
    differences, telling = [], 0
    for name in (one.name for one in fields(first.said)):
        ours, theirs = getattr(first.said, name), getattr(second.said, name)
        same = _same(name, ours, theirs)
        if not same:
            differences.append(name)
        telling += name in TELLING and bool(ours) and (same or _akin(ours, theirs))
    if differences and not telling:
        return None
    overlap = min(first.span.end, second.span.end) - max(first.span.start, second.span.start)
    return tuple(differences), -telling, -overlap


def _same(name: str, ours: Any, theirs: Any) -> bool:
    if isinstance(ours, Quantity) and isinstance(theirs, Quantity):
        return replace(ours, words="") == replace(theirs, words="")
    return set(ours) == set(theirs) if name in LISTS else bool(ours == theirs)


def _akin(ours: Any, theirs: Any) -> bool:
    """Whether one name, or one number's words, holds the other, or two lists share a name."""
    if isinstance(ours, Quantity) and isinstance(theirs, Quantity):
        ours, theirs = ours.words, theirs.words
    if isinstance(ours, str) and isinstance(theirs, str):
        return bool(ours and theirs) and (ours in theirs or theirs in ours)
    return isinstance(ours, tuple) and isinstance(theirs, tuple) and bool(set(ours) & set(theirs))
