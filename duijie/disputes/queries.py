"""Reads of contradictions and claims with what people said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from duijie.accounts.queries import own_region, units_below
from duijie.accounts.types import Actor
from duijie.disputes.models import Answer
from duijie.disputes.rules import OPEN, TURNED, key_of, reopened, seen, sides_of
from duijie.disputes.types import (
    WAITING,
    AnswerInfo,
    Dispute,
    Disputes,
    Filters,
    NoSuchDispute,
    Standing,
    State,
)
from duijie.documents.queries import received_in
from duijie.evidence.queries import by_ids
from duijie.evidence.types import StoredStatement
from duijie.figures.beside import CLAIMS, Contradiction, claimed, contradictions
from duijie.figures.reconcile import Claim, check, reconcile
from duijie.figures.verdicts import Verdict


def disputes(
    *,
    viewer: Actor,
    known_at: datetime,
    documents: Collection[int] | None = None,
    among_all: bool = False,
) -> Disputes:
    """Every claim and contradiction of these documents, or of all, with how each stands.

    As :func:`duijie.figures.reconcile.reconcile`, which it asks; a document without a date is seen from the closing
    day of the region, else from the day of ``known_at``.
    """
    found = reconcile(
        viewer=viewer, known_at=known_at, documents=documents, among_all=among_all, today=_day(known_at)
    )
    said = _Said()
    beside = {one.statement.id: one for one in found.claims}
    lacking = said.judged(found.contradictions, beside)
    beside |= _checked(lacking, viewer, known_at)
    return Disputes(
        tuple(Dispute(said.of(one, beside), contradiction=one) for one in found.contradictions),
        tuple(Dispute(said.of(one, beside), claim=one) for one in found.claims),
    )


def quarrels(*, viewer: Actor, known_at: datetime) -> tuple[Dispute, ...]:
    """All contradictions with how each stands; figures are looked at only of those that were judged."""
    found, said = contradictions(viewer=viewer), _Said()
    beside = _checked(said.judged(found, {}), viewer, known_at)
    return tuple(Dispute(said.of(one, beside), contradiction=one) for one in found)


def narrow(found: Iterable[Dispute], filters: Filters, *, viewer: Actor) -> list[Dispute]:
    """The matters that fit; of a contradiction one document that does is enough."""
    within = (
        None if filters.unit_id is None else received_in(units=units_below(filters.unit_id), viewer=viewer)
    )
    return [
        one
        for one in found
        if (filters.document_id is None or filters.document_id in one.documents)
        and filters.measure in ("", one.measure)
        and (within is None or one.documents & within)
        and (not filters.waiting or one.standing.state in WAITING)
    ]


def get(*, key: str, viewer: Actor, known_at: datetime) -> Dispute:
    """The one matter of this key, or whose key begins so. Raises :class:`NoSuchDispute`, also where several do."""
    asked = [one for one in by_ids(statement_ids=[key], viewer=viewer).values() if one.kind in CLAIMS]
    if asked:
        everything = claimed(viewer, None)
        (claim,) = check(asked, printing=everything, viewer=viewer, known_at=known_at, today=_day(known_at))
        return Dispute(_Said().of(claim, {key: claim}), claim=claim)
    found = quarrels(viewer=viewer, known_at=known_at)
    meant = [one for one in found if one.standing.key == key]
    if not meant and key:
        every = disputes(viewer=viewer, known_at=known_at)
        meant = [one for one in (*every.contradictions, *every.claims) if one.standing.key.startswith(key)]
    if len(meant) != 1:
        raise NoSuchDispute(key)
    return meant[0]


def beside(one: Dispute, *, viewer: Actor, known_at: datetime) -> tuple[Claim, ...]:
    """The claims that a matter consists of, each with its figure: of a contradiction the first of either side."""
    if one.claim is not None:
        return (one.claim,)
    assert one.contradiction is not None
    sides = (one.contradiction.left, one.contradiction.right)
    return tuple(_checked(sides, viewer, known_at).values())


def _checked(statements: Iterable[StoredStatement], viewer: Actor, known_at: datetime) -> dict[str, Claim]:
    wanted = list(statements)
    if not wanted:
        return {}
    claims = check(wanted, printing=(), viewer=viewer, known_at=known_at, today=_day(known_at))
    return {one.statement.id: one for one in claims}


def _day(known_at: datetime) -> date:
    return own_region().closed_on or timezone.localdate(known_at)


class _Said:
    """All answers, found again by any statement they were given to."""

    def __init__(self) -> None:
        self._rows = list(Answer.objects.select_related("by").order_by("-at", "-pk"))
        self._at: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(self._rows):
            for statement in (*row.left, *row.right):
                self._at[statement].add(place)

    def judged(self, found: Iterable[Contradiction], known: Mapping[str, Any]) -> list[StoredStatement]:
        """The first statements of contradictions that something was said of, without those that are ``known``."""
        return [
            side
            for one in found
            if self._given_to(one)
            for side in (one.left, one.right)
            if side.id not in known
        ]

    def of(self, one: Contradiction | Claim, beside: Mapping[str, Claim]) -> Standing:
        """How a matter stands. ``beside``: claims by their statement."""
        rows = self._given_to(one)
        history = tuple(
            AnswerInfo(
                TURNED.get(row.code, row.code) if turned else row.code, row.reason, str(row.by), row.at
            )
            for row, turned in rows
        )
        key = key_of(one)
        if isinstance(one, Claim) and one.verdict is Verdict.SUPPORTED:
            return Standing(key, State.NONE, history=history)
        if not rows or rows[0][0].code == OPEN:
            return Standing(key, State.OPEN, history=history)
        row, turned = rows[0]
        again = reopened(
            row.seen, seen(beside[each] for each in row.seen if each in beside), _fresh(one, row, turned)
        )
        return Standing(key, State.REOPENED if again else State.JUDGED, history[0], again, history)

    def _given_to(self, one: Contradiction | Claim) -> list[tuple[Answer, bool]]:
        """The answers to a matter, the latest first, and whether each was given with the sides turned.

        A statement more on a side, or an earlier one, does not make it another matter.
        """
        left, right = (set(side) for side in sides_of(one))
        places = sorted({place for each in left | right for place in self._at.get(each, ())})
        found = []
        for row in (self._rows[place] for place in places):
            if not right:
                if not row.right and left & set(row.left):
                    found.append((row, False))
            elif left & set(row.left) and right & set(row.right):
                found.append((row, False))
            elif left & set(row.right) and right & set(row.left):
                found.append((row, True))
        return found


def _fresh(one: Contradiction | Claim, row: Answer, turned: bool) -> Sequence[tuple[str, str]]:
    """Statements on either side that were not there when it was answered."""
    if isinstance(one, Claim):
        return []
    known = {*row.left, *row.right}
    every = (one.left, one.right, *one.left_again, *one.right_again)
    return [(each.document_name, each.quote) for each in every if each.id not in known]
