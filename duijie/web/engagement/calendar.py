"""A month: events, visits, and what is due on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.agreements.queries import calendar as promises_due
from duijie.agreements.rules import CLOSING
from duijie.engagement import queries as engagement
from duijie.kernel.typed import typed_day
from duijie.visits import queries as visits
from duijie.visits.rules import DIRECTIONS
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import to
from duijie.web.engagement.pages import CalendarPage, Day, Entry
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say

SHOWN = 4
"""So many entries stand on a day; the others open with it."""
YEARS = range(1950, 2200)
ICONS = {"event": "calendar-event", "visit": "walk", "due": "check"}


def calendar_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> CalendarPage:
    """The month asked for (``2024-05``), else that of today; ``day`` shows one day in full."""
    chosen = typed_day(asked.get("day", ""))
    first = typed_day(asked.get("month", "") + "-01") or (chosen or today).replace(day=1)
    if first.year not in YEARS:
        chosen, first = None, today.replace(day=1)
    begins = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=31)).replace(day=1)
    ends = following + timedelta(days=(7 - following.weekday()) % 7 - 1)
    found = _entries(begins, ends, viewer, today)
    days = [begins + timedelta(days=place) for place in range((ends - begins).days + 1)]
    ready = [_day(one, found.get(one, []), first, today) for one in days]
    inside = [one for one in days if one.month == first.month and found.get(one)]
    shown = None
    if chosen is not None:
        whole = found.get(chosen) or _entries(chosen, chosen, viewer, today).get(chosen, [])
        shown = _day(chosen, whole, first, today, most=len(whole))
    names = {"event": _("events"), "visit": _("visits"), "due": _("due")}
    return CalendarPage(
        heading=date_format(first, "YEAR_MONTH_FORMAT"),
        previous=Link(_("Month before"), _month(first - timedelta(days=1))),
        following=Link(_("Month after"), _month(following)),
        now=Link(_("This month"), reverse("calendar")),
        weekdays=tuple(str(WEEKDAYS_ABBR[place]) for place in range(7)),
        weeks=tuple(tuple(ready[place : place + 7]) for place in range(0, len(ready), 7)),
        empty=not inside,
        legend=tuple(Entry(label, kind, ICONS[kind], "") for kind, label in names.items()),
        shown=shown,
        act=Link(_("Plan an event"), reverse("event-add")) if viewer.may("add") else None,
    )


def _entries(begins: date, ends: date, viewer: Actor, today: date) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    filters = engagement.Filters(since=begins, until=ends)
    for event in engagement.events(viewer=viewer, filters=filters, limit=500).lines:
        if event.state != "cancelled":
            for one in _days(event.begins_on, event.ends_on, begins, ends):
                found[one].append(Entry(event.name, "event", ICONS["event"], to(f"event:{event.id}")))
    page = visits.visits(
        viewer=viewer, today=today, filters=visits.Filters(since=begins, until=ends), limit=500
    )
    for visit in page.lines:
        if visit.state != "cancelled":
            label = f"{visit.organisation} ({say(DIRECTIONS[visit.direction])})"
            for one in _days(visit.begins_on, visit.ends_on, begins, ends):
                found[one].append(Entry(label, "visit", ICONS["visit"], to(f"visit:{visit.id}")))
    for due in engagement.follow_ups(viewer=viewer, today=today, since=begins, until=ends):
        url = to(f"event:{due.event_id}") + "#follow-ups"
        label = f"{say(due.name)} · {due.event}"
        found[due.due_on].append(Entry(label, "due", ICONS["due"], url, due.done_on is not None))
    for step in visits.next_steps(viewer=viewer, today=today, since=begins, until=ends):
        if step.next_on is not None:
            label = f"{step.next_step} · {step.organisation}"
            found[step.next_on].append(Entry(label, "due", ICONS["due"], to(f"visit:{step.id}")))
    for promise in promises_due(viewer=viewer, since=begins, until=ends, today=today):
        url = reverse("agreement", args=[promise.agreement_id])
        if promise.clause_id is not None:
            url += f"#clause-{promise.clause_id}"
        label = f"{say(promise.kind)} · {promise.agreement}"
        found[promise.on].append(Entry(label, "due", ICONS["due"], url, promise.state in CLOSING))
    return found


def _day(one: date, entries: list[Entry], first: date, today: date, *, most: int = SHOWN) -> Day:
    rest = len(entries) - most
    more = None
    if rest > 0:
        url = with_query(reverse("calendar"), month=f"{first:%Y-%m}", day=one.isoformat()) + "#shown"
        more = Link(_("%(count)s more") % {"count": rest}, url)
    return Day(
        number=str(one.day),
        full=day(one),
        weekday=str(WEEKDAYS[one.weekday()]),
        inside=(one.year, one.month) == (first.year, first.month),
        today=one == today,
        entries=tuple(entries[:most]),
        more=more,
    )


def _days(first: date, last: date, begins: date, ends: date) -> list[date]:
    start, end = max(first, begins), min(last, ends)
    return [start + timedelta(days=place) for place in range((end - start).days + 1)]


def _month(one: date) -> str:
    return with_query(reverse("calendar"), month=f"{one:%Y-%m}")
