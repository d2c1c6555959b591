"""The page of prospects: what for, and the ranked list with each row's breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.industry import queries as industry
from duijie.industry.types import NoSuchChain
from duijie.kernel.words import Words
from duijie.matching.lists.queries import looked_at
from duijie.matching.lists.types import Looked
from duijie.matching.queries import prospects
from duijie.matching.types import NothingToMatch, Prospect, Prospects
from duijie.parks.queries import lines as parks
from duijie.web.compose.links import with_query
from duijie.web.industry.lists import seen_before, weights_section
from duijie.web.industry.pages import IndustryPage
from duijie.web.industry.wording import listed, told
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section, yuan
from duijie.web.saying import day, say

SHOWN = 50


def prospects_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> IndustryPage:
    """What is typed wrongly is told on the page, and nothing is ranked."""
    lines = industry.chains(viewer=viewer)
    seated = {number: name for one in lines for number, name in one.parks}
    park, chain, link = (asked.get(name, "") for name in ("park", "chain", "link"))
    known = {str(one.id) for one in parks(viewer=viewer)}
    fields = [
        Field("park", _("Park"), "choice", park, (
            Choice("", _("none"), not park),
            *(Choice(str(number), name, park == str(number)) for number, name in seated.items()),
        )),
        Field("chain", _("Chain"), "choice", chain, (
            Choice("", _("those of the park"), not chain),
            *(Choice(str(one.id), say(one.name), chain == str(one.id)) for one in lines),
        )),
    ]  # fmt: skip
    notes: tuple[str, ...] = ()
    problem, sections = "", tuple[Section, ...]()
    if chain and all(str(one.id) != chain for one in lines):
        raise NoSuchChain("chain", chain)
    if chain:
        graph = industry.chain(chain_id=int(chain), viewer=viewer).graph
        links = tuple(Choice(one.code, say(one.name), one.code == link) for one in graph.links)
        fields.append(
            Field("link", _("Link"), "choice", link, (Choice("", _("all links"), not link), *links))
        )
    if park in known or chain:
        try:
            found = prospects(
                viewer=viewer, today=today, park_id=int(park) if park in known else None,
                chain_id=int(chain) if chain else None, link=link if chain else "", limit=SHOWN,
            )  # fmt: skip
        except NothingToMatch as nothing:
            problem = say(nothing.why)
        else:
            looked = looked_at(rows=found.rows, viewer=viewer)
            notes, sections = _notes(found), (_rows(found, looked), weights_section())
    else:
        notes = (_("Choose a park or a chain."),)
    back = Link(_("Chain maps"), reverse("chains"))
    return IndustryPage(
        _("Prospects"), _("Enterprises of the registry that a park or a chain could do with, ranked with reasons. Points order the list; they are no probability."),
        back, _acts(asked, viewer), tuple(fields), problem, None, notes, sections,
    )  # fmt: skip


def _acts(asked: Mapping[str, str], viewer: Actor) -> tuple[Link, ...]:
    acts = [Link(_("Saved lists"), reverse("prospect-lists"))]
    given = {name: asked[name] for name in ("park", "chain", "link") if asked.get(name)}
    if viewer.may("add") and given:
        acts.append(Link(_("Save as a list"), f"{reverse('prospect-list-add')}?{urlencode(given)}"))
    return tuple(acts)


def _notes(found: Prospects) -> tuple[str, ...]:
    left_out = told(f"{say(one.why)} {one.number:,}" for one in found.left_out if one.number)
    notes = [
        _("%(ranked)s of %(registry)s rows of the registry stand on these links; seen from %(place)s.")
        % {"ranked": f"{found.ranked:,}", "registry": f"{found.registered:,}", "place": found.place or _("nowhere")}
    ]  # fmt: skip
    if left_out:
        notes.append(_("Left out before ranking: %(why)s.") % {"why": left_out})
    if found.without:
        notes.append(_("Without a source and left out of the points: %(factors)s.") % {"factors": listed(map(say, found.without))})  # fmt: skip
    return tuple(notes)


def _rows(found: Prospects, looked: Mapping[int, Looked]) -> Section:
    factors = [part.name for part in found.rows[0].parts] if found.rows else []
    heads = (
        (Words("位次", "Rank"), True), (Words("企业", "Enterprise"), False), (Words("环节", "Link"), False),
        (Words("分值", "Points"), True), *((name, True) for name in factors), (Words("来源", "Source"), False),
    )  # fmt: skip
    empty = Words("登记库中没有企业落在这些环节上。用 duijie directory import 导入登记库，或给环节补充词和代码。", "No row of the registry stands on these links. Import a registry with duijie directory import, or give the links words and codes.")  # fmt: skip
    return section(
        "prospects",
        Words("目标企业", "Prospects"),
        heads,
        (_row(one, looked.get(one.rank)) for one in found.rows),
        empty=empty,
    )


def _row(one: Prospect, looked: Looked | None) -> Row:
    capital = yuan(one.capital)
    about = " · ".join(
        part
        for part in (one.place, day(one.registered_on), capital, one.credit_code, seen_before(looked))
        if part
    )
    parts = (
        Cell(
            f"{part.points:.1f}",
            note=say(part.reason),
            light="" if part.value is not None else "yellow",
            url=with_query(reverse("introductions"), to=one.name)
            if part.code == "ties" and part.value
            else "",
        )
        for part in one.parts
    )
    source = _("%(source)s, row %(row)s") % {"source": one.source, "row": one.row}
    as_of = day(one.as_of) or _("of no stated day")
    return Row(
        (
            Cell(str(one.rank)), Cell(one.name, note=about),
            Cell(say(one.link_name), note=say(one.chain), url=reverse("chain-link", args=[one.chain_id, one.link])),
            Cell(f"{one.points:.1f}"), *parts, Cell(source, note=as_of),
        )
    )  # fmt: skip
