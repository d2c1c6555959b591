"""Reads of notices. Those for the public read copies only, so that nothing unapproved can come out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.db.models import Max, Q, QuerySet

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.portal.models import Copy, Notice
from duijie.portal.records import FIGURE, Facts, secret
from duijie.portal.records import facts as facts_of
from duijie.portal.types import NoSuchNotice, NoticeInfo, Public, StepInfo

FIELDS: Final = ("kind", "topic", "title", "source", "dated", "body")
WROTE: Final = ("draft", "edit", "restate")


def public(
    *, kind: str = "", topic: str = "", text: str = "", offset: int = 0, limit: int = 50
) -> tuple[tuple[Public, ...], int]:
    """The copies that stand, newest day first, and how many there are. Every word of ``text`` must occur.

    Words are parted by spaces and looked for as they stand, which Chinese needs no segmentation for.
    """
    rows = _standing()
    if kind:
        rows = rows.filter(kind=kind)
    if topic:
        rows = rows.filter(topic=topic)
    for word in text.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(body__icontains=word))
    found = rows.order_by("-dated", "-notice_id")[offset : offset + limit]
    return tuple(_public(row) for row in found), rows.count()


def public_figures(
    *, code: str = "", behind: tuple[date, int] | None = None, limit: int = 50
) -> tuple[Public, ...]:
    """The copies of figures that stand, newest day first, ``behind`` the day and number of the last one of the page before;
    of one measure or of all."""
    rows = Copy.objects.filter(ended_at=None, kind="figure", facts__has_key="code")
    if code:
        rows = rows.filter(facts__code=code)
    if behind is not None:
        day, number = behind
        rows = rows.filter(Q(dated__lt=day) | Q(dated=day, notice_id__lt=number))
    return tuple(_public(row) for row in rows.order_by("-dated", "-notice_id")[:limit])


def public_one(*, notice_id: int) -> Public:
    """The copy of a notice that stands. Raises :class:`NoSuchNotice` as much for a draft as for none."""
    row = _standing().filter(notice_id=notice_id).select_related("notice__read").first()
    if row is None:
        raise NoSuchNotice(notice_id)
    return replace(_public(row), reads=_reads(row.notice))


def last_change() -> tuple[datetime | None, str]:
    """When anything was last published or withdrawn, and a mark of what stands since: what a cache asks by."""
    found = Copy.objects.aggregate(began=Max("published_at"), ended=Max("ended_at"), last=Max("pk"))
    moments = [one for one in (found["began"], found["ended"]) if one]
    return max(moments, default=None), f"{found['last'] or 0}.{_standing().count()}"


def _standing() -> QuerySet[Copy]:
    """The copies in force, but for those about a project that turned confidential since: nobody has to withdraw them."""
    rows = Copy.objects.filter(ended_at=None)
    bound = rows.filter(notice__record__startswith="project:").values_list("notice__record", flat=True)
    hidden = secret(bound)
    return rows.exclude(notice__record__in=hidden) if hidden else rows


def visible(*, viewer: Actor) -> QuerySet[Notice]:
    """The one place that says who sees which: published ones are for all in the house, drafts for who reviews and the unit that writes."""
    if not viewer.may("see"):
        return Notice.objects.none()
    if viewer.may("review") or viewer.may("acts"):
        return Notice.objects.all()
    seen = Q(pk__in=Copy.objects.filter(ended_at=None).values("notice"))
    if viewer.may("add"):
        seen |= Q(unit__in=own_units(viewer=viewer)) | Q(by_id=viewer.user_id)
    return Notice.objects.filter(seen)


def listing(
    *, viewer: Actor, today: date, offset: int = 0, limit: int = 50
) -> tuple[tuple[NoticeInfo, ...], int]:
    """Notices, what was changed last first, and how many there are."""
    rows = visible(viewer=viewer)
    page = rows.select_related("unit", "by", "read").prefetch_related("copies", "steps__by")
    found = list(page.order_by("-changed_at", "-pk")[offset : offset + limit])
    said = facts_of((row.record for row in found), today)
    return tuple(_info(row, viewer, said) for row in found), rows.count()


def get(*, notice_id: int, viewer: Actor, today: date) -> NoticeInfo:
    """One notice with what was done with it. Raises :class:`NoSuchNotice`."""
    rows = visible(viewer=viewer).select_related("unit", "by", "read").prefetch_related("copies", "steps__by")
    row = rows.filter(pk=notice_id).first()
    if row is None:
        raise NoSuchNotice(notice_id)
    return _info(row, viewer, facts_of([row.record], today))


def may_write(row: Notice, viewer: Actor) -> bool:
    """Whether the viewer changes this notice: the unit that keeps it, and who reviews."""
    mine = row.by_id == viewer.user_id or row.unit_id in own_units(viewer=viewer)
    return viewer.may("add") and (viewer.may("review") or mine)


def writers(row: Notice) -> set[int]:
    """Who wrote what is not yet published: all who drafted or changed it since the last approval."""
    found: set[int] = set()
    for step in sorted(row.steps.all(), key=lambda one: one.pk):
        if step.act in WROTE:
            found.add(step.by_id)
        elif step.act == "approve":
            found.clear()
    return found


def _info(row: Notice, viewer: Actor, said: Mapping[str, Facts]) -> NoticeInfo:
    copies = list(row.copies.all())
    stands = next((one for one in copies if one.ended_at is None), None)
    changed = (
        tuple(
            (name, str(getattr(stands, name)), str(getattr(row, name)))
            for name in FIELDS
            if getattr(stands, name) != getattr(row, name)
        )
        if stands
        else ()
    )
    now = row.facts if row.record.startswith(FIGURE) else said.get(row.record, {})
    then: Facts = stands.facts if stands else {}
    stale = tuple(
        (code, then.get(code, ""), now.get(code, ""))
        for code in dict.fromkeys((*then, *now))
        if stands and then.get(code, "") != now.get(code, "")
    )
    steps = sorted(row.steps.all(), key=lambda one: one.pk)
    withdrawn = bool(steps) and steps[-1].act == "withdraw"
    hidden = bool(row.record) and not now
    if stands:
        state = "stale" if stale else "differs" if changed else "public"
    else:
        state = "withdrawn" if withdrawn else "draft"
    may = set()
    if may_write(row, viewer):
        may |= {"edit", "restate"} if row.record.startswith(FIGURE) else {"edit"}
    if viewer.may("review"):
        if stands:
            may.add("withdraw")
        if not hidden and state in ("draft", "differs", "stale") and viewer.user_id not in writers(row):
            may.add("approve")
    return NoticeInfo(
        row.pk, row.kind, row.title, row.source, row.dated, row.body, row.unit.name if row.unit else "",
        str(row.by), row.changed_at, state, changed, row.record, now, stale, hidden, frozenset(may),
        tuple(StepInfo(one.act, str(one.by), one.at, one.note) for one in steps), _reads(row), row.topic,
    )  # fmt: skip


def _reads(row: Notice) -> int:
    """Views written down; none of a notice that nobody has read yet."""
    found = getattr(row, "read", None)
    return 0 if found is None else found.count


def _public(row: Copy) -> Public:
    return Public(
        row.notice_id, row.kind, row.title, row.source, row.dated, row.body, row.published_at, row.facts,
        topic=row.topic,
    )  # fmt: skip
