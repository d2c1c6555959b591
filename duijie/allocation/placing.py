"""Chosen projects into parks: moved and exchanged until nothing is exceeded, then until more is liked.

What is exceeded counts in projects: a row's excess by what one project takes of it on average. Where no move helps, the
rows that are exceeded are made to count more until one does (the breakout of Morris, 1993). Of the sums by which the
projects were chosen nothing is lost: who comes in for another of the same worth must fit there too. Where no places are
found, a little worth is spared, again and again, from where the last attempt ended.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duijie.allocation.choosing import Choosing, Mask
from duijie.allocation.program import Limit
from duijie.allocation.solver import Numbers, Places, Rows

WARM = 0.003
"""How much worse a move may make it, on average."""
LOST = 0.02
"""How much less of an excess, in projects, a point of worth is given up for."""
RISE = 0.1
"""By how much a row that is exceeded counts more after a move that did not help."""
_TIDY = 1e-6


@dataclass(frozen=True, slots=True)
class _Moves:
    """What may be done with a project: column ``first`` comes in for its own and, where not -1, ``second`` for that of
    the project of ``first``. ``excess``: what that adds to the excess.
    """

    first: Places
    second: Places
    excess: Numbers


class Placing:
    """The columns of a program by project and park, each with what it takes of its park's rows."""

    def __init__(
        self, rows: Rows, limits: Sequence[Limit], choosing: Choosing, project: Places, park: Places,
        worth: Numbers, seed: int,
    ) -> None:  # fmt: skip
        self.rows, self.project = rows, project
        self.park = np.unique(park, return_inverse=True)[1]
        count, parks = int(project.max()) + 1, int(self.park.max()) + 1
        shared = np.array([one.what[0] != "project" for one in limits])
        mine = shared[rows.row]
        row, column, amount = rows.row[mine], rows.column[mine], rows.amount[mine]
        # Each park's rows stand in a list as long as the longest; what is missing is row `none`, which takes nothing.
        self.none = rows.count
        pairs, at = np.unique(self.park[column] * (rows.count + 1) + row, return_inverse=True)
        of, its = np.divmod(pairs, rows.count + 1)
        place = np.arange(len(pairs)) - np.searchsorted(of, of)
        self.width = int(place.max(initial=0)) + 1
        self.of = np.full((parks, self.width), self.none)
        self.of[of, place] = its
        self.place = np.full((parks, rows.count + 1), self.width)
        self.place[of, its] = place
        self.use = np.zeros((rows.columns, self.width))
        self.use[column, place[at]] = amount
        self.most = np.append(np.where(shared, rows.most, np.inf), np.inf)
        takers, taken = np.bincount(row, minlength=rows.count), np.bincount(row, amount, rows.count)
        self.weight = np.append(takers / np.maximum(taken, 1e-9), 0.0)
        self.column = np.full((count, parks), -1)
        self.column[project, self.park] = np.arange(rows.columns)
        self.ways = [ways[ways >= 0] for ways in self.column]
        has = self.place[:, :-1] < self.width
        self.near = has.astype(np.float64) @ has.T > 0
        self.value = np.zeros(count)
        self.value[project] = worth
        self.least, self.sums = choosing.least, choosing.most
        self.random = random.Random(seed)  # noqa: S311 -- the same answer again is what is wanted
        self.at = np.full(count, -1)
        self.load = np.zeros(rows.count + 1)
        self.count = np.ones(rows.count + 1)
        self.left = self.sums
        self.spare = 0.0

    def placed(
        self, projects: Mask, shares: Numbers, *, steps: int, until: float, spare: float = 0
    ) -> Mask | None:
        """All these projects, or others of their worth but for what is to ``spare``, as columns, or ``None``.

        It begins from ``shares`` of columns.
        """
        self._begin(projects, shares)
        self.spare = spare
        for _step in range(steps):
            over = np.flatnonzero(self.load > self.most)
            if not len(over):
                return self._columns()
            if time.monotonic() > until:
                return None
            short = (self.load - self.most)[over] * (self.weight * self.count)[over] + 0.02
            row = self.random.choices(over.tolist(), weights=short.tolist())[0]
            takers = self._takers(row)
            one = int(takers[self.random.randrange(len(takers))])
            moves = self._moves(one, self.left, row)
            pick = int(np.argmin(moves.excess)) if len(moves.excess) else -1
            if pick >= 0 and moves.excess[pick] < WARM * self.random.expovariate(1):
                self._move(one, moves, pick)
            else:
                self.count[row] += RISE
        return None

    def held(self) -> Numbers:
        """The columns of those last placed, exceeded or not, as shares."""
        shares: Numbers = np.zeros(self.rows.columns)
        shares[self.at[self.at >= 0]] = 1.0
        return shares

    def inside(self) -> Mask:
        """The projects last placed, exceeded or not."""
        return np.asarray(self.at >= 0)

    def kept(self) -> Mask:
        """As many of those last placed as exceed nothing: of each row that is exceeded, whoever loses least goes."""
        while len(over := np.flatnonzero(self.load > self.most)):
            excess = (self.load - self.most)[over] * self.weight[over]
            takers = self._takers(int(over[np.argmax(excess)]))
            columns = self.at[takers]
            rows = self.of[self.park[columns]]
            excess = (self.load - self.most)[rows]
            eased = _over(excess, self.weight[rows]) - _over(excess - self.use[columns], self.weight[rows])
            gone = int(takers[np.argmin(self.value[takers] / eased)])
            self.load[self.of[self.park[self.at[gone]]]] -= self.use[self.at[gone]]
            self.at[gone] = -1
        return self.held() > 0

    def liked(self, chosen: Mask, likes: Numbers, *, enough: float, steps: int, until: float) -> Mask:
        """The same worth, liked at least as much; nothing is exceeded at any time."""
        self._begin(np.isin(np.arange(len(self.value)), self.project[chosen]), chosen.astype(float))
        likes = np.append(likes, 0.0)
        best, most = chosen, float(likes[:-1][chosen].sum())
        now = most
        free, self.spare = np.full(len(self.sums), np.inf), 0.0
        for _step in range(steps):
            if most >= enough or time.monotonic() > until:
                break
            inside = np.flatnonzero(self.at >= 0)
            one = int(inside[self.random.randrange(len(inside))])
            moves = self._moves(one, free)
            able = np.flatnonzero(moves.excess <= 0)
            if not len(able):
                continue
            gain = self._gain(one, moves, likes)[able]
            # Of moves that gain as much any one, so that it does not stand still.
            noise = np.array([self.random.random() for _ in able])
            pick = int(np.argmax(gain + noise * 0.9))
            if gain[pick] < -self.random.expovariate(1) * 0.2:
                continue
            self._move(one, moves, int(able[pick]))
            now += float(gain[pick])
            if now > most:
                most, columns = now, self._columns()
                best = best if columns is None else columns
        return best

    def _gain(self, one: int, moves: _Moves, likes: Numbers) -> Numbers:
        other = np.where(moves.second >= 0, self.at[self.project[moves.first]], -1)
        return np.asarray(likes[moves.first] + likes[moves.second] - likes[self.at[one]] - likes[other])

    def _begin(self, projects: Mask, shares: Numbers) -> None:
        """Each project where its share is large, drawn; then whoever has none where it exceeds least."""
        self.count, self.left = np.ones(self.none + 1), self.sums - self.least[projects].sum(axis=0)
        self.at = np.full(len(self.value), -1)
        draw = shares * projects[self.project] * np.sqrt([self.random.random() for _ in shares])
        falling = np.argsort(-draw, kind="stable")
        falling = falling[draw[falling] > _TIDY]
        begun = falling[np.unique(self.project[falling], return_index=True)[1]]
        self.at[self.project[begun]] = begun
        self.load = np.zeros(self.none + 1)
        np.add.at(self.load, self.of[self.park[begun]], self.use[begun])
        missing = np.flatnonzero(projects & (self.at < 0))
        for new in missing[np.argsort(-self.value[missing], kind="stable")].tolist():
            column = int(self.ways[new][np.argmin(self._more(self.ways[new]))])
            self.at[new] = column
            self.load[self.of[self.park[column]]] += self.use[column]

    def _columns(self) -> Mask | None:
        chosen = self.held() > 0
        return chosen if self.rows.kept(chosen) else None

    def _takers(self, row: int) -> Places:
        """All who take of a row."""
        members = self.rows.members[row]
        who = self.project[members]
        return np.asarray(who[self.at[who] == members])

    def _moves(self, one: int, left: Numbers, row: int | None = None) -> _Moves:
        """All that may be done with a project: to another park, out for another of the same worth (or of less, as far as
        there is something to spare) for whom the sums have as much ``left``, or exchanged with a project elsewhere that
        takes less of the ``row``."""
        here = int(self.at[one])
        park = self.park[here]
        mine = self.of[park]
        load = self.load.copy()
        load[mine] -= self.use[here]
        room, count = (self.most - load).take(self.of), (self.weight * self.count).take(self.of)
        now = _over(-room, count)
        out = now[park] - float(np.maximum(self.load[mine] - self.most[mine], 0) @ count[park])
        fits = (self.least - self.least[one] <= left).all(axis=1)
        lost = self.value[one] - self.value
        near = np.flatnonzero((self.at < 0) & (lost <= self.spare) & (lost >= -self.spare) & fits)
        alone = self.ways[one]
        ways = np.concatenate([alone[alone != here], *(self.ways[place] for place in near)])
        there = self.park[ways]
        single = out - now[there] + _over(self.use.take(ways, 0) - room.take(there, 0), count.take(there, 0))
        single += LOST * lost[self.project[ways]]
        other = np.flatnonzero(self.at >= 0)
        there = self.park[self.at[other]]
        goes, comes = self.column[one, there], self.column[other, park]
        able = (goes >= 0) & (comes >= 0) & (there != park)
        if row is not None:
            place = self.place[park, row]
            able &= (self.use[comes, place] < self.use[here, place]) & (self.place[there, row] == self.width)
        goes, comes, there = goes[able], comes[able], there[able]
        change = self.use.take(goes, 0) - self.use.take(self.at[other[able]], 0)
        back = self.use.take(comes, 0)
        # A row of both parks counts once, with both changes.
        near = np.flatnonzero(self.near[park, there])
        twin = self.place[park, self.of[there[near]]]
        at, place = np.nonzero(twin < self.width)
        np.add.at(back, (near[at], twin[at, place]), change[near[at], place])
        change[near[at], place] = 0
        both = np.maximum(back - room[park], 0) @ count[park] + _over(
            change - room.take(there, 0), count.take(there, 0)
        )
        both += out - now[park] - now[there]
        return _Moves(
            np.concatenate([ways, comes]),
            np.concatenate([np.full(len(ways), -1), goes]),
            np.concatenate([single, both]),
        )

    def _more(self, columns: Places) -> Numbers:
        """What columns add to the excess, each by itself."""
        rows = self.of[self.park[columns]]
        room, count = (self.most - self.load)[rows], (self.weight * self.count)[rows]
        return _over(self.use[columns] - room, count) - _over(-room, count)

    def _move(self, one: int, moves: _Moves, pick: int) -> None:
        first, second = int(moves.first[pick]), int(moves.second[pick])
        new = int(self.project[first])
        if new != one and second < 0:
            self.left = self.left + self.least[one] - self.least[new]
            self.spare -= self.value[one] - self.value[new]
        for project in (one, new) if second >= 0 else (one,):
            column = self.at[project]
            self.load[self.of[self.park[column]]] -= self.use[column]
            self.at[project] = -1
        for column in (first, second):
            if column >= 0:
                self.load[self.of[self.park[column]]] += self.use[column]
                self.at[self.project[column]] = column


def _over(short: Numbers, count: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,ij->i", np.maximum(short, 0), count))
