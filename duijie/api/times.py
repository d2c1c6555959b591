"""Days and moments as the interface takes them: in ISO 8601, never as numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator


def _written(value: Any) -> Any:
    """Numbers and digits alone would be taken for seconds since 1970."""
    if value == "null":  # what a form or an address can write for nothing
        return None
    if value is not None and (not isinstance(value, str) or "-" not in value[1:]):
        raise ValueError("write it as 2015-09-24, a moment as 2015-09-24T08:00:00+08:00")
    return value


def _utc(value: date | None) -> date | None:
    """A moment in UTC: databases differ in how far from it a zone may lie."""
    if not isinstance(value, datetime):
        return value
    try:
        return value.astimezone(UTC)
    except OverflowError as wrong:
        raise ValueError("this moment lies before or behind all that can be told in UTC") from wrong


WRITTEN = BeforeValidator(_written)
# An address takes them as ``Annotated[date | None, Query(), WRITTEN]``: ninja looks for its own mark first.
Day = Annotated[date | None, WRITTEN]
IN_UTC = AfterValidator(_utc)
Moment = Annotated[AwareDatetime | None, WRITTEN, IN_UTC]
