"""Figures for the public: what a notice of one says, frozen with its day, its definition and what it does not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from duijie.accounts.types import Actor
from duijie.figures.registry import catalogue, compute, find_value
from duijie.figures.types import FigureValue, NoSuchFigure
from duijie.figures.wording import shown
from duijie.kernel.words import Told
from duijie.portal.records import FIGURE

_RECORD: Final = re.compile(
    rf"{FIGURE}(?P<code>[^@\[\]]+)(?:\[(?P<scope>[^\]]+)\])?@(?P<day>\d{{4}}-\d\d-\d\d)"
)


class NothingToPublish(Told, LookupError):
    """The ledger says nothing of the figure on that day."""

    def __init__(self, code: str, day: date) -> None:
        super().__init__(
            f"台账没有“{code}”截至 {day} 的数字，无可公布。请换一个日期或指标。",
            f"The ledger says nothing of {code} as of {day}. Choose another day or figure.",
        )


def record_of(code: str, as_of: date) -> str:
    """How a notice names a figure of a day: ``figure:projects.signed@2024-06-30``."""
    return f"{FIGURE}{code}@{as_of}"


def value_of(record: str, *, known_at: datetime, viewer: Actor) -> FigureValue:
    """The figure that a notice names, of the whole region, as somebody outside the house may know it.

    Raises :class:`NoSuchFigure`, :class:`NothingToPublish`.
    """
    hit = _RECORD.fullmatch(record)
    if hit is None:
        raise NoSuchFigure(record.removeprefix(FIGURE), list(catalogue()))
    try:
        day = date.fromisoformat(hit["day"])
    except ValueError as wrong:
        raise NoSuchFigure(record.removeprefix(FIGURE), list(catalogue())) from wrong
    # Confidential records are counted and say nothing of themselves.
    anybody = replace(viewer, role="clerk", unit_id=None, below=frozenset(), only=None)
    values = compute(hit["code"], as_of=day, known_at=known_at, viewer=anybody)
    found = find_value(values, hit["scope"] or "")
    if found is None or found.quantity is None:
        raise NothingToPublish(record.removeprefix(FIGURE).partition("@")[0], day)
    return found


def facts_of(value: FigureValue) -> Mapping[str, str]:
    """What the public reads of a figure: value, day, definition with its version, what is not stated."""
    assert value.quantity is not None
    words, definition = shown(value.quantity, value.definition.counter), value.definition
    number = value.quantity.number
    found = {
        "value": words.zh, "value_en": words.en, "exact": f"{number:f}", "unit": value.quantity.unit,
        "as_of": str(value.as_of), "code": value.code, "version": definition.version,
        "definition": definition.text.zh, "definition_en": definition.text.en,
        "gaps": "；".join(gap.zh for gap in value.gaps), "gaps_en": "; ".join(gap.en for gap in value.gaps),
    }  # fmt: skip
    return {name: text for name, text in found.items() if text}
