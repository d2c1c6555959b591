"""The list of agreements, and what falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.agreements import queries
from duijie.agreements.queries import Filters
from duijie.agreements.rules import LIGHTS, SIDES, STATES, STEP_STATES, load
from duijie.agreements.types import AgreementLine, Reminder
from duijie.kernel.words import Words
from duijie.web.agreements.pages import AgreementRow, AgreementsPage, DuePage, DueRow
from duijie.web.compose.codes import choices
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.pages.organisations import Narrowing
from duijie.web.pages.parts import Choice, Link
from duijie.web.saying import day, say

AHEAD: Final = (30, 90, 180, 365)
DUE: Final = {
    "overdue": Words("有逾期", "something overdue"),
    "soon": Words("有提醒", "something to be reminded of"),
}


def agreements_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> AgreementsPage:
    """The list, narrowed and paged."""
    filters = filters_of(asked)
    number = page_number(asked)
    found = queries.listing(
        viewer=viewer, today=today, filters=filters, offset=(number - 1) * PAGE, limit=PAGE
    )
    total = ngettext("%(count)s agreement", "%(count)s agreements", found.count) % {
        "count": f"{found.count:,}"
    }
    if found.hidden:
        total += " · " + _("%(count)s of them confidential and not shown") % {"count": f"{found.hidden:,}"}
    shown = found.count - found.hidden
    return AgreementsPage(
        search=filters.text,
        narrowings=_narrowings(filters),
        rows=tuple(_row(one) for one in found.lines),
        total=total,
        narrowed=filters != Filters(),
        paging=paging(reverse("agreements"), asked, number, shown),
        add_url=reverse("draw-up") if viewer.may("add") else "",
    )


def due_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> DuePage:
    """What is overdue and what falls due: by the table of reminders, or so many days ahead."""
    ahead = asked.get("days", "")
    days = int(ahead) if ahead.isdigit() and int(ahead) <= 3650 else None
    side = asked.get("side", "") if asked.get("side", "") in SIDES else ""
    number = page_number(asked)
    shown = queries.reminders(
        viewer=viewer, today=today, days=days, side=side, offset=(number - 1) * PAGE, limit=PAGE
    )
    count = queries.count_reminders(viewer=viewer, today=today, days=days, side=side)
    by_table = Choice("", _("as the table of reminders says"), days is None)
    return DuePage(
        choices=(
            by_table,
            *(Choice(str(one), ngettext("within %(count)s day", "within %(count)s days", one) % {"count": one}, one == days) for one in AHEAD),
        ),
        sides=choices(SIDES, side, empty=_("both sides")),
        rows=tuple(_due(one) for one in shown),
        total=ngettext("%(count)s thing", "%(count)s things", count) % {"count": f"{count:,}"},
        paging=paging(reverse("agreements-due"), asked, number, count),
    )  # fmt: skip


def left_in_words(days: int) -> str:
    """``3 days left``, ``today``, ``3 days late``."""
    if days == 0:
        return _("today")
    count = {"count": f"{abs(days):,}"}
    if days > 0:
        return ngettext("%(count)s day left", "%(count)s days left", days) % count
    return ngettext("%(count)s day late", "%(count)s days late", -days) % count


def unit_choices(chosen: str, *, empty: str) -> tuple[Choice, ...]:
    """All units to choose from."""
    listed = (Choice(str(one.id), one.name, str(one.id) == chosen) for one in units().values())
    return (Choice("", empty, not chosen), *listed)


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What the list is narrowed to."""
    rules = load()
    unit = asked.get("unit", "")
    return Filters(
        kind=asked.get("kind", "") if asked.get("kind") in rules.kinds else "",
        state=asked.get("state", "") if asked.get("state") in STATES else "",
        unit_id=int(unit) if unit.isdigit() else None,
        due=asked.get("due", "") if asked.get("due") in DUE else "",
        text=asked.get("text", "").strip()[:100],
    )


def _narrowings(filters: Filters) -> tuple[Narrowing, ...]:
    every = _("all")
    kinds = {code: kind.name for code, kind in load().kinds.items()}
    return (
        Narrowing("kind", _("Kind"), choices(kinds, filters.kind, empty=every)),
        Narrowing("state", _("State"), choices(STATES, filters.state, empty=every)),
        Narrowing("unit", _("Unit"), unit_choices(str(filters.unit_id or ""), empty=every)),
        Narrowing("due", _("Due"), choices(DUE, filters.due, empty=every)),
    )


def _row(one: AgreementLine) -> AgreementRow:
    soon = one.expires_in is not None and one.expires_in < 0
    return AgreementRow(
        title=Link(one.title, reverse("agreement", args=[one.id])),
        kind=say(load().kinds[one.kind].name),
        parties="、".join(one.parties),
        state=say(STATES[one.state]),
        signed_on=day(one.signed_on),
        valid_until=day(one.valid_until),
        left=left_in_words(one.expires_in) if one.expires_in is not None and one.expires_in <= 90 else "",
        light="red" if one.overdue or soon else "green" if one.met and not one.open else "",
        overdue=str(one.overdue or ""),
        open=str(one.open or ""),
        met=str(one.met or ""),
        unit=one.unit,
        confidential=_("confidential") if one.confidential else "",
    )


def _due(one: Reminder) -> DueRow:
    url = reverse("agreement", args=[one.agreement_id])
    return DueRow(
        day=day(one.on),
        left=left_in_words(one.days),
        light=LIGHTS[one.state],
        state=say(STEP_STATES[one.state]) if one.what == "due" else _("expires"),
        kind=say(one.kind),
        text=one.text or _("The agreement is valid until this day."),
        agreement=Link(one.agreement, f"{url}#clause-{one.clause_id}" if one.clause_id else url),
        side=say(SIDES[one.side]) if one.side else "",
        owner=one.owner or one.unit,
    )
