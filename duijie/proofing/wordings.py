"""How numbers are hedged: one hedge at a time, 余 and 多 after round tens, 近 and 超 on the right side of the number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from duijie.figures.wording import HEDGES, fits, nonstandard
from duijie.kernel.quantity import Sense
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.numbers import Doubt, Number, Sentence

_BEFORE: Final = re.compile(
    r"(?:(?:大约|大概|约|将近|接近|近|超过|超|逾|突破|至少|不少于|不低于|不超过|不足|不到|多达)\s*)+$"
)
_BEHIND: Final = re.compile(r"^(?:左右|上下|以上|以下|以内|多|余)+")
_SINGLE: Final = re.compile(
    r"大约|大概|约|将近|接近|近|超过|超|逾|突破|至少|不少于|不低于|不超过|不足|不到|左右|上下|以上|以下|以内|多|余|几|数(?=十|百|千)"
)
# 近年, 附近, 契约 and the like end in a hedge's character and are none.
_NOT_HEDGE: Final = re.compile(r"(?:[最附邻靠临贴走]近|[签合集节预条履特制]约|反超|赶超)$")
# 不少于10家以上 says one bound twice, and 超过20%以上 too; 多 inside 万多 belongs to its number.
_ADJACENT: Final = re.compile(
    r"(?<![第\d])(?P<a>[一二两三四五六七八])、(?P<b>[二三四五六七八九])(?=[十百千万亿家个名项人户年月天次批条场位轮趟])"
)
_HALF_RANGE: Final = re.compile(r"(?<![\d.%％])\d+(?:\.\d+)?(?:~|～|至|-|—)\d+(?:\.\d+)?(?P<unit>[%％])")
_EXACT_BEHIND: Final = re.compile(r"^[^，。；（(]{0,4}[（(](?:实为|实有|实际|其中|即|准确数)?")
_ORDER: Final = "一二三四五六七八九"


def wordings(sentence: Sentence) -> Iterator[Doubt]:
    """What is wrong with how the numbers of a sentence are worded."""
    for number, nextone in zip_longest(sentence.numbers, sentence.numbers[1:]):
        whole = _with_hedges(sentence.text, number.span)
        words = whole.of(sentence.text)
        hedges = _SINGLE.findall(words)
        if len(hedges) > 1 and not _one_bound(hedges):
            told = nonstandard(words)
            yield sentence.doubt(
                "doubled", whole, told if told and len(HEDGES.findall(words)) > 1 else _twice(words, hedges)
            )
        else:
            yield from _alone(sentence, number, whole)
        if nextone is not None:
            yield from _beside(sentence, number, nextone)
    for hit in _ADJACENT.finditer(sentence.text):
        low, high = hit["a"].replace("两", "二"), hit["b"]
        if hit.start() and _ORDER.index(high) - _ORDER.index(low) == 1:
            right = f"{hit['a']}{hit['b']}"
            yield sentence.doubt(
                "adjacent", Span(*hit.span()),
                Words(f"表示概数应写“{right}”", f"an approximation is written “{right}”"),
            )  # fmt: skip
    for hit in _HALF_RANGE.finditer(sentence.text):
        yield sentence.doubt(
            "range_unit", Span(*hit.span()),
            Words(f"“{hit.group()}”两端都应写“%”", f"“{hit.group()}” wants % at both ends"),
        )  # fmt: skip


def _with_hedges(text: str, span: Span) -> Span:
    """The number with all that hedges it on both sides."""
    before = _BEFORE.search(text, 0, span.start)
    start = span.start
    if before and not _NOT_HEDGE.search(text, 0, span.start):
        start = before.start()
    behind = _BEHIND.match(text[span.end : span.end + 4])
    return Span(start, span.end + (behind.end() if behind else 0))


def _one_bound(hedges: list[str]) -> bool:
    """几十多 is doubled, 几十 and 数百 by themselves are one hedge; so is 多达 before an exact number."""
    return len(set(hedges)) == 1 and hedges[0] in ("几", "数")


def _twice(words: str, hedges: list[str]) -> Words:
    listed = "”“".join(hedges)
    return Words(
        f"“{words}”叠用了“{listed}”，只应留一个", f"“{words}” hedges twice; keep one of {', '.join(hedges)}"
    )


def _alone(sentence: Sentence, number: Number, whole: Span) -> Iterator[Doubt]:
    odd = nonstandard(number.words)
    if odd is not None and number.quantity.sense is Sense.MORE:
        yield sentence.doubt("odd_more", whole, odd)
    if number.quantity.sense is Sense.NEAR and not _is_round(number):
        yield sentence.doubt(
            "near_odd", whole,
            Words(f"“{number.words}”：近接的应是整数", f"“{number.words}”: 近 goes before a round number"),
        )  # fmt: skip


def _is_round(number: Number) -> bool:
    """One digit and zeros, or two of which the second is a five (近25家, 近1.5亿元); small counts have no round one."""
    digits = (
        str(number.quantity.number.normalize().as_tuple().digits).strip("(),").replace(", ", "").rstrip("0")
    )
    counted = number.quantity.unit == "count" and number.quantity.number < 100
    return len(digits) <= 1 or (len(digits) == 2 and (digits[1] == "5" or not counted))


def _beside(sentence: Sentence, hedged: Number, exact: Number) -> Iterator[Doubt]:
    """近30家（31家）: the exact number stands in brackets right behind the hedged one, or the other way round."""
    between = sentence.text[hedged.span.end : exact.span.start]
    if hedged.unit != exact.unit or not _EXACT_BEHIND.fullmatch(between):
        return
    if hedged.quantity.is_exact:
        hedged, exact = exact, hedged
    if (
        hedged.quantity.is_exact
        or not exact.quantity.is_exact
        or fits(hedged.quantity, exact.quantity.number)
    ):
        return
    yield sentence.doubt(
        "hedge_wrong", Span(min(hedged.span.start, exact.span.start), max(hedged.span.end, exact.span.end)),
        Words(
            f"准数是“{exact.words}”，不能写成“{hedged.words}”",
            f"the exact number is “{exact.words}”: it cannot be printed as “{hedged.words}”",
        ),
    )  # fmt: skip
