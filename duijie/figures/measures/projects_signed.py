"""``projects.signed``: projects signed."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.signed",
    zh="签约项目",
    en="Projects signed",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年正式签约的项目数。一个项目只在首次正式签约时计一次；框架协议、意向另计；只报合计而未列名的，按合计减去已列名的计。

    Projects formally signed in the year. A project counts once, at its first formal signing; framework agreements and intents are kept apart; where only a total is told, the unnamed rest of it counts.
    """
    return [ask.added(ask.entries("projects.signed"))]
