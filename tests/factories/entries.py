"""Entries straight in the table, of any kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duijie.ledger.models import Entry
from tests.cast import MORNING

MEASURES = ("projects.signed", "funds.received")


def row(by: int, n: int = 1, **told: Any) -> Entry:
    """An entry that is not saved yet: an item of the first measure, but for what is told."""
    amount = told.pop("number", Decimal(n))
    standard: dict[str, Any] = {
        "shape": "item", "measure": MEASURES[0], "key": f"project:{n}", "label": f"项目{n}", "number": amount,
        "low": amount, "high": amount, "unit": "CNY", "effective_on": date(2024, 1, 1), "evidence": "示例记录",
        "recorded_at": MORNING, "recorded_by_id": by,
    }  # fmt: skip
    return Entry(**standard | told)
