"""``projects.signed.introduced``: what of the contracts signed comes from outside."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.signed.introduced",
    zh="合同引资额",
    en="Amount introduced by contracts signed",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年正式签约项目的合同金额中来自区域以外的部分（人民币），也称合同引进资金；与签约总投资并列，不可混用。按合同写明的引资额计，不由投资方所在地推算；未写明的项目计入缺项，不按零计；外币不折算。

    What of the contracts formally signed in the year comes from outside the region, in yuan; it stands beside the total investment signed and is never to be taken for it. It is what contracts state, not worked out from where investors come from; a project that states none is a gap and not zero; other currencies are not converted.
    """
    amounts = ask.entries("projects.signed.introduced")
    return [ask.added(amounts, gaps=ask.silent(amounts, "引资额"))]
