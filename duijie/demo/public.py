"""The public pages of the demo case: notices written by one person and approved by another, and one enquiry."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor
from duijie.demo.county import County, Planted, moment
from duijie.figures.publishing import NothingToPublish, facts_of, record_of, value_of
from duijie.portal.enquiries.operations import receive
from duijie.portal.operations import approve, draft
from duijie.portal.queries import listing


def publish(case: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Publish the notices and figures of the case once, and let somebody ask; how many notices. ``by`` approves."""
    if listing(viewer=by, today=timezone.localdate(at), limit=1)[1]:
        return 0
    # Nobody signs in as the writer; an approval needs a second person.
    writer = add_user(
        username="demo-writer", password=secrets.token_urlsafe(), display_name="演示起草人", role="clerk"
    )
    numbers = {}
    for row in case["notice"]:
        numbers[row["title"]] = draft(**row, by=writer, at=at)
        approve(notice_id=numbers[row["title"]], by=by, at=at)
    for row in case["figure"]:
        told = {name: row[name] for name in ("title", "source", "dated", "body")}
        record = record_of(row["code"], row["as_of"])
        try:
            frozen = facts_of(value_of(record, known_at=at, viewer=writer))
        except NothingToPublish:
            # Its documents were not accepted, or their facts were taken back since.
            continue
        numbers[row["title"]] = draft(kind="figure", record=record, frozen=frozen, by=writer, at=at, **told)
        approve(notice_id=numbers[row["title"]], by=by, at=at)
    receive(
        **{name: case["enquiry"][name] for name in ("name", "organisation", "reach", "text")},
        notice_id=numbers[case["enquiry"]["notice"]], consent=True, address="", at=at,
    )  # fmt: skip
    return len(numbers)


def unanswered(county: County) -> list[Planted]:
    """An enquiry that nobody replied to."""
    receive(
        name="示例来信人", organisation="", reach="hello@example.org", text="请问有没有标准厂房出租？", consent=True,
        notice_id=None, address="", at=moment(county.today - timedelta(days=40)),
    )  # fmt: skip
    return [Planted("enquiry_unanswered", ())]
