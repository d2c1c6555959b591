"""The columns of the registry, and which column of a table fills which of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import polars as pl

from duijie.kernel.words import Words
from duijie.registry.layout import Mapped

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
_BRACKETS: Final = re.compile(r"[(\[{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]")
_FILLERS: Final = re.compile(r"[\s_\-.:*#、。;,'\"!?/]+")


class WrongMapping(ValueError):
    """Columns that cannot be mapped as asked, or a table without names; says which and what to do."""


def words(section: str) -> dict[str, Any]:
    """A section of the vocabulary in ``lexicon/headers.toml``."""
    return dict(_vocabulary()[section])


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
        raise WrongMapping(
            f"{file}: no column holds the names of enterprises; its columns are {_listed(heads)}. "
            "Say which with --map name=COLUMN."
        )
    return tuple(mapped)


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row reads like the head of a table of enterprises: it names the names and one thing more."""
    heads = [cell for cell in cells if cell.strip()]
    found = [target for target in TARGETS if _guess(target, heads)]
    return "name" in found and (len(found) > 1 or len(heads) == 1)


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
            raise WrongMapping(f"--map {key}={head}: no column of the registry is called {target!r}. "
                               f"There are {', '.join(TARGETS)}.")  # fmt: skip
        if not head:
            answer.append((target, None))
            continue
        same = [one for one in heads if one == head] or [one for one in heads if plain(one) == plain(head)]
        if len(same) != 1:
            raise WrongMapping(
                f"--map {key}={head}: {file} has no column {head!r}; its columns are {_listed(heads)}. Name one of them."
            )
        unit = unit.strip() or (_unit(same[0]) if target == "capital" else "")
        answer.append((target, Mapped(target, same[0], unit, "按要求指定", "as asked")))
    return answer


def _guess(target: str, heads: Sequence[str]) -> Mapped | None:
    known: list[str] = words("words")[target]
    spelled = {head: plain(head) for head in heads}
    for way in (_same, _peeled):
        for word in known:
            for head, spelling in spelled.items():
                unit = _unit(head) if target == "capital" else ""
                if target == "capital":
                    spelling = spelling.removesuffix(plain(unit))  # noqa: PLW2901 -- 注册资本万元, without brackets
                if reason := way(spelling, word):
                    return Mapped(target, head, unit, reason.zh, reason.en)
    return None


def _same(head: str, word: str) -> Words | None:
    return Words(f"列名即“{word}”", f"the head is “{word}”") if head == plain(word) else None


def _peeled(head: str, word: str) -> Words | None:
    """The head without a word that changes nothing: 所属省份 is 省份."""
    neutral = words("neutral")
    for before in ("", *neutral["before"]):
        for behind in ("", *neutral["behind"]):
            bare = (
                head.startswith(before)
                and head.endswith(behind)
                and head[len(before) : len(head) - len(behind)]
            )
            if bare and bare == plain(word) and len(bare) > 1:
                extra = before + behind
                return Words(f"列名去掉“{extra}”即“{word}”", f"the head without “{extra}” is “{word}”")
    return None


def _unit(head: str) -> str:
    """The unit of a sum in a column's head: 万元 of 注册资本(万元); empty where it names none."""
    text = unicodedata.normalize("NFKC", head)
    bracketed = re.search(r"[(\[【〔]\s*(?:单位|unit)?\s*[::]?\s*([^)\]】〕]+?)\s*[)\]】〕]\s*$", text, re.I)
    if bracketed:
        return bracketed[1]
    bare = re.search(r"(?:单位[::]?)?((?:人民币)?(?:百万|千万|万|亿)?(?:人民币|美|港|欧)?元)$", text)
    return bare[1] if bare else ""


@cache
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
