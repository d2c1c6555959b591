"""The factor *relatedness*: how near a prospect's industry is to what the own city has, as the registry shows it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from duijie.industry.links.graph import Link
from duijie.industry.placing.registered import Registered, home
from duijie.kernel.words import Words
from duijie.matching.slots import Candidates, fills
from duijie.relatedness.asking import NotCounted, relatedness_of
from duijie.relatedness.panel import NothingRegistered, panel
from duijie.relatedness.placing import DEPTH, group_of

_GROUPS: Final = 1000
"""Groups of GB/T 4754 are numbers below this; 0 stands for none stated."""


def relatedness(asked: Candidates) -> npt.NDArray[np.float32]:
    """Density of each candidate's industry: as stated, else that of its link; not known where the registry tells nothing.

    A link of several groups is worth their mean. See :func:`duijie.relatedness.measures.density`.
    """
    dense = _density(asked.rows.key, asked.division)
    by_link = np.array([_of_link(one, dense) for one in asked.links] or [np.nan], np.float32)
    stated = dense[_stated(asked.rows)[asked.places]]
    return np.where(np.isnan(stated), by_link[asked.link], stated)


def told(value: float) -> Words:
    """A density in words."""
    return Words(
        f"与其产业邻近的产业，按邻近度计有{value:.0%}在本市已具优势（据登记库）",
        f"of the industries near its own, weighted by nearness, this city is strong in {value:.0%} (by the registry)",
    )


@lru_cache(maxsize=8)
def _density(key: str, division: str) -> npt.NDArray[np.float32]:
    """By group; all NaN where the registry counts nobody here. ``key`` says of which state of the registry."""
    dense = np.full(_GROUPS, np.nan, np.float32)
    if division:
        try:
            for code, value in relatedness_of(panel(home()), [division.ljust(6, "0")]).items():
                dense[int(code)] = value
        except (NothingRegistered, NotCounted):
            pass
    dense.setflags(write=False)
    return dense


@lru_cache(maxsize=1)
def _stated(rows: Registered) -> npt.NDArray[np.int16]:
    """The group that each row of the registry states, 0 where it states none."""
    texts = rows.text["industry"]
    known = {text: int(group_of(text) or 0) for text in texts.unique()}
    return texts.replace_strict(known, default=0, return_dtype=pl.Int16).to_numpy()


def _of_link(link: Link, dense: npt.NDArray[np.float32]) -> float:
    near = [
        value
        for code in link.codes
        for value in dense[_range(code)].tolist()
        if value == value  # noqa: PLR0124 -- NaN differs from itself
    ]
    return sum(near) / len(near) if near else float("nan")


def _range(code: str) -> slice:
    head = code.lstrip("ABCDEFGHIJKLMNOPQRST")[:DEPTH]
    if not head.isdigit():
        return slice(0, 0)
    step = 10 ** (DEPTH - len(head))
    return slice(int(head) * step, (int(head) + 1) * step)


fills("relatedness", relatedness, told)
