# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie directory``: the bulk registry of enterprises beside the records."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import REFUSED, WrongUse, tell
from duijie.cli.printing import Column, Format, FormatOption, chosen, show, show_one, text_of
from duijie.cli.progress import Gauge
from duijie.cli.session import now
from duijie.cli.words import label, say
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.registry.importing import Imported, Progress
    from duijie.registry.layout import Manifest, Registry
    from duijie.registry.rows import Row

app = typer.Typer(help="The bulk registry of enterprises (企业登记库).", no_args_is_help=True)
SOURCE = Annotated[
    str, typer.Argument(help="A source's label; `duijie directory sources` lists them.", metavar="SOURCE")
]
_DOING = {
    "digest": Words("校验文件", "checking the file"),
    "rows": Words("导入", "importing"),
    "names": Words("建立名称索引", "indexing the names"),
}


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Parquet, CSV, TSV, xlsx, xls or ods.", metavar="FILE")],
    form: FormatOption = None,
    source: Annotated[str, typer.Option(help="The source's label; by default the file's name.")] = "",
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Which column fills which of ours: name=企业名称, capital(万元)=注册资本; county= leaves one out.",
            metavar="OURS=COLUMN",
        ),
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook; by default the first of enterprises.")] = "",
    as_of: Annotated[str | None, typer.Option(help="The day that the data are of: 2019-12-31.", metavar="DAY")] = None,
) -> None:  # fmt: skip
    """Take a file of enterprises into the registry (导入企业登记数据).

    An import that was broken off goes on where it was. The same file again does nothing; another file under the
    same label replaces the source when all of it has been read. Rows that cannot be taken stand in a file with
    the reasons.
    """
    from duijie.registry.importing import Asked, import_file
    from duijie.registry.names import NameIndex

    asked = Asked(source, mapping_of(mapping or []), sheet, as_day(as_of, "--as-of"))
    names = NameIndex.open(registry().names)
    with Gauge() as gauge:

        def index_names(source: str, parts: Sequence[Path]) -> None:
            gauge.show(say(_DOING["names"]), 0, 0)
            names(source, parts)

        def tell_progress(state: Progress) -> None:
            gauge.show(say(_DOING[state.doing]), state.rows, state.total)

        done = import_file(registry(), file, asked=asked, at=now(), progress=tell_progress, names=index_names)
    show_one(_record(done), form, _lines(done))


@app.command()
def sources(form: FormatOption = None) -> None:
    """List what is in the registry (数据来源)."""
    rows = [
        {
            "source": one.source,
            "taken": one.taken,
            "refused": one.refused,
            "duplicates": one.duplicates,
            "as_of": one.as_of,
            "file": one.file,
            "imported_at": one.imported_at,
            "sha256": one.sha256,
        }
        for one in registry().sources()
    ]
    columns = [Column("source", wide=True)]
    columns += [Column(key, number=True) for key in ("taken", "refused", "duplicates")]
    columns += [Column("as_of"), Column("file", wide=True), Column("imported_at")]
    show(rows, columns, form)


@app.command()
def forget(source: SOURCE, form: FormatOption = None) -> None:
    """Take a source out of the registry (移除来源). Importing its file again brings it back."""
    from duijie.registry.importing import forget as forget_source
    from duijie.registry.names import NameIndex

    gone = forget_source(registry(), source, names=NameIndex.open(registry().names))
    line = Words(f"已移除 {gone.source}（{gone.taken:,} 行）", f"{gone.source} is out: {gone.taken:,} rows")
    show_one({"source": gone.source, "taken": gone.taken}, form, [say(line)])


