"""The only writer of bodies, seats, policies, resolutions, chains and anchor enterprises; tasks: ``tasks.operations``.

Rows of a form are edited in place, the old values stay in the audit row. A seat that changes hands is ended and another
one begun. A body and a policy count in figures: they rest on the entry that a document gave, or have one of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.governance.models import Anchor, Body, Chain, Policy, Resolution, Seat
from duijie.governance.queries import may_write
from duijie.governance.rules import fields, load
from duijie.governance.types import NoSuchGovernance, NotYourGovernance
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger import queries as entries
from duijie.ledger.types import Draft, Kept, Within
from duijie.rulebook.columns import WrongFields, fill, read_fields

Row = TypeVar("Row", Body, Chain, Policy)
EMPTY: Final = Words("必填", "fill this in")
SAME: Final = Words("已经有了同名的一个", "there is one of this name already")
ORDERED: Final = Words("应不早于开始的日期", "must not lie before the first day")


@transaction.atomic
def save_body(
    *, values: Mapping[str, Any], by: Actor, at: datetime, body_id: int | None = None, unit_id: int | None = None,
    above_id: int | None = None, document_id: int | None = None,
) -> int:  # fmt: skip
    """Set up a body, or change what is named of one; its number. ``unit_id`` … ``document_id`` hold for a new one.

    It counts among the bodies by its name: where a document told of it, that entry stands for it. Raises
    :class:`WrongFields`, :class:`NotYourGovernance`.
    """
    row = (
        Body(unit_id=unit_id or by.unit_id, above_id=above_id, document_id=document_id)
        if body_id is None
        else _held(Body, body_id, by)
    )
    given = read_fields(fields("body"), values, needed=("name", "kind"))
    _ordered(given, row, "founded_on", "ended_on")
    old = row.name
    number = _saved(row, given, "name", ("name", "kind"), "body", by, at)
    _counted(row, "bodies", old, row.name, row.founded_on, {"body": row.pk}, by, at)
    return number


@transaction.atomic
def save_policy(
    *, values: Mapping[str, Any], by: Actor, at: datetime, policy_id: int | None = None, unit_id: int | None = None,
    body_id: int | None = None, document_id: int | None = None,
) -> int:  # fmt: skip
    """Record a policy, or change what is named of one; its number. Counted as :func:`save_body` has it.

    Words of which a task was made are not changed any more.
    """
    row = (
        Policy(unit_id=unit_id or by.unit_id, body_id=body_id, document_id=document_id)
        if policy_id is None
        else _held(Policy, policy_id, by)
    )
    given = read_fields(fields("policy"), values, needed=("title",))
    _ordered(given, row, "valid_from", "valid_until")
    if (
        policy_id is not None
        and given.get("text", row.text) != row.text
        and row.tasks.filter(start__isnull=False).exists()
    ):
        told = Words(
            "正文已有任务引用，不能再改；请另录新文件",
            "tasks rest on these words; record a new policy instead",
        )
        raise WrongFields({"text": told})
    old = row.title
    number = _saved(row, given, "title", ("title",), "policy", by, at)
    _counted(row, "policies", old, row.title, row.issued_on, {"policy": row.pk}, by, at)
    return number


@transaction.atomic
def save_chain(
    *, values: Mapping[str, Any], by: Actor, at: datetime, chain_id: int | None = None, unit_id: int | None = None,
    body_id: int | None = None,
) -> int:  # fmt: skip
    """Record a chain, or change what is named of one; its number. ``unit_id`` leads it, ``body_id`` drives it."""
    row = (
        Chain(unit_id=unit_id or by.unit_id, body_id=body_id)
        if chain_id is None
        else _held(Chain, chain_id, by)
    )
    given = read_fields(fields("chain"), values, needed=("name",))
    _ordered(given, row, "begins_on", "ended_on")
    return _saved(row, given, "name", ("name",), "chain", by, at)


@transaction.atomic
def seat(
    *,
    of: str,
    number: int,
    role: str,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
) -> int:
    """Give somebody a seat in a body or at the head of a chain (``of``); the seat's number.

    Who held a seat that only one holds leaves it the day before. A name or a post is needed. Raises
    :class:`WrongFields`.
    """
    owner: Body | Chain = _held(Body, number, by) if of == "body" else _held(Chain, number, by)
    rule = load().seats.get(role)
    if rule is None or rule.of != of:
        raise WrongFields({"role": Words("请选择席位", "choose a seat")})
    given = read_fields(fields("seat"), values)
    row = Seat(role=role, unit_id=unit_id, at=at, by_id=by.user_id, **{of: owner})
    fill(row, given)
    if not (row.name or row.post):
        raise WrongFields({"post": Words("姓名、职务至少写一项", "write a name or a post")})
    _seated(row)
    since = row.since or timezone.localdate(at)
    if rule.one:
        mine = Seat.objects.select_for_update().filter(role=role, **{of: owner})
        for held in mine:
            begins_later = row.until is not None and held.since is not None and held.since > row.until
            if begins_later or (held.until is not None and held.until < since):
                continue
            if held.since is not None and held.since >= since:
                told = Words("这一席位当时已有人", "somebody holds this seat on that day")
                raise WrongFields({"since": told})
            held.until = since - timedelta(days=1)
            held.save(update_fields=["until"])
        row.since = since
    row.save()
    personal = {"name": row.name} if row.name else None
    log(
        by=by, at=at, operation="give_seat", subject=f"{of}:{number}", personal=personal, seat=row.pk, role=role,
        post=row.post, since=str(row.since or ""),
    )  # fmt: skip
    return row.pk


@transaction.atomic
def leave_seat(*, seat_id: int, until: date, by: Actor, at: datetime) -> None:
    """End a seat; ``until`` is its last day. Raises :class:`WrongFields`, :class:`NoSuchGovernance`."""
    row = Seat.objects.select_for_update(of=("self",)).filter(pk=seat_id).first()
    if row is None:
        raise NoSuchGovernance("seat", seat_id)
    if row.body_id is not None:
        _held(Body, row.body_id, by)
    else:
        _held(Chain, row.chain_id or 0, by)
    was, row.until = row.until, until
    _seated(row)
    row.save(update_fields=["until"])
    subject = f"body:{row.body_id}" if row.body_id is not None else f"chain:{row.chain_id}"
    changed = {"until": [str(was or ""), str(until)]}
    log(by=by, at=at, operation="leave_seat", subject=subject, seat=row.pk, changed=changed)


@transaction.atomic
def resolve(
    *, body_id: int, values: Mapping[str, Any], by: Actor, at: datetime, document_id: int | None = None
) -> int:
    """Record what a meeting of a body resolved; its number."""
    owner = _held(Body, body_id, by)
    given = read_fields(fields("resolution"), values)
    faults = {code: EMPTY for code in ("meeting", "held_on", "text") if not given.get(code)}
    if given.get("held_on") and given["held_on"] > timezone.localdate(at):
        faults["held_on"] = Words("还没有到那一天", "that day lies ahead")
    if faults:
        raise WrongFields(faults)
    row = Resolution(body=owner, document_id=document_id, at=at, by_id=by.user_id)
    fill(row, given)
    row.save()
    log(by=by, at=at, operation="resolve", subject=f"body:{body_id}", resolution=row.pk, meeting=row.meeting)
    return row.pk


@transaction.atomic
def add_anchor(*, chain_id: int, values: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Name an anchor enterprise of a chain; its organisation is found by itself. The row's number."""
    owner = _held(Chain, chain_id, by)
    given = read_fields(fields("anchor"), values, needed=("name",))
    row = Anchor(chain=owner, at=at, by_id=by.user_id)
    fill(row, given)
    if not row.name:
        raise WrongFields({"name": EMPTY})
    if owner.anchors.filter(name=row.name, until=None).exists():
        raise WrongFields({"name": SAME})
    row.organisation_id = homes_named(names=[row.name]).get(row.name)
    row.save()
    log(by=by, at=at, operation="add_anchor", subject=f"chain:{chain_id}", anchor=row.pk, name=row.name)
    return row.pk


