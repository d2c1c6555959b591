"""The industry of a row of the registry: as stated, else read from its scope and its name.

Registers of the past state no industry. A name and a scope do: what is made, done or sold. Words of
``lexicon/words.toml`` are looked for, the longest at each place; see :func:`place` for which of them counts.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from duijie.codes.industries import Industry, IndustryLevel, every_industry, industry

DEPTH: Final = 3
"""Digits of the groups (中类) that rows are placed in."""
HEAD: Final = 60
"""Characters of a scope that are read: what comes first is what an enterprise lives on."""
_SIDE: Final = r"[(（][^)）]*[)）]|依法须经批准的项目.*|一般项目[:：]|许可项目[:：]|主营[:：]?|兼营.*"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words. ``groups``: word → group; ``products``: those groups that are made; ``trade``: maker's group → wholesale, retail."""

    groups: dict[str, str]
    products: frozenset[str]
    trade: dict[str, tuple[str, str]]
    acts: dict[str, list[str]]


@cache
def lexicon() -> Lexicon:
    """The words as shipped."""
    table = tomllib.loads((files(__package__) / "lexicon" / "words.toml").read_text("utf-8"))
    groups = {
        word: code
        for part in ("products", "services")
        for code, words in table[part].items()
        for word in words
    }
    # Of patterns that begin at one place polars takes the first given: the longest stands first.
    groups = dict(sorted(groups.items(), key=lambda pair: -len(pair[0])))
    trade: dict[str, tuple[str, str]] = {}
    for code in table["products"]:
        begins = max((key for key in table["trade"] if code.startswith(key)), key=len)
        wholesale, retail = table["trade"][begins]
        trade[code] = (wholesale, retail)
    return Lexicon(groups, frozenset(table["products"]), trade, table["acts"])


def place(rows: pl.DataFrame) -> pl.Series:
    """The group (three digits of GB/T 4754) of each row; "" where nothing tells it.

    ``rows`` holds ``industry``, ``scope`` and ``name``. A stated code or name of a class goes first. Else the
    first word of the scope's head counts, and where it holds none the last word of the name. A product goes to
    its maker, unless words of selling and none of making stand there: then to its trade, retail before wholesale
    only where nothing says wholesale.
    """
    words = lexicon()
    stated = _stated(rows["industry"])
    head = pl.col("scope").fill_null("").str.replace_all(_SIDE, "").str.slice(0, HEAD)
    found = rows.select(
        head.str.extract_many(list(words.groups), leftmost=True).list.first().alias("scope"),
        pl.col("name").fill_null("").str.extract_many(list(words.groups), leftmost=True).list.last().alias("name"),
        *(
            (head.str.contains_any(acts) | pl.col("name").fill_null("").str.contains_any(acts)).alias(act)
            for act, acts in words.acts.items()
        ),
    )  # fmt: skip
    group = pl.coalesce("scope", "name").replace_strict(words.groups, default="", return_dtype=pl.String)
    sold = group.is_in(sorted(words.products)) & pl.col("sells") & ~pl.col("makes")
    retail = pl.col("retail") & ~pl.col("wholesale")
    wholesaler = {code: pair[0] for code, pair in words.trade.items()}
    retailer = {code: pair[1] for code, pair in words.trade.items()}
    read = found.select(
        pl.when(sold & retail)
        .then(group.replace_strict(retailer, default="", return_dtype=pl.String))
        .when(sold)
        .then(group.replace_strict(wholesaler, default="", return_dtype=pl.String))
        .otherwise(group)
        .alias("group")
    )["group"]
    return pl.select(pl.when(stated != "").then(stated).otherwise(read).alias("group"))["group"]


def group_of(text: str) -> str:
    """The group of a code (three digits or more, with or without letter) or of the name of a class; else ""."""
    found = industry(text)
    code = found.code if isinstance(found, Industry) else _named().get(text.strip(), "")
    return code[:DEPTH] if len(code) >= DEPTH else ""


@cache
def _named() -> dict[str, str]:
    # Classes first: where a group and its only class share a name, the group is what stays.
    by_depth = sorted(every_industry(), key=lambda one: list(IndustryLevel).index(one.level), reverse=True)
    return {one.name: one.code for one in by_depth}


def _stated(column: pl.Series) -> pl.Series:
    """The group of each stated industry. A register has few different ones, so each is read once."""
    texts = column.fill_null("")
    known = {text: group_of(text) for text in texts.unique()}
    return texts.replace_strict(known, default="", return_dtype=pl.String)
