"""``floor``: floor space."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "floor",
    zh="厂房面积",
    en="Floor space",
    group="parks",
    counter="㎡",
    unit="m2",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """报称的厂房、楼宇建筑面积，以平方米计。

    Floor space of plants and buildings as told, in square metres.
    """
    return [ask.added(ask.entries("floor"))]
