"""``enterprises.with_outpost``: enterprises with an R&D outpost."""

from __future__ import annotations

from duijie.directory.queries import organisations_of
from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.innovation.counting import running
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.types import EntryInfo


@measure(
    "enterprises.with_outpost",
    zh="在外设立研发机构的企业",
    en="Enterprises with an R&D outpost",
    group="innovation",
    counter="家",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """在本区域以外（如北京）设有研发机构的本地企业数，截至当日；一家企业设有几处的只计一次，最后一处终止后不再计入。

    Local enterprises that have set up R&D outside the region (in Beijing, say), on the day; one with several counts
    once, and no longer once the last of them has ended.
    """
    entries = ask.told("enterprises.with_outpost")
    hosts = {entry.data["host"] for entry in entries if entry.data.get("host")}
    known = organisations_of(names=hosts)

    def host(entry: EntryInfo) -> str:
        name = entry.data.get("host") or entry.key
        return str(known.get(name, name))

    return [
        ask.added(
            Chosen.of(
                running(entries, host),
                identity=lambda entry: entry.key if entry.quantity.number < 0 else host(entry),
            )
        )
    ]
