"""Keep and drop the office's own templates, and fill one with a list. Each leaves a row in the record of acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.lists.operations import narrowed
from duijie.exchange.sheets.filling import NoModelRow, fill, model_of
from duijie.exchange.styled import file_of, heads, template
from duijie.exchange.types import WrongChoice

MOST_BYTES: Final = 5 * 2**20
"""Bytes of a template."""
MOST_ROWS: Final = 20_000
"""Rows that a template is filled with: one is for printing. Longer lists go out as they are."""


@transaction.atomic
def keep_template(*, kind: str, name: str, data: bytes, by: Actor, at: datetime) -> tuple[str, ...]:
    """Keep an office's own template, in place of one of its name; the codes that its model row takes.

    Raises :class:`duijie.text.formats.source.CannotRead`, :class:`NoModelRow`, :class:`WrongChoice`.
    """
    by.must("review")
    path = file_of(kind, name)
    if len(data) > MOST_BYTES:
        raise WrongChoice(
            f"模板最大 {MOST_BYTES // 2**20} MB。请删去图片或缩小图片。",
            f"A template has {MOST_BYTES // 2**20} MB at most. Take pictures out, or make them smaller.",
        )
    _, codes = model_of(data, name, heads(kind))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    beside.replace(path)
    log(by=by, at=at, operation="keep_template", subject=f"template:{kind}/{name}", bytes=len(data))
    return codes


@transaction.atomic
def drop_template(*, kind: str, name: str, by: Actor, at: datetime) -> None:
    """Take an own template away; a shipped one of its name holds again."""
    by.must("review")
    path = file_of(kind, name)
    if path.is_file():
        path.unlink()
        log(by=by, at=at, operation="drop_template", subject=f"template:{kind}/{name}")


@transaction.atomic
def fill_template(*, wanted: Wanted, name: str, by: Actor, at: datetime) -> bytes:
    """A list in a template; who took it out is recorded as for any list. Raises :class:`WrongChoice`, :class:`NoModelRow`."""
    by.must("see")
    data = template(wanted.kind, name)
    today, chosen = timezone.localdate(at), LISTS[wanted.kind]
    codes = chosen.codes()
    rows: list[dict[str, Any]] = []
    for row in chosen.rows(wanted.filters, by, today):
        if len(rows) == MOST_ROWS:
            raise WrongChoice(
                f"清单超过 {MOST_ROWS:,} 行。请缩小筛选范围，或不用模板导出。",
                f"The list has more than {MOST_ROWS:,} rows. Narrow it, or take it out without a template.",
            )
        rows.append(dict(zip(codes, row, strict=True)))
    said = {
        "day": f"{today.year}年{today.month}月{today.day}日", "month": f"{today.year}年{today.month}月", "count": str(len(rows)),
        "region": own_region().name, "who": by.name, "title": chosen.title.zh,
    }  # fmt: skip
    filled = fill(data, name, heads=heads(wanted.kind), said=said, rows=rows)
    log(
        by=by, at=at, operation="export", subject=f"list:{wanted.kind}", rows=len(rows), form="xlsx", template=name,
        narrowed=narrowed(wanted.filters),
    )  # fmt: skip
    return filled


__all__ = ["NoModelRow", "drop_template", "fill_template", "keep_template"]
