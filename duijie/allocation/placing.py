"""Whom to place, decided apart from where: a small program chooses the projects, a local search finds them their parks.

Supplies that the relaxation prices alike are as good as one supply: summed over all parks they leave one row each, and a
project is placed or not. Sums of rows hold for every allocation, so the best choice under them is a bound, nearer than
the relaxation's. Its projects are then moved about among the parks until no row is exceeded; where that succeeds the
choice is proven best.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from math import floor, log

import numpy as np
import numpy.typing as npt

from duijie.allocation.program import Limit
from duijie.allocation.solver import Numbers, Places, Relaxed, Rows, whole

_TIDY = 1e-6

Mask = npt.NDArray[np.bool_]


class Choosing:
    """The program of which projects: every project once for each different amount that it takes of the summed rows."""

    def __init__(self, limits: Sequence[Limit], relaxed: Relaxed, worth: Numbers, project: Places) -> None:
        self.project, self.worth = project, worth
        alike: dict[tuple[str, float], list[int]] = defaultdict(list)
        for place in np.flatnonzero(relaxed.prices > _TIDY).tolist():
            one = limits[place]
            if one.what[0] != "project" and one.most > 0:
                alike[one.what[0], round(log(relaxed.prices[place] / (one.most * one.unit)), 4)].append(place)
        self.takes = np.zeros((len(worth), len(alike)))
        self.most = np.zeros(len(alike))
        for at, places in enumerate(alike.values()):
            for one in (limits[place] for place in places):
                self.takes[list(one.columns), at] += np.array(one.amounts, dtype=float) * one.unit
                self.most[at] += one.most * one.unit
        self.columns = self._least()

    def chosen(self, *, seconds: float) -> tuple[Mask | None, int | None]:
        """The projects worth most under the summed rows, and the bound on their worth, each where found."""
        takes, projects = self.takes[self.columns], self.project[self.columns]
        row, column = np.nonzero(takes.T)
        once = np.unique(projects, return_inverse=True)[1]
        shares, bound = whole(
            np.concatenate([row, len(self.most) + np.sort(once)]),
            np.concatenate([column, np.argsort(once, kind="stable")]),
            np.concatenate([takes.T[row, column], np.ones(len(once))]),
            np.concatenate([self.most, np.ones(once.max() + 1)]),
            self.worth[self.columns],
            seconds=seconds,
        )
        if shares is None:
            return None, None if bound is None else floor(bound + _TIDY)
        found: Mask = np.zeros(self.project.max() + 1, dtype=bool)
        found[projects[shares > 0.5]] = True
        return found, None if bound is None else floor(bound + _TIDY)

    def _least(self) -> Places:
        """Columns without those that take as much of everything as another of the same project."""
        _all, first = np.unique(np.column_stack([self.project, self.takes]), axis=0, return_index=True)
        ways: dict[int, list[int]] = defaultdict(list)
        for column in first.tolist():
            ways[int(self.project[column])].append(column)
        kept = []
        for columns in ways.values():
            takes = self.takes[columns]
            more = (takes[:, None] >= takes[None]).all(axis=2).sum(axis=1)
            kept += [one for one, count in zip(columns, more.tolist(), strict=True) if count == 1]
        return np.array(kept, dtype=np.int64)


class Placing:
    """Projects in parks, moved and exchanged until nothing is exceeded.

    What is exceeded counts in projects: a row's excess by what one project takes of it on average.
    """

    def __init__(
        self, rows: Rows, limits: Sequence[Limit], project: Places, park: Places, worth: Numbers, seed: int
    ) -> None:
        self.rows, self.project = rows, project
        shared = np.array(
            [place for place, one in enumerate(limits) if one.what[0] != "project"], dtype=np.int64
        )
        number = np.full(rows.count, -1)
        number[shared] = np.arange(len(shared))
        mine = number[rows.row] >= 0
        self.most = rows.most[shared]
        self.use = np.zeros((rows.columns, len(shared)))
        self.use[rows.column[mine], number[rows.row[mine]]] = rows.amount[mine]
        self.weight = (self.use > 0).sum(axis=0) / np.maximum(self.use.sum(axis=0), 1e-9)
        self.park = np.unique(park, return_inverse=True)[1]
        projects = int(project.max()) + 1
        self.column = np.full((projects, int(self.park.max()) + 1), -1)
        self.column[project, self.park] = np.arange(rows.columns)
        self.ways = [ways[ways >= 0] for ways in self.column]
        self.value = np.zeros(projects)
        self.value[project] = worth
        self.random = random.Random(seed)  # noqa: S311 -- the same answer again is what is wanted

    def placed(
        self, projects: Mask, start: Mask, *, steps: int, until: float, warm: float, bend: float
    ) -> Mask | None:
        """All these projects placed, as columns, or ``None``. It begins from the columns of ``start``.

        ``warm``: how much worse a move may make it at first; ``bend``: how much more a large excess counts than two
        of half the size, which spreads it over the rows that one price joins.
        """
        at = np.full(len(self.value), -1)
        begun = np.flatnonzero(start & projects[self.project])
        at[self.project[begun]] = begun
        taken = self.use[at[at >= 0]].sum(axis=0)
        missing = np.flatnonzero(projects & (at < 0))
        for new in missing[np.argsort(-self.value[missing], kind="stable")].tolist():
            ways = self.ways[new]
            at[new] = ways[np.argmin(self._excess(taken + self.use[ways], bend))]
            taken = taken + self.use[at[new]]
        now = float(self._excess(taken, bend))
        for step in range(steps):
            over = np.flatnonzero(taken > self.most)
            if not len(over):
                break
            if time.monotonic() > until:
                return None
            weights = (taken - self.most)[over] * self.weight[over] + 0.02
            row = self.random.choices(over.tolist(), weights=weights.tolist())[0]
            inside = np.flatnonzero(at >= 0)
            inside = inside[self.use[at[inside], row] > 0]
            one = int(inside[self.random.randrange(len(inside))])
            first, second, change = self._moves(at, one)
            if not len(first):
                continue
            sums = taken - self.use[at[one]] + change
            excess = self._excess(sums, bend)
            pick = int(np.argmin(excess))
            if excess[pick] >= now + warm * 0.01 ** (step / steps) * self.random.expovariate(1):
                continue
            at[one] = -1
            for column in (first[pick], second[pick]):
                if column >= 0:
                    at[self.project[column]] = column
            taken, now = sums[pick], float(excess[pick])
        chosen: Mask = np.zeros(self.rows.columns, dtype=bool)
        chosen[at[at >= 0]] = True
        return chosen if self.rows.kept(chosen) else None

    def _moves(self, at: Places, one: int) -> tuple[Places, Places, Numbers]:
        """What may be done with a project, as one or two columns that come in: to another park, exchanged with a
        project there, or out for another of the same worth; and what changes, the project itself taken out."""
        here, ways = at[one], self.ways[one]
        alone = ways[ways != here]
        other = np.flatnonzero(at >= 0)
        theirs = at[other]
        mine, back = self.column[one, self.park[theirs]], self.column[other, self.park[here]]
        able = (mine >= 0) & (back >= 0) & (self.park[theirs] != self.park[here])
        mine, back, theirs = mine[able], back[able], theirs[able]
        equal = np.flatnonzero((at < 0) & (self.value == self.value[one]))
        instead = np.concatenate([self.ways[place] for place in equal] or [np.zeros(0, dtype=np.int64)])
        first = np.concatenate([alone, mine, instead])
        second = np.concatenate([np.full(len(alone), -1), back, np.full(len(instead), -1)])
        change = self.use[first]
        change[len(alone) : len(alone) + len(mine)] += self.use[back] - self.use[theirs]
        return first, second, change

    def _excess(self, taken: Numbers, bend: float) -> Numbers:
        over = np.maximum(taken - self.most, 0) * self.weight
        return np.asarray((over + bend * over * over).sum(axis=-1))
