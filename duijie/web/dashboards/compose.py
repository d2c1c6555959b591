"""Turns a dashboard into what its page prints; each number with the address of its trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.dashboards.belonging import own_province
from duijie.dashboards.operations import FORMS
from duijie.dashboards.places import place, places
from duijie.dashboards.queries import dashboard, value_of
from duijie.dashboards.tiles import ABROAD, ABROAD_AT, TILES, province, short
from duijie.dashboards.types import BY, KINDS, Chart, Dashboard, Headline, News, Place, Row, Series
from duijie.figures.change import AGAINST, Change
from duijie.figures.trace import trace_of
from duijie.figures.types import Definition
from duijie.kernel.quantity import Quantity
from duijie.standing import until_written
from duijie.web.compose.figures import gaps, page_of
from duijie.web.compose.links import to_figure, with_query
from duijie.web.compose.moments import Moments, moments
from duijie.web.dashboards import pages
from duijie.web.engagement.cells import not_shown
from duijie.web.pages.figures import FigurePage
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import amount, day, say

PLACES: Final = Decimal("0.1")
Asked = Mapping[str, str]


def board_of(
    kind: str, number: int, asked: Asked, *, viewer: Actor, now: datetime
) -> tuple[Dashboard, Moments]:
    """The dashboard that an address asks for. Raises :class:`duijie.dashboards.types.NoSuchDashboard`."""
    at = moments(asked, now=now)
    here = place(kind, number, viewer=viewer)
    return dashboard(here, as_of=at.as_of, known_at=at.known_at, viewer=viewer, standing=_standing(at)), at


def dashboard_page(
    kind: str, number: int, asked: Asked, *, viewer: Actor, now: datetime
) -> pages.DashboardPage:
    """A dashboard as a page, or with ``room`` as a screen for a meeting room."""
    at = moments(asked, now=now)
    room = asked.get("room") == "1"

    def made() -> pages.DashboardPage:
        board, _at = board_of(kind, number, asked, viewer=viewer, now=now)
        return _page(board, at, room, viewer)

    if not _standing(at):
        return made()
    return until_written(
        ("dashboard page", kind, number, at.as_of, room, viewer, get_language(), tuple(at.chosen)), made
    )


def number_page(
    kind: str, number: int, code: str, by: str, key: str, asked: Asked, *, viewer: Actor, now: datetime
) -> FigurePage:
    """A number of a dashboard with what it adds up from."""
    at = moments(asked, now=now)
    here = place(kind, number, viewer=viewer)
    value = value_of(
        here, code, by, key, as_of=at.as_of, known_at=at.known_at, viewer=viewer, standing=_standing(at)
    )
    return page_of(trace_of(value, viewer=viewer), at)


def address(kind: str, number: int, **asked: str) -> str:
    """Where a dashboard stands."""
    if kind == "region":
        return with_query(reverse("dashboards"), **asked)
    return with_query(reverse("dashboard-of", args=[kind, number]), **asked)


def _standing(at: Moments) -> bool:
    return "known_at" not in at.chosen


def _page(board: Dashboard, at: Moments, room: bool, viewer: Actor) -> pages.DashboardPage:
    here, chosen = board.place, dict(at.chosen)
    whole = sum(one.value.quantity is not None for one in board.headlines)
    return pages.DashboardPage(
        heading=say(here.name),
        kind=say(KINDS[here.kind]),
        as_of=day(board.as_of),
        here=reverse("dashboards"),
        asked=(_choosing(here, viewer), at.fields[0]),
        room=room,
        turn=Link(_("Back to the page"), address(here.kind, here.number, **chosen))
        if room
        else Link(_("Full screen"), address(here.kind, here.number, **chosen, room="1")),
        cards=tuple(_card(one, here, chosen) for one in board.headlines),
        charts=tuple(_chart(one, here, chosen) for one in board.charts),
        week=day(board.week_before),
        news=tuple(
            _news(one, here, chosen) for one in board.news if one.labels or one.change.way in {"rose", "fell", "new"}
        ),
        hidden=not_shown(board.hidden),
        empty=not whole and not any(one.value.quantity for one in board.news),
    )  # fmt: skip


def _choosing(here: Place, viewer: Actor) -> Field:
    mine = f"{here.kind}-{here.number}"
    found = [("region-0", say(KINDS["region"]))]
    for kind, those in places(viewer=viewer).items():
        found += [(f"{kind}-{number}", f"{say(KINDS[kind])} · {say(name)}") for number, name in those]
    return Field(
        "of",
        _("Dashboard of"),
        "choice",
        mine,
        tuple(Choice(code, name, code == mine) for code, name in found),
    )


def _card(one: Headline, here: Place, chosen: Asked) -> pages.Card:
    definition = one.value.definition
    return pages.Card(
        name=say(definition.name),
        amount=amount(one.value.quantity, definition.counter) if one.value.quantity else None,
        moved=tuple(
            _moved(change, definition, say(AGAINST[against]))
            for against, change in (("year", one.year), ("month", one.month))
            if change.way != "unknown"
        ),
        gaps=gaps(one.value),
        url=_trace(here, chosen, definition.code),
    )


def _moved(change: Change, definition: Definition, against: str) -> pages.Moved:
    """Growth in percent; of what is a percentage itself, or was zero, the difference."""
    if change.way == "flat":
        return pages.Moved(against, _("unchanged"), "flat")
    sign = "+" if (change.difference or 0) > 0 else "−"
    if change.growth is not None and definition.unit != "percent":
        return pages.Moved(against, f"{sign}{abs(change.growth).quantize(PLACES):,}%", change.way)
    return pages.Moved(against, _difference(change, definition), change.way)


def _difference(change: Change, definition: Definition) -> str:
    if change.difference is None:
        return ""
    sign = "+" if change.difference > 0 else "−"
    if definition.unit == "percent":
        return _("%(by)s points") % {"by": f"{sign}{abs(change.difference).quantize(PLACES)}"}
    shown = amount(Quantity.exactly(abs(change.difference), definition.unit), definition.counter)
    return f"{sign}{shown.number}{shown.unit}"


def _news(one: News, here: Place, chosen: Asked) -> pages.News:
    definition = one.value.definition
    way = one.change.way
    text = _("unchanged") if way == "flat" else _difference(one.change, definition)
    return pages.News(
        say(definition.name),
        _trace(here, chosen, definition.code),
        pages.Moved("", text, way),
        tuple(
            pages.Item(day(on), label, amount(quantity, definition.counter))
            for on, label, quantity in one.labels
        ),
    )


def _chart(one: Chart, here: Place, chosen: Asked) -> pages.Chart:
    own = own_province() if one.drawn == "map" else ""
    return pages.Chart(
        code=one.code,
        title=say(one.title),
        about=say(one.about),
        drawn=one.drawn,
        label_heading=say(BY[one.by]),
        heads=tuple(say(series.name) for series in one.series),
        series=" ".join(series.code for series in one.series),
        rows=tuple(_row(row, one, here, chosen) for row in one.rows),
        tiles=tuple(_tiles(own)) if one.drawn == "map" else (),
        files=tuple(
            Link(
                form.upper(),
                with_query(
                    reverse("dashboard-file", args=[here.kind, here.number, one.code, form]), **chosen
                ),
            )
            for form in FORMS
        )
        if one.rows
        else (),
    )


def _tiles(own: str) -> Iterator[pages.Tile]:
    for code, (column, row) in (*TILES.items(), (ABROAD, ABROAD_AT)):
        yield pages.Tile(say(province(code)), say(short(code)), f"{column} {row}", code == own)


def _row(row: Row, chart: Chart, here: Place, chosen: Asked) -> pages.Row:
    at = TILES.get(row.key) or (ABROAD_AT if row.key == ABROAD else None)
    return pages.Row(
        say(row.name),
        f"{at[0]} {at[1]}" if at and chart.drawn == "map" else "",
        tuple(_cells(row, chart, here, chosen)),
    )


def _cells(row: Row, chart: Chart, here: Place, chosen: Asked) -> Iterable[pages.Cell]:
    for quantity, series in zip(row.cells, chart.series, strict=True):
        if quantity is None:
            yield pages.Cell(None, "", "")
            continue
        yield pages.Cell(
            amount(quantity, series.counter), f"{quantity.number:f}", _url(row, series, chart, here, chosen)
        )


def _url(row: Row, series: Series, chart: Chart, here: Place, chosen: Asked) -> str:
    if chart.drawn == "lights":
        as_of = {"as_of": chosen["as_of"]} if "as_of" in chosen else {}
        return with_query(reverse("tasks"), light=series.code, unit=row.key, **as_of)
    if chart.by == "figure":
        return _trace(here, chosen, row.key)
    return with_query(
        reverse("dashboard-part", args=[here.kind, here.number, series.code, chart.by, row.key]), **chosen
    )


def _trace(here: Place, chosen: Asked, code: str) -> str:
    if here.is_whole:
        return to_figure(code, chosen)
    return with_query(reverse("dashboard-number", args=[here.kind, here.number, code]), **chosen)
