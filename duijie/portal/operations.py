"""The only writer of notices and their public copies: one person writes, another approves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.portal.models import Copy, Notice, Read, Step
from duijie.portal.queries import FIELDS, get, may_write, visible, writers
from duijie.portal.records import FIGURE, KINDS_OF, facts
from duijie.portal.rules import topics
from duijie.portal.types import KINDS, NoSuchNotice, WrongNotice
from duijie.rulebook.columns import WrongFields

LONGEST = 20_000
NEEDED = Words("必填", "fill this in")
LONG = Words("太长", "too long")


@transaction.atomic
def draft(
    *, kind: str, title: str, source: str, dated: date, body: str, by: Actor, at: datetime, record: str = "",
    frozen: Mapping[str, str] | None = None, topic: str = "",
) -> int:  # fmt: skip
    """Begin a notice, bound to a ``record`` or to none; its number. Nothing is public until another person approves.

    ``frozen``: what a figure says, which goes with a record that is one. Raises :class:`WrongFields`, and :class:`WrongNotice` for a record that the public may not read of.
    """
    by.must("add")
    is_figure = record.startswith(FIGURE) and bool(frozen)
    if record and not is_figure and record not in facts([record], timezone.localdate(at)):
        raise WrongNotice(
            "没有这条记录，或者它是保密项目，不能公开。请另选一条，或不关联记录。",
            "There is no such record, or it is a confidential project. Choose another, or bind the notice to none.",
        )
    row = Notice(
        unit_id=by.unit_id,
        by_id=by.user_id,
        changed_at=at,
        record=record,
        facts=dict(frozen or {}) if is_figure else {},
    )
    _fill(row, kind, title, source, dated, body, topic)
    row.save()
    _step(row, "draft", by, at)
    return row.pk


@transaction.atomic
def edit(
    *,
    notice_id: int,
    kind: str,
    title: str,
    source: str,
    dated: date,
    body: str,
    by: Actor,
    at: datetime,
    topic: str = "",
) -> None:
    """Change what a notice says. A copy that stands stays as it is. Raises :class:`NoSuchNotice`, :class:`WrongFields`."""
    by.must("add")
    row = _locked(notice_id, by)
    if not may_write(row, by):
        raise WrongNotice("由另一单位起草，请该单位修改", "another unit keeps it; ask that unit to change it")
    before = [getattr(row, name) for name in FIELDS]
    _fill(row, kind, title, source, dated, body, topic)
    if before == [getattr(row, name) for name in FIELDS]:
        return
    row.changed_at = at
    row.save()
    _step(row, "edit", by, at)


@transaction.atomic
def restate(*, notice_id: int, frozen: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Let a notice of a figure say what the figure says now; the public reads it once another person approves.

    Raises :class:`NoSuchNotice`, :class:`WrongNotice`.
    """
    by.must("add")
    row = _locked(notice_id, by)
    if not may_write(row, by):
        raise WrongNotice("由另一单位起草，请该单位修改", "another unit keeps it; ask that unit to change it")
    if not row.record.startswith(FIGURE):
        raise WrongNotice("它不是数据发布", "it is not bound to a figure")
    if row.facts == dict(frozen):
        raise WrongNotice("数字没有变化", "the figure says the same as before")
    row.facts, row.changed_at = dict(frozen), at
    row.save()
    _step(row, "restate", by, at)


@transaction.atomic
def add_reads(*, counts: Mapping[int, int]) -> None:
    """Write down how often notices were read; those that are not there are left out."""
    there = Notice.objects.filter(pk__in=counts).values_list("pk", flat=True)
    for number in sorted(there):
        # One UPDATE adds to what other processes wrote; nothing is read first.
        if not Read.objects.filter(pk=number).update(count=F("count") + counts[number]):
            Read.objects.bulk_create([Read(notice_id=number)], ignore_conflicts=True)
            Read.objects.filter(pk=number).update(count=F("count") + counts[number])


