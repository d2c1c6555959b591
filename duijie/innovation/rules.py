"""Kinds, limits on stations, regions and directions of contracts, the entries that follow: tables and pure functions.

It is long because the fields of the four forms stand beside the tables that they choose from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.codes.divisions import Division, Level, division, find_places
from duijie.innovation.types import Finding, Stay
from duijie.kernel.ids import digest
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.rules import PART
from duijie.ledger.types import Draft, EntryInfo, Kept
from duijie.rulebook import in_force, table
from duijie.rulebook.columns import Choice, Column

OWN: Final = "duijie.innovation"
ENDED: Final = f"{PART}ended"
SOON: Final = timedelta(days=90)
"""A validity that runs out within so many days is told of."""
STATES: Final[Mapping[str, Words]] = {
    "active": Words("运行中", "running"),
    "soon": Words("即将到期", "validity runs out"),
    "expired": Words("已过有效期", "validity is over"),
    "ended": Words("已终止", "ended"),
}
MODES: Final[Mapping[str, Words]] = {
    "full_time": Words("全职引进", "full time"),
    "flexible": Words("柔性引才", "flexible"),
}
FLOWS: Final[Mapping[str, Words]] = {
    "absorbed": Words("吸纳", "absorbed"),
    "exported": Words("输出", "exported"),
    "within": Words("区域内", "within the region"),
    "elsewhere": Words("区域外", "elsewhere"),
}
CONTRACT_STATES: Final[Mapping[str, Words]] = {
    "signed": Words("已签订", "signed"),
    "submitted": Words("已提交认定", "submitted"),
    "registered": Words("已认定登记", "registered"),
    "refused": Words("未予认定", "refused"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a platform can be; see the head of ``platform_types.toml``."""

    code: str
    name: Words
    outpost: bool = False
    academician: bool = False


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What is recorded of a platform; see the head of ``platform_records.toml``."""

    code: str
    name: Words
    firm: bool = False
    grade: bool = False
    home: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """How many stations, and months at each, for a category; see the head of ``station_limits.toml``."""

    code: str
    name: Words
    stations: int
    months: Decimal
    effective_from: date
    source: Words
    refuses: bool = False
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package, by code."""

    kinds: Mapping[str, Kind]
    records: Mapping[str, RecordKind]
    limits: tuple[Limit, ...]
    levels: Mapping[str, Words]
    categories: Mapping[str, Words]
    forms: Mapping[str, Words]
    pay: Mapping[str, Words]
    technology: Mapping[str, Words]
    partnerships: Mapping[str, Words]

    @property
    def kind_names(self) -> dict[str, Words]:
        """Names of platform types by code."""
        return {code: kind.name for code, kind in self.kinds.items()}

    @property
    def outposts(self) -> list[str]:
        """The types that stand outside the region."""
        return [code for code, kind in self.kinds.items() if kind.outpost]

    @property
    def stations(self) -> list[str]:
        """The types that the limits look at."""
        return [code for code, kind in self.kinds.items() if kind.academician]


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""

    def names(file: str) -> dict[str, Words]:
        return {row.code: row.name for row in table(OWN, file, Choice)}

    return Rules(
        {row.code: row for row in table(OWN, "platform_types", Kind)},
        {row.code: row for row in table(OWN, "platform_records", RecordKind)},
        table(OWN, "station_limits", Limit),
        names("platform_levels"), names("talent_categories"), names("talent_forms"), names("pay_sources"),
        names("technology_kinds"), names("partnership_kinds"),
    )  # fmt: skip


def state_of(*, valid_until: date | None, ended_on: date | None, today: date) -> str:
    """How a platform stands on a day. It is valid on its last day and has ended on the day of its end."""
    if ended_on is not None and ended_on <= today:
        return "ended"
    if valid_until is None or valid_until > today + SOON:
        return "active"
    return "soon" if valid_until >= today else "expired"


def findings_of(stays: Iterable[Stay], limits: Sequence[Limit], day: date) -> list[Finding]:
    """Which limits do not hold on a day: too many stations of one person, too few months at one of them.

    Months that are not told are not found wanting. Two people of one name look like one: it is a reason to look.
    """
    by_code = {one.code: one for one in in_force(limits, day)}
    mine: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    found = []
    for stay in stays:
        if stay.category in by_code:
            mine[stay.category, stay.person].append(stay)
    for (category, _person), held in mine.items():
        limit = by_code[category]
        count = len({one.platform_id for one in held})
        for stay in held:
            if count > limit.stations:
                words = Words(
                    f"{limit.name.zh}同时在{count}个工作站，超过{limit.stations}个",
                    f"{limit.name.en}: {count} stations at a time, {limit.stations} at most",
                )
                found.append(
                    Finding(stay.talent_id, stay.platform_id, "stations", words, limit.source, limit.refuses)
                )
            if stay.months is not None and stay.months < limit.months:
                words = Words(
                    f"{limit.name.zh}每年约定工作{stay.months:g}个月，少于{limit.months:g}个月",
                    f"{limit.name.en}: {stay.months:g} months a year agreed, {limit.months:g} at least",
                )
                found.append(
                    Finding(stay.talent_id, stay.platform_id, "months", words, limit.source, limit.refuses)
                )
    return found


def region_code(text: str) -> str | None:
    """The six digits of a division written by code (2, 4 or 6 digits) or by a name that only one bears; else ``None``."""
    text = text.strip()
    if text.isdecimal():
        code = text.ljust(6, "0") if len(text) in (2, 4, 6) else ""
        return code if code and isinstance(division(code), Division) else None
    return place_named(text)


