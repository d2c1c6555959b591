"""An import done and taken back: each is one act, all of it or nothing.

Rows of other packages are written by their operations. Undo alone puts rows of theirs back, as the journal of those
operations tells: it deletes what was made and restores what was changed, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.exchange.kinds import KINDS, fields_of
from duijie.exchange.kinds.planned import Row, Setting, loaded
from duijie.exchange.models import Import, ImportRow, Piece, Remembered
from duijie.exchange.operations import SHARE, Progress, held, silent
from duijie.exchange.sheets.fields import Field
from duijie.exchange.types import ChangedMeanwhile, InTheWay, WrongState
from duijie.exchange.undoing import NEVER_CHANGED, model_of, obstacles
from duijie.journal import AT_ONCE, Journal, digests, revived
from duijie.journal.inserting import room, uncollected
from duijie.kernel.words import Words
from duijie.ledger.operations import note_erasure

ENTRIES: Final = "ledger.Entry"


@uncollected()
@room()
@transaction.atomic
def apply(*, import_id: int, by: Actor, at: datetime, progress: Progress = silent) -> None:
    """Do what the preview shows, all of it or nothing.

    Raises :class:`ChangedMeanwhile` where a row would now do something else, :class:`WrongState`,
    :class:`NoSuchImport`.
    """
    by.must("add")
    row = held(import_id, by)
    if row.state != "previewed":
        raise WrongState(
            "只有已比对的导入可以执行，且只执行一次。",
            f"Import {import_id} is {row.state}. Import the file again to apply it once more.",
        )
    total = sum(row.counts.values())
    today = timezone.localdate(at)
    setting = Setting(row.as_of, today, frozenset(row.as_new), row.fixed.get("unit", ""), remarks=False)
    check = KINDS[row.kind].checker(viewer=by, setting=setting)
    otherwise: list[str] = []
    seen = 0
    fields = {field.target: field for field in fields_of()[row.kind]}
    journal = Journal(NEVER_CHANGED)
    within = replace(by, via=f"import:{import_id} {by.via}".strip())
    # Share by share, so that memory holds one of them; what is found otherwise later takes all of it back.
    for some in _stored(row):
        acts: list[tuple[int, Any]] = []
        for kept, plan in zip(some, check.check([_loaded(fields, one) for one in some]), strict=True):
            if (plan.state, plan.record_id, [list(c) for c in plan.changes]) != (
                kept.state,
                kept.record_id,
                kept.changes,
            ):
                otherwise.append(f"{kept.where}: {kept.state} → {plan.state}")
            elif plan.act is not None:
                acts.append((kept.id, plan.act))
        if not otherwise:
            _perform(row, acts, within, at, journal)
        seen += len(some)
        progress("apply", seen, total)
    if otherwise:
        raise ChangedMeanwhile(otherwise)
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


def _perform(row: Import, acts: Sequence[tuple[int, Any]], by: Actor, at: datetime, journal: Journal) -> None:
    """Do what rows of the preview, by number, come to, and note on them the records that they made."""
    numbers = KINDS[row.kind].perform(acts=[act for _, act in acts], by=by, at=at, journal=journal)
    made = [(pk, number) for number, (pk, _) in zip(numbers, acts, strict=True) if number is not None]
    with connection.cursor() as cursor:
        for start in range(0, len(made), AT_ONCE):
            some = made[start : start + AT_ONCE]
            cursor.execute(
                "UPDATE exchange_importrow SET record_id = made.column2 FROM (VALUES "  # noqa: S608 -- places only
                f"{', '.join(['(%s, %s)'] * len(some))}) AS made WHERE id = made.column1",
                list(chain.from_iterable(some)),
            )


@uncollected()
@room()
@transaction.atomic
def undo(*, import_id: int, by: Actor, at: datetime, progress: Progress = silent) -> None:
    """Put every row back as it was before the import. Raises :class:`InTheWay`, :class:`WrongState`, :class:`NoSuchImport`."""
    by.must("add")
    row = held(import_id, by)
    if row.state != "applied":
        raise WrongState(
            "只有已执行的导入可以撤销。",
            f"Import {import_id} is {row.state}; one that was applied can be undone.",
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
            if piece.model == ENTRIES:
                note_erasure(count=len(numbers), by=by, at=at)
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


def _keep(row: Import, journal: Journal) -> None:
    """Store what the import wrote, with what tells whether it is still so."""
    pieces: list[Piece] = []
    for made, told in ((True, journal.made), (False, journal.before)):
        for label, rows in told.items():
            model = model_of(Piece(model=label))
            numbers = list(rows)
            for start in range(0, len(numbers), SHARE):
                some = numbers[start : start + SHARE]
                known = journal.digests.get(label, {}) if made else {}
                # Of rows that no operation ever changes it is enough that they are there.
                asked = [] if made and label in NEVER_CHANGED else [one for one in some if one not in known]
                now = digests(model, asked)
                listed: list[list[Any]] = [[one, now.get(one) or known.get(one, "")] for one in some]
                if not made:
                    listed = [[*one, journal.before[label][one[0]]] for one in listed]
                pieces.append(Piece(import_of=row, place=len(pieces), model=label, made=made, rows=listed))
    Piece.objects.bulk_create(pieces, batch_size=50)


class _Kept(NamedTuple):
    """A row of an import with what applying asks of it."""

    id: int
    number: int
    where: str
    state: str
    record_id: int | None
    values: list[Any]
    left: list[Any]
    changes: list[Any]


def _stored(row: Import) -> Iterator[list[_Kept]]:
    """The rows of an import, past the ORM's instances and its decoding of fields, most of which are empty."""
    after = 0
    texts = {f"{name}_text": Cast(name, TextField()) for name in ("values", "left", "changes")}
    rows = ImportRow.objects.filter(import_of=row).order_by("number").annotate(**texts)
    asked = rows.values_list("id", "number", "where", "state", "record_id", *texts)
    while some := [
        _Kept(*one[:5], *([] if text == "[]" else json.loads(text) for text in one[5:]))
        for one in asked.filter(number__gt=after)[:SHARE]
    ]:
        yield some
        after = some[-1].number


def _loaded(fields: Mapping[str, Field], one: _Kept) -> Row:
    left = tuple((target, Words(zh, en)) for target, zh, en in one.left)
    return Row(one.number, one.where, loaded(one.values, fields), left)
