"""The only writer of answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.disputes.models import Answer
from duijie.disputes.queries import beside, get
from duijie.disputes.rules import OF_CLAIMS, OF_CONTRADICTIONS, OPEN, seen, sides_of
from duijie.disputes.types import Dispute, State, WrongAnswer

LONGEST = 300


@transaction.atomic
def judge(*, key: str, code: str, reason: str, by: Actor, at: datetime) -> None:
    """Say how it is with a contradiction or an unsupported claim, and why.

    Raises :class:`duijie.disputes.types.NoSuchDispute`, :class:`WrongAnswer`.
    """
    by.must("review")
    one = get(key=key, viewer=by, known_at=at)
    if one.standing.state is State.NONE:
        raise WrongAnswer(
            "台账能支持这一说法，无需判定。", "The ledger bears this claim out; there is nothing to judge."
        )
    known = OF_CLAIMS if one.claim else OF_CONTRADICTIONS
    if code not in known:
        raise WrongAnswer(f"判定只能是：{'、'.join(known)}。", f"The answer is one of: {', '.join(known)}.")
    if not reason.strip():
        raise WrongAnswer("请写明理由。", "Say why.")
    if len(reason.strip()) > LONGEST:
        raise WrongAnswer(f"理由不超过 {LONGEST} 字。", f"The reason takes {LONGEST} characters at most.")
    _say(one, code, reason.strip(), by, at)


@transaction.atomic
def take_back(*, key: str, by: Actor, at: datetime, reason: str = "") -> None:
    """Take the answer in force back: the matter waits again. Raises ``NoSuchDispute``, :class:`WrongAnswer`."""
    by.must("review")
    one = get(key=key, viewer=by, known_at=at)
    if one.standing.answer is None:
        raise WrongAnswer("还没有判定，无可撤回。", "Nothing was judged yet that could be taken back.")
    _say(one, OPEN, reason.strip()[:LONGEST], by, at)


def _say(one: Dispute, code: str, reason: str, by: Actor, at: datetime) -> None:
    matter = one.contradiction or one.claim
    assert matter is not None
    left, right = sides_of(matter)
    Answer.objects.create(
        left=left,
        right=right,
        code=code,
        reason=reason,
        seen=seen(beside(one, viewer=by, known_at=at)),
        by_id=by.user_id,
        at=at,
    )
    log(
        by=by, at=at, operation="settle_dispute" if code != OPEN else "reopen_dispute",
        subject=f"statement:{left[0]}", verdict=code, reason=reason, pair=" / ".join(_quotes(one)),
    )  # fmt: skip


def _quotes(one: Dispute) -> list[str]:
    if one.contradiction is not None:
        return [one.contradiction.left.quote, one.contradiction.right.quote]
    assert one.claim is not None
    return [one.claim.statement.quote]
