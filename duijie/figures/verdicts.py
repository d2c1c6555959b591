"""One number that a text publishes beside the figure of the period, and of the park or unit, that the text names.

A claim is compared by interval. Nothing is ever called wrong because the ledger is silent: what cannot be compared is
*not testable*, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from duijie.accounts.queries import own_region, units
from duijie.accounts.types import Actor
from duijie.figures.change import change, day_against
from duijie.figures.narrowing import narrowed
from duijie.figures.periods import SO_FAR, days_of, names_years
from duijie.figures.registry import catalogue, compute, find_value
from duijie.figures.types import FigureValue, Window
from duijie.figures.wording import shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.rules import NoEntry, scope_of
from duijie.ledger.types import NOWHERE, Within
from duijie.reading.kinds import Tally, Target
from duijie.review.rules import STOCKS


class Verdict(StrEnum):
    """How a claim stands against the records."""

    SUPPORTED = "supported"
    SHORT = "short"
    CONTRADICTED = "contradicted"
    NOT_TESTABLE = "not_testable"


VERDICT_NAMES = {
    Verdict.SUPPORTED: Words("有据", "supported"),
    Verdict.SHORT: Words("不足", "short"),
    Verdict.CONTRADICTED: Words("矛盾", "contradicted"),
    Verdict.NOT_TESTABLE: Words("暂不能核", "not testable"),
}
LEFT: Final = frozenset({"projects.intent.investment"})
"""Those of which things leave again without a day that could be told."""
_NO_FIGURE = Words("目录中没有与之对应的指标", "no figure in the catalogue measures this")
_OTHER_DAYS = Words(
    "该指标从年初算起，与文中的期间不同", "the figure counts from New Year's Day, the claim over other days"
)
_NOT_EXACT = Words(
    "本期或上年同期没有确数，不能算增幅",
    "this period or that a year before has no exact number to compute growth from",
)
GROWTH: Final = ".growth"
_SILENT = Words("台账在该日没有相应记录", "the ledger has no record of it on that day")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its reason. ``figure`` is ``None`` where there is none.

    ``alike``: the figure is of just what is claimed; not so where it counts over more days, or where some entries do
    not tell to which park or unit they belong.
    """

    figure: FigureValue | None
    verdict: Verdict
    reason: Words
    alike: bool = True


