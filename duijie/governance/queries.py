"""Reads of bodies, policies, resolutions and chains, and who may change them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Count, Q

from duijie.accounts.queries import own_units, walked
from duijie.accounts.types import Actor, Walk
from duijie.governance.models import Anchor, Body, Chain, Policy, Resolution, Seat
from duijie.governance.rules import holds, load, policy_state
from duijie.governance.types import (
    AnchorInfo,
    BodyInfo,
    BodyLine,
    ChainInfo,
    NoSuchGovernance,
    PolicyInfo,
    PolicyLine,
    ResolutionInfo,
    SeatInfo,
)

SHOWN: Final = 200
"""So many policies and resolutions are told with a body."""
OPEN = Count("tasks", filter=Q(tasks__state="open"), distinct=True)


def may_write(*, viewer: Actor, unit_id: int | None) -> bool:
    """Whether the viewer may change what a unit keeps; what no unit keeps is for the office that reviews."""
    return viewer.may("add") and (viewer.may("review") or unit_id in own_units(viewer=viewer))


def bodies(
    *,
    viewer: Actor,
    today: date,
    kind: str = "",
    over: bool = False,
    walk: Walk | None = None,
    limit: int | None = None,
) -> list[BodyLine]:
    """Bodies, those in being; with ``over`` those that were ended as well. ``walk``: the newest first."""
    if not viewer.may("see"):
        return []
    rows = Body.objects.all()
    if kind:
        rows = rows.filter(kind=kind)
    if not over:
        rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    if walk is not None:
        numbers = list(walked(rows, kind="body", walk=walk).values_list("pk", flat=True)[:limit])
        return _bodies(numbers, viewer, today)[::-1]
    return _bodies(rows.values_list("pk", flat=True)[:limit], viewer, today)


def body(*, body_id: int, viewer: Actor, today: date) -> BodyInfo:
    """One body. Raises :class:`NoSuchGovernance`."""
    row = Body.objects.select_related("above").filter(pk=body_id).first() if viewer.may("see") else None
    if row is None:
        raise NoSuchGovernance("body", body_id)
    seats = Seat.objects.filter(body=row).select_related("unit")
    return BodyInfo(
        _bodies([body_id], viewer, today)[0], row.about, row.document_id, row.entry, str(row.above or ""),
        _seats(seats, viewer, today), tuple(_bodies(row.below.values_list("pk", flat=True), viewer, today)),
        tuple(resolutions(viewer=viewer, body_id=body_id)),
        tuple(policies(viewer=viewer, today=today, body_id=body_id, limit=SHOWN)[0]),
        may_write(viewer=viewer, unit_id=row.unit_id),
    )  # fmt: skip


def resolutions(*, viewer: Actor, body_id: int | None = None, limit: int = SHOWN) -> list[ResolutionInfo]:
    """What meetings resolved, the newest first."""
    rows = Resolution.objects.select_related("body").annotate(open=Count("tasks"))
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    return [_resolution(row) for row in rows.order_by("-held_on", "-pk")[:limit] if viewer.may("see")]


def resolution(*, resolution_id: int, viewer: Actor) -> ResolutionInfo:
    """One resolution. Raises :class:`NoSuchGovernance`."""
    rows = Resolution.objects.select_related("body").annotate(open=Count("tasks")).filter(pk=resolution_id)
    row = rows.first() if viewer.may("see") else None
    if row is None:
        raise NoSuchGovernance("resolution", resolution_id)
    return _resolution(row)


def policies(
    *,
    viewer: Actor,
    today: date,
    text: str = "",
    state: str = "",
    body_id: int | None = None,
    offset: int = 0,
    limit: int = 50,
    walk: Walk | None = None,
) -> tuple[list[PolicyLine], int]:
    """A page of policies, the latest issued first, and how many there are. ``walk``: the newest recorded first."""
    if not viewer.may("see"):
        return [], 0
    rows = Policy.objects.all()
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(issuer__icontains=text))
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    if state:
        rows = rows.filter(_of_policy_state(state, today))
    order = rows.order_by("-issued_on", "-pk") if walk is None else walked(rows, kind="policy", walk=walk)
    page = list(order.values_list("pk", flat=True)[offset : offset + limit])
    some = Policy.objects.filter(pk__in=page).select_related("unit").defer("text").annotate(open=OPEN)
    found = {row.pk: _policy(row, today) for row in some}
    return [found[pk] for pk in page], rows.count()


def policy_titles(*, policy_ids: Iterable[int], viewer: Actor) -> dict[int, str]:
    """Titles of policies by number."""
    rows = Policy.objects.filter(pk__in=list(policy_ids)) if viewer.may("see") else Policy.objects.none()
    return dict(rows.values_list("pk", "title"))


def policy(*, policy_id: int, viewer: Actor, today: date) -> PolicyInfo:
    """One policy with its words, or those of its document. Raises :class:`NoSuchGovernance`."""
    rows = Policy.objects.select_related("unit", "body", "document").annotate(open=OPEN)
    row = rows.filter(pk=policy_id).first() if viewer.may("see") else None
    if row is None:
        raise NoSuchGovernance("policy", policy_id)
    taken = row.tasks.filter(start__isnull=False).values_list("start", "end", "pk")
    return PolicyInfo(
        _policy(row, today), row.body_id, str(row.body or ""), text_of(row), row.entry,
        tuple((first, last, number) for first, last, number in taken if first is not None and last is not None),
        may_write(viewer=viewer, unit_id=row.unit_id),
    )  # fmt: skip


def text_of(row: Policy) -> str:
    """The words that places of a policy's tasks count in."""
    return row.text or (row.document.text if row.document else "")


