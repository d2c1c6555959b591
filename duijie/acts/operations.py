"""Taking the record of acts out, which is itself recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.acts import Filters
from duijie.accounts.operations import log
from duijie.accounts.types import Actor, AuditInfo
from duijie.acts.queries import all_acts
from duijie.acts.wording import act_of, joined, particulars, place_of, record_of
from duijie.exchange.sheets.writing import Out, OutColumn, write_separated, write_workbook
from duijie.kernel.words import Words

MOST: Final = 200_000
"""Rows of one export; narrow it by days to take out more."""
COLUMNS: Final = (
    ("at", Words("时间", "when"), 20), ("by", Words("何人", "who"), 14), ("unit", Words("单位", "unit"), 18),
    ("via", Words("途径", "from where"), 24), ("act", Words("做了什么", "did what"), 18),
    ("record", Words("记录", "record"), 16), ("detail", Words("内容（原值 → 新值）", "particulars (old → new)"), 80),
    ("id", Words("编号", "number"), 10),
)  # fmt: skip
WRITERS: Final[Mapping[str, Callable[[Out], bytes]]] = {
    "xlsx": lambda out: write_workbook([out]),
    "csv": write_separated,
}


@transaction.atomic
def export(*, filters: Filters, form: str, by: Actor, at: datetime, say: Callable[[Words], str]) -> bytes:
    """The record of acts as ``xlsx`` or ``csv``, in the language of ``say``; that it was taken out is recorded."""
    by.must("acts_below")
    number = 0

    def rows() -> Iterator[Sequence[Any]]:
        nonlocal number
        for row in all_acts(viewer=by, filters=filters, most=MOST):
            number += 1
            yield list(as_row(row, say).values())

    columns = [OutColumn(say(words), width=width) for _, words, width in COLUMNS]
    data = WRITERS[form](Out(say(Words("操作记录", "Record of acts")), columns, rows()))
    narrowed = {name: str(value) for name, value in asdict(filters).items() if value}
    log(by=by, at=at, operation="export", subject="list:acts", rows=number, narrowed=narrowed)
    return data


def as_row(row: AuditInfo, say: Callable[[Words], str]) -> dict[str, Any]:
    """A row of the record in words, by the columns of :data:`COLUMNS`."""
    return {
        "at": f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", "by": row.by, "unit": row.unit,
        "via": say(place_of(row)), "act": say(act_of(row)), "record": say(record_of(row)),
        "detail": say(joined(particulars(row))), "id": row.id,
    }  # fmt: skip
