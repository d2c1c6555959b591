# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie review``, ``post``, ``names``: a person's word on statements and names, and the ledger after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.commands.documents import DOCUMENT
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, Format, FormatOption, chosen, show, show_one
from duijie.cli.saying import kind, says
from duijie.cli.session import now, operator
from duijie.cli.words import JUDGED, STATES, label, say

if TYPE_CHECKING:
    from duijie.review.types import Reviewed

STATEMENTS = "A statement's id, or enough of its beginning; may be given several times."
PROPOSALS = "A proposal's number; may be given several times."


def review(
    document: DOCUMENT,
    form: FormatOption = None,
    accept: Annotated[list[str] | None, typer.Option(help=STATEMENTS, metavar="ID")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept all that still wait.")] = False,
    reject: Annotated[list[str] | None, typer.Option(help=STATEMENTS, metavar="ID")] = None,
    withdraw: Annotated[list[str] | None, typer.Option(help=STATEMENTS, metavar="ID")] = None,
    reason: Annotated[str, typer.Option(help="Why; a rejection needs it.")] = "",
) -> None:
    """List a document's statements with their states, or decide on them (审核).

    Taking back comes first, then rejecting, then accepting; all of it or nothing. The states afterwards are
    printed.
    """
    by = operator()
    from django.db import transaction

    from duijie.review import operations, queries

    with transaction.atomic():
        found = queries.of_document(document_id=document, viewer=by)
        ids = [one.statement.id for one in found]
        at = now()
        for one in _meant(withdraw, ids):
            operations.withdraw(statement_id=one, by=by, at=at)
        for one in _meant(reject, ids):
            operations.reject(statement_id=one, reason=reason, by=by, at=at)
        for one in _meant(accept, ids):
            operations.accept(statement_id=one, by=by, at=at, reason=reason)
        if accept_all:
            for waiting in queries.of_document(document_id=document, viewer=by):
                if waiting.decision is None:
                    operations.accept(statement_id=waiting.statement.id, by=by, at=at, reason=reason)
        found = queries.of_document(document_id=document, viewer=by)
    people = chosen(form) is Format.TABLE
    show(
        [_row(one, people=people) for one in found],
        (Column("id"), Column("state"), Column("kind"), Column("says", wide=True), Column("quote", wide=True),
         Column("reason", wide=True)),
        form,
    )  # fmt: skip


def post(document: DOCUMENT, form: FormatOption = None) -> None:
    """Bring the ledger in step with a document's facts (入账). Posting again adds nothing."""
    by = operator()
    from duijie.ledger.operations import post as post_facts

    done = post_facts(document_id=document, by=by, at=now())
    left_out = [
        {"statement": one.statement_id, "quote": one.quote, "reason": one.reason} for one in done.left_out
    ]
    lines = [f"{label('added')} {done.added} · {label('corrected')} {done.corrected}"]
    lines += [f"{label('left_out')}: {one.quote} — {say(one.reason)}" for one in done.left_out]
    record = {"document": document, "added": done.added, "corrected": done.corrected, "left_out": left_out}
    show_one(record, form, lines)


def names(
    form: FormatOption = None,
    same: Annotated[list[int] | None, typer.Option(help=PROPOSALS, metavar="ID")] = None,
    different: Annotated[list[int] | None, typer.Option(help=PROPOSALS, metavar="ID")] = None,
    unsure: Annotated[list[int] | None, typer.Option(help=PROPOSALS, metavar="ID")] = None,
    reopen: Annotated[
        list[int] | None,
        typer.Option("--open", help="Take an earlier word back. " + PROPOSALS, metavar="ID"),
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only pairs that nobody has judged.")] = False,
    why: Annotated[str, typer.Option("--reason", help="Why; kept with the judgement.")] = "",
) -> None:
    """List pairs of names that may be one organisation, with reasons, or judge them (名称判定)."""
    by = operator()
    from django.db import transaction

    from duijie.judgements.operations import judge
    from duijie.judgements.queries import proposals

    verdicts = {"same": same, "different": different, "unsure": unsure, "open": reopen}
    given = [number for numbers in verdicts.values() for number in numbers or ()]
    if len(given) != len(set(given)):
        raise WrongUse("a pair of names cannot be judged in two ways at once. Give each number once.")
    with transaction.atomic():
        for verdict, numbers in verdicts.items():
            for number in numbers or ():
                judge(proposal_id=number, verdict=verdict, by=by, at=now(), reason=why)
    people = chosen(form) is Format.TABLE
    rows = [
        {
            "id": one.id,
            "left": one.left,
            "right": one.right,
            "proposed": one.verdict,
            "score": round(one.score, 2),
            "judged": JUDGED[one.judged] if people else one.judged,
            "reason": _reasons(one.reasons, one.reasons_en),
            "judged_by": one.judged_by,
            "judged_at": one.judged_at,
        }
        for one in proposals(viewer=by, open_only=waiting)
    ]
    show(
        rows,
        (Column("id", number=True), Column("left", wide=True), Column("right", wide=True),
         Column("score", number=True), Column("judged"), Column("reason", wide=True)),
        form,
    )  # fmt: skip


def _reasons(chinese: Iterable[str], english: Iterable[str]) -> Any:
    from duijie.kernel.words import Words

    return Words("；".join(chinese), "; ".join(english))


def _meant(given: list[str] | None, ids: Iterable[str]) -> list[str]:
    """Full ids for what was typed. An unknown one goes on as it is, for the operation to refuse."""
    known = tuple(ids)
    full = []
    for word in given or ():
        fits = [one for one in known if word and one.startswith(word)]
        if len(fits) > 1:
            raise WrongUse(f"{word!r} begins {len(fits)} statements' ids. Type more of the one meant.")
        if not fits:
            from duijie.evidence.types import NoSuchStatement

            raise NoSuchStatement(word)
        full += fits
    return full


def _row(one: Reviewed, *, people: bool) -> dict[str, Any]:
    from duijie.reading.kinds import from_values

    statement, decision = one.statement, one.decision
    state = decision.verdict if decision else "waiting"
    return {
        "id": statement.id[:8] if people else statement.id,
        "state": STATES[state] if people else state,
        "kind": kind(statement.kind) if people else statement.kind,
        "says": says(from_values(statement.kind, one.values)),
        "quote": statement.quote,
        "start": statement.place.start,
        "end": statement.place.end,
        "reason": decision.reason if decision else "",
        "by": decision.by if decision else "",
        "at": decision.at if decision else None,
        "values": one.values,
    }
