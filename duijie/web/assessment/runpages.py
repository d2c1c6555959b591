"""Runs with their tables, a unit's explanation, objections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.assessment import queries
from duijie.assessment.rules import groups_of
from duijie.assessment.scoring.kinds import plain
from duijie.assessment.scoring.values import Number
from duijie.assessment.types import ObjectionInfo, ResultInfo, RunInfo
from duijie.figures.registry import catalogue
from duijie.kernel.words import Words
from duijie.web.assessment.rulepages import full, tabs
from duijie.web.engagement.cells import counted, table, to
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage, Table
from duijie.web.pages.parts import Link
from duijie.web.saying import day, moment, say

STATES: Mapping[str, tuple[str, Words]] = {
    "draft": ("", Words("草稿", "draft")),
    "shown": ("yellow", Words("公示中", "shown to units")),
    "published": ("green", Words("已发布", "published")),
    "replaced": ("", Words("已重算", "worked out anew since")),
}
ANSWERS: Mapping[str, tuple[str, Words]] = {
    "open": ("yellow", Words("待答复", "open")),
    "upheld": ("green", Words("采纳", "upheld")),
    "rejected": ("", Words("不采纳", "rejected")),
}


def runs_page(*, viewer: Actor) -> ListPage:
    """Runs, the latest day first."""
    rows = []
    for one in queries.runs(viewer=viewer):
        light, words = STATES[one.state]
        rows.append(
            (
                Cell(say(one.scheme.name), reverse("assessment", args=[one.id])), Cell(day(one.as_of)),
                Cell(say(words), light=light), counted(one.units), counted(one.open), Cell(one.by),
            )
        )  # fmt: skip
    here = reverse("assessments")
    return ListPage(
        heading=_("Assessment"), about=_("Units scored by rules that everybody can read, with every point explained."),
        act=Link(_("Assess"), reverse("schemes")) if viewer.may("review") else None, tabs=tabs(), chosen=here, asked=(),
        here=here, total="", notices=(),
        table=table(
            "assessments", "", [_("Scheme"), _("As of"), _("State"), _("Units"), _("Open objections"), _("By")], rows,
            numbers=[3, 4], empty=_("Nothing assessed yet"),
            hint=_("Choose a scheme and score the units by it.") if viewer.may("review") else _("What the office shows to units stands here."),
        ),
        paging=None,
    )  # fmt: skip


def run_page(number: int, *, viewer: Actor) -> RecordPage:
    """One run: places group by group, a column an item, and objections."""
    info = queries.run(run_id=number, viewer=viewer)
    found = queries.results(run_id=number, viewer=viewer)
    tables = [
        _places(info, mine, say(group.name), group.code)
        for group in groups_of(info.scheme)
        if (mine := [one for one in found if one.scored.group == group.code])
    ]
    raised = queries.objections(viewer=viewer, run_id=number)
    if info.state != "draft" or raised:
        tables.append(_objections(raised, viewer, info))
    known = [
        Known(_("Scheme"), say(info.scheme.name), reverse("scheme", args=[info.scheme.code])),
        Known(_("As of"), day(info.as_of)), Known(_("As known at"), moment(info.known_at)),
        Known(_("Worked out by"), info.by), Known(_("Objections until"), day(info.shown_until)),
        Known(_("Published"), f"{moment(info.published_at)} · {info.published_by}" if info.published_at else ""),
        Known(_("Digest"), info.digest[:16]),
    ]  # fmt: skip
    return RecordPage(
        back=Link(_("Assessment"), reverse("assessments")), title=say(info.scheme.name),
        facts=(_("as of %(day)s") % {"day": day(info.as_of)}, say(STATES[info.state][1])),
        acts=tuple(_acts(info, viewer)), notices=tuple(_notices(info, viewer)),
        known=tuple(one for one in known if one.value), about="", steps=(), tables=tuple(tables),
    )  # fmt: skip


def result_page(number: int, *, viewer: Actor, today: date) -> RecordPage:
    """How a unit's score came about: the numbers, the formula with the numbers in it, the points."""
    one, info = queries.result(result_id=number, viewer=viewer)
    scored, rule = one.scored, info.scheme
    names = {item.code: item for item in rule.items}
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(say(names[part.item].name)), Cell(part.formula, note="; ".join(map(say, part.notes))),
            Cell(plain(names[part.item].points) if names[part.item].points else ""), Cell(f"{part.points}"),
        )
        for part in scored.parts
    ]  # fmt: skip
    rows += [(Cell(say(change.why)), Cell(), Cell(), Cell(f"{change.points}")) for change in scored.changes]
    rows.append((Cell(_("Total")), Cell(), Cell(plain(full(rule))), Cell(f"{scored.total}")))
    heads = [_("Scored item"), _("How it came about"), _("Full marks"), _("Points")]
    own = queries.objections(viewer=viewer, result_id=number)
    may_object = (
        one.mine
        and viewer.may("add")
        and info.state == "shown"
        and bool(info.shown_until and today <= info.shown_until)
    )
    acts = (Link(_("Object"), reverse("assessment-object", args=[number])),) if may_object else ()
    group = next((group for group in groups_of(rule) if group.code == scored.group), None)
    known = [
        Known(_("Total"), f"{scored.total}"), Known(_("Rank"), f"{scored.place}"),
        Known(_("Group"), say(group.name) if group else scored.group),
        Known(_("Scheme"), say(rule.name), reverse("scheme", args=[rule.code])),
        Known(_("As of"), day(info.as_of)),
    ]  # fmt: skip
    tables = [
        table("parts", _("Points"), heads, rows, numbers=[2, 3], empty=""),
        _numbers(info, scored.numbers),
    ]
    if own or info.state != "draft":
        tables.append(_objections(own, viewer, info))
    return RecordPage(
        back=Link(say(rule.name), reverse("assessment", args=[info.id])), title=one.unit,
        facts=(_("as of %(day)s") % {"day": day(info.as_of)}, say(STATES[info.state][1])), acts=acts, notices=(),
        known=tuple(known), about="", steps=(), tables=tuple(tables),
    )  # fmt: skip


