"""``projects.talks``: projects in talks."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.talks",
    zh="在谈项目",
    en="Projects in talks",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年进入洽谈、截至当日尚未正式签约的项目数。

    Projects whose talks began in the year and that are not formally signed on the day.
    """
    entries, signed = ask.entries("projects.talks"), ask.entries("projects.signed").shaped("item")
    return [ask.added(entries.narrow(~entries.among(signed.key)))]
