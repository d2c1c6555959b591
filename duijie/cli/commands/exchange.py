# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie import``, ``imports``, ``undo``, ``export``: spreadsheets in, back out again, and lists as sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.files import bytes_of
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.progress import Gauge
from duijie.cli.session import now, operator
from duijie.cli.words import say

if TYPE_CHECKING:
    from duijie.accounts.types import Actor
    from duijie.exchange.types import ImportInfo

SHOWN = 20
"""Rows of each state that people are shown; ``duijie imports ID`` shows all."""
IMPORTS = (
    Column("id", number=True), Column("at"), Column("by"), Column("file", wide=True), Column("kind"), Column("state"),
    Column("new", number=True), Column("changed", number=True), Column("same", number=True),
    Column("duplicate", number=True), Column("refused", number=True),
)  # fmt: skip
ROWS = (
    Column("number", number=True), Column("where"), Column("state"), Column("name", wide=True),
    Column("changes", wide=True), Column("reasons", wide=True),
)  # fmt: skip
ID = Annotated[int, typer.Argument(help="An import's number.", metavar="IMPORT")]


def import_(
    file: Annotated[Path, typer.Argument(help="An xlsx, xls, ods, xlsb or csv file.")],
    form: FormatOption = None,
    kind: Annotated[
        str, typer.Option(help="projects, organisations, receipts, events, tenants or platforms; by default what fits best.")
    ] = "",
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="Which column fills a field; -=COLUMN: none.", metavar="FIELD=COLUMN[@UNIT]"),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="What holds where no cell says it.", metavar="FIELD=WORDS"),
    ] = None,
    new: Annotated[
        list[int] | None, typer.Option(help="A row that is new though a like record is kept.", metavar="ROW")
    ] = None,
    as_of: Annotated[
        str, typer.Option(help="The day of what has none; today by default.", metavar="DAY")
    ] = "",
    apply: Annotated[bool, typer.Option("--apply/--preview", help="Do it, or only show what it would do.")] = False,
    refused: Annotated[
        Path | None, typer.Option(help="Write the rows that are not taken there.", metavar="OUT.xlsx")
    ] = None,
) -> None:  # fmt: skip
    """Compare a spreadsheet with what is kept and say what it would change; with --apply, do it (导入表格).

    Columns are guessed and the guesses told; what is corrected with --map is remembered for sheets with the same
    heads. `duijie undo` takes an applied import back.
    """
    by = operator()
    from duijie.exchange import operations, queries
    from duijie.exchange.applying import operations as applying
    from duijie.exchange.lists import operations as outgoing
    from duijie.exchange.types import Asked

    data = bytes_of(file)
    asked = Asked(
        kind=kind, mapping=_mapping(map_ or []), fixed=dict(_pairs(set_ or [], "--set", "FIELD=WORDS")),
        as_new=frozenset(new or ()), as_of=as_day(as_of, "--as-of") if as_of else None,
    )  # fmt: skip
    with Gauge() as gauge:
        number = operations.prepare(
            data=data, name=file.name, by=by, at=now(), asked=asked, progress=gauge.show
        )
        if apply:
            applying.apply(import_id=number, by=by, at=now(), progress=gauge.show)
    if refused is not None:
        refused.write_bytes(outgoing.refused_sheet(import_id=number, by=by, at=now()))
    _show(queries.get(import_id=number, viewer=by), by, form)


