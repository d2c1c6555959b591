"""Whole paragraphs: every statement of every kind, and none besides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.reading.cases import RULES, assert_found, cases

WRITTEN = date(2022, 9, 1)


@pytest.mark.parametrize("case", cases("bulletins"), ids=lambda case: case["text"].strip()[:16])
def test_paragraph_says(case: dict[str, Any]) -> None:
    for kind in RULES:
        expected = [
            {field: value for field, value in one.items() if field != "kind"}
            for one in case["found"]
            if one["kind"] == kind
        ]
        assert_found(kind, {"text": case["text"], "dated_on": WRITTEN, "found": expected})
