"""Who a row is, as a judgement remembers it: by what it says, not by where it stands in a file."""

from __future__ import annotations

import hashlib
from typing import Final

import polars as pl

_LISTED: Final = ("bare", "code", "province", "city", "county", "address")


def listed_keys(features: pl.DataFrame) -> pl.Series:
    """A key for every row of a list, made of all it states: who says something else is asked about anew."""
    text = features.select(
        pl.concat_str([pl.col(one).fill_null("") for one in _LISTED], separator="|")
    ).to_series()
    return pl.Series("key", [_digest(one) for one in text])


def enterprises(features: pl.DataFrame) -> pl.Series:
    """Who every row of the registry is: ``code …`` where it has one, else ``name …@place``."""
    name = pl.concat_str(
        pl.lit("name "),
        "bare",
        pl.lit("@"),
        *(pl.col(one).fill_null("") for one in ("province", "city", "county")),
    )
    coded = pl.concat_str(pl.lit("code "), "code")
    return features.select(pl.coalesce(coded, name).alias("enterprise")).to_series()


def pair_key(listed: str, enterprise: str) -> str:
    """What a queue sheet carries for a pair. Begins with a letter, or spreadsheets make a number of it."""
    return f"k{listed}{_digest(enterprise)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
