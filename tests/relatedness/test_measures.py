import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from duijie.relatedness.asking import NotCounted, stands
from duijie.relatedness.measures import NoIndex, Space, complexity
from duijie.relatedness.panel import Panel

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "relatedness" / "measures.toml").read_text("utf-8")
)["case"]
COUNTS = arrays(int, st.tuples(st.integers(2, 7), st.integers(2, 7)), elements=st.integers(0, 9))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("measure", ["advantage", "present", "proximity", "density"])
def test_a_measure_is_what_was_worked_by_hand(case, measure):
    found = getattr(Space(np.array(case["counts"])), {"proximity": "near"}.get(measure, measure))
    assert found == pytest.approx(np.array(case[measure], float))


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_measures_stay_within_their_bounds(counts):
    space = Space(counts)
    assert (space.near == space.near.T).all()
    assert space.near.min() >= 0 <= space.density.min()
    assert space.near.max() <= 1 + 1e-12 >= space.density.max()
    if total := counts.sum():
        weights = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total**2
        assert (weights * space.advantage).sum() == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_another_order_of_places_and_industries_gives_the_same_figures(counts, random):
    rows = random.sample(range(counts.shape[0]), counts.shape[0])
    columns = random.sample(range(counts.shape[1]), counts.shape[1])
    one, other = Space(counts), Space(counts[np.ix_(rows, columns)])
    assert other.advantage == pytest.approx(one.advantage[np.ix_(rows, columns)])
    assert other.near == pytest.approx(one.near[np.ix_(columns, columns)])
    assert other.density == pytest.approx(one.density[np.ix_(rows, columns)])


def test_complexity_is_the_second_eigenvector_of_the_whole_decomposition():
    present = (np.random.default_rng(3).random((30, 40)) < 0.3).astype(float)
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    values, vectors = np.linalg.eig((present / diversity[:, None]) @ (present / ubiquity[None, :]).T)
    second = np.real(vectors[:, np.argsort(values.real)[-2]])
    second = (second - second.mean()) / second.std()
    second *= np.sign(second @ (diversity - diversity.mean()))
    assert complexity(present)[0] == pytest.approx(second, abs=1e-9)


def test_a_place_and_an_industry_with_nothing_have_no_index():
    present = np.zeros((5, 5))
    present[:4, :4] = np.tri(4)
    places, industries = complexity(present)
    assert np.isnan(places[4]) and np.isnan(industries[4]) and np.isfinite(places[:4]).all()
    # The place that has everything leads; the industry that is everywhere trails.
    assert places[:4].argmax() == 3 and industries[:4].argmin() == 0


def test_complexity_of_a_single_place_is_refused_with_the_reason():
    with pytest.raises(NoIndex, match="At least two of each"):
        complexity(np.array([[1.0, 1.0], [0.0, 0.0]]))


def test_stands_of_a_city_name_what_is_strong_and_what_is_near_to_it():
    counts = np.array([[9, 9, 0, 1], [9, 9, 9, 0], [0, 0, 9, 9]])[:, :, None]
    panel = Panel(("131100", "130100", "110000"), ("291", "292", "348", "543"), 1995, counts)
    found = {one.industry: one for one in stands(panel, city="景县")}
    assert [code for code, one in found.items() if one.strong] == ["291", "292"]
    space = Space(counts[:, :, 0].astype(float))
    assert [one.density for one in found.values()] == pytest.approx(space.density[0].tolist())
    assert [one.complexity for one in found.values()] == pytest.approx(space.complexity[1].tolist())
    # Only what the city is strong in stands beside; an industry does not stand beside itself.
    assert found["291"].beside == (("292", pytest.approx(1.0)),)
    assert {code for code, _ in found["348"].beside} == {"291", "292"}
    assert found["543"].beside == ()
    with pytest.raises(NotCounted):
        stands(panel, city="九江")
