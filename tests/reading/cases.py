"""Cases of one kind: a text, and every statement of that kind that a reader must find in it, no more and no less."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from duijie.reading.kinds import as_values, kind_of
from duijie.reading.prepared import Prepared
from duijie.reading.rules import agreement, body, campaign, event, park, platform, policy, project

CASES = Path(__file__).parents[1] / "cases" / "reading"
RULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (agreement, body, campaign, event, park, platform, policy, project)
}


def cases(kind: str) -> list[dict[str, Any]]:
    """The cases of ``tests/cases/reading/<kind>.toml``."""
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{kind}.toml").read_text("utf8"))["case"]
    return found


def assert_found(kind: str, case: dict[str, Any]) -> None:
    """Each expected statement is found once with the fields given, and nothing else of the kind is found.

    ``words`` stands for the investment as printed; a project without it, or without ``stage``, has none.
    """
    prepared = Prepared(case["text"].strip("\n"), case.get("dated_on"))
    found = list(RULES[kind].find(prepared))
    for one in found:
        assert kind_of(one.said) == kind
        assert one.rule.startswith(f"{kind}.")
        assert one.span.of(prepared.text)
    left = [as_values(one.said) for one in found]
    missed = []
    for expected in case["found"]:
        match = next((one for one in left if _says(kind, one, expected)), None)
        if match is None:
            missed.append(expected)
        else:
            left.remove(match)
    assert not missed and not left, f"missed {missed}, in excess {left}"


def _says(kind: str, values: dict[str, Any], expected: dict[str, Any]) -> bool:
    if kind == "project":
        words = (values["investment"] or {}).get("words")
        if words != expected.get("words") or values["stage"] != expected.get("stage"):
            return False
    return all(values[field] == value for field, value in expected.items() if field != "words")
