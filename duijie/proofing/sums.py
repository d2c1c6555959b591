"""Parts and totals: listed in brackets, one by one after 分别, before 合计, after 其中 with or without a rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from duijie.figures.wording import shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.lexicon import words
from duijie.proofing.numbers import Doubt, Number, Sentence, meet, total

_BRACKET: Final = re.compile(r"[（(]([^（）()]*)[）)]")
_CHANGE: Final = re.compile(r"(?:增长|增加|减少|下降|上升|比|较|人均|户均|平均|每)[^，,；;]*$")


def sums(sentence: Sentence) -> Iterator[Doubt]:
    """Parts that do not make up the total that the sentence names."""
    done: list[Number] = []
    for rule, whole, parts in _listed(sentence):
        if whole in done or any(one.unit != whole.unit for one in parts):
            continue
        done.append(whole)
        if not meet(total(parts), (whole.low, whole.high)):
            yield _off(sentence, rule, whole, parts)
    yield from _among(sentence, done)


def _listed(sentence: Sentence) -> Iterator[tuple[str, Number, Sequence[Number]]]:
    """Totals with the parts that are meant to make them up in full."""
    numbers, text = sentence.numbers, sentence.text
    for hit in _BRACKET.finditer(text):
        before = [one for one in numbers if one.span.end <= hit.start()]
        inside = _plain(one for one in numbers if hit.start() < one.span.start < hit.end())
        if (
            before
            and len(inside) > 1
            and hit.start() - before[-1].span.end <= 6
            and not words()["part"].search(hit[1])
        ):
            same = [one for one in inside if one.unit == before[-1].unit]
            if len(same) > 1 and len(same) == len(inside):
                yield "sum", before[-1], same
    for hit in words()["each"].finditer(text):
        before = [one for one in numbers if one.span.end <= hit.start()]
        behind = _run([one for one in numbers if one.span.start >= hit.end()], text)
        if (
            before
            and len(behind) > 1
            and words()["whole"].search(before[-1].lead)
            and "年" not in text[before[-1].span.end : hit.start()]
        ):
            yield "sum", before[-1], behind
    for hit in words()["total"].finditer(text):
        behind = [one for one in numbers if one.span.start >= hit.end()]
        if behind and behind[0].span.start - hit.end() <= 12:
            before = _plain(
                one for one in numbers if one.span.end <= hit.start() and one.unit == behind[0].unit
            )
            if len(before) > 1 and not words()["part"].search(text, 0, hit.start()):
                yield "sum", behind[0], before
    yield from _with_rest(sentence)


def _with_rest(sentence: Sentence) -> Iterator[tuple[str, Number, Sequence[Number]]]:
    """共15个，其中甲5个、乙6个，其余4个: the rest closes the list."""
    for hit in words()["part"].finditer(sentence.text):
        whole, parts = _around(sentence, hit)
        rest = words()["rest"].search(sentence.text, hit.end())
        if whole and rest:
            last = next((one for one in parts if one.span.start >= rest.end()), None)
            if last is not None and len(parts) > 1:
                yield "sum", whole, parts[: parts.index(last) + 1]


def _among(sentence: Sentence, done: Sequence[Number]) -> Iterator[Doubt]:
    """What stands after 其中 is no larger than the number before it."""
    for hit in words()["part"].finditer(sentence.text):
        whole, parts = _around(sentence, hit)
        if whole is None or whole in done or whole.high is None:
            continue
        large = next((one for one in parts if one.low is not None and one.low > whole.high), None)
        if large is not None:
            yield sentence.doubt(
                "part", Span(whole.span.start, large.span.end),
                Words(f"“{large.words}”大于“{whole.words}”", f"“{large.words}” is more than “{whole.words}”"),
            )  # fmt: skip
        elif len(parts) > 1 and (low := total(parts)[0]) is not None and low > whole.high:
            yield _off(sentence, "parts_overlap", whole, parts)


def _around(sentence: Sentence, hit: re.Match[str]) -> tuple[Number | None, list[Number]]:
    """The number that an 其中 goes into, and the like numbers after it up to the next semicolon or 其中."""
    since = max(sentence.text.rfind(mark, 0, hit.start()) for mark in "；;")
    before = [one for one in sentence.numbers if since < one.span.start and one.span.end <= hit.start()]
    end = re.compile(r"[；;]|其中").search(sentence.text, hit.end())
    stop = end.start() if end else len(sentence.text)
    behind = [one for one in sentence.numbers if hit.end() <= one.span.start < stop and one.unit != "percent"]
    if not behind:
        return None, []
    whole = next((one for one in reversed(_plain(before)) if one.unit == behind[0].unit), None)
    return whole, _plain(one for one in behind if one.unit == behind[0].unit)


def _plain(numbers: Iterator[Number] | Sequence[Number]) -> list[Number]:
    """Numbers that are an amount of something, not of a change or an average."""
    return [one for one in numbers if not _CHANGE.search(one.lead)]


def _run(numbers: Sequence[Number], text: str) -> list[Number]:
    """The first numbers of one unit that follow each other with little between: 5个、6个和4个."""
    found: list[Number] = []
    for one in numbers:
        if found and (one.unit != found[0].unit or one.span.start - found[-1].span.end > 2):
            break
        found.append(one)
    return found


def _off(sentence: Sentence, rule: str, whole: Number, parts: Sequence[Number]) -> Doubt:
    added = "＋".join(one.words for one in parts)
    made = sum((one.quantity.number for one in parts), Decimal())
    result = shown(Quantity.exactly(made, whole.quantity.unit), _counter(whole))
    spans = [whole.span, *(one.span for one in parts)]
    return sentence.doubt(
        rule, Span(min(one.start for one in spans), max(one.end for one in spans)),
        Words(f"{added}＝{result.zh}，文中为“{whole.words}”", f"{added} make {result.zh}, the text says “{whole.words}”"),
    )  # fmt: skip


def _counter(number: Number) -> str:
    """The measure word as printed: the last character of the words of a count."""
    found = re.search(r"[^\d\s.,多余万亿以上下内左右]+$", number.words)
    return found.group() if found else ""
