"""Writes enterprises in residence and their years, many at once and by the same rules one; keeps a journal of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log_many
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.journal import Journal
from duijie.journal.inserting import insert
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.parks.models import Park, Tenant, TenantYear
from duijie.parks.queries import may_write
from duijie.parks.rules import (
    FIRST_YEAR,
    GRADE,
    entries_of_year,
    fields,
    grade_code,
    industry_code,
    load,
    tenant_key,
    year_fields,
    year_key,
)
from duijie.parks.types import NoSuchPark, NotYourPark, Resident, YearTold
from duijie.rulebook.columns import WrongFields, fill, read_fields

AT_ONCE: Final = 1000


@transaction.atomic
def take_in(
    *,
    rows: Sequence[Resident],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> list[int]:
    """Record enterprises in residence with what is told of them and of their years; their numbers, in order.

    Rows of one enterprise may stand beside each other, one a year. Raises
    :class:`duijie.rulebook.columns.WrongFields`, :class:`NoSuchPark`, :class:`NotYourPark`.
    """
    found: list[int] = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        numbers = _taken_in(some, by, at, journal)
        told = [
            YearTold(number, row.year, row.numbers)
            for number, row in zip(numbers, some, strict=True)
            if row.year is not None
        ]
        tell_years(rows=told, by=by, at=at, journal=journal)
        found += numbers
    return found


def _taken_in(rows: Sequence[Resident], by: Actor, at: datetime, journal: Journal) -> list[int]:
    """The enterprises of these rows, new or changed; one that rows before these made is not made again."""
    parks = {row.park_id for row in rows}
    for park_id in parks:
        to_write(park_id, by)
    names = {row.name for row in rows if row.tenant_id is None}
    made = {
        (park_id, name): number
        for number, park_id, name in Tenant.objects.filter(park_id__in=parks, name__in=names).values_list(
            "pk", "park_id", "name"
        )
    }
    known = [made.get((row.park_id, row.name)) if row.tenant_id is None else row.tenant_id for row in rows]
    held = tenants_to_write({number for number in known if number is not None}, by)
    homes = homes_named(names=names)
    touched = {
        number: held[number]
        for number, row in zip(known, rows, strict=True)
        if number is not None and row.values
    }
    journal.touching(touched.values())
    fresh: dict[tuple[int, str], Tenant] = {}
    changed: dict[int, dict[str, list[str]]] = {}
    for number, row in zip(known, rows, strict=True):
        given = tenant_values({"name": row.name, **row.values})
        if number is None:
            new = Tenant(park_id=row.park_id, organisation_id=homes.get(row.name), at=at, by_id=by.user_id)
            fill(fresh.setdefault((row.park_id, row.name), new), given)
        else:
            given.pop("name")
            changed.setdefault(number, {}).update(fill(held[number], given))
    Tenant.objects.bulk_update(touched.values(), [column.code for column in fields("tenant")], batch_size=200)
    insert([*fresh.values()])
    journal.wrote(fresh.values())
    made |= {key: tenant.pk for key, tenant in fresh.items()}
    log_many(
        by=by, at=at, operation="save_tenant",
        details=[
            *((f"tenant:{one.pk}", {"new": True, "before": {}}) for one in fresh.values()),
            *((f"tenant:{pk}", {"new": False, "before": before}) for pk, before in changed.items() if before),
        ],
    )  # fmt: skip
    return [made[row.park_id, row.name] if row.tenant_id is None else row.tenant_id for row in rows]


@transaction.atomic
def tell_years(*, rows: Sequence[YearTold], by: Actor, at: datetime, journal: Journal) -> list[int]:
    """Record years of enterprises, no year of one twice; the rows' numbers. What a row leaves out stays as it was told.

    Raises :class:`duijie.rulebook.columns.WrongFields`, :class:`NoSuchPark`, :class:`NotYourPark`.
    """
    today = timezone.localdate(at)
    given = [year_values(row.values) for row in rows]
    if any(not FIRST_YEAR <= row.year <= today.year for row in rows):
        raise WrongFields({"year": Words("年份不对", "no such year yet")})
    tenants = tenants_to_write({row.tenant_id for row in rows}, by)
    asked = {(row.tenant_id, row.year) for row in rows}
    years = TenantYear.objects.filter(
        tenant_id__in=list(tenants), year__in={year for _, year in asked}, holds=True
    )
    before = {key: one for one in years if (key := (one.tenant_id, one.year)) in asked}
    journal.touching(before.values())
    TenantYear.objects.filter(pk__in=[one.pk for one in before.values()]).update(holds=False)
    made, wanted = [], []
    for row, told in zip(rows, given, strict=True):
        tenant, old = tenants[row.tenant_id], before.get((row.tenant_id, row.year))
        whole = {code: getattr(old, code) for code in (*load().years, GRADE)} | told if old else told
        made.append(
            TenantYear(tenant_id=tenant.pk, year=row.year, basis=row.basis, at=at, by_id=by.user_id, **whole)
        )
        wanted += entries_of_year(
            tenant_id=tenant.pk, park_id=tenant.park_id, park=tenant.park.name, name=tenant.name, year=row.year,
            basis=row.basis, values={code: whole[code] for code in load().years if whole.get(code) is not None},
            told_on=today, unit=tenant.park.unit_id,
        )  # fmt: skip
    insert(made)
    journal.wrote(made)
    ledger.settle(
        keys=[year_key(row.tenant_id, row.year) for row in rows], wanted=wanted, by=by, at=at, journal=journal
    )
    veils = {tenant_key(number): tenant.park.unit_id for number, tenant in tenants.items()}
    ledger.veil_many(units=veils, by=by, at=at, journal=journal)
    log_many(
        by=by, at=at, operation="tell_year",
        details=[(f"tenant:{one.tenant_id}", {"year": one.year, "row": one.pk}) for one in made],
    )  # fmt: skip
    return [one.pk for one in made]


def year_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers and grade of an enterprise's year as they are kept. Raises :class:`duijie.rulebook.columns.WrongFields`."""
    given = read_fields(year_fields(), values)
    if given.get(GRADE):
        plain = grade_code(given[GRADE])
        if plain is None:
            raise WrongFields({GRADE: Words("不是等级，如 A、B+、C", "no grade, such as A, B+ or C")})
        given[GRADE] = plain
    return given


