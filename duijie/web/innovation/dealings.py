"""Lists of people, technology contracts and partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.innovation.dealings import queries
from duijie.innovation.dealings.queries import Filters
from duijie.innovation.rules import CONTRACT_STATES, FLOWS, MODES, load, region_name
from duijie.innovation.types import ContractLine, Finding, FlowSum, PartnershipLine, TalentLine
from duijie.kernel.words import Words
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import choices, money, named, not_shown, paid, table, to
from duijie.web.engagement.pages import Cell, ListPage, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, say

CAPITALS = ("110000", "120000")
"""Beijing and Tianjin, whose technology a county of Hebei counts by itself."""
CONTRACT_LIGHTS = {"signed": "", "submitted": "yellow", "registered": "green", "refused": "red"}


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What a list is narrowed to."""
    year, province = asked.get("year", ""), asked.get("province", "")
    return Filters(
        text=asked.get("text", "").strip()[:100], kind=asked.get("kind", ""), mode=asked.get("mode", ""),
        flow=asked.get("flow", ""), state=asked.get("state", ""),
        province=province if province.isdecimal() and len(province) == 6 else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )  # fmt: skip


def talents_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """People brought in; limits on stations that do not hold are told above."""
    filters, number, here = filters_of(asked), page_number(asked), reverse("talents")
    lines, count = queries.talents(viewer=viewer, filters=filters, offset=(number - 1) * PAGE, limit=PAGE)
    narrowed = filters != Filters()
    rules = load()
    may = viewer.may("add") and viewer.may("see_people")
    return ListPage(
        heading=_("Talent"), about=_("Who was brought in, full time or flexibly: category, field and unit, and no more of the person than the name."),
        act=Link(_("Record somebody"), reverse("talent-add")) if may else None, tabs=(), chosen="",
        asked=(
            Field("text", _("Words"), "search", filters.text),
            Field("kind", _("Category"), "choice", choices=choices(rules.categories, filters.kind, empty=_("all"))),
            Field("mode", _("How"), "choice", choices=choices(MODES, filters.mode, empty=_("both"))),
            Field("year", _("Year"), "text", asked.get("year", "")),
        ),
        here=here, total=ngettext("%(count)s person", "%(count)s people", count) % {"count": f"{count:,}"},
        notices=told_findings(queries.findings(viewer=viewer, today=today)),
        table=talents_table(
            lines, empty=_("Nothing fits") if narrowed else _("Nobody recorded yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Record who was brought in; the figure of people recruited counts them."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def contracts_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Technology contracts, with sums of what is registered by direction and region above."""
    filters, number, here = filters_of(asked), page_number(asked), reverse("contracts")
    lines, count, hidden = queries.contracts(
        viewer=viewer, filters=filters, offset=(number - 1) * PAGE, limit=PAGE
    )
    narrowed = filters != Filters()
    rules = load()
    places = {code: _place(code) for code in queries.provinces(viewer=viewer)}
    total = ngettext("%(count)s contract", "%(count)s contracts", count + hidden) % {
        "count": f"{count + hidden:,}"
    }
    return ListPage(
        heading=_("Technology contracts"), about=_("What the region takes in and gives out. Only what is registered counts in the figures."),
        act=Link(_("Record a contract"), reverse("contract-add")) if viewer.may("add") else None, tabs=(), chosen="",
        asked=(
            Field("text", _("Words"), "search", filters.text),
            Field("kind", _("Kind"), "choice", choices=choices(rules.technology, filters.kind, empty=_("all"))),
            Field("flow", _("Direction"), "choice", choices=choices(FLOWS, filters.flow, empty=_("all"))),
            Field("province", _("Other side's region"), "choice", choices=choices(places, filters.province, empty=_("all"))),
            Field("state", _("State"), "choice", choices=choices(CONTRACT_STATES, filters.state, empty=_("all"))),
            Field("year", _("Year"), "text", asked.get("year", "")),
        ),
        here=here, total=" · ".join(filter(None, [total, not_shown(hidden)])),
        notices=told_sums(queries.flow_sums(viewer=viewer, filters=filters)),
        table=contracts_table(
            lines, empty=_("Nothing fits") if narrowed else _("No contract yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Record one with both sides' regions; the direction follows from them."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def partnerships_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Firms and institutions, and what came of it."""
    filters, number, here = filters_of(asked), page_number(asked), reverse("partnerships")
    lines, count, hidden = queries.partnerships(
        viewer=viewer, filters=filters, offset=(number - 1) * PAGE, limit=PAGE
    )
    narrowed = filters != Filters()
    total = ngettext("%(count)s partnership", "%(count)s partnerships", count + hidden) % {
        "count": f"{count + hidden:,}"
    }
    return ListPage(
        heading=_("Partnerships"), about=_("What firms agreed with universities and institutes, what was paid and what came of it."),
        act=Link(_("Record a partnership"), reverse("partnership-add")) if viewer.may("add") else None, tabs=(), chosen="",
        asked=(
            Field("text", _("Words"), "search", filters.text),
            Field("kind", _("Kind"), "choice", choices=choices(load().partnerships, filters.kind, empty=_("all"))),
            Field("year", _("Year"), "text", asked.get("year", "")),
        ),
        here=here, total=" · ".join(filter(None, [total, not_shown(hidden)])), notices=(),
        table=partnerships_table(
            lines, empty=_("Nothing fits") if narrowed else _("No partnership yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Record who works with whom on what; what came of it can follow later."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def talents_table(
    lines: Iterable[TalentLine], *, empty: str, hint: str = "", title: str = "", acts: Iterable[Link] = ()
) -> Table:
    """People; of whom the role shows none, the category stands for the name."""
    rules = load()
    rows = [
        (
            Cell(one.person or named(rules.categories, one.category), to(f"talent:{one.id}"), note=named(rules.categories, one.category) if one.person else ""),
            Cell(say(MODES[one.mode]), note=named(rules.forms, one.form) if one.form else ""),
            Cell(one.host, to(f"organisation:{one.organisation_id}"), note=one.platform), Cell(one.field), Cell(region_name(one.origin)),
            Cell(day(one.begins_on), note=_("until %(day)s") % {"day": day(one.ends_on)} if one.ends_on else ""),
            Cell(f"{one.days.normalize():f}" if one.days is not None else ""), Cell(one.results),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Name and category"), _("How"), _("Unit they work for"), _("Field"), _("Place of origin"), _("Begins on"), _("Days served"), _("Results")]  # fmt: skip
    return table("talent", title, heads, rows, numbers=[6], empty=empty, hint=hint, acts=acts)


def contracts_table(lines: Iterable[ContractLine], *, empty: str, hint: str = "", title: str = "") -> Table:
    """Technology contracts."""
    rows = [
        (
            Cell(one.title, to(f"contract:{one.id}"), note=named(load().technology, one.kind)), Cell(say(FLOWS[one.flow])),
            Cell(one.seller, note=region_name(one.seller_region)), Cell(one.buyer, note=region_name(one.buyer_region)), paid(one.amount),
            Cell(day(one.signed_on)), Cell(say(CONTRACT_STATES[one.state]), note=one.number, light=CONTRACT_LIGHTS[one.state]),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Contract"), _("Direction"), _("Seller"), _("Buyer"), _("Amount"), _("Signed on"), _("State")]
    return table("contracts", title, heads, rows, numbers=[4], empty=empty, hint=hint)


def partnerships_table(
    lines: Iterable[PartnershipLine], *, empty: str, hint: str = "", title: str = ""
) -> Table:
    """Partnerships."""
    rows = [
        (
            Cell(one.title, to(f"partnership:{one.id}"), note=named(load().partnerships, one.kind)),
            Cell(one.firm, to(f"organisation:{one.organisation_id}"), note=one.institution),
            Cell(day(one.signed_on), note=_("until %(day)s") % {"day": day(one.ends_on)} if one.ends_on else ""),
            paid(one.amount), paid(one.paid), Cell(f"{one.patents:g}" if one.patents else ""), paid(one.revenue), Cell(one.results),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Partnership"), _("Firm and institution"), _("Signed on"), _("Amount"), _("Paid"), _("Patents"), _("Revenue"), _("Results")]  # fmt: skip
    return table("partnerships", title, heads, rows, numbers=[3, 4, 5, 6], empty=empty, hint=hint)


def told_findings(found: Iterable[Finding]) -> tuple[str, ...]:
    """Limits that do not hold, once each, with the law."""
    told = (
        _("%(what)s. %(source)s") % {"what": say(one.words), "source": say(one.source)}
        for one in sorted(found, key=lambda one: one.rule)
    )
    return tuple(dict.fromkeys(told))


def told_sums(sums: Iterable[FlowSum]) -> tuple[str, ...]:
    """A sentence a direction: how much, and of which regions; Beijing and Tianjin together first."""
    by_flow: dict[str, list[FlowSum]] = {}
    for one in sums:
        by_flow.setdefault(one.flow, []).append(one)
    return tuple(_sum_told(flow, rows) for flow, rows in by_flow.items() if flow in ("absorbed", "exported"))


def _sum_told(flow: str, rows: list[FlowSum]) -> str:
    whole, count = sum((one.amount for one in rows), Decimal(0)), sum(one.count for one in rows)
    near = sum((one.amount for one in rows if one.province in CAPITALS), Decimal(0))
    places = [_("Beijing and Tianjin %(amount)s") % {"amount": _amount(near)}] if near else []
    places += [f"{say(_place(one.province))} {_amount(one.amount)}" for one in rows]
    words = {
        "flow": say(FLOWS[flow]),
        "amount": _amount(whole),
        "count": count,
        "places": _("; ").join(places),
    }
    told = ngettext(
        "Registered, %(flow)s: %(amount)s in %(count)s contract (%(places)s)",
        "Registered, %(flow)s: %(amount)s in %(count)s contracts (%(places)s)",
        count,
    )
    return told % words


def _amount(number: Decimal) -> str:
    ready = money(number)
    return f"{ready.number} {ready.unit}" if ready else ""


def _place(code: str) -> Words:
    name = region_name(code)
    return Words(name, name) if name else Words("区划未写明", "region not told")
