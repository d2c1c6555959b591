"""Rows of events compared with those that are kept, and what they come to.

An event is known by its name and its first day. Organisations that a row names as guests go on its list. Signings
belong to projects and are not made of a sheet's sums: those stay in the description, named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.engagement import queries
from duijie.engagement.bulk.operations import Incoming, bring_in
from duijie.engagement.rules import ROLES, STATES, event_fields, load
from duijie.engagement.types import EventInfo
from duijie.exchange.kinds.planned import Kind, Planned, Row, Setting, by_columns, refused, same_text
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.records import keep
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.parts import parse_name
from duijie.naming.plain import plain

_BETWEEN: Final = re.compile(r"[、,，;；\n]+")
_TALLY: Final = re.compile(r"(?:约|近|超|逾)?\d+(?:余|多)?[家个户](?:以上|左右)?(?:企业|单位|客商)?")
"""How many guests there were, where nobody names them."""
_TOLD: Final = ("people", "signed", "signed_amount")
_OWN: Final = ("name", "kind", "level", "state", "place", "theme", "about")
_USUAL: Final = "other"


class Checker:
    """Compares rows with what is kept at its making; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.units = {plain(unit.name): unit.id for unit in units().values()}
        self.mine = None if viewer.may("review") else own_units(viewer=viewer)
        self.campaigns = {plain(one.name): one.id for one in queries.campaigns(viewer=viewer, limit=_MANY)}
        self.known = {
            (plain(one.name), one.begins_on): one.id
            for one in queries.events(viewer=viewer, limit=_MANY).lines
        }
        self.seen: dict[tuple[str, date], tuple[int, Mapping[str, Any]]] = {}

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        return [self._planned(row) for row in rows]

    def _planned(self, row: Row) -> Planned:
        name = str(row.values.get("name") or "")
        if not plain(name):
            return refused(name, Words("没有活动名称", "no name of an event"))
        wrong = [why for target, why in row.left if self.fields[target].must]
        if wrong:
            return refused(name, *wrong)
        period = row.values.get("period")
        if not period:
            return refused(name, Words("没有写举办时间", "no day is said"))
        begins, ends = map(date.fromisoformat, period.split("/"))
        key = (plain(name), begins)
        if key in self.seen:
            number, values = self.seen[key]
            if values == row.values:
                return Planned(
                    "duplicate", name, reasons=(Words(f"与第{number}行相同", f"the same as row {number}"),)
                )
            return refused(
                name, Words(f"与第{number}行是同一活动，说法不同", f"row {number} says otherwise of the same event")
            )  # fmt: skip
        self.seen[key] = (row.number, row.values)
        notes = [
            Words(f"{self.fields[target].name.zh}：{why.zh}，留作文字", f"{target}: {why.en}; kept as words")
            for target, why in row.left
        ]
        values = self._values(row, begins, ends, notes)
        held = self.known.get(key)
        if held is None:
            return self._new(row, name, values, notes)
        return self._changed(
            row, queries.event(event_id=held, viewer=self.viewer, today=self.setting.today), values, notes
        )

    def _values(self, row: Row, begins: date, ends: date, notes: list[Words]) -> dict[str, Any]:
        """What the row says, field by field as the event keeps it."""
        values = {one: row.values[one] for one in _OWN if row.values.get(one)}
        words = [(self.fields[one], str(row.values[one])) for one in _TOLD if row.values.get(one)]
        guests = str(row.values.get("guests") or "").strip()
        if _TALLY.fullmatch(guests):
            words.append((self.fields["guests"], guests))
        campaign = str(row.values.get("campaign") or "")
        if campaign and plain(campaign) not in self.campaigns:
            notes.append(
                Words(
                    f"没有专项行动“{campaign}”，留作文字", f"there is no campaign “{campaign}”; kept as words"
                )
            )
            words.append((self.fields["campaign"], campaign))
        if words:
            keep(values, words, "about")
        if values.get("state") == "held" and ends > self.setting.today:
            notes.append(Words("日期未到，记为筹备", "the day lies ahead; taken as planned"))
            values["state"] = "planned"
        return {**values, "begins_on": begins, "ends_on": ends}

    def _new(self, row: Row, name: str, values: dict[str, Any], notes: list[Words]) -> Planned:
        said = str(row.values.get("unit") or "")
        unit = self.units.get(plain(said)) if said else None
        if said and unit is None:
            notes.append(Words(f"没有单位“{said}”，留作文字", f"there is no unit “{said}”; kept as words"))
            keep(values, [(self.fields["unit"], said)], "about")
        unit = unit or self.units.get(plain(self.setting.unit)) or self.viewer.unit_id
        if unit is None:
            return refused(
                name,
                Words(
                    "没有写由哪个单位管：请在“核对各列”里选责任单位",
                    "no unit keeps it: choose one beside the columns",
                ),
            )
        if self.mine is not None and unit not in self.mine:
            return refused(name, Words("不是本单位的活动", "another unit's event"))
        if not values.get("kind"):
            notes.append(Words("没有写类型，记为其他", "no type is said; other is taken"))
        state = values.get("state") or ("held" if values["ends_on"] <= self.setting.today else "planned")
        filled = {"kind": _USUAL, **values, "state": state}
        hosts = {role: names for role in ROLES if (names := _names(row.values.get(role)))}
        act = Incoming(
            None, filled, unit, self.campaigns.get(plain(str(row.values.get("campaign") or ""))), hosts,
            _names(row.values.get("guests")), "attended" if state == "held" else "invited",
        )  # fmt: skip
        return Planned("new", name, None, (), tuple(notes), act)

    def _changed(self, row: Row, held: EventInfo, values: Mapping[str, Any], notes: list[Words]) -> Planned:
        line = held.line
        now = {
            **{one: str(getattr(line, one, "") or "") for one in _OWN},
            "theme": held.theme,
            "about": held.about,
        }
        said = {one: values[one] for one in _OWN if one in values}
        differs = {
            one: value
            for one, value in said.items()
            if not same_text(now[one], str(value)) and not (one == "about" and str(value) in now[one])
        }
        changes = [
            (one, self._shown(one, now[one]), self._shown(one, str(value))) for one, value in differs.items()
        ]
        if values["ends_on"] != line.ends_on:
            differs["ends_on"] = values["ends_on"]
            changes.append(("period", line.ends_on.isoformat(), values["ends_on"].isoformat()))
        named = _names(row.values.get("guests"))
        asked = queries.guests(event_id=line.id, viewer=self.viewer) if named else ()
        listed = {parse_name(one.name).plain for one in asked}
        fresh = [one for one in named if parse_name(one).plain not in listed]
        if fresh:
            changes.append(("guests", "", "、".join(fresh)))
        if not changes:
            return Planned("same", line.name, line.id, (), tuple(notes))
        if self.mine is not None and line.unit_id not in self.mine:
            return refused(line.name, Words("不是本单位的活动", "another unit's event"))
        state = differs.get("state", line.state)
        act = Incoming(line.id, differs, None, None, {}, fresh, "attended" if state == "held" else "invited")
        return Planned("changed", line.name, line.id, tuple(changes), tuple(notes), act)

    def _shown(self, target: str, value: str) -> str:
        table = {"kind": load().types, "level": load().levels, "state": STATES}.get(target, {})
        return table[value].zh if value in table else value


_MANY: Final = 100_000


def _names(words: Any) -> tuple[str, ...]:
    """Names that stand in one cell, each once; ``等`` and numbers behind them are no names."""
    found = (
        re.sub(r"等(?:\d+家)?(?:企业|单位|客商)?$", "", one.strip())
        for one in _BETWEEN.split(str(words or ""))
    )
    return tuple(
        dict.fromkeys(
            one[:200] for one in found if len(one) > 1 and not one.isdigit() and not _TALLY.fullmatch(one)
        )
    )


@cache
def fields() -> tuple[Field, ...]:
    """The fields of an event, with the names and codes of its tables."""
    return by_columns("events", event_fields(), {"name": 200, "place": 200, "theme": 200})


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Plan or change events."""
    numbers = bring_in(rows=acts, by=by, at=at, journal=journal)
    return [None if act.event_id is not None else number for act, number in zip(acts, numbers, strict=True)]


KIND: Final = Kind("events", Words("活动", "events"), fields, Checker, perform)
