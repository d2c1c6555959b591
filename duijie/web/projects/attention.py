"""What wants a person's eye: warnings by rule, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.pipeline.queries import lines, same_projects, waiting
from duijie.pipeline.types import ProjectLine, RequestInfo
from duijie.rulebook import in_force
from duijie.vetting.queries import waiting as vettings_waiting
from duijie.warnings.find import rules, warnings
from duijie.warnings.types import Warned
from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Choice, Link
from duijie.web.projects.doing import at, row_links
from duijie.web.projects.pages import Cell, Empty, Row, Section, TablePage
from duijie.web.projects.people import VETTING_STATES
from duijie.web.projects.tables import section, stage_name, yuan
from duijie.web.saying import day, moment, say

SHOWN: Final = 20
"""Warnings of a rule on the page of all rules; a rule's own page shows more."""
MOST: Final = 200
LINKS: Final = 4


def warnings_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> TablePage:
    """Warnings grouped by rule; one rule alone where the address names it."""
    held = {rule.code: rule for rule in in_force(rules(), today)}
    only = asked.get("rule", "") if asked.get("rule", "") in held else ""
    found = warnings(viewer=viewer, today=today, codes=[only] if only else ())
    by_rule: dict[str, list[Warned]] = {code: [] for code in held}
    for one in found:
        by_rule[one.rule.code].append(one)
    shown = {code: rows[: MOST if only else SHOWN] for code, rows in by_rule.items() if rows}
    named = lines(
        project_ids=[pk for rows in shown.values() for one in rows for pk in one.project_ids[:LINKS]],
        viewer=viewer,
    )
    address = reverse("warnings")
    return TablePage(
        title=_("Warnings"),
        about=_("Reasons to look, found by rules over projects and money. They are no verdicts."),
        tabs=(
            Choice(address, _("all rules"), not only),
            *(Choice(with_query(address, rule=code), say(rule.name), code == only) for code, rule in held.items()),
        ),
        act=None,
        sections=tuple(_of_rule(code, rows, len(by_rule[code]), named) for code, rows in shown.items()),
        empty=Empty(_("No warning"), _("The rules found nothing to look at. They are a table that an office may change: warnings.toml.")) if not shown else None,
    )  # fmt: skip


def _of_rule(code: str, rows: list[Warned], total: int, named: Mapping[int, ProjectLine]) -> Section:
    rule = rows[0].rule
    heads = (
        (Words("项目", "Projects"), False),
        (Words("原因", "Reason"), False),
        (Words("所据记录", "Rests on"), False),
    )
    count = ngettext("%(count)s found", "%(count)s found", total) % {"count": f"{total:,}"}
    limit = f"{say(rule.limit_of)}: {rule.limit.normalize():f}"
    more = (
        [Link(_("Show all"), with_query(reverse("warnings"), rule=code))]
        if total > len(rows) and len(rows) < MOST
        else []
    )
    found = (
        Row(
            (
                Cell("", acts=tuple(Link(named[pk].name, reverse("project", args=[pk])) for pk in one.project_ids[:LINKS] if pk in named),
                     note=_("and %(count)s more") % {"count": len(one.project_ids) - LINKS} if len(one.project_ids) > LINKS else ""),
                Cell(say(one.reason)),
                Cell("", acts=tuple(row_links(one, LINKS))),
            )
        )
        for one in rows
    )  # fmt: skip
    return section(code, rule.name, heads, found, acts=more, about=f"{count} · {limit}")


def waiting_page(*, viewer: Actor) -> TablePage:
    """Steps, vettings and sameness that wait for this person, and what this person asked of others."""
    asked = waiting(viewer=viewer)
    scored = vettings_waiting(viewer=viewer)
    told = same_projects(viewer=viewer) if viewer.may("review") else []
    wanted = {one.project_id for one in asked[:MOST]} | {one.project_id for one in scored}
    named = lines(project_ids=wanted, viewer=viewer)
    mine = [one for one in asked if one.by_id == viewer.user_id]
    others = [one for one in asked if one.by_id != viewer.user_id] if viewer.may("review") else []
    vettings = (
        Row(
            (
                Cell(named[one.project_id].name, url=at(one.project_id, "vetting")),
                Cell(say(VETTING_STATES[one.state])), Cell(f"{one.score.normalize():f}" if one.score is not None else ""),
                Cell(one.by, note=moment(one.at)),
            )
        )
        for one in scored if one.project_id in named
    )  # fmt: skip
    same = (
        Row(
            (
                Cell(one.label), Cell(one.project, url=reverse("project", args=[one.project_id])),
                Cell("；".join(map(say, one.reasons)), acts=(
                    Link(_("Decide"), with_query(reverse("project-act", args=[one.project_id, "identify"]), key=one.key)),
                )),
            )
        )
        for one in told
    )  # fmt: skip
    vetting_heads = (
        (Words("项目", "Project"), False),
        (Words("评审", "Vetting"), False),
        (Words("得分", "Score"), True),
        (Words("提交", "Submitted"), False),
    )
    same_heads = (
        (Words("文件所说", "A document tells of"), False),
        (Words("在册项目", "Kept here"), False),
        (Words("理由", "Reasons"), False),
    )
    every = (
        _requests("steps", Words("待我批准", "Steps for me to approve"), others, named),
        section("vettings", Words("待我给评审结论", "Vettings for my word"), vetting_heads, vettings),
        section(
            "same",
            Words("文件所说可能就是在册项目", "Documents may tell of a project kept here"),
            same_heads,
            same,
        ),
        _requests("mine", Words("我提出、等他人批准", "Asked by me, waiting for others"), mine, named),
    )
    return TablePage(
        title=_("Waiting for me"),
        about=_("What needs a second pair of eyes: nobody approves a step that they asked for."),
        tabs=(),
        act=None,
        sections=tuple(one for one in every if one.rows),
        empty=Empty(
            _("Nothing waits for you"),
            _("Signings, productions and steps back that others ask for appear here."),
        )
        if not any(one.rows for one in every)
        else None,
    )


def _requests(
    id_: str, title: Words, rows: Iterable[RequestInfo], named: Mapping[int, ProjectLine]
) -> Section:
    heads = ((Words("项目", "Project"), False), (Words("进入", "Enter"), False), (Words("自", "Since"), False),
             (Words("投资", "Investment"), True), (Words("申请", "Asked by"), False))  # fmt: skip
    found = (
        Row(
            (
                Cell(named[one.project_id].name, url=reverse("project", args=[one.project_id]) + "#decision"),
                Cell(stage_name(one.stage), note=one.reason), Cell(day(one.effective_on)),
                Cell(yuan(named[one.project_id].investment)), Cell(one.by, note=moment(one.at)),
            )
        )
        for one in rows if one.project_id in named
    )  # fmt: skip
    return section(id_, title, heads, found)
