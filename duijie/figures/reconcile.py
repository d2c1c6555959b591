"""What documents claim, laid beside what the ledger bears out, and beside each other.

A claim is compared by interval, with the figure of the period that it names (``1—6月``, ``2023年``), seen from its
document's own day. Nothing is ever called wrong because the ledger is silent: what cannot be compared is
*not testable*, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.evidence.types import StoredStatement
from duijie.figures.beside import Contradiction, among, claimed
from duijie.figures.periods import days_of, names_years
from duijie.figures.registry import catalogue, compute, find_value
from duijie.figures.types import FigureValue, Window
from duijie.figures.wording import nonstandard, shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.rules import NoEntry, scope_of
from duijie.reading.kinds import Tally, Target
from duijie.review import queries as review
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a document publishes, and how it stands. ``figure`` is ``None`` where there is none."""

    statement: StoredStatement
    measure: str
    quantity: Quantity
    subject: str
    figure: FigureValue | None
    verdict: Verdict
    reason: Words
    wording: Words | None
    rejected: bool


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All claims and all contradictions, in the order of documents and places."""

    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]

    def count(self, verdict: Verdict) -> int:
        """How many claims have this verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)


def reconcile(
    *,
    viewer: Actor,
    known_at: datetime,
    documents: Collection[int] | None = None,
    among_all: bool = False,
    today: date | None = None,
) -> Reconciliation:
    """Every tally and quota of these documents, or of all, against the figures; the documents against each other.

    ``among_all`` lays the documents also beside all others: contradictions that one of them takes part in.
    ``today`` stands in for the day of documents without a date. Raises
    :class:`duijie.documents.types.NoSuchDocument` for a document that is not there.
    """
    statements = claimed(viewer, documents)
    others = claimed(viewer, None) if among_all and documents is not None else statements
    claims = check(statements, printing=others, viewer=viewer, known_at=known_at, today=today)
    found = among(others, own_region().words_for_whole)
    if others is not statements:
        wanted = frozenset(documents or ())
        found = [one for one in found if one.documents & wanted]
    return Reconciliation(claims, tuple(found))


def check(
    statements: Iterable[StoredStatement],
    *,
    printing: Iterable[StoredStatement],
    viewer: Actor,
    known_at: datetime,
    today: date | None = None,
) -> tuple[Claim, ...]:
    """Tallies and quotas, each beside its figure. ``printing``: all statements among which repetitions are looked for."""
    whole = own_region().words_for_whole
    rejected = review.rejected_ids(viewer=viewer)
    figures = _Figures(viewer, known_at)
    origin = _Origins(viewer, printing)
    claims = []
    for statement in statements:
        day = statement.document_date or today or known_at.date()
        said = statement.said
        assert isinstance(said, Tally | Target)
        figure, verdict, reason = _check(statement, said, day, figures, origin, whole)
        claims.append(
            Claim(
                statement,
                said.measure,
                said.quantity,
                said.subject or "",
                figure,
                verdict,
                reason,
                nonstandard(said.quantity.words),
                statement.id in rejected,
            )
        )
    return tuple(claims)


class _Figures:
    """Figures by measure and day, each computed once."""

    def __init__(self, viewer: Actor, known_at: datetime) -> None:
        self._viewer, self._known_at = viewer, known_at
        self._knowledge = ledger.knowledge(known_at=known_at, viewer=viewer)
        self._known: dict[tuple[str, date], list[FigureValue]] = {}

    def get(self, code: str, day: date) -> list[FigureValue]:
        if (code, day) not in self._known:
            self._known[code, day] = compute(
                code, as_of=day, known_at=self._known_at, viewer=self._viewer, known=self._knowledge
            )
        return self._known[code, day]


class _Origins:
    """Which documents a figure rests on, and which of them only repeat each other."""

    def __init__(self, viewer: Actor, statements: Iterable[StoredStatement]) -> None:
        self._documents = review.documents_of_facts(viewer=viewer)
        self._printing: dict[str, set[int]] = defaultdict(set)
        for one in statements:
            self._printing[one.quote].add(one.document_id)

    def alone(self, statement: StoredStatement, figure: FigureValue) -> Words | None:
        """Why the figure does not bear the statement out by itself; ``None`` where it does."""
        found = self._of(figure)
        if found == {statement.document_id}:
            return Words("只有本文一份依据", "this document is its only source")
        if found and found <= self._printing[statement.quote]:
            return Words(
                "依据的文件只是逐字重复同一句话", "the documents it rests on repeat one sentence word by word"
            )
        return None

    def _of(self, figure: FigureValue) -> frozenset[int]:
        """Their numbers; 0 stands for an entry by hand."""
        found = {self._documents.get(fact, 0) for line in figure.contributions for fact in line.fact_ids}
        if any(not line.fact_ids for line in figure.contributions):
            found.add(0)
        return frozenset(found)


_NO_FIGURE = Words("目录中没有与之对应的指标", "no figure in the catalogue measures this")
_OTHER_DAYS = Words(
    "该指标从年初算起，与文中的期间不同", "the figure counts from New Year's Day, the claim over other days"
)
_SILENT = Words("台账在该日没有相应记录", "the ledger has no record of it on that day")


def _check(
    statement: StoredStatement,
    said: Tally | Target,
    day: date,
    figures: _Figures,
    origin: _Origins,
    whole: frozenset[str],
) -> tuple[FigureValue | None, Verdict, Words]:
    part = False
    code = said.measure if isinstance(said, Tally) else f"{said.measure}.quota"
    if code not in catalogue():
        return None, Verdict.NOT_TESTABLE, _NO_FIGURE
    if isinstance(said, Target):
        scope = said.subject or "*"
    else:
        try:
            scope = scope_of(said, statement.document_id, whole)
        except NoEntry as why:
            return None, Verdict.NOT_TESTABLE, why.reason
        asked = _day_for(said, catalogue()[code].window, day)
        if asked is None:
            return None, Verdict.NOT_TESTABLE, _OTHER_DAYS
        day, part = asked
    figure = find_value(figures.get(code, day), scope)
    if figure is None or figure.quantity is None:
        return None, Verdict.NOT_TESTABLE, _SILENT
    if figure.quantity.unit != said.quantity.unit:
        return figure, Verdict.NOT_TESTABLE, Words("单位不同，不作比较", "different units are not compared")
    verdict, reason = compare(said.quantity, figure.quantity, figure.definition.counter)
    if part and verdict is Verdict.CONTRADICTED:
        return figure, Verdict.NOT_TESTABLE, _OTHER_DAYS
    if verdict is Verdict.SUPPORTED and (but := origin.alone(statement, figure)) is not None:
        reason = Words(f"{reason.zh}；但{but.zh}", f"{reason.en}; but {but.en}")
    return figure, verdict, reason


def _day_for(said: Tally, window: Window, day: date) -> tuple[date, bool] | None:
    """The day whose figure a claim is laid beside; and whether its days are only part of those that count.

    A figure of the year bounds what happened in some of its months: they hold no more. ``None``: other years.
    """
    days = days_of(said.period, day)
    if window is not Window.YEAR:
        return (days.end - timedelta(days=1) if days and said.measure in STOCKS else day), False
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
