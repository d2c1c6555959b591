"""Reads of people brought in, technology contracts and partnerships, and which limits on stations do not hold.

Names of people are read by those whose role shows people. Rows that lead to a project which the viewer may not read
count in sums and are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from duijie.accounts.queries import own_region, walked
from duijie.accounts.types import Actor, Walk
from duijie.innovation.models import Contract, Partnership, Talent
from duijie.innovation.queries import of_seen_projects, row_of
from duijie.innovation.rules import findings_of, load, place_named, province_of
from duijie.innovation.types import (
    ContractLine,
    Finding,
    FlowSum,
    NoSuchInnovation,
    PartnershipLine,
    Row,
    Stay,
    TalentLine,
)
from duijie.naming.plain import plain

MODELS: dict[str, Any] = {"talent": Talent, "contract": Contract, "partnership": Partnership}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to: words, its kind (category of people), mode or direction or state, a year."""

    text: str = ""
    kind: str = ""
    mode: str = ""
    flow: str = ""
    state: str = ""
    province: str = ""
    year: int | None = None
    platform_id: int | None = None
    walk: Walk | None = None
    """A program's page, the newest recorded first."""


def talents(
    *, viewer: Actor, filters: Filters = Filters(), offset: int = 0, limit: int = 50
) -> tuple[list[TalentLine], int]:
    """People brought in, the latest first, and how many."""
    rows = _seen(Talent, viewer)
    rows = _narrowed(rows, category=filters.kind, mode=filters.mode, platform_id=filters.platform_id)
    if filters.text:
        told = Q(host__contains=filters.text) | Q(field__contains=filters.text)
        if viewer.may("see_people"):
            told |= Q(person__contains=filters.text)
        rows = rows.filter(told)
    if filters.year is not None:
        rows = rows.filter(begins_on__year=filters.year)
    some = rows.select_related("unit", "platform").order_by("-begins_on", "-pk")[offset : offset + limit]
    sees = viewer.may("see_people")
    return [_talent(row, sees) for row in some], rows.count()


def contracts(
    *, viewer: Actor, filters: Filters = Filters(), offset: int = 0, limit: int = 50
) -> tuple[list[ContractLine], int, int]:
    """Technology contracts, the latest first, how many are read, and how many more only count."""
    every = _contracts(filters, viewer)
    rows = every.filter(of_seen_projects(viewer=viewer))
    ordered = rows.order_by("-signed_on", "-pk")
    if filters.walk is not None:
        ordered = walked(rows, kind="contract", walk=filters.walk)
    some = ordered.select_related("unit")[offset : offset + limit]
    count = rows.count()
    return [_contract(row) for row in some], count, 0 if filters.text else every.count() - count


def talent_counts(*, viewer: Actor, filters: Filters = Filters()) -> list[tuple[str, str, int]]:
    """How many people were brought in, by category and mode; nobody is named."""
    rows = _narrowed(_seen(Talent, viewer), category=filters.kind, mode=filters.mode)
    if filters.year is not None:
        rows = rows.filter(begins_on__year=filters.year)
    counted = rows.order_by("category", "mode").values_list("category", "mode").annotate(Count("pk"))
    return [(category, mode, count) for category, mode, count in counted]


def flow_sums(*, viewer: Actor, filters: Filters = Filters()) -> list[FlowSum]:
    """Registered contracts by direction and the other side's province, the largest first; all of them count."""
    rows = _contracts(filters, viewer).filter(state="registered").order_by()
    found: dict[tuple[str, str], tuple[int, Any]] = {}
    sides = rows.values_list("flow", "seller_region", "buyer_region").annotate(Count("pk"), Sum("amount"))
    for flow, seller, buyer, count, amount in sides:
        key = (flow, province_of(seller if flow == "absorbed" else buyer))
        held = found.get(key, (0, 0))
        found[key] = (held[0] + count, held[1] + amount)
    sums = [FlowSum(flow, place, count, amount) for (flow, place), (count, amount) in found.items()]
    return sorted(sums, key=lambda one: (one.flow, -one.amount, one.province))


def partnerships(
    *, viewer: Actor, filters: Filters = Filters(), offset: int = 0, limit: int = 50
) -> tuple[list[PartnershipLine], int, int]:
    """Partnerships, the latest first, how many are read, and how many more only count."""
    every = _narrowed(_seen(Partnership, viewer), kind=filters.kind, platform_id=filters.platform_id)
    if filters.text:
        every = every.filter(
            Q(title__contains=filters.text)
            | Q(firm__contains=filters.text)
            | Q(institution__contains=filters.text)
        )
    if filters.year is not None:
        every = every.filter(signed_on__year=filters.year)
    rows = every.filter(of_seen_projects(viewer=viewer))
    some = rows.select_related("unit").order_by("-signed_on", "-pk")[offset : offset + limit]
    count = rows.count()
    return [_partnership(row) for row in some], count, 0 if filters.text else every.count() - count


