"""Ranks said of names whose numbers stand in the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.lexicon import words
from duijie.proofing.numbers import Doubt, Number, Sentence
from duijie.reading.numerals import chinese

_NAME_END: Final = re.compile(
    r"(?:共|新|已|累计|分别|今年以来|签约|完成|实现|达到?|有|为|引进|到位|落地|开工|项目|企业|资金|投资|总|的|数|额|产值|税收)+$"
)
_NUMERAL: Final = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A name with its number."""

    name: str
    number: Number
    place: Span


def ranks(sentence: Sentence) -> Iterator[Doubt]:
    """Ranks that the numbers of the sentence do not give. Ties share the better rank."""
    listed = _longest_list(sentence)
    if len(listed) < 2:
        return
    for place, rank, from_behind in _said(sentence.text):
        clause = re.split(r"[，,；;、。（(]", sentence.text[: place.start])[-1]
        about = [one for one in listed if one.name in clause]
        if not about:
            continue
        one = max(about, key=lambda each: len(each.name))
        value = one.number.quantity.number
        others = [each.number.quantity.number for each in listed]
        ahead = sum(each < value if from_behind else each > value for each in others)
        ties = sum(each == value for each in others)
        if not ahead < rank <= ahead + ties:
            yield _wrong(sentence, one, place, listed, rank, from_behind)


def _longest_list(sentence: Sentence) -> list[Listed]:
    """Names with numbers of one unit, as they follow each other."""
    best: list[Listed] = []
    for unit in {one.unit for one in sentence.numbers} - {"percent"}:
        found: dict[str, Listed] = {}
        for one in sentence.numbers:
            name = _NAME_END.sub("", one.lead.split("和")[-1].split("其中")[-1].strip())
            if one.unit == unit and len(name) >= _SHORTEST and one.quantity.is_exact:
                found.setdefault(name, Listed(name, one, one.span))
        if len(found) > len(best):
            best = list(found.values())
    return best


def _said(text: str) -> Iterator[tuple[Span, int, bool]]:
    """Where a rank is said, which, and whether it counts from the last."""
    table = words()
    for code, behind in (("first", False), ("last", True)):
        for hit in table[code].finditer(text):
            yield Span(*hit.span()), 1, behind
    placed = re.compile(
        rf"(?:{table['place'].pattern})[^，。；第倒]{{0,6}}(?P<back>倒数)?第{_NUMERAL}(?:位|名)?"
    )
    for hit in placed.finditer(text):
        if any(table[code].match(text, hit.start()) for code in ("first", "last")):
            continue
        rank = int(hit["n"]) if hit["n"].isdigit() else int(chinese(hit["n"]))
        if not re.search(r"全[市省国区]|周边|同类", hit.group()):
            yield Span(*hit.span()), rank, bool(hit["back"])


def _wrong(
    sentence: Sentence, one: Listed, place: Span, listed: list[Listed], rank: int, from_behind: bool
) -> Doubt:
    ordered = sorted(listed, key=lambda each: each.number.quantity.number, reverse=not from_behind)
    values: list[Decimal] = [each.number.quantity.number for each in ordered]
    true = values.index(one.number.quantity.number) + 1
    order = "、".join(f"{each.name}{each.number.words}" for each in ordered)
    back = ("倒数", " from the last") if from_behind else ("", "")
    return sentence.doubt(
        "rank", place,
        Words(
            f"按所列数字，{one.name}居{back[0]}第{true}（{order}），文中为第{rank}",
            f"by the numbers listed {one.name} is number {true}{back[1]} ({order}); the text says {rank}",
        ),
    )  # fmt: skip
