"""The words by which numbers hang together, and the rules: tables that an office may replace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table

OWN: Final = "duijie.proofing"
SEVERITIES: Final[Mapping[str, Words]] = {
    "wrong": Words("有误", "wrong"),
    "ask": Words("请核实", "please check"),
}


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that mean alike for the rules."""

    code: str
    zh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, with what to do about it."""

    code: str
    severity: str
    name: Words
    advice: Words


@cache
def words() -> Mapping[str, re.Pattern[str]]:
    """One pattern for every class, longer words first. Raises :class:`duijie.rulebook.WrongTable`."""
    found = {row.code: row.zh for row in table(OWN, "proof_words", WordClass)}
    for code in ("part", "rest", "total", "whole", "each", "share", "rate", "quota", "beyond", "rise", "fall", "before",
                 "first", "last", "place"):  # fmt: skip
        if not found.get(code):
            raise WrongTable("proof_words.toml", 0, f"the class {code!r} has no words", "Give it some.")
    return {
        code: re.compile("|".join(re.escape(one) for one in sorted(zh, key=len, reverse=True)))
        for code, zh in found.items()
    }


@cache
def rules() -> Mapping[str, Rule]:
    """The rules by code. Raises :class:`duijie.rulebook.WrongTable`."""
    found = table(OWN, "proof_rules", Rule)
    for number, row in enumerate(found, 1):
        known("proof_rules.toml", number, "severity", row.severity, SEVERITIES)
    return {row.code: row for row in found}
