"""The frame of a page is data, not text."""

from __future__ import annotations

from typing import Any

import pytest

from duijie.text.formats import Frame, frame_of
from duijie.text.repair import repair
from tests.text.cases import cases


@pytest.mark.parametrize("case", cases("frames.toml"))
def test_what_the_frame_states(case: dict[str, Any]) -> None:
    stated = {key: value for key, value in case.items() if key not in ("id", "text")}
    assert frame_of(case["text"]) == Frame(**stated)


@pytest.mark.parametrize("case", cases("frames.toml"))
def test_the_frame_is_not_read_as_text(case: dict[str, Any]) -> None:
    done = repair(case["text"]).text
    assert "来源" not in done
    assert "位置" not in done
    assert "签约项目" in done
