"""``projects.settled``: projects settled."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.settled",
    zh="落户项目",
    en="Projects settled",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年材料报称落户、入园、引进的项目数。各地“落户”所指不一，故与签约、开工分开。

    Projects that documents call settled, entered or brought in, in the year. What a place means by it differs, so it stands apart from signed and started.
    """
    return [ask.added(ask.entries("projects.settled"))]
