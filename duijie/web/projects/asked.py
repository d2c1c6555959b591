"""What a list's address asks for: filters, order, columns; and the way back to an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from duijie.accounts.queries import units
from duijie.accounts.types import UnitInfo
from duijie.kernel.words import Words
from duijie.pipeline.queries import SORTS, Filters
from duijie.pipeline.rules import STATUSES, load

SORT_NAMES: Final[Mapping[str, Words]] = {
    "newest": Words("最新登记", "newest"),
    "largest": Words("投资额从大到小", "largest"),
    "smallest": Words("投资额从小到大", "smallest"),
    "longest": Words("停留最久", "longest at its stage"),
    "name": Words("名称", "by name"),
}
COLUMN_NAMES: Final[Mapping[str, Words]] = {
    "code": Words("编号", "Code"),
    "investor": Words("投资方", "Investor"),
    "stage": Words("阶段", "Stage"),
    "status": Words("状态", "Status"),
    "investment": Words("总投资", "Investment"),
    "received": Words("到位资金", "Received"),
    "unit": Words("负责单位", "Unit"),
    "lacking": Words("缺项", "Missing"),
    "light": Words("进度灯", "Light"),
    "industry": Words("行业", "Industry"),
    "source": Words("来源地", "From"),
    "band": Words("规模", "Size"),
    "site": Words("选址", "Site"),
    "park": Words("园区", "Park"),
    "since": Words("本阶段自", "Stage since"),
    "signed_on": Words("签约日期", "Signed"),
    "started_on": Words("开工日期", "Started"),
}
USUAL: Final = ("stage", "status", "investment", "unit", "lacking")
DAYS: Final = ("signed_from", "signed_until", "started_from", "started_until")


@dataclass(frozen=True, slots=True)
class AskedList:
    """``given`` are the parameters that were understood, in order, to build addresses from; ``wrong`` names the rest."""

    filters: Filters
    sort: str
    columns: tuple[str, ...]
    unit: str
    given: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...] = ()

    def query(self, **changed: str) -> str:
        """The query of this list's address with some parameters changed, empty ones left out."""
        kept = [(name, value) for name, value in self.given if name not in changed]
        return urlencode([*kept, *((name, value) for name, value in changed.items() if value)])


def asked_list(query: QueryDict) -> AskedList:
    """The list that an address asks for. What it does not know is left aside; a day that is none is told."""
    rules = load()
    stages = _known(query, "stage", rules.stages)
    statuses = _known(query, "status", STATUSES)
    bands = _known(query, "band", [band.code for band in rules.bands])
    columns = _known(query, "column", COLUMN_NAMES)
    sort = query.get("sort", "")
    plain = {
        name: query.get(name, "").strip()[:100] for name in ("industry", "source", "park", "text", "unit")
    }
    every = units()
    chosen = int(plain["unit"]) if plain["unit"].isdigit() and int(plain["unit"]) in every else 0
    plain["unit"] = str(chosen or "")
    days: dict[str, date | None] = {}
    wrong = []
    for name in DAYS:
        try:
            days[name] = date.fromisoformat(str(query[name])) if query.get(name) else None
        except ValueError:
            days[name] = None
            wrong.append(name)
    lacking = query.get("lacking") == "yes"
    filters = Filters(
        stages=stages, statuses=statuses, unit_ids=tuple(_below(chosen, every)) if chosen else (),
        industry=plain["industry"], source=plain["source"], bands=bands, park=plain["park"], text=plain["text"],
        signed=(days["signed_from"], days["signed_until"]), started=(days["started_from"], days["started_until"]),
        lacking=lacking,
    )  # fmt: skip
    given = [
        *(("stage", one) for one in stages), *(("status", one) for one in statuses), *(("band", one) for one in bands),
        *((name, value) for name, value in plain.items() if value),
        *((name, value.isoformat()) for name, value in days.items() if value),
        *([("lacking", "yes")] if lacking else []), *([("sort", sort)] if sort in SORTS else []),
        *(("column", one) for one in columns),
    ]  # fmt: skip
    return AskedList(
        filters,
        sort if sort in SORTS else "newest",
        columns or USUAL,
        plain["unit"],
        tuple(given),
        tuple(wrong),
    )


def _known(query: QueryDict, name: str, table: object) -> tuple[str, ...]:
    assert isinstance(table, Mapping | list)
    return tuple(dict.fromkeys(one for one in query.getlist(name) if one in table))


def _below(unit: int, every: Mapping[int, UnitInfo]) -> list[int]:
    """A unit and all below it."""
    found = [unit]
    for one in found:
        found += [other.id for other in every.values() if other.parent_id == one and other.id not in found]
    return found
