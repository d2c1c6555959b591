"""An outlook of 2,000 projects drawn 10,000 times, and how often what it tells comes true.

    python -m bench.outlook

Speed against the limit of one second and, in the same run, against drawing each project's life step by step with the
same rates (numpy, whole columns at once), which the convolution replaces. Calibration on generated regions whose true
rates differ from the assumption: how often what came lies in the 50, 80 and 90 % bands.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc

import numpy as np

from duijie.outlook.chances import EDGES, Assumed, Numbers, learned
from duijie.outlook.simulate import QUANTILES, Going, simulated
from tests.outlook.made import as_known, lived, produced

ASSUMED = [
    Assumed(8, 0.6, 5),
    Assumed(3, 0.3, 5),
    Assumed(9, 0.14, 5),
    Assumed(16, 0.06, 5),
    Assumed(4, 0.03, 5),
    Assumed(0, 0, 0),
]
PROJECTS, DRAWS, RUNS, LIMIT = 2_000, 10_000, 7, 1.0
YEARS, MONTHS = range(2025, 2031), [6 + 12 * year for year in range(6)]
BANDS = ((0.25, 0.75), (0.1, 0.9), (0.05, 0.95))


def main() -> None:
    random = np.random.default_rng(1)
    rates = learned([], ASSUMED)
    going = [
        Going(int(step), float(months), float(output))
        for step, months, output in zip(
            random.integers(0, 5, PROJECTS), random.exponential(6, PROJECTS), random.lognormal(17, 1, PROJECTS), strict=True
        )
    ]  # fmt: skip

    def once() -> float:
        began = time.perf_counter()
        simulated(going, rates, years=YEARS, months=MONTHS, ramp=(0.3, 0.7, 1.0), quota=3e10, draws=DRAWS)
        return time.perf_counter() - began

    once()
    ours = statistics.median(once() for _ in range(RUNS))
    began = time.perf_counter()
    step_by_step(going, rates.mean, max(MONTHS), DRAWS // 100, random)
    peer = (time.perf_counter() - began) * 100
    tracemalloc.start()
    once()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    print(f"{PROJECTS:,} projects, {DRAWS:,} draws: {ours:.2f} s (limit {LIMIT} s), {peak:.0f} MiB at most")
    print(f"step by step, from a hundredth of the draws: {peer:.1f} s; ours over it: {ours / peer:.3f}")
    told = calibration(200, random)
    print(
        "came true, of 200 regions: "
        + ", ".join(f"{round((high - low) * 100)} % band {share:.0%}" for (low, high), share in told)
    )


def step_by_step(
    going: list[Going], rates: Numbers, months: int, draws: int, random: np.random.Generator
) -> float:
    """Every project of every draw moved on month by month; the share that produces in the end."""
    step = np.tile(np.array([one.step for one in going]), draws)
    age = np.tile(np.array([int(one.months) for one in going]), draws)
    for _ in range(months):
        here = rates[np.minimum(step, len(rates) - 1), np.searchsorted(EDGES, age, side="right") - 1]
        on, off = here[:, 0], here[:, 1]
        moves = (random.random(len(step)) < 1 - np.exp(-(on + off))) & (step < len(rates))
        goes = moves & (random.random(len(step)) < on / (on + off))
        step = np.where(goes, step + 1, np.where(moves, 99, step))
        age = np.where(moves, 0, age + 1)
    return float((step == len(rates)).mean())


def calibration(regions: int, random: np.random.Generator) -> list[tuple[tuple[float, float], float]]:
    """The share of regions in which what came lies in each band, two years ahead."""
    assumed = ASSUMED[2:]
    inside = np.zeros((regions, len(BANDS)))
    for region in range(regions):
        truth = learned([], assumed).mean * random.gamma(8, 1 / 8, size=(3, len(EDGES), 2))
        lives = [
            lived(truth, int(random.integers(0, 60)), random, float(random.lognormal(0, 0.7)))
            for _ in range(150)
        ]
        stays, on_their_way = as_known(lives, 60, 3)
        base = sum(life.output for life in lives if produced(life, 60, 3))
        came = sum(life.output for life in lives if life.entered[0] <= 60 and produced(life, 84, 3))
        (year,) = simulated(
            on_their_way,
            learned(stays, assumed),
            years=(2026,),
            months=(24,),
            ramp=(1.0,),
            standing=base,
            draws=2_000,
        )
        for at, (low, high) in enumerate(BANDS):
            inside[region, at] = (
                year.quantiles[QUANTILES.index(low)] <= came <= year.quantiles[QUANTILES.index(high)]
            )
    return list(zip(BANDS, map(float, inside.mean(axis=0)), strict=True))


if __name__ == "__main__":
    main()