class Beside:
    """Figures by measure, day and place, each computed once, and claims laid beside them."""

    def __init__(self, viewer: Actor, known_at: datetime) -> None:
        self._viewer, self._known_at = viewer, known_at
        self._knowledge = ledger.knowledge(known_at=known_at, viewer=viewer)
        self._known: dict[tuple[str, date], list[FigureValue]] = {}
        self._narrowed: dict[tuple[str, date, Within], FigureValue | None] = {}
        self._places: dict[str, Within | None] = {}

    def judge(self, said: Tally | Target, *, day: date, document_id: int = 0) -> Judged:
        """A claim seen from the day of its text. ``document_id``: where it is told, for what holds of one occasion."""
        code = said.measure if isinstance(said, Tally) else f"{said.measure}.quota"
        if isinstance(said, Tally) and (base := code.removesuffix(GROWTH)) != code and base in catalogue():
            return self._growth(said, base, day)
        if code not in catalogue():
            return Judged(None, Verdict.NOT_TESTABLE, _NO_FIGURE)
        if isinstance(said, Target):
            return _judged(said.quantity, find_value(self._get(code, day), said.subject or "*"))
        asked = _day_for(said, catalogue()[code].window, day)
        if asked is None:
            return Judged(None, Verdict.NOT_TESTABLE, _OTHER_DAYS)
        day, part = asked
        place = self._place(said.subject)
        found = None if place is None else _judged(said.quantity, self._within(code, day, place))
        if found is None or found.verdict is Verdict.NOT_TESTABLE:
            told = self._told(said, code, day, document_id)
            # What no part is told of says less than a narrowed figure that falls short.
            found = told if found is None or told.verdict is not Verdict.NOT_TESTABLE else found
        if part and found.verdict is Verdict.CONTRADICTED:
            return Judged(found.figure, Verdict.NOT_TESTABLE, _OTHER_DAYS, alike=False)
        return Judged(found.figure, found.verdict, found.reason, found.alike and not part)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of all units and of the parks that entries tell of."""
        return ledger.told_of("park") | self._units.keys()

    def _growth(self, said: Tally, base: str, day: date) -> Judged:
        """A rate of growth beside that of the figure, on the same day a year before; to as many places as printed."""
        asked = _day_for(replace(said, measure=base), catalogue()[base].window, day)
        if asked is None or asked[1]:
            return Judged(None, Verdict.NOT_TESTABLE, _OTHER_DAYS)
        place = self._place(said.subject) or NOWHERE
        if said.subject and not place and said.subject not in self._whole:
            return Judged(None, Verdict.NOT_TESTABLE, _SILENT)
        days = (asked[0], day_against(asked[0], "year"))
        now, before = (self._within(base, one, place) for one in days)
        grown = change(now, before).growth
        if now is None or before is None or grown is None:
            return Judged(None, Verdict.NOT_TESTABLE, _NOT_EXACT)
        if now.gaps or before.gaps:
            gap = (now.gaps or before.gaps)[0]
            return Judged(now, Verdict.NOT_TESTABLE, gap, alike=False)
        printed = re.search(r"\.(\d+)", said.quantity.words)
        shift = Decimal(1).scaleb(-len(printed[1]) if printed else 0)
        rounded = Quantity.exactly(grown.quantize(shift, ROUND_HALF_UP), "percent")
        verdict, _reason = compare(said.quantity, rounded, "%")
        told = [shown(one.quantity, one.definition.counter) for one in (now, before) if one.quantity]
        return Judged(
            now, verdict,
            Words(
                f"台账本期为 {told[0].zh}，上年同期为 {told[1].zh}，增长 {rounded.number}%，文中为“{said.quantity.words}”",
                f"the ledger has {told[0].en} and had {told[1].en} a year before: {rounded.number}% more; the text says “{said.quantity.words}”",
            ),
            alike=False,
        )  # fmt: skip

    def _told(self, said: Tally, code: str, day: date, document_id: int) -> Judged:
        """Beside the whole, or the part of that name that documents tell of."""
        try:
            scope = scope_of(said, document_id, self._whole)
        except NoEntry as why:
            return Judged(None, Verdict.NOT_TESTABLE, why.reason)
        return _judged(said.quantity, find_value(self._get(code, day), scope))

    def _get(self, code: str, day: date) -> list[FigureValue]:
        if (code, day) not in self._known:
            self._known[code, day] = compute(
                code, as_of=day, known_at=self._known_at, viewer=self._viewer, known=self._knowledge
            )
        return self._known[code, day]

    def _within(self, code: str, day: date, place: Within) -> FigureValue | None:
        """The whole figure narrowed to a place; ``None`` where the measure has no whole."""
        if (code, day, place) not in self._narrowed:
            whole = [one for one in self._get(code, day) if not one.scope]
            self._narrowed[code, day, place] = next(iter(narrowed(whole, place) if place else whole), None)
        return self._narrowed[code, day, place]

    def _place(self, subject: str | None) -> Within | None:
        """The unit or park of this name, where it is one."""
        if not subject or subject in self._whole:
            return None
        if subject not in self._places:
            park = Within(park=subject) if ledger.bears("park", subject) else None
            self._places[subject] = self._units.get(subject) or park
        return self._places[subject]

    @cached_property
    def _units(self) -> Mapping[str, Within]:
        return {one.name: Within(unit=number) for number, one in units().items()}

    @cached_property
    def _whole(self) -> frozenset[str]:
        return own_region().words_for_whole


def _judged(claimed: Quantity, figure: FigureValue | None) -> Judged:
    if figure is None or figure.quantity is None:
        return Judged(None, Verdict.NOT_TESTABLE, _SILENT)
    if figure.quantity.unit != claimed.unit:
        return Judged(
            figure, Verdict.NOT_TESTABLE, Words("单位不同，不作比较", "different units are not compared")
        )
    verdict, reason = compare(claimed, figure.quantity, figure.definition.counter)
    untold = bool(figure.within and figure.gaps)
    if untold and verdict is not Verdict.CONTRADICTED:
        # What does not tell to which place it belongs may belong to this one.
        ours, gap = shown(figure.quantity, figure.definition.counter), figure.gaps[0]
        reason = Words(f"范围内为 {ours.zh}；{gap.zh}", f"in that place it is {ours.en}; {gap.en}")
        verdict = Verdict.NOT_TESTABLE
    return Judged(figure, verdict, reason, not untold)


def _day_for(said: Tally, window: Window, day: date) -> tuple[date, bool] | None:
    """The day whose figure a claim is laid beside; and whether its days are only part of those that count.

    A figure of the year bounds what happened in some of its months: they hold no more. ``None``: other years.
    """
    days = days_of(said.period, day)
    if window is not Window.YEAR:
        if days is None or (said.period or "") in SO_FAR:
            return day, False
        last = days.end - timedelta(days=1)
        if said.measure.removesuffix(".investment") in STOCKS or days.start == date.min:
            return last, False
        # What adds up over all years holds no less than some of its days; what is signed leaves the intents.
        return None if said.measure in LEFT else (last, True)
    if days is None:
        return None if names_years(said.period) else (day, False)
    last = days.end - timedelta(days=1)
    if days.start == last.replace(month=1, day=1):
        return last, False
    if days.start.year != last.year:
        return None
    return (day if last.year == day.year else date(last.year, 12, 31)), True


def compare(claimed: Quantity, figure: Quantity, counter: str) -> tuple[Verdict, Words]:
    """A claim against a figure of the same unit, by interval."""
    ours = shown(figure, counter)
    theirs = claimed.words or shown(claimed, counter).zh
    if figure.within(claimed):
        return Verdict.SUPPORTED, Words(
            f"台账为 {ours.zh}，在“{theirs}”之内", f"the ledger has {ours.en}, within “{theirs}”"
        )
    if figure.meets(claimed):
        return Verdict.NOT_TESTABLE, Words(
            f"台账只说 {ours.zh}，不足以判断“{theirs}”",
            f"the ledger says only {ours.en}: not enough to judge “{theirs}”",
        )
    below = figure.high is not None and claimed.low is not None and figure.high < claimed.low
    if below:
        return Verdict.SHORT, Words(
            f"台账只有 {ours.zh}，不到“{theirs}”", f"the ledger has only {ours.en}, less than “{theirs}”"
        )
    return Verdict.CONTRADICTED, Words(
        f"台账已有 {ours.zh}，与“{theirs}”不符", f"the ledger has {ours.en}, which “{theirs}” does not allow"
    )
