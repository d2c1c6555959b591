"""Rates learned from stays: what is seen outweighs what is assumed, and a stay that lasts counts for what it lasted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.outlook.chances import EDGES, Assumed, Stay, learned

ASSUMED = (Assumed(9, 0.2, 5), Assumed(6, 0.1, 5), Assumed(0, 0, 0))
stays = st.lists(
    st.builds(Stay, st.integers(0, 1), st.floats(0, 60, allow_nan=False), st.sampled_from(["on", "left", ""])),
    max_size=40,
)  # fmt: skip


def test_without_any_stay_the_assumption_holds() -> None:
    rates = learned([], ASSUMED)
    for place, one in enumerate(ASSUMED[:-1]):
        both = rates.mean[place]
        assert both.sum(axis=1) == pytest.approx(np.full(len(EDGES), 1 / one.months))
        assert both[:, 1] / both.sum(axis=1) == pytest.approx(np.full(len(EDGES), one.leaves))


def test_many_stays_outweigh_the_assumption() -> None:
    random = np.random.default_rng(7)
    seen = [
        Stay(0, float(m), "on" if random.random() < 0.4 else "left") for m in random.exponential(20, 20_000)
    ]
    both = learned(seen, ASSUMED).mean[0]
    assert both.sum(axis=1) == pytest.approx(np.full(len(EDGES), 1 / 20), rel=0.1)
    assert both[:, 0] / both.sum(axis=1) == pytest.approx(np.full(len(EDGES), 0.4), rel=0.1)


def test_a_stay_that_lasts_lowers_the_rates_of_the_months_it_lasted() -> None:
    before, after = (learned([Stay(0, 5, "")] * number, ASSUMED).mean[0] for number in (0, 50))
    assert (after[:2] < before[:2]).all()


@settings(max_examples=60, deadline=None)
@given(seen=stays)
def test_rates_are_positive_and_the_order_of_stays_makes_no_difference(seen: list[Stay]) -> None:
    rates = learned(seen, ASSUMED)
    assert (rates.mean > 0).all() and np.isfinite(rates.mean).all()
    again = learned(reversed(seen), ASSUMED)
    assert rates.mean == pytest.approx(again.mean)
    assert sum(rates.ended) + sum(rates.lasting) == len(seen)
