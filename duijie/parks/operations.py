"""The only writer of parks, of who is in them and of what they are to reach; ground and buildings: ``ground``.

It is long because one module writes these tables. Rows of a form are edited in place, the old values stay in the
audit row; states, indicators, leases and years are further rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.journal import Journal
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.queries import entries
from duijie.ledger.rules import PARK_INDUSTRIES, PART
from duijie.ledger.types import Draft, Kept, Posted, Within
from duijie.parks.models import (
    Industry,
    Park,
    ParkName,
    Quota,
    Tenant,
    Utility,
)
from duijie.parks.queries import parks_named
from duijie.parks.residents.operations import tell_years, tenant_values, tenants_to_write, to_write
from duijie.parks.rules import (
    fields,
    industry_code,
    load,
)
from duijie.parks.types import NoSuchPark, YearTold
from duijie.pipeline.queries import lines as project_lines
from duijie.rulebook.columns import WrongFields, fill, read_fields

LEADING: Final = "leading"
"""A park's industries that lead, in ``industry_standings.toml``."""
EMPTY: Final = Words("必填", "fill this in")
SAME: Final = Words("已经有了同名的一个", "there is one of this name already")
AHEAD: Final = Words("还没有到那一天", "that day lies ahead")


@transaction.atomic
def save_park(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    park_id: int | None = None,
    parent_id: int | None = None,
    unit_id: int | None = None,
    built: bool = True,
    document_id: int | None = None,
) -> int:
    """Add a park below ``parent_id``, or change what is named of one; its number.

    ``parent_id``, ``unit_id``, ``built`` and ``document_id`` hold for a new one. Raises :class:`WrongFields`,
    :class:`NotYourPark`.
    """
    given = read_fields(fields("park"), values, needed=("name", "kind"))
    if park_id is None:
        above = None if parent_id is None else to_write(parent_id, by)
        if above is None:
            by.must("review")
        row = Park(parent=above, unit_id=unit_id or (above.unit_id if above else None), built=built)
        row.document_id = document_id
        needed(given, "name", "kind")
    else:
        row = to_write(park_id, by)
        above = row.parent
    kind = given.get("kind", row.kind)
    allowed = load().kinds[kind].above
    if above is not None and above.kind not in allowed:
        told = load().kinds[above.kind].name
        raise WrongFields({"kind": Words(f"不能设在{told.zh}之内", f"cannot lie in a {told.en}")})
    name = given.get("name", row.name)
    if parks_named([name]).get(name, row.pk) != row.pk:
        raise WrongFields({"name": SAME})
    if row.pk and name != row.name:
        ParkName.objects.get_or_create(name=row.name, defaults={"park": row, "at": at, "by_id": by.user_id})
    saved(row, given, by, at, "park")
    if not row.path:
        row.path = f"{above.path if above else '/'}{row.pk}/"
        row.save(update_fields=["path"])
    return row.pk


@transaction.atomic
def call_also(*, park_id: int, name: str, by: Actor, at: datetime) -> None:
    """Record another name under which projects and documents know a park. Raises :class:`WrongFields`."""
    row, name = to_write(park_id, by), name.strip()[:100]
    if not name:
        raise WrongFields({"name": EMPTY})
    if name in parks_named([name]):
        raise WrongFields({"name": SAME})
    ParkName.objects.create(park=row, name=name, at=at, by_id=by.user_id)
    log(by=by, at=at, operation="call_park_also", subject=f"park:{park_id}", name=name)


