"""The only writer of decisions and facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.evidence import queries as evidence
from duijie.judgements.operations import note_names
from duijie.reading.kinds import as_values, from_values, names_in
from duijie.review.models import Decision, Fact
from duijie.review.types import NothingToWithdraw, ReasonMissing


@transaction.atomic
def accept(*, statement_id: str, by: Actor, at: datetime, reason: str = "") -> None:
    """Take a statement as a fact, as it stands. Accepting what is accepted already adds nothing."""
    by.must("review")
    statement = evidence.get(statement_id=statement_id, viewer=by)
    latest = _latest(statement_id)
    if latest is not None and latest.verdict == "accepted":
        return
    _decide(statement_id, "accepted", statement.kind, statement.values, reason, by, at)


@transaction.atomic
def correct(
    *, statement_id: str, values: Mapping[str, Any], by: Actor, at: datetime, reason: str = ""
) -> None:
    """Take a statement as a fact with other values; the statement itself stays as it was read.

    Raises :class:`duijie.reading.kinds.WrongValues` where the values do not make a statement of its kind.
    """
    by.must("review")
    statement = evidence.get(statement_id=statement_id, viewer=by)
    said = from_values(statement.kind, values)
    _decide(statement_id, "corrected", statement.kind, as_values(said), reason, by, at)


@transaction.atomic
def reject(*, statement_id: str, reason: str, by: Actor, at: datetime) -> None:
    """Say that a statement does not hold. Raises :class:`ReasonMissing` without a reason."""
    by.must("review")
    evidence.get(statement_id=statement_id, viewer=by)
    if not reason.strip():
        raise ReasonMissing
    _decide(statement_id, "rejected", "", None, reason, by, at)


@transaction.atomic
def withdraw(*, statement_id: str, by: Actor, at: datetime) -> None:
    """Take the decision in force back; the statement waits again. Raises :class:`NothingToWithdraw`."""
    by.must("review")
    evidence.get(statement_id=statement_id, viewer=by)
    latest = _latest(statement_id)
    if latest is None or latest.verdict == "withdrawn":
        raise NothingToWithdraw(statement_id)
    _decide(statement_id, "withdrawn", "", None, "", by, at)


def _latest(statement_id: str) -> Decision | None:
    return Decision.objects.filter(statement_id=statement_id).order_by("-at", "-pk").first()


def _decide(
    statement_id: str,
    verdict: str,
    kind: str,
    values: Mapping[str, Any] | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    decision = Decision.objects.create(
        statement_id=statement_id, verdict=verdict, reason=reason.strip()[:300], by_id=by.user_id, at=at
    )
    Fact.objects.filter(statement_id=statement_id, retired_by=None).update(retired_by=decision)
    if values is not None:
        Fact.objects.create(decision=decision, statement_id=statement_id, kind=kind, values=dict(values))
        note_names(names=names_in(from_values(kind, values)), by=by, at=at, statement_id=statement_id)
    log(by=by, at=at, operation=verdict, subject=f"statement:{statement_id}", reason=reason)
