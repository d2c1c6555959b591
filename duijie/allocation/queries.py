"""The proposal: the best allocation in words, what binds, and what it would take to fit one more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.allocation.gather import Gathered, gathered, kinds_of
from duijie.allocation.program import Pair, lot_of
from duijie.allocation.rules import SCALE
from duijie.allocation.search import Found, best
from duijie.allocation.types import Asked, Binding, LeftOut, Placed, Proposal, Thing, Wanting
from duijie.capacity.types import Want
from duijie.kernel.words import Words
from duijie.parks.ground import queries as ground

PLOT, SPACE = Words("地块", "plot"), Words("厂房", "space")


def propose(*, asked: Asked, viewer: Actor, today: date, seconds: float = 10.0) -> Proposal:
    """Who goes where, so that most points find a place and, of such allocations, the one that is liked most.

    Nothing is written. The same records give the same proposal unless it was ``stopped``. Raises
    :class:`~duijie.allocation.types.NothingToPlace`.
    """
    have = gathered(asked=asked, viewer=viewer, today=today)
    found = best(have.program, seconds=seconds)
    chosen = [found.program.pairs[place] for place in found.chosen]
    state = _State(have, chosen)
    names = _names(have, state, viewer, today)
    placed = sorted(
        (_placed(have, state, pair, names) for pair in chosen), key=lambda one: (-one.points, one.project.id)
    )
    waiting = sorted(set(have.projects) - {pair.project for pair in chosen})
    ways: dict[int, list[Pair]] = defaultdict(list)
    for pair in found.program.pairs:
        ways[pair.project].append(pair)
    keeps: dict[str, list[str]] = defaultdict(list)
    left = [_left(have, state, number, ways[number], keeps) for number in waiting]
    return Proposal(
        placed=tuple(placed), left=tuple(sorted(left, key=_by_ease)), binding=tuple(_binding(have, state, found, keeps)),
        points=found.value, bound=found.bound, liked=found.likes, liked_bound=found.likes_bound,
        seconds=found.seconds, stopped=found.stopped, ways=len(found.program.pairs),
    )  # fmt: skip


class _State:
    """What is left once all who were chosen have taken theirs."""

    def __init__(self, have: Gathered, chosen: Iterable[Pair]) -> None:
        self.free = dict(have.program.room)
        self.sizes = have.program.lots
        self.wants: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for pair in chosen:
            for pool, amount in pair.takes.items():
                self.free[pool] -= amount
            if pair.ground is not None:
                self.wants[pair.ground[0]].append((pair.ground[1], pair.project))
        self.got = {lot: lot_of(wants, self.sizes[lot]) for lot, wants in self.wants.items()}

    def room_for(self, lot: str, size: int) -> bool:
        """Whether one more finds ground of this size, perhaps after others change plots."""
        wants = [*self.wants[lot], (size, -1)]
        return len(lot_of(wants, self.sizes[lot])) == len(wants)

    def largest(self, lot: str) -> int:
        """The size of the largest ground that one more could still have."""
        fits = [size for size in self.sizes[lot] if self.room_for(lot, size)]
        return max(fits, default=0)


def _placed(have: Gathered, state: _State, pair: Pair, names: dict[tuple[str, int], str]) -> Placed:
    way = have.ways[pair.project, pair.park]
    things, wants = [], []
    if pair.ground is not None:
        lot = pair.ground[0]
        what = lot.partition(":")[0]
        number, area = have.plots[lot][state.got[lot][pair.project]]
        things.append(
            Thing(PLOT if what == "plot" else SPACE, names.get((what, number), str(number)), area, "m2")
        )
        wants.append(Want(what, number))
    for number, amount in way.supplies.items():
        supply = have.supplies[f"supply:{number}"]
        things.append(Thing(kinds_of(supply), supply.park, amount, supply.unit))
        wants.append(Want("supply", number, amount))
    return Placed(
        have.projects[pair.project], have.parks[pair.park], have.program.values[pair.project], tuple(things),
        tuple(wants), way.liked, way.untold,
    )  # fmt: skip


def _names(have: Gathered, state: _State, viewer: Actor, today: date) -> dict[tuple[str, int], str]:
    """What the plots and spaces that were given are called."""
    given: dict[str, list[int]] = {"plot": [], "space": []}
    for lot, got in state.got.items():
        given[lot.partition(":")[0]] += [have.plots[lot][place][0] for place in got.values()]
    plots = ground.plots_by_id(plot_ids=given["plot"], viewer=viewer, today=today)
    spaces = ground.spaces_by_id(space_ids=given["space"], viewer=viewer, today=today)
    return {("plot", one.id): one.number for one in plots} | {
        ("space", one.id): f"{one.building} {one.number}" for one in spaces
    }


def _left(
    have: Gathered, state: _State, number: int, ways: Iterable[Pair], keeps: dict[str, list[str]]
) -> LeftOut:
    project = have.projects[number]
    nearest: tuple[int, Decimal, int, list[Wanting]] | None = None
    for pair in ways:
        lacks = []
        for pool, amount in pair.takes.items():
            if amount > state.free[pool]:
                supply = have.supplies[pool]
                lacks.append(
                    Wanting(kinds_of(supply), supply.park, _number(amount), _number(state.free[pool]), supply.unit)
                )  # fmt: skip
                keeps[pool].append(project.name)
        if pair.ground is not None and not state.room_for(*pair.ground):
            lot, size = pair.ground
            name = PLOT if lot.startswith("plot") else SPACE
            lacks.append(
                Wanting(name, have.parks[pair.park].name, _number(size), _number(state.largest(lot)), "m2")
            )
            keeps[lot].append(project.name)
        ease = sum((one.short / one.wanted for one in lacks), Decimal(0))
        if nearest is None or (len(lacks), ease, pair.park) < nearest[:3]:
            nearest = (len(lacks), ease, pair.park, lacks)
    return LeftOut(
        project, have.program.values[number], have.parks[nearest[2]] if nearest else None,
        tuple(nearest[3]) if nearest else (), sum(1 for _pair in ways),
        tuple(sorted(have.ruled_out[number].items(), key=lambda one: (-one[1], one[0].en))),
    )  # fmt: skip


def _by_ease(one: LeftOut) -> tuple[bool, int, Decimal, int]:
    """Who lacks least first; those whom every park rules out last."""
    ease = sum((lack.short / lack.wanted for lack in one.lacks), Decimal(0))
    return one.nearest is None, len(one.lacks), ease, one.project.id


def _binding(have: Gathered, state: _State, found: Found, keeps: dict[str, list[str]]) -> Iterable[Binding]:
    prices: dict[str, float] = {}
    for (what, pool, _size), price in found.prices.items():
        if what in ("pool", "lot"):
            prices[pool] = max(prices.get(pool, 0.0), price * (SCALE if what == "pool" else 1))
    rows = []
    for pool, names in keeps.items():
        if pool in have.supplies:
            one = have.supplies[pool]
            thing = Thing(kinds_of(one), one.park, one.free, one.unit)
            taken = one.free - _number(state.free[pool])
        else:
            what, _mark, park = pool.partition(":")
            thing = Thing(
                PLOT if what == "plot" else SPACE, have.parks[int(park)].name,
                Decimal(len(have.plots[pool])), "",
            )  # fmt: skip
            taken = Decimal(len(state.wants[pool]))
        rows.append(Binding(thing, taken, tuple(sorted(set(names))), prices.get(pool, 0.0)))
    return sorted(rows, key=lambda one: (-len(one.keeps_out), one.thing.holder, one.thing.name.en))


def _number(amount: int) -> Decimal:
    return Decimal(amount) / SCALE