def imports(
    number: Annotated[int | None, typer.Argument(help="Show the rows of this one.", metavar="IMPORT")] = None,
    form: FormatOption = None,
    state: Annotated[
        list[str] | None, typer.Option(help="Only rows that are new, changed, same, duplicate or refused.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do what its preview shows.")] = False,
    after: Annotated[int, typer.Option(help="Rows behind this one.", metavar="ROW")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 200,
) -> None:
    """List imports, or the rows of one (导入记录)."""
    by = operator()
    from duijie.exchange import queries
    from duijie.exchange.applying import operations as applying
    from duijie.exchange.types import STATES

    if number is None:
        show([_line(one) for one in queries.listing(viewer=by, limit=limit)], IMPORTS, form)
        return
    for one in state or []:
        if one not in STATES:
            raise WrongUse(f"--state may be one of {', '.join(STATES)}, not {one!r}.")
    if apply:
        with Gauge() as gauge:
            applying.apply(import_id=number, by=by, at=now(), progress=gauge.show)
    page = queries.rows(import_id=number, viewer=by, states=tuple(state or ()), after=after, limit=limit)
    show([_row(one) for one in page.rows], ROWS, form)


def undo(number: ID, form: FormatOption = None) -> None:
    """Put every record back as it was before an import, or say what stands in the way (撤销导入)."""
    by = operator()
    from duijie.exchange import queries
    from duijie.exchange.applying import operations as applying

    with Gauge() as gauge:
        applying.undo(import_id=number, by=by, at=now(), progress=gauge.show)
    _show(queries.get(import_id=number, viewer=by), by, form)


def export(
    kind: Annotated[str, typer.Argument(help="projects, organisations, receipts, leads, events, campaigns, visits, agreements, problems or tenants.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write it: .xlsx or .csv.", metavar="FILE")],
    form: FormatOption = None,
    stage: Annotated[list[str] | None, typer.Option(help="Projects at this stage.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Projects of this status.")] = None,
    unit: Annotated[str, typer.Option(help="Projects that this unit keeps.")] = "",
    industry: Annotated[str, typer.Option(help="By the beginning of its code.")] = "",
    source: Annotated[str, typer.Option(help="foreign, domestic, province, city or own.")] = "",
    band: Annotated[list[str] | None, typer.Option(help="By size: 100m, 500m, 1bn …")] = None,
    park: Annotated[str, typer.Option(help="By the beginning of the park's name.")] = "",
    text: Annotated[str, typer.Option(help="Words in names and codes.")] = "",
    division: Annotated[str, typer.Option(help="Organisations by the beginning of their division.")] = "",
    state: Annotated[str, typer.Option(help="Leads that are open, converted or lost.")] = "",
) -> None:  # fmt: skip
    """Write a list as a spreadsheet that comes in again unchanged; that it was taken out is recorded (导出表格)."""
    by = operator()
    from duijie.accounts.queries import unit_named
    from duijie.directory.types import Filters as OrganisationFilters
    from duijie.exchange.lists import Wanted
    from duijie.exchange.lists import operations as outgoing
    from duijie.pipeline.queries import Filters

    filters: Any = None
    if kind in ("projects", "receipts"):
        filters = Filters(
            stages=tuple(stage or ()), statuses=tuple(status or ()),
            unit_ids=(unit_named(unit).id,) if unit else (), industry=industry, source=source,
            bands=tuple(band or ()), park=park, text=text,
        )  # fmt: skip
    elif kind == "organisations":
        filters = OrganisationFilters(search=text, division=division, industry=industry)
    elif kind == "leads":
        filters = state
    wanted = Wanted(kind, filters, "csv" if out.suffix.lower() == ".csv" else "xlsx")
    with Gauge() as gauge:
        data = outgoing.export(wanted=wanted, by=by, at=now(), progress=gauge.show)
    out.write_bytes(data)
    show_one({"file": str(out), "kind": kind, "bytes": len(data)}, form, [f"{out}  {len(data):,} B"])


def _show(info: ImportInfo, by: Actor, form: Any) -> None:
    from duijie.exchange import queries

    rows = []
    for state in ("refused", "duplicate", "changed", "new"):
        page = queries.rows(import_id=info.id, viewer=by, states=(state,), limit=SHOWN)
        rows += [_row(one) for one in page.rows]
    record = {**_line(info), "remarks": list(info.remarks), "tables": list(info.tables), "rows": rows}
    lines = [f"{info.id}  {info.name}  {info.kind}  {info.state}"]
    lines += [say(one) for one in info.remarks]
    for table in info.tables:
        lines.append(f"{table['sheet']}  {table['title']}  {table['rows']}")
        for column in table["columns"]:
            guess = next((one for one in column["guesses"] if one["target"] == column["target"]), None)
            why = "; ".join(reason[0 if say_zh() else 1] for reason in guess["reasons"]) if guess else ""
            lines.append(
                f"  {column['label'] or '…'} → {column['target'] or '—'} {column['unit']}  {why}".rstrip()
            )
    lines.append("  ".join(f"{state}: {number}" for state, number in info.counts.items()))
    for row in rows:
        told = "; ".join([*(f"{say(a)}: {b} → {c}" for a, b, c in row["changes"]), *map(say, row["reasons"])])
        lines.append(f"{row['number']}  {row['where']}  {row['state']}  {row['name']}  {told}".rstrip())
    show_one(record, form, lines)


def say_zh() -> bool:
    """Whether Chinese is spoken."""
    from duijie.cli.words import language

    return language() == "zh"


def _line(info: ImportInfo) -> dict[str, Any]:
    counts = {
        state: info.counts.get(state, 0) for state in ("new", "changed", "same", "duplicate", "refused")
    }
    return {
        "id": info.id, "at": info.at, "by": info.by, "file": info.name, "kind": info.kind, "state": info.state, **counts
    }  # fmt: skip


def _row(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "where": one.where, "state": one.state, "name": one.label, "record_id": one.record_id,
        "changes": [list(change) for change in one.changes], "reasons": list(one.reasons),
    }  # fmt: skip


def _mapping(told: list[str]) -> dict[str, tuple[str, str]]:
    """``FIELD=COLUMN@UNIT`` by the column's label; ``-=COLUMN`` for a column that fills nothing."""
    found = {}
    for target, rest in _pairs(told, "--map", "FIELD=COLUMN or -=COLUMN"):
        label, _, unit = rest.partition("@")
        found[label] = ("" if target == "-" else target, unit)
    return found


def _pairs(told: list[str], option: str, shape: str) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in told]
    for one, (name, equals, _) in zip(told, pairs, strict=True):
        if not equals or not name:
            raise WrongUse(f"{option} {one!r}: write {shape}.")
    return [(name, value) for name, _, value in pairs]
