# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie reconcile``: what documents publish, laid beside the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.printing import Column, Format, FormatOption, chosen, show
from duijie.cli.session import now, operator

if TYPE_CHECKING:
    from duijie.evidence.types import StoredStatement
    from duijie.figures.beside import Contradiction
    from duijie.figures.reconcile import Claim

CLAIMS = (
    Column("document", number=True), Column("claim"), Column("label", wide=True), Column("verdict"),
    Column("reason", wide=True), Column("wording_mark", wide=True),
)  # fmt: skip
CONTRADICTIONS = (
    Column("document", number=True), Column("quote", head="contradiction", wide=True),
    Column("other_document", head="document", number=True), Column("other_quote", head="quote", wide=True),
    Column("also", number=True), Column("reason", wide=True),
)  # fmt: skip
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
    ]
)


def reconcile(
    document: Annotated[
        list[int] | None,
        typer.Argument(help="Documents by number; without one all of them.", metavar="[DOC]…"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Lay these documents also beside all others.")] = False,
    form: FormatOption = None,
) -> None:
    """Compare what documents claim with the ledger, and documents with each other (对账).

    Each claim with verdict and reason, wording that is not standard, and pairs of claims, in one document or in
    two, that cannot both be true.
    """
    viewer = operator()
    from django.utils import timezone

    from duijie.figures.reconcile import reconcile as compare

    found = compare(
        viewer=viewer, known_at=now(), documents=document or None, among_all=every, today=timezone.localdate()
    )
    people = chosen(form) is Format.TABLE
    claims = [_claim(one, people=people) for one in found.claims]
    contradictions = [_contradiction(one) for one in found.contradictions]
    match chosen(form):
        case Format.TABLE:
            show(claims, CLAIMS, form)
            show(contradictions, CONTRADICTIONS, form)
        case Format.CSV:
            show([dict.fromkeys(c.key for c in PLAIN) | one for one in claims + contradictions], PLAIN, form)
        case _:
            show(claims + contradictions, (), form)


def _claim(one: Claim, *, people: bool) -> dict[str, Any]:
    from duijie.cli.commands.figures import row_of
    from duijie.figures.reconcile import VERDICT_NAMES

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
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    other = {f"other_{key}": value for key, value in _where(one.right).items()}
    return {
        "row": "contradiction",
        **_where(one.left),
        **other,
        "also": len(one.left_again) + len(one.right_again),
        "reason": one.reason,
    }


def _where(statement: StoredStatement) -> dict[str, Any]:
    return {
        "document": statement.document_id,
        "statement": statement.id,
        "start": statement.place.start,
        "end": statement.place.end,
        "quote": statement.quote,
    }
