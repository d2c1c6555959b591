# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie read``: what files say, without a database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WRONG, tell
from duijie.cli.printing import Column, Format, FormatOption, Row, chosen, show
from duijie.cli.progress import Meter
from duijie.cli.readers import ReaderChoice, ReaderOption, reader_for, tell_refused

if TYPE_CHECKING:
    from duijie.cli.inputs import Input, Unreadable
    from duijie.cli.parallel import Outcome, Way

TABLE = (Column("kind"), Column("says", wide=True), Column("place"), Column("quote", wide=True))
PLAIN = tuple(Column(key) for key in ("kind", "start", "end", "rule", "quote"))
NAMED_AT_MOST: Final = 100
"""Files named one by one of which all must be readable, or nothing is printed; more are taken as a folder is."""


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, zip archives.", metavar="PATH…")],
    form: FormatOption = None,
    date: Annotated[
        str | None, typer.Option(help="The documents' own day, where they do not state it: 2015-09-24.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, max=256, show_default=False,
            help="Processes that read; by default one, and after a second as many as processors.",
        ),
    ] = None,
    reader: ReaderOption = ReaderChoice.RULES,
) -> None:  # fmt: skip
    """Read files and print what they say (读文件，列出陈述).

    Needs no database. A folder is read with all below it, an archive file by file, hidden files left out;
    with more than one document every statement names its own. One bad file among up to 100 named ones and
    nothing is printed at all; in a folder or an archive it is a line on standard error, the rest is read,
    and the exit status is 2.
    """
    # Imported here: `duijie --help` and the other commands do without the rules' vocabulary.
    from duijie.cli.inputs import inputs, is_single, listed
    from duijie.cli.parallel import Way

    way = Way(as_day(date, "--date"), reader, chosen(form))
    reader_for(reader, Counter())  # a model that is not set up is told before anything is opened
    refused: Counter[str] = Counter()
    streams = chosen(form) in (Format.JSONL, Format.CSV)
    several = len(paths) > 1 or not is_single(paths[0])
    files = list(listed(paths))
    named = [path for path in dict.fromkeys(paths) if is_single(path)]
    bad: list[str] = []
    with Meter("read", len(files), quiet=streams and sys.stdout.isatty()) as meter:
        held: dict[str, Outcome] = {}
        if len(named) <= NAMED_AT_MOST:
            held = {one.name: one for one in _outcomes(inputs(named, grow=meter.grow), way, jobs, meter)}
        documents = (held.get(one.name, one) for one in inputs(files, grow=meter.grow))
        rows = (
            {"document": one.name, **row} if several else row
            for one in _outcomes(documents, way, jobs, meter, bad=bad)
            for row in _counted(one, refused)
        )
        show(rows, _columns(chosen(form), several=several), form)
    tell_refused(refused)
    if bad:
        raise typer.Exit(WRONG)


def _outcomes(
    documents: Iterable[Input | Unreadable | Outcome],
    way: Way,
    jobs: int | None,
    meter: Meter,
    *,
    bad: list[str] | None = None,
) -> Iterator[Outcome]:
    """Documents read. One that cannot be is told and noted in ``bad``, or raised where there is no such list."""
    from duijie.cli.inputs import Unreadable
    from duijie.cli.parallel import read_all

    for one in read_all(documents, way, jobs=jobs):
        meter.advance(one.name)
        if one.problem is None:
            yield one
        elif isinstance(one.problem, Unreadable) and bad is not None:
            bad.append(one.name)
            tell(str(one.problem.as_error()))
        else:
            raise one.problem.as_error()


def _counted(one: Outcome, refused: Counter[str]) -> Sequence[Row]:
    refused.update(one.refused)
    return one.rows


def _columns(form: Format, *, several: bool) -> tuple[Column, ...]:
    columns = TABLE if form is Format.TABLE else (*PLAIN, Column("values"))
    return (Column("document", wide=True), *columns) if several else columns
