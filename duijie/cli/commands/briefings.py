# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie brief`` and ``duijie proof``: briefings out of outlines, and a draft's numbers computed again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.files import bytes_of
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say

OUTLINES = (Column("outline"), Column("series", wide=True), Column("title", wide=True))
LIST = (
    Column("id", number=True), Column("outline"), Column("title", wide=True), Column("state"), Column("as_of"),
    Column("number", number=True), Column("total", number=True), Column("unit"), Column("by"),
)  # fmt: skip
FOUND = (
    Column("severity"), Column("rule"), Column("words", wide=True), Column("reason", wide=True), Column("place"),
    Column("advice", wide=True),
)  # fmt: skip


def brief(
    outline: Annotated[str, typer.Argument(help="The outline's name; without one they are listed.", metavar="OUTLINE")] = "",
    form: FormatOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day of the figures; by default the region's closing day, else today.", metavar="DAY")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write it there, as .docx, .pdf, .html or .txt; by default print its text.", metavar="F")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep it as a draft; prints its number.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the briefings kept.")] = False,
    number: Annotated[int | None, typer.Option("--id", help="Take the briefing of this number.", metavar="ID")] = None,
    sign: Annotated[bool, typer.Option("--sign", help="With --id: sign the draft off; not by who wrote it.")] = False,
    issue: Annotated[str, typer.Option("--issue", help="With --id: number it and print this day on it.", metavar="DAY")] = "",
    verify: Annotated[bool, typer.Option("--verify", help="With --id: compute its figures again as they were known.")] = False,
) -> None:  # fmt: skip
    """Write a briefing out of an outline, or take one that was kept (简报).

    What a second look finds goes to standard error; nothing wrong is issued.
    """
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import own_region
    from duijie.briefings import operations, queries
    from duijie.briefings.composing.checking import check
    from duijie.briefings.composing.compose import compose
    from duijie.briefings.papers.sheet import Sheet
    from duijie.briefings.rules import outline as outline_of
    from duijie.briefings.rules import outlines

    at = now()
    if list_:
        show([_line(one) for one in queries.listing(viewer=by, limit=1000)[0]], LIST, form)
        return
    if number is not None:
        if sign:
            operations.sign(briefing_id=number, by=by, at=at)
        if issue:
            day = as_day(issue, "--issue")
            assert day is not None
            operations.issue(briefing_id=number, on=day, by=by, at=at)
        if verify:
            _tell_differences(queries.differences(briefing_id=number, viewer=by))
            return
        sheet = queries.sheet(briefing_id=number, viewer=by, language=_language())
    elif outline:
        day = as_day(as_of, "--as-of") or own_region().closed_on or timezone.localdate()
        if keep:
            typer.echo(operations.draft(outline_code=outline, as_of=day, by=by, at=at))
        sheet = Sheet(compose(outline_of(outline), as_of=day, known_at=at, by=by, language=_language()))
    else:
        rows = [
            {"outline": one.code, "series": one.masthead.series, "title": one.masthead.title} for one in outlines().values()
        ]  # fmt: skip
        show(rows, OUTLINES, form)
        return
    for one in check(sheet.composed, by=by):
        typer.echo(f"{say(one.name)}: {one.words} ({say(one.reason)})", err=True)
    _write(sheet, out)


def proof(
    file: Annotated[Path, typer.Argument(help="A draft in any format that is read.", metavar="FILE")],
    form: FormatOption = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Lay what it says of the region beside the figures too.")] = False,
    as_of: Annotated[
        str | None, typer.Option(help="With --ledger: the day of the figures; by default the region's closing day, else today.", metavar="DAY")
    ] = None,
) -> None:  # fmt: skip
    """Compute the sums, shares, growth and ranks of a draft again, and look at its hedges (发文前核对).

    Hints, never a verdict. The exit status is 0 whatever is found.
    """
    by = operator()
    from django.conf import settings
    from django.utils import timezone

    from duijie.accounts.queries import own_region
    from duijie.proofing.against import with_figures
    from duijie.proofing.check import NO_VERDICT, proof_file
    from duijie.proofing.lexicon import SEVERITIES

    done, reading = proof_file(bytes_of(file), file.name, max_bytes=settings.DUIJIE_MAX_BYTES)
    if ledger:
        day = as_day(as_of, "--as-of") or own_region().closed_on or timezone.localdate()
        done = with_figures(done, reading, as_of=day, known_at=now(), viewer=by)
    rows = [
        {
            "code": one.rule.code, "rule": one.rule.name, "severity": SEVERITIES[one.rule.severity],
            "severity_code": one.rule.severity, "words": one.words, "reason": one.reason, "place": one.where,
            "start": one.span.start, "end": one.span.end, "advice": one.rule.advice,
        }
        for one in done.findings
    ]  # fmt: skip
    show(rows, FOUND, form)
    typer.echo(say(NO_VERDICT), err=True)


def _language() -> str:
    from duijie.kernel.words import Words

    return say(Words("zh", "en"))


def _line(one: Any) -> dict[str, Any]:
    from duijie.briefings.types import STATES

    issued = one.issued
    return {
        "id": one.id, "outline": one.outline, "title": one.title, "state": STATES[one.state], "state_code": one.state,
        "as_of": one.as_of, "number": issued.number if issued else None, "total": issued.total if issued else None,
        "issued_on": issued.on if issued else None, "unit": one.unit, "by": one.drafted_by,
    }  # fmt: skip


def _write(sheet: Any, out: Path | None) -> None:
    from duijie.briefings.papers.files import KINDS, file_of
    from duijie.briefings.papers.text import text_of_sheet

    if out is None:
        typer.echo(text_of_sheet(sheet), nl=False)
        return
    kind = out.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        endings = ", ".join(f".{one}" for one in KINDS)
        raise WrongUse(f"--out {str(out)!r}: the name must end in one of {endings}.")
    out.write_bytes(file_of(sheet, kind))


def _tell_differences(found: list[Any]) -> None:
    from duijie.kernel.words import Words

    for one in found:
        typer.echo(say(one))
    if not found:
        typer.echo(
            say(Words("全部数字与签批时一致。", "All figures are what they were when it was signed off."))
        )
    else:
        raise typer.Exit(1)
