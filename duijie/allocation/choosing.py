"""Whom to place, decided apart from where: a small program over sums of the supplies.

Supplies that the relaxation prices alike are as good as one supply: summed over all parks they leave one row each, and a
project is placed or not. Sums of rows hold for every allocation, so the best choice under them is a bound, nearer than
the relaxation's. Of the choices worth as much, those that leave most of the sums over are easiest to place. Where many supplies have a
price of their own the program is hard: a choice is looked for first in a core, the columns that the relaxation nearly
takes (the core of Balas and Zemel, 1980).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log

import numpy as np
import numpy.typing as npt

from duijie.allocation.program import Limit
from duijie.allocation.solver import Numbers, Places, Relaxed, whole

NODES = 2000
"""Branches looked at for a choice, at most."""
ROOM = 0.01
"""How near to the most what is left over has to come, in projects."""
MANY = 4
"""From so many sums on a choice is looked for in a core first, and not for what it leaves over."""
CORE = 1.0
"""What a column of the core loses at most against the relaxation."""
CORE_NODES = 300
"""Branches looked at in the core, at most."""
_TIDY = 1e-6

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """Projects, what they are worth, and the ``columns`` of the choosing program that choose them."""

    projects: Mask
    columns: Mask
    worth: float


class Choosing:
    """Every project once for each different amount that it takes of the sums: ``least`` of each sum at least, by project."""

    def __init__(
        self, limits: Sequence[Limit], relaxed: Relaxed, worth: Numbers, loss: Numbers, project: Places
    ) -> None:
        alike: dict[tuple[str, float], list[int]] = defaultdict(list)
        for place in np.flatnonzero(relaxed.prices > _TIDY).tolist():
            one = limits[place]
            if one.what[0] != "project" and one.most > 0:
                alike[one.what[0], round(log(relaxed.prices[place] / (one.most * one.unit)), 4)].append(place)
        takes = np.zeros((len(worth), len(alike)))
        self.most = np.zeros(len(alike))
        for at, places in enumerate(alike.values()):
            for one in (limits[place] for place in places):
                takes[list(one.columns), at] += np.array(one.amounts, dtype=float) * one.unit
                self.most[at] += one.most * one.unit
        self.least = np.full((int(project.max()) + 1, len(alike)), np.inf)
        np.minimum.at(self.least, project, takes)
        kept = _least(project, takes)
        self.takes, self.project, self.worth = takes[kept], project[kept], worth[kept]
        row, column = np.nonzero(self.takes.T)
        self.rows = np.concatenate([row, len(self.most) + self.project])
        self.columns = np.concatenate([column, np.arange(len(kept))])
        self.amounts = np.concatenate([self.takes.T[row, column], np.ones(len(kept))])
        self.limits = np.concatenate([self.most, np.ones(len(self.least))])
        order = np.argsort(self.rows, kind="stable")
        self.rows, self.columns, self.amounts = self.rows[order], self.columns[order], self.amounts[order]
        self.loss = loss[kept]

    @property
    def many(self) -> bool:
        """Whether there are many sums to keep."""
        return len(self.most) >= MANY

    def best(self, *, seconds: float) -> tuple[Choice | None, int | None]:
        """The projects worth most under the sums, and the bound on their worth, each where found."""
        began = time.monotonic()
        first = self._core(seconds=seconds / 2)
        shares, bound = whole(
            self.rows, self.columns, self.amounts, self.limits, self.worth,
            gap=0.999, nodes=NODES, seconds=max(seconds + began - time.monotonic(), 0.1), start=first,
        )  # fmt: skip
        return self._choice(shares), None if bound is None else floor(bound + _TIDY)

    def _core(self, *, seconds: float) -> Mask | None:
        """A good choice among the columns that the relaxation nearly takes, where there are many sums to keep."""
        free = self.loss <= CORE
        if len(self.most) < MANY or free.all():
            return None
        place, mine = np.cumsum(free) - 1, free[self.columns]
        shares, _bound = whole(
            self.rows[mine], place[self.columns[mine]], self.amounts[mine], self.limits, self.worth[free],
            gap=0.999, nodes=CORE_NODES, seconds=seconds,
        )  # fmt: skip
        if shares is None:
            return None
        columns: Mask = np.zeros(len(self.worth), dtype=bool)
        columns[free] = shares > 0.5
        return columns

    def roomy(self, choice: Choice, *, seconds: float) -> Choice | None:
        """Projects worth as much that leave most over, in projects."""
        one = self.takes.sum(axis=0) / np.maximum((self.takes > 0).sum(axis=0), 1)
        count = len(self.worth)
        shares, _bound = whole(
            np.concatenate([self.rows, np.full(count, len(self.limits))]),
            np.concatenate([self.columns, np.arange(count)]),
            np.concatenate([self.amounts, -self.worth]),
            np.append(self.limits, 0.5 - choice.worth),
            -(self.takes / one).sum(axis=1),
            gap=ROOM, nodes=NODES, seconds=seconds, start=choice.columns,
        )  # fmt: skip
        return self._choice(shares)

    def _choice(self, shares: Numbers | None) -> Choice | None:
        if shares is None:
            return None
        projects: Mask = np.zeros(len(self.least), dtype=bool)
        projects[self.project[shares > 0.5]] = True
        return Choice(projects, shares > 0.5, float(self.worth[shares > 0.5].sum()))


def _least(project: Places, takes: Numbers) -> Places:
    """Columns without those that take as much of everything as another of the same project."""
    _all, first = np.unique(np.column_stack([project, takes]), axis=0, return_index=True)
    ways: dict[int, list[int]] = defaultdict(list)
    for column in first.tolist():
        ways[int(project[column])].append(column)
    kept = []
    for columns in ways.values():
        mine = takes[columns]
        more = (mine[:, None] >= mine[None]).all(axis=2).sum(axis=1)
        kept += [one for one, count in zip(columns, more.tolist(), strict=True) if count == 1]
    return np.array(kept, dtype=np.int64)
