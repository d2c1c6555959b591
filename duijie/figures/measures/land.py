"""``land``: land."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "land",
    zh="用地",
    en="Land",
    group="parks",
    counter="㎡",
    unit="m2",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """项目和园区报称的用地面积，以平方米计；亩按 2000/3 平方米折算。

    Land that projects and parks are told to use, in square metres; a mu is 2000/3.
    """
    return [ask.added(ask.entries("land"))]
