"""One project's page: how far it is, what it lacks, the ledger sheet; the tables stand in ``sections``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.directory.queries import titles
from duijie.followup.queries import plans
from duijie.followup.rules import light_of
from duijie.followup.rules import load as followup_rules
from duijie.followup.types import PlanInfo
from duijie.funds.queries import promises, receipts
from duijie.kernel.words import Words
from duijie.pipeline.queries import get, lines
from duijie.pipeline.rules import MU, load
from duijie.pipeline.types import Missing, NoSuchProject, ProjectInfo
from duijie.rulebook.columns import Column
from duijie.warnings.find import warnings
from duijie.web.compose.codes import industry_shown
from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Choice, Link
from duijie.web.projects import money, people, sections
from duijie.web.projects.acts import Act
from duijie.web.projects.acts_follow import ACTS as FOLLOW
from duijie.web.projects.acts_money import ACTS as MONEY
from duijie.web.projects.acts_project import ACTS as OWN
from duijie.web.projects.acts_project import value_of
from duijie.web.projects.board import fill_url
from duijie.web.projects.doing import PART_OF, PARTS, Doing, at
from duijie.web.projects.lists import band_name, source_name
from duijie.web.projects.pages import (
    ActForm,
    Cell,
    Decision,
    Group,
    Known,
    MissingRow,
    OneProject,
    Section,
    Step,
    WarnedPart,
)
from duijie.web.projects.tables import counted, stage_name, status_name, yuan
from duijie.web.saying import day, moment, say

WARNED: Final = "warnings"
ACTS: Final[Mapping[str, Act[ProjectInfo]]] = {act.code: act for act in (*OWN, *MONEY, *FOLLOW)}
# Columns of the ledger sheet that are read together, by their number in it.
GROUPS: Final = (
    (Words("投资方", "Investor"), (3, 4, 5, 6, 7)),
    (Words("产业", "Industry"), (8, 9, 10, 11, 12, 13)),
    (Words("用地与要素", "Land and utilities"), (22, 23, 24, 25, 26, 27)),
    (Words("来源与责任", "Origin and people"), (30, 31, 32, 33, 34)),
    (Words("合同与合规", "Contract and compliance"), (37, 48, 49, 50, 51)),
    (Words("统计与其他", "Statistics and more"), (45, 46, 47, 54, 55)),
)


def project_page(project_id: int, part: str, *, viewer: Actor, today: date) -> OneProject:
    """A part of one project's page; raises :class:`duijie.pipeline.types.NoSuchProject`."""
    return page_of(get(project_id=project_id, viewer=viewer, today=today), part, viewer, today)


def page_of(
    info: ProjectInfo, part: str, viewer: Actor, today: date, opened: ActForm | None = None
) -> OneProject:
    """The same for a project that was read already; a form opens in the part that it belongs to."""
    line = info.line
    if opened is not None:
        part = PART_OF.get(opened.slot, "overview")
    part = part if part in PARTS else "overview"
    first = part == "overview"
    planned = plans(project_id=line.id, viewer=viewer, today=today)
    may = Doing(info, viewer)
    return OneProject(
        title=line.name,
        code=line.code,
        facts=tuple(filter(None, _facts(info))),
        organisation=_organisation(info),
        confidential=_("confidential: read in its unit, above it, and by leaders and auditors")
        if line.confidential
        else "",
        steps=tuple(_steps(info)),
        status=f"{status_name(line.status)} · {day(info.status_since)}",
        lights=(_light(planned),),
        warned_url=f"{at(line.id, 'top').partition('#')[0]}?part={WARNED}" if first else "",
        acts=tuple(filter(None, _acts(info, may))),
        opened=opened if opened is not None and opened.slot in ("top", "sheet") else None,
        decision=_decision(info, viewer, may),
        parts=tuple(
            Choice(at(line.id, slots[0]).partition("#")[0], say(name), code == part)
            for code, (name, slots) in PARTS.items()
        ),
        next_stage=stage_name(info.next_stages[-1]) if info.next_stages and first else "",
        missing=tuple(_missing(one, may) for one in info.missing) if first else (),
        complete="" if any(one.must for one in info.missing) else _("Nothing is missing that would stop it."),
        groups=tuple(_groups(info)) if first else (),
        edit=may.act("fill"),
        sections=tuple(_sections(part, info, planned, viewer, today, may, opened)),
        fit=Link(_("What would fit"), reverse("fit", args=[line.id])),
    )


def warned_of(project_id: int, *, viewer: Actor, today: date) -> WarnedPart:
    """What early warning says of one project, which follows the page; raises
    :class:`duijie.pipeline.types.NoSuchProject`.
    """
    if project_id not in lines(project_ids=[project_id], viewer=viewer):
        raise NoSuchProject(project_id)
    found = warnings(viewer=viewer, today=today, project_id=project_id)
    lights = tuple(
        Cell(say(one.rule.name), light="yellow", note=say(one.reason), url="#warnings") for one in found
    )
    return WarnedPart(lights, sections.warned(found))


