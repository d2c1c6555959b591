"""Loads the word lists of ``lexicon/`` and makes patterns of them. Words are data, mechanics are code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
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
    return "(?:" + "|".join(re.escape(word) for word in sorted(every, key=lambda w: (-len(w), w))) + ")"
