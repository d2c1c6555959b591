"""Lists and rows that were not taken as files; who took them out is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.operations import SHARE, Progress, silent
from duijie.exchange.queries import get, not_taken
from duijie.exchange.sheets.writing import Out, OutColumn, write_separated, write_workbook
from duijie.exchange.types import WrongChoice

FORMS: Final = ("xlsx", "csv")


@transaction.atomic
def export(*, wanted: Wanted, by: Actor, at: datetime, progress: Progress = silent) -> bytes:
    """A list as a file; who took it out, when and narrowed to what, is recorded.

    Raises :class:`duijie.exchange.types.WrongChoice`.
    """
    by.must("see")
    if wanted.kind not in LISTS:
        raise WrongChoice(
            f"没有清单“{wanted.kind}”；可选：{'、'.join(LISTS)}。",
            f"There is no list {wanted.kind!r}; there are {', '.join(LISTS)}.",
        )
    if wanted.form not in FORMS:
        raise WrongChoice(
            f"清单导出为 {' 或 '.join(FORMS)}，不能是“{wanted.form}”。",
            f"A list goes out as {' or '.join(FORMS)}, not as {wanted.form!r}.",
        )
    chosen, number = LISTS[wanted.kind], 0

    def counted() -> Iterator[Sequence[Any]]:
        nonlocal number
        for number, row in enumerate(chosen.rows(wanted.filters, by, timezone.localdate(at)), 1):
            if number % SHARE == 0:
                progress("export", number, 0)
            yield row

    out = Out(chosen.title.zh, chosen.columns(), counted())
    data = write_workbook([out]) if wanted.form == "xlsx" else write_separated(out)
    log(
        by=by, at=at, operation="export", subject=f"list:{wanted.kind}", rows=number, form=wanted.form,
        narrowed=narrowed(wanted.filters),
    )  # fmt: skip
    return data


@transaction.atomic
def refused_sheet(*, import_id: int, by: Actor, at: datetime) -> bytes:
    """The rows of an import that were not taken, in their own columns, the reason and the place behind.

    Raises :class:`NoSuchImport`.
    """
    info = get(import_id=import_id, viewer=by)
    listed = list(not_taken(import_id=import_id, viewer=by))
    sheets = []
    for number, table in enumerate(info.tables):
        rows = [row for place, row in listed if place == number]
        if not rows:
            continue
        deep = max((len(storeys) for storeys in table["heads"]), default=1) or 1
        padded = [[*[""] * (deep - len(storeys)), *storeys] for storeys in table["heads"]]
        storeys = [[*(column[level] for column in padded), "", ""] for level in range(deep - 1)]
        columns = [
            *(OutColumn(column[-1]) for column in padded),
            OutColumn("未导入原因", width=50),
            OutColumn("原位置"),
        ]
        out = (
            [
                *row.cells,
                *[""] * (len(padded) - len(row.cells)),
                "；".join(why.zh for why in row.reasons),
                row.where,
            ]
            for row in rows
        )
        title = " ".join(
            filter(None, [table["title"], f"（单位：{table['unit']}）" if table["unit"] else ""])
        )
        sheets.append(Out(f"{number + 1} {table['sheet']}".strip(), columns, out, title, storeys))
    if not sheets:
        sheets = [Out("未导入", [OutColumn("未导入原因")], [])]
    log(by=by, at=at, operation="export", subject=f"import:{import_id}", rows=len(listed))
    return write_workbook(sheets)


def narrowed(filters: Any) -> Any:
    """What a list was narrowed to, as the record of acts keeps it."""
    if not is_dataclass(filters) or isinstance(filters, type):
        return filters
    told = {key: value for key, value in asdict(filters).items() if value and value != (None, None)}
    return {key: str(value) if isinstance(value, date | Decimal) else value for key, value in told.items()}
