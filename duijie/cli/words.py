"""The command line's own words in both languages: column heads, states, kinds. ``--lang`` picks one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Final

from duijie.kernel.words import Words

_language: ContextVar[str] = ContextVar("language", default="")

LABELS: Final[Mapping[str, Words]] = {
    "added": Words("新增", "added"),
    "as_of": Words("截至", "as of"),
    "change": Words("变更", "change"),
    "chars": Words("字符", "characters"),
    "claim": Words("对外数字", "claim"),
    "code": Words("代码", "code"),
    "contradiction": Words("自相矛盾", "contradiction"),
    "corrected": Words("更正", "corrected"),
    "counted": Words("计入", "counted"),
    "dated_on": Words("日期", "date"),
    "document": Words("文件", "document"),
    "entry": Words("条目", "entry"),
    "evidence": Words("依据", "evidence"),
    "expires_at": Words("有效至", "good until"),
    "figure": Words("台账", "ledger"),
    "gaps": Words("缺项", "gaps"),
    "id": Words("编号", "id"),
    "judged": Words("判定", "judged"),
    "kind": Words("类别", "kind"),
    "label": Words("事项", "what"),
    "left": Words("名称", "name"),
    "left_out": Words("未入账", "left out"),
    "name": Words("名称", "name"),
    "new": Words("新", "new"),
    "place": Words("位置", "place"),
    "progress": Words("已审/全部", "reviewed/all"),
    "quote": Words("原文", "quote"),
    "reason": Words("理由", "reason"),
    "received_at": Words("收到", "received"),
    "right": Words("另一名称", "other name"),
    "row": Words("类", "row"),
    "says": Words("内容", "says"),
    "scopes": Words("权限", "scopes"),
    "score": Words("相似", "score"),
    "source": Words("来源", "source"),
    "sources": Words("依据数", "sources"),
    "state": Words("状态", "state"),
    "statements": Words("陈述", "statements"),
    "sum": Words("合计", "sum"),
    "title": Words("标题", "title"),
    "token": Words("令牌", "token"),
    "user": Words("用户", "user"),
    "value": Words("数值", "value"),
    "verdict": Words("结论", "verdict"),
    "withdrawn_at": Words("作废", "withdrawn"),
    "wording": Words("对外表述", "wording"),
    "wording_mark": Words("用语", "wording"),
}

STATES: Final[Mapping[str, Words]] = {
    "waiting": Words("待审", "waiting"),
    "accepted": Words("已采纳", "accepted"),
    "corrected": Words("改后采纳", "corrected"),
    "rejected": Words("已驳回", "rejected"),
}

JUDGED: Final[Mapping[str, Words]] = {
    "open": Words("待定", "open"),
    "same": Words("同一家", "same"),
    "different": Words("不是一家", "different"),
    "unsure": Words("说不准", "unsure"),
}

KINDS: Final[Mapping[str, Words]] = {
    "tally": Words("数字", "tally"),
    "target": Words("目标", "target"),
    "project": Words("项目", "project"),
    "agreement": Words("协议", "agreement"),
    "platform": Words("平台", "platform"),
    "event": Words("活动", "event"),
    "campaign": Words("专项行动", "campaign"),
    "body": Words("机构", "body"),
    "policy": Words("文件", "policy"),
    "park": Words("园区", "park"),
}

# Why an answer of a model was not taken; the codes are those of `duijie.reading.answers.REASONS`.
REFUSED: Final[Mapping[str, Words]] = {
    "declined": Words("拒绝阅读", "passage declined"),
    "malformed": Words("格式不对", "no statement"),
    "too_many": Words("过多", "too many"),
    "quote_absent": Words("引文不在原文", "quote not in the text"),
    "quote_ambiguous": Words("引文不止一处", "quote in several places"),
    "name_absent": Words("名称不在原文", "name not in the text"),
    "number_absent": Words("数字不在原文", "number not in the text"),
    "number_cut": Words("数字截断", "number cut short"),
    "number_differs": Words("数字不符", "number differs"),
    "unit_unfit": Words("单位不符", "unit does not fit"),
    "date_absent": Words("日期不在原文", "date not in the text"),
    "repeated": Words("重复", "repeated"),
}

YES_NO: Final = {True: Words("是", "yes"), False: Words("", "")}


def speak(code: str | None) -> None:
    """Choose the language for the rest of the process; ``None`` takes it from the environment."""
    _language.set(code or from_environment())


def from_environment() -> str:
    """``en`` where the locale is English, ``zh`` where it is Chinese, another one or not set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return _language.get() or from_environment()


def say(words: Words) -> str:
    """``words`` in the language in force."""
    return words.in_language(language())


def label(key: str) -> str:
    """A column's head in the language in force."""
    return say(LABELS[key])
