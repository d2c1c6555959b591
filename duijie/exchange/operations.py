"""The writer of imports until they are applied: a file received, compared row by row, asked anew, thrown away.

Applying and undoing one: ``applying``; lists that go out: ``lists``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.exchange.kinds import KINDS
from duijie.exchange.kinds.planned import Planned, Row, Setting, stored
from duijie.exchange.models import Import, ImportRow, Upload
from duijie.exchange.opening import Looked, heads_behind, look, missing, rows_of
from duijie.exchange.queries import mine
from duijie.exchange.sheets.reading import Found
from duijie.exchange.sheets.records import Record
from duijie.exchange.sheets.values import words_of
from duijie.exchange.types import (
    NOTHING_ASKED,
    STATES,
    Asked,
    NoSuchImport,
    NothingToImport,
    WrongState,
)
from duijie.journal.inserting import alike, insert, uncollected
from duijie.kernel.ids import digest as sha256
from duijie.kernel.words import Words

Progress = Callable[[str, int, int], None]
"""What is done, how many of how many rows."""
SHARE: Final = 2000
FORMS: Final = ("xlsx", "csv")
_LOOK: Final = 100


def silent(what: str, done: int, total: int) -> None:
    """No progress is shown."""


def prepare(
    *,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    asked: Asked = NOTHING_ASKED,
    progress: Progress = silent,
) -> int:
    """Receive a file and compare it; the import's number. No record is written, and nothing stays of a file that fails.

    Raises as :func:`compare`, and :class:`NothingToImport` where a column that must be is missing.
    """
    number = receive(data=data, name=name, by=by, at=at, asked=asked)
    try:
        compare(import_id=number, by=by, at=at, progress=progress)
        row = Import.objects.get(pk=number)
        if row.state == "unmapped":
            heads = ", ".join(column["label"] for table in row.tables for column in table["columns"])
            lacking = "; ".join(en for _, en in row.remarks)
            raise NothingToImport(
                f"{name}：{'；'.join(zh for zh, _ in row.remarks)}。请用 --map 字段=列 指明；有这些列：{heads}。",
                f"{name}: {lacking}. Say which column it is with --map FIELD=COLUMN; there are {heads}.",
            )
    except BaseException:
        discard(import_id=number, by=by, at=at)
        raise
    return number


@transaction.atomic
def receive(*, data: bytes, name: str, by: Actor, at: datetime, asked: Asked = NOTHING_ASKED) -> int:
    """Keep a file that is to be imported; the import's number. It is not read yet."""
    by.must("add")
    row = Import.objects.create(
        at=at,
        by_id=by.user_id,
        name=name[:200],
        sha256=sha256(data),
        as_of=asked.as_of or timezone.localdate(at),
    )
    _say(row, asked)
    Upload.objects.create(import_of=row, data=data)
    log(by=by, at=at, operation="receive_import", subject=f"import:{row.pk}", file=name)
    return row.pk


@uncollected()
def compare(*, import_id: int, by: Actor, at: datetime, progress: Progress = silent) -> None:
    """Read the file and compare its rows with what is kept, anew each time.

    Not one transaction: only the import's own rows are written, and nobody else is kept waiting meanwhile. The import
    stands previewed when all are there. Where a column that must be is missing, no row is compared and the import
    stands unmapped. Raises :class:`duijie.text.formats.source.CannotRead`, :class:`NothingToImport`,
    :class:`duijie.exchange.types.WrongChoice`, :class:`WrongState`, :class:`NoSuchImport`.
    """
    by.must("add")
    with transaction.atomic():
        row = held(import_id, by)
        if row.state not in ("received", "unmapped", "previewed"):
            raise WrongState(
                "这次导入已执行过，不再比对。",
                f"Import {import_id} is {row.state}; it is not compared again.",
            )
        row.state, row.counts = "received", {}
        row.save()
        ImportRow.objects.filter(import_of=row).delete()
    progress("read", 0, 0)
    said = _asked(row)
    looked = look(data=bytes(Upload.objects.get(import_of=row).data), name=row.name, asked=said)
    row.kind, row.tables = looked.opened.kind, _tables(looked)
    lacking = missing(looked, said)
    row.remarks = [_pair(one) for one in lacking or looked.remarks]
    if lacking:
        row.state = "unmapped"
        row.save()
        return
    today = timezone.localdate(at)
    setting = Setting(row.as_of, today, said.as_new, said.fixed.get("unit", ""))
    check = KINDS[row.kind].checker(viewer=by, setting=setting)
    total = sum(one.rows for one in looked.tables)
    counts = dict.fromkeys(STATES, 0)
    number = 0
    read = rows_of(looked, said)
    while some := list(islice(read, SHARE)):
        rows = [
            Row(number + place, one.where, one.values, tuple((target, why) for target, _, why in one.left))
            for place, (_, one) in enumerate(some, 1)
        ]
        planned = check.check(rows)
        with transaction.atomic():
            insert(
                [
                    _row(row, table, one, record, plan)
                    for (table, record), one, plan in zip(some, rows, planned, strict=True)
                ]
            )
        for plan in planned:
            counts[plan.state] += 1
        number += len(some)
        progress("compare", number, total)
    with transaction.atomic():
        row.counts, row.state = counts, "previewed"
        row.save()
        log(
            by=by, at=at, operation="preview_import", subject=f"import:{row.pk}", file=row.name, counts=counts
        )


