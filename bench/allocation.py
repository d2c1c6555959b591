"""Allocation of 500 projects over 50 parks: value, the bound that proves it, and the gap between them.

    python -m bench.allocation [INSTANCES [FIRST]]

Made regions with the structure of records: whole numbers, power and steam by park, energy and water by zone, plots and
factory space of round sizes given out whole, entry lists of which some are strict, scarce supplies. Each region is
solved with the supplies as made (*tight*), with half and with twice of them and with the same ground. How scarce
supplies are in a real region is not known here: none stands for all. The peer in the same run is HiGHS by itself on the
same rows, with as much time.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from typing import Any

import numpy as np

from duijie.allocation.program import Pair, Program, limits, usable
from duijie.allocation.search import best
from duijie.allocation.solver import Rows

PROJECTS, PARKS, ZONES, SECTORS = 500, 50, 8, 12
SECONDS = 10.0
SUPPLIES = {"half": 0.5, "tight": 1, "twice": 2}
PLOT = (20, 30, 50, 80, 100, 150, 200, 300)
POWER = (250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500)


def main() -> None:
    count, first = (int(given) for given in (sys.argv[1:] + ["3", "0"][len(sys.argv) - 1 :]))
    gaps = []
    for seed, (name, supply) in itertools.product(range(first, first + count), SUPPLIES.items()):
        program = usable(made(seed, supply))
        busy = time.process_time()
        found = best(program, seconds=SECONDS)
        busy = time.process_time() - busy
        gaps.append(found.gap)
        told = "proven" if found.proven else f"gap {found.gap:.3%}"
        print(
            f"region {seed}, {name}: {len(program.pairs):,} ways, {found.value:,} of at most {found.bound:,} points, {told}; "
            f"liked {found.likes:,} of {found.likes_bound:,}; {found.seconds:.1f} s of the clock, {busy:.1f} s of work"
        )
        alone, worth = highs_alone(program)
        print(f"  HiGHS by itself: {worth:,} points, gap {1 - worth / found.bound:.3%}, {alone:.1f} s")
    print(f"{sum(not gap for gap in gaps)} of {len(gaps)} proven, the largest gap {max(gaps, default=0):.3%}")


def highs_alone(program: Program) -> tuple[float, int]:
    """The same rows as one program of whole numbers: seconds and value."""
    values = np.array([float(program.values[pair.project]) for pair in program.pairs])
    rows = Rows(limits(program), len(values))
    began = time.perf_counter()
    found = rows.whole(
        values, np.zeros(len(values), dtype=bool), np.arange(len(values)), nodes=10**6, enough=1e18, seconds=SECONDS
    )  # fmt: skip
    return time.perf_counter() - began, 0 if found is None else int(values[found].sum())


def made(seed: int, supply: float = 1) -> Program:
    """A region with so many times the supplies. Values are investment in steps of ten million yuan."""
    chance = random.Random(seed)
    room: dict[str, int] = {}
    lots: dict[str, list[int]] = {}
    parks = [park(number, chance, room, lots) for number in range(PARKS)]
    values: dict[int, int] = {}
    pairs = []
    for project in range(PROJECTS):
        amount = chance.lognormvariate(1.0, 1.0)
        steps = amount * 10 if amount < 1 else round(amount * 2) * 5 if amount < 10 else round(amount) * 10
        values[project] = max(2, round(steps))
        sector = min(int(chance.expovariate(0.22)), SECTORS - 1)
        rents = chance.random() < 0.25
        mu = max(10, round(values[project] / 10 * chance.uniform(6, 25) / 5) * 5)
        size = chance.choice((1000, 2000, 3000, 5000)) if rents else min(mu, 300) * 667
        power = chance.choice(POWER) * (1 if values[project] < 50 else 3)
        energy, water = (
            round(power * chance.uniform(0.3, 1.5)),
            chance.choice((0, 3000, 6000, 10_000, 20_000, 50_000)),
        )
        steam, home = (
            chance.choice((0, 0, 0, 0, 5000, 10_000)),
            chance.randrange(PARKS) if chance.random() < 0.3 else -1,
        )
        for number, one in enumerate(parks):
            strict = one["strict"] and sector not in one["leads"] and chance.random() < 0.8
            if sector in one["refuses"] or strict:
                continue
            takes = {f"power:{number}": power, f"steam:{number}": steam, f"energy:z{number % ZONES}": energy, f"water:z{number % ZONES}": water}  # fmt: skip
            likes = 3 * (sector in one["leads"]) + 3 * (home == number) + 1
            pairs.append(
                Pair(project, number, likes, takes, (f"{'space' if rents else 'plot'}:{number}", size))
            )
    return Program(values, pairs, {pool: int(amount * supply) for pool, amount in room.items()}, lots)


def park(number: int, chance: random.Random, room: dict[str, int], lots: dict[str, list[int]]) -> Any:
    """A park's lists; what it has to give goes into ``room`` and ``lots``."""
    leads = chance.sample(range(SECTORS), chance.choice((1, 2, 2, 3)))
    strict = chance.random() < 0.6
    refuses = [one for one in chance.sample(range(SECTORS), chance.choice((1, 2, 3))) if one not in leads]
    lots[f"plot:{number}"] = [
        round(chance.choice(PLOT) * chance.uniform(0.8, 1.25)) * 667 for _ in range(chance.randint(2, 14))
    ]
    lots[f"space:{number}"] = [
        chance.choice((1000, 2000, 3000, 5000, 8000)) for _ in range(chance.randint(0, 8))
    ]
    room[f"power:{number}"] = chance.choice((5000, 10_000, 16_000, 20_000, 31_500, 40_000))
    room[f"steam:{number}"] = chance.choice((0, 0, 20_000, 50_000))
    for kind, amounts in (
        ("energy", (3000, 5000, 8000, 20_000)),
        ("water", (100_000, 200_000, 365_000)),
    ):
        pool = f"{kind}:z{number % ZONES}"
        room[pool] = room.get(pool, 0) + chance.choice(amounts)
    return {"leads": leads, "strict": strict, "refuses": refuses}


if __name__ == "__main__":
    main()
