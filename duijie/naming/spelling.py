"""What a name is searched by: its folded characters, its pinyin, the initials of that."""

# ruff: noqa: PLC0415 -- pinyin takes a third of a second to load and is needed when a name is kept, not when asked
from __future__ import annotations

from collections.abc import Iterable

from duijie.naming.plain import plain


def sought(text: str) -> str:
    """What is typed into a search, folded as :func:`search_keys` are."""
    return plain(text).lower()


def spelled(name: str) -> str:
    """The folded name in pinyin without tones and blanks; letters and digits stay."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(sought(name)))


def initials(name: str) -> str:
    """The first letter of each character's pinyin: ``hbqh`` of 河北青禾."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(sought(name), style=Style.FIRST_LETTER))


def search_keys(names: Iterable[str], codes: Iterable[str] = ()) -> str:
    """The text that a search looks in, a line break before each key: a search for a beginning starts with one."""
    keys: dict[str, None] = {}
    for name in names:
        keys.update(dict.fromkeys((sought(name), spelled(name), initials(name))))
    keys.update(dict.fromkeys(code.lower() for code in codes))
    return "".join(f"\n{key}" for key in keys if key)
