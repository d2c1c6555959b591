"""``projects.talks.investment``: investment of projects in talks."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.talks.investment",
    zh="在谈项目投资额",
    en="Investment of projects in talks",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """截至当日在谈项目的计划总投资，人民币；外币不折算，未写金额的不计。

    Planned total investment of projects in talks on the day, in yuan; other currencies are not converted, what is not stated is not counted.
    """
    return [ask.added(ask.not_yet("projects.talks.investment", "projects.signed"))]
