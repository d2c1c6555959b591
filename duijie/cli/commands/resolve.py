# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie directory resolve``: which organisation a name means, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.files import bytes_of
from duijie.cli.printing import Column, Format, FormatOption, chosen, show
from duijie.cli.progress import tracked
from duijie.cli.session import operator
from duijie.cli.words import say

if TYPE_CHECKING:
    from duijie.resolving.candidates import Found


def resolve(
    names: Annotated[list[str] | None, typer.Argument(help="Names, short or in full.", metavar="NAME…")] = None,
    form: FormatOption = None,
    names_from: Annotated[Path | None, typer.Option(help="A text file, one name a line.", metavar="FILE")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Candidates a name.")] = 10,
    place: Annotated[str, typer.Option(help="Province, city or county, or how a division's code begins.")] = "",
    industry: Annotated[str, typer.Option(help="How the industry begins.")] = "",
    legal_form: Annotated[str, typer.Option("--legal-form", help="limited, shares, works …")] = "",
    status: Annotated[str, typer.Option(help="How the status begins: 存续, 注销 …")] = "",
    since: Annotated[str | None, typer.Option(help="Registered on this day or later.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Registered on this day or earlier.", metavar="DAY")] = None,
) -> None:  # fmt: skip
    """Find the organisations that names can mean, among our own and in the registry (识别名称).

    With jsonl, one line a name: {"query", "candidates": [{"name", "credit_code", "source", "score", "reasons"}]}.
    The filters narrow the registry. Candidates are proposals: a person decides.
    """
    wanted = [*(names or ()), *(_lines(names_from) if names_from else ())]
    if not wanted:
        raise WrongUse("there is no name to resolve. Give names, or a file of names with --names-from.")
    by = operator()
    from duijie.registry.names import Filters
    from duijie.resolving.candidates import resolve as find

    filters = Filters(place, industry, legal_form, status, as_day(since, "--since"), as_day(until, "--until"))

    def answers() -> Iterator[tuple[str, list[Found]]]:
        for name in tracked(wanted, "resolve"):
            yield name, find(name=name, viewer=by, limit=limit, filters=filters)

    if chosen(form) in (Format.JSON, Format.JSONL):
        show(
            ({"query": query, "candidates": [_record(one) for one in found]} for query, found in answers()),
            (),
            form,
        )
        return
    rows = (
        {"query": query if at == 0 else "", **_record(one)}
        for query, found in answers()
        for at, one in enumerate(found)
    )
    columns = (Column("query", wide=True), Column("name", wide=True), Column("credit_code"), Column("source"),
               Column("score", number=True), Column("reasons", "reason", wide=True))  # fmt: skip
    show(rows, columns, form)


def _record(one: Found) -> dict[str, Any]:
    return {
        "name": one.name,
        "credit_code": one.credit_code,
        "source": one.source,
        "score": round(one.score, 4),
        "verdict": one.verdict,
        "reasons": [say(each) for each in one.reasons],
        "organisation": one.organisation_id,
        "row": one.row,
    }


def _lines(path: Path) -> list[str]:
    from duijie.text.formats.encoding import decode

    decoded = decode(bytes_of(path))
    if decoded is None:
        raise WrongUse(f"{path}: it is no text. Give a text file with one name a line.")
    return [line.strip() for line in decoded.text.splitlines() if line.strip()]
