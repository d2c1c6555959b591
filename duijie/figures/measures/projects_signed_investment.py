"""``projects.signed.investment``: what the signed projects are to cost."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.signed.investment",
    zh="签约总投资",
    en="Investment of projects signed",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年正式签约项目的总投资（人民币部分）。未写明投资额的项目计入缺项，不按零计；外币不折算。

    Total investment of the projects formally signed in the year, in yuan. A project whose amount is not
    stated is counted as a gap and not as zero; other currencies are not converted.
    """
    amounts = ask.entries("projects.signed.investment")
    return [ask.added(amounts, gaps=ask.silent(amounts, "投资额"))]
