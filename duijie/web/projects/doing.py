"""What every table of a project's page is put together with: links to acts, proofs, who recorded it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.urls import reverse

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.pipeline.types import ProjectInfo
from duijie.warnings.types import Warned
from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Link
from duijie.web.projects.acts_project import evidence_name
from duijie.web.projects.pages import Cell
from duijie.web.saying import moment, say

BUTTONS: Final = {
    "fill": Words("修改", "Change"), "attach": Words("上传", "Attach"), "amount": Words("登记金额", "State an amount"),
    "move": Words("推进", "Move on"), "approve": Words("批准", "Approve"), "refuse": Words("不批准", "Refuse"),
    "status": Words("改变状态", "Change status"), "assign": Words("指定责任人", "Assign"), "merge": Words("并入另一项目", "Merge"),
    "undo-merge": Words("撤销并入", "Undo the merge"), "receive": Words("登记到位", "Record money"),
    "verify": Words("核实", "Verify"), "correct": Words("更正", "Correct"), "take-out": Words("撤销", "Take out"),
    "promise": Words("登记承诺", "Record a promise"), "achieve": Words("登记兑现", "Record what came"),
    "plan": Words("定计划", "Plan"), "note": Words("记进展", "Note"), "problem": Words("提诉求", "Raise a problem"),
    "split": Words("按规则分成", "Share by a rule"), "vet": Words("提交评审", "Put before the committee"),
    "score": Words("评分", "Score"), "word": Words("给结论", "Give the word"), "take-back": Words("撤下", "Take back"),
    "identify": Words("就是本项目", "The same as this"),
}  # fmt: skip


ROW_NAMES: Final = {
    "enquiry": Words("来信", "Enquiry"),
    "visit": Words("拜访", "Visit"),
    "follow_up": Words("后续", "Follow-up"),
    "signing": Words("签约", "Signing"),
    "talent": Words("引进人才", "Person brought in"), "platform": Words("平台", "Platform"),
    "stage": Words("阶段记录", "stage"), "receipt": Words("到位记录", "receipt"), "amount": Words("金额记录", "amount"),
    "evidence": Words("依据", "evidence"), "project": Words("项目", "project"),
}  # fmt: skip


# The parts of a project's page, and the tables that stand in each. The first is shown by default.
PARTS: Final[Mapping[str, tuple[Words, tuple[str, ...]]]] = {
    "overview": (Words("概况", "Overview"), ("warnings", "notes", "problems")),
    "money": (Words("金额与资金", "Money"), ("amounts", "compared", "money", "promises")),
    "papers": (Words("阶段与依据", "Stages and papers"), ("stages", "evidence", "signings", "vetting")),
    "more": (Words("分成、来源与记录", "Credit, origin, history"), ("origin", "credit", "merges", "history")),
}
PART_OF: Final = {slot: part for part, (_name, slots) in PARTS.items() for slot in slots}


def at(project_id: int, slot: str, anchor: str = "") -> str:
    """The address of a table on a project's page, or of a row of it."""
    part = PART_OF.get(slot, "overview")
    address = with_query(reverse("project", args=[project_id]), part="" if part == "overview" else part)
    return f"{address}#{anchor or slot}"


WHEN: Final = (Words("日期", "Day"), False)
WHO: Final = (Words("记录", "Recorded"), False)


class Doing:
    """Links that open the forms of acts, ``None`` for those who may not."""

    def __init__(self, info: ProjectInfo, viewer: Actor) -> None:
        self.info, self.viewer = info, viewer
        keeps = viewer.may("review") or info.line.unit_id in own_units(viewer=viewer)
        self.writes = viewer.may("add") and keeps and info.line.status != "merged"

    def act(
        self, code: str, words: Words | None = None, *, right: str = "add", **asked: object
    ) -> Link | None:
        """The link of an act, under its own words or the usual ones."""
        if not self.viewer.may(right) or not (self.writes or code == "undo-merge"):
            return None
        address = with_query(
            reverse("project-act", args=[self.info.line.id, code]),
            **{name: str(value) for name, value in asked.items()},
        )
        return Link(say(words or BUTTONS[code]), address)


def recorded(by: str, at: datetime) -> Cell:
    """Who recorded it, and when."""
    return Cell(by, note=moment(at))


def proof(info: ProjectInfo, evidence_id: int | None) -> Link | None:
    """The paper that a row rests on: its document where there is one, else its row among the evidence."""
    found = next((one for one in info.evidence if one.id == evidence_id), None)
    if found is None:
        return None
    url = at(info.line.id, "evidence", f"evidence-{found.id}")
    if found.document_id:
        url = reverse("document", args=[found.document_id])
    return Link(evidence_name(found), url)


def row_links(one: Warned, most: int = 8) -> Iterable[Link]:
    """The rows that a warning rests on, each on its project's page."""
    for row in one.rows[:most]:
        kind, _colon, number = row.partition(":")
        label = f"{say(ROW_NAMES[kind])} {number}" if kind in ROW_NAMES else row
        if kind in ROW_PAGES:
            yield Link(label, reverse(ROW_PAGES[kind], args=[number]))
        else:
            yield Link(label, at(one.project_ids[0], ROW_SLOTS.get(kind, ""), f"{kind}-{number}"))


ROW_PAGES: Final = {
    "project": "project", "visit": "visit", "follow_up": "follow-up", "signing": "signing-correct",
    "enquiry": "enquiry",
    "talent": "talent", "platform": "platform",
}  # fmt: skip
ROW_SLOTS: Final = {"stage": "stages", "receipt": "money", "amount": "amounts", "evidence": "evidence"}
