"""The record of acts: searched, on each record, and taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.acts import Acts, Filters, history
from duijie.accounts.queries import own_units, units, units_below
from duijie.accounts.types import Actor, AuditInfo
from duijie.acts.names import OPERATIONS, RECORDS
from duijie.acts.queries import acts
from duijie.acts.wording import act_of, joined, particulars, place_of, record_of
from duijie.kernel.typed import typed_day
from duijie.kernel.words import Words
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE
from duijie.web.engagement.cells import choices, not_shown, table, to
from duijie.web.engagement.pages import Cell, ListPage, Table
from duijie.web.pages.parts import Choice, Field, Link, Paging
from duijie.web.saying import day, moment, say

ON_RECORD = 30
"""Acts that a record's own page shows."""


def asked_of(asked: Mapping[str, str]) -> Filters:
    """The filters that an address asks for."""
    unit = asked.get("unit", "")
    act = asked.get("act", "")
    number = asked.get("number", "").strip()
    kind = asked.get("kind", "")
    return Filters(
        person=asked.get("person", "").strip()[:60],
        unit_ids=tuple(units_below(int(unit))) if unit.isdecimal() else (),
        operations=(act.partition("@")[0],) if act in OPERATIONS else (),
        subject=(f"{kind}:{number}" if number.isdecimal() else kind) if kind in RECORDS else "",
        since=typed_day(asked.get("since", "")), until=typed_day(asked.get("until", "")),
        text=asked.get("text", "").strip()[:100],
    )  # fmt: skip


def record_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """What was done, the latest first."""
    filters, here = asked_of(asked), reverse("acts")
    mark = asked.get("after", "")
    found = acts(viewer=viewer, filters=filters, after=mark if _is_mark(mark) else "", limit=PAGE)
    kept = {name: value for name, value in asked.items() if value and name != "after"}
    unit = asked.get("unit", "")
    whole = viewer.may("acts")
    reach = units() if whole else {number: units()[number] for number in own_units(viewer=viewer)}
    listed = (
        Choice("", _("all"), not unit),
        *(Choice(str(one.id), one.name, str(one.id) == unit) for one in reach.values()),
    )
    return ListPage(
        heading=_("Record of acts"),
        about=(
            _("Who did what to which record, when, from where. Rows are only added, never changed or deleted.")
            if whole
            else _("What you and the people of your unit and those below it did. Auditors and administrators read all of it.")
        ),
        act=None,
        tabs=acts_tabs(viewer),
        chosen=here,
        asked=(
            Field("text", _("Words"), "search", asked.get("text", "")),
            Field("person", _("Person"), "search", asked.get("person", "")),
            Field("unit", _("Unit"), "choice", choices=listed),
            Field("act", _("Act"), "choice", choices=choices(OPERATIONS, asked.get("act", ""), empty=_("all"))),
            Field("kind", _("Record"), "choice", choices=choices(RECORDS, asked.get("kind", ""), empty=_("all"))),
            Field("number", _("Its number"), "search", asked.get("number", "")),
            Field("since", _("From"), "date", asked.get("since", "")),
            Field("until", _("Until"), "date", asked.get("until", "")),
        ),
        here=here,
        total=" · ".join(filter(None, [_counted(found), not_shown(found.hidden)])),
        notices=(),
        table=_table(found, narrowed=filters != Filters(), export=with_query(reverse("acts-export"), **kept)),
        paging=Paging(
            _("older ones follow") if found.next else _("the oldest"),
            with_query(here, **kept) if mark else "",
            with_query(here, **kept, after=found.next) if found.next else "",
        ) if found.next or mark else None,
    )  # fmt: skip


def history_table(subjects: Sequence[str], *, viewer: Actor) -> Table:
    """The acts on one record, for the page of that record; one of several homes has several subjects."""
    rows = history(subjects=subjects, viewer=viewer, limit=ON_RECORD)
    subject = subjects[0] if subjects else ""
    acts_on = [
        Link(
            _("All of it"),
            with_query(reverse("acts"), kind=subject.partition(":")[0], number=subject.partition(":")[2]),
        )
    ]
    return table(
        "history", say(Words("操作记录", "History")), [_("When"), _("Who"), _("Did what"), _("From where")],
        ([Cell(moment(one.at)), Cell(one.by, note=one.unit), _act_cell(one), Cell(say(place_of(one)))] for one in rows),
        empty=_("Nothing is recorded yet"), hint=_("Each change from now on leaves a row here."),
        acts=acts_on if viewer.may("acts_below") and len(rows) == ON_RECORD else [],
    )  # fmt: skip


def acts_tabs(viewer: Actor) -> tuple[Link, ...]:
    """The neighbours: the record, who may do what, and for an administrator users and units."""
    tabs = []
    if viewer.may("acts_below"):
        tabs.append(Link(_("Record of acts"), reverse("acts")))
    tabs.append(Link(_("Who may do what"), reverse("may")))
    if viewer.may("settle"):
        tabs.append(Link(_("Users and units"), reverse("people")))
    return tuple(tabs)


def _table(found: Acts, *, narrowed: bool, export: str) -> Table:
    rows = [
        [
            Cell(moment(one.at)), Cell(one.by, note=one.unit), _act_cell(one),
            Cell(say(record_of(one)), to(one.subject)), Cell(say(place_of(one))),
        ]
        for one in found.rows
    ]  # fmt: skip
    return table(
        "acts", _("Acts"), [_("When"), _("Who"), _("Did what"), _("Record"), _("From where")], rows,
        empty=_("Nothing fits") if narrowed else _("Nothing is recorded yet"),
        hint=_("Take words out, or choose all.") if narrowed else _("Each change from now on leaves a row here."),
        acts=[Link("xlsx", f"{export}{'&' if '?' in export else '?'}format=xlsx"), Link("csv", f"{export}{'&' if '?' in export else '?'}format=csv")],
    )  # fmt: skip


def _act_cell(row: AuditInfo) -> Cell:
    tags = (_("of people; not shown to your role"),) if row.kept_back else ()
    return Cell(say(act_of(row)), note=say(joined(particulars(row))), tags=tags)


def _counted(found: Acts) -> str:
    told = ngettext("%(count)s act on this page", "%(count)s acts on this page", len(found.rows)) % {
        "count": len(found.rows)
    }
    if found.looked_to is None:
        return told
    return f"{told} · " + _("looked back to %(day)s; “next” looks further") % {
        "day": day(found.looked_to.date())
    }


def _is_mark(text: str) -> bool:
    at, mark, number = text.partition("~")
    return bool(mark) and number.isdecimal() and at[:4].isdecimal()