@transaction.atomic
def set_industry(
    *,
    park_id: int,
    code: str,
    standing: str,
    by: Actor,
    at: datetime,
    note: str = "",
    since: date | None = None,
) -> None:
    """Say how a park stands to an industry of GB/T 4754 ``since`` a day, by default from today on; an empty ``standing``
    takes the entry out. Raises :class:`WrongFields`."""
    row, plain = to_write(park_id, by), industry_code(code)
    since = since or timezone.localdate(at)
    if since > timezone.localdate(at):
        raise WrongFields({"since": AHEAD})
    if plain is None:
        raise WrongFields({"code": Words("不是国标行业代码", "no code of GB/T 4754")})
    if not standing:
        Industry.objects.filter(park=row, code=plain).delete()
    elif standing not in load().standings:
        raise WrongFields({"standing": Words("没有这一项", f"one of {', '.join(load().standings)}")})
    else:
        held = {"standing": standing, "note": note[:300], "at": at, "by_id": by.user_id}
        Industry.objects.update_or_create(park=row, code=plain, defaults=held)
    _tell_industry(row, plain, standing, since, by, at)
    log(by=by, at=at, operation="set_industry", subject=f"park:{park_id}", code=plain, standing=standing,
        day=str(since))  # fmt: skip


@transaction.atomic
def repost(*, by: Actor, at: datetime) -> Posted:
    """Tell the ledger of industries on parks' lists of which it says nothing, from the day on which they were listed."""
    by.must("settle")
    told = entries(measures=[PARK_INDUSTRIES], as_of=date.max, known_at=at, viewer=by)
    said = {one.key.rpartition("@")[0] for one in told}
    missing = [
        row for row in Industry.objects.select_related("park").order_by("pk")
        if _list_key(row.park_id, row.code) not in said
    ]  # fmt: skip
    for row in missing:
        _tell_industry(row.park, row.code, row.standing, timezone.localdate(row.at), by, at)
    return ledger.note_repost(of="parks", posted=Posted(len(missing), 0), by=by, at=at)


def _list_key(park_id: int, code: str) -> str:
    return f"park:{park_id}{PART}industry:{code}"


def _tell_industry(row: Park, code: str, standing: str, day: date, by: Actor, at: datetime) -> None:
    """Tell the ledger how the park stands to an industry from a day on: 1 where it leads, 0 for anything else, -1 where
    its list says nothing more. The last word on a day corrects the one before; those on other days stay."""
    number = int(standing == LEADING) if standing else -1
    key = f"{_list_key(row.pk, code)}@{day}"
    told = load().standings[standing].name.zh if standing else "移出名录"
    draft = Draft("item", PARK_INDUSTRIES, f"{row.name} {code} {told}"[:300], Quantity.exactly(number, "count"), key=key,
                  scope=code, belongs=Within(row.unit_id, park=row.name))  # fmt: skip
    ledger.settle(keys=[key], wanted=[Kept(draft, day, f"园区 {row.pk} 产业名录 {day}")], by=by, at=at)


