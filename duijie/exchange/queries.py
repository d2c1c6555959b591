"""Reads of imports: one's own, and all for those who see what is confidential."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Length

from duijie.accounts.rules import SEES_CONFIDENTIAL
from duijie.accounts.types import Actor
from duijie.exchange.kinds import fields_of
from duijie.exchange.models import Import, ImportRow, Upload
from duijie.exchange.types import ImportInfo, NoSuchImport, RowInfo, RowPage
from duijie.kernel.words import Words


def mine(*, viewer: Actor) -> QuerySet[Import]:
    """The one place that says which imports ``viewer`` reads: their own; all, where they see confidential rows anyway."""
    if not viewer.may("see"):
        return Import.objects.none()
    if viewer.role in SEES_CONFIDENTIAL:
        return Import.objects.all()
    return Import.objects.filter(by_id=viewer.user_id)


def listing(*, viewer: Actor, before: int | None = None, limit: int = 50) -> list[ImportInfo]:
    """Imports, the newest first; ``before`` is the number of the last one of the page before."""
    rows = mine(viewer=viewer).select_related("by", "undone_by").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_info(row) for row in rows[:limit]]


def get(*, import_id: int, viewer: Actor) -> ImportInfo:
    """One import. Raises :class:`NoSuchImport`."""
    row = mine(viewer=viewer).select_related("by", "undone_by").filter(pk=import_id).first()
    if row is None:
        raise NoSuchImport(import_id)
    return _info(row)


def rows(
    *, import_id: int, viewer: Actor, states: tuple[str, ...] = (), after: int = 0, limit: int = 50
) -> RowPage:
    """The rows of an import in their order, those of some states only. Raises :class:`NoSuchImport`."""
    info = get(import_id=import_id, viewer=viewer)
    found = ImportRow.objects.filter(import_of=import_id, number__gt=after).order_by("number")
    if states:
        found = found.filter(state__in=states)
    some = list(found[: limit + 1])
    shown = some[:limit]
    return RowPage(
        tuple(_row(info.kind, one) for one in shown), shown[-1].number if len(some) > limit else None
    )


def original(*, import_id: int, viewer: Actor) -> tuple[str, bytes]:
    """The file as it came, with its name. Raises :class:`NoSuchImport`."""
    row = mine(viewer=viewer).filter(pk=import_id).first()
    held = Upload.objects.filter(import_of=row).first() if row is not None else None
    if row is None or held is None:
        raise NoSuchImport(import_id)
    return row.name, bytes(held.data)


def size(*, import_id: int, viewer: Actor) -> tuple[int, int]:
    """Bytes of the file and rows of the import. Raises :class:`NoSuchImport`."""
    row = mine(viewer=viewer).filter(pk=import_id).first()
    if row is None:
        raise NoSuchImport(import_id)
    held = (
        Upload.objects.filter(import_of=row)
        .annotate(size=Length("data"))
        .values_list("size", flat=True)
        .first()
    )
    return held or 0, sum(row.counts.values())


def not_taken(*, import_id: int, viewer: Actor) -> Iterator[tuple[int, RowInfo]]:
    """The rows that are refused or probably known, with the number of their table."""
    info = get(import_id=import_id, viewer=viewer)
    found = ImportRow.objects.filter(import_of=import_id, state__in=("refused", "duplicate"))
    for one in found.order_by("number").iterator(chunk_size=1000):
        yield one.table, _row(info.kind, one)


def _info(row: Import) -> ImportInfo:
    return ImportInfo(
        row.pk, row.name, row.kind, row.state, str(row.by), row.at, row.counts, row.applied_at, row.undone_at,
        str(row.undone_by or ""), tuple(Words(*one) for one in row.remarks), tuple(row.tables), row.fixed, row.as_of,
        row.asked, row.mapping, frozenset(row.as_new),
    )  # fmt: skip


def _row(kind: str, one: ImportRow) -> RowInfo:
    names = {field.target: field.name for field in fields_of()[kind]}
    changes = tuple((names.get(target, Words(target, target)), old, new) for target, old, new in one.changes)
    return RowInfo(
        one.number, one.where, one.state, one.label, one.record_id, changes,
        tuple(Words(*why) for why in one.reasons), tuple(one.cells),
    )  # fmt: skip
