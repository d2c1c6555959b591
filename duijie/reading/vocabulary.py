"""Loads the word lists of ``lexicon/`` and makes patterns of them. Words are data, mechanics are code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon file ``name`` (without ``.toml``); read once.

    Raises ``FileNotFoundError`` where there is none of that name.
    """
    return tomllib.loads((files("duijie.reading.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, *path: str) -> tuple[str, ...]:
    """The list of words under ``path`` in the lexicon ``name``."""
    found: Any = load(name)
    for key in path:
        found = found[key]
    return tuple(found)


def any_of(*lists: Iterable[str]) -> str:
    """A pattern without groups that matches any of the words, the longest first."""
    every = {word for some in lists for word in some}
    return f"(?:{_branches(sorted(every, key=lambda w: (-len(w), w)))})"


def _branches(listed: Sequence[str]) -> str:
    """The words as a tree of their first characters: a place is tried once for each character, not each word.

    What matches at a place lies on one path of the tree, so the order of the words is kept.
    """
    rests: dict[str, list[str]] = {}
    for word in listed:
        rests.setdefault(word[:1], []).append(word[1:])
    parts = [re.escape(first) + (_rest(after) if first else "") for first, after in rests.items()]
    return "|".join(parts)


def _rest(listed: Sequence[str]) -> str:
    return re.escape(listed[0]) if len(listed) == 1 else f"(?:{_branches(listed)})"
