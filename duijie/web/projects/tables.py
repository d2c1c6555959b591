"""Small pieces that tables of several pages are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.pipeline.rules import STATUSES, load
from duijie.web.pages.parts import Link
from duijie.web.projects.pages import ActForm, Head, Row, Section
from duijie.web.saying import amount, say


def yuan(number: Decimal | None, currency: str = "CNY") -> str:
    """An amount as it is read: ``3.2 亿元``, ``320 m yuan``; empty where none is stated."""
    if number is None:
        return ""
    shown = amount(Quantity.exactly(number, currency), "")
    return f"{shown.number} {shown.unit}".strip()


def counted(number: Decimal | None, unit: str) -> str:
    """A number with the unit of its kind, of money or not."""
    if number is None:
        return ""
    return f"{number.normalize():,f}" if unit == "count" else yuan(number, unit)


def stage_name(code: str) -> str:
    """A stage's name; the code itself where the tables have it no more."""
    stage = load().stages.get(code)
    return say(stage.name) if stage else code


def status_name(code: str) -> str:
    """A status's name."""
    return say(STATUSES[code]) if code in STATUSES else code


def status_light(code: str) -> str:
    """Yellow for a pause, red for what is lost or ended; nothing for what goes on."""
    return {"paused": "yellow", "lost": "red", "ended": "red"}.get(code, "")


def section(
    id_: str,
    title: Words,
    heads: Sequence[tuple[Words, bool]],
    rows: Iterable[Row],
    *,
    acts: Iterable[Link | None] = (),
    about: str = "",
    empty: Words | None = None,
    chart: bool = False,
    opened: ActForm | None = None,
) -> Section:
    """A table whose cells carry their column's heading along."""
    labels = [say(words) for words, _ in heads]
    labelled = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, label=label, number=number)
                for cell, label, (_, number) in zip(row.cells, labels, heads, strict=True)
            ),
        )
        for row in rows
    )
    return Section(
        id=id_,
        title=say(title),
        heads=tuple(Head(label, number) for label, (_, number) in zip(labels, heads, strict=True)),
        rows=labelled,
        acts=tuple(act for act in acts if act is not None),
        about=about,
        empty=say(empty) if empty else "",
        chart=chart,
        opened=opened if opened is not None and opened.slot == id_ else None,
    )
