"""Tables of notes, problems, vetting and credit on a project's page."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.credit.queries import splits
from duijie.credit.rules import ROLES
from duijie.engagement.queries import origins_of
from duijie.followup.queries import notes, problems
from duijie.followup.rules import STATES
from duijie.followup.types import ProblemInfo
from duijie.kernel.words import Words
from duijie.pipeline.types import ProjectInfo
from duijie.signings.queries import of_project
from duijie.signings.rules import STANDINGS, kinds
from duijie.vetting.queries import of_project as vettings_of
from duijie.vetting.types import VettingInfo
from duijie.web.pages.parts import Link
from duijie.web.projects.audit import rule_name
from duijie.web.projects.doing import WHO, Doing, recorded
from duijie.web.projects.pages import ActForm, Cell, Row, Section
from duijie.web.projects.tables import section, yuan
from duijie.web.saying import day, moment, say

VETTING_STATES: Final = {
    "open": Words("评审中", "before the committee"), "first": Words("初审通过，待会议", "passed the first step"),
    "passed": Words("通过", "passed"), "refused": Words("未通过", "refused"),
}  # fmt: skip


def noted(info: ProjectInfo, viewer: Actor, may: Doing, opened: ActForm | None) -> Section:
    """How it stood, the latest first."""
    number = info.line.id
    return section(
        "notes", Words("进展", "How it stands"), ((Words("进展", "Note"), False), (Words("下一步", "Next step"), False), WHO),
        (
            Row((Cell(one.text), Cell(one.next_step, note=day(one.next_on)), recorded(one.by, one.at)))
            for one in notes(project_id=number, viewer=viewer, limit=20)
        ),
        acts=[may.act("note")], empty=Words("还没有进展记录", "Nothing noted yet."), opened=opened,
    )  # fmt: skip


def problems_of(info: ProjectInfo, viewer: Actor, today: date, may: Doing, opened: ActForm | None) -> Section:
    """What stands in its way."""
    number = info.line.id
    return section(
        "problems", Words("企业诉求", "Problems"),
        ((Words("诉求", "Problem"), False), (Words("状态", "State"), False), (Words("期限", "Due"), False), (Words("经过", "Turns"), False)),
        map(problem_row, problems(viewer=viewer, today=today, project_id=number)),
        acts=[may.act("problem")], empty=Words("没有诉求", "No problem was raised."), opened=opened,
    )  # fmt: skip


def vettings(info: ProjectInfo, viewer: Actor, may: Doing, opened: ActForm | None) -> Section:
    """Before the committee."""
    number = info.line.id
    return section(
        "vetting", Words("准入评审", "Vetting"),
        ((Words("评审", "Vetting"), False), (Words("得分", "Score"), True), (Words("评分表", "Sheets"), False), (Words("结论", "Words"), False)),
        (vetting_row(one, may) for one in vettings_of(project_id=number, viewer=viewer)),
        acts=[may.act("vet")], empty=Words("还没有提交评审；签约前须通过", "Not before the committee yet; signing asks for its approval."),
        opened=opened,
    )  # fmt: skip


def credited(info: ProjectInfo, viewer: Actor, may: Doing, opened: ActForm | None) -> Section:
    """Who shares it in assessment."""
    number = info.line.id
    return section(
        "credit", Words("考核分成", "Credit split"),
        ((Words("单位", "Units"), False), (Words("依据", "By"), False), WHO),
        (
            Row(
                (
                    Cell("；".join(f"{share.unit} {share.percent.normalize():f}%（{say(ROLES[share.role])}）" for share in one.shares)),
                    Cell(one.reason or rule_name(one.rule)), recorded(one.by, one.at),
                ),
                gone=place > 0,
            )
            for place, one in enumerate(splits(project_id=number, viewer=viewer))
        ),
        acts=[may.act("split", right="review")],
        empty=Words("没有分成，全部计给负责单位", "Not shared: all of it is its unit's."), opened=opened,
    )  # fmt: skip


def came_from(info: ProjectInfo, viewer: Actor) -> Section:
    """What brought it, by record: every touch, the first one first."""
    return section(
        "origin", Words("由何而来", "What brought it"),
        ((Words("来源", "Source"), False), (Words("接触日期", "Touched on"), False), (Words("谁说的", "Said by"), False), WHO),
        (
            Row(
                (
                    Cell(one.label, url=reverse(one.source, args=[one.source_id]), mark=_("first touch") if one.first else ""),
                    Cell(day(one.touched_on)), Cell(one.said_by, note=one.note), Cell(one.by),
                )
            )
            for one in origins_of(project_id=info.line.id, viewer=viewer)
        ),
        empty=Words("没有人登记过它由何而来；可在活动、专项行动或渠道页登记", "Nobody has said what brought it; say it on the page of the event, campaign or channel."),
    )  # fmt: skip


def signed(info: ProjectInfo, viewer: Actor, today: date) -> Section:
    """Where it was signed, and what of that counts."""
    return section(
        "signings", Words("签约", "Signings"),
        ((Words("签约", "Signing"), False), (Words("签约日期", "Signed on"), False), (Words("公布金额", "Announced"), True),
         (Words("计入", "Counted"), True), (Words("是否计入", "How it stands"), False)),
        (
            Row(
                (
                    Cell(one.event or _("outside an event"), note=say(kinds()[one.kind].name), url=reverse("event", args=[one.event_id]) if one.event_id else ""),
                    Cell(day(one.signed_on)), Cell(yuan(one.number)), Cell(yuan(one.counted)),
                    Cell(say(STANDINGS[one.standing]), note="；".join(map(say, one.reasons))),
                )
            )
            for one in of_project(project_id=info.line.id, viewer=viewer, today=today)
        ),
        empty=Words("没有签约记录；在活动页登记签约", "No signing is recorded; record one on the event's page."),
    )  # fmt: skip


def problem_row(one: ProblemInfo) -> Row:
    """A problem with its turns."""
    turns = " → ".join(
        f"{say(STATES[turn.act]) if turn.act in STATES else turn.act} {turn.by}" for turn in one.turns
    )
    return Row(
        (
            Cell(one.text, note=say(one.cause_name)),
            Cell(say(STATES[one.state]), note=one.holder),
            Cell(day(one.due_on), light="red" if one.overdue else ""),
            Cell(turns or one.by, note=moment(one.at)),
        ),
        anchor=f"problem-{one.id}",
    )


def vetting_row(one: VettingInfo, may: Doing) -> Row:
    """A vetting with its score, its sheets and the words given."""
    sheets = "；".join(f"{sheet.unit} {sheet.total.normalize():f}" for sheet in one.sheets)
    vetoes = "；".join(map(say, one.vetoes))
    acts: tuple[Link, ...] = ()
    if one.state in ("open", "first"):
        offered = (
            may.act("score", vetting=one.id, card=one.scorecard),
            may.act("word", right="review", vetting=one.id),
        )
        acts = tuple(act for act in offered if act)
    words = "；".join(
        f"{word.by}：{say(VETTING_STATES['passed' if word.passed else 'refused'])} {word.reason}".strip()
        for word in one.decisions
    )
    light = {"passed": "green", "refused": "red"}.get(one.state, "")
    return Row(
        (
            Cell(say(VETTING_STATES[one.state]), light=light, note=moment(one.at)),
            Cell(
                f"{one.score.normalize():f}" if one.score is not None else "",
                note=_("least %(points)s") % {"points": one.least},
            ),
            Cell(sheets, note=vetoes),
            Cell(
                words,
                note=say(one.hindered) if one.hindered and one.state in ("open", "first") else "",
                acts=acts,
            ),
        ),
        anchor=f"vetting-{one.id}",
    )
