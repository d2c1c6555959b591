"""What requests hold: texts as long as the records keep them, numbers as decimal text, days of this age."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Path, Query
from pydantic import Field

from duijie.api.times import WRITTEN

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=5000)]
Code = Annotated[str, Field(max_length=40)]
Id = Annotated[int, Path(ge=0, lt=2**63)]
"""The number of a record in an address."""
Row = Annotated[int, Field(ge=1, lt=2**63)]
"""The number of a record."""
Number = Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,2})?$")]
"""An amount in base units as decimal text: a program's floating point would not keep it."""
On = Annotated[date, WRITTEN, Field(ge=date(1949, 1, 1), le=date(2999, 12, 31))]
Value = Annotated[str, Field(max_length=5000)] | bool | None
"""What a field of a table holds: text (numbers and days as text too), a flag, or nothing."""
Fields = Annotated[dict[Annotated[str, Field(max_length=60)], Value], Field(max_length=200)]
Cursor = Annotated[str, Query(max_length=400)]
Limit = Annotated[int, Query(ge=1, le=200)]
Searched = Annotated[str, Query(max_length=200)]


def text(value: Decimal) -> str:
    """All digits, none behind the last that says something."""
    return format(value.normalize(), "f")


def text_or_none(value: Decimal | None) -> str | None:
    """The same; nothing for nothing."""
    return None if value is None else text(value)
