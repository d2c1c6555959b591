"""The command line's own words in both languages: column heads, states, kinds. ``--lang`` picks one.

It is long because it is one list, looked up by code."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Final

from duijie.kernel.words import Words

_language: ContextVar[str] = ContextVar("language", default="")

LABELS: Final[Mapping[str, Words]] = {
    "also": Words("另有几处", "said again"),
    "done_percent": Words("已完成（%）", "done (%)"),
    "hidden": Words("只计数的", "only counted"),
    "light": Words("亮灯", "light"),
    "planned": Words("应完成（%）", "planned (%)"),
    "tasks": Words("任务", "tasks"),
    "free_area": Words("可供土地（m²）", "free ground (m²)"),
    "free_floor": Words("可供厂房（m²）", "free floor (m²)"),
    "lacks": Words("还差", "lacks"),
    "needs": Words("需求", "needs"),
    "park": Words("园区", "park"),
    "plot_area": Words("地块面积（m²）", "plots (m²)"),
    "plots": Words("地块", "plots"),
    "points": Words("分值", "points"),
    "ready_area": Words("净地（m²）", "ready ground (m²)"),
    "free_spaces": Words("可供厂房单元", "free spaces"),
    "spaces": Words("厂房单元", "spaces"),
    "takes": Words("所占资源", "takes"),
    "tenants": Words("入园企业", "enterprises"),
    "why": Words("理由", "why"),
    "would_do": Words("可选地块厂房", "would do"),
    "outline": Words("提纲", "outline"),
    "series": Words("刊名", "series"),
    "total": Words("总期号", "total no."),
    "formula": Words("算式", "how it came about"),
    "full": Words("满分", "full marks"),
    "group": Words("组别", "group"),
    "item": Words("项目", "item"),
    "chain": Words("产业链", "chain"),
    "hhi": Words("集中度", "HHI"),
    "link": Words("环节", "link"),
    "link_name": Words("环节", "link"),
    "links": Words("环节数", "links"),
    "not_known": Words("不详", "not known"),
    "parks": Words("园区", "parks"),
    "perhaps": Words("存疑", "perhaps"),
    "rank": Words("位次", "rank"),
    "ranked": Words("候选", "ranked"),
    "strength": Words("强弱", "strength"),
    "sure": Words("企业", "enterprises"),
    "version": Words("版本", "version"),
    "units": Words("单位", "units"),
    "done": Words("已报齐", "done"),
    "old": Words("原值", "old"),
    "field": Words("项目内容", "field"),
    "urged": Words("催报次数", "urged"),
    "answered": Words("已报", "answered"),
    "asked": Words("报送号", "asked"),
    "act": Words("做了什么", "act"),
    "added": Words("新增", "added"),
    "address": Words("住所", "address"),
    "advice": Words("建议", "advice"),
    "age": Words("天数", "days old"),
    "advantage": Words("比较优势", "advantage"),
    "agreed": Words("约定总投资", "agreed"),
    "agreement": Words("协议", "agreement"),
    "amount": Words("金额", "amount"),
    "apart": Words("相隔天数", "days apart"),
    "article": Words("依据条款", "article"),
    "as_of": Words("截至", "as of"),
    "at": Words("时间", "at"),
    "attended": Words("到会", "attended"),
    "band": Words("规模", "size"),
    "begins_on": Words("开始", "begins"),
    "budget": Words("预算（元）", "budget (yuan)"),
    "by": Words("经手", "by"),
    "capital": Words("注册资本", "capital"),
    "capital_yuan": Words("折合元", "in yuan"),
    "cause": Words("类别", "cause"),
    "chance": Words("达标概率", "chance"),
    "change": Words("变更", "change"),
    "changed": Words("变更", "changed"),
    "changes": Words("改动", "changes"),
    "chars": Words("字符", "characters"),
    "city": Words("市", "city"),
    "claim": Words("对外数字", "claim"),
    "claim_state": Words("首报", "claim"),
    "closed": Words("已销号", "closed"),
    "code": Words("代码", "code"),
    "code_as_given": Words("代码原样", "code as given"),
    "contradiction": Words("互相矛盾", "contradiction"),
    "corrected": Words("更正", "corrected"),
    "cost": Words("费用（元）", "cost (yuan)"),
    "count": Words("个数", "number"),
    "counted": Words("计入", "counted"),
    "county": Words("区县", "county"),
    "credit_code": Words("统一社会信用代码", "credit code"),
    "dated_on": Words("日期", "date"),
    "density": Words("关联密度", "density"),
    "enterprises": Words("企业数", "enterprises"),
    "proximity": Words("邻近度", "proximity"),
    "days": Words("剩余天数", "days left"),
    "detail": Words("内容", "particulars"),
    "direction": Words("方向", "direction"),
    "division": Words("行政区划代码", "division"),
    "document": Words("文件", "document"),
    "due": Words("待办", "due"),
    "due_on": Words("期限", "due on"),
    "duplicate": Words("重复", "duplicate"),
    "duplicates": Words("重复", "duplicates"),
    "ends_on": Words("结束", "ends"),
    "entry": Words("条目", "entry"),
    "event": Words("活动", "event"),
    "events": Words("活动", "events"),
    "evidence": Words("依据", "evidence"),
    "expires_at": Words("有效至", "good until"),
    "figure": Words("台账", "ledger"),
    "file": Words("文件名", "file"),
    "first_touch": Words("首触", "first touch"),
    "gaps": Words("缺项", "gaps"),
    "holder": Words("责任单位", "holder"),
    "honours": Words("荣誉资质", "honours"),
    "id": Words("编号", "id"),
    "imported_at": Words("导入时间", "imported"),
    "industry": Words("行业", "industry"),
    "investment": Words("总投资（元）", "investment (yuan)"),
    "investor": Words("投资方", "investor"),
    "invited": Words("邀请", "invited"),
    "judged": Words("判定", "judged"),
    "kind": Words("类别", "kind"),
    "label": Words("事项", "what"),
    "largest": Words("较大的", "largest"),
    "late": Words("逾期天数", "days late"),
    "lead": Words("线索", "lead"),
    "leads": Words("线索", "leads"),
    "left": Words("名称", "name"),
    "left_out": Words("未入账", "left out"),
    "level": Words("层级", "level"),
    "mean": Words("平均", "mean"),
    "message": Words("缺什么", "what is missing"),
    "name": Words("名称", "name"),
    "names": Words("名称数", "names"),
    "new": Words("新", "new"),
    "next_on": Words("下一步期限", "next step by"),
    "next_step": Words("下一步", "next step"),
    "number": Words("序号", "no."),
    "old_number": Words("注册号", "old number"),
    "on": Words("日期", "on"),
    "open": Words("未办结", "open"),
    "overdue": Words("逾期", "overdue"),
    "owner": Words("责任人", "owner"),
    "p10": Words("10% 分位", "10% below"),
    "p25": Words("25% 分位", "25% below"),
    "p50": Words("50% 分位", "50% below"),
    "p75": Words("75% 分位", "75% below"),
    "p90": Words("90% 分位", "90% below"),
    "parties": Words("各方", "parties"),
    "organisation": Words("单位", "organisation"),
    "other_begins_on": Words("另一方开始", "other begins"),
    "other_unit": Words("另一单位", "other unit"),
    "place": Words("位置", "place"),
    "progress": Words("已审/全部", "reviewed/all"),
    "project": Words("项目", "project"),
    "projects": Words("项目", "projects"),
    "protected_until": Words("保护至", "protected until"),
    "province": Words("省份", "province"),
    "purpose": Words("目的", "purpose"),
    "query": Words("查询", "query"),
    "quote": Words("原文", "quote"),
    "reason": Words("理由", "reason"),
    "reasons": Words("原因", "reasons"),
    "received_at": Words("收到", "received"),
    "record": Words("记录", "record"),
    "records": Words("记录", "rows"),
    "refused": Words("未收", "refused"),
    "registered_at": Words("登记", "registered"),
    "registered_on": Words("成立日期", "registered"),
    "right": Words("另一名称", "other name"),
    "role_administrator": Words("管理员", "administrator"),
    "role_auditor": Words("审计", "auditor"),
    "role_clerk": Words("经办", "clerk"),
    "role_guest": Words("来宾", "guest"),
    "role_lead": Words("领导", "leader"),
    "role_reviewer": Words("审核", "reviewer"),
    "row": Words("类", "row"),
    "row_number": Words("行号", "row"),
    "rows": Words("行数", "rows"),
    "rule": Words("规则", "rule"),
    "says": Words("内容", "says"),
    "scope": Words("经营范围", "scope"),
    "scopes": Words("权限", "scopes"),
    "score": Words("相似", "score"),
    "severity": Words("程度", "severity"),
    "side": Words("承诺方", "side"),
    "signed_on": Words("签订", "signed"),
    "silent": Words("未承诺产值的项目", "projects that promise no output"),
    "since": Words("自", "since"),
    "site": Words("选址", "site"),
    "source": Words("来源", "source"),
    "sources": Words("依据数", "sources"),
    "spent": Words("支出（元）", "spent (yuan)"),
    "stage": Words("阶段", "stage"),
    "state": Words("状态", "state"),
    "statements": Words("陈述", "statements"),
    "status": Words("经营状态", "status"),
    "step": Words("步骤", "step"),
    "sum": Words("合计", "sum"),
    "taken": Words("收录", "taken"),
    "text": Words("内容", "text"),
    "title": Words("标题", "title"),
    "token": Words("令牌", "token"),
    "type": Words("类型", "type"),
    "unit": Words("单位", "unit"),
    "user": Words("用户", "user"),
    "valid_until": Words("有效至", "valid until"),
    "value": Words("数值", "value"),
    "verdict": Words("结论", "verdict"),
    "via": Words("途径", "from where"),
    "warning": Words("预警", "warning"),
    "where": Words("位置", "place"),
    "withdrawn_at": Words("作废", "withdrawn"),
    "wording": Words("对外表述", "wording"),
    "wording_mark": Words("用语", "wording"),
    "words": Words("原文", "words"),
    "year": Words("年份", "year"),
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
