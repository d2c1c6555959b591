"""Enterprises in residence, a row for each of their years that the viewer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.exchange.kinds import tenants
from duijie.exchange.lists.out import AT_ONCE, List, Rows, money, of_fields
from duijie.kernel.words import Words
from duijie.parks.queries import inside_of
from duijie.parks.residents.queries import Residing, residing, years_told
from duijie.parks.types import YearInfo


@dataclass(frozen=True, slots=True)
class TenantFilters:
    """Those in residence today, in a park and those inside it, with a text in their name."""

    park: int | None = None
    text: str = ""


def _tenants(filters: TenantFilters | None, viewer: Actor, today: date) -> Rows:
    park = filters.park if filters else None
    rows = residing(viewer=viewer, park_ids=None if park is None else inside_of(park_id=park))
    if filters is not None:
        rows = [one for one in rows if filters.text in one.name and not _gone(one, today)]
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        told = years_told(tenant_ids=[one.id for one in some], viewer=viewer)
        for one in some:
            for info in told.get(one.id, {}).values():
                yield _row(one, info)
            if one.id not in told:
                yield _row(one, None)


def _gone(one: Residing, today: date) -> bool:
    left = one.values["moved_out_on"]
    return left is not None and left <= today


def _row(one: Residing, info: YearInfo | None) -> list[Any]:
    numbers = info.values if info else {}
    told = {
        **one.values, **numbers, "park": one.park, "name": one.name, "year": str(info.year) if info else None,
        "grade": info.grade if info else None, "above_scale": "是" if one.values["above_scale"] else "否", "remarks": one.values["note"],
    }  # fmt: skip
    return [
        money((told[field.target], "CNY")) if field.holds == "money" and field.target in numbers
        else told.get(field.target)
        for field in tenants.fields()
    ]  # fmt: skip


TENANTS: Final = List(
    "tenants", Words("入驻企业年度数据", "Enterprises in residence"), *of_fields(tenants.fields), _tenants
)
