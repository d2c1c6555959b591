"""Kinds, states, indicators and when ground is late or idle: tables and pure functions.

It is long because the fields of every form of a park stand beside the tables that they choose from.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final, TypeVar
from unicodedata import normalize

from duijie.codes.industries import Industry, industry, industry_path
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.rules import PART
from duijie.ledger.types import Draft, Kept, Within
from duijie.parks.types import Check, Finding, IndustryLine
from duijie.rulebook import in_force, known, table
from duijie.rulebook.columns import Choice, Column

Said = TypeVar("Said")
MU: Final = Decimal(2000) / 3
OWN: Final = "duijie.parks"
FIRST_YEAR: Final = 1990
"""Before it nobody tells of an enterprise's year."""
GRADE: Final = "grade"
"""The one text among what is told of a year."""
_GRADE: Final = re.compile(r"([A-E])(\+{0,2}|-)\s*[类级档等]?")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a park can be; see the head of ``park_kinds.toml``."""

    code: str
    name: Words
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a park stands to an industry."""

    code: str
    name: Words
    fits: bool = False
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class UtilityKind:
    """A connection; ``supply`` is its kind in ``supplies.toml``."""

    code: str
    name: Words
    supply: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How a plot can stand; see the head of ``plot_states.toml``."""

    code: str
    name: Words
    free: bool = False
    ready: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """What standard land promises; see the head of ``plot_indicators.toml``."""

    code: str
    name: Words
    unit: str
    sense: str
    effective_from: date
    source: Words
    standard: Decimal | None = None
    of_standard_land: bool = False
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule of ``plot_warnings.toml``."""

    code: str
    name: Words
    test: str
    light: str
    means: Words
    effective_from: date
    months: int = 0
    days: int = 0
    built: Decimal = Decimal(0)
    invested: Decimal = Decimal(0)
    indicator: str = ""
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class QuotaKind:
    """What a park may be given to reach."""

    code: str
    name: Words
    unit: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A number of an enterprise's year."""

    code: str
    name: Words
    unit: str
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package, by code."""

    kinds: Mapping[str, Kind]
    levels: Mapping[str, Words]
    standings: Mapping[str, Standing]
    utilities: Mapping[str, UtilityKind]
    states: Mapping[str, State]
    uses: Mapping[str, Words]
    indicators: tuple[IndicatorKind, ...]
    signs: tuple[Sign, ...]
    quotas: Mapping[str, QuotaKind]
    years: Mapping[str, YearColumn]

    def free_states(self) -> list[str]:
        """The states in which a plot can still be promised."""
        return [code for code, state in self.states.items() if state.free]

    def ready_states(self) -> list[str]:
        """Those in which it is there at once."""
        return [code for code, state in self.states.items() if state.ready]


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    signs = table(OWN, "plot_warnings", Sign)
    for number, row in enumerate(signs, 1):
        known("plot_warnings.toml", number, "test", row.test, _TESTS)
    indicators = table(OWN, "plot_indicators", IndicatorKind)
    for number, one in enumerate(indicators, 1):
        known("plot_indicators.toml", number, "sense", one.sense, ("at_least", "at_most"))
    return Rules(
        {row.code: row for row in table(OWN, "park_kinds", Kind)},
        {row.code: row.name for row in table(OWN, "park_levels", Choice)},
        {row.code: row for row in table(OWN, "industry_standings", Standing)},
        {row.code: row for row in table(OWN, "utilities", UtilityKind)},
        {row.code: row for row in table(OWN, "plot_states", State)},
        {row.code: row.name for row in table(OWN, "plot_uses", Choice)},
        indicators,
        signs,
        {row.code: row for row in table(OWN, "park_quotas", QuotaKind)},
        {row.code: row for row in table(OWN, "tenant_years", YearColumn)},
    )


def industry_code(text: str) -> str | None:
    """The plain code of GB/T 4754 that a text writes; ``None`` where it is none."""
    found = industry(text)
    return found.code if isinstance(found, Industry) else None


def standing_of(code: str, entries: Iterable[IndustryLine]) -> IndustryLine | None:
    """The entry that says most closely how a park stands to an industry; ``None`` where no entry speaks of it.

    A class follows its group, a group its division, unless an entry of its own says otherwise. Of two entries for
    one class the later holds: a park's own list stands behind that of what lies above it.
    """
    return closest(code, ((one.code, one) for one in entries))


def closest(code: str, listed: Iterable[tuple[str, Said]]) -> Said | None:
    """The same of what is said of each code of a list."""
    path = [one.code for one in industry_path(code)]
    found = [(path.index(one), at, said) for at, (one, said) in enumerate(listed) if one in path]
    return max(found, key=lambda one: one[:2])[2] if found else None


def checks_of(
    agreed: Mapping[str, Decimal], actual: Mapping[str, Decimal], kinds: Iterable[IndicatorKind], day: date
) -> tuple[Check, ...]:
    """Each indicator in force on a day: what is asked against what was found.

    What the agreement says is asked; where it is silent, the table's standard is.
    """
    found = []
    for kind in in_force(kinds, day):
        promised, came = agreed.get(kind.code), actual.get(kind.code)
        wanted = kind.standard if promised is None else promised
        met = None
        if wanted is not None and came is not None:
            met = came >= wanted if kind.sense == "at_least" else came <= wanted
        found.append(
            Check(kind.code, kind.name, kind.unit, kind.sense, promised, kind.standard, came, met, kind.of_standard_land, kind.source)
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rules on idle and low-yield ground look at. Days ``None`` where not told."""

    plot_id: int
    taken: bool
    start_due: date | None
    finish_due: date | None
    started_on: date | None
    stopped_on: date | None
    finished_on: date | None
    built_share: Decimal | None
    invested_share: Decimal | None
    agreed: Mapping[str, Decimal]
    actual: Mapping[str, Decimal]


