"""Kinds, limits on stations, regions and directions of contracts, keys: tables and pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.codes.divisions import Division, Level, division, find_places
from duijie.innovation.types import Finding, Stay
from duijie.kernel.ids import digest
from duijie.kernel.words import Words
from duijie.ledger.rules import PART
from duijie.rulebook import in_force, table
from duijie.rulebook.columns import Choice

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


def soon_after(today: date) -> date:
    """The last day that is soon; at the calendar's end that day."""
    return today + SOON if today <= date.max - SOON else date.max


def state_of(*, valid_until: date | None, ended_on: date | None, today: date) -> str:
    """How a platform stands on a day. It is valid on its last day and has ended on the day of its end."""
    if ended_on is not None and ended_on <= today:
        return "ended"
    if valid_until is None or valid_until > soon_after(today):
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
        together = tuple(sorted(one.talent_id for one in held))
        for stay in held:
            if count > limit.stations:
                words = Words(
                    f"{limit.name.zh}同时在{count}个工作站，超过{limit.stations}个",
                    f"{limit.name.en}: {count} stations at a time, {limit.stations} at most",
                )
                found.append(
                    Finding(
                        stay.talent_id, stay.platform_id, "stations", words, limit.source, limit.refuses,
                        Decimal(count - limit.stations), together,
                    )
                )  # fmt: skip
            if stay.months is not None and stay.months < limit.months:
                words = Words(
                    f"{limit.name.zh}每年约定工作{stay.months.normalize():f}个月，少于{limit.months.normalize():f}个月",
                    f"{limit.name.en}: {stay.months.normalize():f} months a year agreed, {limit.months.normalize():f} at least",
                )
                found.append(
                    Finding(
                        stay.talent_id, stay.platform_id, "months", words, limit.source, limit.refuses,
                        limit.months - stay.months, (stay.talent_id,),
                    )
                )  # fmt: skip
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


def split_names(text: str) -> list[str]:
    """Names with 、 , ; or a new line between them."""
    for mark in ("，", ",", "；", ";", "\n"):
        text = text.replace(mark, "、")
    return [name for name in map(str.strip, text.split("、")) if name]
