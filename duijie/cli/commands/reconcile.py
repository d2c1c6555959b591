# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie reconcile``: what documents publish, laid beside the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.printing import Column, Format, FormatOption, chosen, show
from duijie.cli.session import now, operator

if TYPE_CHECKING:
    from duijie.disputes.types import Dispute
    from duijie.evidence.types import StoredStatement

CLAIMS = (
    Column("document", number=True), Column("claim"), Column("label", wide=True), Column("verdict"),
    Column("reason", wide=True), Column("wording_mark", wide=True), Column("key"), Column("state"), Column("judged", wide=True),
)  # fmt: skip
CONTRADICTIONS = (
    Column("document", number=True), Column("quote", head="contradiction", wide=True),
    Column("other_document", head="document", number=True), Column("other_quote", head="quote", wide=True),
    Column("also", number=True), Column("reason", wide=True), Column("key"), Column("state"), Column("judged", wide=True),
)  # fmt: skip
SHORT = 8
"""So much of a key is printed for people; it mostly names the matter already."""
PLAIN = tuple(
    Column(key)
    for key in [
        "row",
        "document",
        "statement",
        "start",
        "end",
        "quote",
        "other_document",
        "other_statement",
        "other_start",
        "other_end",
        "other_quote",
        "also",
        "code",
        "claim",
        "verdict",
        "reason",
        "wording_mark",
        "rejected",
        "key",
        "state",
        "judged",
        "why",
        "by",
        "at",
        "again",
    ]
)


def reconcile(
    document: Annotated[
        list[int] | None,
        typer.Argument(help="Documents by number; without one all of them.", metavar="[DOC]…"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Lay these documents also beside all others.")] = False,
    measure: Annotated[str, typer.Option(help="Only this measure, by its code.")] = "",
    unit: Annotated[str, typer.Option(help="Only documents that this unit, or one below it, received.")] = "",
    waiting: Annotated[
        bool, typer.Option("--open", help="Only what is still, or again, to be judged.")
    ] = False,
    judge: Annotated[
        str, typer.Option(help="A matter's key, or enough of its beginning: judge it.", metavar="KEY")
    ] = "",
    answer: Annotated[
        str,
        typer.Option(
            help="explained, correcting; of a claim also ours, theirs; of a contradiction first, second; open takes back."
        ),
    ] = "",
    reason: Annotated[str, typer.Option(help="Why; a judgement needs it.")] = "",
    form: FormatOption = None,
) -> None:
    """Compare what documents claim with the ledger, and documents with each other (对账).

    Each claim with verdict and reason, wording that is not standard, and pairs of claims, in one document or in
    two, that cannot both be true; each with what a person judged, and why it is open again.
    """
    viewer = operator()
    from duijie.accounts.queries import unit_named
    from duijie.disputes.operations import judge as judge_it
    from duijie.disputes.operations import take_back
    from duijie.disputes.queries import disputes, narrow
    from duijie.disputes.types import Filters

    at = now()
    if judge and answer == "open":
        take_back(key=judge, reason=reason, by=viewer, at=at)
    elif judge:
        judge_it(key=judge, code=answer, reason=reason, by=viewer, at=at)
    found = disputes(viewer=viewer, known_at=at, documents=document or None, among_all=every)
    filters = Filters(measure=measure, unit_id=unit_named(unit).id if unit else None, waiting=waiting)
    people = chosen(form) is Format.TABLE
    claims = [_claim(one, people=people) for one in narrow(found.claims, filters, viewer=viewer)]
    contradictions = [
        _contradiction(one, people=people) for one in narrow(found.contradictions, filters, viewer=viewer)
    ]
    match chosen(form):
        case Format.TABLE:
            show(claims, CLAIMS, form)
            show(contradictions, CONTRADICTIONS, form)
        case Format.CSV:
            show([dict.fromkeys(c.key for c in PLAIN) | one for one in claims + contradictions], PLAIN, form)
        case _:
            show(claims + contradictions, (), form)


def _claim(told: Dispute, *, people: bool) -> dict[str, Any]:
    from duijie.cli.commands.figures import row_of
    from duijie.figures.verdicts import VERDICT_NAMES

    one = told.claim
    assert one is not None
    figure = row_of(one.figure) if one.figure else None
    return {
        "row": "claim",
        **_where(one.statement),
        "code": one.figure.code if one.figure else one.measure,
        "claim": one.quantity.words,
        "quantity": one.quantity.as_json(),
        "subject": one.subject,
        "label": figure["name"] if figure else one.measure,
        "figure": {key: figure[key] for key in ("code", "value", "number", "low", "high", "unit")}
        if figure
        else None,
        "verdict": VERDICT_NAMES[one.verdict] if people else one.verdict.value,
        "reason": one.reason,
        "wording_mark": one.wording,
        "rejected": one.rejected,
        **_standing(told, people=people),
    }


def _contradiction(told: Dispute, *, people: bool) -> dict[str, Any]:
    one = told.contradiction
    assert one is not None
    other = {f"other_{key}": value for key, value in _where(one.right).items()}
    return {
        "row": "contradiction",
        **_where(one.left),
        **other,
        "also": len(one.left_again) + len(one.right_again),
        "reason": one.reason,
        **_standing(told, people=people),
    }


def _standing(told: Dispute, *, people: bool) -> dict[str, Any]:
    """The judgement in force, or the one that has to be given again."""
    from duijie.disputes.rules import CODES
    from duijie.disputes.types import STATE_NAMES
    from duijie.kernel.words import Words

    one, answer = told.standing, told.standing.answer
    judged: Any = answer.code if answer else None
    if people and answer:
        judged = Words(
            f"{CODES[answer.code].zh}：{answer.reason}（{answer.by}）",
            f"{CODES[answer.code].en}: {answer.reason} ({answer.by})",
        )
    again = Words("；".join(each.zh for each in one.again), "; ".join(each.en for each in one.again))
    if people and one.again:
        judged = Words(f"{judged.zh}；{again.zh}", f"{judged.en}; {again.en}")
    return {
        "key": one.key[:SHORT] if people else one.key,
        "state": STATE_NAMES[one.state] if people else one.state.value,
        "judged": judged,
        "why": answer.reason if answer else None,
        "by": answer.by if answer else None,
        "at": answer.at if answer else None,
        "again": again if one.again else None,
    }


def _where(statement: StoredStatement) -> dict[str, Any]:
    return {
        "document": statement.document_id,
        "statement": statement.id,
        "start": statement.place.start,
        "end": statement.place.end,
        "quote": statement.quote,
    }
