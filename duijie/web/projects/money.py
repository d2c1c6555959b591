"""Tables of money and promises on a project's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from duijie.funds.rules import add_up, receipt_kinds
from duijie.funds.types import Kept, ReceiptInfo
from duijie.kernel.words import Words
from duijie.pipeline.rules import SIZED_BY, best, load
from duijie.pipeline.types import ProjectInfo
from duijie.web.projects.acts_project import CHANGE_NAMES, PHASE_NAMES
from duijie.web.projects.doing import WHO, Doing, at, proof, recorded
from duijie.web.projects.lists import source_name
from duijie.web.projects.pages import ActForm, Cell, Row, Section
from duijie.web.projects.tables import counted, section, yuan
from duijie.web.saying import day, say
from duijie.web.words import BASES, known

PROMISE_STATES: Final = {
    "kept": (Words("已兑现", "kept"), "green"), "open": (Words("未到期", "not yet due"), ""),
    "short": (Words("未兑现", "short"), "red"), "unknown": (Words("到期无数据", "due, nothing told"), "yellow"),
}  # fmt: skip


def amounts(info: ProjectInfo, may: Doing, opened: ActForm | None) -> Section:
    """Agreed amounts by kind, phase and basis; those that hold first."""
    rules = load()
    rows = (
        Row(
            (
                Cell(say(rules.amounts[one.kind]), note=one.note, mark=say(PHASE_NAMES[one.phase])),
                Cell(yuan(one.number, one.currency), note=say(CHANGE_NAMES[one.change]) if one.change == "increased" else ""),
                Cell(known(BASES, one.basis)),
                Cell(day(one.effective_on), source=proof(info, one.evidence_id)),
                recorded(one.by, one.at),
            ),
            gone=not one.holds,
            anchor=f"amount-{one.id}",
        )
        for one in sorted(info.amounts, key=lambda one: (not one.holds, list(rules.amounts).index(one.kind), -one.id))
    )  # fmt: skip
    heads = ((Words("种类", "Kind"), False), (Words("金额", "Amount"), True), (Words("口径", "Basis"), False),
             (Words("自何日、据何", "Since, resting on"), False), WHO)  # fmt: skip
    empty = Words(
        "还没有约定金额，评审前至少登记总投资", "No amount yet; vetting asks for the total investment."
    )
    return section(
        "amounts",
        Words("约定金额", "Agreed amounts"),
        heads,
        rows,
        acts=[may.act("amount")],
        empty=empty,
        opened=opened,
    )


def compared(info: ProjectInfo, came: Sequence[ReceiptInfo], today: date) -> Section:
    """Money received against agreed, as a chart with its table."""
    held = [one for one in info.amounts if one.holds]
    total = add_up(came, today)
    verified = sum((one.verified for one in came if one.holds and one.verified is not None), Decimal(0))
    bars: list[tuple[Words, Decimal | None, str]] = []
    for phase in ("intention", "contract"):
        found = best(held, SIZED_BY, phase=phase)
        if found is not None and found[1] == "CNY":
            bars.append(
                (
                    Words(f"约定总投资（{PHASE_NAMES[phase].zh}）", f"agreed, {PHASE_NAMES[phase].en}"),
                    found[0],
                    at(info.line.id, "amounts"),
                )
            )
    if came:
        bars += [
            (Words("累计到位", "received in all"), total.total, at(info.line.id, "money")), (Words("其中已核实", "of which verified"), verified, at(info.line.id, "money")),
            (Words("其中固定资产", "of which fixed assets"), total.fixed, at(info.line.id, "money")), (Words("本年到位", "received this year"), total.year, at(info.line.id, "money")),
        ]  # fmt: skip
    rows = (
        Row((Cell(say(name), url=url), Cell(yuan(number))), value=f"{number:f}")
        for name, number, url in bars
        if number is not None
    )
    heads = ((Words("项", "What"), False), (Words("金额", "Amount"), True))
    return section(
        "compared", Words("到位与约定", "Received against agreed"), heads, rows, chart=len(bars) > 1,
        empty=Words("有了约定金额和到位资金，这里对照", "Shows agreed against received, once there are both."),
    )  # fmt: skip


def money(info: ProjectInfo, came: Sequence[ReceiptInfo], may: Doing, opened: ActForm | None) -> Section:
    """Receipts: three numbers apart, their proof, and what may be done with each."""
    kinds = receipt_kinds()

    def row(one: ReceiptInfo) -> Row:
        acts = (
            may.act("verify", right="review", receipt=one.id) if one.by_id != may.viewer.user_id else None,
            may.act("correct", receipt=one.id), may.act("take-out", receipt=one.id),
        ) if one.holds else ()  # fmt: skip
        checked = (
            [f"{known(BASES, 'verified')} {yuan(one.verified, one.currency)}"]
            if one.verified is not None
            else []
        )
        if one.statistical is not None:
            checked.append(f"{known(BASES, 'statistical')} {yuan(one.statistical, one.currency)}")
        cells = (
            Cell(day(one.received_on), source=proof(info, one.evidence_id)),
            Cell(one.payer, note=source_name(one.source)),
            Cell(say(kinds[one.kind].name), note="" if kinds[one.kind].counts else _("not counted")),
            Cell(yuan(one.number, one.currency), note=" · ".join(checked)),
            Cell(one.by, note=one.note, acts=tuple(act for act in acts if act)),
        )
        return Row(cells, gone=not one.holds, anchor=f"receipt-{one.id}")

    heads = ((Words("到账、凭证", "Received, proof"), False), (Words("付款方", "Payer"), False), (Words("用途", "For"), False),
             (Words("金额", "Amount"), True), WHO)  # fmt: skip
    empty = Words("还没有到位资金；登记时附上进账凭证", "No money yet; record it with its bank receipt.")
    return section(
        "money",
        Words("到位资金", "Money received"),
        heads,
        map(row, came),
        acts=[may.act("receive")],
        empty=empty,
        opened=opened,
    )


def promised(kept: Sequence[Kept], may: Doing, opened: ActForm | None) -> Section:
    """Promises against what came."""
    rows = (
        Row(
            (
                Cell(say(one.name)), Cell(counted(one.promised, one.unit)), Cell(day(one.due_on)),
                Cell(counted(one.achieved, one.unit), note=known(BASES, one.basis) if one.basis else ""),
                Cell(
                    say(PROMISE_STATES[one.state][0]), light=PROMISE_STATES[one.state][1],
                    acts=tuple(filter(None, [may.act("achieve", kind=one.kind)])) if one.kind != "investment" else (),
                ),
            )
        )
        for one in kept
    )  # fmt: skip
    heads = ((Words("承诺", "Promise"), False), (Words("承诺数", "Promised"), True), (Words("期限", "By"), False),
             (Words("实际", "Came"), True), (Words("情况", "State"), False))  # fmt: skip
    empty = Words(
        "合同里的投资、用工、税收承诺登记在这里",
        "Record here what the contract promises: investment, jobs, tax.",
    )
    return section(
        "promises",
        Words("承诺与兑现", "Promises"),
        heads,
        rows,
        acts=[may.act("promise")],
        empty=empty,
        opened=opened,
    )
