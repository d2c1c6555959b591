"""The alignment of a short form with many names at once is the best of all alignments, name by name."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.naming import letters as at
from duijie.naming.alignment import ACROSS, INSIDE, MISSING, WEIGHTS, align, prior, standing_of
from duijie.naming.letters import letters_of, spoken
from duijie.naming.parts import parse_name

CLASSES = st.sampled_from(sorted(WEIGHTS))
LONG = st.lists(st.tuples(st.sampled_from("甲乙丙"), CLASSES), min_size=1, max_size=5)


def by_trying_all(short: str, long: list[tuple[str, int]]) -> float:
    """The same value from every way to take letters in order."""
    best = float("-inf")
    for count in range(min(len(short), len(long)) + 1):
        for mine in combinations(range(len(short)), count):
            for theirs in combinations(range(len(long)), count):
                if any(short[i] != long[j][0] for i, j in zip(mine, theirs, strict=True)):
                    continue
                value = -MISSING * (len(short) - count)
                for place, (_, kind) in enumerate(long):
                    taken, left = WEIGHTS[kind]
                    value += taken if place in theirs else -left
                    if place in theirs and place - 1 in theirs:
                        value += ACROSS if kind in at.STARTS else INSIDE
                best = max(best, value)
    return best


@given(st.text("甲乙丙", min_size=1, max_size=4), st.lists(LONG, min_size=1, max_size=3))
def test_no_alignment_is_better_than_the_one_found(short: str, names: list[list[tuple[str, int]]]) -> None:
    width = max(map(len, names))
    letters, classes = np.zeros((len(names), width), np.uint16), np.zeros((len(names), width), np.uint8)
    for row, name in enumerate(names):
        for column, (letter, kind) in enumerate(name):
            letters[row, column], classes[row, column] = ord(letter), kind
    asked = np.array([ord(letter) for letter in short], np.uint16)
    expected = [by_trying_all(short, name) for name in names]
    assert align(asked, letters, classes) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "letters", "classes"),
    [
        (
            "河北青禾瓷业股份有限公司",
            "冀河北青禾瓷业",
            [
                at.PROVINCE,
                at.PLACE_START,
                at.PLACE,
                at.BRAND_START,
                at.BRAND_SECOND,
                at.TRADE_START,
                at.TRADE,
            ],
        ),
        (
            "青禾县橡胶厂",
            "青禾县橡胶厂",
            [at.COUNTY_START, at.COUNTY, at.PLACE_ENDING, at.TRADE_START, at.TRADE, at.FORM],
        ),
        ("宏远公司天津分公司", "宏远天津分公司", [at.BRAND_START, at.BRAND_SECOND, *[at.BRANCH] * 5]),
    ],
)
def test_letters_know_where_they_stand(name: str, letters: str, classes: list[int]) -> None:
    text, kinds = letters_of(parse_name(name))
    assert (text, list(kinds)) == (letters, classes)
    assert spoken(parse_name(name)) == text.removeprefix("冀")


@given(st.text())
def test_every_letter_has_a_class(name: str) -> None:
    text, kinds = letters_of(parse_name(name))
    assert len(text) == len(kinds)
    assert set(kinds) <= set(WEIGHTS)


def test_a_short_form_means_a_company_limited_by_shares_before_a_branch() -> None:
    shares, branch = (
        standing_of(parse_name(name)) for name in ("宏远橡胶股份有限公司", "宏远橡胶有限公司衡水分公司")
    )
    worth = prior(parse_name("宏远橡胶"), full=False)
    assert worth[shares] > worth[branch]