def _acts(info: RunInfo, viewer: Actor) -> Iterable[Link]:
    if not viewer.may("review"):
        return
    if info.state == "draft":
        yield Link(_("Show to units"), reverse("assessment-act", args=[info.id, "show"]))
    if info.state in ("draft", "shown"):
        yield Link(_("Work out anew"), reverse("assessment-act", args=[info.id, "again"]))
    if info.state == "shown" and info.by_id != viewer.user_id:
        yield Link(_("Publish"), reverse("assessment-act", args=[info.id, "publish"]))


def _notices(info: RunInfo, viewer: Actor) -> Iterable[str]:
    figures = catalogue()
    for code, count in queries.untold(run_id=info.id, viewer=viewer).items():
        name = say(figures[code].name) if code in figures else code
        told = ngettext(
            "%(count)s contribution to “%(figure)s” names no project, so no unit is credited with it.",
            "%(count)s contributions to “%(figure)s” name no project, so no unit is credited with them.",
            count,
        )
        yield told % {"count": count, "figure": name}
    if info.state == "published" and not queries.still_so(run_id=info.id, viewer=viewer):
        yield _(
            "What is kept is not what was published: rules, numbers or scores were changed outside the program."
        )
    if info.state == "shown" and info.by_id == viewer.user_id and viewer.may("review"):
        yield _("Another person publishes it, when the time for objections is over and each has its answer.")


def _places(info: RunInfo, found: list[ResultInfo], title: str, code: str) -> Table:
    rows = []
    for one in found:
        points = [Cell(f"{part.points}") for part in one.scored.parts]
        tags = (_("vetoed"),) if one.scored.vetoed else ()
        unit = Cell(one.unit, reverse("assessment-result", args=[one.id]), tags=tags)
        rows.append((Cell(f"{one.scored.place}"), unit, *points, Cell(f"{one.scored.total}")))
    heads = [_("Rank"), _("Unit"), *(say(item.name) for item in info.scheme.items), _("Total")]
    return table(
        f"group-{code}", title, heads, rows, numbers=[0, *range(2, len(heads))],
        empty="",
    )  # fmt: skip


def _numbers(info: RunInfo, numbers: Mapping[str, Number]) -> Table:
    rows = []
    for one in info.scheme.inputs:
        number = numbers.get(one.code, Number(None))
        first = Cell(say(one.name), note=say(one.unit))
        if number.value is None:
            rows.append((first, Cell(_("nothing known"), light="yellow"), Cell(), Cell()))
            continue
        source = _("from the figure") if one.figure else number.evidence
        if number.assumed:
            source = _("nothing entered: as the scheme assumes")
        rows.append((first, Cell(plain(number.value)), Cell(), Cell(source)))
        for thing in number.things:
            share = (
                ""
                if thing.share == 1
                else _("%(share)s %% of %(whole)s")
                % {"share": plain(thing.share * 100), "whole": plain(thing.whole)}
            )
            rows.append(
                (
                    Cell(),
                    Cell(plain(thing.adds), note=share),
                    Cell(thing.label, to(thing.key)),
                    Cell(thing.evidence),
                )
            )
    heads = [_("Input"), _("Value"), _("Of"), _("Rests on")]
    return table("numbers", _("Numbers that went in"), heads, rows, numbers=[1], empty=_("None"))


def _objections(found: list[ObjectionInfo], viewer: Actor, info: RunInfo) -> Table:
    names = {item.code: say(item.name) for item in info.scheme.items}
    rows = []
    for one in found:
        light, words = ANSWERS[one.state]
        may = one.state == "open" and viewer.may("review")
        answer = (
            Cell(_("Answer"), reverse("assessment-answer", args=[one.id]))
            if may
            else Cell(one.answer, note=one.answered_by)
        )
        rows.append(
            (
                Cell(one.unit, reverse("assessment-result", args=[one.result_id])), Cell(names.get(one.item, _("the whole"))),
                Cell(one.text, note=f"{one.by} · {moment(one.at)}"), Cell(say(words), light=light), answer,
            )
        )  # fmt: skip
    heads = [_("Unit"), _("Scored item"), _("Objection"), _("State"), _("Answer")]
    return table(
        "objections", _("Objections"), heads, rows, empty=_("No objection"),
        hint=_("Units object on the page of their result, until the day given."),
    )  # fmt: skip
