"""Shares, rates, growth, differences and multiples, computed again from the numbers of their sentence.

A percentage passes where any fitting pair of the sentence gives it, so that only what nothing bears out is told;
where the sentence does not hold two such numbers nothing can be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.lexicon import words
from duijie.proofing.numbers import Doubt, Number, Sentence, meet, ratio, share

Pair = tuple[Number, Number]
Judged = Callable[[Number, Number], tuple[Decimal, Decimal] | None]
_FROM_TO: Final = re.compile(r"(?:由|从)[^，。；]{0,12}$")
_COMPARED: Final = re.compile(r"同期|年初|[比较而]|(?:为|是|的|仅|只有)$")
_TIMES_OF: Final = re.compile(r"(?:是|为|相当于|达到?)[^，。；]{0,14}的$")
_DOUBLED: Final = re.compile(r"翻(?:了)?(一|两)番")
_ALL: Final = re.compile(r"总数|总量|总额|总投资|总|全部|其|的|约|比重|比例|比|到|达|了|为|合计|上述|这|\s")
# 占全市的12% speaks of another whole than those that the sentence counts.
_SHORTEST_NAME: Final = 2


def rates(sentence: Sentence) -> Iterator[Doubt]:
    """Percentages and multiples that the numbers of the sentence do not give."""
    for number in sentence.numbers:
        if number.unit == "percent":
            yield from _percentage(sentence, number)
        elif number.unit == "倍":
            yield from _multiple(sentence, number)
        elif re.search(r"(?:增加|减少|多|少)了?$", number.lead):
            yield from _difference(sentence, number)
    for hit in _DOUBLED.finditer(sentence.text):
        wanted = Decimal(2 if hit[1] == "一" else 4)
        pairs = list(_now_and_before(sentence, hit.start()))
        yield from _judge(
            sentence, "times", Span(*hit.span()), hit.group(), pairs, _over, (wanted * 95, wanted * 105)
        )


def _percentage(sentence: Sentence, number: Number) -> Iterator[Doubt]:
    lead, table = number.lead, words()
    clause = sentence.clause(number)
    printed = _printed(number)
    up, down = table["rise"].search(lead), table["fall"].search(lead)
    if printed is None:
        return
    if up or down:
        sign = -1 if down and not up else 1
        wanted = (printed[0], printed[1]) if sign > 0 else (-printed[1], -printed[0])
        pairs = list(_now_and_before(sentence, number.span.start))
        yield from _judge(sentence, "growth", number.span, number.words, pairs, _grown, wanted)
        return
    shares = list(table["share"].finditer(clause))
    rated = table["rate"].search(lead) or (table["beyond"].search(lead) and table["quota"].search(lead))
    if not (shares or rated):
        return
    before = [
        one for one in sentence.numbers
        if one.span.end <= number.span.start and one.unit != "percent"
        and sentence.bracket(one.span.start) in ("", sentence.bracket(number.span.start))
    ]  # fmt: skip
    beyond = bool(table["beyond"].search(clause))
    pairs = [
        (part, whole) for part in before for whole in before
        if part is not whole and part.unit == whole.unit and (beyond or part.quantity.number <= whole.quantity.number)
    ]  # fmt: skip
    if table["quota"].search(lead):
        pairs = [(part, whole) for part, whole in pairs if table["quota"].search(whole.lead)]
    elif shares:
        pairs = list(_of_that_whole(sentence, clause[shares[-1].end() :], pairs))
    yield from _judge(
        sentence, "share" if shares else "rate", number.span, number.words, pairs, ratio, printed
    )


def _of_that_whole(sentence: Sentence, named: str, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs whose whole is the one named between 占 and the percentage; all, where none is named."""
    name = _ALL.sub("", named)
    for part, whole in pairs:
        lead = whole.lead + sentence.text[whole.span.end : whole.span.end + 6]
        if not name or any(name[at : at + _SHORTEST_NAME] in lead for at in range(len(name) - 1)):
            yield part, whole


