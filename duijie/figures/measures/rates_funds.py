"""``rates.funds``: rate of funds received."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.ledger.columns.chosen import flags


@measure(
    "rates.funds",
    zh="资金到位率",
    en="Rate of funds received",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """截至当日累计到位资金占正式签约总投资的百分之几，均为人民币；只算写明了投资额的列名项目。

    Funds received up to the day in percent of the total investment of formal contracts, both in yuan; of named projects that state their investment.
    """
    money = ask.counting("CNY", "元")
    agreed, received = ask.stock("projects.signed.investment").shaped("item"), ask.stock("funds.received")
    of_these = flags(agreed.wholes(), len(agreed.names["key"]))[received.wholes()]
    return ask.rate(money.added(received.narrow(of_these)), money.added(agreed))
