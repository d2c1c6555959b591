"""``projects.intent``: projects with a letter of intent."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.intent",
    zh="意向项目",
    en="Projects with a letter of intent",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年达成合作意向、尚未正式签约的项目数。

    Projects in the year for which an intent was agreed and no formal contract signed.
    """
    entries, signed = ask.entries("projects.intent"), ask.entries("projects.signed").shaped("item")
    return [ask.added(entries.narrow(~entries.among(signed.key)))]
