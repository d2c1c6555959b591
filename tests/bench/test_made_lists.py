"""Made lists are the same from the same seed, and each kind of noise does what it says."""

from __future__ import annotations

import random

import polars as pl
import pytest

from bench.made_lists import NOISE, made_list, noisy
from duijie.registry.linking.pools import named_pool

NAME = "衡水宏远橡胶制品有限公司"
ENDS = {
    "place_dropped": "宏远橡胶制品有限公司", "form_dropped": "衡水宏远橡胶制品", "brackets": "宏远（衡水）橡胶制品有限公司",
    "traditional": "衡水宏遠橡膠製品有限公司",
}  # fmt: skip


@pytest.mark.parametrize("kind", NOISE, ids=lambda kind: kind.__name__)
def test_a_kind_of_noise_leaves_the_name_recognisable(kind: object) -> None:
    made = {kind(NAME, random.Random(seed)) for seed in range(20)}  # type: ignore[operator]
    name = kind.__name__  # type: ignore[attr-defined]
    if name in ENDS:
        assert made == {ENDS[name]}
    if name in ("wrong_character", "swapped"):
        differing = {sum(a != b for a, b in zip(one, NAME, strict=True)) for one in made}
        assert differing <= ({0, 1} if name == "wrong_character" else {2})


def test_noise_changes_the_name_and_says_how() -> None:
    for seed in range(50):
        made, how = noisy(NAME, random.Random(seed))
        assert made != NAME and set(how.split("+")) <= {kind.__name__ for kind in NOISE}


def test_a_list_is_drawn_from_its_seed_and_withholds_whom_it_says() -> None:
    names = [
        f"衡水{a}{b}{trade}有限公司"
        for a in "宏恒青金"
        for b in "远丰禾鼎"
        for trade in ("橡胶制品", "贸易", "瓷业")
    ]
    registry: pl.DataFrame = next(named_pool("x", list(enumerate(names, 1))).frames())
    one, withheld = made_list(registry, rows=40, seed=1, columns=0.5)
    two, _ = made_list(registry, rows=40, seed=1, columns=0.5)
    assert one.equals(two) and len(one) == 40
    assert set(one["truth"]) <= {0, *registry["row"]}
    assert not set(withheld) & set(one.filter(pl.col("truth") > 0)["truth"])