def _sections(
    part: str, info: ProjectInfo, planned: list[PlanInfo], viewer: Actor, today: date, may: Doing,
    opened: ActForm | None,
) -> Iterable[Section]:  # fmt: skip
    number = info.line.id
    match part:
        case "overview":
            yield people.noted(info, viewer, may, opened)
            yield people.problems_of(info, viewer, today, may, opened)
        case "money":
            came = receipts(project_id=number, viewer=viewer)
            yield money.compared(info, came, today)
            yield money.amounts(info, may, opened)
            yield money.money(info, came, may, opened)
            kept = promises(project_id=number, viewer=viewer, today=today, came_in=came)
            yield money.promised(kept, may, opened)
        case "papers":
            yield sections.stages(info, planned, may, opened)
            yield sections.evidence(info, may, opened)
            yield people.signed(info, viewer, today)
            yield people.vettings(info, viewer, may, opened)
        case _:
            yield people.came_from(info, viewer)
            yield people.credited(info, viewer, may, opened)
            yield sections.merges(info, viewer, today, may, opened)
            yield sections.history_of(info, viewer)


def _facts(info: ProjectInfo) -> Iterable[str]:
    line = info.line
    yield line.unit
    yield line.investor or _("investor not named")
    if line.investment is None:
        yield _("investment not stated")
    else:
        yield _("investment %(amount)s") % {"amount": yuan(line.investment)}
    yield band_name(line.band)
    yield industry_shown(line.industry) if line.industry else ""
    yield source_name(line.source)
    yield line.park or line.site
    if info.per_mu is not None:
        yield _("%(amount)s a mu of land") % {"amount": yuan(info.per_mu)}
    if info.former_names:
        yield _("formerly: %(names)s") % {"names": "、".join(info.former_names)}


def _organisation(info: ProjectInfo) -> Link | None:
    """The investor in the directory, where it is known there."""
    if info.organisation_id is None:
        return None
    head, title = titles(organisation_ids=[info.organisation_id])[info.organisation_id]
    return Link(title, reverse("organisation", args=[head]))


def _steps(info: ProjectInfo) -> Iterable[Step]:
    entered = {row.stage: row.effective_on for row in info.stages if row.holds}
    rules = load()
    here = rules.place(info.line.stage)
    for place, code in enumerate(rules.stages):
        state = (
            "now" if place == here else "ahead" if place > here else "done" if code in entered else "passed"
        )
        if state == "passed" or (state == "ahead" and rules.stages[code].optional):
            continue
        since = entered.get(code)
        yield Step(stage_name(code), state, since.isoformat() if since else "")


def _light(planned: list[PlanInfo]) -> Cell:
    light = light_of(planned, followup_rules().lights)
    return Cell(say(light.name), light=light.code, note=say(light.reason))


def _acts(info: ProjectInfo, may: Doing) -> Iterable[Link | None]:
    if info.line.status == "active" and info.waiting is None:
        yield may.act("move")
    if info.line.status != "merged":
        yield may.act("status")
        yield may.act("assign")
    if may.writes and not info.line.confidential:
        yield Link(_("Publish it"), with_query(reverse("notice-new"), record=f"project:{info.line.id}"))


def _decision(info: ProjectInfo, viewer: Actor, may: Doing) -> Decision | None:
    asked = info.waiting
    if asked is None:
        return None
    mine = asked.by_id == viewer.user_id
    decides = viewer.may("review") and not mine
    hint = _("You asked for this; another person approves it.") if mine else ""
    if not mine and not decides:
        hint = _("Someone of the office that reviews approves it.")
    return Decision(
        what=_("Enter “%(stage)s” on %(day)s")
        % {"stage": stage_name(asked.stage), "day": day(asked.effective_on)},
        by=f"{asked.by} · {moment(asked.at)}",
        reason=asked.reason,
        hint=hint,
        approve=may.act("approve") if decides else None,
        refuse=may.act("refuse") if decides else None,
    )


def _missing(one: Missing, may: Doing) -> MissingRow:
    fill = Link(_("Fill in"), fill_url(may.info.line.id, one)) if may.writes else None
    return MissingRow(say(one.message), one.must, fill)


def _groups(info: ProjectInfo) -> Iterable[Group]:
    table = load().columns.values()
    for title, numbers in GROUPS:
        columns = [one for one in table if one.number in numbers and one.home in ("project", "sheet")]
        yield Group(say(title), tuple(Known(say(one.name), shown(info, one)) for one in columns))


def shown(info: ProjectInfo, column: Column) -> str:
    """What a project says in a column, as people read it; empty for nothing."""
    value = value_of(info, column.code)
    if value in (None, ""):
        return ""
    named = {one.code: say(one.name) for one in column.choices}
    if value in named:
        return named[value]
    match column.kind:
        case "flag":
            return _("yes") if value else _("no")
        case "day":
            return day(date.fromisoformat(str(value)))
        case "number":
            number = Decimal(str(value))
            if column.unit == "m2":
                mu = f"{number / MU:,.1f}"
                return _("%(area)s (%(mu)s mu)") % {"area": counted(number, "m2"), "mu": mu}
            return f"{number:,f} {column.unit}".strip()
    return industry_shown(str(value)) if column.code == "industry" else str(value)
