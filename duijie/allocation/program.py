"""An allocation as numbers: pairs of project and park, what each takes, and rows that no choice of pairs may exceed.

Ground is given out whole: a project takes one plot (or space) that is large enough. Of a park, those who want a plot
of t or more are never more than its plots of t or more; this for every t is enough for all to find one (Hall's theorem
for sets that lie in one another), so that no plot needs a variable of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd


@dataclass(frozen=True, slots=True)
class Pair:
    """A project that may go to a park. ``takes``: how much of which pool; ``ground``: which lot, and how large at least."""

    project: int
    park: int
    likes: int = 0
    takes: Mapping[str, int] = field(default_factory=dict)
    ground: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """``values`` of projects, whole and above 0; ``room`` of each pool; ``lots``: the sizes of each lot's plots."""

    values: Mapping[int, int]
    pairs: Sequence[Pair]
    room: Mapping[str, int]
    lots: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limit:
    """The sum of ``amounts`` of the chosen ``columns`` (places of pairs) is at most ``most``. ``what``: a pool, lot or project.

    ``amounts`` and ``most`` count in steps of ``unit``.
    """

    what: tuple[str, str, int]
    columns: tuple[int, ...]
    amounts: tuple[int, ...]
    most: int
    unit: int = 1


def limits(program: Program) -> list[Limit]:
    """All rows that can bind: pools, lots by size, then one park a project.

    Raises :class:`ValueError` where a number is not whole or below 0.
    """
    _checked(program)
    takers: dict[str, dict[int, int]] = defaultdict(dict)
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    ways: dict[int, list[int]] = defaultdict(list)
    for place, pair in enumerate(program.pairs):
        ways[pair.project].append(place)
        for pool, amount in pair.takes.items():
            if amount:
                takers[pool][place] = amount
        if pair.ground is not None:
            wanted[pair.ground[0]].append((pair.ground[1], place))
    found = []
    for pool, amounts in takers.items():
        if _most(program, amounts) > program.room[pool]:
            part = gcd(*amounts.values())
            found.append(
                Limit(("pool", pool, 0), tuple(amounts), tuple(a // part for a in amounts.values()), program.room[pool] // part, part)
            )  # fmt: skip
    for lot, wants in wanted.items():
        found += _lot_limits(lot, sorted(wants, reverse=True), program.lots[lot])
    found += [
        Limit(("project", "", project), tuple(columns), (1,) * len(columns), 1)
        for project, columns in ways.items()
        if len(columns) > 1
    ]
    return found


def lot_of(wants: Iterable[tuple[int, int]], sizes: Sequence[int]) -> dict[int, int]:
    """Which plot each taker gets: ``wants`` as (size, taker), the answer by taker as the place in ``sizes``.

    The smallest want takes the smallest plot that will do, which serves as many as can be served.
    """
    order = sorted(range(len(sizes)), key=lambda place: (sizes[place], place))
    found, at = {}, 0
    for size, taker in sorted(wants):
        while at < len(order) and sizes[order[at]] < size:
            at += 1
        if at == len(order):
            break
        found[taker] = order[at]
        at += 1
    return found


def usable(program: Program) -> Program:
    """The same without the pairs that fit nowhere even alone."""
    kept = [
        pair
        for pair in program.pairs
        if all(amount <= program.room[pool] for pool, amount in pair.takes.items())
        and (pair.ground is None or max(program.lots[pair.ground[0]], default=-1) >= pair.ground[1])
    ]
    return Program(program.values, kept, program.room, program.lots)


def _lot_limits(lot: str, falling: Sequence[tuple[int, int]], sizes: Sequence[int]) -> Iterable[Limit]:
    # Of thresholds with as many plots above them, the lowest counts most takers and says all.
    last: Limit | None = None
    for at, (size, _place) in enumerate(falling):
        if at + 1 < len(falling) and falling[at + 1][0] == size:
            continue
        columns = tuple(place for _size, place in falling[: at + 1])
        limit = Limit(("lot", lot, size), columns, (1,) * len(columns), sum(one >= size for one in sizes))
        if last is not None and last.most != limit.most and len(last.columns) > last.most:
            yield last
        last = limit
    if last is not None and len(last.columns) > last.most:
        yield last


def _most(program: Program, amounts: Mapping[int, int]) -> int:
    """The most that could be asked of a pool: each project in the park where it takes most of it."""
    most: dict[int, int] = {}
    for place, amount in amounts.items():
        project = program.pairs[place].project
        most[project] = max(most.get(project, 0), amount)
    return sum(most.values())


def _checked(program: Program) -> None:
    for project, value in program.values.items():
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"The value of project {project} is {value!r}; give whole numbers above 0.")
    for pool, room in program.room.items():
        if not isinstance(room, int) or room < 0:
            raise ValueError(f"The room of {pool} is {room!r}; give whole numbers from 0 on.")
    seen = set()
    for pair in program.pairs:
        if (pair.project, pair.park) in seen:
            raise ValueError(f"Project {pair.project} and park {pair.park} are paired twice; pair them once.")
        seen.add((pair.project, pair.park))
        if min(pair.takes.values(), default=0) < 0:
            raise ValueError(f"Project {pair.project} takes less than nothing in park {pair.park}.")