def findings_of(ground: Ground, signs: Sequence[Sign], day: date) -> list[Finding]:
    """What is to be looked into on a plot on a day; of several signs of one test only the gravest, the last that holds."""
    if not ground.taken:
        return []
    found: dict[tuple[str, str], Finding] = {}
    for sign in in_force(signs, day):
        days = _TESTS[sign.test](ground, sign, day)
        if days is not None:
            found[sign.test, sign.indicator] = Finding(
                ground.plot_id, sign.code, sign.name, sign.light, sign.means, days or None
            )
    return list(found.values())


def _past(since: date, sign: Sign, day: date) -> int | None:
    """Days gone since a day, once the months and days of the sign are full."""
    year, month = divmod(since.year * 12 + since.month - 1 + sign.months, 12)
    full = date(year, month + 1, min(since.day, monthrange(year, month + 1)[1])) + timedelta(days=sign.days)
    return (day - since).days if day >= full else None


def _not_started(ground: Ground, sign: Sign, day: date) -> int | None:
    if ground.started_on is not None or ground.start_due is None:
        return None
    return _past(ground.start_due, sign, day)


def _stopped(ground: Ground, sign: Sign, day: date) -> int | None:
    if ground.stopped_on is None or ground.finished_on is not None:
        return None
    little = (ground.built_share is not None and ground.built_share < sign.built) or (
        ground.invested_share is not None and ground.invested_share < sign.invested
    )
    return _past(ground.stopped_on, sign, day) if little else None


def _not_finished(ground: Ground, sign: Sign, day: date) -> int | None:
    if ground.finished_on is not None or ground.finish_due is None or ground.started_on is None:
        return None
    return _past(ground.finish_due, sign, day)


def _below(ground: Ground, sign: Sign, _day: date) -> int | None:
    wanted, came = ground.agreed.get(sign.indicator), ground.actual.get(sign.indicator)
    return 0 if wanted and came is not None and came < wanted * sign.built else None


_TESTS: Final = {
    "not_started": _not_started,
    "stopped": _stopped,
    "not_finished": _not_finished,
    "below": _below,
}


def grade_code(text: str) -> str | None:
    """A grade as printed (``A类``, ``Ｂ+``, ``c 级``) by its letter; ``None`` where it is none."""
    found = _GRADE.fullmatch(normalize("NFKC", text).strip().upper())
    return found[1] + found[2] if found else None


def tenant_key(tenant_id: int) -> str:
    """The ledger key of an enterprise in residence, by which its years are veiled."""
    return f"tenant:{tenant_id}"


def year_key(tenant_id: int, year: int) -> str:
    """The ledger key of an enterprise's year: a part of it."""
    return f"{tenant_key(tenant_id)}{PART}{year}"


def entries_of_year(
    *, tenant_id: int, park_id: int, park: str, name: str, year: int, basis: str,
    values: Mapping[str, Decimal], told_on: date, unit: int | None,
) -> list[Kept]:  # fmt: skip
    """The entries that follow from an enterprise's year: one for each number that the table marks."""
    effective = min(date(year, 12, 31), told_on)
    return [
        Kept(
            Draft(
                "item", f"tenants.{code}", name, Quantity.exactly(values[code], column.unit),
                key=year_key(tenant_id, year), scope=park, data={"year": year, "park": park_id},
                belongs=Within(unit=unit, park=park),
            ),
            effective,
            f"园区 {park_id} 企业 {tenant_id} {year} 年数据",
            basis,
        )
        for code, column in load().years.items()
        if column.entry and code in values
    ]  # fmt: skip