@transaction.atomic
def approve(*, notice_id: int, by: Actor, at: datetime, note: str = "") -> None:
    """Publish a notice as it is written now, in place of the copy that stood. By a reviewer who wrote none of it.

    Raises :class:`NoSuchNotice`, :class:`WrongNotice`.
    """
    by.must("review")
    row = _locked(notice_id, by)
    if by.user_id in writers(row):
        raise WrongNotice(
            "起草、修改过的人不能审批，请另一人审批", "who wrote it does not approve it; ask another person"
        )
    info = get(notice_id=notice_id, viewer=by, today=timezone.localdate(at))
    if info.hidden:
        raise WrongNotice(
            "关联的记录已保密或已不存在，不能公开。",
            "The record behind it is confidential by now, or gone; it cannot be public.",
        )
    if "approve" not in info.may:
        raise WrongNotice(
            "没有待审批的修改；撤下的内容先修改再审批",
            "nothing in it awaits approval; what was withdrawn is changed first",
        )
    Copy.objects.filter(notice=row, ended_at=None).update(ended_at=at)
    Copy.objects.create(
        notice=row, published_at=at, facts=dict(info.facts), **{name: getattr(row, name) for name in FIELDS}
    )
    _step(row, "approve", by, at, note)


@transaction.atomic
def withdraw(*, notice_id: int, note: str, by: Actor, at: datetime) -> None:
    """Take a notice from the public pages, with the reason. Raises :class:`NoSuchNotice`, :class:`WrongNotice`."""
    by.must("review")
    row = _locked(notice_id, by)
    if not note.strip():
        raise WrongNotice("请写明原因", "say why")
    if not Copy.objects.filter(notice=row, ended_at=None).update(ended_at=at):
        raise WrongNotice("它没有发布", "it is not public")
    _step(row, "withdraw", by, at, note)


def hold(*, notice_id: int, by: Actor) -> None:
    """Keep a notice from being changed until the transaction ends."""
    _locked(notice_id, by)


def _locked(notice_id: int, by: Actor) -> Notice:
    """The row, held until the act is through, so that nobody edits what another approves."""
    if not visible(viewer=by).filter(pk=notice_id).exists():
        raise NoSuchNotice(notice_id)
    return Notice.objects.select_for_update().get(pk=notice_id)


def _fill(row: Notice, kind: str, title: str, source: str, dated: date, body: str, topic: str) -> None:
    body = body.replace("\r\n", "\n")
    given = {"title": (title.strip(), 200), "source": (source.strip(), 100), "body": (body.strip(), LONGEST)}
    faults = {
        name: NEEDED if not text else LONG
        for name, (text, most) in given.items()
        if not 0 < len(text) <= most
    }
    if kind not in KINDS:
        faults["kind"] = Words("请从中选择：" + "、".join(KINDS), "choose one of: " + ", ".join(KINDS))
    elif row.record and kind != KINDS_OF[row.record.partition(":")[0]]:
        name = KINDS[KINDS_OF[row.record.partition(":")[0]]]
        faults["kind"] = Words(f"它关联的记录属于“{name.zh}”", f"its record belongs under “{name.en}”")
    if topic and (topic not in topics() or topics()[topic].kind != kind):
        faults["topic"] = Words("它不属于所选栏目", "it is not of the section chosen")
    if faults:
        raise WrongFields(faults)
    row.kind, row.topic, row.dated = kind, topic, dated
    row.title, row.source, row.body = (text for text, _ in given.values())


def _step(row: Notice, act: str, by: Actor, at: datetime, note: str = "") -> None:
    note = note.strip()[:300]
    Step.objects.create(notice=row, act=act, note=note, at=at, by_id=by.user_id)
    detail: dict[str, Any] = {"reason": note} if note else {}
    log(by=by, at=at, operation=f"notice_{act}", subject=f"notice:{row.pk}", name=row.title, **detail)