def one(*, what: str, number: int, viewer: Actor) -> tuple[Any, Row]:
    """A row of ``talent``, ``contract`` or ``partnership`` and the fields of its form. Raises :class:`NoSuchInnovation`."""
    rows = _seen(MODELS[what], viewer)
    if what != "talent":
        rows = rows.filter(of_seen_projects(viewer=viewer))
    related = ["unit", "document", "platform"]
    row = rows.select_related(*related).filter(pk=number).first()
    if row is None:
        raise NoSuchInnovation(what, number)
    if what == "talent":
        return _talent(row, viewer.may("see_people")), row_of(row, what, viewer)
    ready = _contract(row) if what == "contract" else _partnership(row)
    return ready, row_of(row, what, viewer)


def findings(
    *, viewer: Actor, today: date, platform_id: int | None = None, talent_id: int | None = None
) -> list[Finding]:
    """Which limits on stations do not hold today, of all or of one platform or person."""
    if not viewer.may("see"):
        return []
    categories = {limit.code for limit in load().limits}
    rows = Talent.objects.filter(
        category__in=categories, platform__kind__in=load().stations, begins_on__lte=today
    ).exclude(ends_on__lt=today)
    rows = rows.exclude(platform__ended_on__lte=today)
    stays = [
        Stay(pk, platform, plain(person), category, months)
        for pk, platform, person, category, months in rows.order_by("pk").values_list(
            "pk", "platform_id", "person", "category", "months"
        )
        if platform is not None
    ]
    found = findings_of(stays, load().limits, today)
    return [
        each
        for each in found
        if platform_id in (None, each.platform_id) and talent_id in (None, each.talent_id)
    ]


def own_code() -> str | None:
    """The code of the region that this installation serves, where its name is that of one division alone."""
    return place_named(own_region().name)


def _seen(model: Any, viewer: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.all()
    return rows if viewer.may("see") else rows.none()


def _narrowed(rows: QuerySet[Any], **wanted: object) -> QuerySet[Any]:
    return rows.filter(**{name: value for name, value in wanted.items() if value not in ("", None)})


def _contracts(filters: Filters, viewer: Actor) -> QuerySet[Any]:
    rows = _narrowed(
        _seen(Contract, viewer), kind=filters.kind, flow=filters.flow, state=filters.state,
        platform_id=filters.platform_id,
    )  # fmt: skip
    if filters.text:
        rows = rows.filter(
            Q(title__contains=filters.text) | Q(seller__contains=filters.text) | Q(buyer__contains=filters.text)
            | Q(number__contains=filters.text)
        )  # fmt: skip
    if filters.province:
        head = filters.province[:2]
        rows = rows.filter(
            Q(flow="absorbed", seller_region__startswith=head)
            | (~Q(flow="absorbed") & Q(buyer_region__startswith=head))
        )
    if filters.year is not None:
        rows = rows.filter(signed_on__year=filters.year)
    return rows


def _talent(row: Talent, sees: bool) -> TalentLine:
    return TalentLine(
        row.pk, row.person if sees else None, row.category, row.mode, row.form, row.host, row.organisation_id,
        row.platform_id, str(row.platform) if row.platform else "", row.field, row.origin, row.begins_on, row.ends_on,
        row.months, row.days, row.pay_source, row.results, row.unit.name if row.unit else "",
    )  # fmt: skip


def _contract(row: Contract) -> ContractLine:
    return ContractLine(
        row.pk, row.title, row.kind, row.seller, row.seller_region, row.buyer, row.buyer_region, row.flow, row.amount,
        row.technology, row.signed_on, row.valid_until, row.state, row.registered_on, row.number,
        row.unit.name if row.unit else "",
    )  # fmt: skip


def _partnership(row: Partnership) -> PartnershipLine:
    return PartnershipLine(
        row.pk, row.title, row.kind, row.firm, row.organisation_id, row.institution, row.signed_on, row.ends_on,
        row.amount, row.paid, row.patents, row.revenue, row.results, row.unit.name if row.unit else "",
    )  # fmt: skip


def provinces(*, viewer: Actor) -> list[str]:
    """The provinces of the other sides of all contracts, by code."""
    rows = _seen(Contract, viewer).order_by().values_list("flow", "seller_region", "buyer_region").distinct()
    return sorted(
        {province_of(seller if flow == "absorbed" else buyer) for flow, seller, buyer in rows} - {""}
    )
