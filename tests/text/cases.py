"""Cases in data files, and the corpus beside the checkout where it is there."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

_CASES = Path(__file__).parents[1] / "cases" / "text"
_SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def cases(name: str) -> list[Any]:
    """The cases of one file as parameters under their ids."""
    found = tomllib.loads((_CASES / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["id"]) for case in found]


def corpus() -> list[dict[str, Any]]:
    """The documents with their clean texts; skips where they are not there."""
    path = _SHARED / "corpus" / "dev.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def article() -> str:
    """The article of the first case; skips where it is not there."""
    path = _SHARED / "seed" / "article.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path.read_text("utf-8")
