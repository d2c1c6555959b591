"""``bodies``: bodies."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "bodies", zh="领导机构", en="Bodies", group="governance", counter="个", unit="count", window=Window.STOCK
)
def compute(ask: Ask) -> list[FigureValue]:
    """已成立的领导小组、专班等议事协调机构数。

    Leading groups and task forces set up.
    """
    return [ask.added(ask.entries("bodies"))]