def tenant_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an enterprise in residence as they are kept. Raises :class:`duijie.rulebook.columns.WrongFields`."""
    given = read_fields(fields("tenant"), values, needed=("name",))
    if given.get("industry"):
        plain = industry_code(given["industry"])
        if plain is None:
            raise WrongFields({"industry": Words("不是国标行业代码", "no code of GB/T 4754")})
        given["industry"] = plain
    return given


def to_write(park_id: int | None, by: Actor) -> Park:
    """A park, held until the operation ends, for one who keeps it. Raises :class:`NotYourPark`, :class:`NoSuchPark`."""
    by.must("add")
    row = (
        Park.objects.select_for_update(of=("self",)).select_related("parent").filter(pk=park_id or 0).first()
    )
    if row is None:
        raise NoSuchPark("park", park_id)
    if not may_write(viewer=by, unit_id=row.unit_id):
        raise NotYourPark(by.name, row.name)
    return row


def tenants_to_write(numbers: Iterable[int], by: Actor) -> dict[int, Tenant]:
    """Enterprises by number, for one who keeps their parks. Raises :class:`NotYourPark`, :class:`NoSuchPark`."""
    # Held until the operation ends: two who tell one year at once do not both find none told.
    rows = Tenant.objects.select_for_update(of=("self",)).select_related("park").in_bulk(sorted(set(numbers)))
    for number in numbers:
        if number not in rows:
            raise NoSuchPark("tenant", number)
    for park_id in {row.park_id for row in rows.values()}:
        to_write(park_id, by)
    return rows
