"""The pages of chains: all of them, one in a place, one link in a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.codes.industries import NoIndustry, industry
from duijie.industry import queries
from duijie.industry.links.graph import KINDS
from duijie.industry.placing.places import Place, division_place, own_place, park_place
from duijie.industry.rules import advices, strengths
from duijie.industry.types import ChainMap, NoSuchChain, OnLink, Source
from duijie.kernel.words import Words
from duijie.parks.queries import lines as parks
from duijie.web.industry.pages import IndustryPage
from duijie.web.industry.picture import drawn
from duijie.web.industry.wording import listed, told
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section, yuan
from duijie.web.saying import moment, say

_LOOKS: Final = {"green": "strong", "": "fair", "yellow": "weak", "red": "missing"}


def chains_page(*, viewer: Actor) -> IndustryPage:
    """All chains."""
    rows = [
        Row((
            Cell(say(one.name), url=reverse("chain", args=[one.id])), Cell(str(one.links)), Cell(str(one.version)),
            Cell(listed(name for _number, name in one.parks) or _("none yet")),
        ))
        for one in queries.chains(viewer=viewer)
    ]  # fmt: skip
    heads = (
        (Words("产业链", "Chain"), False), (Words("环节", "Links"), True), (Words("版本", "Version"), True),
        (Words("所在园区", "Parks"), False),
    )  # fmt: skip
    empty = Words("还没有产业链。新建一条，或从表格导入。", "There is no chain yet. Begin one, then add its links or import them from a sheet.")  # fmt: skip
    acts = (Link(_("Begin a chain"), reverse("chain-add")),) if viewer.may("review") else ()
    return IndustryPage(
        _("Chain maps"), _("Links, who stands on them, and what to build, fill, strengthen or extend."), None, acts, (),
        "", None, (), (section("chains", Words("产业链", "Chains"), heads, rows, empty=empty),),
    )  # fmt: skip


def chain_page(chain_id: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> IndustryPage:
    """One chain in a place."""
    place, field, problem = _place(asked, viewer, today)
    info = queries.chain(chain_id=chain_id, viewer=viewer, version=_version(asked))
    found = queries.map_of(info=info, place=place, viewer=viewer, today=today)
    acts = [Link(_("Prospects"), f"{reverse('prospects')}?chain={chain_id}")]
    if viewer.may("review"):
        acts += [
            Link(_("Add a link"), reverse("link-add", args=[chain_id])),
            Link(_("Import links"), reverse("chain-import", args=[chain_id])),
            Link(_("Parks"), reverse("chain-seat", args=[chain_id])),
        ]
        if info.shown != info.line.version:
            acts.append(Link(_("Bring a version back"), reverse("chain-back", args=[chain_id, info.shown])))
    names = {row.code: row for row in strengths()}
    where = f"?place={asked['place']}" if asked.get("place") and not problem else ""

    def url(code: str) -> str:
        return reverse("chain-link", args=[chain_id, code]) + where

    def about(code: str) -> str:
        state = found.states[code]
        return f"{say(names[state.strength].name)} · {state.sure}"

    picture = drawn(
        info.graph, found.states, looks={row.code: _LOOKS[row.light] for row in strengths()}, about=about, url=url,
        legend=tuple((_LOOKS[row.light], say(row.name)) for row in strengths()),
    )  # fmt: skip
    notes = [
        _("%(place)s: %(own)s of our own records and %(registry)s rows of the registry were placed. Who is on a link is read from codes, names and scopes of business; it can be wrong, and each says why.")
        % {"place": found.place, "own": f"{found.looked_at['own']:,}", "registry": f"{found.looked_at['registry']:,}"}
    ]  # fmt: skip
    if info.shown != info.line.version:
        notes.insert(0, _("This is version %(shown)s; version %(now)s is in force.") % {"shown": info.shown, "now": info.line.version})  # fmt: skip
    return IndustryPage(
        say(info.line.name), listed(name for _number, name in info.line.parks),
        Link(_("Chain maps"), reverse("chains")), tuple(acts), (field,), problem, picture, tuple(notes),
        (_states(found, url), _versions(chain_id, viewer)),
    )  # fmt: skip


def link_page(
    chain_id: int, code: str, asked: Mapping[str, str], *, viewer: Actor, today: date
) -> IndustryPage:
    """One link in a place."""
    place, field, problem = _place(asked, viewer, today)
    info = queries.chain(chain_id=chain_id, viewer=viewer)
    link = info.graph.by_code.get(code)
    if link is None:
        raise NoSuchChain("link", code)
    found, count = queries.on_link(chain_id=chain_id, code=code, place=place, viewer=viewer, today=today)
    acts = [Link(_("Prospects"), f"{reverse('prospects')}?chain={chain_id}&link={code}")]
    if viewer.may("review"):
        acts.append(Link(_("Change"), reverse("link-edit", args=[chain_id, code])))
    coded = listed(_industry(one) for one in link.codes)
    around = " → ".join(
        part
        for part in (
            listed(say(info.graph.by_code[one].name) for one in link.upstream),
            say(link.name),
            listed(say(info.graph.by_code[one].name) for one in info.graph.downstream[code]),
        )
        if part
    )
    notes = (
        f"{say(KINDS[link.kind])} · {coded}",
        _("Words: %(words)s") % {"words": listed(link.words) or "–"},
        _("Unless: %(words)s") % {"words": listed(link.unless) or "–"},
        around,
    )
    return IndustryPage(
        say(link.name), place.name, Link(say(info.line.name), reverse("chain", args=[chain_id])), tuple(acts), (field,),
        problem, None, notes, (_enterprises(found, count),),
    )  # fmt: skip


def _states(found: ChainMap, url: object) -> Section:
    names, acts = {row.code: row for row in strengths()}, {row.code: row for row in advices()}
    rows = []
    for link in found.chain.graph.links:
        state = found.states[link.code]
        strength, advice = names[state.strength], acts.get(state.advice)
        first, *others = state.reasons or (Words("", ""),)
        rows.append(
            Row((
                Cell(say(link.name), url=url(link.code), mark=_("key") if link.key else ""),  # type: ignore[operator]
                Cell(say(strength.name), light=strength.light),
                Cell(f"{state.sure:,}", note=_("%(count)s perhaps") % {"count": state.perhaps} if state.perhaps else ""),
                Cell("" if state.hhi is None else f"{state.hhi:,}", note="" if state.hhi is None else _basis(state.basis)),
                Cell(say(advice.name) if advice else "", note=say(first)),
                Cell(told(map(say, others))),
            ))
        )  # fmt: skip
    heads = (
        (Words("环节", "Link"), False), (Words("强弱", "Strength"), False), (Words("企业", "Enterprises"), True),
        (Words("集中度", "Concentration (HHI)"), True), (Words("建议", "What to do"), False), (Words("依据", "Reasons"), False),
    )  # fmt: skip
    return section("links", Words("环节", "Links"), heads, rows)


def _basis(code: str) -> str:
    return _("by output") if code == "output" else _("by capital")


def _versions(chain_id: int, viewer: Actor) -> Section:
    rows = [
        Row((
            Cell(str(one.number), url=f"{reverse('chain', args=[chain_id])}?version={one.number}"), Cell(moment(one.at)),
            Cell(one.by), Cell(str(one.links)), Cell(one.note),
        ))
        for one in queries.versions(chain_id=chain_id, viewer=viewer)
    ]  # fmt: skip
    heads = (
        (Words("版本", "Version"), False), (Words("时间", "When"), False), (Words("谁", "Who"), False),
        (Words("环节", "Links"), True), (Words("说明", "Note"), False),
    )  # fmt: skip
    return section("versions", Words("版本", "Versions"), heads, rows)


def _enterprises(found: tuple[OnLink, ...], count: int) -> Section:
    rows = [
        Row((
            Cell(one.who.name, note=one.who.credit_code, url=_known_at(one.who.sources)),
            Cell(f"{one.placed.score:.2f}", light="green" if one.placed.sure else "yellow", mark="" if one.placed.sure else _("perhaps")),
            Cell(told(say(sign.reason) for sign in one.placed.signs)),
            Cell(yuan(one.who.output)), Cell(yuan(one.who.capital)),
            Cell(told(_source(source) for source in one.who.sources)),
        ))
        for one in found
    ]  # fmt: skip
    heads = (
        (Words("企业", "Enterprise"), False), (Words("把握", "Sureness"), False), (Words("依据", "Reasons"), False),
        (Words("年产值", "Output a year"), True), (Words("注册资本", "Capital"), True), (Words("来源", "Source"), False),
    )  # fmt: skip
    about = ""
    if count > len(found):
        about = _("The first %(shown)s of %(count)s.") % {"shown": len(found), "count": f"{count:,}"}
    empty = Words("这里还没有企业在这个环节上。看看目标企业，或换一个地方。", "Nobody here is on this link. Look at its prospects, or at another place.")  # fmt: skip
    return section("enterprises", Words("企业", "Enterprises"), heads, rows, about=about, empty=empty)


def _known_at(sources: tuple[Source, ...]) -> str:
    return next((reverse("organisation", args=[one.key]) for one in sources if one.kind == "directory"), "")


def _source(one: Source) -> str:
    words = {
        "tenant": _("in residence in %(name)s"), "directory": _("own directory"), "registry": _("registry %(name)s, row %(key)s"),
    }  # fmt: skip
    return words[one.kind] % {"name": one.name, "key": one.key}


def _industry(code: str) -> str:
    found = industry(code)
    return code if isinstance(found, NoIndustry) else f"{found.name} {found.lettered}"


def _version(asked: Mapping[str, str]) -> int | None:
    typed = asked.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _place(asked: Mapping[str, str], viewer: Actor, today: date) -> tuple[Place, Field, str]:
    """The place asked for, the field that asks, and what is wrong: a division's code, or ``park-7``."""
    typed, problem = asked.get("place", "").strip(), ""
    own = own_place(today=today)
    every = parks(viewer=viewer)
    place = own
    if typed.startswith("park-") and typed[5:] in {str(one.id) for one in every}:
        place = park_place(park_id=int(typed[5:]), viewer=viewer)
    elif typed:
        place = division_place(typed)
        if place is None:
            problem, place = (
                _("There is no such place. Choose one of the list, or write a division's code: 1311."),
                own,
            )
    choices = []
    if own:
        levels = (own.division, own.division[:4], own.division[:2])
        choices = [
            Choice(code, named.name, typed == code) for code in levels if (named := division_place(code))
        ]
    choices += [Choice(f"park-{one.id}", one.name, typed == f"park-{one.id}") for one in every]
    if typed and not problem and all(one.value != typed for one in choices) and place:
        choices.append(Choice(typed, place.name, chosen=True))
    return (
        place or Place(_("nowhere"), division="00"),
        Field("place", _("Place"), "choice", typed, tuple(choices)),
        problem,
    )
