"""What ranking needs of every row of the registry and no row says by itself: filters that hold, branches elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from duijie.industry.placing.registered import Registered
from duijie.matching.rules import load

_HEAD = re.compile(r"(?:公司|厂|集团|总公司|合作社|研究院|研究所)$")


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """``left_out`` by filter; ``branches``: how many rows of other cities bear a row's name with more behind it."""

    left_out: Mapping[str, npt.NDArray[np.bool_]]
    branches: npt.NDArray[np.int32]


def facts_of(rows: Registered) -> Facts:
    """The facts, worked out once for each state of the registry."""
    return _facts(_Keyed(rows))


class _Keyed:
    """A registry known by its key."""

    def __init__(self, rows: Registered) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.rows.key == self.rows.key

    def __hash__(self) -> int:
        return hash(self.rows.key)


@lru_cache(maxsize=1)
def _facts(keyed: _Keyed) -> Facts:
    rows = keyed.rows
    left_out = {}
    for one in load().filters:
        mask = np.zeros(len(rows), bool)
        if one.name_ends:
            ends = "(?:" + "|".join(map(re.escape, one.name_ends)) + ")$"
            mask |= rows.text["name"].str.contains(ends).to_numpy()
        if one.status_begins:
            gone = np.array([text.startswith(one.status_begins) for text in rows.statuses], bool)
            mask |= gone[rows.status] if len(gone) else False
        left_out[one.code] = mask
    return Facts(left_out, _branches(rows))


def _branches(rows: Registered) -> npt.NDArray[np.int32]:
    found = np.zeros(len(rows), np.int32)
    order = rows.text["name"].arg_sort().to_numpy()
    names = rows.text["name"][order].to_list()
    city = (rows.division // 100)[order].tolist()
    counts = [0] * len(names)
    heads: list[int] = []
    # Sorted, all names that begin with a head's name follow it.
    for number, name in enumerate(names):
        while heads and not (name.startswith(names[heads[-1]]) and name != names[heads[-1]]):
            heads.pop()
        if heads and city[number] and city[number] != city[heads[0]]:
            counts[heads[0]] += 1
        if _HEAD.search(name):
            heads.append(number)
    found[order] = counts
    return found
