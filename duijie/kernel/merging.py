"""Two people changed one record: what each changed, what merges by itself, and what one of them must choose.

A record is seen as fields. Its *version* is a word that holds a mark of every field, so that whoever kept the word can
later be told which fields changed, without the values being kept anywhere. Whatever wrote them (a form, a program,
a bulk act, an import, an undo) shows, because the marks are made of the values themselves.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from duijie.kernel.words import Told

WHOLE: Final = 12
"""Bytes of the digest of all fields: that decides whether two versions are the same."""
PART: Final = 3
"""Bytes of the mark of a field: that tells which one differs."""


class WrongVersion(Told, ValueError):
    """The word was not made by :func:`version` of a record with these fields."""


@dataclass(frozen=True, slots=True)
class Both:
    """A field that both sides changed, each to another value."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge.

    ``values`` hold what to save where nothing is left to choose: mine where I changed a field, theirs elsewhere.
    ``theirs`` are the fields that only they changed, ``mine`` those that only I did, ``both`` what is to be chosen.
    """

    values: Mapping[str, Any]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    both: tuple[Both, ...]


def version(fields: Mapping[str, Any]) -> str:
    """The version of a record with these JSON-ready ``fields``: 16 characters, a dot, 4 more a field in their order."""
    marks = [_digest([name, value]) for name, value in sorted(fields.items())]
    whole = hashlib.sha256(b"".join(marks)).digest()[:WHOLE]
    return f"{_word(whole)}.{_word(b''.join(mark[:PART] for mark in marks))}"


def changed(since: str, now: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that differ from those that the version ``since`` was made of. Raises :class:`WrongVersion`.

    Two values share a mark once in 2²⁴; then the versions differ and no field is told.
    """
    if since == version(now):
        return ()
    names = sorted(now)
    marks = _marks(since)
    if len(marks) != len(names):
        raise WrongVersion(
            "版本号与记录的字段不符。请重新读取这条记录。",
            "This version is none of a record with these fields. Read the record again.",
        )
    return tuple(
        name for name, mark in zip(names, marks, strict=True) if _digest([name, now[name]])[:PART] != mark
    )


def merge(since: str, mine: Mapping[str, Any], now: Mapping[str, Any]) -> Merged:
    """Merge ``mine``, made of the version ``since``, with what the record holds ``now``, field by field.

    ``mine`` may leave fields out: those are not mine. Raises :class:`WrongVersion`.
    """
    theirs = set(changed(since, now))
    opened = dict(zip(sorted(now), _marks(since), strict=True))
    values = dict(now)
    mine_alone, both = [], []
    for name in sorted(mine.keys() & now.keys()):
        mark = _digest([name, mine[name]])
        if mark == _digest([name, now[name]]) or mark[:PART] == opened[name]:
            continue
        values[name] = mine[name]
        if name in theirs:
            both.append(Both(name, mine[name], now[name]))
        else:
            mine_alone.append(name)
    chosen = {one.field for one in both}
    return Merged(values, tuple(mine_alone), tuple(sorted(theirs - chosen)), tuple(both))


def _marks(since: str) -> list[bytes]:
    whole, dot, marks = since.partition(".")
    try:
        bare = base64.urlsafe_b64decode(marks)
    except ValueError:
        bare = b" "
    if not dot or len(whole) != len(_word(bytes(WHOLE))) or len(bare) % PART or _word(bare) != marks:
        raise WrongVersion(
            f"“{since[:40]}”不是版本号。请交回随记录一起得到的版本号。",
            f"{since[:40]!r} is no version. Give back the one that came with the record.",
        )
    return [bare[at : at + PART] for at in range(0, len(bare), PART)]


def _digest(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _word(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
