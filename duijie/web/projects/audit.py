"""Audit rows in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from duijie.accounts.types import AuditInfo
from duijie.credit.rules import splits
from duijie.followup.rules import load as causes
from duijie.funds.rules import promise_kinds, receipt_kinds
from duijie.kernel.words import Words
from duijie.leads.rules import CLAIMS, STEPS
from duijie.pipeline.rules import load
from duijie.web.projects.bulk import changed_shown
from duijie.web.projects.tables import stage_name, status_name
from duijie.web.saying import say

VERDICTS: Final[Mapping[str, Words]] = {
    "approved": Words("批准", "approved"),
    "refused": Words("不批准", "refused"),
    "converted": Words("转为项目", "made a project"),
    "lost": Words("流失", "lost"),
}
OPERATIONS: Final[Mapping[str, Words]] = {
    "open_project": Words("立项目", "opened"),
    "edit_project": Words("改台账", "changed the sheet"),
    "attach": Words("上传依据", "attached evidence"),
    "take_back_evidence": Words("撤下依据", "took evidence back"),
    "state_amount": Words("登记约定金额", "stated an amount"),
    "ask_move": Words("申请推进", "asked for a step"),
    "decide_move": Words("审批推进", "decided on a step"),
    "move": Words("进入阶段", "entered a stage"),
    "set_status": Words("改变状态", "changed the status"),
    "merge": Words("并入", "merged"),
    "undo_merge": Words("撤销并入", "undid the merge"),
    "receive": Words("登记到位资金", "recorded money"),
    "correct_receipt": Words("更正到位资金", "corrected a receipt"),
    "take_out_receipt": Words("撤销到位资金", "took a receipt out"),
    "verify_receipt": Words("核实到位资金", "verified a receipt"),
    "promise": Words("登记承诺", "recorded a promise"),
    "achieve": Words("登记兑现", "recorded what came"),
    "plan": Words("定计划", "planned a stage"),
    "note": Words("记进展", "noted how it stands"),
    "raise_problem": Words("提出诉求", "raised a problem"),
    "open_vetting": Words("提交评审", "put it before the committee"),
    "split": Words("定分成", "shared the credit"),
    "register_lead": Words("登记线索", "registered"),
    "act_on_lead": Words("办理线索", "acted on the lead"),
}


def told(row: AuditInfo) -> tuple[str, str]:
    """What was done, and its particulars."""
    name = OPERATIONS.get(row.operation)
    return (say(name) if name else row.operation), "; ".join(_particulars(row.detail))


def _particulars(detail: Mapping[str, Any]) -> Iterable[str]:
    for name, value in detail.items():
        match name:
            case "changed" if isinstance(value, dict):
                yield from changed_shown(value)
            case "stage":
                yield stage_name(str(value))
            case "stages" if isinstance(value, list):
                yield " → ".join(stage_name(str(one)) for one in value)
            case "status":
                yield status_name(str(value))
            case "kind" | "rule" | "code" | "verdict" | "act" if value:
                yield kind_name(str(value))
            case "number" | "day" | "reason" | "name" if value:
                yield str(value)


def kind_name(code: str) -> str:
    """A code of any of the tables that audit rows name, in words; the code itself where none has it."""
    rules = load()
    for table in (rules.evidence, rules.amounts, VERDICTS, STEPS, CLAIMS):
        if code in table:
            return say(table[code])
    for named in (rules.exits, receipt_kinds(), promise_kinds(), causes().causes):
        if code in named:
            return say(named[code].name)
    return rule_name(code)


def rule_name(code: str) -> str:
    """The name of a rule of sharing; the code itself where there is none."""
    return next((say(row.name) for row in splits() if row.code == code), code)
