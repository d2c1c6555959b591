"""The only writer of imports, and the one act that applies or undoes one.

Rows of other packages are written by their operations. Undo alone puts rows of theirs back, as the journal of
those operations tells: it deletes what was made and restores what was changed, and nothing else. It is long because
one module writes these tables.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.exchange.kinds import KINDS, fields_of
from duijie.exchange.kinds.planned import Planned, Row, Setting, loaded, stored
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.models import Import, ImportRow, Piece, Remembered, Upload
from duijie.exchange.opening import Looked, look, missing, rows_of
from duijie.exchange.queries import get, mine, not_taken
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.reading import Found
from duijie.exchange.sheets.records import Record
from duijie.exchange.sheets.values import words_of
from duijie.exchange.sheets.writing import Out, OutColumn, write_separated, write_workbook
from duijie.exchange.types import (
    NOTHING_ASKED,
    STATES,
    Asked,
    ChangedMeanwhile,
    InTheWay,
    NoSuchImport,
    NothingToImport,
    WrongChoice,
    WrongState,
)
from duijie.exchange.undoing import NEVER_CHANGED, model_of, obstacles
from duijie.journal import AT_ONCE, Journal, alike, digest, images, insert, revived, room
from duijie.kernel.ids import digest as sha256
from duijie.kernel.words import Words

Progress = Callable[[str, int, int], None]
"""What is done, how many of how many rows."""
SHARE: Final = 2000
FORMS: Final = ("xlsx", "csv")
_LOOK: Final = 100


def _silent(what: str, done: int, total: int) -> None:
    """No progress is shown."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for circles of objects, which go over all rows again and again: a third of the time of 100,000."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def prepare(
    *,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    asked: Asked = NOTHING_ASKED,
    progress: Progress = _silent,
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
                Words(
                    f"{name}：{'；'.join(zh for zh, _ in row.remarks)}。请用 --map 字段=列 指明；有这些列：{heads}。",
                    f"{name}: {lacking}. Say which column it is with --map FIELD=COLUMN; there are {heads}.",
                )
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


@_uncollected()
def compare(*, import_id: int, by: Actor, at: datetime, progress: Progress = _silent) -> None:
    """Read the file and compare its rows with what is kept, anew each time.

    Not one transaction: only the import's own rows are written, and nobody else is kept waiting meanwhile. The import
    stands previewed when all are there. Where a column that must be is missing, no row is compared and the import
    stands unmapped. Raises :class:`duijie.text.formats.source.CannotRead`, :class:`NothingToImport`,
    :class:`duijie.exchange.types.WrongChoice`, :class:`WrongState`, :class:`NoSuchImport`.
    """
    by.must("add")
    with transaction.atomic():
        row = _held(import_id, by)
        if row.state not in ("received", "unmapped", "previewed"):
            raise WrongState(
                Words(
                    "这次导入已执行过，不再比对。",
                    f"Import {import_id} is {row.state}; it is not compared again.",
                )
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
    _say(_held(import_id, by), asked)


@transaction.atomic
def discard(*, import_id: int, by: Actor, at: datetime) -> None:
    """Throw away an import that was not applied, with its file. Raises :class:`WrongState`, :class:`NoSuchImport`."""
    by.must("add")
    row = _held(import_id, by)
    if row.state in ("applied", "undone"):
        raise WrongState(
            Words("已执行过的导入留作记录。", f"Import {import_id} is {row.state} and stays on record.")
        )
    row.delete()
    log(by=by, at=at, operation="discard_import", subject=f"import:{import_id}", file=row.name)


@_uncollected()
@room()
@transaction.atomic
def apply(*, import_id: int, by: Actor, at: datetime, progress: Progress = _silent) -> None:
    """Do what the preview shows, all of it or nothing.

    Raises :class:`ChangedMeanwhile` where a row would now do something else, :class:`WrongState`,
    :class:`NoSuchImport`.
    """
    by.must("add")
    row = _held(import_id, by)
    if row.state != "previewed":
        raise WrongState(
            Words(
                "只有已比对的导入可以执行，且只执行一次。",
                f"Import {import_id} is {row.state}. Import the file again to apply it once more.",
            )
        )
    total = sum(row.counts.values())
    today = timezone.localdate(at)
    setting = Setting(row.as_of, today, frozenset(row.as_new), row.fixed.get("unit", ""), remarks=False)
    check = KINDS[row.kind].checker(viewer=by, setting=setting)
    acts: list[tuple[int, Any]] = []
    otherwise: list[str] = []
    seen = 0
    fields = {field.target: field for field in fields_of()[row.kind]}
    for some in _stored(row):
        for kept, plan in zip(some, check.check([_loaded(fields, one) for one in some]), strict=True):
            if (plan.state, plan.record_id, [list(c) for c in plan.changes]) != (
                kept.state,
                kept.record_id,
                kept.changes,
            ):
                otherwise.append(f"{kept.where}: {kept.state} → {plan.state}")
            elif plan.act is not None:
                acts.append((kept.id, plan.act))
        seen += len(some)
        progress("compare", seen, total)
    if otherwise:
        raise ChangedMeanwhile(otherwise)
    journal = Journal()
    within = replace(by, via=f"import:{import_id} {by.via}".strip())
    numbers = KINDS[row.kind].perform(
        acts=[act for _, act in acts], by=within, at=at, journal=journal,
        done=lambda done: progress("apply", done, len(acts)),
    )  # fmt: skip
    made = [(number, pk) for number, (pk, _) in zip(numbers, acts, strict=True) if number is not None]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE exchange_importrow SET record_id = %s WHERE id = %s", made)
    progress("journal", 0, 0)
    _keep(row, journal)
    for table in row.tables:
        Remembered.objects.update_or_create(
            fingerprint=table["fingerprint"],
            defaults={
                "kind": row.kind, "at": at, "by_id": by.user_id,
                "mapping": {one["label"]: [one["target"], one["unit"]] for one in table["columns"]},
            },
        )  # fmt: skip
    row.state, row.applied_at, row.applied_by_id = "applied", at, by.user_id
    row.save(update_fields=["state", "applied_at", "applied_by"])
    log(by=by, at=at, operation="apply_import", subject=f"import:{row.pk}", counts=row.counts)


@_uncollected()
@room()
@transaction.atomic
def undo(*, import_id: int, by: Actor, at: datetime, progress: Progress = _silent) -> None:
    """Put every row back as it was before the import. Raises :class:`InTheWay`, :class:`WrongState`, :class:`NoSuchImport`."""
    by.must("add")
    row = _held(import_id, by)
    if row.state != "applied":
        raise WrongState(
            Words(
                "只有已执行的导入可以撤销。",
                f"Import {import_id} is {row.state}; one that was applied can be undone.",
            )
        )
    progress("check", 0, 0)
    pieces = list(Piece.objects.filter(import_of=row))
    found = obstacles(pieces)
    if found:
        raise InTheWay(found)
    total = sum(len(piece.rows) for piece in pieces)
    done = 0
    # What was made goes first, the latest first; then what was changed comes back.
    for piece in sorted(pieces, key=lambda one: (not one.made, -one.place)):
        model = model_of(piece)
        if piece.made:
            numbers = [told[0] for told in piece.rows]
            for start in range(0, len(numbers), AT_ONCE):
                gone: Any = model._base_manager.filter(pk__in=numbers[start : start + AT_ONCE])
                gone._raw_delete(gone.db)
        else:
            fields = [one.name for one in model._meta.concrete_fields if not one.primary_key]
            before = [revived(model, told[2]) for told in piece.rows]
            model._base_manager.bulk_update(before, fields, batch_size=200)
        done += len(piece.rows)
        progress("undo", done, total)
    Piece.objects.filter(import_of=row).delete()
    ImportRow.objects.filter(import_of=row, state="new").update(record_id=None)
    row.state, row.undone_at, row.undone_by_id = "undone", at, by.user_id
    row.save(update_fields=["state", "undone_at", "undone_by"])
    log(by=by, at=at, operation="undo_import", subject=f"import:{row.pk}", counts=row.counts)


@transaction.atomic
def export(*, wanted: Wanted, by: Actor, at: datetime, progress: Progress = _silent) -> bytes:
    """A list as a file; who took it out, when and narrowed to what, is recorded.

    Raises :class:`duijie.exchange.types.WrongChoice`.
    """
    by.must("see")
    if wanted.kind not in LISTS:
        raise WrongChoice(f"There is no list {wanted.kind!r}; there are {', '.join(LISTS)}.")
    if wanted.form not in FORMS:
        raise WrongChoice(f"A list goes out as {' or '.join(FORMS)}, not as {wanted.form!r}.")
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
    return {key: value for key, value in asdict(filters).items() if value and value != (None, None)}


def _held(import_id: int, by: Actor) -> Import:
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


def _keep(row: Import, journal: Journal) -> None:
    """Store what the import wrote, with what tells whether it is still so."""
    pieces: list[Piece] = []
    for made, told in ((True, journal.made), (False, journal.before)):
        for label, rows in told.items():
            model = model_of(Piece(model=label))
            numbers = list(rows)
            for start in range(0, len(numbers), SHARE):
                some = numbers[start : start + SHARE]
                # Of rows that no operation ever changes it is enough that they are there.
                now = {} if made and label in NEVER_CHANGED else images(model, some)
                listed = []
                for number in some:
                    one: list[Any] = [number, digest(now[number]) if now else ""]
                    listed.append(one if made else [*one, journal.before[label][number]])
                pieces.append(Piece(import_of=row, place=len(pieces), model=label, made=made, rows=listed))
    Piece.objects.bulk_create(pieces, batch_size=50)


def _stored(row: Import) -> Iterator[list[Any]]:
    """The rows of an import with what applying asks of them, past the ORM's instances."""
    after = 0
    asked = ("id", "number", "where", "state", "record_id", "values", "left", "changes")
    rows = ImportRow.objects.filter(import_of=row).order_by("number").values_list(*asked, named=True)
    while some := list(rows.filter(number__gt=after)[:SHARE]):
        yield some
        after = some[-1].number


def _loaded(fields: Mapping[str, Field], one: Any) -> Row:
    left = tuple((target, Words(zh, en)) for target, zh, en in one.left)
    return Row(one.number, one.where, loaded(one.values, fields), left)


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
            "heads": [list(column.storeys) for column in found.table.columns],
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
