"""Enterprises in residence as an import compares with them, and as a list takes them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from duijie.accounts.types import Actor
from duijie.parks.models import Park, ParkName, Tenant, TenantYear
from duijie.parks.queries import may_write, reads_years, year_of
from duijie.parks.rules import fields
from duijie.parks.types import YearInfo


@dataclass(frozen=True, slots=True)
class ParkNamed:
    """A park by one of its names. ``own``: the viewer keeps it."""

    id: int
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Residing:
    """An enterprise in residence with the fields of its form, by their codes."""

    id: int
    park_id: int
    park: str
    name: str
    organisation_id: int | None
    values: Mapping[str, Any]


def parks_by_name(*, viewer: Actor) -> dict[str, ParkNamed]:
    """All parks by each of their names; two queries."""
    if not viewer.may("see"):
        return {}
    units = Park.objects.values_list("pk", "name", "unit_id")
    found = {
        pk: ParkNamed(pk, name, may_write(viewer=viewer, unit_id=unit)) for pk, name, unit in units
    }  # fmt: skip
    others = ParkName.objects.values_list("name", "park_id")
    return {name: found[pk] for name, pk in others} | {one.name: one for one in found.values()}


def residing(*, viewer: Actor, park_ids: Iterable[int] | None = None) -> list[Residing]:
    """The enterprises of parks, of all where none is named, those that left too; by park and name."""
    if not viewer.may("see"):
        return []
    rows = Tenant.objects.select_related("park").order_by("park__name", "name")
    if park_ids is not None:
        rows = rows.filter(park_id__in=list(park_ids))
    codes = [column.code for column in fields("tenant")]
    return [
        Residing(
            row.pk, row.park_id, row.park.name, row.name, row.organisation_id,
            {code: getattr(row, code) for code in codes},
        )
        for row in rows
    ]  # fmt: skip


def years_told(*, tenant_ids: Iterable[int], viewer: Actor) -> dict[int, dict[int, YearInfo]]:
    """The years that hold, by enterprise and year, of those whose years the viewer reads."""
    found: dict[int, dict[int, YearInfo]] = defaultdict(dict)
    rows = TenantYear.objects.filter(tenant_id__in=list(tenant_ids), holds=True).order_by("year")
    reads: dict[int | None, bool] = {}
    for row in rows.select_related("tenant__park"):
        unit = row.tenant.park.unit_id
        if unit not in reads:
            reads[unit] = reads_years(viewer=viewer, unit_id=unit)
        if reads[unit]:
            found[row.tenant_id][row.year] = year_of(row)
    return found
