"""The n-gram models: what they say of likely and unlikely text, and what they cost."""

from __future__ import annotations

import gzip
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.text.character_model import character_model, plain_form
from duijie.text.ngrams import MAGIC, STEPS_PER_NAT, UNKNOWN, NgramModel
from duijie.text.own_words import OwnWords
from duijie.text.word_model import plain_words, word_model

DATA = Path(__file__).parents[2] / "duijie" / "text" / "data"


def small_model() -> NgramModel:
    """Two tokens: ``a`` is followed by ``b`` at 1 nat; anything else behind ``a`` costs 2 nats more than alone."""
    rows = [
        bytes((5 * STEPS_PER_NAT, 4 * STEPS_PER_NAT)),
        bytes((2 * STEPS_PER_NAT, 0)),
        array("H", [1, 0]).tobytes(),
        array("H", [1]).tobytes(),
        bytes((STEPS_PER_NAT,)),
    ]
    names = b"a\0b"
    head = MAGIC + array("I", [2, len(names), *map(len, rows)]).tobytes()
    return NgramModel(gzip.compress(head + names + b"".join(rows)))


@pytest.mark.parametrize(
    ("gram", "nats"),
    [("a", 5.0), ("b", 4.0), ("ab", 1.0), ("aa", 7.0), ("bb", 4.0), ("bab", 1.0), ("ax", UNKNOWN)],
)
def test_a_model_backs_off_to_the_lower_order(gram: str, nats: float) -> None:
    model = small_model()
    assert model.cost(gram) == nats
    assert model.cost(tuple(gram)) == nats


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="build it again"):
        NgramModel(gzip.compress(b"something else"))


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("项目总投资3亿元", "项目总投次3亿元"),
        ("签订战略合作协议", "签订战略含作协议"),
        ("县委书记出席仪式", "县委书记出度仪式"),
        ("预计9月建成投产", "预计9月建成头产"),
    ],
)
def test_characters_and_words_know_prose_from_gibberish(likely: str, unlikely: str) -> None:
    assert character_model().mean_cost(likely) < character_model().mean_cost(unlikely)
    assert word_model().text_cost(likely) < word_model().text_cost(unlikely)


@given(st.text(st.sampled_from("项目投资3.8亿元，签约abcΩ淼\n"), min_size=1, max_size=20))
def test_every_text_can_be_cut_into_words(text: str) -> None:
    plain = plain_words(text)
    cost = word_model().text_cost(text)
    assert (cost == 0) == (not plain)
    assert (
        cost
        <= sum(word_model().cost((a, b)) if a else word_model().cost((b,)) for a, b in pairs(plain)) + 1e-6
    )


def pairs(text: str) -> list[tuple[str, str]]:
    return list(zip(["", *text], text, strict=False))


def test_a_number_is_one_word_and_so_is_a_latin_one() -> None:
    assert plain_words("投资3.85亿元，LNG项目") == "投资0亿元，A项目"


def test_what_a_text_says_elsewhere_costs_less() -> None:
    text = "沛溧公司签约。沛溧公司投产。" * 3
    own = OwnWords(character_model(), text).cost_outside(len(text), len(text))
    gram = plain_form("。沛溧")
    assert own(gram) < character_model().cost(gram) - 1


def test_the_models_that_come_with_the_program_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.bin.gz")) <= 12_000_000
