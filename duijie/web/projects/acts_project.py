"""Acts on a project itself: its columns, evidence, amounts, stages, status, merges.

It is long because the fields of each act stand beside what it does.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from duijie.evidence.operations import take_in
from duijie.kernel.ids import digest
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.pipeline import operations as pipeline
from duijie.pipeline.queries import to_write
from duijie.pipeline.rules import BASES, STATUSES, key_of, load
from duijie.pipeline.types import AmountInfo, EvidenceInfo, ProjectInfo
from duijie.web.pages.parts import Choice
from duijie.web.projects.acts import Act, Given, day_of, from_words, unit_choices
from duijie.web.projects.forms import Asked, Typed
from duijie.web.saying import day, say
from duijie.web.words import BASES as BASE_NAMES
from duijie.web.words import known

ON: Final = Words("日期", "Day")
REASON: Final = Words("理由", "Reason")
PHASE_NAMES: Final = {"intention": Words("意向", "intention"), "contract": Words("合同", "contract")}
CHANGE_NAMES: Final = {
    "stated": Words("约定额（不含增资）", "stated, without increases"),
    "increased": Words("增资额", "increase by"),
}
HOLDS_OPEN: Final = ("active", "paused", "lost", "ended")
G = Given[ProjectInfo]


def fill_asks(given: G) -> tuple[Asked, ...]:
    """The columns that the address names, or all that can be filled in."""
    wanted = given.asked.get("column", "")
    return tuple(
        column_asked(given.info, code)
        for code, column in load().columns.items()
        if column.home in ("project", "sheet") and code not in ("code", "first_report_unit", "landing_unit")
        and wanted in ("", code)
    )  # fmt: skip


def column_asked(info: ProjectInfo, code: str) -> Asked:
    """The field for a column of the ledger sheet, with what it holds."""
    column = load().columns[code]
    held = str(value_of(info, code) or "")
    if column.kind == "flag":
        both = (Choice("", say(Words("否", "no"))), Choice("yes", say(Words("是", "yes"))))
        return Asked(code, column.name, "choice", value="yes" if value_of(info, code) else "", choices=both)
    listed = (Choice("", ""), *(Choice(one.code, say(one.name)) for one in column.choices))
    kind = "lines" if code in ("content", "remarks") else column.kind
    hint = (
        Words(f"单位：{UNIT_NAMES.get(column.unit, column.unit)}", f"in {column.unit}")
        if column.unit
        else None
    )
    return Asked(
        code,
        column.name,
        kind,
        value=held,
        choices=listed if column.choices else (),
        hint=hint,
        required=code == "name",
    )


UNIT_NAMES: Final = {"m2": "平方米", "m3": "立方米", "CNY": "元", "t": "吨", "kVA": "千伏安"}


def value_of(info: ProjectInfo, code: str) -> Any:
    """What a project says in a column, wherever it is kept."""
    own = {
        "credit_code": info.credit_code, "parent_group": info.parent_group, "code": info.line.code,
        "first_report_unit": info.first_report_unit, "landing_unit": info.landing_unit,
    }  # fmt: skip
    return own[code] if code in own else info.columns.get(code, getattr(info.line, code, ""))


def fill(given: G, values: Typed) -> None:
    """Write the columns."""
    pipeline.edit_project(project_id=given.info.line.id, columns=values, by=given.by, at=given.at)


def hold(given: G) -> object:
    """Keep others from changing the project until it is saved."""
    return to_write(project_id=given.info.line.id, by=given.by)


def attach_asks(given: G) -> tuple[Asked, ...]:
    """Kind, title, day, and the file."""
    kinds = from_words(load().evidence)
    asked = given.asked.get("kind", "")
    title = next((choice.label for choice in kinds if choice.value == asked), "")
    return (
        Asked("kind", Words("种类", "Kind"), "choice", True, asked, kinds),
        Asked("title", Words("名称和编号", "Title and number"), "text", True, title),
        Asked("dated_on", Words("材料日期", "Dated"), "day"),
        Asked("file", Words("文件", "File"), "file", hint=Words("可不上传，只记有此材料", "may be left out where only the paper exists")),
        Asked(
            "keep", Words("文件怎么存", "How the file is kept"), "choice", True, "file",
            (
                Choice("file", say(Words("存入文件库", "among the documents"))),
                Choice("print", say(Words("只记指纹，原件另存", "its fingerprint alone"))),
            ),
            Words("没有文字的现场照片只记指纹", "a photo without words is kept as its fingerprint"),
        ),
    )  # fmt: skip


def attach(given: G, values: Typed) -> int:
    """Keep the file and attach it."""
    file, document, sha256 = values["file"], None, ""
    if isinstance(file, UploadedFile):
        data = file.read()
        if values["keep"] == "print":
            sha256 = digest(data)
        else:
            document = take_in(
                data=data, name=file.name or "", by=given.by, at=given.at, source=given.info.line.unit,
                why=f"{given.info.line.code} {values['title']}",
            ).document_id  # fmt: skip
    return pipeline.attach(
        project_id=given.info.line.id, kind=values["kind"], title=values["title"], document_id=document,
        sha256=sha256, dated_on=values["dated_on"], by=given.by, at=given.at,
    )  # fmt: skip


def evidence_asked(given: G, *, required: bool = False) -> Asked:
    """Which paper proves it, of those in force."""
    rows = [one for one in given.info.evidence if one.holds]
    listed = (Choice("", ""), *(Choice(str(one.id), evidence_name(one)) for one in rows))
    return Asked("evidence", Words("依据", "Evidence"), "choice", required, choices=listed)


def evidence_name(one: EvidenceInfo) -> str:
    """A piece of evidence in words."""
    return f"{say(load().evidence[one.kind])} · {one.title}" if one.kind in load().evidence else one.title


def number(text: str) -> int | None:
    """A number chosen from a list, ``None`` where nothing was."""
    return int(text) if text else None


def amount_asks(given: G) -> tuple[Asked, ...]:
    """Kind, phase, number, day, and what it corrects."""
    wanted = given.asked.get("amount", "")
    phase = (
        "contract"
        if wanted.startswith("contract.") or load().stages[given.info.line.stage].contract
        else "intention"
    )
    holding = [one for one in given.info.amounts if one.holds]
    corrected = (Choice("", ""), *(Choice(str(one.id), amount_name(one)) for one in holding))
    basis = tuple(
        Choice(code, known(BASE_NAMES, code))
        for code in BASES
        if code == "reported" or given.by.may("review")
    )
    return (
        Asked("kind", Words("种类", "Kind"), "choice", True, wanted.removeprefix("contract.") or "total_investment", from_words(load().amounts)),
        Asked("number", Words("金额", "Amount"), "money", True),
        Asked("phase", Words("出自", "Told by"), "choice", True, phase, from_words(PHASE_NAMES)),
        Asked("change", Words("性质", "Sort"), "choice", True, "stated", from_words(CHANGE_NAMES)),
        Asked("basis", Words("口径", "Basis"), "choice", True, "reported", basis),
        Asked("effective_on", ON, "day", True, day_of(given), past=True),
        evidence_asked(given),
        Asked("corrects", Words("更正哪一条", "Corrects"), "choice", choices=corrected),
        Asked("note", Words("说明", "Note")),
    )  # fmt: skip


def amount_name(one: AmountInfo) -> str:
    """An amount row in words."""
    return f"{say(load().amounts[one.kind])} {one.number:,.0f} {one.currency} · {day(one.effective_on)}"


def state_amount(given: G, values: Typed) -> None:
    """Record it."""
    pipeline.state_amount(
        project_id=given.info.line.id, kind=values["kind"], number=values["number"], phase=values["phase"],
        change=values["change"], basis=values["basis"], effective_on=values["effective_on"],
        evidence_id=number(values["evidence"]), corrects=number(values["corrects"]), note=values["note"],
        by=given.by, at=given.at,
    )  # fmt: skip


def move_asks(given: G) -> tuple[Asked, ...]:
    """Which stage, since when, and why where it leads back."""
    stages = load().stages
    here = load().place(given.info.line.stage)
    ahead = [Choice(code, say(stages[code].name)) for code in given.info.next_stages]
    back = [
        Choice(code, say(Words(f"退回：{stage.name.zh}", f"back to {stage.name.en}")))
        for code, stage in list(stages.items())[:here]
    ]
    first = ahead[-1].value if ahead else ""
    return (
        Asked("stage", Words("阶段", "Stage"), "choice", True, first, (*reversed(ahead), *reversed(back))),
        Asked("effective_on", Words("自哪天起", "Since"), "day", True, day_of(given), past=True),
        Asked("reason", REASON, hint=Words("退回必须写", "needed for a step back")),
    )  # fmt: skip


def move(given: G, values: Typed) -> int | None:
    """Ask for the step."""
    return pipeline.move(
        project_id=given.info.line.id, stage=values["stage"], effective_on=values["effective_on"],
        reason=values["reason"], by=given.by, at=given.at,
    )  # fmt: skip


def decide(given: G, values: Typed, *, approve: bool) -> None:
    """Approve or refuse the step that waits."""
    pipeline.decide_move(
        project_id=given.info.line.id, approve=approve, reason=values["reason"], by=given.by, at=given.at
    )


def status_asks(given: G) -> tuple[Asked, ...]:
    """The new status with its reason; a pause says when it is looked at again."""
    now = given.info.line.status
    states = {code: name for code, name in STATUSES.items() if code in HOLDS_OPEN and code != now}
    if not given.by.may("review"):
        states.pop("ended", None)
    reasons = [
        Choice(code, f"{say(STATUSES[row.status])}：{say(row.name)}") for code, row in load().exits.items()
    ]
    return (
        Asked("status", Words("状态", "Status"), "choice", True, choices=from_words(states)),
        Asked("reason_code", Words("原因", "Cause"), "choice", choices=(Choice("", ""), *reasons)),
        Asked("effective_on", ON, "day", True, day_of(given), past=True),
        Asked("review_on", Words("复查日期", "Looked at again on"), "day", hint=Words("暂缓必须写", "needed for a pause")),
        Asked("reason", Words("说明", "Note")),
    )  # fmt: skip


def set_status(given: G, values: Typed) -> None:
    """Pause, lose, end or take up again."""
    pipeline.set_status(project_id=given.info.line.id, by=given.by, at=given.at, **values)


def assign_asks(given: G) -> tuple[Asked, ...]:
    """Which unit keeps it, and who answers for it."""
    columns = load().columns
    people = tuple(
        Asked(code, columns[code].name, value=str(given.info.columns.get(code, "")))
        for code in ("covering_leader", "team_head", "agent")
    )
    if not given.by.may("review"):
        return people
    unit = Asked(
        "unit", Words("负责单位", "Unit"), "unit", True, str(given.info.line.unit_id), unit_choices()
    )
    return (unit, *people)


def confirmed(given: G) -> tuple[Asked, ...]:
    """A reason is all that is asked."""
    return (Asked("reason", REASON, "text", True),)


def merge_asks(given: G) -> tuple[Asked, ...]:
    """Which project it is a duplicate of."""
    return (
        Asked("into", Words("并入哪个项目（编号数字）", "Into which project (its number)"), "number", True),
        *confirmed(given),
    )


def same_asks(given: G) -> tuple[Asked, ...]:
    """Whether what documents call by the key in the address is this project, and why."""
    name = given.asked.get("key", "")
    both = from_words(
        {"same": Words("是同一项目", "the same project"), "other": Words("是另外的项目", "another project")}
    )
    said = Asked("key", Words("文件里的叫法", "What documents call it"), "text", True, name)
    return (said, Asked("word", Words("认定", "Word"), "choice", True, choices=both), *confirmed(given))


def identify(given: G, values: Typed) -> None:
    """Give the word to the ledger."""
    thing = key_of(given.info.line.id) if values["word"] == "same" else values["key"]
    ledger.identify(key=values["key"], thing=thing, reason=values["reason"], by=given.by, at=given.at)


ACTS: Final[tuple[Act[ProjectInfo], ...]] = (
    Act("fill", "sheet", Words("填写台账", "Fill in the ledger sheet"), Words("保存", "Save"), fill_asks, fill, hold=hold),
    Act("attach", "evidence", Words("上传依据", "Attach evidence"), Words("上传", "Attach"), attach_asks, attach, upload=True),
    Act(
        "take-back", "evidence", Words("撤下依据", "Take evidence back"), Words("撤下", "Take back"), confirmed,
        lambda given, values: pipeline.take_back_evidence(
            evidence_id=int(given.asked["evidence"]), reason=values["reason"], by=given.by, at=given.at
        ),
        about=Words("已据此进入的阶段不变", "Stages that it opened stay as they are."), needs=("evidence",),
    ),
    Act("amount", "amounts", Words("登记约定金额", "State an agreed amount"), Words("保存", "Save"), amount_asks, state_amount),
    Act("move", "top", Words("推进阶段", "Move on"), Words("推进", "Move"), move_asks, move),
    Act(
        "approve", "top", Words("批准", "Approve the step"), Words("批准", "Approve"),
        lambda _: (Asked("reason", Words("说明", "Note")),), lambda g, v: decide(g, v, approve=True), "review",
    ),
    Act("refuse", "top", Words("不予批准", "Refuse the step"), Words("不批准", "Refuse"), confirmed, lambda g, v: decide(g, v, approve=False), "review"),
    Act("status", "top", Words("改变状态", "Change the status"), Words("保存", "Save"), status_asks, set_status),
    Act("assign", "top", Words("指定责任单位和人", "Assign unit and people"), Words("指定", "Assign"), assign_asks, fill, hold=hold),
    Act(
        "merge", "merges", Words("并入另一项目", "Merge into another project"), Words("并入", "Merge"), merge_asks,
        lambda g, v: pipeline.merge(project_id=g.info.line.id, into_id=int(v["into"]), reason=v["reason"], by=g.by, at=g.at),
        "review", Words("各自记录都保留，只计一次，可撤销", "The rows of both stay and count once; it can be undone."),
    ),
    Act(
        "identify", "merges", Words("文件所说就是本项目", "A document tells of this project"), Words("认定", "Say so"), same_asks, identify,
        "review", Words("认定后只计一次，可撤销", "Counted once from then on; it can be taken back."),
    ),
    Act(
        "undo-merge", "merges", Words("撤销并入", "Undo the merge"), Words("撤销", "Undo"), lambda _: (),
        lambda g, _: pipeline.undo_merge(project_id=g.info.line.id, by=g.by, at=g.at), "review",
    ),
)  # fmt: skip
