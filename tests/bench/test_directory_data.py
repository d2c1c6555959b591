"""Noise does what it says, the same every time."""

import pytest

from bench.directory_data import NOISE, noisy
from duijie.naming.plain import plain

NAMES = ["衡水宏远橡胶有限公司", "河北青禾瓷业(集团)股份有限公司", "北京遠嵐軟件有限公司"]
EXPECTED = {
    "place dropped": lambda noise, name: len(noise) == len(name) - 2 and name.endswith(noise),
    "legal form dropped": lambda noise, name: name.startswith(noise) and "公司" not in noise,
    "legal form changed": lambda noise, name: noise != name and noise.endswith("有限公司"),
    "brackets": lambda noise, name: sorted(noise.strip("（）()")) != [] and noise != name,
    "one character wrong": lambda noise, name: sum(a != b for a, b in zip(noise, name, strict=True)) == 1,
    "two swapped": lambda noise, name: noise != name and sorted(noise) == sorted(name),
    "traditional": lambda noise, name: noise != name,
    "width": lambda noise, name: noise != name and "\u3000" in noise,
}


@pytest.mark.parametrize("kind", list(NOISE))
def test_noise_changes_what_it_names(kind: str) -> None:
    made = list(noisy(NAMES, kind, 6))
    assert made == list(noisy(NAMES, kind, 6))
    for noise, name in made:
        spelled = name if kind in ("traditional", "width") else plain(name)
        assert EXPECTED[kind](noise, spelled), (noise, name)