def _column(
    code: str,
    zh: str,
    en: str,
    kind: str = "text",
    unit: str = "",
    choices: Mapping[str, Words] | None = None,
) -> Column:
    listed = tuple(Choice(one, name) for one, name in (choices or {}).items())
    return Column(0, code, Words(zh, en), "row", kind, unit, listed)


def names_of(rows: Mapping[str, Kind | Standing | UtilityKind | State | QuotaKind]) -> dict[str, Words]:
    """Names by code."""
    return {code: row.name for code, row in rows.items()}


@cache
def fields(what: str) -> tuple[Column, ...]:
    """The fields of a form: of a park, a plot, a building, a space, a tenant, a utility, a quota."""
    rules, note = load(), _column("note", "备注", "note")
    name, number = _column("name", "名称", "name"), _column("number", "编号", "number")
    area = _column("area", "面积（平方米）", "area (m²)", "number", "m2")
    match what:
        case "park":
            return (
                name, _column("kind", "类型", "kind", "choice", choices=names_of(rules.kinds)),
                _column("level", "级别", "level", "choice", choices=rules.levels),
                _column("approved_area", "批准面积（平方米）", "approved area (m²)", "number", "m2"),
                _column("built_area", "建成面积（平方米）", "built area (m²)", "number", "m2"),
                _column("industrial_area", "工业用地（平方米）", "land for industry (m²)", "number", "m2"),
                _column("founded_on", "设立日期", "founded on", "day"), note,
            )  # fmt: skip
        case "plot":
            return (
                number, area, _column("use", "用途", "use", "choice", choices=rules.uses),
                _column("contract_number", "合同编号", "number of contract"),
                _column("start_due", "约定开工", "start agreed for", "day"),
                _column("finish_due", "约定竣工", "end of works agreed for", "day"),
                _column("started_on", "实际开工", "started on", "day"),
                _column("stopped_on", "中止建设", "works stopped on", "day"),
                _column("finished_on", "实际竣工", "finished on", "day"),
                _column("built_share", "已动工面积占比（0–1）", "share built on (0–1)", "number"),
                _column("invested_share", "已投资占比（0–1）", "share invested (0–1)", "number"),
                *(_column(code, zh, en, "number", "count") for code, zh, en in _BOX), note,
            )  # fmt: skip
        case "building":
            return (
                name, area, _column("floors", "层数", "floors", "number", "count"),
                _column("column_span", "柱距（米）", "column span (m)", "number"),
                _column("finished_on", "竣工日期", "finished on", "day"), note,
            )  # fmt: skip
        case "space":
            return (
                number, area, _column("floor", "楼层", "floor", "number", "count"),
                _column("height", "层高（米）", "height (m)", "number"),
                _column("load", "承重（吨/平方米）", "floor load (t/m²)", "number"),
                _column("power", "用电容量（千伏安）", "power (kVA)", "number"),
                _column("rent", "租金（元/平方米·月）", "rent (yuan/m² a month)", "number"),
                _column("lift", "货梯", "lift", "flag"),
            )  # fmt: skip
        case "tenant":
            return (
                name, _column("industry", "行业代码", "industry code"),
                _column("above_scale", "规上企业", "above scale", "flag"),
                _column("moved_in_on", "入驻日期", "moved in on", "day"),
                _column("moved_out_on", "迁出日期", "moved out on", "day"), note,
            )  # fmt: skip
        case "utility":
            return (
                _column("ready_on", "已通日期", "there since", "day"),
                _column("planned_on", "计划日期", "planned for", "day"), note,
            )  # fmt: skip
    raise LookupError(what)


_BOX: Final = (
    ("left", "图上横坐标", "left on the plan"),
    ("top", "图上纵坐标", "top on the plan"),
    ("wide", "图上宽", "width on the plan"),
    ("tall", "图上高", "height on the plan"),
)


@cache
def year_fields() -> tuple[Column, ...]:
    """The numbers of an enterprise's year, and its grade."""
    said = {
        "CNY": ("元", "yuan"),
        "count": ("人", "people"),
        "tce": ("吨标煤", "t of coal"),
        "m2": ("平方米", "m²"),
    }
    found = []
    for row in load().years.values():
        zh, en = said.get(row.unit, ("吨" if row.unit == "t" else row.unit, row.unit))
        found.append(_column(row.code, f"{row.name.zh}（{zh}）", f"{row.name.en} ({en})", "number"))
    found.append(_column(GRADE, "亩均评价等级", "grade of yield"))
    return tuple(found)