def _held(model: type[Row], number: int, by: Actor) -> Row:
    """The row, held until the operation ends, for one who keeps it."""
    by.must("add")
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NoSuchGovernance(model._meta.model_name or "", number)
    if not may_write(viewer=by, unit_id=row.unit_id):
        raise NotYourGovernance(by.name, str(row))
    return row


def _saved(
    row: Row, given: Mapping[str, Any], name: str, needed: tuple[str, ...], what: str, by: Actor, at: datetime
) -> int:
    by.must("add")
    new = row.pk is None
    if new and not may_write(viewer=by, unit_id=row.unit_id):
        raise NotYourGovernance(by.name, str(given.get(name, "")))
    changed = fill(row, given)
    if missing := {code: EMPTY for code in needed if not getattr(row, code)}:
        raise WrongFields(missing)
    if type(row)._default_manager.filter(**{name: getattr(row, name)}).exclude(pk=row.pk).exists():
        raise WrongFields({name: SAME})
    if new:
        row.at, row.by_id = at, by.user_id
    if new or changed:
        row.save()
        if "text" in changed:
            # The words themselves stand in the row, and stay there once a task rests on them.
            changed["text"] = [str(len(one)) for one in changed["text"]]
        log(by=by, at=at, operation=f"save_{what}", subject=f"{what}:{row.pk}", changed=changed)
    return row.pk


def _counted(
    row: Body | Policy, measure: str, old: str, name: str, since: date | None, data: Mapping[str, Any], by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Let the thing count once: by the entry of a document that told of it under this name, else by one of its own.

    The key is the name in either case, so that a document that tells of it later counts it no second time.
    """
    told = [
        one
        for one in entries.entries(measures=[measure], as_of=date.max, known_at=at, viewer=by)
        if one.shape == "item" and one.key == name and one.fact_id is not None
    ]
    row.entry = told[0].id if told else None
    row.save(update_fields=["entry"])
    draft = Draft(
        "item", measure, name, Quantity.exactly(1, "count"), key=name, data=data,
        belongs=Within(unit=row.unit_id),
    )  # fmt: skip
    own = [] if told else [Kept(draft, since or timezone.localdate(at), f"{measure}:{row.pk}")]
    ledger.settle(keys={old or name, name}, wanted=own, by=by, at=at)


def _ordered(given: Mapping[str, Any], row: Body | Chain | Policy, first: str, last: str) -> None:
    ends = [given.get(code, getattr(row, code)) for code in (first, last)]
    if all(ends) and ends[1] < ends[0]:
        raise WrongFields({last: ORDERED})


def _seated(row: Seat) -> None:
    if row.since is not None and row.until is not None and row.until < row.since:
        raise WrongFields({"until": ORDERED})
