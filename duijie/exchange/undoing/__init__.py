"""What stands in the way of undoing an import: rows of it that were changed since, and others that rest on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from duijie.directory.models import Listing, Name, Organisation
from duijie.exchange.models import Piece
from duijie.journal import AT_ONCE, digests
from duijie.kernel.words import Words
from duijie.ledger.models import Identity
from duijie.pipeline.rules import key_of

MOST: Final = 50
"""Obstacles that are listed."""
NEVER_CHANGED: Final = frozenset({
    "pipeline.StageRow", "pipeline.StatusRow", "pipeline.Amount", "pipeline.FormerName", "ledger.Entry", "funds.Receipt",
})  # fmt: skip
"""Rows that are corrected by further rows and never changed themselves."""
_NAMES: Final = {
    "pipeline.Project": Words("项目", "project"),
    "pipeline.Sheet": Words("项目", "project"),
    "directory.Organisation": Words("组织", "organisation"),
    "directory.Listing": Words("组织", "organisation"),
    "directory.Name": Words("名称", "name"),
    "directory.Detail": Words("组织信息", "detail"),
    "funds.Receipt": Words("到位资金", "receipt"),
    "parks.Tenant": Words("入驻企业", "enterprise"),
    "parks.TenantYear": Words("企业年度数据", "year of an enterprise"),
    "ledger.Entry": Words("台账条目", "entry"),
}


def model_of(piece: Piece) -> type[Model]:
    """The model of a piece's rows."""
    return apps.get_model(piece.model)


def obstacles(pieces: Sequence[Piece]) -> tuple[Words, ...]:
    """What stands in the way, up to :data:`MOST`; empty where nothing does."""
    found: dict[str, Words] = {}
    for one in _all(pieces):
        found[one.en] = one
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _all(pieces: Sequence[Piece]) -> Iterator[Words]:
    made: dict[str, set[int]] = {}
    for piece in pieces:
        if piece.made:
            made.setdefault(piece.model, set()).update(row[0] for row in piece.rows)
    for piece in pieces:
        model = model_of(piece)
        numbers = [row[0] for row in piece.rows]
        now: Any = digests(model, numbers) if piece.rows[0][1] else _there(model, numbers)
        for number, told, *_ in piece.rows:
            if number not in now:
                yield _words(model, number, Words("已不存在", "is gone"))
            elif told and now[number] != told:
                yield _words(model, number, Words("后来被改动", "was changed since"))
        if piece.made:
            yield from _resting(model, [row[0] for row in piece.rows], made)


def _there(model: type[Model], numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(numbers), AT_ONCE):
        rows = model._base_manager.filter(pk__in=numbers[start : start + AT_ONCE])
        found.update(rows.values_list("pk", flat=True))
    return found


def _resting(model: type[Model], numbers: Sequence[int], made: dict[str, set[int]]) -> Iterator[Words]:
    """Rows of any table that lead to these and that the import did not write."""
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        own = made.get(other._meta.label, set())
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": some})
            # Nothing that was there before can lead to a row that the import made.
            for number, to in rows.values_list("pk", relation.field.attname):
                if number not in own:
                    name = Words(str(other._meta.verbose_name), str(other._meta.verbose_name))
                    yield _words(
                        model, to, Words(f"后来有了{name.zh} {number}", f"has {name.en} {number} since")
                    )
    if model._meta.label == "pipeline.Project":
        keys = {key_of(number): number for number in numbers}
        listed = list(keys)
        for start in range(0, len(listed), AT_ONCE):
            told = Identity.objects.filter(thing__in=listed[start : start + AT_ONCE], taken_back_at=None)
            for key in told.values_list("thing", flat=True):
                yield _words(
                    model,
                    keys[key],
                    Words("已与文件所说的项目认同", "was said to be what a document tells of"),
                )


def _words(model: type[Model], number: int, what: Words) -> Words:
    row: Any = model._base_manager.filter(pk=number).first()
    name = _NAMES.get(model._meta.label, Words(str(model._meta.verbose_name), str(model._meta.verbose_name)))
    title = str(number)
    if row is not None:
        home = row.pk if isinstance(row, Organisation | Listing) else getattr(row, "home_id", None)
        title = f"“{Name.objects.get(home_id=home) if home is not None else row}”"
    return Words(f"{name.zh}{title}{what.zh}", f"{name.en} {title} {what.en}")
