"""The best allocation: a bound, a whole answer near it, then parts of it solved anew until they meet.

Of a large program, whom to place is chosen first, which gives the bound (``choosing``), and parks are looked for in which
all of them fit (``placing``). Values are whole, so an answer less than 1 below the bound is proven best; a small program
is solved whole and always is. What no parks were found for is mended: each part frees the columns of some parks around
a row in which the bound still sees something lost. Everything is drawn from one seed and counted in moves, rounds and
nodes, not in seconds; the clock only stops what would take too long, and the answer then says so.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import floor, isinf
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from duijie.allocation.choosing import Choosing
from duijie.allocation.placing import Placing
from duijie.allocation.program import Limit, Program, limits, usable
from duijie.allocation.solver import Numbers, Relaxed, Rows

SMALL = 400
"""Up to so many columns are solved at once."""
PART = 120
"""Columns freed in a round, about."""
NODES = 60
"""Branches looked at in a round, at most."""
NEAR = 0.001
"""The first answer is good enough at this share below the bound, and looks at columns that lose no more."""
FAR = 0.006
"""The share below the bound from which on a plain start may be better than what was placed."""
FIRST = 4.0
"""Seconds of the clock for the first answer, at most."""
NOISE = 0.02
STEPS = 1500
"""Projects moved in an attempt to place a choice."""
SPARE = 0.00025
"""The share of the bound given up in each further attempt, where the best choice finds no places."""
LESS = 700
"""Projects moved in an attempt to place what is worth somewhat less."""
LIKED = 4000
"""Projects moved for what is liked."""
SHARES = (0.65, 0.75, 0.9)
"""By which share of the clock the attempts end, the search for what is worth most, and the moves for what is liked."""
_TIDY = 1e-6

Chosen = npt.NDArray[np.bool_]
Solved = TypeVar("Solved")


@dataclass(frozen=True, slots=True)
class Found:
    """The chosen pairs of ``program`` (its unusable pairs left out) and how good that is.

    ``bound``: no allocation is worth more; ``likes_bound``: none of this value is liked more. ``prices``: worth of one
    more unit of a row, by ``what`` of :class:`~duijie.allocation.program.Limit`, for pools in their own unit.
    """

    program: Program
    chosen: tuple[int, ...]
    value: int
    bound: int
    likes: int
    likes_bound: int
    prices: dict[tuple[str, str, int], float]
    rounds: int
    seconds: float
    stopped: bool

    @property
    def proven(self) -> bool:
        """Whether no allocation is worth more."""
        return self.value >= self.bound

    @property
    def gap(self) -> float:
        """By which share of the bound an allocation could be better at most."""
        return 0.0 if self.proven else 1 - self.value / self.bound


def best(
    program: Program, *, attempts: int = 24, rounds: int = 40, likes_rounds: int = 12, seconds: float = 10.0, seed: int = 0
) -> Found:  # fmt: skip
    """The allocation that is worth most and, of these, is liked most; ``seconds`` of the clock."""
    began = time.monotonic()
    placing, valued, liking = (began + share * seconds for share in SHARES)
    program = usable(program)
    if not program.pairs:
        return Found(program, (), 0, 0, 0, 0, {}, 0, 0.0, False)
    rows = limits(program)
    values = np.array([float(program.values[pair.project]) for pair in program.pairs])
    likes = np.array([float(pair.likes) for pair in program.pairs])
    # What is liked decides between answers of one value only: all of it together is worth less than 1.
    search = _Search(program, rows, values, likes / (likes.max() * len(program.values) + 1), valued, seed)
    placed = search.placed(attempts, until=placing) if len(values) > SMALL else None
    chosen = search.start() if placed is None else search.better(placed)
    chosen = search.run(chosen, rounds)
    value = int(values[chosen].sum())
    prices = {
        rows[place].what: float(search.relaxed.prices[place]) / max(rows[place].most * rows[place].unit, 1)
        for place in np.flatnonzero(search.relaxed.prices > _TIDY)
        if rows[place].what[0] != "project"
    }
    # Then what is liked, without giving up any of the value.
    keep = Limit(("value", "", 0), tuple(range(len(values))), tuple(-int(v) for v in values), -value)
    second = _Search(program, [*rows, keep], likes, np.zeros(len(likes)), began + seconds, seed)
    if search.placing is not None:
        chosen = search.placing.liked(chosen, likes, enough=second.bound, steps=LIKED, until=liking)
        search.late = search.late or time.monotonic() > liking
    liked = second.run(chosen, likes_rounds)
    return Found(
        program, tuple(map(int, np.flatnonzero(liked))), value, search.bound, int(likes[liked].sum()), second.bound,
        prices, search.rounds, time.monotonic() - began, search.late or second.late,
    )  # fmt: skip


class _Search:
    """One objective over the rows of a program."""

    def __init__(
        self, program: Program, limits: list[Limit], worth: Numbers, beside: Numbers, until: float, seed: int
    ) -> None:
        self.worth, self.beside, self.until = worth, beside, until
        self.limits = limits
        self.placing: Placing | None = None
        self.rows = Rows(limits, len(worth))
        self.relaxed: Relaxed = self.rows.relaxed(worth, seconds=until - time.monotonic())
        self.project = np.unique([pair.project for pair in program.pairs], return_inverse=True)[1]
        each = np.zeros(self.project.max() + 1)
        np.maximum.at(each, self.project, worth)
        self.bound = floor(min(self.relaxed.worth, float(each.sum())) + _TIDY)
        self.park = np.array([pair.park for pair in program.pairs])
        self.parks = sorted(set(self.park.tolist()))
        self.shared = [place for place, one in enumerate(limits) if one.what[0] != "project"]
        price = np.zeros(self.project.max() + 1)
        np.maximum.at(price, self.project, -self.relaxed.loss)
        self.loss = self.relaxed.loss + price[self.project]
        self.random = random.Random(seed)  # noqa: S311 -- the same answer again is what is wanted
        self.rounds = 0
        self.late = isinf(self.relaxed.worth)

    def placed(self, attempts: int, *, until: float) -> Chosen | None:
        """A choice in parks, the best that was placed; the best choice lowers the bound."""
        choosing = Choosing(self.limits, self.relaxed, self.worth, self.loss, self.project)
        choice, bound = self._soon(until, choosing.best)
        if bound is not None:
            self.bound = min(self.bound, bound)
        if choice is None:
            return None
        placing = self.placing = Placing(
            self.rows, self.limits, choosing, self.project, self.park, self.worth, self.random.randrange(1 << 30)
        )  # fmt: skip
        # Under many sums it takes too long to look for the choice that leaves most over.
        most = choice if choosing.many else self._soon(until, partial(choosing.roomy, choice)) or choice
        # The relaxation of these alone says where, and where they are liked; those it splits are drawn.
        alone = np.where(most.projects[self.project], 1 + self.beside, -1.0)
        shares = self.rows.relaxed(alone, seconds=until - time.monotonic()).shares
        found: Chosen | None = None
        inside, begin, spare = most.projects, shares, 0.0
        for attempt in range(attempts):
            if time.monotonic() > until:
                self.late = True
                break
            steps = LESS if spare else STEPS
            placed = placing.placed(inside, begin, steps=steps, until=until, spare=spare)
            inside, begin, spare = placing.inside(), placing.held(), SPARE * self.bound
            whole = self._filled(placing.kept() if placed is None else placed)
            if found is None or self._sum(whole) > self._sum(found):
                found = whole
            if self._sum(found) >= choice.worth:
                break
            # On from where this attempt ended, for somewhat less; anew where it found places or is near already.
            near = self._sum(found) >= choice.worth * (1 - NEAR)
            if placed is not None or near or (attempt == 0 and not choosing.many):
                inside, begin, spare = most.projects, shares, 0.0
        return found

    def better(self, chosen: Chosen) -> Chosen:
        """The same, or the plain start where that is worth more than a choice far from the bound."""
        if self._sum(chosen) >= self.bound * (1 - FAR):
            return chosen
        return max((chosen, self.start()), key=self._sum)

    def _soon(self, until: float, solve: Callable[..., Solved]) -> Solved:
        """What is solved in a quarter of the time that is left, at most."""
        began = time.monotonic()
        seconds = max(until - began, 0.1) / 4
        found = solve(seconds=seconds)
        self.late = self.late or time.monotonic() - began >= seconds
        return found

    def start(self) -> Chosen:
        """What the relaxation places whole, the others solved among themselves, then whoever still fits."""
        chosen: Chosen = self.relaxed.shares > 1 - _TIDY
        split = ~np.isin(self.project, self.project[chosen])
        free = np.flatnonzero(split & (self.loss <= max(NEAR * self.bound, 1)))
        if len(free) and len(self.worth) > SMALL:
            began = time.monotonic()
            enough = floor(self.bound * (1 - NEAR))
            tried = self.rows.whole(self.worth, chosen, free, nodes=1000, enough=enough, seconds=self._left())
            self.late = self.late or time.monotonic() - began >= FIRST
            chosen = chosen if tried is None else tried
        return self._filled(chosen)

    def run(self, chosen: Chosen, rounds: int) -> Chosen:
        """Better and better, until the bound is met or the rounds are over."""
        small = len(self.worth) <= SMALL
        if small and self._sum(chosen) < self.bound:
            everything = np.arange(len(self.worth))
            tried = self.rows.whole(
                self.worth,
                chosen,
                everything,
                nodes=100_000,
                enough=self.bound,
                seconds=max(self.until - time.monotonic(), 0.1),
            )
            if time.monotonic() > self.until:
                self.late = True
            elif tried is not None and self._sum(tried) >= self._sum(chosen):
                # Nothing better by 1 is left: the answer itself is the bound.
                self.bound = int(self._sum(tried))
                return tried
        for _round in range(rounds):
            if self._sum(chosen) >= self.bound:
                break
            if time.monotonic() > self.until:
                self.late = True
                break
            self.rounds += 1
            # A little noise moves the answer about among those of one worth, or a part would be solved in vain.
            noise = self.beside + np.array([self.random.random() for _ in self.worth]) * NOISE
            tried = self.rows.whole(
                self.worth + noise,
                chosen,
                self._part(chosen),
                nodes=NODES,
                enough=self.bound,
                seconds=self._left(),
            )
            if tried is not None and self._sum(tried) >= self._sum(chosen):
                chosen = tried
        return chosen

    def _left(self) -> float:
        return min(max(self.until - time.monotonic(), 0.1), FIRST)

    def _sum(self, chosen: Chosen) -> float:
        return float(self.worth[chosen].sum())

    def _part(self, chosen: Chosen) -> npt.NDArray[np.int64]:
        lost = self.relaxed.prices * (1 - self.rows.taken(chosen) / np.maximum(np.abs(self.rows.most), 1))
        draw = {place: lost[place] * self.random.random() for place in self.shared}
        row = max(draw, key=lambda place: (draw[place], -place))
        near = sorted(set(self.park[self.rows.members[row]].tolist()))
        parks = self.random.sample(near, min(3, len(near)))
        others = [one for one in self.parks if one not in parks]
        self.random.shuffle(others)
        gap = max(self.relaxed.worth - self._sum(chosen), 1.0)
        stands = np.full(self.project.max() + 1, -1)
        stands[self.project[chosen]] = self.park[chosen]
        here = stands[self.project]
        while True:
            inside = np.isin(self.park, parks)
            moves = inside & ((here == -1) | np.isin(here, parks)) & ((self.loss <= gap) | chosen)
            if moves.sum() >= PART or not others:
                return np.flatnonzero(moves)
            parks.append(others.pop())

    def _filled(self, chosen: Chosen) -> Chosen:
        """The same with whoever still fits, the most worth first."""
        rows, chosen = self.rows, chosen.copy()
        left = rows.most - rows.taken(chosen)
        placed = set(self.project[chosen].tolist())
        by = np.argsort(rows.column, kind="stable")
        starts = np.searchsorted(rows.column[by], np.arange(rows.columns + 1))
        fits = ~np.isin(self.project, self.project[chosen])
        fits[rows.column[rows.amount > left[rows.row]]] = False
        order = np.flatnonzero(fits).tolist()
        for column in sorted(order, key=lambda at: (-self.worth[at], self.loss[at], at)):
            mine = by[starts[column] : starts[column + 1]]
            row, amount = rows.row[mine], rows.amount[mine]
            if self.project[column] not in placed and (amount <= left[row]).all():
                placed.add(self.project[column])
                chosen[column] = True
                left[row] -= amount
        return chosen
