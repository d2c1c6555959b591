"""The only writer of enquiries and of what the office did with them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.leads.operations import register
from duijie.portal.enquiries.queries import answers, visible
from duijie.portal.models import Asked, Copy, Enquiry, Knock, Reply
from duijie.portal.rules import due_on
from duijie.portal.types import CLOSED, NoSuchEnquiry, TooMany, WrongReply
from duijie.rulebook.columns import WrongFields

AN_HOUR: Final = 5
"""Enquiries that one address may send within an hour."""
LENGTHS: Final = {"name": 100, "organisation": 200, "reach": 200, "text": 4000}
NEEDED: Final = frozenset({"name", "reach", "text"})


def receive(
    *,
    name: str,
    organisation: str,
    reach: str,
    text: str,
    consent: bool,
    notice_id: int | None,
    address: str,
    at: datetime,
) -> int:
    """Keep what somebody of the public asks; its number. Nobody acts here, so the enquiry itself is the record.

    Of ``address`` a hash is counted for the hour and nothing kept. Raises :class:`WrongFields`, :class:`TooMany`.
    """
    given = {
        "name": name.strip(),
        "organisation": organisation.strip(),
        "reach": reach.strip(),
        "text": text.strip(),
    }
    faults = {
        code: Words("必填", "fill this in") if not value else Words("太长", "too long")
        for code, value in given.items()
        if len(value) > LENGTHS[code] or (not value and code in NEEDED)
    }
    if not consent:
        faults["consent"] = Words("不同意则无法回复您", "without it we cannot reply to you")
    if faults:
        raise WrongFields(faults)
    with transaction.atomic():
        _count(address, at)
        # A notice that is no longer public, or a number made up, is left out rather than told of.
        public = notice_id is not None and Copy.objects.filter(notice_id=notice_id, ended_at=None).exists()
        row = Enquiry.objects.create(
            at=at, notice_id=notice_id if public else None, due_on=due_on(timezone.localdate(at))
        )
        Asked.objects.create(enquiry=row, **given)
    return row.pk


@transaction.atomic
def answer(*, enquiry_id: int, text: str, by: Actor, at: datetime) -> None:
    """Record what was replied, which stops the clock; more may be replied later. Raises :class:`WrongReply`."""
    row = _mine(enquiry_id, by)
    if not text.strip():
        raise WrongReply("请写明回复了什么。", "Say what was replied.")
    if len(text) > 2000:
        raise WrongReply("回复不超过 2000 字。", "A reply has 2,000 characters at most.")
    _done(row, "answered" if row.state == "open" else row.state, "answered", by, at, text=text)


@transaction.atomic
def close(*, enquiry_id: int, reason: str, text: str, by: Actor, at: datetime) -> None:
    """Close an enquiry with a reason of :data:`CLOSED`. Raises :class:`WrongReply`."""
    row = _mine(enquiry_id, by)
    if reason not in CLOSED:
        raise WrongReply(
            "请选择原因：" + "、".join(one.zh for one in CLOSED.values()) + "。",
            "Choose why: " + ", ".join(one.en for one in CLOSED.values()) + ".",
        )
    _done(row, "closed", "closed", by, at, text=text, reason=reason)


@transaction.atomic
def make_lead(
    *, enquiry_id: int, name: str, investor: str, contact: str, content: str, by: Actor, at: datetime
) -> int:
    """Register an enquiry as a lead, whose clocks run from then on; the lead's number.

    Raises :class:`WrongReply`, :class:`duijie.leads.types.LeadIncomplete`.
    """
    row = _mine(enquiry_id, by)
    if row.lead_id is not None:
        raise WrongReply(f"已转为线索 {row.lead_id}。", f"It is lead {row.lead_id} already.")
    found = register(
        name=name,
        investor=investor,
        contact=contact,
        content=content,
        channel=f"公开页面来信 {row.pk}",
        by=by,
        at=at,
    )
    row.lead_id = found.lead_id
    _done(row, "lead", "lead", by, at)
    return found.lead_id


def _mine(enquiry_id: int, by: Actor) -> Enquiry:
    """The row, held until the act is through."""
    by.must("add")
    row = visible(viewer=by).filter(pk=enquiry_id).first()
    if row is None:
        raise NoSuchEnquiry(enquiry_id)
    row = Enquiry.objects.select_for_update(of=("self",)).select_related("notice").get(pk=enquiry_id)
    if not answers(row, by):
        raise NoSuchEnquiry(enquiry_id)
    if row.state == "closed":
        raise WrongReply("来信已关闭。", "The enquiry is closed.")
    return row


def _done(
    row: Enquiry, state: str, act: str, by: Actor, at: datetime, *, text: str = "", reason: str = ""
) -> None:
    row.state, row.replied_at = state, row.replied_at or at
    row.save()
    Reply.objects.create(
        enquiry=row, act=act, reason=reason, text=text.strip()[:2000], at=at, by_id=by.user_id
    )
    log(by=by, at=at, operation=f"enquiry_{act}", subject=f"enquiry:{row.pk}", code=reason)


def _count(address: str, at: datetime) -> None:
    """Count a sending; the conditional update lets no two of one moment both pass the limit."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    mark = salted_hmac(
        "duijie.portal.knock", f"{hour.isoformat()} {address}", algorithm="sha256"
    ).hexdigest()[:32]
    Knock.objects.filter(hour__lt=hour).delete()
    Knock.objects.bulk_create([Knock(hour=hour, mark=mark)], ignore_conflicts=True)
    if not Knock.objects.filter(mark=mark, count__lt=AN_HOUR).update(count=F("count") + 1):
        raise TooMany
