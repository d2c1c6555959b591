"""The only writer of people brought in, technology contracts and partnerships; each posts its own entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.innovation.columns import NEEDED, fields
from duijie.innovation.counting import contract_entries, dealing_key, partnership_entries, talent_entries
from duijie.innovation.dealings.queries import MODELS, findings, own_code
from duijie.innovation.models import Contract, Partnership, Platform, Talent
from duijie.innovation.operations import EMPTY, keeps, needed, seen_project
from duijie.innovation.rules import flow_of, region_code
from duijie.innovation.types import NoSuchInnovation
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.types import Kept, Within
from duijie.pipeline.queries import key as project_key
from duijie.pipeline.state import belongings
from duijie.rulebook.columns import WrongFields, fill, read_fields

PERSONAL: Final = frozenset({"person"})
NO_PLACE: Final = Words(
    "没有这个行政区划，请写全称或六位代码", "no such division; write its full name or six digits"
)


@transaction.atomic
def save_talent(
    *, values: Mapping[str, Any], by: Actor, at: datetime, talent_id: int | None = None, unit_id: int | None = None,
    platform_id: int | None = None,
) -> int:  # fmt: skip
    """Record somebody brought in, or change the record; its number.

    Raises :class:`WrongFields`, also where a limit on stations is one that refuses;
    :class:`duijie.accounts.types.NotAllowed` without the right to see people.
    """
    by.must("see_people")
    given = read_fields(fields("talent"), values, needed=NEEDED["talent"])
    row: Talent = _held(Talent, "talent", talent_id, unit_id, given, by, at)
    if given.get("origin"):
        given["origin"] = _place(given, "origin")
    if given.get("mode", row.mode) == "full_time":
        given["form"] = ""
    _in_order(given, row, "begins_on", "ends_on")
    changed = fill(row, given)
    row.platform_id = _platform(platform_id)
    row.organisation_id = homes_named(names=[row.host]).get(row.host)
    row.save()
    today = timezone.localdate(at)
    refused = [one for one in findings(viewer=by, today=today, talent_id=row.pk) if one.refuses]
    if refused:
        raise WrongFields({"person": refused[0].words})
    wanted = talent_entries(
        talent_id=row.pk, category=row.category, mode=row.mode, host=row.host, begins_on=row.begins_on,
        belongs=_belongs(row),
    )  # fmt: skip
    _settled(row, "talent", [f"talent:{row.pk}"], wanted, {} if talent_id is None else changed, by, at)
    return row.pk


@transaction.atomic
def save_contract(
    *, values: Mapping[str, Any], by: Actor, at: datetime, contract_id: int | None = None, unit_id: int | None = None,
    platform_id: int | None = None, project_id: int | None = None,
) -> int:  # fmt: skip
    """Record a technology contract, or change it; its number. Once registered, it counts as absorbed or exported.

    Regions are codes or names of divisions. The direction follows from them where the region's own code is known and
    must be said otherwise. Raises :class:`WrongFields`.
    """
    given = read_fields(fields("contract"), values, needed=NEEDED["contract"])
    row: Contract = _held(Contract, "contract", contract_id, unit_id, given, by, at)
    keys = _keys(row, "contract")
    for side in ("seller_region", "buyer_region"):
        if given.get(side):
            given[side] = _place(given, side)
    now = {code: given.get(code, getattr(row, code)) for code in (one.code for one in fields("contract"))}
    told = flow_of(seller=now["seller_region"] or "", buyer=now["buyer_region"] or "", own=own_code())
    given["flow"] = told or now["flow"]
    if not given["flow"]:
        raise WrongFields({"flow": Words("从区划看不出方向，请选择", "the regions do not tell it; choose")})
    _registration(now, timezone.localdate(at))
    if now["number"] and Contract.objects.filter(number=now["number"]).exclude(pk=row.pk).exists():
        raise WrongFields({"number": Words("这个登记编号已有合同", "another contract has this number")})
    if now["technology"] is not None and now["technology"] > now["amount"]:
        raise WrongFields({"technology": Words("不应大于成交额", "not more than the amount")})
    _in_order(given, row, "signed_on", "valid_until")
    changed = fill(row, given)
    row.platform_id, row.project_id = _platform(platform_id), seen_project(project_id, row.project_id, by)
    homes = homes_named(names=[row.seller, row.buyer])
    row.seller_organisation_id, row.buyer_organisation_id = homes.get(row.seller), homes.get(row.buyer)
    row.save()
    keys += _keys(row, "contract")
    wanted = contract_entries(
        contract_id=row.pk, key=keys[-1], kind=row.kind, flow=row.flow, amount=row.amount, number=row.number,
        other_region=row.seller_region if row.flow == "absorbed" else row.buyer_region,
        registered_on=row.registered_on if row.state == "registered" else None, belongs=_belongs(row),
    )  # fmt: skip
    _settled(row, "contract", keys, wanted, {} if contract_id is None else changed, by, at)
    return row.pk


@transaction.atomic
def save_partnership(
    *, values: Mapping[str, Any], by: Actor, at: datetime, partnership_id: int | None = None,
    unit_id: int | None = None, platform_id: int | None = None, project_id: int | None = None,
) -> int:  # fmt: skip
    """Record what a firm and an institution agreed on, or what came of it; its number. Raises :class:`WrongFields`."""
    given = read_fields(fields("partnership"), values, needed=NEEDED["partnership"])
    row: Partnership = _held(Partnership, "partnership", partnership_id, unit_id, given, by, at)
    keys = _keys(row, "partnership")
    _in_order(given, row, "signed_on", "ends_on")
    amount, paid = (given.get(code, getattr(row, code)) for code in ("amount", "paid"))
    if amount is not None and paid is not None and paid > amount:
        raise WrongFields({"paid": Words("不应大于合同金额", "not more than the amount")})
    changed = fill(row, given)
    row.platform_id, row.project_id = _platform(platform_id), seen_project(project_id, row.project_id, by)
    homes = homes_named(names=[row.firm, row.institution])
    row.organisation_id, row.institution_organisation_id = homes.get(row.firm), homes.get(row.institution)
    row.save()
    keys += _keys(row, "partnership")
    wanted = partnership_entries(
        partnership_id=row.pk, key=keys[-1], kind=row.kind, firm=row.firm, institution=row.institution,
        signed_on=row.signed_on, belongs=_belongs(row),
    )  # fmt: skip
    _settled(row, "partnership", keys, wanted, {} if partnership_id is None else changed, by, at)
    return row.pk


def _belongs(row: Talent | Contract | Partnership) -> Within:
    """Where a dealing belongs: with its project, whose part it is; else with its unit."""
    project = getattr(row, "project_id", None)
    if project is not None:
        return belongings(projects=[project])[project]
    return Within(unit=row.unit_id)


def _held(
    model: Any,
    what: str,
    number: int | None,
    unit_id: int | None,
    given: Mapping[str, Any],
    by: Actor,
    at: datetime | None,
) -> Any:
    """The row, locked until the operation ends so that its entry follows the last word; a new one without a number."""
    by.must("add")
    if number is None:
        needed(given, *NEEDED[what])
        unit = unit_id if unit_id is not None else by.unit_id
        return model(unit_id=keeps(unit, by), at=at, by_id=by.user_id)
    row = model.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NoSuchInnovation(what, number)
    keeps(row.unit_id, by)
    return row


def _settled(
    row: Any,
    what: str,
    keys: Sequence[str],
    wanted: Sequence[Kept],
    changed: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    ledger.settle(keys=keys, wanted=wanted, by=by, at=at)
    personal = {code: pair for code, pair in changed.items() if code in PERSONAL}
    open_to_all = {code: pair for code, pair in changed.items() if code not in PERSONAL}
    log(
        by=by, at=at, operation=f"save_{what}", subject=f"{what}:{row.pk}", changed=open_to_all,
        personal={"changed": changed} if personal else None,
    )  # fmt: skip


def held(what: str, number: int, by: Actor) -> Any:
    """A row of ``talent``, ``contract`` or ``partnership``, held until the transaction ends, for one who keeps it."""
    return _held(MODELS[what], what, number, None, {}, by, None)


def _keys(row: Any, what: str) -> list[str]:
    """The key under which a row's entry stands; none for a row that is not written yet."""
    if row.pk is None:
        return []
    return [dealing_key(what, row.pk, project_key(project_id=row.project_id) if row.project_id else "")]


def _place(given: Mapping[str, Any], field: str) -> str:
    code = region_code(str(given[field]))
    if code is None:
        raise WrongFields({field: NO_PLACE})
    return code


def _platform(platform_id: int | None) -> int | None:
    if platform_id is not None and not Platform.objects.filter(pk=platform_id).exists():
        raise WrongFields({"platform": Words("没有这个平台", "there is no such platform")})
    return platform_id


def _in_order(given: Mapping[str, Any], row: Any, first: str, last: str) -> None:
    begins, ends = (given.get(code, getattr(row, code)) for code in (first, last))
    if begins is not None and ends is not None and ends < begins:
        raise WrongFields({last: Words("不应早于开始日期", "not before the first day")})


def _registration(now: Mapping[str, Any], today: date) -> None:
    if now["state"] != "registered":
        return
    faults = {code: EMPTY for code in ("registered_on", "number") if not now[code]}
    if now["registered_on"] and now["registered_on"] > today:
        faults["registered_on"] = Words("还没有到那一天", "that day lies ahead")
    if faults:
        raise WrongFields(faults)
