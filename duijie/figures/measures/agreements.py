"""``agreements``: agreements."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "agreements",
    zh="合作协议",
    en="Agreements",
    group="docking",
    counter="份",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """已签署的战略、框架、合作、技术协议份数；项目本身的投资合同不计。

    Strategic, framework, co-operation and technology agreements signed; a project's own investment contract does not count.
    """
    return [ask.added(ask.entries("agreements"))]
