"""What a name is searched by: its folded characters, its pinyin, the initials of that."""

# ruff: noqa: PLC0415 -- pinyin takes a third of a second to load and is needed when a name is kept, not when asked
from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from duijie.naming.plain import plain


def sought(text: str) -> str:
    """What is typed into a search, folded as :func:`search_keys` are."""
    return plain(text).lower()


def spelled(name: str) -> str:
    """The folded name in pinyin without tones and blanks; letters and digits stay."""
    return "".join(_syllables(sought(name)))


def search_keys(names: Iterable[str], codes: Iterable[str] = ()) -> str:
    """The text that a search looks in: each name folded, in pinyin, by initials (``hbqh``), then codes.

    A line break stands before each key, so that a search for a beginning starts with one.
    """
    keys: dict[str, None] = {}
    for name in names:
        key = sought(name)
        syllables = _syllables(key)
        initials = "".join(syllable[0] for syllable in syllables)
        keys.update(dict.fromkeys((key, "".join(syllables), initials)))
    keys.update(dict.fromkeys(code.lower() for code in codes))
    return "".join(f"\n{key}" for key in keys if key)


@lru_cache(maxsize=1 << 10)
def _syllables(key: str) -> tuple[str, ...]:
    """A syllable a character; what is not Chinese stands for itself, character by character."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(key, errors=list))  # type: ignore[arg-type]  # its stub knows text only