def chains(*, viewer: Actor, today: date) -> list[ChainInfo]:
    """All chains, by name."""
    return _chains(viewer, today, None)


def chain(*, chain_id: int, viewer: Actor, today: date) -> ChainInfo:
    """One chain. Raises :class:`NoSuchGovernance`."""
    for one in _chains(viewer, today, chain_id):
        return one
    raise NoSuchGovernance("chain", chain_id)


def seat_owner(*, seat_id: int) -> tuple[str, int]:
    """``("body", 7)``: in what a seat is. Raises :class:`NoSuchGovernance`."""
    row = Seat.objects.filter(pk=seat_id).first()
    if row is None:
        raise NoSuchGovernance("seat", seat_id)
    return ("body", row.body_id) if row.body_id is not None else ("chain", row.chain_id or 0)


def names(*, viewer: Actor) -> dict[str, list[tuple[int, str]]]:
    """Numbers and names of bodies and chains, to choose from."""
    if not viewer.may("see"):
        return {"body": [], "chain": []}
    return {
        "body": list(Body.objects.order_by("pk").values_list("pk", "name")),
        "chain": list(Chain.objects.order_by("name").values_list("pk", "name")),
    }


def _bodies(numbers: Iterable[int], viewer: Actor, today: date) -> list[BodyLine]:
    rows = list(
        Body.objects.filter(pk__in=list(numbers)).select_related("unit").annotate(open=OPEN).order_by("pk")
    )
    seats: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(body__in=rows).order_by("pk"):
        if holds(seat.since, seat.until, today):
            seats[seat.body_id].append(seat)
    found = []
    for row in rows:
        head = next((one for one in seats[row.pk] if one.role == "head"), None)
        name = (head.name if viewer.may("see_people") else "") or head.post if head else ""
        found.append(
            BodyLine(
                row.pk, row.name, row.kind, load().bodies[row.kind].name, str(row.unit or ""), row.unit_id,
                row.above_id, row.founded_on, row.ended_on, name, len(seats[row.pk]), row.open,
            )
        )  # fmt: skip
    return found


def _seats(rows: Iterable[Seat], viewer: Actor, today: date) -> tuple[SeatInfo, ...]:
    roles = load().seats
    order = {code: place for place, code in enumerate(roles)}
    found = [
        SeatInfo(
            row.pk, row.role, roles[row.role].name, row.name if viewer.may("see_people") else "", row.post,
            str(row.unit or ""), row.unit_id, row.since, row.until, holds(row.since, row.until, today),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.holds, order[one.role], one.id)))


def _chains(viewer: Actor, today: date, number: int | None) -> list[ChainInfo]:
    if not viewer.may("see"):
        return []
    rows = Chain.objects.select_related("unit", "body").annotate(open=OPEN).order_by("name")
    found = list(rows if number is None else rows.filter(pk=number))
    seats: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(chain__in=found).select_related("unit"):
        seats[seat.chain_id].append(seat)
    anchors: dict[int, list[AnchorInfo]] = defaultdict(list)
    for one in Anchor.objects.filter(chain__in=found).order_by("pk"):
        anchors[one.chain_id].append(
            AnchorInfo(
                one.pk, one.name, one.organisation_id, one.since, one.until, one.note,
                holds(one.since, one.until, today),
            )
        )  # fmt: skip
    return [
        ChainInfo(
            row.pk, row.name, str(row.unit or ""), row.unit_id, row.body_id, str(row.body or ""), row.begins_on,
            row.ended_on, row.about, _seats(seats[row.pk], viewer, today), tuple(anchors[row.pk]), row.open,
            may_write(viewer=viewer, unit_id=row.unit_id),
        )
        for row in found
    ]  # fmt: skip


def _of_policy_state(state: str, today: date) -> Q:
    """The rows that :func:`duijie.governance.rules.policy_state` calls so."""
    withdrawn, expired, ahead = Q(withdrawn_on__lte=today), Q(valid_until__lt=today), Q(valid_from__gt=today)
    # What is not told is not past: a negation of a comparison would leave those rows out.
    still = Q(withdrawn_on=None) | Q(withdrawn_on__gt=today)
    valid = Q(valid_until=None) | Q(valid_until__gte=today)
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    return {
        "withdrawn": withdrawn, "expired": still & expired, "planned": still & valid & ahead,
        "in_force": still & valid & begun,
    }[state]  # fmt: skip


def _resolution(row: Resolution) -> ResolutionInfo:
    return ResolutionInfo(
        row.pk, row.body_id, row.body.name, row.meeting, row.held_on, row.number, row.text, row.document_id,
        row.open,  # type: ignore[attr-defined]
    )  # fmt: skip


def _policy(row: Policy, today: date) -> PolicyLine:
    state = policy_state(today, row.valid_from, row.valid_until, row.withdrawn_on)
    return PolicyLine(
        row.pk, row.title, row.number, row.issuer, str(row.unit or ""), row.unit_id, row.issued_on, row.valid_from,
        row.valid_until, row.withdrawn_on, state, row.open, row.document_id,  # type: ignore[attr-defined]
    )  # fmt: skip
