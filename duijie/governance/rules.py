"""Kinds of bodies, seats, slips and quantities, and the fields of forms: tables and pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import known, table
from duijie.rulebook.columns import Choice, Column

OWN: Final = "duijie.governance"
POLICY_STATES: Final[Mapping[str, Words]] = {
    "planned": Words("未生效", "not yet in force"),
    "in_force": Words("有效", "in force"),
    "expired": Words("已到期", "expired"),
    "withdrawn": Words("已废止", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class BodyKind:
    """What a body is."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class SeatRole:
    """A seat; see the head of ``seat_roles.toml``."""

    code: str
    name: Words
    of: str
    one: bool = False


@dataclass(frozen=True, slots=True)
class SlipKind:
    """A reminder or slip; see the head of ``slip_kinds.toml``."""

    code: str
    name: Words
    mark: str
    days: int


@dataclass(frozen=True, slots=True)
class TaskMeasure:
    """What a task's quantity counts; see the head of ``task_measures.toml``."""

    code: str
    name: Words
    unit: str
    quota: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package but the lights, by code."""

    bodies: Mapping[str, BodyKind]
    seats: Mapping[str, SeatRole]
    slips: Mapping[str, SlipKind]
    measures: Mapping[str, TaskMeasure]


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    seats = table(OWN, "seat_roles", SeatRole)
    for number, row in enumerate(seats, 1):
        known("seat_roles.toml", number, "of", row.of, ("body", "chain"))
    return Rules(
        {row.code: row for row in table(OWN, "body_kinds", BodyKind)},
        {row.code: row for row in seats},
        {row.code: row for row in table(OWN, "slip_kinds", SlipKind)},
        {row.code: row for row in table(OWN, "task_measures", TaskMeasure)},
    )


def policy_state(
    today: date, valid_from: date | None, valid_until: date | None, withdrawn_on: date | None
) -> str:
    """How a policy stands on a day; its last day of validity is still in force."""
    if withdrawn_on is not None and withdrawn_on <= today:
        return "withdrawn"
    if valid_until is not None and valid_until < today:
        return "expired"
    return "planned" if valid_from is not None and today < valid_from else "in_force"


def holds(since: date | None, until: date | None, today: date) -> bool:
    """Whether a seat holds on a day; ``until`` is its last day."""
    return (since is None or since <= today) and (until is None or today <= until)


def slip_number(kind: str, year: int, serial: int) -> str:
    """``督办〔2026〕3号``."""
    row = load().slips.get(kind)
    return f"{row.mark if row else kind}〔{year}〕{serial}号"


@cache
def fields(of: str) -> tuple[Column, ...]:
    """The fields of a form: ``body policy chain resolution seat anchor``."""
    rules = load()
    kinds = tuple(Choice(row.code, row.name) for row in rules.bodies.values())
    text, day = "text", "day"
    forms: dict[str, tuple[tuple[str, Words, str, tuple[Choice, ...]], ...]] = {
        "body": (
            ("name", Words("名称", "name"), text, ()),
            ("kind", Words("类型", "kind"), "choice", kinds),
            ("founded_on", Words("成立日期", "founded on"), day, ()),
            ("ended_on", Words("撤销日期", "ended on"), day, ()),
            ("about", Words("说明", "about"), text, ()),
        ),
        "policy": (
            ("title", Words("标题", "title"), text, ()),
            ("number", Words("文号", "document number"), text, ()),
            ("issuer", Words("发文机关", "issuer"), text, ()),
            ("issued_on", Words("印发日期", "issued on"), day, ()),
            ("valid_from", Words("有效期自", "valid from"), day, ()),
            ("valid_until", Words("有效期至", "valid until"), day, ()),
            ("withdrawn_on", Words("废止日期", "withdrawn on"), day, ()),
            ("text", Words("正文", "text"), text, ()),
        ),
        "chain": (
            ("name", Words("名称", "name"), text, ()),
            ("begins_on", Words("设立日期", "set up on"), day, ()),
            ("ended_on", Words("撤销日期", "ended on"), day, ()),
            ("about", Words("说明", "about"), text, ()),
        ),
        "resolution": (
            ("meeting", Words("会议", "meeting"), text, ()),
            ("held_on", Words("召开日期", "held on"), day, ()),
            ("number", Words("编号", "number"), text, ()),
            ("text", Words("议定事项", "what was resolved"), text, ()),
        ),
        "seat": (
            ("name", Words("姓名", "name"), text, ()),
            ("post", Words("职务", "post"), text, ()),
            ("since", Words("任职自", "since"), day, ()),
            ("until", Words("任职至", "until"), day, ()),
        ),
        "anchor": (
            ("name", Words("企业名称", "enterprise"), text, ()),
            ("since", Words("自", "since"), day, ()),
            ("until", Words("至", "until"), day, ()),
            ("note", Words("备注", "note"), text, ()),
        ),
    }
    return tuple(
        Column(place, code, name, of, kind, choices=choices)
        for place, (code, name, kind, choices) in enumerate(forms[of], 1)
    )
