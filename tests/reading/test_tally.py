"""Counts and sums of whole documents: every one that is said, none that is not."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from duijie.reading.kinds import Tally, Target
from duijie.reading.prepared import Prepared
from duijie.reading.rules import tally, target
from duijie.reading.statement import Found

CASES = Path(__file__).parents[1] / "cases" / "reading"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text("utf8"))["case"]
    return found


def worded(found: list[Found]) -> Counter[str]:
    """``measure words``, with a minus before the words of a fall."""
    said = [one.said for one in found]
    assert all(isinstance(one, Tally | Target) for one in said)
    return Counter(
        f"{one.measure} {'-' if one.quantity.number < 0 else ''}{one.quantity.words}"  # type: ignore[union-attr]
        for one in said
    )


def assert_same(found: Counter[str], gold: list[str]) -> None:
    missed, extra = Counter(gold) - found, found - Counter(gold)
    assert not missed and not extra, f"missed {sorted(missed)}, in excess {sorted(extra)}"


DOCUMENTS = [case for path in sorted(CASES.glob("tally_documents*.toml")) for case in cases(path.name)]


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case["id"])
def test_document_yields_its_tallies_and_targets(case: dict[str, Any]) -> None:
    prepared = Prepared(case["text"].strip(), case["dated_on"])
    assert_same(worded(list(tally.find(prepared))), case["tally"])
    assert_same(worded(list(target.find(prepared))), case["target"])
