"""What a record of a kind holds, as columns can fill it: a field, what its cells hold, and the words that head it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from duijie.exchange.sheets.labels import plain_label, squeezed
from duijie.kernel.words import Words

SERIAL: Final = "#"
"""The target of columns that only count rows."""
HOLDS: Final = ("text", "name", "code", "money", "number", "day", "period", "choice", "flag")


@dataclass(frozen=True, slots=True)
class Field:
    """A field. ``holds`` is one of :data:`HOLDS`; ``unit`` that of plain numbers (m2, t), ``choices`` a printed word's code.

    ``words`` head it, the usual first. ``must``: without it a row is refused. ``repeats``: blank below a value
    means the same again where the column stands left of the name. ``above``: a pattern whose group is the value where
    words over the table say it once. ``typical``: from and to which yuan the middle one of many amounts lies.
    """

    target: str
    name: Words
    holds: str
    words: tuple[str, ...]
    must: bool = False
    repeats: bool = False
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0
    above: str = ""
    typical: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon says of a field."""

    target: str
    holds: str
    words: tuple[str, ...]
    must: bool = False
    repeats: bool = False
    unit: str = ""
    above: str = ""
    typical: Sequence[int] = ()
    zh: str = ""
    en: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def lexicon(kind: str) -> Mapping[str, Entry]:
    """The fields of a kind with the words of ``lexicon/KIND.toml``, by target."""
    text = files("duijie.exchange.sheets").joinpath("lexicon", f"{kind}.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    found = {}
    for row in data["field"]:
        choices = {code: tuple(words) for code, words in row.pop("choices", {}).items()}
        found[row["target"]] = Entry(**{**row, "words": tuple(row["words"]), "choices": choices})
    return found


@cache
def _kinds() -> tuple[str, ...]:
    """The kinds that have a lexicon; ``other`` holds what fills nothing."""
    listed = files("duijie.exchange.sheets").joinpath("lexicon").iterdir()
    return tuple(sorted({one.name.removesuffix(".toml") for one in listed} - {"other"}))


@cache
def known_labels() -> frozenset[str]:
    """Every word of every lexicon as labels are compared: what tells a head from a row."""
    words = {
        plain_label(word)
        for kind in _kinds()
        for entry in lexicon(kind).values()
        for word in (*entry.words, *filter(None, (entry.zh, entry.en)))
    }
    other = lexicon("other")
    return frozenset(
        words | {plain_label(word) for target in (SERIAL, "currency") for word in other[target].words}
    )


@cache
def naming_labels() -> frozenset[str]:
    """The labels, as they are compared, of fields that name what a row is of."""
    return frozenset(
        plain_label(word)
        for kind in _kinds()
        for entry in lexicon(kind).values()
        if entry.holds in ("text", "name") and (entry.must or entry.target == "name") and not entry.above
        for word in entry.words
    )


@cache
def repeating_labels() -> frozenset[str]:
    """The labels, as they are compared, of fields in which a blank means the same again."""
    return frozenset(
        plain_label(word)
        for kind in _kinds()
        for entry in lexicon(kind).values()
        if entry.repeats
        for word in entry.words
    )


def built(
    entry: Entry, name: Words | None = None, choices: Mapping[str, Words] | None = None, longest: int = 0
) -> Field:
    """A field as sheets are read with: the lexicon's words, and the names of a table's codes, in both languages."""
    known: dict[str, str] = {}
    for code, words in (choices or {}).items():
        for text in (words.zh, words.en, code, *entry.choices.get(code, ())):
            known.setdefault(squeezed(text), code)
    name = name or Words(entry.zh, entry.en)
    return Field(
        entry.target, name, entry.holds, tuple(dict.fromkeys((name.zh, *entry.words, name.en))), entry.must,
        entry.repeats, entry.unit, known, longest, entry.above, tuple(entry.typical),
    )  # fmt: skip
