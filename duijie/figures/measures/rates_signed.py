"""``rates.signed``: rate of signing."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "rates.signed",
    zh="签约率",
    en="Rate of signing",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年进入洽谈的项目中，截至当日已正式签约的占百分之几。未见各地公布过算法，这是本系统的约定。

    Of the projects whose talks began in the year, how many in a hundred are formally signed by the day. No published formula was found: it is a convention of this system.
    """
    return ask.reached(
        "projects.signed", "projects.registered", "projects.started", "projects.building", "projects.completed",
        "projects.producing", of="projects.talks",
    )  # fmt: skip
