"""Numbers with their unit and hedge, as printed, and the interval that the words allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity and where its words stand; ``counter`` is the printed measure word (个 家 亿元 亩 %)."""

    span: Span
    quantity: Quantity
    counter: str


def find_quantities(text: str) -> Iterator[Measured]:
    """Every number with a unit in ``text``, in order, none inside another."""
    yield from ()
