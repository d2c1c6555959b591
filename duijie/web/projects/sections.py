"""Tables of warnings, stages, evidence, ties and history on a project's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.acts import history
from duijie.accounts.types import Actor, AuditInfo
from duijie.followup.types import PlanInfo
from duijie.kernel.words import Words
from duijie.leads.queries import of_project
from duijie.ledger.queries import identities_of
from duijie.pipeline.queries import key, lines
from duijie.pipeline.rules import load
from duijie.pipeline.types import ProjectInfo
from duijie.warnings.types import Warned
from duijie.web.projects.audit import told
from duijie.web.projects.doing import WHEN, WHO, Doing, recorded, row_links
from duijie.web.projects.pages import ActForm, Cell, Row, Section
from duijie.web.projects.tables import section, stage_name, status_light, status_name
from duijie.web.saying import day, moment, say

HISTORY: Final = 40


def stages(info: ProjectInfo, planned: Sequence[PlanInfo], may: Doing, opened: ActForm | None) -> Section:
    """The stage log, plans that wait, and the status log."""
    rows = [
        Row(
            (
                Cell(stage_name(one.stage), mark=_("step back") if one.back else _("taken over") if one.taken_over else ""),
                Cell(day(one.effective_on)), Cell(one.reason),
                Cell(one.by, note=_("approved by %(who)s") % {"who": one.approved_by} if one.approved_by else moment(one.at)),
            ),
            gone=not one.holds, anchor=f"stage-{one.id}",
        )
        for one in info.stages
    ]  # fmt: skip
    for plan in planned:
        late = _("%(count)s days late") % {"count": plan.late} if plan.late else ""
        light = "red" if plan.late and plan.entered_on is None else "green" if plan.entered_on else ""
        rows.append(
            Row(
                (
                    Cell(stage_name(plan.stage), mark=_("plan")),
                    Cell(day(plan.planned_on), light=light),
                    Cell(late),
                    Cell(""),
                )
            )
        )
    for state in info.statuses[1:]:
        exits = load().exits
        code = say(exits[state.reason_code].name) if state.reason_code in exits else ""
        review = _("looked at again on %(day)s") % {"day": day(state.review_on)} if state.review_on else ""
        text = " · ".join(filter(None, [code, state.reason, review]))
        rows.append(Row((Cell(status_name(state.status), mark=_("status"), light=status_light(state.status)),
                         Cell(day(state.effective_on)), Cell(text), Cell(state.by, note=moment(state.at)))))  # fmt: skip
    heads = (
        (Words("阶段", "Stage"), False),
        WHEN,
        (Words("说明", "Why"), False),
        (Words("经手", "By"), False),
    )
    return section(
        "stages",
        Words("阶段记录与计划", "Stage log and plans"),
        heads,
        rows,
        acts=[may.act("plan")],
        opened=opened,
    )


def evidence(info: ProjectInfo, may: Doing, opened: ActForm | None) -> Section:
    """Papers and pictures; each opens its document."""

    rows = (
        Row(
            (
                Cell(say(load().evidence[one.kind]) if one.kind in load().evidence else one.kind),
                Cell(
                    one.title, url=reverse("document", args=[one.document_id]) if one.document_id else "",
                    note=_("fingerprint %(hash)s") % {"hash": one.sha256[:12]} if one.sha256 and not one.document_id else "",
                ),
                Cell(day(one.dated_on)),
                Cell(
                    one.by, note=_("taken back: %(why)s") % {"why": one.taken_back_because} if not one.holds else moment(one.at),
                    acts=tuple(filter(None, [may.act("take-back", evidence=one.id)])) if one.holds else (),
                ),
            ),
            gone=not one.holds, anchor=f"evidence-{one.id}",
        )
        for one in reversed(info.evidence)
    )  # fmt: skip
    heads = (
        (Words("种类", "Kind"), False),
        (Words("名称", "Title"), False),
        (Words("材料日期", "Dated"), False),
        WHO,
    )
    empty = Words("还没有依据；上传后可打开原文", "No evidence yet; what is attached opens as a document.")
    return section(
        "evidence",
        Words("依据材料", "Evidence"),
        heads,
        rows,
        acts=[may.act("attach")],
        empty=empty,
        opened=opened,
    )


def merges(info: ProjectInfo, viewer: Actor, today: date, may: Doing, opened: ActForm | None) -> Section:
    """Duplicates, the lead it came from, and what documents call it: each with its trace."""
    number = info.line.id
    others = lines(project_ids=[*info.merged_ids, *filter(None, [info.merged_into_id])], viewer=viewer)
    rows = [
        Row((Cell(_("lead it came from")), Cell(lead.name, url=reverse("lead", args=[lead.id])), Cell(lead.unit, note=moment(lead.registered_at))))
        for lead in of_project(project_id=number, viewer=viewer, today=today)
    ]  # fmt: skip
    for pk, other in others.items():
        into = pk == info.merged_into_id
        undo = may.act("undo-merge", right="review") if into else None
        label = _("merged into") if into else _("merged into this one")
        rows.append(
            Row(
                (
                    Cell(label),
                    Cell(other.name, url=reverse("project", args=[pk]), note=other.code),
                    Cell("", acts=(undo,) if undo else ()),
                )
            )
        )
    for word in identities_of(thing=key(project_id=number), viewer=viewer):
        if word.key.startswith("project:"):
            continue
        gone = word.taken_back_at is not None
        rows.append(
            Row(
                (Cell(_("documents call it")), Cell(word.key, note=word.reason), recorded(word.by, word.at)),
                gone=gone,
            )
        )
    heads = (
        (Words("关系", "Tie"), False),
        (Words("是什么", "What"), False),
        (Words("据何", "Says so"), False),
    )
    return section(
        "merges", Words("同一项目与来源", "The same, and where it came from"), heads, rows, acts=[may.act("merge", right="review")],
        empty=Words("没有并入，也没有文件以别名提到它", "Nothing was merged, and no document tells of it under another name."),
        opened=opened,
    )  # fmt: skip


def history_of(info: ProjectInfo, viewer: Actor) -> Section:
    """Audit rows, the latest first."""
    rows = history(subjects=[key(project_id=info.line.id)], viewer=viewer, limit=HISTORY)

    def row(one: AuditInfo) -> Row:
        what, detail = told(one)
        return Row((Cell(moment(one.at)), Cell(one.by), Cell(what, note=detail)))

    heads = (
        (Words("时间", "When"), False),
        (Words("何人", "Who"), False),
        (Words("做了什么", "Did what"), False),
    )
    about = _("The latest %(count)s.") % {"count": HISTORY} if len(rows) == HISTORY else ""
    return section("history", Words("操作记录", "History"), heads, map(row, rows), about=about)


def warned(found: Sequence[Warned]) -> Section:
    """What the rules of early warning find."""
    rows = (
        Row(
            (
                Cell(say(one.rule.name), light="yellow"),
                Cell(say(one.reason)),
                Cell("", acts=tuple(row_links(one))),
            )
        )
        for one in found
    )
    heads = (
        (Words("规则", "Rule"), False),
        (Words("原因", "Reason"), False),
        (Words("所据记录", "Rests on"), False),
    )
    return section("warnings", Words("预警", "Warnings"), heads, rows, empty=Words("没有预警", "No warning."))  # fmt: skip