@transaction.atomic
def set_utility(*, park_id: int, kind: str, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Say since when a connection is there, or by when it is planned."""
    park = to_write(park_id, by)
    if kind not in load().utilities:
        raise WrongFields({"kind": Words("没有这一项", f"one of {', '.join(load().utilities)}")})
    given = read_fields(fields("utility"), values)
    row = Utility.objects.filter(park=park, kind=kind).first() or Utility(park=park, kind=kind)
    saved(row, given, by, at, "utility")


@transaction.atomic
def save_tenant(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    tenant_id: int | None = None,
    park_id: int | None = None,
    project_id: int | None = None,
) -> int:
    """Record an enterprise in residence, or change what is named of one; its number."""
    given = tenant_values(values)
    row = (
        Tenant(park=to_write(park_id, by))
        if tenant_id is None
        else tenants_to_write([tenant_id], by)[tenant_id]
    )
    if row.pk is None:
        needed(given, "name")
    name = given.get("name", row.name)
    alone(row, Tenant, "name", name, park_id=row.park_id)
    row.organisation_id = homes_named(names=[name]).get(name)
    if project_id is not None and project_id in project_lines(project_ids=[project_id], viewer=by):
        row.project_id = project_id
    return saved(row, given, by, at, "tenant")


@transaction.atomic
def tell_year(
    *, tenant_id: int, year: int, values: Mapping[str, Any], by: Actor, at: datetime, basis: str = "reported"
) -> int:
    """Record an enterprise's year; the row's number. What is left out stays as it was told before.

    What the table marks becomes an entry of the ledger, which only the park's unit and those above it read.
    """
    told = YearTold(tenant_id, year, values, basis)
    return tell_years(rows=[told], by=by, at=at, journal=Journal())[0]


@transaction.atomic
def set_quota(
    *,
    park_id: int,
    kind: str,
    quantity: Quantity,
    due_on: date,
    source: str,
    by: Actor,
    at: datetime,
    earliest_on: date | None = None,
    entry_id: int | None = None,
    replaces_id: int | None = None,
) -> int:
    """Say what a park is to reach by a day; the row's number. ``entry_id`` is the ledger's, where a document said it.

    Without one, the quota becomes an entry of its own. Raises :class:`WrongFields` without a source.
    """
    park, rule = to_write(park_id, by), load().quotas.get(kind)
    if rule is None or quantity.unit != rule.unit or quantity.number <= 0:
        raise WrongFields({"number": Words("要写大于零的数字", "write a number above nothing")})
    if not source.strip():
        raise WrongFields({"source": Words("要写依据", "say what it rests on")})
    if earliest_on is not None and earliest_on > due_on:
        raise WrongFields({"due_on": Words("应不早于最早日期", "must not lie before the earliest day")})
    old = None
    if replaces_id is not None:
        old = Quota.objects.filter(pk=replaces_id, park=park, replaced_by=None).first()
        if old is None:
            raise NoSuchPark("quota", replaces_id)
    row = Quota.objects.create(
        park=park, kind=kind, quantity=quantity.as_json(), number=quantity.number, earliest_on=earliest_on,
        due_on=due_on, source=source.strip()[:300], entry=entry_id, at=at, by_id=by.user_id,
    )  # fmt: skip
    if old is not None:
        old.replaced_by = row
        old.save(update_fields=["replaced_by"])
        ledger.settle(keys=[_quota_key(old)], wanted=[], by=by, at=at)
    if entry_id is None:
        key = _quota_key(row)
        draft = Draft(
            "quota",
            kind,
            park.name,
            quantity,
            key=key,
            by_when=str(due_on),
            data={"park": park_id},
            belongs=Within(unit=park.unit_id, park=park.name),
        )
        ledger.settle(keys=[key], wanted=[Kept(draft, timezone.localdate(at), source.strip())], by=by, at=at)
    log(
        by=by,
        at=at,
        operation="set_park_quota",
        subject=f"park:{park_id}",
        kind=kind,
        number=f"{quantity.number.normalize():f}",
    )
    return row.pk


def needed(given: Mapping[str, Any], *codes: str) -> None:
    """Raise :class:`WrongFields` unless each of these fields says something."""
    missing = [code for code in codes if given.get(code) in (None, "")]
    if missing:
        raise WrongFields(dict.fromkeys(missing, EMPTY))


def alone(row: Any, model: Any, field: str, value: object, **within: object) -> None:
    """Raise :class:`WrongFields` where another row within the same says the same."""
    if model.objects.filter(**{field: value}, **within).exclude(pk=row.pk).exists():
        raise WrongFields({field: SAME})


def saved(row: Any, given: Mapping[str, Any], by: Actor, at: datetime, what: str) -> int:
    """Put fields on a row, save it and write the audit row; the row's number."""
    new, before = row.pk is None, fill(row, given)
    if new:
        row.at, row.by_id = at, by.user_id
    row.save()
    log(by=by, at=at, operation=f"save_{what}", subject=f"{what}:{row.pk}", new=new, before=before)
    return int(row.pk)


def _quota_key(row: Quota) -> str:
    return f"park:{row.park_id}{PART}quota:{row.pk}"
