"""The page of related industries: what a city is strong in, what is near to that, and whom to call for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.codes.industries import industries_in
from duijie.industry.nearby import InPlace, Nearby, OfLink, nearby
from duijie.industry.placing.places import own_place
from duijie.kernel.words import Words
from duijie.relatedness.asking import NotCounted
from duijie.relatedness.panel import NothingRegistered
from duijie.web.industry.cloud import clouded
from duijie.web.industry.pages import IndustryPage
from duijie.web.industry.wording import listed
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section
from duijie.web.saying import day, say

SHOWN: Final = 20
MAKING: Final = "C"
"""The section shown where none is asked for: what parks look for most."""
NAMED: Final = 14
"""Industries of either table that the chart tries to name."""
BESIDE: Final = 3
"""Industries that are named as reasons."""
FEW: Final = 5
"""Enterprises below which an advantage is shown last: one or two decide it."""


def related_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> IndustryPage:
    """What is typed wrongly is told on the page."""
    own = own_place(today=today)
    typed = asked.get("place", "").strip()
    place = typed or (own.division.ljust(6, "0") if own else "")
    hint = _("A city or county by name or six digits; a county is told by its city.")
    field = Field("place", _("Place"), "text", typed or (own.name if own else ""), hint=hint)
    letter = asked.get("section", MAKING)
    sections = Field("section", _("Section of industry"), "choice", letter, (
        Choice("", _("all industries"), not letter),
        *(Choice(one.code, one.name, one.code == letter) for one in industries_in()),
    ))  # fmt: skip
    found, problem = None, ""
    try:
        found = nearby(place=place, viewer=viewer) if place else None
    except NothingRegistered:
        problem = _("No row of the registry tells a city, an industry and a year. Import a register with duijie directory import FILE.")  # fmt: skip
    except NotCounted:
        problem = _("The registry counts no enterprise in %(place)s. Write the name or the six digits of a city, not of a province.") % {"place": typed or place}  # fmt: skip
    about = _("What a city is strong in, and which industries are near to that: found in the same cities, by the registry.")  # fmt: skip
    acts = (Link(_("Chain maps"), reverse("chains")), Link(_("Prospects"), reverse("prospects")))
    if found is None:
        notes = () if problem else (_("Choose a city."),)
        return IndustryPage(
            _("Related industries"), about, None, acts, (field, sections), problem, None, notes, ()
        )
    shown = [one for one in found.industries if not letter or one.section == letter]
    near = sorted((one for one in shown if not one.stand.strong), key=lambda one: -one.stand.density)
    strong = sorted(
        (one for one in shown if one.stand.strong),
        key=lambda one: (one.stand.enterprises < FEW, -one.stand.advantage),
    )
    named = [one.stand.industry for pair in zip(near[:NAMED], strong[:NAMED], strict=False) for one in pair]
    first = {one.stand.industry for one in near[:SHOWN]}

    def look(one: InPlace) -> str:
        if one.stand.strong:
            return "strong"
        return ("weak" if one.stand.enterprises else "missing") if one.stand.industry in first else "other"

    legend = (
        ("strong", _("strong here")), ("weak", _("near, has some")), ("missing", _("near, has none")), ("other", _("farther off")),
    )  # fmt: skip
    cloud = clouded(shown, named=named, look=look, about=_pointed, legend=legend)
    return IndustryPage(
        _("Related industries"), about, None, acts, (field, sections), "", None, _notes(found),
        (_near(near[:SHOWN], len(near), letter), _strong(strong[:SHOWN], len(strong), letter)), cloud,
    )  # fmt: skip


def _notes(found: Nearby) -> tuple[str, ...]:
    sources = listed(
        _("%(source)s (as of %(day)s)") % {"source": one.source, "day": day(one.as_of)} if one.as_of else one.source
        for one in found.sources
    )  # fmt: skip
    return (
        _("%(place)s: %(number)s enterprises registered %(first)s–%(last)s. Source: %(sources)s.")
        % {"place": found.place, "number": f"{found.enterprises:,}", "first": found.first, "last": found.last, "sources": sources},
        _("Advantage is the industry's share here over its share in the whole registry; from 1 on the city is strong in it. Density is the share of what is near to an industry that the city is strong in. Neither is a chance that it comes."),
    )  # fmt: skip


def _near(rows: Iterable[InPlace], count: int, letter: str) -> Section:
    title = Words("邻近而未成优势的产业", "Near, and not strong yet")
    empty = Words(
        "没有这样的产业：已有的都已成优势。", "None: the city is strong in all that the registry knows."
    )
    return section("near", title, _HEADS, (_row(one, letter) for one in rows), about=_of(count), empty=empty)


def _strong(rows: Iterable[InPlace], count: int, letter: str) -> Section:
    title = Words("优势产业", "Strong here")
    empty = Words(
        "登记库中本市没有产业达到平均份额。", "By the registry the city has its share of no industry."
    )
    return section(
        "strong", title, _HEADS, (_row(one, letter) for one in rows), about=_of(count), empty=empty
    )


_HEADS: Final = (
    (Words("产业", "Industry"), False), (Words("本市企业", "Enterprises here"), True), (Words("优势", "Advantage"), True),
    (Words("密度", "Density"), True), (Words("复杂度", "Complexity"), True), (Words("邻近的本市优势产业", "Strong here and near to it"), False),
    (Words("目标企业", "Prospects"), False),
)  # fmt: skip


def _of(count: int) -> str:
    return (
        _("%(count)s in all, the first %(shown)s shown.") % {"count": count, "shown": SHOWN}
        if count > SHOWN
        else ""
    )


def _row(one: InPlace, letter: str) -> Row:
    stand = one.stand
    light = "green" if stand.strong else "yellow" if stand.enterprises else "red"
    # What people read as a reason is of the same kind; the density counts all.
    near = [other for other in one.beside if not letter or other.section == letter][:BESIDE]
    beside = listed(f"{other.name} {other.proximity:.2f}" for other in near)
    return Row((
        Cell(one.name, note=stand.industry, light=light),
        Cell(f"{stand.enterprises:,}", mark=_("few") if stand.strong and stand.enterprises < FEW else ""),
        Cell(f"{stand.advantage:.2f}"), Cell(f"{stand.density:.1%}"),
        Cell("–" if stand.complexity is None else f"{stand.complexity:+.2f}"), Cell(beside or "–"),
        Cell("" if one.links else _("on no chain"), acts=tuple(map(_prospects, one.links))),
    ))  # fmt: skip


def _prospects(one: OfLink) -> Link:
    return Link(
        f"{say(one.chain)} · {say(one.name)}", f"{reverse('prospects')}?chain={one.chain_id}&link={one.code}"
    )


def _pointed(one: InPlace) -> str:
    stand = one.stand
    return _("%(name)s: %(number)s here, advantage %(advantage)s, density %(density)s") % {
        "name": one.name, "number": f"{stand.enterprises:,}", "advantage": f"{stand.advantage:.2f}", "density": f"{stand.density:.1%}",
    }  # fmt: skip
