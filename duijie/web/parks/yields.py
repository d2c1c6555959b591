"""Yield a mu: assessments, places in one, and how a score came about."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import choices, counted, named, table
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage
from duijie.web.pages.parts import Field, Link
from duijie.web.parks.lists import plain
from duijie.web.saying import day, moment, say
from duijie.yields import queries
from duijie.yields.rules import grades_on, measures, rules_on, vetoes


def yields_page(*, viewer: Actor) -> ListPage:
    """Assessments, the latest first."""
    rows = []
    for one in queries.assessments(viewer=viewer):
        names = {rule.code: rule.name for rule in rules_on(one.rules_on)}
        told = "; ".join(f"{named(names, group)} {grade} {count}" for group, grade, count in one.grades)
        rows.append(
            (
                Cell(str(one.year), reverse("yield", args=[one.id])),
                Cell(_("published on %(day)s") % {"day": moment(one.published_at)} if one.published_at else _("draft")),
                counted(one.scored), counted(one.left_out), Cell(told), Cell(one.by),
            )
        )  # fmt: skip
    return ListPage(
        heading=_("Yield a mu"),
        about=_("Enterprises in residence scored by a table of weights and benchmarks, and graded by shares."),
        act=Link(_("Score a year"), reverse("yield-add")) if viewer.may("review") else None, tabs=(), chosen="",
        asked=(), here=reverse("yields"), total="", notices=(),
        table=table(
            "yields", "", [_("Year"), _("State"), _("Scored"), _("Left out"), _("Grades"), _("By")], rows,
            numbers=[2, 3], empty=_("No assessment yet"),
            hint=_("Tell enterprises' years on their pages, then score a year; another person publishes it."),
        ),
        paging=None,
    )  # fmt: skip


def yield_page(number: int, asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """The places in an assessment."""
    info, place = queries.assessment(assessment_id=number, viewer=viewer), page_number(asked)
    here = reverse("yield", args=[number])
    names = {rule.code: rule.name for rule in rules_on(info.rules_on)}
    grades = {grade.code: grade.name for grade in grades_on(info.rules_on)}
    group = asked.get("group", "") if asked.get("group") in names else ""
    grade = asked.get("grade", "") if asked.get("grade") in grades else ""
    lines, count = queries.scores(
        assessment_id=number, viewer=viewer, group=group, grade=grade, offset=(place - 1) * PAGE, limit=PAGE
    )
    rows = [
        (
            Cell(str(one.place or "")), Cell(one.tenant, reverse("yield-score", args=[one.id])),
            Cell(one.park, reverse("park", args=[one.park_id])), Cell(named(names, one.group)),
            Cell(f"{one.score:.2f}" if one.score is not None else "", note=say(one.left_out) if one.left_out else ""),
            Cell(one.grade, note=named(vetoes(), one.veto) if one.veto else ""),
        )
        for one in lines
    ]  # fmt: skip
    draft = info.published_at is None
    return ListPage(
        heading=_("Yield a mu, %(year)s") % {"year": info.year},
        about=_("By the rules in force on %(day)s.") % {"day": day(info.rules_on)},
        act=Link(_("Publish"), reverse("yield-act", args=[number, "publish"])) if draft and viewer.may("review") else None,
        tabs=(), chosen="",
        asked=(
            Field("group", _("Group"), "choice", choices=choices(names, group, empty=_("all"))),
            Field("grade", _("Grade"), "choice", choices=choices(grades, grade, empty=_("all"))),
        ),
        here=here, total=ngettext("%(count)s enterprise", "%(count)s enterprises", count) % {"count": f"{count:,}"},
        notices=(_("A draft: grades show to others once another person has published it."),) if draft else (),
        table=table(
            "scores", "", [_("Place"), _("Enterprise"), _("Park"), _("Group"), _("Score"), _("Grade")], rows,
            numbers=[0, 4], empty=_("Nothing fits"),
        ),
        paging=paging(here, asked, place, count), back=Link(_("Yield a mu"), reverse("yields")),
    )  # fmt: skip


def score_page(number: int, *, viewer: Actor) -> RecordPage:
    """How a score came about."""
    line, info = queries.score(score_id=number, viewer=viewer)
    rows = []
    for one in line.parts:
        measure = measures().get(one.measure)
        unit = say(measure.unit) if measure else ""
        notes = [_("capped")] if one.capped else [_("not told: the group's average")] if one.averaged else []
        rows.append(
            (
                Cell(say(measure.name) if measure else one.measure, note=unit), Cell(plain(one.value)),
                Cell(plain(one.benchmark)), Cell(plain(one.weight)),
                Cell(f"{one.points:.2f}", note="; ".join(notes) or ("" if one.value is not None else _("not told"))),
            )
        )  # fmt: skip
    grades = {grade.code: grade.name for grade in grades_on(info.rules_on)}
    groups = {rule.code: rule for rule in rules_on(info.rules_on)}
    rule = groups.get(line.group)
    known = (
        Known(_("Score"), f"{line.score:.4f}" if line.score is not None else ""),
        Known(_("Grade"), f"{line.grade} {named(grades, line.grade)}" if line.grade else ""),
        Known(_("Place"), str(line.place or "")), Known(_("Left out"), say(line.left_out) if line.left_out else ""),
        Known(_("Veto"), named(vetoes(), line.veto) if line.veto else ""),
        Known(_("Rules"), say(rule.source) if rule else ""),
        Known(_("Enterprise"), line.tenant, reverse("tenant", args=[line.tenant_id])),
    )  # fmt: skip
    hidden = not rows and line.score is not None
    return RecordPage(
        back=Link(_("Yield a mu, %(year)s") % {"year": info.year}, reverse("yield", args=[info.id])),
        title=line.tenant, facts=(line.park, say(rule.name) if rule else line.group), acts=(), notices=(),
        known=tuple(one for one in known if one.value),
        about=_("Each item gives value ÷ benchmark × weight points; what it adds up to is the score."), steps=(),
        tables=(
            table(
                "parts", _("Parts of the score"),
                [_("Item"), _("Value"), _("Benchmark"), _("Weight"), _("Points")], rows, numbers=[1, 2, 3, 4],
                empty=_("Its numbers are read by the park's unit and the office") if hidden else _("Not scored"),
            ),
        ),
    )  # fmt: skip
