"""Figures on their way to the public."""

from __future__ import annotations

from datetime import date

from duijie.accounts.types import Actor
from duijie.figures.publishing import facts_of, record_of, value_of
from duijie.portal import operations
from tests.cast import EVENING, MORNING, NOON


def announced(by: Actor, second: Actor | None, code: str, day: date, *, dated: date | None = None) -> int:
    """A notice of a figure as of a day; public where there is a second person."""
    record = record_of(code, day)
    frozen = facts_of(value_of(record, known_at=EVENING, viewer=by))
    notice = operations.draft(
        kind="figure", title="到位资金", source="招商局", dated=dated or day, body="到位资金。", record=record,
        frozen=frozen, by=by, at=MORNING,
    )  # fmt: skip
    if second is not None:
        operations.approve(notice_id=notice, by=second, at=NOON)
    return notice
