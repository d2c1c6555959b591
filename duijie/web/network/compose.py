"""The page of introductions out of what is known: ways, brokers, groups, ties that are missing, closed doors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.directory.queries import titles
from duijie.kernel.typed import typed_day
from duijie.kernel.words import Words
from duijie.relations.doors import doors
from duijie.relations.patterns import Community, Expected, communities, expected
from duijie.relations.patterns.chained import Unlinked, unlinked
from duijie.relations.queries import brokers, introduce
from duijie.relations.rules import kinds
from duijie.relations.types import (
    Broker,
    DoorInfo,
    Introduced,
    NoSuchEnd,
    SameEnds,
    SeveralEnds,
    ShutDoor,
    Way,
)
from duijie.web.compose.links import with_query
from duijie.web.industry.wording import listed
from duijie.web.network.pages import Door, IntroductionsPage, WayCard
from duijie.web.network.rows import days, end, record, source, step, warmth
from duijie.web.pages.parts import Field, Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section
from duijie.web.saying import day, refusal, say

WRONG: Final = (NoSuchEnd, SeveralEnds, SameEnds, ShutDoor)
NAMED: Final = 5
"""Of several so many are named."""


def introductions_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> IntroductionsPage:
    """Ways to whom was asked for; where nobody was, those who open most doors."""
    start, target = asked.get("from", "").strip(), asked.get("to", "").strip()
    as_of, wrong_day = day_of(asked, today)
    found: Introduced | None = None
    problem, choices = "", tuple[Link, ...]()
    if target:
        try:
            found = introduce(source=start, target=target, viewer=viewer, as_of=as_of)
        except WRONG as wrong:
            problem, choices = refusal(wrong), _meant(wrong, asked)
    none = ""
    if found and not found.ways:
        none = _("There is no way of %(steps)s steps or fewer. Invite them to an event, or find a chamber that they belong to and record it: new ties show here at once.") % {"steps": found.longest}  # fmt: skip
    acts = []
    if found:
        acts.append(
            Link(_("Show in the network"), with_query(reverse("network"), of=found.source.key, to=found.target.key, as_of=asked.get("as_of", "")))
        )  # fmt: skip
    return IntroductionsPage(
        fields=(
            Field("to", _("Whom to reach"), "text", target, hint=_("An organisation or a person, by name.")),
            Field("from", _("From"), "text", start, hint=_("Left empty: your unit.")),
            Field("as_of", _("As of"), "date", asked.get("as_of", ""), error=wrong_day),
        ),
        problem=problem,
        choices=choices,
        heading=f"{found.source} → {found.target}" if found else "",
        ways=tuple(_way(number, way, found) for number, way in enumerate(found.ways, 1)) if found else (),
        none=none,
        acts=tuple(acts),
        sections=()
        if target
        else (
            _brokers(brokers(viewer=viewer, as_of=as_of)),
            _unlinked(unlinked(viewer=viewer, as_of=as_of)),
            _expected(expected(viewer=viewer, as_of=as_of)),
            _communities(communities(viewer=viewer, as_of=as_of)),
        ),
        doors=_doors(viewer),
        close_url=reverse("door-close") if viewer.may("add") else "",
    )


def _way(number: int, way: Way, found: Introduced) -> WayCard:
    between = len(way.steps) - 1
    through = ngettext("through %(count)s other", "through %(count)s others", between) % {"count": between}
    about = (through if between else _("tied directly")) + " · " + _("warmth %(warmth)s") % {"warmth": warmth(way.warmth)}  # fmt: skip
    return WayCard(
        _("Way %(number)s") % {"number": number}, about, end(found.source), tuple(map(step, way.steps))
    )


def _brokers(found: tuple[Broker, ...]) -> Section:
    heads = (
        (Words("由谁引荐", "Who"), False), (Words("可打开的门", "Doors they open"), True),
        (Words("我方与其关系", "How we know them"), False), (Words("起止", "Days"), False),
        (Words("记录", "Record"), False),
    )  # fmt: skip
    rows = []
    for one in found:
        who, rests = end(one.node), record(one.tied.record)
        rows.append(
            Row(
                (
                    Cell(one.node.name, url=who.around_url, note=one.node.where), Cell(f"{one.doors:,}"), Cell(say(one.tied.name)),
                    Cell(days(one.tied)), Cell(rests.label, url=rests.url, source=source(one.tied.record)),
                )
            )
        )  # fmt: skip
    return section(
        "brokers", Words("谁能打开最多的门", "Who opens most doors"), heads, rows,
        about=_("How many organisations and people two steps away are best reached through them."),
        empty=Words("还没有能引荐的关系。登记拜访、活动来宾、协议或会员关系后，这里会列出引荐人。", "No ties that lead further yet. Record visits, guests, agreements or memberships, and those who can introduce us stand here."),
    )  # fmt: skip


def _unlinked(found: tuple[Unlinked, ...]) -> Section:
    heads = (
        (Words("企业", "Enterprise"), False), (Words("所在环节", "Stands on"), False),
        (Words("缺少往来的环节", "Does no business with"), False), (Words("本地企业", "Firms here"), False),
    )  # fmt: skip
    rows = []
    for one in found:
        side = _("upstream: %(link)s") if one.upstream else _("downstream: %(link)s")
        rows.append(
            Row((
                Cell(one.who.name, url=end(one.who).around_url), Cell(say(one.link), note=say(one.chain)),
                Cell(side % {"link": say(one.neighbour)}),
                Cell(f"{len(one.partners):,}", note=listed(node.name for node in one.partners[:NAMED])),
            ))
        )  # fmt: skip
    return section(
        "unlinked", Words("按产业链应有而缺少的关系", "Ties that the chain would lead one to expect"), heads, rows,
        about=_("A pattern, no finding: they may buy and sell elsewhere. Both stand here on neighbouring links, and no record tells of business between them."),
        empty=Words("没有。要看出规律，本地企业须写明行业，且相邻环节都有本地企业。", "None. To tell a pattern, enterprises here need their industry, and neighbouring links of a chain firms here."),
    )  # fmt: skip


def _expected(found: tuple[Expected, ...]) -> Section:
    heads = (
        (Words("企业", "Enterprise"), False), (Words("缺少的关系", "Tie that is missing"), False),
        (Words("对方", "To"), False), (Words("依据", "Why expected"), False),
    )  # fmt: skip
    rows = []
    for one in found:
        who, partner = end(one.who), end(one.partner)
        others = _("%(holders)s of %(alike)s local enterprises of industry %(industry)s have it: %(names)s") % {
            "holders": len(one.holders), "alike": one.alike, "industry": one.industry,
            "names": listed(node.name for node in one.holders[:NAMED]),
        }  # fmt: skip
        rows.append(
            Row((
                Cell(one.who.name, url=who.around_url), Cell(say(kinds()[one.kind].name)),
                Cell(one.partner.name, url=partner.around_url), Cell(others),
            ))
        )  # fmt: skip
    return section(
        "expected", Words("按同业规律应有而缺少的关系", "Ties that others of the industry have"), heads, rows,
        about=_("A pattern, no finding: an enterprise may have its reasons. The like of an industry here share the tie, this one has none of it."),
        empty=Words("没有。要看出规律，组织信息须写明行业，且同行业至少两家与同一方有协议、平台、供货或会员关系。", "None. To tell a pattern, organisations need their industry, and two of an industry an agreement, a platform, a supply or a membership with the same one."),
    )  # fmt: skip


def _communities(found: tuple[Community, ...]) -> Section:
    heads = (
        (Words("成员", "Members"), True), (Words("关系最多的", "Those with most ties"), False),
        (Words("与我方有直接关系", "Tied to us"), True),
    )  # fmt: skip
    rows = []
    for one in found:
        first = one.members[0]
        names = listed(node.name for node in one.members[:NAMED])
        rows.append(
            Row(
                (
                    Cell(f"{len(one.members):,}"),
                    Cell(names, url=end(first).around_url),
                    Cell(f"{one.linked:,}"),
                )
            )
        )
    return section(
        "communities", Words("抱团的群体", "Those who hang together"), heads, rows,
        about=_("Found among the ties of others, those to us left out. A group of which few are tied to us is worth an introduction."),
        empty=Words("还没有三方以上抱团的群体。", "No three hang together yet."),
    )  # fmt: skip


def _doors(viewer: Actor) -> tuple[Door, ...]:
    found = doors(viewer=viewer)
    names = titles(organisation_ids=[one.organisation_id for one in found])

    def shown(one: DoorInfo) -> Door:
        head, title = names[one.organisation_id]
        until = f" – {day(one.until)}" if one.until else ""
        url = reverse("door-open", args=[one.id]) if viewer.may("add") else ""
        who = Link(title, reverse("organisation", args=[head]))
        return Door(who, one.person, one.reason, f"{day(one.since)}{until}", one.by, url)

    return tuple(map(shown, found))


def _meant(wrong: Exception, asked: Mapping[str, str]) -> tuple[Link, ...]:
    """The names that a text fits, each asking again with it."""
    if not isinstance(wrong, SeveralEnds):
        return ()
    field = next((name for name in ("to", "from", "of") if asked.get(name, "").strip() == wrong.text), "to")
    kept = {name: value for name, value in asked.items() if value and name != field}
    return tuple(Link(name, with_query("", **{**kept, field: name})) for name in wrong.names)


def day_of(asked: Mapping[str, str], today: date) -> tuple[date, str]:
    """The day asked for, else today; and what is wrong with what was typed."""
    typed = asked.get("as_of", "")
    found = typed_day(typed)
    return found or today, _("Write the day as 2015-09-24.") if typed and found is None else ""