@transaction.atomic
def ask(*, import_id: int, asked: Asked, by: Actor) -> None:
    """Keep what a person says beside the file, for the next comparison. Raises :class:`NoSuchImport`."""
    by.must("add")
    _say(held(import_id, by), asked)


@transaction.atomic
def discard(*, import_id: int, by: Actor, at: datetime) -> None:
    """Throw away an import that was not applied, with its file. Raises :class:`WrongState`, :class:`NoSuchImport`."""
    by.must("add")
    row = held(import_id, by)
    if row.state in ("applied", "undone"):
        raise WrongState(
            "已执行过的导入留作记录。", f"Import {import_id} is {row.state} and stays on record."
        )
    row.delete()
    log(by=by, at=at, operation="discard_import", subject=f"import:{import_id}", file=row.name)


def held(import_id: int, by: Actor) -> Import:
    """An import of one's own, held until the operation ends. Raises :class:`NoSuchImport`."""
    row = mine(viewer=by).select_for_update(of=("self",)).filter(pk=import_id).first()
    if row is None:
        raise NoSuchImport(import_id)
    return row


def _say(row: Import, asked: Asked) -> None:
    """Keep with an import what a person says beside the file."""
    row.asked = asked.kind
    row.mapping = {label: list(told) for label, told in asked.mapping.items()}
    row.fixed, row.as_new = dict(asked.fixed), sorted(asked.as_new)
    row.as_of = asked.as_of or row.as_of
    row.save()


def _asked(row: Import) -> Asked:
    mapping = {label: (target, unit) for label, (target, unit) in row.mapping.items()}
    return Asked(row.asked, mapping, row.fixed, frozenset(row.as_new), row.as_of)


def _row(row: Import, table: int, one: Row, record: Record, plan: Planned) -> ImportRow:
    return alike(
        _no_row(), import_of_id=row.pk, number=one.number, table=table, where=one.where[:120], state=plan.state, label=plan.label[:300],
        record_id=plan.record_id, values=stored(one.values),
        left=[[target, why.zh, why.en] for target, why in one.left], changes=[list(c) for c in plan.changes],
        reasons=[_pair(why) for why in plan.reasons],
        cells=list(record.cells) if plan.state in ("refused", "duplicate") else [],
    )  # fmt: skip


@cache
def _no_row() -> ImportRow:
    return ImportRow()


def _tables(looked: Looked) -> list[Mapping[str, Any]]:
    told: list[Mapping[str, Any]] = []
    for info, found in zip(looked.tables, looked.opened.found, strict=True):
        told.append({
            "sheet": info.sheet, "title": info.title, "unit": info.unit, "head_row": info.head_row, "shape": info.shape,
            "rows": info.rows, "dropped": [list(one) for one in found.table.dropped[:500]],
            "fingerprint": info.fingerprint, "remembered": info.remembered,
            "heads": [
                *(list(column.storeys) for column in found.table.columns),
                *([head] for head in heads_behind(found, looked.opened.kind)),
            ],
            "columns": [
                {
                    "number": one.number, "label": one.label, "samples": _samples(found, one.number), "target": one.target, "unit": one.unit, "by": one.by,
                    "guesses": [
                        {"target": each.target, "score": each.score, "reasons": [_pair(why) for why in each.reasons]}
                        for each in one.guesses
                    ],
                }
                for one in info.columns
            ],
        })  # fmt: skip
    return told


def _samples(found: Found, number: int) -> list[str]:
    """The first different words of a column, as a person would write them."""
    if number < 0:
        told = [line.heading or found.table.sheet for line in found.table.lines[:_LOOK]]
    else:
        told = [words_of(line.values[number])[:60] for line in found.table.lines[:_LOOK]]
    return [*dict.fromkeys(filter(None, told))][:3]


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]
