"""The record of acts: who did what to which record, when, from where. Searching stays quick however long it grows.

Narrow questions (a record, a person) go along their index; all others walk back along the days, a bounded stretch at
a time, and say how far they have looked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from duijie.accounts.models import AuditRow, User
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor, AuditInfo

STRETCH: Final = 100_000
"""Rows that one search looks through."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the record is narrowed to. ``subject`` is a record (``project:12``) or a kind (``project``).

    ``operations`` are alternatives, ``until`` is included; ``text`` is looked for in what the rows say.
    """

    person: str = ""
    unit_ids: tuple[int, ...] = ()
    operations: tuple[str, ...] = ()
    subject: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""
    via: str = ""


NOTHING_ASKED: Final = Filters()


@dataclass(frozen=True, slots=True)
class Acts:
    """A page of the record, the latest first. ``next`` is the mark of the page behind it, empty at the end.

    ``hidden`` rows are about confidential records; ``looked_to`` is the moment back to which was looked where the
    page is not full though older rows remain.
    """

    rows: tuple[AuditInfo, ...]
    next: str
    hidden: int
    looked_to: datetime | None


def search(
    *,
    viewer: Actor,
    filters: Filters = NOTHING_ASKED,
    after: str = "",
    limit: int = 50,
    unseen: Callable[[Iterable[str]], frozenset[str]] = lambda subjects: frozenset(),
) -> Acts:
    """What was done, by all or, for whoever may only that, by oneself and the people of the units below.

    ``unseen`` picks the records that the viewer may not read. ``after`` is the ``next`` of the page before it.
    """
    viewer.must("acts_below")
    rows = AuditRow.objects.order_by("-at", "-pk")
    if ":" in filters.subject:
        rows = rows.filter(subject=filters.subject)
    if filters.person:
        rows = rows.filter(by__in=_people(filters.person))
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    if after:
        at, _mark, number = after.partition("~")
        moment = datetime.fromisoformat(at)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=int(number)), at__lte=moment)
    edge = rows.values_list("at", "pk")[STRETCH : STRETCH + 1].first() if ":" not in filters.subject else None
    wanted = _narrowed(rows, filters, viewer)
    if edge is not None:
        wanted = wanted.filter(at__gte=edge[0])
    found = list(wanted.select_related("by", "unit", "personal")[: limit + 1])
    page = found[:limit]
    more = len(found) > limit
    secret = unseen({row.subject for row in page})
    shown = [row for row in page if row.subject not in secret]
    mark = ""
    if more:
        mark = f"{page[-1].at.isoformat()}~{page[-1].pk}"
    elif edge is not None:
        mark = f"{edge[0].isoformat()}~0"
    return Acts(
        rows=tuple(told(shown, viewer)),
        next=mark,
        # How many hidden rows hold a word would tell what they say.
        hidden=0 if filters.text or ":" in filters.subject else len(page) - len(shown),
        looked_to=edge[0] if edge is not None and not more else None,
    )


def history(*, subjects: Iterable[str], viewer: Actor, limit: int = 100) -> list[AuditInfo]:
    """What was done to these records, the latest first. Who asks has read the records already."""
    if not viewer.may("see"):
        return []
    return told(AuditRow.objects.filter(subject__in=list(subjects)).order_by("-at", "-pk")[:limit], viewer)


def told(rows: Iterable[AuditRow], viewer: Actor) -> list[AuditInfo]:
    """Rows as the viewer reads them: what tells of people only where the role shows people."""
    sees = viewer.may("see_people")
    found = []
    if isinstance(rows, QuerySet):
        rows = rows.select_related("by", "unit", "personal")
    for row in rows:
        apart = getattr(row, "personal", None)
        detail: dict[str, Any] = row.detail
        if apart is not None and sees:
            detail = {**{name: value for name, value in detail.items() if name != "fields"}, **apart.detail}
        found.append(
            AuditInfo(
                row.at, str(row.by), row.operation, row.subject, detail, row.pk, str(row.unit or ""), row.via,
                apart is not None and not sees,
            )
        )  # fmt: skip
    return found


def _narrowed(rows: QuerySet[AuditRow], filters: Filters, viewer: Actor) -> QuerySet[AuditRow]:
    if not viewer.may("acts"):
        rows = rows.filter(Q(by_id=viewer.user_id) | Q(unit_id__in=own_units(viewer=viewer)))
    if filters.subject and ":" not in filters.subject:
        # A prefix, not a range: with a range the database would gather all rows of the kind and sort them.
        rows = rows.filter(Q(subject=filters.subject) | Q(subject__startswith=f"{filters.subject}:"))
    if filters.unit_ids:
        rows = rows.filter(unit_id__in=filters.unit_ids)
    if filters.operations:
        rows = rows.filter(operation__in=filters.operations)
    if filters.via:
        rows = rows.filter(via__contains=filters.via)
    for word in filters.text.split():
        # SQLite keeps JSON as ASCII with escapes, PostgreSQL as what it says.
        needle = json.dumps(word)[1:-1] if connection.vendor == "sqlite" else word
        rows = rows.alias(said=Cast("detail", TextField())).filter(
            Q(said__icontains=needle) | Q(subject__icontains=word)
        )
    return rows


def _people(name: str) -> list[int]:
    """Whoever signs in under this name or is called so, people who no longer may included."""
    return list(
        User.objects.filter(Q(username=name) | Q(display_name__icontains=name)).values_list("pk", flat=True)
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