def _now_and_before(sentence: Sentence, until: int) -> Iterator[Pair]:
    """Pairs of a present and an earlier number: marked by 上年, by 由…到…, or by the years before them."""
    early = [one for one in sentence.numbers if _is_early(one)]
    like = [one for one in sentence.numbers if one.unit not in ("percent", "倍") and one not in early]
    years = {one.year for one in like if one.year}
    for now in like:
        if re.search(r"(?:增加|减少|增长|下降|多|少)了?$", now.lead):
            continue
        for one in early:
            if one.unit == now.unit and not (one.span.start > now.span.end and _FROM_TO.search(one.lead)):
                yield now, one
        if not early and len(years) > 1 and now.year:
            yield from (
                (now, one) for one in like if one.unit == now.unit and one.year and one.year < now.year
            )


def _is_early(number: Number) -> bool:
    if number.unit in ("percent", "倍"):
        return False
    found = words()["before"].search(number.lead)
    # 去年产值达5亿元 is told for itself, 去年5亿元 and 比去年的5亿元 to be compared with.
    compared = found and (found.end() == len(number.lead) or _COMPARED.search(number.lead))
    return bool(compared) or bool(_FROM_TO.search(number.lead))


def _multiple(sentence: Sentence, number: Number) -> Iterator[Doubt]:
    value = number.quantity.number
    if not number.quantity.is_exact:
        return
    grown = words()["rise"].search(number.lead)
    if not (grown or _TIMES_OF.search(sentence.clause(number))):
        return
    wanted = value + 1 if grown else value
    places = Decimal(1).scaleb(-len(number.words.partition(".")[2].rstrip("倍"))) / 2
    pairs = list(_now_and_before(sentence, number.span.start))
    yield from _judge(
        sentence,
        "times",
        number.span,
        number.words,
        pairs,
        _over,
        ((wanted - places) * 100, (wanted + places) * 100),
    )


def _difference(sentence: Sentence, number: Number) -> Iterator[Doubt]:
    sign = -1 if re.search(r"(?:减少|少)了?$", number.lead) else 1
    pairs = [
        pair
        for pair in _now_and_before(sentence, number.span.start)
        if pair[0].unit == number.unit and number not in pair
    ]
    if number.low is None or number.high is None:
        return
    wanted = (sign * number.low, sign * number.high)
    low, high = min(wanted), max(wanted)
    yield from _judge(sentence, "difference", number.span, number.words, pairs, _less, (low, high))


def _judge(
    sentence: Sentence, rule: str, span: Span, printed: str, pairs: Sequence[Pair], judged: Judged,
    wanted: tuple[Decimal, Decimal],
) -> Iterator[Doubt]:  # fmt: skip
    """A doubt where there are pairs and none of them gives what is printed; told of the last of them."""
    found = [(pair, made) for pair in pairs if (made := judged(*pair)) is not None]
    if not found or any(meet(made, wanted) for _pair, made in found):
        return
    (one, other), _made = found[-1]
    told = _told(rule, one, other)
    yield sentence.doubt(
        rule, span, Words(f"{told}，文中为“{printed}”", f"{told}; the text says “{printed}”")
    )


def _told(rule: str, one: Number, other: Number) -> str:
    a, b = one.quantity.number, other.quantity.number
    if rule == "growth":
        return f"（{one.words}－{other.words}）÷{other.words}＝{(a - b) / b * 100:.1f}%"
    if rule == "difference":
        return f"{one.words}－{other.words}＝{(a - b).normalize():f}"
    if rule == "times":
        return f"{one.words}÷{other.words}＝{a / b:.2f}"
    return f"{one.words}÷{other.words}＝{share(one, other)}"


def _printed(number: Number) -> tuple[Decimal, Decimal] | None:
    """The ends of a percentage; one cut off instead of rounded passes too (96.825 printed as 96.82)."""
    if number.low is None or number.high is None:
        return None
    cut = number.high - number.quantity.number if number.quantity.is_exact else Decimal()
    return number.low, number.high + cut


def _grown(now: Number, before: Number) -> tuple[Decimal, Decimal] | None:
    made = ratio(now, before)
    return None if made is None else (made[0] - 100, made[1] - 100)


def _over(now: Number, before: Number) -> tuple[Decimal, Decimal] | None:
    return ratio(now, before)


def _less(now: Number, before: Number) -> tuple[Decimal, Decimal] | None:
    if None in (now.low, now.high, before.low, before.high):
        return None
    assert now.low is not None and now.high is not None and before.low is not None and before.high is not None
    return now.low - before.high, now.high - before.low
