"""One platform, one person brought in, one contract, one partnership: all that is kept of it, and its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.innovation import queries
from duijie.innovation.columns import fields
from duijie.innovation.dealings import queries as dealings
from duijie.innovation.dealings.queries import Filters
from duijie.innovation.rules import CONTRACT_STATES, FLOWS, MODES, STATES, load, region_name
from duijie.innovation.types import PlatformInfo, RecordLine, Row
from duijie.web.acts.record import history_table
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import counted, money, named, not_shown, paid, table, to
from duijie.web.engagement.pages import Cell, Known, RecordPage, Table
from duijie.web.innovation.dealings import (
    contracts_table,
    partnerships_table,
    talents_table,
    told_findings,
)
from duijie.web.innovation.lists import title_of
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say

MONEY = frozenset({"cost", "amount", "technology", "paid", "revenue"})
REGIONS = frozenset({"origin", "seller_region", "buyer_region"})
LEFT_OUT = frozenset({"note", "title", "person"})


def platform_page(number: int, *, viewer: Actor, today: date) -> RecordPage:
    """One platform: who, until when, what happens there, what came of it, what it rests on."""
    info = queries.platform(platform_id=number, viewer=viewer, today=today)
    line, row = info.line, info.row
    narrowed = Filters(platform_id=number)
    people, _count = dealings.talents(viewer=viewer, filters=narrowed, limit=200)
    contracts, _count, _hidden = dealings.contracts(viewer=viewer, filters=narrowed, limit=200)
    partnerships, _count, _hidden = dealings.partnerships(viewer=viewer, filters=narrowed, limit=200)
    acts = [(_("Change"), "edit")] if row.may_write else []
    acts += [(_("End"), "end")] if row.may_write and line.state != "ended" and line.kind else []
    notices = told_findings(dealings.findings(viewer=viewer, today=today, platform_id=number))
    if line.state in ("soon", "expired"):
        notices = (f"{say(STATES[line.state])}: {day(line.valid_until)}", *notices)
    may_people = row.may_write and viewer.may("see_people")
    add_people = Link(_("Record somebody"), with_query(reverse("talent-add"), platform=str(number)))
    return RecordPage(
        back=Link(_("Platforms"), reverse("platforms")), title=title_of(line),
        facts=tuple(filter(None, [
            named(load().kind_names, line.kind) if line.kind else _("type not told"), line.host, say(STATES[line.state]),
        ])),
        acts=tuple(Link(label, reverse("platform-act", args=[number, code])) for label, code in acts), notices=notices,
        known=(*_known("platform", row), *_source(info)), about=line.note, steps=(),
        tables=(
            _numbers(info),
            *_records(info),
            talents_table(
                people, title=_("People in and out"), empty=_("Nobody recorded yet"),
                hint=_("Record who works here, from when to when."), acts=(add_people,) if may_people else (),
            ),
            *([contracts_table(contracts, title=_("Technology contracts"), empty="")] if contracts else []),
            *([partnerships_table(partnerships, title=_("Partnerships"), empty="")] if partnerships else []),
            history_table([f"platform:{number}"], viewer=viewer),
        ),
    )  # fmt: skip


def talent_page(number: int, *, viewer: Actor, today: date) -> RecordPage:
    """Somebody brought in."""
    line, row = dealings.one(what="talent", number=number, viewer=viewer)
    category = named(load().categories, line.category)
    hidden = () if line.person else (Known(_("Name"), _("Your role does not show people.")),)
    return RecordPage(
        back=Link(_("Talent"), reverse("talents")), title=line.person or category,
        facts=(category, say(MODES[line.mode]), line.host),
        acts=_edit("talent", row) if viewer.may("see_people") else (),
        notices=told_findings(dealings.findings(viewer=viewer, today=today, talent_id=number)),
        known=(*hidden, *_known("talent", row)), about=str(row.values.get("note") or ""), steps=(),
        tables=(history_table([f"talent:{number}"], viewer=viewer),),
    )  # fmt: skip


def contract_page(number: int, *, viewer: Actor) -> RecordPage:
    """A technology contract."""
    line, row = dealings.one(what="contract", number=number, viewer=viewer)
    counts = line.state == "registered" and line.flow in ("absorbed", "exported")
    figure = (
        Known(_("Counts in"), say(FLOWS[line.flow]), reverse("figure", args=[f"technology.{line.flow}"])),
    )
    return RecordPage(
        back=Link(_("Technology contracts"), reverse("contracts")), title=line.title,
        facts=(named(load().technology, line.kind), say(FLOWS[line.flow]), say(CONTRACT_STATES[line.state])),
        acts=_edit("contract", row), notices=(), known=(*_known("contract", row), *(figure if counts else ())),
        about=str(row.values.get("note") or ""), steps=(), tables=(history_table([f"contract:{number}"], viewer=viewer),),
    )  # fmt: skip


def partnership_page(number: int, *, viewer: Actor) -> RecordPage:
    """A firm and an institution."""
    line, row = dealings.one(what="partnership", number=number, viewer=viewer)
    return RecordPage(
        back=Link(_("Partnerships"), reverse("partnerships")), title=line.title,
        facts=(named(load().partnerships, line.kind), line.firm, line.institution), acts=_edit("partnership", row),
        notices=(), known=_known("partnership", row), about=str(row.values.get("note") or ""), steps=(),
        tables=(history_table([f"partnership:{number}"], viewer=viewer),),
    )  # fmt: skip


def _edit(what: str, row: Row) -> tuple[Link, ...]:
    return (Link(_("Change"), reverse(f"{what}-edit", args=[row.id])),) if row.may_write else ()


def _known(what: str, row: Row) -> tuple[Known, ...]:
    """What the fields of a form say, and what the row leads to."""
    found = []
    for one in fields(what):
        value = row.values.get(one.code)
        if one.code in LEFT_OUT or value in (None, ""):
            continue
        label = say(one.name)
        url = to(f"organisation:{row.organisation_id}") if one.code in ("host", "firm") else ""
        codes = {choice.code: choice.name for choice in one.choices}
        if isinstance(value, Decimal):
            amount = money(value) if one.code in MONEY else None
            words = f"{amount.number} {amount.unit}" if amount else f"{value.normalize():f}"
            label = label if amount is None else label.removesuffix("（元）").removesuffix(" (yuan)")
        elif isinstance(value, date):
            words = day(value)
        else:
            words = region_name(str(value)) if one.code in REGIONS else named(codes, str(value))
        found.append(Known(label[:1].upper() + label[1:], words, url))
    found += [
        Known(_("Platform"), row.platform, to(f"platform:{row.platform_id}")) if row.platform_id else Known("", ""),
        Known(_("Project"), row.project, to(f"project:{row.project_id}")) if row.project_id else Known("", ""),
        Known(_("Unit"), row.unit),
        Known(_("Source"), row.document, reverse("document", args=[row.document_id]) if row.document_id else ""),
    ]  # fmt: skip
    return tuple(one for one in found if one.value)


def _source(info: PlatformInfo) -> Iterable[Known]:
    url = reverse("figure", args=["platforms"])
    if info.entry_id is not None:
        yield Known(_("Counted as"), _("one of those that a document counts without a name"), url)
    else:
        yield Known(_("Counted as"), _("one platform, whatever tells of it"), url)


def _numbers(info: PlatformInfo) -> Table:
    line = info.line
    rows = [
        (Cell(label), counted(count))
        for label, count in ((_("People now"), line.people), (_("Firms incubated"), line.incubated), (_("Came home"), line.landed))
        if count
    ]  # fmt: skip
    hidden = not_shown(info.hidden)
    return table("numbers", _("In numbers"), [_("What"), _("How many")], rows, numbers=[1], empty=_("Nothing to count yet"), about=hidden)  # fmt: skip


def _records(info: PlatformInfo) -> Iterable[Table]:
    """What is recorded, a table a kind; where nothing is, one that says what to do."""
    kinds = load().records
    add = (
        (Link(_("Record something"), reverse("platform-act", args=[info.line.id, "record"])),)
        if info.row.may_write and info.line.kind
        else ()
    )
    mine: dict[str, list[RecordLine]] = {}
    for one in info.records:
        mine.setdefault(one.kind, []).append(one)
    if not mine:
        yield table(
            "records", _("Projects, results, checks"), [_("What")], [], empty=_("Nothing recorded yet"), acts=add,
            hint=_("Record projects, results, the yearly check, firms incubated and what came home."),
        )  # fmt: skip
    for code in (*(code for code in kinds if code in mine), *(code for code in mine if code not in kinds)):
        name = say(kinds[code].name) if code in kinds else code
        rows = [
            (
                Cell(day(one.on)), Cell(one.title, reverse("platform-record", args=[one.id]) if info.row.may_write else "", note=one.note),
                Cell(one.firm), Cell(one.grade), paid(one.number), Cell(one.project, to(f"project:{one.project_id}")),
            )
            for one in mine[code]
        ]  # fmt: skip
        heads = [_("Day"), _("What"), _("Firm"), _("Grade"), _("Amount"), _("Project")]
        about = ngettext("%(count)s recorded", "%(count)s recorded", len(rows)) % {"count": len(rows)}
        yield table(f"records-{code}", name, heads, rows, numbers=[4], empty="", about=about, acts=add)
