"""Lists of platforms: all of them, those that documents tell of without a record, outposts with what came home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.innovation import queries
from duijie.innovation.queries import Filters
from duijie.innovation.rules import STATES, load
from duijie.innovation.types import PlatformLine
from duijie.kernel.words import Words
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import choices, counted, named, paid, table, to
from duijie.web.engagement.pages import Cell, ListPage, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.parks.lists import area_text
from duijie.web.saying import day, say

LIGHTS = {"active": "green", "soon": "yellow", "expired": "red", "ended": ""}


def tabs() -> tuple[Link, ...]:
    """The neighbours of the list of platforms."""
    return (
        Link(_("Platforms"), reverse("platforms")),
        Link(_("Outposts"), reverse("outposts")),
        Link(_("Told, not recorded"), reverse("platforms-told")),
    )


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What the list is narrowed to."""
    return Filters(
        text=asked.get("text", "").strip()[:100], kind=asked.get("kind", ""), host=asked.get("host", "").strip()[:100],
        state=asked.get("state", "") if asked.get("state", "") in STATES else "",
    )  # fmt: skip


def platforms_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """All platforms, narrowed by words, type, host and state."""
    filters, number, here = filters_of(asked), page_number(asked), reverse("platforms")
    rows, count = queries.platforms(
        viewer=viewer, today=today, filters=filters, offset=(number - 1) * PAGE, limit=PAGE
    )
    narrowed = filters != Filters()
    soon = queries.platforms(viewer=viewer, today=today, filters=Filters(state="soon"), limit=0)[1]
    notices = [
        ngettext(
            "The validity of %(count)s platform runs out within 90 days.",
            "The validity of %(count)s platforms runs out within 90 days.",
            soon,
        )
        % {"count": soon}
    ]
    kinds = {**load().kind_names, "-": Words("未写明类型", "type not told")}
    return ListPage(
        heading=_("Platforms"), about=_("Stations, laboratories, institutes and outposts: who hosts them, who approved them, until when."),
        act=Link(_("Add a platform"), reverse("platform-add")) if viewer.may("add") else None, tabs=tabs(), chosen=here,
        asked=(
            Field("text", _("Words"), "search", filters.text),
            Field("kind", _("Type"), "choice", choices=choices(kinds, filters.kind, empty=_("all"))),
            Field("host", _("Host"), "search", filters.host),
            Field("state", _("State"), "choice", choices=choices(STATES, filters.state, empty=_("all"))),
        ),
        here=here, total=ngettext("%(count)s platform", "%(count)s platforms", count) % {"count": f"{count:,}"},
        notices=tuple(notices) if soon and not narrowed else (),
        table=_platforms(
            rows, _("Nothing fits") if narrowed else _("No platform yet"),
            _("Take words out, or choose all.") if narrowed else _("Add one; what a document tells already is carried, not counted twice."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def told_page(*, viewer: Actor, now: datetime) -> ListPage:
    """Platforms that documents name or only count, and that no record stands for."""
    as_of = own_region().closed_on or timezone.localdate(now)
    rows = [
        (
            Cell(one.label), Cell(named(load().kind_names, one.kind)), Cell(one.host), Cell(day(one.told_on)),
            Cell(_("Record it"), with_query(reverse("platform-add"), told=one.key)) if viewer.may("add") else Cell(),
        )
        for one in queries.told(viewer=viewer)
    ]  # fmt: skip
    for total in queries.untold(viewer=viewer, as_of=as_of, known_at=now):
        words = ngettext(
            "%(count)s without a name of %(total)s", "%(count)s without a name of %(total)s", total.rest
        )
        rows.append(
            (
                Cell(words % {"count": total.rest, "total": total.words}), Cell(_("type not told")), Cell(), Cell(day(total.told_on)),
                Cell(_("Record them"), reverse("platforms-unnamed", args=[total.entry_id])) if viewer.may("review") else Cell(),
            )
        )  # fmt: skip
    here = reverse("platforms-told")
    return ListPage(
        heading=_("Told, not recorded"), about=_("What documents tell of and the ledger counts, without a record of its own. Recording it adds nothing to the figure."),
        act=None, tabs=tabs(), chosen=here, asked=(), here=here, total="", notices=(),
        table=table(
            "told", "", [_("Told as"), _("Type"), _("Host"), _("As of"), ""], rows,
            empty=_("Everything that documents tell has a record"), hint=_("What a document tells next is listed here once it is posted."),
        ),
        paging=None,
    )  # fmt: skip


def outposts_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Outposts with place, operator, cost, firms, and the projects that came home."""
    text, here, number = asked.get("text", "").strip()[:100], reverse("outposts"), page_number(asked)
    lines, count = queries.platforms(
        viewer=viewer,
        today=today,
        filters=Filters(text=text, outposts=True),
        offset=(number - 1) * PAGE,
        limit=PAGE,
    )
    home = [code for code, kind in load().records.items() if kind.home]
    came: dict[int, list[str]] = {}
    for one in queries.records(viewer=viewer, platform_ids=[one.id for one in lines], kinds=home):
        came.setdefault(one.platform_id, []).append(one.project or one.title)
    rows = [
        (
            Cell(title_of(one), to(f"platform:{one.id}"), note=one.host), Cell(one.place, note=one.operator),
            Cell(area_text(one.area)), paid(one.cost), counted(one.incubated), counted(one.people),
            Cell(f"{one.landed:,}", note="；".join(came.get(one.id, [])[:3])), Cell(say(STATES[one.state]), light=LIGHTS[one.state]),
        )
        for one in lines
    ]  # fmt: skip
    landed = queries.brought_home(viewer=viewer, today=today, text=text)
    total = ngettext("%(count)s outpost", "%(count)s outposts", count) % {"count": f"{count:,}"}
    home_told = ngettext("%(count)s project came home", "%(count)s projects came home", landed) % {
        "count": landed
    }
    return ListPage(
        heading=_("Outposts"), about=_("R&D, incubators and talent stations elsewhere: what they cost and what they brought home."),
        act=Link(_("Add an outpost"), with_query(reverse("platform-add"), kind="outpost")) if viewer.may("add") else None,
        tabs=tabs(), chosen=here, asked=(Field("text", _("Words"), "search", text),), here=here,
        total=f"{total} · {home_told}" if lines else "", notices=(),
        table=table(
            "outposts", "",
            [_("Outpost"), _("Place and operator"), _("Area"), _("Cost a year"), _("Firms"), _("People"), _("Came home"), _("State")],
            rows, numbers=[2, 3, 4, 5, 6], empty=_("Nothing fits") if text else _("No outpost yet"),
            hint=_("Take words out.") if text else _("Add one, then record the firms it incubates and the projects that land at home."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def title_of(one: PlatformLine) -> str:
    """A platform's name; its type where it has none; that it has neither."""
    return one.name or (named(load().kind_names, one.kind) if one.kind else _("Platform without a name"))


def _platforms(lines: Iterable[PlatformLine], empty: str, hint: str) -> Table:
    rows = [
        (
            Cell(title_of(one), to(f"platform:{one.id}"), note=named(load().kind_names, one.kind) if one.kind and one.name else ""),
            Cell(one.host, to(f"organisation:{one.organisation_id}"), note=one.partners),
            Cell(one.approved_by, note=one.document_number, tags=(named(load().levels, one.level),) if one.level else ()),
            Cell(day(one.valid_until)), Cell(say(STATES[one.state]), light=LIGHTS[one.state]),
            Cell(f"{one.people:,}" if one.people else ""), Cell(one.unit),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Platform"), _("Host and partners"), _("Approved by"), _("Valid until"), _("State"), _("People"), _("Unit")]  # fmt: skip
    return table("platforms", "", heads, rows, numbers=[5], empty=empty, hint=hint)
