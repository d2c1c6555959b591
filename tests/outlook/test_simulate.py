"""The fan: chances agree with projects lived month by month, sums agree with what is drawn, and quotas are kept as told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.outlook.chances import EDGES, Assumed, learned
from duijie.outlook.simulate import QUANTILES, Going, producing_by, simulated
from tests.outlook.made import as_known, lived, produced

ASSUMED = (Assumed(6, 0.3, 5), Assumed(8, 0.1, 5), Assumed(12, 0.05, 5), Assumed(0, 0, 0))
LAST = 3
TRUTH = np.array(
    [[(0.12, 0.05)] * 2 + [(0.06, 0.06)] * 3, [(0.05, 0.01)] * 5, [(0.01, 0.002)] * 2 + [(0.09, 0.004)] * 3]
)
YEARS, MONTHS = (2025, 2026, 2027, 2028), (6, 18, 30, 42)
going = st.lists(
    st.builds(Going, st.integers(0, 2), st.floats(0, 80), st.floats(0, 1e9)), min_size=0, max_size=12
)


def test_chances_agree_with_lives() -> None:
    random = np.random.default_rng(3)
    lives = [lived(TRUTH, 0, random, 1.0) for _ in range(6_000)]
    told = producing_by(TRUTH, 60)
    for month in (6, 18, 36, 60):
        seen = np.mean([produced(life, month, LAST) for life in lives])
        assert told[0, 0, month] == pytest.approx(seen, abs=0.02)


def test_a_stay_that_lasted_changes_the_chance() -> None:
    told = producing_by(TRUTH, 60)
    old, young = told[2, 20, 6], told[2, 0, 6]
    assert old > 5 * young  # construction ends late or not at all, so who built long is near its end


@settings(max_examples=25, deadline=None)
@given(projects=going, base=st.floats(0, 1e9))
def test_quantiles_rise_years_rise_and_nothing_is_above_all_there_is(
    projects: list[Going], base: float
) -> None:
    fan = simulated(
        projects, learned([], ASSUMED), years=YEARS, months=MONTHS, ramp=(0.3, 0.7, 1.0), standing=base,
        draws=400,
    )  # fmt: skip
    most = base + sum(one.output for one in projects)
    for year in fan:
        assert list(year.quantiles) == sorted(year.quantiles)
        assert base * 0.999 <= year.quantiles[0] and year.quantiles[-1] <= most * 1.001 + 1
    assert [year.mean for year in fan] == sorted(year.mean for year in fan)


def test_the_mean_is_the_sum_of_chances_and_the_quota_is_counted() -> None:
    rates = learned([], ASSUMED)
    projects = [Going(step, 3, 1e8) for step in (0, 1, 2) for _ in range(40)]
    fan = simulated(projects, rates, years=YEARS, months=MONTHS, ramp=(1.0,), quota=5e9, draws=20_000, seed=1)
    again = simulated(
        projects, rates, years=YEARS, months=MONTHS, ramp=(1.0,), quota=5e9, draws=20_000, seed=1
    )
    assert fan == again
    random = np.random.default_rng(0)
    chances = np.mean([producing_by(one, 42) for one in rates.drawn(400, random)], axis=0)
    for year, month in zip(fan, MONTHS, strict=True):
        expected = sum(one.output * chances[one.step, 3, month] for one in projects)
        # 100 worlds: their mean is known to some 6 of 100
        assert year.mean == pytest.approx(expected, rel=0.15)
        assert year.chance is not None
        above = sum(value >= 5e9 for value in year.quantiles)
        least = 1 - QUANTILES[-above] if above else 0.0
        assert year.chance >= least - 1e-9


def test_what_is_told_holds_as_often_as_it_says() -> None:
    """Regions with a known truth: the 80 % band holds what came in about 8 of 10. 40 regions, so 6 to 10 of 10."""
    random = np.random.default_rng(11)
    inside = []
    for _ in range(40):
        truth = TRUTH * random.gamma(20, 1 / 20, size=(3, 1, 2))
        lives = [
            lived(truth, int(random.integers(0, 60)), random, float(random.lognormal(0, 0.7)))
            for _ in range(150)
        ]
        stays, on_their_way = as_known(lives, 60, LAST)
        base = sum(life.output for life in lives if produced(life, 60, LAST))
        fan = simulated(
            on_their_way, learned(stays, ASSUMED), years=(2026,), months=(24,), ramp=(1.0,), standing=base,
            draws=2_000,
        )  # fmt: skip
        # Projects that begin later are no part of the outlook.
        came = sum(life.output for life in lives if life.entered[0] <= 60 and produced(life, 84, LAST))
        low, high = (fan[0].quantiles[QUANTILES.index(share)] for share in (0.1, 0.9))
        inside.append(low <= came <= high)
    assert 0.6 <= np.mean(inside) <= 0.97


def test_edges_begin_at_nothing() -> None:
    assert EDGES[0] == 0
    assert producing_by(TRUTH, 12).shape == (3, int(EDGES[-1]) + 1, 13)
