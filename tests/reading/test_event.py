from __future__ import annotations

from typing import Any

import pytest

from tests.reading.cases import assert_found, cases


@pytest.mark.parametrize("case", cases("event"), ids=lambda case: case["name"])
def test_every_event_of_the_text_is_found(case: dict[str, Any]) -> None:
    assert_found("event", case)
