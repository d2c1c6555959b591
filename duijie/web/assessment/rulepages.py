"""Schemes as they can be read, and the numbers entered for them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.assessment.numbers.queries import hand_rows
from duijie.assessment.rules import on
from duijie.assessment.rules import scheme as rule
from duijie.assessment.scoring.kinds import plain
from duijie.assessment.scoring.scheme import KINDS, Scheme
from duijie.assessment.scoring.wording import limits_of, rule_of, source_of
from duijie.figures.registry import catalogue
from duijie.web.engagement.cells import counted, table
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage, Table
from duijie.web.pages.parts import Link
from duijie.web.saying import day, is_english, say


def tabs() -> tuple[Link, ...]:
    """Assessments and schemes."""
    return Link(_("Assessments"), reverse("assessments")), Link(_("Schemes"), reverse("schemes"))


def schemes_page(*, today: date) -> ListPage:
    """The schemes in force, one a row."""
    rows = [
        (
            Cell(say(one.name), reverse("scheme", args=[one.code])), Cell(plain(full(one))), counted(len(one.items)),
            Cell(_listed(one) or _("all together")), Cell(say(one.source)),
        )
        for one in on(today)
    ]  # fmt: skip
    return ListPage(
        heading=_("Schemes"), about=_("Rules in force today. The office replaces them in a file of its own."), act=None,
        tabs=tabs(), chosen=reverse("schemes"), asked=(), here=reverse("schemes"), total="", notices=(),
        table=table(
            "schemes", "", [_("Scheme"), _("Full marks"), _("Items"), _("Groups"), _("Source")], rows, numbers=[1, 2],
            empty=_("No scheme is in force today"), hint=_("Write one into assessment_schemes.toml."),
        ),
        paging=None,
    )  # fmt: skip


def scheme_page(code: str, *, viewer: Actor, today: date) -> RecordPage:
    """A scheme: every item with its formula, every number with where it comes from."""
    one = rule(code, today)
    items = [
        (
            Cell(say(item.name)), Cell(say(KINDS[item.kind])), Cell(say(rule_of(one, item))),
            Cell(plain(item.points) if item.points else ""), Cell(say(limits_of(item))),
        )
        for item in one.items
    ]  # fmt: skip
    acts = []
    if viewer.may("review"):
        acts.append(Link(_("Assess by it"), reverse("assess", args=[code])))
    known = [
        Known(_("Source"), say(one.source)), Known(_("In force from"), day(one.effective_from)),
        Known(_("Full marks"), plain(full(one))),
        Known(_("Groups"), _listed(one)),
        Known(_("Bonus at most"), plain(one.bonus_most) if one.bonus_most is not None else ""),
        Known(_("Total at most"), plain(one.most) if one.most is not None else ""),
        Known(_("Rounding"), _("each item half up to %(places)s decimals, once; the total is the sum of the items") % {"places": one.places}),
        Known(_("Places"), _("who scores alike shares a place, and the next is left out")),
    ]  # fmt: skip
    return RecordPage(
        back=Link(_("Schemes"), reverse("schemes")), title=say(one.name), facts=(one.code,), acts=tuple(acts), notices=(),
        known=tuple(each for each in known if each.value), about="", steps=(),
        tables=(
            table(
                "items", _("Items"), [_("Scored item"), _("Kind"), _("How points come about"), _("Full marks"), _("Ends")], items,
                numbers=[3], empty=_("No items"),
            ),
            _inputs(one),
        ),
    )  # fmt: skip


def numbers_page(code: str, *, viewer: Actor, now: datetime) -> ListPage:
    """What holds of the numbers entered by hand this year, by unit."""
    today = timezone.localdate(now)
    one = rule(code, today)
    names = {each.code: each for each in one.inputs}
    found = hand_rows(scheme=one, as_of=today, known_at=now, viewer=viewer)
    rows = [
        (
            Cell(row.unit), Cell(say(names[row.input].name) if row.input in names else row.input), Cell(row.thing),
            Cell(plain(row.number)), Cell(say(names[row.input].unit) if row.input in names else ""), Cell(day(row.on)),
            Cell(row.evidence), Cell(row.by),
        )
        for row in found
    ]  # fmt: skip
    here = reverse("scheme-numbers", args=[code])
    add = Link(_("Enter a number"), reverse("scheme-number-add", args=[code])) if viewer.may("add") else None
    heads = [_("Unit"), _("Input"), _("Of"), _("Value"), _("In"), _("Day"), _("Rests on"), _("By")]
    total = ngettext("%(count)s number holds", "%(count)s numbers hold", len(rows)) % {"count": len(rows)}
    return ListPage(
        heading=_("Numbers by hand: %(scheme)s") % {"scheme": say(one.name)},
        about=_("Of this year. A later entry takes the place of an earlier one; all of them are kept."), act=add,
        tabs=(), chosen="", asked=(), here=here, total=total if rows else "", notices=(),
        table=table(
            "numbers", "", heads, rows, numbers=[3], empty=_("Nothing was entered this year"),
            hint=_("Enter tasks and what no figure tells, each with the paper that it rests on."),
        ),
        paging=None, back=Link(say(one.name), reverse("scheme", args=[code])),
    )  # fmt: skip


def full(one: Scheme) -> Decimal:
    """Full marks without bonus."""
    return sum((item.points for item in one.items if not item.bonus), Decimal(0))


def _listed(one: Scheme) -> str:
    return (", " if is_english() else "、").join(say(group.name) for group in one.groups)


def _inputs(one: Scheme) -> Table:
    figures = catalogue()
    rows = []
    for each in one.inputs:
        figure = figures.get(each.figure)
        source = say(source_of(each))
        rows.append(
            (
                Cell(say(each.name)), Cell(say(each.unit)),
                Cell(say(figure.name), reverse("figure", args=[each.figure]), note=source) if figure else Cell(source),
            )
        )  # fmt: skip
    act = Link(_("Numbers by hand"), reverse("scheme-numbers", args=[one.code]))
    return table(
        "inputs", _("Numbers that go in"), [_("Input"), _("In"), _("Where it comes from")], rows, empty=_("None"),
        acts=[act] if any(not each.figure for each in one.inputs) else [],
    )  # fmt: skip
