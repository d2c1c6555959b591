"""Reads of enquiries. That there is one, and until when it is due, is for the house; who asked what, for who answers."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.portal.models import Enquiry
from duijie.portal.types import AskedInfo, EnquiryInfo, NoSuchEnquiry, ReplyInfo


def visible(*, viewer: Actor) -> QuerySet[Enquiry]:
    """Whose enquiries one sees: reviewers and who reads all acts see all, others those to notices of their unit."""
    if not viewer.may("see"):
        return Enquiry.objects.none()
    if viewer.may("review") or viewer.carries("acts") or viewer.role == "lead":
        return Enquiry.objects.all()
    return Enquiry.objects.filter(notice__unit__in=own_units(viewer=viewer))


def answers(row: Enquiry, viewer: Actor) -> bool:
    """Whether the viewer answers this enquiry, and so reads who asked: reviewers, and the unit that keeps the notice."""
    if not (viewer.may("see_people") and viewer.may("add")):
        return False
    kept = row.notice is not None and row.notice.unit_id in own_units(viewer=viewer)
    return viewer.may("review") or kept


def listing(
    *, viewer: Actor, today: date, waiting: bool = False, offset: int = 0, limit: int = 50
) -> tuple[tuple[EnquiryInfo, ...], int]:
    """Enquiries, those without a reply first by due day, then those replied to last; and how many there are."""
    rows = visible(viewer=viewer)
    rows = rows.filter(state="open") if waiting else rows
    page = rows.select_related("notice", "personal").prefetch_related("replies__by")
    found = page.order_by(F("replied_at").desc(nulls_first=True), "due_on", "-pk")[offset : offset + limit]
    return tuple(_info(row, viewer, today) for row in found), rows.count()


def get(*, enquiry_id: int, viewer: Actor, today: date) -> EnquiryInfo:
    """One enquiry. Raises :class:`NoSuchEnquiry`."""
    rows = visible(viewer=viewer).select_related("notice", "personal").prefetch_related("replies__by")
    row = rows.filter(pk=enquiry_id).first()
    if row is None:
        raise NoSuchEnquiry(enquiry_id)
    return _info(row, viewer, today)


def waiting(*, viewer: Actor, today: date) -> tuple[int, int]:
    """How many enquiries await a first reply, and how many of them are late."""
    dues = list(visible(viewer=viewer).filter(state="open").values_list("due_on", flat=True))
    return len(dues), sum(due < today for due in dues)


def late(*, viewer: Actor, before: date) -> list[tuple[int, date, date]]:
    """Enquiries whose first reply was due before a day and is not there: number, day of arrival, due day."""
    rows = visible(viewer=viewer).filter(state="open", due_on__lt=before).order_by("due_on", "pk")
    return [(pk, timezone.localdate(at), due) for pk, at, due in rows.values_list("pk", "at", "due_on")]


def _info(row: Enquiry, viewer: Actor, today: date) -> EnquiryInfo:
    mine = answers(row, viewer)
    steps = sorted(row.replies.all(), key=lambda one: one.pk)
    told = row.personal
    may = set()
    if mine and row.state != "closed":
        may = {"answer", "close"} | ({"lead"} if row.lead_id is None else set())
    return EnquiryInfo(
        row.pk, row.at, row.notice.title if row.notice else "", row.notice_id, row.due_on, row.state,
        max(0, (today - row.due_on).days) if row.state == "open" else 0, row.lead_id,
        AskedInfo(told.name, told.organisation, told.reach, told.text) if mine else None,
        tuple(ReplyInfo(one.act, one.reason, one.text if mine else "", str(one.by), one.at) for one in steps),
        frozenset(may),
    )  # fmt: skip