def place_named(name: str) -> str | None:
    """The code of the division that alone bears a name today, or of the province among those that do."""
    found = [place for place in find_places(name) if place.until is None] if name else []
    return found[0].code if found and (len(found) == 1 or found[0].level is Level.PROVINCE) else None


def province_of(code: str) -> str:
    """The code of the province that a division lies in; empty for none."""
    return code[:2] + "0000" if code else ""


def region_name(code: str) -> str:
    """A division's name; the code itself where there is none."""
    found = division(code) if code else None
    return found.name if isinstance(found, Division) else code


def flow_of(*, seller: str, buyer: str, own: str | None) -> str | None:
    """Which way technology goes, by the codes of both sides; ``None`` where that cannot be told."""
    if not own or not seller or not buyer:
        return None
    head = own.removesuffix("00").removesuffix("00")
    sells, buys = seller.startswith(head), buyer.startswith(head)
    return {(True, True): "within", (True, False): "exported", (False, True): "absorbed"}.get(
        (sells, buys), "elsewhere"
    )


def key_of(*, kind: str, host: str, name: str) -> str:
    """The ledger key of a platform: what a document that names all three gives it too."""
    key = " + ".join([kind, host, name])
    return key if len(key) + len(ENDED) <= 200 else f"{kind} + {digest(key.encode())}"


def running(entries: Iterable[EntryInfo], host: Callable[[EntryInfo], str]) -> list[EntryInfo]:
    """Entries of outposts, in which an enterprise counts one less only from the day on which its last one ended."""
    entries = list(entries)
    of_key = {
        entry.key: host(entry) for entry in entries if entry.shape == "item" and entry.quantity.number > 0
    }
    ends = [entry for entry in entries if entry.shape == "item" and entry.quantity.number < 0]
    last = {of_key.get(entry.key.removesuffix(ENDED), ""): entry for entry in ends}
    over = Counter(of_key.get(entry.key.removesuffix(ENDED), "") for entry in ends)
    every = Counter(of_key.values())
    gone = [entry for name, entry in last.items() if over[name] == every[name]]
    return [*(entry for entry in entries if entry not in ends), *gone]


def split_names(text: str) -> list[str]:
    """Names with 、 , ; or a new line between them."""
    for mark in ("，", ",", "；", ";", "\n"):
        text = text.replace(mark, "、")
    return [name for name in map(str.strip, text.split("、")) if name]


def platform_entries(
    *, platform_id: int, key: str, kind: str, host: str, name: str, partners: str, park: str, told_on: date,
    ended_on: date | None, source: str,
) -> list[Kept]:  # fmt: skip
    """The entries that follow from a platform: itself, from the end on one less, and its host's outpost."""
    row = load().kinds[kind]
    label = " ".join(filter(None, [host, name or row.name.zh]))
    evidence = f"创新平台 {platform_id}" + (f"：{source}" if source else "")
    named = split_names(partners)
    data = {
        "type": kind, "host": host, "partner": named[0] if named else None, "partners": named,
        "platform": platform_id,
    }  # fmt: skip
    measures = {"platforms": (kind, label)}
    if row.outpost and host:
        measures["enterprises.with_outpost"] = (park, host)
    found = []
    for measure, (scope, words) in measures.items():
        one = Quantity.exactly(1, "count", "1个")
        found.append(
            Kept(Draft("item", measure, words, one, key=key, scope=scope, data=data), told_on, evidence)
        )
        if ended_on is not None:
            less = Quantity.exactly(-1, "count")
            over = Draft(
                "item",
                measure,
                f"{words}（终止）",
                less,
                key=key + ENDED,
                scope=scope,
                data={"platform": platform_id},
            )
            found.append(Kept(over, ended_on, evidence))
    return found


def talent_entries(*, talent_id: int, category: str, mode: str, host: str, begins_on: date) -> list[Kept]:
    """The entry that follows from somebody brought in. It does not name them."""
    label = f"{host} {load().categories[category].zh}（{MODES[mode].zh}）"
    draft = Draft(
        "item", "people.recruited", label, Quantity.exactly(1, "count", "1名"), key=f"talent:{talent_id}", scope=mode,
        data={"mode": mode, "category": category},
    )  # fmt: skip
    return [Kept(draft, begins_on, f"引进人才 {talent_id}")]


def contract_entries(
    *, contract_id: int, key: str, kind: str, flow: str, amount: Decimal, other_region: str, registered_on: date | None,
    number: str,
) -> list[Kept]:  # fmt: skip
    """The entry that follows from a registered contract that crosses the region's edge. It names neither side."""
    if registered_on is None or flow not in ("absorbed", "exported"):
        return []
    draft = Draft(
        "item", f"technology.{flow}", f"{load().technology[kind].zh}合同 {number}".strip(),
        Quantity.exactly(amount, "CNY"), key=key, scope=province_of(other_region),
        data={"kind": kind, "region": other_region},
    )  # fmt: skip
    return [Kept(draft, registered_on, f"技术合同 {contract_id} {number}".strip())]


def dealing_key(what: str, number: int, project: str) -> str:
    """A contract's or a partnership's key in the ledger: a part of its project, with which it is confidential."""
    return f"{project}{PART}{what}:{number}" if project else f"{what}:{number}"


def partnership_entries(
    *, partnership_id: int, key: str, kind: str, firm: str, institution: str, signed_on: date
) -> list[Kept]:
    """The entry that follows from a partnership; it makes the institution one that the region works with."""
    draft = Draft(
        "item", "partnerships", f"{firm}、{institution}", Quantity.exactly(1, "count", "1项"),
        key=key, data={"kind": kind, "parties": [firm, institution]},
    )  # fmt: skip
    return [Kept(draft, signed_on, f"产学研合作 {partnership_id}")]


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
