"""Finds (measure, quantity, clause, mood) once for both kinds: what stands is a tally, what is to come a target.

The walk goes through a passage's quantities twice: counts first, so that a sum knows the batch before or
behind it (23个项目，总投资156亿元; 总投资43亿元的16个项目), then sums, areas and shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.prepared import Prepared
from duijie.reading.rules import tally_amounts as amounts
from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_counts import Count
from duijie.reading.rules.tally_scope import Spot, passages
from duijie.reading.rules.tally_subject import subject_of, topic_after
from duijie.reading.rules.tally_sums import sum_measure
from duijie.reading.rules.tally_told import term_of
from duijie.reading.rules.tally_unsaid import is_unsaid
from duijie.reading.rules.tally_walk import JOINERS, Walk, spread, take_count

MONEY = frozenset({"CNY", "USD", "EUR", "HKD", "JPY", "KRW"})
LONGEST_HEADLINE = 60
# smaller numbers coincide by chance
SMALLEST_REPEATED = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """A measured thing that the text says; ``ahead`` where it is still to be reached."""

    measure: str
    quantity: Quantity
    span: Span
    rule: str
    ahead: bool
    subject: str | None
    when: str | None
    line: int
    part: bool


@dataclass(slots=True)
class Whose:
    """The subject of the batch counted last and of the whole it is a part of: whose number, his is the sum."""

    counted: bool = False
    whole: str | None = None
    latest: str | None = None

    def count(self, count: Count, fact: Fact) -> None:
        """Notes a number of projects."""
        if count.stage is None:
            return
        if not fact.part or not self.counted:
            self.whole = fact.subject
        self.counted, self.latest = True, fact.subject

    def sum(self, fact: Fact, between: str) -> Fact:
        """The sum of the batch; behind a comma it is the whole's again.

        新签约外资项目21个、总金额6.8亿美元; 引进项目52个，其中工业项目38个，协议引资137亿元
        """
        if not self.counted:
            return fact
        subject = self.whole if "，" in between else self.latest
        return fact if subject == fact.subject else replace(fact, subject=subject)


def facts(prepared: Prepared) -> tuple[Fact, ...]:
    """All measured facts of the document in the order of places, told-twice ones once."""
    return prepared.once(_measured_in)


def _measured_in(prepared: Prepared) -> tuple[Fact, ...]:
    found: list[Fact] = []
    carried: tuple[int, Count | None] = (-1, None)
    batch: Count | None = None
    batch_line = -1
    previous: Walk | None = None
    seen: set[Decimal] = set()
    for passage in passages(prepared):
        spread(passage)
        walk = Walk(passage, {})
        above = carried[0] == passage.line - 1 and passage.text.startswith("其中") and not passage.before
        if above:
            walk.last, walk.last_segment = carried[1], 0
        if carried[0] == passage.line and re.match(
            r"^(?:其中|[这上]|以上|总投资|协议|合同|项目总)", passage.text
        ):
            walk.last, walk.last_segment = carried[1], 0
        bulleted = passage.bulleted and batch_line == passage.line - 1
        walk.batch_before = batch if batch_line == passage.line or bulleted else None
        walk.numbers = frozenset(seen)
        if previous is not None and previous.passage.line == passage.line:
            told, name = topic_after(previous.passage)
            walk.carried = name if told else previous.carried
        previous = walk
        opening = walk.last
        for number, spot in enumerate(passage.spots):
            take_count(walk, number, spot)
        found.extend(_facts(walk, opening, prepared))
        carried = (passage.line, walk.last)
        seen.update(
            spot.measured.quantity.number for spot in passage.spots if spot.measured.quantity.unit == "count"
        )
        staged = [one for one in walk.found.values() if one is not None and one.stage]
        if staged:
            batch, batch_line = staged[-1], passage.line
        elif passage.bulleted and batch_line == passage.line - 1:
            batch_line = passage.line
    return tuple(_once(found, prepared.text))


def _facts(walk: Walk, opening: Count | None, prepared: Prepared) -> Iterator[Fact]:
    passage = walk.passage
    batch = opening if opening is not None and opening.stage else None
    batch_start = batch_end = passage.offset
    whose = Whose()
    money: list[str | None] = []
    measures: list[str | None] = []
    land_or_floor: tuple[str | None, int] = (None, -1)
    for number, spot in enumerate(passage.spots):
        one = spot.measured
        unit = one.quantity.unit
        if unit == "count":
            count = walk.found[number]
            measures.append(count.measure if count is not None else None)
            if count is not None:
                if count.stage is not None:
                    behind = spot.behind.startswith(count.noun)
                    batch_start = spot.start
                    batch, batch_end = count, one.span.end + (len(count.noun) if behind else 0)
                if count.yielded:
                    fact = _fact(walk, spot, count.measure, count.rule, prepared, noun=count.noun)
                    whose.count(count, fact)
                    yield fact
            elif "project" in counts.noun_of(spot)[1]:
                batch = None
            continue
        if is_unsaid(passage, spot):
            continue
        if unit in MONEY:
            measure = sum_measure(walk, number, spot, batch, batch_end, money)
            if not spot.limit:
                money.append(measure)
                measures.append(measure)
            if measure is not None:
                since = batch_start if ".investment" in measure and batch is not None else None
                fact = _fact(walk, spot, measure, "sum_" + measure.rsplit(".", 1)[-1], prepared, since=since)
                yield fact if since is None else whose.sum(fact, passage.between(batch_end, one.span.start))
        elif unit == "m2":
            area = amounts.area_measure(spot, passage)
            # 标准厂房62万平方米，其中闲置待租4万平方米
            same = land_or_floor[1] == spot.segment
            if area is None and same and (amounts.is_part_of_area(spot) or amounts.GOES_ON.match(spot.near)):
                area = land_or_floor[0]
            land_or_floor = (area, spot.segment)
            if area is not None:
                moving = area == "floor" or amounts.MOVING.search(spot.near)
                yield _fact(walk, spot, area, f"area_{area}", prepared, stands=not moving)
        elif unit == "percent":
            yield from _growth(walk, number, spot, measures if "分别" in spot.near else money, prepared)


def _growth(
    walk: Walk, number: int, spot: Spot, money: list[str | None], prepared: Prepared
) -> Iterator[Fact]:
    """Growth of money received: 到位资金46.3亿元，增长18.5%; 到位资金增长15%左右."""
    said = spot.near
    match = amounts.GROWTH.search(counts.head_of(said) if not amounts.GROWTH.search(said) else said)
    if match is None:
        return
    sign = -1 if match["down"] else 1
    subject = re.sub(
        r"(?:同比|环比|较上年|比上年|较去年|比去年|同期|年均|实现|预计|分别|要|力争|将|确保|保持)+$",
        "",
        said[: match.start()],
    )
    if amounts.FUNDS.search(subject) and not amounts.NOT_FUNDS.search(subject[-12:]):
        yield _fact(walk, spot, "funds.received.growth", "growth_of_funds", prepared, sign=sign)
    elif amounts.BARE_GROWTH.match(said):
        run = [spot]
        if "分别" in said:
            for other in walk.passage.spots[number + 1 :]:
                if other.near.strip(JOINERS) or other.measured.quantity.unit != "percent":
                    break
                run.append(other)
        for one, measure in zip(run, money[-len(run) :], strict=False):
            if measure == "funds.received":
                yield _fact(walk, one, "funds.received.growth", "growth_of_funds", prepared, sign=sign)


def _fact(
    walk: Walk, spot: Spot, measure: str, rule: str, prepared: Prepared, *,
    noun: str = "", since: int | None = None, sign: int = 1, stands: bool = False,
) -> Fact:  # fmt: skip
    passage, one = walk.passage, spot.measured
    quantity = one.quantity
    if sign < 0:
        low, high = (None if end is None else -end for end in (quantity.high, quantity.low))
        quantity = replace(quantity, number=-quantity.number, low=low, high=high)
    start = spot.start if since is None else min(since, spot.start)
    start = max(start, passage.offset)
    end = one.span.end
    if noun and spot.behind.startswith(noun):
        end += len(spot.behind.rstrip())
    span = _trimmed(prepared.text, start, end, one.span)
    part = bool(counts.SUBSET.search(spot.near))
    # 其中10亿元以上5个、20亿元以上2个: the list goes on with its parts
    goes_on = rule.startswith("part_of_") and spot.listed
    ahead = spot.ahead and not stands
    return Fact(
        measure, quantity, span, rule, ahead,
        subject=spot.whose or subject_of(passage, spot, measure, noun, part=part or goes_on, carried=walk.carried), when=term_of(passage, spot, ahead),
        line=passage.line, part=part or spot.bracket,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int, core: Span) -> Span:
    while start < core.start and text[start] in "，、；。：:,;（( 　":
        start += 1
    return Span(start, end)


def _once(found: list[Fact], text: str) -> Iterator[Fact]:
    """A fact told twice counts once, in the more precise wording: the headline gives way to the text."""
    lines = text.split("\n")
    body = next((number for number, line in enumerate(lines) if re.search(r"[。；]", line)), 0)
    below: dict[tuple[str, bool, str], list[Quantity]] = {}
    for one in found:
        if one.line >= body:
            below.setdefault(_sort(one), []).append(one.quantity)
    told: dict[object, int] = {}
    for one in found:
        headline = one.line < body and len(lines[one.line]) < LONGEST_HEADLINE
        if headline and any(
            quantity.meets(one.quantity) for sort in _sorts_below(one) for quantity in below.get(sort, ())
        ):
            continue
        if _first_line(told, one) == one.line:
            yield one


def _sorts_below(one: Fact) -> Iterator[tuple[str, bool, str]]:
    """What may tell a headline's fact again below: the same, or with the stage that a headline leaves out."""
    measure, ahead, unit = _sort(one)
    yield measure, ahead, unit
    if measure in ("projects", "projects.investment"):
        for stage in ("signed", "intent", "started", "producing", "settled", "building"):
            yield measure.replace("projects", f"projects.{stage}", 1), ahead, unit


def _sort(one: Fact) -> tuple[str, bool, str]:
    return one.measure, one.ahead, one.quantity.unit


def _first_line(told: dict[object, int], one: Fact) -> int:
    """The line in which the same was first said of the same; small numbers coincide and are never the same."""
    alike = one.measure in ("parks", "platforms")
    if one.part or not (alike or one.quantity.number >= SMALLEST_REPEATED):
        return one.line
    key = (_sort(one), one.quantity.number, one.quantity.sense, None if alike else one.subject)
    return told.setdefault(key, one.line)
