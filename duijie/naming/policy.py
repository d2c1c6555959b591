"""The policy: which answers give which verdict. One table, read from the top; the first row that fits decides.

A row names the answers it wants to some questions. Its score runs from ``low`` to ``high`` with the mean
score of the answers to ``weighed``. Questions are asked only when a row wants them, so the rows that settle
most pairs stand first. Whatever fits no row is different.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from duijie.naming.comparators import QUESTIONS, Comparison
from duijie.naming.parts import NameParts


class Verdict(StrEnum):
    """``SAME`` is a proposal to a person; ``UNSURE`` is worth a look; ``DIFFERENT`` is neither."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Row:
    """If each question in ``when`` has one of the answers beside it, then ``verdict``.

    ``when`` reads ``question=answer,answer question=answer``; ``ok`` and ``our`` stand for the lists below.
    """

    name: str
    verdict: Verdict
    low: float
    high: float
    when: str
    weighed: str = ""

    @property
    def wanted(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """``when`` as pairs of question and accepted answers."""
        pairs = (pair.split("=") for pair in self.when.split())
        return tuple((q, frozenset((GROUPS.get((q, a), a)).split(","))) for q, a in pairs)


GROUPS = {
    ("place", "ok"): "none,same,within,missing",
    ("form", "ok"): "same,agrees,missing,converted",
    ("brand", "our"): "same,same_two",
    ("kind", "ok"): "same,unknown,compatible",
}
SAME, UNSURE, DIFFERENT = Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT
FOUR = "place brand trade form"

# fmt: off
POLICY: tuple[Row, ...] = (
    # what settles a pair by itself
    Row("empty", DIFFERENT, 0, 0, "identity=empty"),
    Row("equal", SAME, 1, 1, "identity=same"),
    Row("place before it", SAME, 0.9, 0.9, "identity=placed"),
    Row("two swapped", UNSURE, 0.65, 0.65, "identity=swapped branch=differs"),
    Row("branch", DIFFERENT, 0, 0, "branch=one,differs"),
    Row("known short form", SAME, 0.96, 0.96, "alias=known"),
    Row("ambiguous short form", UNSURE, 0.6, 0.6, "alias=ambiguous"),
    Row("two known", DIFFERENT, 0, 0, "alias=two_known"),
    Row("kind", DIFFERENT, 0, 0, "kind=differs"),
    Row("place", DIFFERENT, 0, 0.3, "place=differs", "brand"),
    Row("numerals", DIFFERENT, 0, 0, "numerals=differs"),
    Row("campus", DIFFERENT, 0, 0, "brackets=differs"),
    # what keeps a pair that agrees otherwise from being proposed
    Row("one ordinal, one brand", UNSURE, 0.3, 0.5, "numerals=one_sided brand=same,same_two,none,slip", FOUR),
    Row("one ordinal, short form", UNSURE, 0.25, 0.5, "numerals=one_sided abbreviation=fits place=ok kind=ok", "abbreviation"),
    Row("one ordinal", DIFFERENT, 0, 0, "numerals=one_sided"),
    Row("one campus", UNSURE, 0.4, 0.6, "brackets=one brand=same,same_two,none trade=none,same", FOUR),
    Row("other ending", UNSURE, 0.3, 0.5, "kind=ending_differs brand=same,same_two,order place=ok", FOUR),
    Row("other ending and brand", DIFFERENT, 0, 0, "kind=ending_differs"),
    # the same, more or less fully written
    Row("all agrees", SAME, 0.85, 0.99, "brand=our place=same,none trade=same,none form=ok", FOUR),
    Row("place left out", SAME, 0.8, 0.95, "brand=our place=within,missing trade=same form=ok", FOUR),
    Row("trade shortened", SAME, 0.78, 0.93, "brand=our place=ok trade=shortened form=ok", FOUR),
    Row("telling brand", SAME, 0.75, 0.92, "brand=same place=ok trade=missing,none form=ok", FOUR),
    Row("brand and form", SAME, 0.72, 0.88, "brand=same_two place=ok trade=missing,none form=agrees", FOUR),
    Row("place and trade", SAME, 0.8, 0.95, "brand=none place=same trade=same,none form=ok kind=ok", FOUR),
    Row("order", SAME, 0.75, 0.93, "brand=order place=ok kind=same form=ok", "place brand form"),
    # worth a person's look
    Row("common brand", UNSURE, 0.5, 0.75, "brand=same_two place=ok trade=missing,none", FOUR),
    Row("other form", UNSURE, 0.45, 0.7, "brand=our place=ok trade=same,shortened,missing,none", FOUR),
    Row("trade overlaps", UNSURE, 0.35, 0.6, "brand=our place=ok trade=overlaps", FOUR),
    Row("unclear place", UNSURE, 0.35, 0.6, "brand=our place=unclear trade=same,shortened,none form=ok", FOUR),
    Row("order of two", UNSURE, 0.4, 0.6, "brand=order,order_short place=ok", "brand place form"),
    Row("slip", UNSURE, 0.4, 0.7, "brand=slip place=ok kind=same,unknown form=ok", "brand place form"),
    Row("sounds alike", UNSURE, 0.4, 0.65, "brand=sounds place=ok kind=same,unknown form=ok trade=same,none,missing,shortened", FOUR),
    Row("no brand", UNSURE, 0.4, 0.7, "brand=none place=same,within trade=shortened form=ok", FOUR),
    Row("short form", UNSURE, 0.25, 0.8, "abbreviation=fits place=ok kind=ok", "abbreviation"),
)
# fmt: on
OTHERWISE = Row("otherwise", DIFFERENT, 0, 0.25, "", FOUR)
_EVERY_ROW = (1 << len(POLICY)) - 1


def _rows_by_answer() -> Mapping[str, tuple[int, Mapping[str, int]]]:
    """For each question the rows that do not ask it, and for each answer the rows that it fits, as bits."""
    free: dict[str, int] = dict.fromkeys(QUESTIONS, _EVERY_ROW)
    fits: dict[str, dict[str, int]] = {question: {} for question in QUESTIONS}
    for place, row in enumerate(POLICY):
        for question, answers in row.wanted:
            free[question] &= ~(1 << place)
            for answer in answers:
                fits[question][answer] = fits[question].get(answer, 0) | 1 << place
    return {question: (free[question], fits[question]) for question in QUESTIONS}


_ROWS = _rows_by_answer()
_WANTED = tuple(tuple(question for question, _ in row.wanted) for row in POLICY)
_WEIGHED = {row.name: tuple(row.weighed.split()) for row in (*POLICY, OTHERWISE)}


def decide(a: NameParts, b: NameParts) -> tuple[Row, float, tuple[Comparison, ...]]:
    """The row that fits, its score for this pair, and the comparisons it rests on.

    Each question is asked once at most; an answer strikes out all rows that want another.
    """
    asked: dict[str, Comparison] = {}
    left = _EVERY_ROW
    row = OTHERWISE
    wanted: tuple[str, ...] = ()
    while left:
        place = (left & -left).bit_length() - 1
        for question in _WANTED[place]:
            if question not in asked:
                answer = asked[question] = QUESTIONS[question](a, b)
                free, fits = _ROWS[question]
                left &= free | fits.get(answer.answer, 0)
                if not left >> place & 1:
                    break
        else:
            row, wanted = POLICY[place], _WANTED[place]
            break
    weighed = _WEIGHED[row.name]
    for question in weighed:
        if question not in asked:
            asked[question] = QUESTIONS[question](a, b)
    share = sum(asked[question].score for question in weighed) / len(weighed) if weighed else 0.0
    consulted = dict.fromkeys((*wanted, *weighed))
    return row, row.low + (row.high - row.low) * share, tuple(asked[question] for question in consulted)
