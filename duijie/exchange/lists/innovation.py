"""Platforms, people brought in, technology contracts and partnerships as their lists show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.exchange.lists.out import AT_ONCE, List, Rows, of_table, wan
from duijie.innovation import queries
from duijie.innovation.dealings import queries as dealings
from duijie.innovation.rules import CONTRACT_STATES, FLOWS, MODES, STATES, load, region_name
from duijie.kernel.words import Words


def _paged(read: Callable[[int], list[Any]]) -> Iterator[Any]:
    offset = 0
    while some := read(offset):
        yield from some
        if len(some) < AT_ONCE:
            return
        offset += AT_ONCE


def _zh(words: Any, code: str) -> str:
    return words[code].zh if code in words else code


def _platforms(filters: queries.Filters | None, viewer: Actor, today: date) -> Rows:
    asked, rules = filters or queries.Filters(), load()
    for one in _paged(
        lambda offset: queries.platforms(
            viewer=viewer, today=today, filters=asked, offset=offset, limit=AT_ONCE
        )[0]
    ):
        yield [
            one.name, _zh(rules.kind_names, one.kind), one.host, one.partners, _zh(rules.levels, one.level), one.approved_by,
            one.document_number, one.approved_on, one.valid_until, STATES[one.state].zh, one.place, one.area, one.operator,
            wan(one.cost), one.people, one.incubated, one.landed, one.unit,
        ]  # fmt: skip


def _talents(filters: dealings.Filters | None, viewer: Actor, today: date) -> Rows:
    asked, rules = filters or dealings.Filters(), load()
    for one in _paged(
        lambda offset: dealings.talents(viewer=viewer, filters=asked, offset=offset, limit=AT_ONCE)[0]
    ):
        yield [
            one.person or "", _zh(rules.categories, one.category), MODES[one.mode].zh, _zh(rules.forms, one.form), one.host,
            one.platform, one.field, region_name(one.origin), one.begins_on, one.ends_on, one.months, one.days,
            _zh(rules.pay, one.pay_source), one.results, one.unit,
        ]  # fmt: skip


def _contracts(filters: dealings.Filters | None, viewer: Actor, today: date) -> Rows:
    asked, rules = filters or dealings.Filters(), load()
    for one in _paged(
        lambda offset: dealings.contracts(viewer=viewer, filters=asked, offset=offset, limit=AT_ONCE)[0]
    ):
        yield [
            one.title, _zh(rules.technology, one.kind), FLOWS[one.flow].zh, one.seller, region_name(one.seller_region), one.buyer,
            region_name(one.buyer_region), wan(one.amount), wan(one.technology), one.signed_on, one.valid_until,
            CONTRACT_STATES[one.state].zh, one.registered_on, one.number, one.unit,
        ]  # fmt: skip


def _partnerships(filters: dealings.Filters | None, viewer: Actor, today: date) -> Rows:
    asked, rules = filters or dealings.Filters(), load()
    for one in _paged(
        lambda offset: dealings.partnerships(viewer=viewer, filters=asked, offset=offset, limit=AT_ONCE)[0]
    ):
        yield [
            one.title, _zh(rules.partnerships, one.kind), one.firm, one.institution, one.signed_on, one.ends_on, wan(one.amount),
            wan(one.paid), one.patents, wan(one.revenue), one.results, one.unit,
        ]  # fmt: skip


_UNIT: Final = ("unit", Words("责任单位", "unit"), "text")
PLATFORMS: Final = List(
    "platforms", Words("创新平台清单", "Platforms"),
    *of_table(
        ("name", Words("平台名称", "name"), "text"), ("kind", Words("类型", "type"), "text"),
        ("host", Words("依托单位", "host"), "text"), ("partners", Words("合作单位", "partners"), "text"),
        ("level", Words("级别", "level"), "text"), ("approved_by", Words("批准部门", "approved by"), "text"),
        ("document_number", Words("批准文号", "document number"), "text"), ("approved_on", Words("批准日期", "approved on"), "day"),
        ("valid_until", Words("有效期至", "valid until"), "day"), ("state", Words("状态", "state"), "text"),
        ("place", Words("飞地所在地", "place"), "text"), ("area", Words("面积（平方米）", "area, m²"), "number"),
        ("operator", Words("运营机构", "operator"), "text"), ("cost", Words("年运营费用（万元）", "cost a year, 10,000 yuan"), "money"),
        ("people", Words("在站人数", "people"), "number"), ("incubated", Words("孵化企业数", "firms"), "number"),
        ("landed", Words("回乡落地项目数", "came home"), "number"), _UNIT,
    ),
    _platforms,
)  # fmt: skip
TALENTS: Final = List(
    "talents", Words("引进人才清单", "Talent"),
    *of_table(
        ("person", Words("姓名", "name"), "text"), ("category", Words("类别", "category"), "text"),
        ("mode", Words("引进方式", "full time or flexible"), "text"), ("form", Words("柔性形式", "form"), "text"),
        ("host", Words("用人单位", "unit they work for"), "text"), ("platform", Words("平台", "platform"), "text"),
        ("field", Words("专业领域", "field"), "text"), ("origin", Words("来源地", "from where"), "text"),
        ("begins_on", Words("开始日期", "begins on"), "day"), ("ends_on", Words("结束日期", "ends on"), "day"),
        ("months", Words("每年约定月数", "months a year"), "number"), ("days", Words("已服务天数", "days served"), "number"),
        ("pay_source", Words("薪酬来源", "paid by"), "text"), ("results", Words("成效", "results"), "text"), _UNIT,
    ),
    _talents,
)  # fmt: skip
CONTRACTS: Final = List(
    "contracts", Words("技术合同清单", "Technology contracts"),
    *of_table(
        ("title", Words("合同名称", "title"), "text"), ("kind", Words("合同类别", "kind"), "text"),
        ("flow", Words("方向", "direction"), "text"), ("seller", Words("卖方", "seller"), "text"),
        ("seller_region", Words("卖方区划", "seller's region"), "text"), ("buyer", Words("买方", "buyer"), "text"),
        ("buyer_region", Words("买方区划", "buyer's region"), "text"), ("amount", Words("合同成交额（万元）", "amount, 10,000 yuan"), "money"),
        ("technology", Words("技术交易额（万元）", "technology, 10,000 yuan"), "money"), ("signed_on", Words("签订日期", "signed on"), "day"),
        ("valid_until", Words("有效期至", "valid until"), "day"), ("state", Words("登记状态", "state"), "text"),
        ("registered_on", Words("登记日期", "registered on"), "day"), ("number", Words("登记编号", "number"), "text"), _UNIT,
    ),
    _contracts,
)  # fmt: skip
PARTNERSHIPS: Final = List(
    "partnerships", Words("产学研合作清单", "Partnerships"),
    *of_table(
        ("title", Words("合作名称", "title"), "text"), ("kind", Words("合作类型", "kind"), "text"),
        ("firm", Words("企业", "firm"), "text"), ("institution", Words("高校院所", "institution"), "text"),
        ("signed_on", Words("签订日期", "signed on"), "day"), ("ends_on", Words("期限至", "until"), "day"),
        ("amount", Words("合同金额（万元）", "amount, 10,000 yuan"), "money"), ("paid", Words("已付金额（万元）", "paid, 10,000 yuan"), "money"),
        ("patents", Words("专利（件）", "patents"), "number"), ("revenue", Words("新增收入（万元）", "revenue, 10,000 yuan"), "money"),
        ("results", Words("成效", "results"), "text"), _UNIT,
    ),
    _partnerships,
)  # fmt: skip
