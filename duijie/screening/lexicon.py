"""The lexicon: classes of words, and rules that say which classes together make a promise worth a look.

Both are tables that an office replaces (``screening_words.toml``, ``screening_rules.toml``). ``…`` inside a word
stands for up to eight characters of the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, in_force, known, table

OWN: Final = "duijie.screening"
SEVERITIES: Final[Mapping[str, Words]] = {
    "forbidden": Words("法规禁止", "forbidden by law"),
    "review": Words("须公平竞争审查", "wants a fair-competition review"),
}
GAP: Final = "[^。；，,;.\n不]{0,8}?"
_ENDING: Final = r"(?:s|es|d|ed|ing|ment)?\b"


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that mean alike for the rules."""

    code: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a draft may promise that law forbids or that wants a review.

    ``ways`` are classes that stand together in one sentence within ``within`` characters: ``"tax + give_back"``.
    ``unless`` are classes whose presence in the sentence makes it no such promise. ``own_negation``: the words
    forbid something themselves (不得迁出), so that a "not" does not take the promise away.
    """

    code: str
    name: Words
    touches: str
    severity: str
    ways: tuple[str, ...]
    article: Words
    advice: Words
    effective_from: date
    effective_until: date | None = None
    unless: tuple[str, ...] = ()
    within: int = 40
    own_negation: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables, with one pattern for every class."""

    patterns: Mapping[str, re.Pattern[str]]
    rules: tuple[Rule, ...]

    def on(self, day: date) -> tuple[Rule, ...]:
        """The rules in force on a day."""
        return in_force(self.rules, day)


def pattern_of(row: WordClass) -> re.Pattern[str]:
    """One pattern for a class, longer words first. A word just after a "not" (不低于, 非独家) is not that word."""
    zh = [_escaped(word) for word in sorted(row.zh, key=len, reverse=True)]
    en = [_escaped(word) for word in sorted(row.en, key=len, reverse=True)]
    parts = [rf"(?<![不未非无免])(?:{'|'.join(zh)})"] if zh else []
    parts += [rf"\b(?:{'|'.join(en)}){_ENDING}"] if en else []
    return re.compile("|".join(parts), re.IGNORECASE)


def ways_of(rule: Rule) -> list[tuple[str, ...]]:
    """The ways of a rule as tuples of classes."""
    return [tuple(one.strip() for one in way.split("+")) for way in rule.ways]


@cache
def load() -> Lexicon:
    """The lexicon. Raises :class:`duijie.rulebook.WrongTable` where a rule names a class that there is not."""
    classes = {row.code: row for row in table(OWN, "screening_words", WordClass)}
    rules = table(OWN, "screening_rules", Rule)
    for number, row in enumerate(classes.values(), 1):
        if not (row.zh or row.en):
            raise WrongTable("screening_words.toml", number, "the class has no words", "Give it some.")
    for number, rule in enumerate(rules, 1):
        known("screening_rules.toml", number, "severity", rule.severity, SEVERITIES)
        for code in (*(code for way in ways_of(rule) for code in way), *rule.unless):
            known("screening_rules.toml", number, "word class", code, classes)
    return Lexicon({code: pattern_of(row) for code, row in classes.items()}, rules)


def _escaped(word: str) -> str:
    return GAP.join(re.escape(part) for part in word.split("…"))
