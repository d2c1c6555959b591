"""Chances on a made country in which neighbours in a chain follow each other, and nothing is told of the future."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.relatedness.chances import TooShort, learned, reckoned_volume
from duijie.relatedness.features import FACTORS, came, candidates
from duijie.relatedness.panel import Panel

CUT = 1992


def made_country():
    random = np.random.default_rng(5)
    size, width, years = 60, 40, 16
    city, trade = random.lognormal(0, 1, size), random.lognormal(-1, 1, width)
    held = np.zeros((size, width))
    counts = np.zeros((size, width, years), np.int64)
    for year in range(years):
        near = np.roll(held, 1, axis=1) + np.roll(held, -1, axis=1)
        counts[:, :, year] = random.poisson(0.04 * np.outer(city, trade) * (1 + 6 * np.minimum(near, 2)))
        held = np.minimum(held + counts[:, :, year], 1)
    cities = tuple(f"{11 + at // 10}{at % 10 + 1:02}00" for at in range(size))
    return Panel(cities, tuple(f"{101 + at}" for at in range(width)), 1980, counts)


@pytest.fixture(scope="module")
def country():
    return made_country()


@pytest.fixture(scope="module")
def told(country):
    found = candidates(country, CUT)
    return found, learned(country, CUT)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nothing_from_the_cut_year_on_changes_what_is_told(country, told, seed):
    later = country.counts.copy()
    later[:, :, CUT - country.first :] = np.random.default_rng(seed).poisson(
        2, later[:, :, CUT - country.first :].shape
    )
    other = Panel(country.cities, country.industries, country.first, later)
    found, model = candidates(other, CUT), learned(other, CUT)
    assert (found.city == told[0].city).all() and (found.industry == told[0].industry).all()
    assert (found.factors == told[0].factors).all() and (found.plain == told[0].plain).all()
    assert (model.chances(found) == told[1].chances(told[0])).all()


def test_candidates_are_what_the_city_lacks(country, told):
    found, _ = told
    assert (country.total(before=CUT)[found.city, found.industry] == 0).all()
    assert found.factors.shape == (len(found.city), len(FACTORS)) and np.isfinite(found.factors).all()


def test_higher_chances_come_true_more_often_and_about_as_often_as_told(country, told):
    found, model = told
    chances = model.chances(found, volume=float(country.total(CUT, CUT + 3).sum()))
    outcome = came(country, found, 3)
    high = chances >= np.median(chances)
    assert outcome[high].mean() > 2 * outcome[~high].mean()
    assert chances.mean() == pytest.approx(outcome.mean(), rel=0.35)


def test_more_registrations_mean_higher_chances(told):
    found, model = told
    assert (model.chances(found, volume=2 * model.volume) > model.chances(found)).all()


def test_a_volume_is_reckoned_from_the_growth_there_was():
    counts = np.array([[[1, 1, 1, 2, 2, 2, 4, 4, 4]]])
    assert reckoned_volume(Panel(("131100",), ("291",), 1980, counts), 3) == pytest.approx(12 * 2**0.5)


def test_a_registry_too_short_says_what_it_needs(country):
    with pytest.raises(TooShort, match="6 years before"):
        learned(country, 1983)
