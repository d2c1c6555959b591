"""The pages of saved lists of prospects: all of them with what ratings say, one list, one of its rows."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.matching.lists import queries
from duijie.matching.lists.operations import SAID
from duijie.matching.lists.types import ListedRow, ListLine, Looked, Rated
from duijie.matching.rules import load
from duijie.web.industry.pages import IndustryPage
from duijie.web.industry.wording import told
from duijie.web.pages.parts import Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section
from duijie.web.saying import day, moment, say

_LIGHTS = {"right": "green", "wrong": "red"}
_NAME, _POINTS = Words("企业", "Enterprise"), Words("分值", "Points")
_BY, _WHEN = Words("何人", "By"), Words("时间", "When")


def lists_page(*, viewer: Actor) -> IndustryPage:
    """All lists, and how many of the rated were rated right."""
    heads = (
        (Words("清单", "List"), False), (Words("对象", "For"), False), (Words("保存", "Saved"), False),
        (Words("企业数", "Enterprises"), True), (Words("已联系", "Contacted"), True), (Words("对路", "Right"), True),
        (Words("不对路", "Wrong"), True), (Words("转为线索", "Leads"), True),
    )  # fmt: skip
    empty = Words("还没有清单。在目标企业页排出名次后，点“存为清单”。", "No list yet. Rank prospects, then choose “Save as a list”.")  # fmt: skip
    rows = [_line(one) for one in queries.lists(viewer=viewer)]
    return IndustryPage(
        _("Lists of prospects"), _("Who calls whom by when, and what came of it."), Link(_("Prospects"), reverse("prospects")),
        (), (), "", None, (),
        (section("lists", Words("清单", "Lists"), heads, rows, empty=empty), _ratings(queries.ratings(viewer=viewer))),
    )  # fmt: skip


def list_page(list_id: int, *, viewer: Actor, today: date) -> IndustryPage:
    """One list as it was saved, with whose each row is now and what was said."""
    line, rows = queries.shortlist(list_id=list_id, viewer=viewer, today=today)
    notes = (
        _("For %(target)s, seen from %(place)s. Saved %(at)s by %(by)s with the weights of version %(weights)s; names, points and reasons are those of that day.")
        % {"target": line.target, "place": line.place or _("nowhere"), "at": moment(line.at), "by": line.by, "weights": line.weights},
        _rated(line.right, line.right + line.wrong),
    )  # fmt: skip
    heads = (
        (Words("位次", "Rank"), True), (_NAME, False), (Words("环节", "Link"), False), (_POINTS, True),
        (Words("分给", "Given to"), False), (Words("结论", "Found"), False), (Words("线索", "Lead"), False),
    )  # fmt: skip
    sheet = reverse("prospect-list-sheet", args=[list_id])
    return IndustryPage(
        line.name, "", Link(_("Lists of prospects"), reverse("prospect-lists")), (Link("xlsx", sheet),), (), "", None,
        notes, (section("rows", Words("企业", "Enterprises"), heads, map(_listed, rows)),),
    )  # fmt: skip


def row_page(listed_id: int, *, viewer: Actor, today: date) -> IndustryPage:
    """One row: its breakdown as it was ranked, whose it is, all that was said."""
    one = queries.listed(listed_id=listed_id, viewer=viewer, today=today)
    acts = [("say", _("Say what was found"))]
    acts += [("assign", _("Give to somebody"))]
    acts += [] if one.taken_up else [("lead", _("Make it a lead"))]
    links = tuple(Link(label, reverse("prospect-act", args=[one.id, act])) for act, label in acts)
    parts = (
        Row((
            Cell(say(part.name)), Cell("" if part.value is None else f"{part.value:.2f}"),
            Cell(f"{part.points:.1f}"), Cell(f"{part.most:.1f}"),
            Cell(say(part.reason), light="" if part.value is not None else "yellow"),
        ))
        for part in one.parts
    )  # fmt: skip
    part_heads = (
        (Words("因素", "Factor"), False), (Words("取值", "Value"), True), (_POINTS, True),
        (Words("满分", "At most"), True), (Words("理由", "Reason"), False),
    )  # fmt: skip
    remarks = (
        Row((Cell(say(SAID[said.said]), light=_LIGHTS.get(said.said, "")), Cell(say(said.why)), Cell(said.by), Cell(moment(said.at))))
        for said in one.remarks
    )  # fmt: skip
    said_heads = (
        (Words("结论", "Found"), False),
        (Words("原因", "Why"), False),
        (_BY, False),
        (_WHEN, False),
    )
    notes = [
        _("%(source)s, row %(row)s") % {"source": one.source, "row": one.row} + " · " + (day(one.as_of) or _("of no stated day")),
        " · ".join(part for part in (one.credit_code, one.about, f"{say(one.chain)} / {say(one.link_name)}") if part),
    ]  # fmt: skip
    if one.unit or one.person:
        notes.append(_("Given to %(who)s, due %(day)s.") % {"who": " ".join(filter(None, (one.unit, one.person))), "day": day(one.due_on) or "–"})  # fmt: skip
    return IndustryPage(
        one.name, _("Rank %(rank)s with %(points)s points on the day of the list.") % {"rank": one.rank, "points": f"{one.points:.1f}"},
        Link(_("The list"), reverse("prospect-list", args=[one.list_id])), links if viewer.may("add") else (), (), "", None,
        tuple(notes),
        (
            section("parts", Words("分项", "Breakdown"), part_heads, parts),
            section("said", Words("反馈", "Feedback"), said_heads, remarks, empty=Words("还没有反馈。联系后请说明对路还是不对路。", "Nothing yet. Once you called, say whether it was right or wrong.")),
        ),
    )  # fmt: skip


def weights_section() -> Section:
    """The table of weights in force, and how it is changed."""
    rules = load()
    heads = (
        (Words("因素", "Factor"), False), (Words("权重", "Weight"), True), (Words("不详时", "Where not known"), True),
        (Words("怎么算", "How it is counted"), False),
    )  # fmt: skip
    rows = (
        Row((Cell(say(one.name)), Cell(f"{one.weight:f}"), Cell(f"{one.unknown:f}"), Cell(say(one.about))))
        for one in rules.factors
    )
    about = _("Version %(version)s. To change it, copy prospect_weights.toml into the folder “rules” of the installation and edit it there.") % {"version": rules.weights}  # fmt: skip
    return section("weights", Words("权重", "Weights"), heads, rows, about=about)


def seen_before(looked: Looked | None) -> str:
    """What was said of a prospect on an earlier list; empty where it was on none."""
    if looked is None:
        return ""
    said = SAID[looked.said]
    why = say(looked.why)
    return _("Looked at on %(day)s by %(by)s: %(said)s") % {"day": day(looked.on), "by": looked.by, "said": told(filter(None, (say(said), why)))}  # fmt: skip


def _line(one: ListLine) -> Row:
    counts = (one.rows, one.contacted, one.right, one.wrong, one.leads)
    saved = day(timezone.localdate(one.at))
    return Row((
        Cell(one.name, url=reverse("prospect-list", args=[one.id])), Cell(one.target), Cell(saved, note=one.by),
        *(Cell(str(number)) for number in counts),
    ))  # fmt: skip


def _ratings(found: list[Rated]) -> Section:
    heads = (
        (Words("产业链", "Chain"), False), (Words("权重版本", "Version of the weights"), False),
        (Words("全部", "All ranks"), False), (Words("前列", "Of the first"), False),
    )  # fmt: skip
    rows = (
        Row((
            Cell(say(one.chain)), Cell(one.weights), Cell(_rated(one.right, one.rated)),
            Cell(_rated(one.right_of_first, one.rated_of_first), note=_("ranks 1 to %(k)s") % {"k": one.k}),
        ))
        for one in found
    )  # fmt: skip
    return section(
        "ratings", Words("排序准不准", "How well the ranking did"), heads, rows,
        about=_("Of those that somebody rated; the others count neither way."),
        empty=Words("还没有人评价。在清单的条目上说明对路或不对路。", "Nobody rated any yet. Say right or wrong on the rows of a list."),
    )  # fmt: skip


def _rated(right: int, rated: int) -> str:
    if not rated:
        return _("none rated yet")
    return _("rated right %(right)s of %(rated)s") % {"right": right, "rated": rated}


def _listed(one: ListedRow) -> Row:
    who = " ".join(filter(None, (one.unit, one.person)))
    last = one.remarks[-1] if one.remarks else None
    said = one.verdict or (last.said if last else "")
    why = next((say(each.why) for each in reversed(one.remarks) if each.said == said), "")
    lead = Cell("")
    if one.taken_up:
        lead = Cell(_("lead %(number)s") % {"number": one.lead_id}, url=reverse("lead", args=[one.lead_id])) if one.lead_id else Cell(_("is a lead of another unit"))  # fmt: skip
    return Row((
        Cell(str(one.rank)), Cell(one.name, note=" · ".join(filter(None, (one.about, one.credit_code))), url=reverse("prospect-row", args=[one.id])),
        Cell(say(one.link_name), note=say(one.chain), url=reverse("chain-link", args=[one.chain_id, one.link])),
        Cell(f"{one.points:.1f}"), Cell(who, note=day(one.due_on), light="red" if one.late else ""),
        Cell(say(SAID[said]) if said else "", note=why, light=_LIGHTS.get(said, "")), lead,
    ), anchor=f"row-{one.id}")  # fmt: skip
