"""The fields of the forms, beside the tables that they choose from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from duijie.innovation.rules import CONTRACT_STATES, FLOWS, MODES, load
from duijie.kernel.words import Words
from duijie.rulebook.columns import Choice, Column


def _column(
    code: str,
    zh: str,
    en: str,
    kind: str = "text",
    choices: Mapping[str, Words] | None = None,
    unit: str = "",
) -> Column:
    listed = tuple(Choice(one, name) for one, name in (choices or {}).items())
    return Column(0, code, Words(zh, en), "row", kind, unit, listed)


@cache
def fields(what: str) -> tuple[Column, ...]:
    """The fields of a form: of a platform, a record of one, somebody brought in, a contract, a partnership."""
    rules, note = load(), _column("note", "备注", "note")
    title = _column("title", "名称", "title")
    match what:
        case "platform":
            return (
                _column("kind", "类型", "kind", "choice", rules.kind_names), _column("name", "名称", "name"),
                _column("host", "依托单位", "host"), _column("partners", "合作单位（、分隔）", "partners (、 between)"),
                _column("level", "级别", "level", "choice", rules.levels),
                _column("approved_by", "批准部门", "approved by"), _column("document_number", "批准文号", "document number"),
                _column("approved_on", "批准日期", "approved on", "day"), _column("valid_until", "有效期至", "valid until", "day"),
                _column("park", "所在园区", "park"), _column("place", "飞地所在地", "place (elsewhere)"),
                _column("area", "面积（平方米）", "area (m²)", "number"), _column("operator", "运营机构", "operator"),
                _column("cost", "年运营费用（元）", "cost a year (yuan)", "number"), note,
            )  # fmt: skip
        case "record":
            return (
                _column("kind", "类型", "kind", "choice", {code: one.name for code, one in rules.records.items()}),
                _column("on", "日期", "day", "day"), title, _column("firm", "企业", "firm"),
                _column("grade", "等次", "grade"), _column("number", "金额（元）", "amount (yuan)", "number"), note,
            )  # fmt: skip
        case "talent":
            return (
                _column("person", "姓名", "name"), _column("category", "类别", "category", "choice", rules.categories),
                _column("mode", "引进方式", "full time or flexible", "choice", MODES),
                _column("form", "柔性形式", "form, where flexible", "choice", rules.forms),
                _column("host", "用人单位", "unit they work for"), _column("field", "专业领域", "field"),
                _column("origin", "来源地", "from where"), _column("begins_on", "开始日期", "begins on", "day"),
                _column("ends_on", "结束日期", "ends on", "day"),
                _column("months", "每年约定月数", "months a year agreed", "number"),
                _column("days", "已服务天数", "days served", "number"),
                _column("pay_source", "薪酬来源", "paid by", "choice", rules.pay),
                _column("results", "成效", "results"), note,
            )  # fmt: skip
        case "contract":
            return (
                title, _column("kind", "合同类别", "kind", "choice", rules.technology),
                _column("seller", "卖方", "seller"), _column("seller_region", "卖方区划", "seller's region"),
                _column("buyer", "买方", "buyer"), _column("buyer_region", "买方区划", "buyer's region"),
                _column("flow", "方向", "direction", "choice", FLOWS),
                _column("amount", "合同成交额（元）", "amount (yuan)", "number"),
                _column("technology", "技术交易额（元）", "of which technology (yuan)", "number"),
                _column("signed_on", "签订日期", "signed on", "day"), _column("valid_until", "有效期至", "valid until", "day"),
                _column("state", "登记状态", "state", "choice", CONTRACT_STATES),
                _column("registered_on", "登记日期", "registered on", "day"), _column("number", "登记编号", "number of registration"), note,
            )  # fmt: skip
        case "partnership":
            return (
                title, _column("kind", "合作类型", "kind", "choice", rules.partnerships),
                _column("firm", "企业", "firm"), _column("institution", "高校院所", "institution"),
                _column("signed_on", "签订日期", "signed on", "day"), _column("ends_on", "期限至", "until", "day"),
                _column("amount", "合同金额（元）", "amount (yuan)", "number"), _column("paid", "已付金额（元）", "paid (yuan)", "number"),
                _column("deliverables", "约定成果", "deliverables"), _column("patents", "专利（件）", "patents", "number", unit="count"),
                _column("revenue", "新增收入（元）", "revenue (yuan)", "number"), _column("results", "成效", "results"), note,
            )  # fmt: skip
    raise LookupError(what)


NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "platform": ("kind",),
    "record": ("kind", "on", "title"),
    "talent": ("person", "category", "mode", "host", "begins_on"),
    "contract": ("title", "kind", "seller", "buyer", "amount", "signed_on", "state"),
    "partnership": ("title", "kind", "firm", "institution", "signed_on"),
}
