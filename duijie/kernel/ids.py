"""Identity from content: the same thing said in the same place always has the same id."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest(data: bytes) -> str:
    """SHA-256 of received bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(*parts: Any) -> str:
    """A 32-digit hexadecimal id of JSON-ready ``parts``; equal parts give equal ids on every machine."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]
