"""Classes of economic activity: GB/T 4754-2017 with its amendment 1 (2019): code → name → what it lies in.

``industries.tsv`` beside this file holds the table and says in its head what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from duijie.codes.credit import folded
from duijie.kernel.words import Words


class IndustryLevel(StrEnum):
    """门类, 大类, 中类, 小类."""

    SECTION = "section"
    DIVISION = "division"
    GROUP = "group"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Industry:
    """One class of activity. ``code``: a letter for a section, else two to four digits; ``parent``: "" for sections."""

    code: str
    name: str
    level: IndustryLevel
    parent: str
    section: str

    @property
    def lettered(self) -> str:
        """The code with its section's letter before it, as registers and yearbooks print it: C3911."""
        return self.code if self.level is IndustryLevel.SECTION else self.section + self.code

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class NoIndustry:
    """A text that is no code of the table, as given."""

    text: str

    @property
    def reason(self) -> Words:
        """Why there is none."""
        return Words(
            f"“{self.text}”不是《国民经济行业分类》（GB/T 4754-2017）的代码",
            f"“{self.text}” is no code of GB/T 4754-2017.",
        )


def industry(code: str) -> Industry | NoIndustry:
    """The class of a code: C, C39, 39, C391, 391, C3911 or 3911, in any width and case.

    A letter that is not the section of the digits is refused.
    """
    text = folded(code)
    letter, digits = (text[0], text[1:]) if text[:1].isalpha() else ("", text)
    found = _table().get(digits or letter)
    return NoIndustry(code) if found is None or letter not in {"", found.section} else found


def industry_path(code: str) -> tuple[Industry, ...]:
    """Section, division, group and class of a code, as far as it goes; () where there is no such code."""
    found = industry(code)
    if isinstance(found, NoIndustry):
        return ()
    return (*industry_path(found.parent), found) if found.parent else (found,)


def industries_in(code: str = "") -> tuple[Industry, ...]:
    """The classes directly below a code, in the order of codes; without one the sections."""
    found = industry(code) if code else None
    parent = found.code if isinstance(found, Industry) else code
    return tuple(entry for entry in every_industry() if entry.parent == parent)


def search_industries(text: str, *, limit: int = 20) -> tuple[Industry, ...]:
    """Classes whose code begins with a text, or whose name holds all its words (parted by blanks).

    The name itself first, then names that begin with the text, then shorter names, then order of codes: so of a
    group and its only class, which share a name, the group comes first.
    """
    by_code = industry(text)
    if isinstance(by_code, Industry):
        return tuple(e for e in every_industry() if by_code in industry_path(e.code))[:limit]
    words = text.split()
    found = [entry for entry in every_industry() if words and all(word in entry.name for word in words)]
    found.sort(key=lambda e: (e.name != text.strip(), not e.name.startswith(words[0]), len(e.name), e.code))
    return tuple(found[:limit])


def every_industry() -> Iterator[Industry]:
    """The whole table: each section followed by all that lies in it, by code."""
    yield from _table().values()


@cache
def _table() -> dict[str, Industry]:
    levels = tuple(IndustryLevel)
    table: dict[str, Industry] = {}
    section = ""
    for line in (files(__package__) / "industries.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name = line.split("\t")
        section = code if code.isalpha() else section
        level = levels[0] if code.isalpha() else levels[len(code) - 1]
        parent = {1: "", 2: section}.get(len(code), code[:-1])
        table[code] = Industry(code, name, level, parent, section)
    return table
