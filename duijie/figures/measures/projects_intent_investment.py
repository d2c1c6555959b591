"""``projects.intent.investment``: investment of projects of intent."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.intent.investment",
    zh="意向项目投资额",
    en="Investment of projects of intent",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """已签意向、尚未正式签约的项目的计划总投资，人民币；不计入签约额。

    Planned total investment of projects with a letter of intent and no formal contract, in yuan; no part of the amount signed.
    """
    return [ask.added(ask.not_yet("projects.intent.investment", "projects.signed"))]
