"""Reads of leads. A unit reads its own; the office, leaders, auditors and administrators read all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from duijie.accounts.queries import own_units, touched
from duijie.accounts.rules import SEES_CONFIDENTIAL
from duijie.accounts.types import Actor
from duijie.kernel.ids import content_id
from duijie.kernel.words import Words
from duijie.leads.models import Act, Lead
from duijie.leads.rules import Acted, claim_on, clocks_of, load
from duijie.leads.types import ELSEWHERE, ActInfo, Due, Duplicate, LeadInfo, LeadLine, NoSuchLead, WrongAct
from duijie.naming.parts import parse_name
from duijie.naming.titles import LIKE, likeness, pairs_of
from duijie.pipeline import queries as pipeline
from duijie.pipeline.models import Project

NEAR: Final = Decimal("0.2")
"""Amounts that differ by this part at most are like each other."""
MANY: Final = 100
"""More of these are not told at a registration."""
REGISTERED_FIELDS: Final = (
    "name", "investor", "credit_code", "parent_group", "industry", "amount", "site", "content", "channel",
    "introducer", "contact",
)  # fmt: skip


def visible(*, viewer: Actor) -> QuerySet[Lead]:
    """The one place that says which leads ``viewer`` reads."""
    if not viewer.may("see"):
        return Lead.objects.none()
    if viewer.carries("review") or viewer.role in SEES_CONFIDENTIAL:
        return Lead.objects.all()
    mine = own_units(viewer=viewer)
    return Lead.objects.filter(Q(unit_id__in=mine) | Q(holder_id__in=mine))


def to_decide(*, lead_id: int, by: Actor) -> Lead:
    """The lead, held until the operation ends, where it is open. Raises :class:`NoSuchLead`, :class:`WrongAct`."""
    by.must("add")
    lead = visible(viewer=by).select_for_update(of=("self",)).filter(pk=lead_id).first()
    if lead is None:
        raise NoSuchLead(lead_id)
    if lead.state != "open":
        raise WrongAct(
            f"线索 {lead_id} 已结束。再来时请重新登记。",
            f"Lead {lead_id} is {lead.state}. Register a new one if it comes back.",
        )
    return lead


def to_write(*, lead_id: int, by: Actor) -> Lead:
    """The same for the units that registered it or hold it, and for the office."""
    lead = to_decide(lead_id=lead_id, by=by)
    if not (by.may("review") or {lead.unit_id, lead.holder_id} & own_units(viewer=by)):
        raise NoSuchLead(lead_id)
    return lead


def listing(
    *,
    viewer: Actor,
    today: date,
    state: str = "",
    before: int | None = None,
    limit: int = 50,
    updated_since: datetime | None = None,
) -> list[LeadLine]:
    """Leads, the newest first; ``before`` is the number of the last one of the page before."""
    rows = visible(viewer=viewer).order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if updated_since is not None:
        rows = rows.filter(touched(kind="lead", since=updated_since))
    if before is not None:
        rows = rows.filter(id__lt=before)
    numbers = list(rows.values_list("pk", flat=True)[:limit])
    found = Lead.objects.select_related("unit", "holder").in_bulk(numbers)
    return [_line(found[number], today) for number in numbers]


def overdue(*, viewer: Actor, today: date, limit: int = 200) -> list[LeadLine]:
    """Open leads whose next clock has run out, the longest overdue first."""
    rows = visible(viewer=viewer).select_related("unit", "holder").filter(state="open", due_on__lt=today)
    return [_line(row, today) for row in rows.order_by("due_on", "id")[:limit]]


def of_project(*, project_id: int, viewer: Actor, today: date) -> list[LeadLine]:
    """The leads that a project was made of, as far as the viewer reads them."""
    rows = visible(viewer=viewer).select_related("unit", "holder").filter(project_id=project_id)
    return [_line(row, today) for row in rows.order_by("pk")]


def get(*, lead_id: int, viewer: Actor, today: date) -> LeadInfo:
    """One lead with its acts and clocks; raises :class:`NoSuchLead`."""
    row = visible(viewer=viewer).select_related("unit", "holder").filter(pk=lead_id).first()
    if row is None:
        raise NoSuchLead(lead_id)
    acts = list(Act.objects.filter(lead=row).select_related("by", "unit").order_by("pk"))
    return LeadInfo(
        line=_line(row, today),
        credit_code=row.credit_code,
        parent_group=row.parent_group,
        industry=row.industry,
        site=row.site,
        content=row.content,
        channel=row.channel,
        introducer=row.introducer,
        contact=row.contact,
        content_hash=row.content_hash,
        intact=content_of(row) == row.content_hash,
        acts=tuple(
            ActInfo(
                one.act,
                one.text,
                one.reason_code,
                str(one.unit or ""),
                one.until,
                one.against_id,
                str(one.by),
                one.at,
            )
            for one in acts
        ),
        clocks=_clocks(row, acts, today),
    )


def duplicates(
    *,
    name: str,
    investor: str,
    credit_code: str,
    parent_group: str,
    amount: Decimal | None,
    viewer: Actor,
) -> tuple[Duplicate, ...]:
    """What is registered and may be the same: one's own with the reason, others' as one sentence.

    Looked at are leads that are open and projects: the same code, the same group, the same investor, or a like
    name with an amount that differs by a fifth at most.
    """
    plain = parse_name(investor).plain
    wanted = pairs_of(name)
    same = Q(investor_plain=plain)
    if credit_code:
        same |= Q(credit_code=credit_code)
    if parent_group:
        same |= Q(parent_group=parent_group)
    found: list[Duplicate] = []
    hidden = False
    for rows, seen, money in (
        (Lead.objects.filter(state="open"), visible(viewer=viewer), "amount"),
        (Project.objects.exclude(status="merged"), pipeline.visible(viewer=viewer), "rank"),
    ):
        like = same | _alike(wanted, amount, money) if amount else same
        alike: dict[int, tuple[str, Words]] = {}
        for pk, title, maker, code, group in rows.filter(like).values_list(
            "pk", "name", "investor_plain", "credit_code", "parent_group"
        ):
            reason = _reason(
                credit_code and code == credit_code,
                parent_group and group == parent_group,
                maker == plain,
                likeness(wanted, pairs_of(title)) >= LIKE,
            )
            if reason is not None:
                alike[pk] = (title, reason)
        told = list(alike)[:MANY]
        mine = set(seen.filter(pk__in=told).values_list("pk", flat=True))
        hidden = hidden or len(mine) < len(told)
        found += [
            Duplicate(pk if money == "amount" else None, pk if money == "rank" else None, *alike[pk])
            for pk in sorted(mine)
        ]
    return (*found, Duplicate(None, None, "", ELSEWHERE)) if hidden else tuple(found)


def _alike(wanted: Counter[str], amount: Decimal, money: str) -> Q:
    """A like amount and some pair of characters in common: the database sorts out what cannot be alike."""
    shared = Q()
    for pair in wanted:
        shared |= Q(name__contains=pair)
    return shared & Q(**{f"{money}__range": (amount * (1 - NEAR), amount * (1 + NEAR))})


def _reason(code: object, group: object, investor: bool, name: bool) -> Words | None:
    if code:
        return Words("统一社会信用代码相同", "the same credit code")
    if group:
        return Words("同一母公司", "the same parent group")
    if investor:
        return Words("同一投资方", "the same investor")
    return Words("名称和金额相近", "a like name and amount") if name else None


def content_of(lead: Lead) -> str:
    """The hash of what was registered: unit, moment and every field as given."""
    given = {name: str(getattr(lead, name)) for name in REGISTERED_FIELDS if name != "amount"}
    return content_id(
        lead.unit_id, int(lead.at.timestamp()), given, None if lead.amount is None else f"{lead.amount:.2f}"
    )


def acts_of(lead: Lead) -> list[Acted]:
    """A lead's acts in their order."""
    rows = Act.objects.filter(lead=lead).order_by("pk")
    return [_acted(row) for row in rows]


def _acted(row: Act) -> Acted:
    return Acted(row.act, timezone.localdate(row.at), row.unit_id, row.until, row.reason_code)


def _clocks(row: Lead, acts: Iterable[Act], today: date) -> tuple[Due, ...]:
    return clocks_of(timezone.localdate(row.at), [_acted(one) for one in acts], load().clocks, today)


def _line(row: Lead, today: date) -> LeadLine:
    return LeadLine(
        row.pk, row.name, row.investor, str(row.unit), str(row.holder), row.amount, row.state,
        claim_on(row.claim, row.protected_until, today), row.protected_until, row.due, row.due_on, row.project_id,
        row.at,
    )  # fmt: skip
