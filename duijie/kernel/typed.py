"""What people type into any form, read in one way."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

_AMOUNT: Final = re.compile(r"(-?[0-9]*\.?[0-9]+)(亿|万|bn|m)?(?:元|yuan|cny|人)?", re.IGNORECASE)
_SCALES: Final = {"亿": 10**8, "万": 10**4, "bn": 10**9, "m": 10**6}


def typed_amount(text: str) -> Decimal | None:
    """``2亿``, ``5000万元``, ``350 m``, ``200,000,000``: yuan or whatever is counted; ``None`` for what is no amount."""
    found = _AMOUNT.fullmatch(re.sub(r"[,，\s]", "", text))
    return Decimal(found[1]) * _SCALES.get((found[2] or "").lower(), 1) if found else None


def typed_day(text: str) -> date | None:
    """``2015-09-24``; ``None`` for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
