"""The only writer of saved lists and of what is said of their rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.models import User
from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.leads import operations as leads
from duijie.matching.lists.queries import shortlist
from duijie.matching.lists.types import ListedRow, ListLine, NoSuchShortlist, NothingSaid, TakenUp
from duijie.matching.models import Listed, Remark, Shortlist
from duijie.matching.queries import prospects
from duijie.matching.rules import load
from duijie.matching.types import Part, Prospect
from duijie.naming.parts import parse_name

SAID: Final[Mapping[str, Words]] = {
    "contacted": Words("已联系", "contacted"),
    "right": Words("对路", "right"),
    "wrong": Words("不对路", "wrong"),
}
VERDICTS: Final = frozenset({"right", "wrong"})


@transaction.atomic
def save(
    *, name: str, by: Actor, at: datetime, park_id: int | None = None, chain_id: int | None = None, link: str = "",
    limit: int = 50,
) -> int:  # fmt: skip
    """Keep the head of a ranking as it is now, each row with its breakdown; the list's number.

    Raises :class:`NothingSaid` where the list has no name or nobody is ranked, and what ``prospects`` raises.
    """
    by.must("add")
    if not name.strip():
        raise NothingSaid("请给清单起名。", "Give the list a name.")
    found = prospects(viewer=by, today=timezone.localdate(at), park_id=park_id, chain_id=chain_id, link=link, limit=limit)  # fmt: skip
    if not found.rows:
        raise NothingSaid(
            "没有企业可存。请先导入登记库，或给环节补充词和代码。",
            "Nobody is ranked. Import a registry, or give the links words and codes.",
        )
    row = Shortlist.objects.create(
        name=name.strip()[:200], target=found.target[:200], place=found.place[:200], park_id=park_id, chain_id=chain_id,
        link=link, weights=load().weights, ranked=found.ranked, registered=found.registered, at=at, by_id=by.user_id,
    )  # fmt: skip
    Listed.objects.bulk_create(_listed(row, one) for one in found.rows)
    log(by=by, at=at, operation="save_prospects", subject=f"shortlist:{row.pk}", name=row.name, number=len(found.rows))  # fmt: skip
    return row.pk


@transaction.atomic
def assign(
    *, listed_id: int, by: Actor, at: datetime, unit_id: int | None = None, username: str = "", due_on: date | None = None
) -> None:  # fmt: skip
    """Say who calls, and by when. A unit gives to itself and those below it, the office to all."""
    by.must("add")
    row = held(listed_id)
    person = (
        User.objects.filter(username=username.strip(), is_active=True).first() if username.strip() else None
    )
    if username.strip() and person is None:
        raise NothingSaid(
            f"没有登录名为“{username.strip()}”的人。", f"Nobody signs in as {username.strip()!r}. Ask an administrator for the name."
        )  # fmt: skip
    if person is not None and unit_id is None:
        unit_id = person.unit_id
    if unit_id is None and person is None:
        raise NothingSaid("请选择单位或填写人员。", "Choose a unit, or write who.")
    if unit_id is not None and not by.may("review") and unit_id not in own_units(viewer=by):
        raise NothingSaid("只能分给本单位或下级单位。", "A unit gives to itself and to those below it.")
    if due_on is not None and due_on < timezone.localdate(at):
        raise NothingSaid("期限已过。请写今天或以后的日期。", "That day is past. Write today or a later one.")
    row.unit_id, row.person, row.due_on = unit_id, person, due_on
    row.save(update_fields=["unit", "person", "due_on"])
    log(
        by=by, at=at, operation="assign_prospect", subject=f"shortlist:{row.shortlist_id}", name=row.name, unit=unit_id,
        until=due_on.isoformat() if due_on else None,
    )  # fmt: skip


@transaction.atomic
def assign_ranks(
    *, list_id: int, by: Actor, at: datetime, ranks: Collection[int] = (), unit_id: int | None = None, username: str = "",
    due_on: date | None = None,
) -> int:  # fmt: skip
    """Give the rows of some ranks of a list to somebody, or all of them; how many they are.

    Raises :class:`NoSuchShortlist`, and :class:`NothingSaid` where the list has no row of a rank.
    """
    by.must("add")
    rows = dict(Listed.objects.filter(shortlist_id=list_id).order_by("rank").values_list("rank", "pk"))
    if not rows:
        raise NoSuchShortlist(list_id)
    absent = sorted(set(ranks) - set(rows))
    if absent:
        raise NothingSaid(
            f"清单里没有位次 {'、'.join(map(str, absent))}，位次为 1–{max(rows)}。",
            f"The list has no rank {', '.join(map(str, absent))}; its ranks are 1 to {max(rows)}.",
        )
    given = [row for rank, row in rows.items() if not ranks or rank in ranks]
    for row in given:
        assign(listed_id=row, by=by, at=at, unit_id=unit_id, username=username, due_on=due_on)
    return len(given)


@transaction.atomic
def remark(*, listed_id: int, said: str, by: Actor, at: datetime, reason: str = "", text: str = "") -> None:
    """Say what was found out. ``wrong`` needs a reason of the table; a later word on right or wrong holds."""
    by.must("add")
    row = held(listed_id)
    if said not in SAID:
        raise NothingSaid(
            f"没有“{said}”，可选：{'、'.join(SAID)}。", f"There is no {said!r}; there are {', '.join(SAID)}."
        )
    reasons = {one.code: one.name for one in load().reasons}
    if (said == "wrong") != bool(reason) or (reason and reason not in reasons):
        raise NothingSaid(
            f"不对路要选原因，其他不选：{'、'.join(one.zh for one in reasons.values())}。",
            f"Wrong needs one of these reasons, nothing else has any: {', '.join(reasons)}.",
        )
    if reason == "other" and not text.strip():
        raise NothingSaid("选“其他”须写明原因。", "Say what the other reason is.")
    Remark.objects.create(
        listed=row, said=said, reason=reason, text=text.strip()[:500], by_id=by.user_id, at=at
    )
    if said in VERDICTS:
        row.verdict = said
    if row.contacted_on is None and said == "contacted":
        row.contacted_on = timezone.localdate(at)
    row.save(update_fields=["verdict", "contacted_on"])
    log(
        by=by, at=at, operation="rate_prospect", subject=f"shortlist:{row.shortlist_id}", name=row.name, said=said,
        code=reason,
    )  # fmt: skip


@transaction.atomic
def take_up(*, listed_id: int, contact: str, by: Actor, at: datetime, unit_id: int | None = None) -> TakenUp:
    """Register a row as a lead, checked and protected as any other. Raises :class:`NothingSaid` where it is one already."""
    by.must("add")
    row = held(listed_id)
    if row.lead_id is not None:
        raise NothingSaid("这家企业已转为线索。", "This enterprise is a lead already.")
    target = row.shortlist.target
    made = leads.register(
        name=f"{row.name}（{row.link_zh}）", investor=row.name, contact=contact, unit_id=unit_id or row.unit_id,
        credit_code=row.credit_code, channel=f"目标企业清单：{row.shortlist.name}"[:200],
        content=f"{target} · {row.link_zh} · {row.points}", by=by, at=at,
    )  # fmt: skip
    row.lead_id = made.lead_id
    row.save(update_fields=["lead"])
    log(
        by=by, at=at, operation="take_up_prospect", subject=f"shortlist:{row.shortlist_id}", name=row.name,
        lead=made.lead_id,
    )  # fmt: skip
    return TakenUp(made.lead_id, made.duplicates)


@transaction.atomic
def take_out(*, list_id: int, by: Actor, at: datetime) -> tuple[ListLine, tuple[ListedRow, ...]]:
    """A list to be written to a file; that it was taken out is recorded. Raises :class:`NoSuchShortlist`."""
    line, rows = shortlist(list_id=list_id, viewer=by, today=timezone.localdate(at))
    log(by=by, at=at, operation="export", subject=f"shortlist:{list_id}", rows=len(rows))
    return line, rows


def held(listed_id: int) -> Listed:
    """A row, locked: two who turn it into a lead at once must not make two. Raises :class:`NoSuchShortlist`."""
    row = (
        Listed.objects.select_for_update(of=("self",))
        .select_related("shortlist")
        .filter(pk=listed_id)
        .first()
    )
    if row is None:
        raise NoSuchShortlist(listed_id)
    return row


def _listed(whole: Shortlist, one: Prospect) -> Listed:
    return Listed(
        shortlist=whole, rank=one.rank, points=f"{one.points:.2f}", name=one.name[:200],
        plain=parse_name(one.name).plain[:200], credit_code=one.credit_code[:18], about=one.place[:200],
        chain_id=one.chain_id, link=one.link, link_zh=one.link_name.zh[:100], link_en=one.link_name.en[:100],
        parts=[_part(part) for part in one.parts], source=one.source[:200], row=one.row, as_of=one.as_of,
    )  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    return {
        "code": part.code, "name": [part.name.zh, part.name.en], "value": part.value, "points": part.points,
        "most": part.most, "reason": [part.reason.zh, part.reason.en],
    }  # fmt: skip
