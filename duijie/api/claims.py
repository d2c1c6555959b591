"""Claims beside the figures, contradictions, and what people judged of both."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.accounts.queries import unit_named
from duijie.api.access import caller
from duijie.api.directory import Said, said
from duijie.api.figures import Amount, amount
from duijie.api.problems import ANSWERS, Problem
from duijie.disputes import operations
from duijie.disputes.queries import disputes, get, narrow, quarrels
from duijie.disputes.rules import OPEN
from duijie.disputes.types import AnswerInfo, Dispute, Filters
from duijie.disputes.types import Standing as Found
from duijie.evidence.queries import of_document
from duijie.evidence.types import StoredStatement

router = Router(tags=["figures"])


class Judgement(Schema):
    """What a person said of it. ``answer``: explained, correcting; of a claim also ours, theirs; of a contradiction
    first, second, as the sides stand now; open takes an earlier one back."""

    answer: str
    reason: str
    by: str
    at: datetime


class Standing(Schema):
    """How it stands: open, judged, reopened, or none where nothing is in dispute. ``again``: why it is open again.

    ``history`` is all that was said, the latest first.
    """

    state: str
    judgement: Judgement | None
    again: list[Said]
    history: list[Judgement]


class Claimed(Schema):
    """A number that a document publishes, beside the figure. ``verdict``: supported, short, contradicted, not_testable."""

    key: str
    statement: str
    document: int
    quote: str
    measure: str
    subject: str
    claimed: Amount
    figure: str | None
    amount: Amount | None
    verdict: str
    reason: Said
    wording: Said | None
    standing: Standing


class Side(Schema):
    """One of two claims; ``again`` are further statements that give the same interval."""

    statement: str
    document: int
    quote: str
    start: int
    end: int
    claimed: str
    again: list[str]


class Contradicting(Schema):
    """Two claims about the same thing, in one document or in two, that no number satisfies."""

    key: str
    measure: str
    left: Side
    right: Side
    reason: Said
    standing: Standing


class Asked(Schema):
    """Which of them."""

    document: int | None = None
    measure: str = ""
    unit: str = Field(
        "", description="Whose people, or those of a unit below, received the document; by its name."
    )
    open: bool = Field(False, description="Only what is still, or again, to be judged.")


class Judging(Schema):
    """A judgement to give. ``open`` takes the one in force back."""

    answer: Literal["explained", "ours", "theirs", "first", "second", "correcting", "open"]
    reason: str = Field("", max_length=300)


Key = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


@router.get("/claims", response={200: list[Claimed], 404: Problem, **ANSWERS})
def claims(request: HttpRequest, asked: Query[Asked]) -> list[Claimed]:
    """What documents, or one of them, publish as numbers, each beside the figure as of its day."""
    viewer, now = caller(request, "see"), timezone.now()
    found = disputes(
        viewer=viewer,
        known_at=now,
        documents=None if asked.document is None else [asked.document],
    )
    return [_claim(one) for one in narrow(found.claims, _filters(asked), viewer=viewer)]


@router.get("/contradictions", response={200: list[Contradicting], 404: Problem, **ANSWERS})
def contradicting(request: HttpRequest, asked: Query[Asked]) -> list[Contradicting]:
    """Claims of documents that cannot all be true; those that ``document`` takes part in, where it is given."""
    viewer, now = caller(request, "see"), timezone.now()
    if asked.document is not None:
        of_document(document_id=asked.document, viewer=viewer)
    found = quarrels(viewer=viewer, known_at=now)
    return [_contradiction(one) for one in narrow(found, _filters(asked), viewer=viewer)]


@router.post("/disputes/{key}/judgements", response={200: Standing, 404: Problem, **ANSWERS})
def judge(request: HttpRequest, key: Key, sent: Judging) -> Standing:
    """Judge a contradiction or an unsupported claim by its key, or take the judgement back."""
    by, now = caller(request, "review"), timezone.now()
    if sent.answer == OPEN:
        operations.take_back(key=key, reason=sent.reason, by=by, at=now)
    else:
        operations.judge(key=key, code=sent.answer, reason=sent.reason, by=by, at=now)
    return _standing(get(key=key, viewer=by, known_at=now).standing)


def _filters(asked: Asked) -> Filters:
    return Filters(
        asked.document, asked.measure, unit_named(asked.unit).id if asked.unit else None, asked.open
    )


def _claim(told: Dispute) -> Claimed:
    one = told.claim
    assert one is not None
    figure = one.figure
    return Claimed(
        key=told.standing.key, statement=one.statement.id, document=one.statement.document_id,
        quote=one.statement.quote, measure=one.measure, subject=one.subject, claimed=amount(one.quantity),
        figure=figure.code if figure else None,
        amount=amount(figure.quantity) if figure and figure.quantity else None,
        verdict=one.verdict.value, reason=said(one.reason), wording=said(one.wording) if one.wording else None,
        standing=_standing(told.standing),
    )  # fmt: skip


def _contradiction(told: Dispute) -> Contradicting:
    one = told.contradiction
    assert one is not None
    return Contradicting(
        key=told.standing.key, measure=told.measure, left=_side(one.left, one.left_again),
        right=_side(one.right, one.right_again), reason=said(one.reason), standing=_standing(told.standing),
    )  # fmt: skip


def _standing(one: Found) -> Standing:
    return Standing(
        state=one.state.value, judgement=_judgement(one.answer) if one.answer else None,
        again=[said(why) for why in one.again], history=[_judgement(each) for each in one.history],
    )  # fmt: skip


def _judgement(one: AnswerInfo) -> Judgement:
    return Judgement(answer=one.code, reason=one.reason, by=one.by, at=one.at)


def _side(one: StoredStatement, again: tuple[StoredStatement, ...]) -> Side:
    return Side(
        statement=one.id, document=one.document_id, quote=one.quote, start=one.place.start, end=one.place.end,
        claimed=str(one.values["quantity"]["words"]), again=[each.id for each in again],
    )  # fmt: skip
