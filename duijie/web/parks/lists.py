"""Lists: the tree of parks, ground and buildings, what is late, enterprises, reservations.

It is long because the tables of these lists also stand on the pages of parks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.capacity import queries as capacity
from duijie.capacity.rules import STATES, supply_kinds
from duijie.capacity.types import ReservationLine
from duijie.codes.industries import Industry, industry
from duijie.kernel.quantity import Quantity
from duijie.kernel.typed import typed_amount
from duijie.parks import queries
from duijie.parks.ground import queries as ground
from duijie.parks.rules import load, names_of
from duijie.parks.types import PlotLine, SpaceLine, TenantLine
from duijie.web import saying
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import choices, counted, named, paid, table
from duijie.web.engagement.pages import Cell, ListPage, Table
from duijie.web.pages.parts import Amount, Choice, Field, Link
from duijie.web.saying import day, say


def area(number: Decimal | None) -> Amount | None:
    """An area, readable; ``None`` for nothing said."""
    return None if number is None else saying.amount(Quantity.exactly(number, "m2"), "")


def area_text(number: Decimal | None) -> str:
    """The same as a text."""
    ready = area(number)
    return f"{ready.number} {ready.unit}" if ready else ""


def area_cell(number: Decimal | None, note: str = "") -> Cell:
    """A cell with an area; empty for none."""
    return Cell(amount=area(number), note=note) if number else Cell(note=note)


def plain(number: Decimal | None, unit: str = "") -> str:
    """A number without needless zeros, and its unit; empty for nothing said."""
    if number is None:
        return ""
    return f"{number:,.4f}".rstrip("0").rstrip(".") + (f" {unit}" if unit else "")


def industry_name(code: str) -> str:
    """A code of GB/T 4754 with its name."""
    found = industry(code) if code else None
    return f"{found.code} {found.name}" if isinstance(found, Industry) else code


def parks_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """All parks as a tree, with what lies in each and inside it."""
    number, lines = page_number(asked), queries.lines(viewer=viewer)
    sums = queries.rolled_up(lines, queries.sums(viewer=viewer, today=today))
    kinds, levels = names_of(load().kinds), load().levels
    rows = []
    for one in lines[(number - 1) * PAGE : number * PAGE]:
        here = sums[one.id]
        rows.append(
            (
                Cell("　" * one.depth + one.name, reverse("park", args=[one.id]), tags=() if one.built else (_("planned"),)),
                Cell(named(kinds, one.kind), note=named(levels, one.level)), Cell(one.unit),
                area_cell(one.approved_area), area_cell(one.built_area), counted(here.plots) if here.plots else Cell(),
                area_cell(here.free_area), area_cell(here.free_floor), counted(here.tenants) if here.tenants else Cell(),
            )
        )  # fmt: skip
    heads = [
        _("Park"), _("Kind"), _("Unit"), _("Approved"), _("Built up"), _("Plots"), _("Free ground"), _("Free floor"),
        _("Enterprises"),
    ]  # fmt: skip
    return ListPage(
        heading=_("Parks"),
        about=_("Zones, parks and parks within parks; numbers count what lies inside as well."),
        act=Link(_("Add a park"), reverse("park-add")) if viewer.may("review") else None,
        tabs=(), chosen="", asked=(), here=reverse("parks"), notices=(),
        total=ngettext("%(count)s park", "%(count)s parks", len(lines)) % {"count": f"{len(lines):,}"},
        table=table(
            "parks", "", heads, rows, numbers=range(3, 9), empty=_("No park yet"),
            hint=_("Add the zone first, then the parks in it; plots, buildings and enterprises are added on a park's page."),
        ),
        paging=paging(reverse("parks"), asked, number, len(lines)),
    )  # fmt: skip


def ground_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Plots or spaces of buildings, narrowed and paged; those that are free where nothing else is asked."""
    number, here = page_number(asked), reverse("ground")
    floor = asked.get("what") == "floor"
    every = asked.get("free") == "all"
    park = asked.get("park", "")
    filters = ground.GroundFilters(
        park_id=int(park) if park.isdecimal() else None, free=not every,
        state=asked.get("state", "") if asked.get("state") in load().states else "",
        use=asked.get("use", "") if asked.get("use") in load().uses else "",
        least=typed_amount(asked.get("least", "")), most=typed_amount(asked.get("most", "")),
        height=typed_amount(asked.get("height", "")), load=typed_amount(asked.get("load", "")),
        text=asked.get("text", "").strip()[:40],
    )  # fmt: skip
    start = (number - 1) * PAGE
    if floor:
        spaces, count = ground.spaces(viewer=viewer, today=today, filters=filters, offset=start, limit=PAGE)
        listed = spaces_table("ground", "", spaces, viewer=viewer, empty=_("No space fits"))
        total = ngettext("%(count)s space", "%(count)s spaces", count) % {"count": f"{count:,}"}
    else:
        plots, count = ground.plots(viewer=viewer, today=today, filters=filters, offset=start, limit=PAGE)
        listed = plots_table("ground", "", plots, viewer=viewer, empty=_("No plot fits"))
        total = ngettext("%(count)s plot", "%(count)s plots", count) % {"count": f"{count:,}"}
    return ListPage(
        heading=_("Ground and buildings"),
        about=_("What can be promised today; areas in m², 1 mu is about 667 m²."),
        act=None, tabs=_ground_tabs(), chosen=here + ("?what=floor" if floor else ""),
        asked=_ground_fields(asked, filters, floor, viewer), here=here, total=total, notices=(), table=listed,
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def warned_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Ground that is late, idle or yields little."""
    number, here = page_number(asked), reverse("ground-warned")
    park = asked.get("park", "")
    found = ground.findings(viewer=viewer, today=today, park_id=int(park) if park.isdecimal() else None)
    rows = []
    for line, signs in found[(number - 1) * PAGE : number * PAGE]:
        for sign in signs:
            told = (
                ngettext("%(count)s day", "%(count)s days", sign.days) % {"count": f"{sign.days:,}"}
                if sign.days
                else ""
            )
            rows.append(
                (
                    Cell(line.number, reverse("plot", args=[line.id]), note=line.park), Cell(line.user),
                    area_cell(line.area), Cell(say(sign.name), light=sign.light, note=say(sign.means)), Cell(told),
                )
            )  # fmt: skip
    return ListPage(
        heading=_("Ground and buildings"),
        about=_("Signs to be looked into, by the table of rules; what is idle the bureau of natural resources finds."),
        act=None, tabs=_ground_tabs(), chosen=here, asked=(_park_field(park, viewer),), here=here,
        total=ngettext("%(count)s plot", "%(count)s plots", len(found)) % {"count": f"{len(found):,}"}, notices=(),
        table=table(
            "warned", "", [_("Plot"), _("User"), _("Area"), _("Sign"), _("For")], rows, numbers=[2, 4],
            empty=_("Nothing is late or idle"), hint=_("Deadlines and indicators are kept on each plot's page."),
        ),
        paging=paging(here, asked, number, len(found)),
    )  # fmt: skip


def tenants_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """The enterprises of a park and of those inside it."""
    place, here = page_number(asked), reverse("tenants", args=[number])
    line, text = queries.park_line(park_id=number, viewer=viewer), asked.get("text", "").strip()[:100]
    rows, count = queries.tenants(
        viewer=viewer, today=today, park_id=number, text=text, offset=(place - 1) * PAGE, limit=PAGE
    )
    return ListPage(
        heading=_("Enterprises in residence"), about="", act=None, tabs=(), chosen="",
        asked=(Field("text", _("Words"), "search", text),), here=here,
        total=ngettext("%(count)s enterprise", "%(count)s enterprises", count) % {"count": f"{count:,}"}, notices=(),
        table=tenants_table("tenants", "", rows), paging=paging(here, asked, place, count),
        back=Link(line.name, reverse("park", args=[number])),
    )  # fmt: skip


def reservations_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """What is promised to whom, the soonest to expire first."""
    number, here = page_number(asked), reverse("reservations")
    park, every = asked.get("park", ""), asked.get("state") == "all"
    rows, count = capacity.reservations(
        viewer=viewer, today=today, park_id=int(park) if park.isdecimal() else None, binding=not every,
        offset=(number - 1) * PAGE, limit=PAGE,
    )  # fmt: skip
    states = (Choice("", _("that bind"), not every), Choice("all", _("all"), every))
    return ListPage(
        heading=_("Reservations"),
        about=_("Each thing is promised once; what is not taken up by its day falls free by itself."),
        act=Link(_("Reserve"), reverse("reserve")) if viewer.may("add") else None, tabs=(), chosen="",
        asked=(_park_field(park, viewer), Field("state", _("Show"), "choice", choices=states)), here=here,
        total=ngettext("%(count)s reservation", "%(count)s reservations", count) % {"count": f"{count:,}"}, notices=(),
        table=reservations_table("reservations", "", rows, viewer=viewer), paging=paging(here, asked, number, count),
    )  # fmt: skip


def plots_table(name: str, title: str, lines: list[PlotLine], *, viewer: Actor, empty: str, acts: tuple[Link, ...] = (), hint: str = "") -> Table:  # fmt: skip
    """Plots, with the way to reserve one that is free."""
    states = load().states
    rows = []
    for one in lines:
        free = states[one.state].free and not one.held and one.project_id is None
        rows.append(
            (
                Cell(one.number, reverse("plot", args=[one.id])), Cell(one.park, reverse("park", args=[one.park_id])),
                area_cell(one.area), Cell(named(load().uses, one.use)),
                Cell(say(states[one.state].name), note=day(one.state_since)),
                _holder(one.user, one.project_id, one.held, one.held_until),
                _reserve_cell(viewer, free, plot=one.id),
            )
        )  # fmt: skip
    heads = [_("Plot"), _("Park"), _("Area"), _("Use"), _("State"), _("User"), ""]
    return table(name, title, heads, rows, numbers=[2], empty=empty, acts=acts, hint=hint or _("Ask for less, or show all."))  # fmt: skip


def spaces_table(name: str, title: str, lines: list[SpaceLine], *, viewer: Actor, empty: str, acts: tuple[Link, ...] = (), hint: str = "", keeps: bool = False) -> Table:  # fmt: skip
    """Spaces of buildings, with the way to reserve one that is free."""
    rows = []
    for one in lines:
        until = _("let until %(day)s") % {"day": day(one.leased_until)} if one.leased_until else ""
        let = (
            Cell(one.tenant, note=until)
            if one.tenant
            else _holder("", one.project_id, one.held, one.held_until)
        )
        code = "lease" if one.free or (one.held and keeps) else "end-lease"
        rows.append(
            (
                Cell(f"{one.building} {one.number}", note=_("floor %(count)s") % {"count": one.floor}),
                Cell(one.park, reverse("park", args=[one.park_id])), area_cell(one.area), Cell(plain(one.height, "m")),
                Cell(plain(one.load, "t/m²")), Cell(plain(one.power, "kVA")), Cell(plain(one.rent)), let,
                Cell(_("Lease") if code == "lease" else _("End the lease"), reverse("space-act", args=[one.id, code]))
                if keeps else _reserve_cell(viewer, one.free, space=one.id),
            )
        )  # fmt: skip
    heads = [
        _("Space"), _("Park"), _("Area"), _("Height"), _("Floor load"), _("Power"), _("Rent (yuan/m² a month)"),
        _("Tenant"), "",
    ]  # fmt: skip
    return table(name, title, heads, rows, numbers=[2, 3, 4, 5, 6], empty=empty, acts=acts, hint=hint or _("Ask for less, or show all."))  # fmt: skip


def tenants_table(name: str, title: str, lines: list[TenantLine], acts: tuple[Link, ...] = ()) -> Table:
    """Enterprises with their latest year, where it is read."""
    rows = []
    for one in lines:
        told = one.latest.values if one.latest else {}
        staff = told.get("staff")
        rows.append(
            (
                Cell(one.name, reverse("tenant", args=[one.id]), tags=(_("above scale"),) if one.above_scale else ()),
                Cell(one.park, reverse("park", args=[one.park_id])), Cell(industry_name(one.industry)),
                Cell(str(one.latest.year) if one.latest else ""), paid(told.get("output")), paid(told.get("tax")),
                Cell(f"{staff:,.0f}" if staff is not None else ""),
            )
        )  # fmt: skip
    heads = [_("Enterprise"), _("Park"), _("Industry"), _("Year"), _("Output"), _("Tax"), _("Staff")]
    return table(
        name, title, heads, rows, numbers=[4, 5, 6], acts=acts, empty=_("No enterprise yet"),
        hint=_("Record those in residence, then their years."),
    )  # fmt: skip


def reservations_table(name: str, title: str, lines: list[ReservationLine], *, viewer: Actor) -> Table:
    """Reservations, with what may be done with each."""
    rows = []
    for one in lines:
        kind = supply_kinds().get(one.thing)
        thing = say(kind.name) if one.what == "supply" and kind else one.thing
        project = (
            Cell(one.project, reverse("project", args=[one.project_id]))
            if one.project_id
            else Cell(_("not shown to you"))
        )
        if one.project_id and not one.project_active:
            project = Cell(
                one.project, reverse("project", args=[one.project_id]), tags=(_("project is over"),)
            )
        url = {
            "plot": reverse("plot", args=[one.thing_id]), "supply": reverse("supply", args=[one.thing_id]), "space": "",
        }[one.what]  # fmt: skip
        acts = (
            Cell(_("Take up or release"), reverse("reservation-act", args=[one.id, "take-up"]))
            if one.may_write and one.state == "held"
            else Cell(_("Release"), reverse("reservation-act", args=[one.id, "release"]))
            if one.may_write
            else Cell()
        )
        rows.append(
            (
                project, Cell(thing, url, note=one.park), Cell(plain(one.number, one.unit) if one.what == "supply" else ""),
                Cell(say(STATES[one.state])), Cell(day(one.until), note=one.note), Cell(one.by), acts,
            )
        )  # fmt: skip
    heads = [_("Project"), _("What"), _("How much"), _("State"), _("Until"), _("By"), ""]
    return table(
        name, title, heads, rows, numbers=[2], empty=_("Nothing is reserved"),
        hint=_("Look for what fits a project, then reserve it."),
    )  # fmt: skip


def _holder(user: str, project_id: int | None, held: bool, until: date | None) -> Cell:
    note = (
        _("reserved until %(day)s") % {"day": day(until)} if held and until else _("reserved") if held else ""
    )
    if project_id:
        return Cell(user or _("a project"), reverse("project", args=[project_id]), note=note)
    return Cell(user, note=note)


def _reserve_cell(viewer: Actor, free: bool, **what: int) -> Cell:
    if not (free and viewer.may("add")):
        return Cell()
    return Cell(
        _("Reserve"), with_query(reverse("reserve"), **{name: str(one) for name, one in what.items()})
    )


def _ground_tabs() -> tuple[Link, ...]:
    here = reverse("ground")
    return (
        Link(_("Land"), here), Link(_("Factory space"), here + "?what=floor"),
        Link(_("Late, idle, low yield"), reverse("ground-warned")),
    )  # fmt: skip


def _park_field(chosen: str, viewer: Actor) -> Field:
    rows = [(str(one.id), "　" * one.depth + one.name) for one in queries.lines(viewer=viewer)]
    listed = (Choice("", _("all"), not chosen), *(Choice(code, name, code == chosen) for code, name in rows))
    return Field("park", _("Park"), "choice", choices=listed)


def _ground_fields(
    asked: Mapping[str, str], filters: ground.GroundFilters, floor: bool, viewer: Actor
) -> tuple[Field, ...]:
    every = not filters.free
    shown = (Choice("", _("free"), not every), Choice("all", _("all"), every))
    what = (Choice("", _("land"), not floor), Choice("floor", _("factory space"), floor))
    fields = [
        Field("what", _("What"), "choice", choices=what), _park_field(asked.get("park", ""), viewer),
        Field("free", _("Show"), "choice", choices=shown),
        Field("least", _("At least (m²)"), "text", asked.get("least", "")),
        Field("most", _("At most (m²)"), "text", asked.get("most", "")),
    ]  # fmt: skip
    if floor:
        fields += [
            Field("height", _("Height from (m)"), "text", asked.get("height", "")),
            Field("load", _("Floor load from (t/m²)"), "text", asked.get("load", "")),
        ]
    else:
        fields += [
            Field("state", _("State"), "choice", choices=choices(names_of(load().states), filters.state, empty=_("all"))),
            Field("use", _("Use"), "choice", choices=choices(load().uses, filters.use, empty=_("all"))),
        ]  # fmt: skip
    return tuple(fields)
