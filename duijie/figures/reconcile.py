"""What documents claim, laid beside what the ledger bears out.

A claim is compared by interval and as of its document's own day. Nothing is ever called wrong because the
ledger is silent: what cannot be compared is *not testable*, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.evidence import queries as evidence
from duijie.evidence.types import StoredStatement
from duijie.figures.registry import catalogue, compute, find_value
from duijie.figures.types import FigureValue
from duijie.figures.wording import nonstandard, shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.rules import NoEntry, scope_of
from duijie.reading.kinds import Tally, Target
from duijie.review import queries as review
from duijie.review.rules import Heard
from duijie.review.rules import contradictions as contradicting

CLAIMS = ("tally", "target")


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
class Contradiction:
    """Two statements of one document about the same thing that cannot both be true."""

    left: StoredStatement
    right: StoredStatement
    reason: Words


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All claims and all contradictions, in the order of documents and places."""

    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]

    def count(self, verdict: Verdict) -> int:
        """How many claims have this verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)


def reconcile(
    *, viewer: Actor, known_at: datetime, document_id: int | None = None, today: date | None = None
) -> Reconciliation:
    """Every tally and quota of one document, or of all, against the figures as of its day.

    ``today`` stands in for the day of documents without a date. Raises
    :class:`duijie.documents.types.NoSuchDocument` for a document that is not there.
    """
    statements = _claimed(viewer, document_id)
    whole = own_region().words_for_whole
    rejected = review.rejected_ids(viewer=viewer)
    figures = _Figures(viewer, known_at)
    origin = _Origins(viewer)
    claims = []
    for statement in statements:
        day = statement.document_date or today or known_at.date()
        figure, verdict, reason = _check(statement, day, figures, origin, whole)
        said = statement.said
        assert isinstance(said, Tally | Target)
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
    return Reconciliation(tuple(claims), tuple(_contradictions(statements, whole)))


def contradictions(*, viewer: Actor, document_id: int | None = None) -> tuple[Contradiction, ...]:
    """Pairs of statements that cannot both be true, of one document or of all.

    Raises :class:`duijie.documents.types.NoSuchDocument`.
    """
    return tuple(_contradictions(_claimed(viewer, document_id), own_region().words_for_whole))


def _claimed(viewer: Actor, document_id: int | None) -> list[StoredStatement]:
    if document_id is None:
        return evidence.of_kinds(kinds=CLAIMS, viewer=viewer)
    said = evidence.of_document(document_id=document_id, viewer=viewer)
    return [one for one in said if one.kind in CLAIMS]


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
    """Which documents a figure rests on."""

    def __init__(self, viewer: Actor) -> None:
        self._documents = review.documents_of_facts(viewer=viewer)

    def of(self, figure: FigureValue) -> frozenset[int]:
        """Their numbers; 0 stands for an entry by hand."""
        found = {self._documents.get(fact, 0) for line in figure.contributions for fact in line.fact_ids}
        if any(not line.fact_ids for line in figure.contributions):
            found.add(0)
        return frozenset(found)


_NO_FIGURE = Words("目录中没有与之对应的指标", "no figure in the catalogue measures this")
_SILENT = Words("台账在该日没有相应记录", "the ledger has no record of it on that day")


def _check(
    statement: StoredStatement,
    day: date,
    figures: _Figures,
    origin: _Origins,
    whole: frozenset[str],
) -> tuple[FigureValue | None, Verdict, Words]:
    said = statement.said
    assert isinstance(said, Tally | Target)
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
    figure = find_value(figures.get(code, day), scope)
    if figure is None or figure.quantity is None:
        return None, Verdict.NOT_TESTABLE, _SILENT
    if figure.quantity.unit != said.quantity.unit:
        return figure, Verdict.NOT_TESTABLE, Words("单位不同，不作比较", "different units are not compared")
    verdict, reason = compare(said.quantity, figure.quantity, figure.definition.counter)
    if verdict is Verdict.SUPPORTED and origin.of(figure) == {statement.document_id}:
        reason = Words(
            f"{reason.zh}；但只有本文一份依据", f"{reason.en}; but this document is its only source"
        )
    return figure, verdict, reason


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


def _contradictions(statements: Iterable[StoredStatement], whole: frozenset[str]) -> list[Contradiction]:
    by_id = {one.id: one for one in statements if one.kind == "tally"}
    heard = [
        Heard(one.id, one.document_id, said) for one in by_id.values() if isinstance(said := one.said, Tally)
    ]
    found = []
    for left, right in contradicting(heard, whole=whole):
        a, b = left.tally.quantity, right.tally.quantity
        found.append(
            Contradiction(
                by_id[left.statement_id],
                by_id[right.statement_id],
                Words(
                    f"同一件事，一处说“{a.words}”，一处说“{b.words}”，没有一个数能同时符合",
                    f"one place says “{a.words}”, another “{b.words}”: no number fits both",
                ),
            )
        )
    return found
