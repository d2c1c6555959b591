"""Links are strong, weak or missing by the tables; concentration is what its formula says."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from duijie.industry.links.graph import Graph, graph_of
from duijie.industry.placing.standing import Seen, Weight, concentration, states_of
from duijie.industry.rules import advices, strengths
from duijie.industry.types import LinkState


def chain(*, key: str = "") -> Graph:
    """Steel → bolts → towers → erection."""
    codes = ("steel", "bolts", "towers", "erection")
    return graph_of(
        {"code": code, "name": {"zh": code}, "words": [f"{code}词"], "upstream": codes[max(n - 1, 0) : n], "key": code == key}
        for n, code in enumerate(codes)
    )  # fmt: skip


def states(seen: dict[str, int], *, key: str = "") -> dict[str, LinkState]:
    """The states where so many enterprises are on each link."""
    many = {code: Seen(tuple(Weight(f"{code}{n}") for n in range(count))) for code, count in seen.items()}
    return states_of(chain(key=key), many, strengths(), advices())


def test_what_lies_between_is_filled_and_what_ends_is_extended() -> None:
    found = states({"steel": 6, "towers": 5})
    assert (found["steel"].strength, found["steel"].advice) == ("strong", "keep")
    assert found["bolts"].advice == "fill-between"
    assert found["erection"].advice == "extend-end"


def test_few_are_strengthened_and_nothing_is_built_first_where_nothing_is() -> None:
    assert states({"steel": 6, "bolts": 1})["bolts"].advice == "strengthen-weak"
    nothing = states({}, key="towers")
    assert {code: one.advice for code, one in nothing.items()} == {
        "steel": "build-first", "bolts": "build-first", "towers": "build-key", "erection": "build-first"
    }  # fmt: skip


def test_a_link_that_rests_on_one_enterprise_says_whom() -> None:
    sure = (Weight("大", Decimal(900)), *(Weight(f"小{n}", Decimal(25)) for n in range(4)))
    state = states_of(chain(), {"towers": Seen(sure)}, strengths(), advices())["towers"]
    assert state.advice == "strengthen-leading"
    assert state.leading == ("大", Decimal("0.9"))
    assert state.hhi == 8125
    assert any("大" in reason.zh for reason in state.reasons)


def test_a_small_share_of_a_division_is_not_strong() -> None:
    seen = {"steel": Seen(tuple(Weight(str(n)) for n in range(9)), quotient=Decimal("0.4"))}
    assert states_of(chain(), seen, strengths(), advices())["steel"].strength == "weak"


def test_nothing_is_worked_out_of_too_few() -> None:
    assert concentration([Weight("一", Decimal(5)), Weight("二"), Weight("三")]) == ("", 0, None, None)
    assert concentration([Weight("一", None, Decimal(5)), Weight("二")])[0] == "capital"


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30))
def test_concentration_lies_between_equal_shares_and_one(amounts: list[int]) -> None:
    basis, told, index, leading = concentration(
        [Weight(str(n), Decimal(one)) for n, one in enumerate(amounts)]
    )
    assert basis == "output"
    assert told == len(amounts)
    assert index is not None
    assert leading is not None
    assert round(10_000 / len(amounts)) <= index <= 10_000
    assert max(amounts) == amounts[int(leading[0])]
