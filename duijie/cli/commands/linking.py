# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie directory link``: a whole list against the registry and the own directory."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.commands.directory import mapping_of, registry
from duijie.cli.errors import WrongUse
from duijie.cli.printing import FormatOption, show_one
from duijie.cli.progress import Gauge
from duijie.cli.session import now
from duijie.cli.words import say
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.registry.linking.link import Linked, Progress
    from duijie.registry.linking.listing import Listing
    from duijie.registry.linking.pools import Pool


class Against(StrEnum):
    """What a list is linked with."""

    REGISTRY = "registry"
    DIRECTORY = "directory"
    BOTH = "both"


_DOING = {
    "keys": Words("查找相似", "looking for what is alike"),
    "parts": Words("拆分名称", "taking names apart"),
    "scores": Words("比较", "comparing"),
}


def link(
    file: Annotated[
        Path | None, typer.Argument(help="The list: Parquet, CSV, TSV, xlsx, xls or ods.", metavar="FILE")
    ] = None,
    against: Annotated[Against, typer.Option(help="What to link it with.")] = Against.BOTH,
    out: Annotated[
        Path | None,
        typer.Option(help="Where the results go: .xlsx, .csv or .parquet; by default FILE-linked.xlsx here.", metavar="RESULT"),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="The least score of a link; by default the one set on labelled pairs."),
    ] = None,
    judged: Annotated[
        Path | None,
        typer.Option(help="A queue sheet that a clerk has filled in: store its judgements.", metavar="SHEET"),
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="As for import: name=单位, county= …", metavar="OURS=COLUMN")
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Write over earlier results.")] = False,
    form: FormatOption = None,
) -> None:  # fmt: skip
    """Link a list of enterprises row by row (批量比对名单).

    Every row is linked, put into the queue for a clerk, or found nowhere, with reasons. Judgements read back with
    --judged are honoured from then on.
    """
    if judged:
        if file or out:
            raise WrongUse(
                "--judged reads a sheet back and links nothing. Give it alone, then link the list."
            )
        _read_back(judged, sheet, form)
        return
    if file is None:
        raise WrongUse(
            "There is no list. Write `duijie directory link FILE`, or --judged SHEET to read one back."
        )
    target = out or Path(f"{file.stem}-linked.xlsx")
    from duijie.registry.linking.judgements import Judgements
    from duijie.registry.linking.link import link as link_list
    from duijie.registry.linking.listing import read_list
    from duijie.registry.linking.results import check_target, write_results

    check_target(target, listed=file, replace=replace)
    listing = read_list(file, mapping=mapping_of(mapping or []), sheet=sheet)
    said = Judgements(registry().folder).latest()
    with Gauge() as gauge:

        def tell_progress(state: Progress) -> None:
            gauge.show(say(_DOING[state.doing]), state.rows, state.total)

        done = link_list(listing, _pools(against), judged=said, threshold=threshold, progress=tell_progress)
    files = write_results(target, listing, done)
    show_one(_record(listing, done, files), form, _lines(listing, done, files))


def _pools(against: Against) -> list[Pool]:
    from duijie.registry.linking.pools import DIRECTORY, named_pool, registry_pools

    pools: list[Pool] = []
    if against is not Against.REGISTRY:
        from duijie.cli.session import operator

        # The own organisations go first: of two rows of one enterprise theirs is taken.
        viewer = operator()
        from duijie.directory.queries import names_to_link

        pools.append(named_pool(DIRECTORY, names_to_link(viewer=viewer)))
    if against is not Against.DIRECTORY:
        pools += registry_pools(registry())
    return pools


def _read_back(path: Path, sheet: str, form: Any) -> None:
    from duijie.cli.session import operator
    from duijie.registry.linking.judgements import Judgements, read_judged

    found = read_judged(path, sheet=sheet)
    added = Judgements(registry().folder).add(found, by=operator().name, at=now())
    counts = {
        verdict: sum(one.verdict == verdict for one in found) for verdict in ("same", "different", "unsure")
    }
    line = Words(
        f"读回 {len(found)} 条判定（同一家 {counts['same']}，不是一家 {counts['different']}，说不准 {counts['unsure']}），新存 {added} 条",
        f"{len(found)} judgements read: {counts['same']} same, {counts['different']} different, {counts['unsure']} unsure; {added} stored",
    )
    show_one({"read": len(found), **counts, "stored": added}, form, [say(line)])


def _record(listing: Listing, done: Linked, files: tuple[Path, ...]) -> dict[str, Any]:
    from duijie.registry.linking.results import counted

    return {
        "list": listing.file,
        "rows": len(done.answers),
        **done.counts,
        "queue_reasons": counted(done.answers),
        "against": dict(done.against),
        "mapping": [{"ours": one.target, "column": one.column} for one in listing.mapping],
        "files": [str(file) for file in files],
    }


def _lines(listing: Listing, done: Linked, files: tuple[Path, ...]) -> list[str]:
    from duijie.registry.linking.deciding import DECISIONS, WHY
    from duijie.registry.linking.results import counted

    total = sum(done.against.values())
    lines = [
        Words(
            f"{listing.file}：{len(done.answers):,} 行，对照 {total:,} 行",
            f"{listing.file}: {len(done.answers):,} rows against {total:,}",
        )
    ]
    lines += [
        Words(f"  {one.target} ← {one.column}", f"  {one.target} ← {one.column}") for one in listing.mapping
    ]
    for key, number in done.counts.items():
        lines.append(Words(f"{DECISIONS[key].zh}：{number:,}", f"{DECISIONS[key].en}: {number:,}"))
    for why, number in counted(done.answers).items():
        lines.append(Words(f"  {WHY[why].zh}：{number:,}", f"  {WHY[why].en}: {number:,}"))
    lines += [Words(f"写入 {file}", f"written: {file}") for file in files]
    return [say(line) for line in lines]  # fmt: skip
