"""The best allocation: nothing is exceeded, and small cases are what trying all of them finds."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.allocation.program import Pair, Program, lot_of
from duijie.allocation.search import SMALL, Found, best


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Up to five projects and three parks that share a pool, each with a pool and a lot of its own."""
    projects, parks = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    pairs = []
    for project in range(projects):
        size, power, water = (
            draw(st.integers(1, 4)),
            draw(st.integers(0, 5)),
            draw(st.sampled_from([0, 0, 3, 4])),
        )
        for park in range(parks):
            if draw(st.booleans()):
                takes = {f"power:{park}": power, "water": water}
                pairs.append(Pair(project, park, draw(st.integers(0, 3)), takes, (f"plot:{park}", size)))
    room = {f"power:{park}": draw(st.integers(0, 9)) for park in range(parks)} | {
        "water": draw(st.integers(0, 9))
    }
    lots = {f"plot:{park}": draw(st.lists(st.integers(1, 4), max_size=3)) for park in range(parks)}
    values = {project: draw(st.integers(1, 9)) for project in range(projects)}
    return Program(values, pairs, room, lots)


def holds(program: Program, chosen: list[Pair]) -> bool:
    """Whether a choice keeps to every capacity, each plot being given to one project; told apart from the code's rows."""
    if len({one.project for one in chosen}) < len(chosen):
        return False
    for pool, room in program.room.items():
        if sum(one.takes.get(pool, 0) for one in chosen) > room:
            return False
    for lot, sizes in program.lots.items():
        wants = sorted((one.ground[1] for one in chosen if one.ground and one.ground[0] == lot), reverse=True)
        free = sorted(sizes, reverse=True)
        if len(wants) > len(free) or any(want > have for want, have in zip(wants, free, strict=False)):
            return False
    return True


def tried(program: Program) -> tuple[int, int]:
    """The most value, and the most liked of that, among all allocations."""
    ways: dict[int, list[Pair | None]] = {}
    for pair in program.pairs:
        ways.setdefault(pair.project, [None]).append(pair)
    found = [(0, 0)]
    for choice in product(*ways.values()):
        chosen = [one for one in choice if one]
        if holds(program, chosen):
            found.append((sum(program.values[p.project] for p in chosen), sum(p.likes for p in chosen)))
    return max(found)


def chosen_of(found: Found) -> list[Pair]:
    return [found.program.pairs[place] for place in found.chosen]


@settings(max_examples=60, deadline=None)
@given(programs())
def test_small_cases_are_what_trying_everything_finds(program: Program) -> None:
    found = best(program)
    assert holds(program, chosen_of(found))
    assert (found.value, found.likes) == tried(program)
    assert found.proven


def large() -> Program:
    """Sixty projects that want more than twelve parks have; many columns, so that parts are solved."""
    pairs = [
        Pair(project, park, (project * park) % 4, {f"power:{park}": 3 + project * 7 % 11, f"water:{park % 3}": 2 + project % 5}, (f"plot:{park}", 1 + project % 4))
        for project in range(60) for park in range(12) if (project + park) % 5
    ]  # fmt: skip
    room = {f"power:{park}": 17 + park for park in range(12)} | {f"water:{zone}": 31 for zone in range(3)}
    lots = {f"plot:{park}": [1, 2, 3, 4, 4] for park in range(12)}
    return Program({project: 1 + project * 13 % 29 for project in range(60)}, pairs, room, lots)


def test_a_large_case_exceeds_nothing_is_near_the_bound_and_the_same_again() -> None:
    first, again = (best(large(), attempts=3, rounds=4, likes_rounds=2) for _time in range(2))
    assert holds(large(), chosen_of(first))
    assert first.value <= first.bound <= sum(large().values.values())
    assert first.gap < 0.02
    assert first.stopped or again.stopped or first.chosen == again.chosen


def test_a_region_whose_parks_share_one_scarce_supply_is_proven_best_though_too_large_to_try_whole() -> None:
    """Forty projects want more energy than three zones have; every unit of it goes to those who are worth most."""
    pairs = [
        Pair(project, park, 0, {f"energy:{park % 3}": 5 + project * 7 % 11})
        for project in range(40) for park in range(12)
    ]  # fmt: skip
    program = Program({project: 3 + project * 13 % 29 for project in range(40)}, pairs, {f"energy:{zone}": 61 for zone in range(3)})  # fmt: skip
    found = best(program, rounds=0, likes_rounds=0)
    # The zones together as one bag, by trying every total.
    worth = [0] * (3 * 61 + 1)
    for project in range(40):
        takes = 5 + project * 7 % 11
        for total in range(len(worth) - 1, takes - 1, -1):
            worth[total] = max(worth[total], worth[total - takes] + program.values[project])
    assert len(pairs) > SMALL
    assert holds(program, chosen_of(found))
    assert found.value == found.bound == worth[-1]


def test_what_is_scarce_has_a_price_and_what_is_plenty_has_none() -> None:
    pairs = [Pair(project, 0, 0, {"power": 2, "water": 1}) for project in range(3)]
    found = best(Program({0: 5, 1: 4, 2: 3}, pairs, {"power": 4, "water": 99}))
    assert sorted(pair.project for pair in chosen_of(found)) == [0, 1]
    assert found.prices == {("pool", "power", 0): pytest.approx(1.5)}


def test_of_allocations_worth_the_same_the_one_that_is_liked_is_taken() -> None:
    pairs = [Pair(0, 0, 1), Pair(0, 1, 3), Pair(1, 0, 3), Pair(1, 1, 1)]
    assert best(Program({0: 1, 1: 1}, pairs, {})).likes == 6


def test_numbers_that_are_not_whole_or_twice_there_are_refused() -> None:
    with pytest.raises(ValueError, match="value of project 0"):
        best(Program({0: 0}, [Pair(0, 0)], {}))
    with pytest.raises(ValueError, match="paired twice"):
        best(Program({0: 1}, [Pair(0, 0), Pair(0, 0)], {}))


def test_the_smallest_want_takes_the_smallest_plot_that_will_do() -> None:
    assert lot_of([(3, 7), (1, 8), (9, 9)], [4, 2, 3]) == {8: 1, 7: 2}
