"""Intervals of printed numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.quantity import Quantity, Sense

decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
bounds = st.one_of(st.none(), decimals)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = draw(bounds), draw(bounds)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(
        draw(decimals), "count", draw(st.sampled_from(Sense)), low, high, draw(st.text(max_size=8))
    )


@given(quantities())
def test_a_quantity_survives_the_interchange_format(quantity: Quantity) -> None:
    if quantity.sense is Sense.EXACT and quantity.low is None and quantity.high is None:
        return  # an exact number without bounds is read as bounded by itself
    assert Quantity.from_json(quantity.as_json()) == quantity


@given(quantities(), quantities(), decimals)
def test_meeting_and_lying_within_agree_with_the_values_allowed(
    a: Quantity, b: Quantity, value: Decimal
) -> None:
    assert a.meets(b) == b.meets(a)
    if a.allows(value) and b.allows(value):
        assert a.meets(b)
    if a.within(b) and a.allows(value):
        assert b.allows(value)


def test_units_are_never_compared() -> None:
    assert not Quantity.exactly(1, "CNY").meets(Quantity.exactly(1, "USD"))
    assert not Quantity.exactly(1, "CNY").within(Quantity.exactly(1, "USD"))


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ({"unit": "count"}, "number"),
        ({"number": 3}, "unit"),
        ({"number": "many", "unit": "count"}, "numbers"),
        ({"number": "NaN", "unit": "count"}, "finite"),
        ({"number": 3, "unit": "count", "sense": "perhaps"}, "perhaps"),
    ],
)
def test_what_is_no_quantity_is_refused_by_name(data: dict[str, object], names: str) -> None:
    with pytest.raises(ValueError, match=names):
        Quantity.from_json(data)
