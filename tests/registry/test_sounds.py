"""What is typed in Latin letters read as syllables and initials."""

import numpy as np
import pytest

from duijie.registry.indexing import letters_in
from duijie.registry.sounds import INITIALS, packed, said_as, sound_range, syllables


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("xian", [("xian",), ("xi", "an"), ("x", "i", "a", "n")]),
        ("hyxj", [("h", "y", "x", "j")]),
        ("hongy", [("hong", "y"), ("h", "o", "n", "g", "y")]),
    ],
)
def test_typed_letters_are_read_in_every_way(typed: str, ways: list[tuple[str, ...]]) -> None:
    assert syllables(typed) == ways


@pytest.mark.parametrize(
    ("name", "typed"), [("重庆", "cq"), ("重庆", "zq"), ("长行", "ch"), ("长行", "zx"), ("A股1", "ag")]
)
def test_a_name_lies_in_the_range_of_each_way_to_say_it(name: str, typed: str) -> None:
    row = np.zeros((1, INITIALS), np.uint16)
    row[0, : len(name)] = letters_in(name)
    keys, rows = packed(row)
    low, high = sound_range(typed)
    assert ((keys >= low) & (keys < high)).any()
    assert set(rows.tolist()) == {0}


def test_a_syllable_not_finished_stands_for_all_that_begin_so() -> None:
    assert said_as("qing")[ord("青")]
    assert said_as("qi")[ord("其")]
    assert not said_as("qi")[ord("青")]  # qi is a syllable itself
    assert said_as("q")[ord("青")]
    assert said_as("q")[ord("Q")]