@app.command("show")
def show_row(
    what: Annotated[str, typer.Argument(help="A credit code or registration number, or a row of a source.", metavar="CODE|SOURCE:ROW")],
    form: FormatOption = None,
) -> None:  # fmt: skip
    """Show an enterprise of the registry (查看登记信息)."""
    from duijie.registry.rows import Row, Rows

    with Rows(registry()) as rows:
        source, colon, number = what.rpartition(":")
        if colon and number.isascii() and number.isdigit() and len(number) < 19:
            registry().source(source)
            one = rows.one(source, int(number))
            found = [one] if one else []
        else:
            found = rows.by_code(what)
    if not found:
        line = Words(
            f"{what}：登记库中没有。用 duijie directory sources 查看来源。",
            f"{what}: the registry has none such. `duijie directory sources` tells what is in it.",
        )
        tell(say(line))
        raise typer.Exit(REFUSED)
    if chosen(form) is Format.TABLE:
        for enterprise in found:
            typer.echo("\n".join(_card(enterprise)))
        return
    show([asdict(enterprise) for enterprise in found], [Column(one.name) for one in fields(Row)], form)


def registry() -> Registry:
    """The installation's registry."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    from duijie.registry.layout import Registry

    return Registry(Path(settings.DUIJIE_HOME) / "registry")


def mapping_of(given: list[str]) -> dict[str, str]:
    """``--map OURS=COLUMN``, given several times."""
    asked: dict[str, str] = {}
    for word in given:
        ours, equals, column = word.partition("=")
        if not equals or not ours.strip():
            raise WrongUse(
                f"--map {word}: there is no column before or no = in it. Write --map name=企业名称."
            )
        asked[ours.strip()] = column.strip()
    return asked


def _record(done: Imported) -> dict[str, Any]:
    """An import for programs."""
    manifest = done.manifest
    return {
        "source": manifest.source,
        "new": done.new,
        "resumed": done.resumed,
        "rows": manifest.rows,
        "taken": manifest.taken,
        "refused": manifest.refused,
        "duplicates": manifest.duplicates,
        "counts": manifest.counts,
        "mapping": [
            {"ours": one.target, "column": one.column, "unit": one.unit, "reason": Words(one.zh, one.en)}
            for one in manifest.mapping
        ],
        "unused": list(manifest.unused),
        "remarks": list(manifest.remarks),
        "as_of": manifest.as_of,
        "refused_file": str(registry().refused(manifest)),
    }


def _lines(done: Imported) -> list[str]:
    """An import for people."""
    manifest = done.manifest
    lines = []
    if not done.new:
        lines.append(
            Words(
                f"{manifest.source}：文件已导入过，没有变化",
                f"{manifest.source}: this file is in already; nothing was done",
            )
        )
    if done.resumed:
        lines.append(
            Words(f"从中断处继续（已有 {done.resumed} 段）", f"gone on behind {done.resumed} finished parts")
        )
    lines.append(
        Words(
            f"{manifest.source}：共 {manifest.rows:,} 行，收录 {manifest.taken:,}，未收 {manifest.refused:,}，重复 {manifest.duplicates:,}",
            f"{manifest.source}: {manifest.rows:,} rows, {manifest.taken:,} taken, {manifest.refused:,} refused, {manifest.duplicates:,} duplicates",
        )
    )
    for one in manifest.mapping:
        unit = f" ({one.unit})" if one.unit else ""
        lines.append(
            Words(
                f"  {one.target}{unit} ← {one.column}：{one.zh}",
                f"  {one.target}{unit} ← {one.column}: {one.en}",
            )
        )
    if manifest.unused:
        lines.append(
            Words(
                f"未用的列：{'、'.join(manifest.unused)}", f"columns not used: {', '.join(manifest.unused)}"
            )
        )
    lines += _counted(manifest)
    if manifest.refused or manifest.duplicates:
        path = registry().refused(manifest)
        lines.append(Words(f"未收的行及理由：{path}", f"rows not taken, with reasons: {path}"))
    return [say(line) for line in lines]


def _counted(manifest: Manifest) -> list[Words]:
    from duijie.registry.cleaning import REASONS, REMARKS

    known = {**REASONS, **REMARKS}
    counts = [(known[code], number) for code, number in manifest.counts.items() if code in known]
    return [Words(f"  {number:,} 行{words.zh}", f"  {number:,}: {words.en}") for words, number in counts]


def _card(row: Row) -> list[str]:
    lines = []
    for key, value in asdict(row).items():
        if value not in ("", None):
            shown = f"{value:,.0f}" if key == "capital_yuan" else text_of(value)
            lines.append(f"{label('row_number' if key == 'row' else key)}: {shown}")
    return [*lines, ""]
