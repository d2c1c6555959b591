"""What documents claim, laid beside what the ledger bears out, and beside each other.

A claim is compared by interval, with the figure of the period that it names (``1—6月``, ``2023年``), seen from its
document's own day. Nothing is ever called wrong because the ledger is silent: what cannot be compared is
*not testable*, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.evidence.types import StoredStatement
from duijie.figures.beside import Contradiction, among, claimed
from duijie.figures.types import FigureValue
from duijie.figures.verdicts import Beside, Verdict
from duijie.figures.wording import nonstandard
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.reading.kinds import Tally, Target
from duijie.review import queries as review


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
    rejected = review.rejected_ids(viewer=viewer)
    figures = Beside(viewer, known_at)
    origin = _Origins(viewer, printing)
    claims = []
    for statement in statements:
        day = statement.document_date or today or known_at.date()
        said = statement.said
        assert isinstance(said, Tally | Target)
        judged = figures.judge(said, day=day, document_id=statement.document_id)
        figure, reason = judged.figure, judged.reason
        if judged.verdict is Verdict.SUPPORTED and figure and (but := origin.alone(statement, figure)):
            reason = Words(f"{reason.zh}；但{but.zh}", f"{reason.en}; but {but.en}")
        claims.append(
            Claim(
                statement,
                said.measure,
                said.quantity,
                said.subject or "",
                figure,
                judged.verdict,
                reason,
                nonstandard(said.quantity.words),
                statement.id in rejected,
            )
        )
    return tuple(claims)


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
        facts, by_hand = figure.contributions.facts()
        found = frozenset(self._documents.get(fact, 0) for fact in facts)
        return found | {0} if by_hand else found
