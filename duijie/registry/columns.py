"""The columns of the registry, and which column of a table fills which of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import polars as pl

from duijie.kernel.words import Words
from duijie.registry.layout import Mapped
from duijie.text.formats.source import CannotRead

COLUMNS: Final[Mapping[str, Any]] = {
    "row": pl.Int64,
    "name": pl.String,
    "credit_code": pl.String,
    "old_number": pl.String,
    "code_as_given": pl.String,
    "registered_on": pl.Date,
    "kind": pl.String,
    "status": pl.String,
    "capital": pl.String,
    "capital_yuan": pl.Float64,
    "scope": pl.String,
    "industry": pl.String,
    "province": pl.String,
    "city": pl.String,
    "county": pl.String,
    "division": pl.String,
    "address": pl.String,
}
"""What a part holds, in this order. Text is never null: ``""`` is not stated.

``row``: which row below the head it was in the file, from 1. ``credit_code``: 18 characters whose check digits
fit. ``old_number``: a 15-digit registration number whose check digit fits. ``code_as_given``: what stood in the
columns of codes where it is neither of the two letter for letter. ``capital``: as printed, with the unit of the
column's head where the cell has none. ``capital_yuan``: yuan, null where it is no sum in yuan. ``division``: six
digits of GB/T 2260 from the credit code, else as stated.
"""

TARGETS: Final = (
    "name", "credit_code", "old_number", "registered_on", "kind", "status", "capital", "currency", "scope",
    "industry", "province", "city", "county", "division", "address",
)  # fmt: skip
"""What a column of a file can be mapped to."""
_LONGEST_HEAD: Final = 60
_BRACKETS: Final = re.compile(r"[(\[{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]")
_FILLERS: Final = re.compile(r"[\s_\-.:*#、。;,'\"!?/]+")


class WrongMapping(CannotRead):
    """Columns that cannot be mapped as asked, or a table without names; says which and what to do."""


def words(section: str) -> dict[str, Any]:
    """A section of the vocabulary in ``lexicon/headers.toml``."""
    found: dict[str, Any] = _vocabulary()[section]
    return found


def map_columns(heads: Sequence[str], asked: Mapping[str, str], *, file: str) -> tuple[Mapped, ...]:
    """Which of ``heads`` fills which target, in the order of :data:`TARGETS`; ``asked`` goes before every guess.

    ``asked``: target, or ``capital(unit)``, to a head; an empty head leaves the target out. Raises
    :class:`WrongMapping` for unknown targets and heads, and where nothing gives the names.
    """
    given = dict(_asked(heads, asked, file))
    taken = {one.column for one in given.values() if one}
    mapped = []
    for target in TARGETS:
        if target in given:
            found = given[target]
        else:
            found = _guess(target, [head for head in heads if head not in taken])
        if found:
            taken.add(found.column)
            mapped.append(found)
    if not any(one.target == "name" for one in mapped):
        reason = f"no column holds the names of enterprises; its columns are {_listed(heads)}"
        raise WrongMapping(file, reason, "Say which with --map name=COLUMN")
    return tuple(mapped)


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row reads like the head of a table of enterprises: it names the names and one thing more."""
    heads = [cell for cell in cells if cell.strip() and len(cell) <= _LONGEST_HEAD]
    if not _guess("name", heads):
        return False
    return len(heads) == 1 == len(cells) or any(_guess(target, heads) for target in TARGETS[1:])


def distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """A head's cells as names of columns: none empty, none twice."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {number}"
        again = 2
        while name in names:
            name = f"{' '.join(cell.split()) or f'column {number}'} ({again})"
            again += 1
        names.append(name)
    return tuple(names)


def _asked(heads: Sequence[str], asked: Mapping[str, str], file: str) -> list[tuple[str, Mapped | None]]:
    answer: list[tuple[str, Mapped | None]] = []
    for key, head in asked.items():
        target, _, unit = key.replace("（", "(").replace("）", ")").rstrip(")").partition("(")
        target = target.strip()
        if target not in TARGETS:
            reason = f"no column of the registry is called {target!r}"
            raise WrongMapping(f"--map {key}={head}", reason, f"There are {', '.join(TARGETS)}")
        if not head:
            answer.append((target, None))
            continue
        same = [one for one in heads if one == head] or [one for one in heads if plain(one) == plain(head)]
        if not same:
            reason = f"{file} has no column {head!r}; its columns are {_listed(heads)}"
            raise WrongMapping(f"--map {key}={head}", reason, "Name one of them")
        unit = unit.strip() or (_unit(same[0]) if target == "capital" else "")
        answer.append((target, Mapped(target, same[0], unit, "按要求指定", "as asked")))
    return answer


def _guess(target: str, heads: Sequence[str]) -> Mapped | None:
    """The head that fits best: as it is before one that must lose a word, then the word that stands earlier."""
    known = _ranks(target)
    best: tuple[int, int, int, Mapped] | None = None
    for place, head in enumerate(heads):
        unit = _unit(head) if target == "capital" else ""
        spelling = plain(head)
        for spelled in (spelling, spelling.removesuffix(plain(unit))) if unit else (spelling,):
            for extra, bare in _peeled(spelled):
                if bare not in known or (best and (bool(extra), known[bare], place) >= best[:3]):
                    continue
                word = words("words")[target][known[bare]]
                without = Words(f"去掉“{extra}”", f" without “{extra}”") if extra else Words("", "")
                mapped = Mapped(
                    target, head, unit, f"列名{without.zh}即“{word}”", f"the head{without.en} is “{word}”"
                )
                best = (bool(extra), known[bare], place, mapped)
    return best[3] if best else None


@lru_cache(maxsize=4096)
def _peeled(head: str) -> tuple[tuple[str, str], ...]:
    """The head, and what is left of it without words that change nothing: 所属省份 is 省份."""
    neutral = _vocabulary()["neutral"]
    ways = [("", head)]
    for before in ("", *neutral["before"]):
        for behind in ("", *neutral["behind"]):
            bare = head[len(before) : len(head) - len(behind)]
            if before + behind and len(bare) > 1 and head == before + bare + behind:
                ways.append((before + behind, bare))
    return tuple(ways)


@cache
def _ranks(target: str) -> Mapping[str, int]:
    """The words that head a target, as they are compared, with their places."""
    ranks: dict[str, int] = {}
    for rank, word in enumerate(_vocabulary()["words"][target]):
        ranks.setdefault(plain(word), rank)
    return ranks


def _unit(head: str) -> str:
    """The unit of a sum in a column's head: 万元 of 注册资本(万元); empty where it names none."""
    text = unicodedata.normalize("NFKC", head)
    bracketed = re.search(r"[(\[【〔]\s*(?:单位|unit)?\s*[::]?\s*([^)\]】〕]+?)\s*[)\]】〕]\s*$", text, re.I)
    if bracketed:
        return bracketed[1]
    bare = re.search(r"(?:单位[::]?)?((?:人民币)?(?:百万|千万|万|亿)?(?:人民币|美|港|欧)?元)$", text)
    return bare[1] if bare else ""


@lru_cache(maxsize=4096)
def plain(head: str) -> str:
    """A head as it is compared."""
    text = unicodedata.normalize("NFKC", head).casefold()
    bare = _FILLERS.sub("", _BRACKETS.sub("", text))
    return bare or _FILLERS.sub("", text)


def _listed(heads: Sequence[str]) -> str:
    shown = "、".join(head[:40] for head in heads[:20])
    return shown + (f" … ({len(heads)})" if len(heads) > 20 else "")


@cache
def _vocabulary() -> Mapping[str, Any]:
    text = files("duijie.registry").joinpath("lexicon", "headers.toml").read_text("utf-8")
    return tomllib.loads(text)
