"""Rows of platforms compared with those that are recorded, and what they come to.

A platform is known by its type, its host and its name. One that a document told of already is carried by its record
and counts once; whether a total counts it is told by the day of its approval, without which such a row is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.exchange.kinds.planned import (
    Kind,
    Planned,
    Row,
    Setting,
    by_columns,
    money_words,
    refused,
    same_text,
)
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.records import keep
from duijie.innovation import columns
from duijie.innovation.operations import save_platform
from duijie.innovation.queries import counted_without_record, platforms, told_of
from duijie.innovation.rules import load
from duijie.innovation.types import PlatformLine
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.parks.queries import parks_named

_LONGEST: Final = {
    "name": 200,
    "host": 200,
    "partners": 300,
    "approved_by": 200,
    "document_number": 100,
    "note": 300,
}
_MANY: Final = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says of a platform; ``platform_id`` is the one that is recorded."""

    platform_id: int | None
    unit_id: int | None
    values: Mapping[str, Any]


class Checker:
    """Compares rows with what is kept at its making; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.units = {plain(unit.name): unit.id for unit in units().values()}
        self.mine = None if viewer.may("review") else own_units(viewer=viewer)
        kept, _count = platforms(viewer=viewer, today=setting.today, limit=_MANY)
        self.kept = {
            (one.kind, plain(one.host), plain(one.name)): one for one in kept if one.host or one.name
        }
        self.uncertain = counted_without_record(viewer=viewer, today=setting.today)
        self.seen: dict[tuple[str, str, str], tuple[int, Mapping[str, Any]]] = {}

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        return [self._planned(row) for row in rows]

    def _planned(self, row: Row) -> Planned:
        kind, host, name = (str(row.values.get(one) or "") for one in ("kind", "host", "name"))
        label = " ".join(filter(None, [host, name])) or str(row.values.get("kind") or "")
        if not plain(host) and not plain(name):
            return refused(label, Words("依托单位和平台名称都没有写", "neither a host nor a name is said"))
        wrong = [why for target, why in row.left if self.fields[target].must]
        if wrong or not kind:
            return refused(label, *(wrong or [Words("没有写平台类型", "no type of platform is said")]))
        key = (kind, plain(host), plain(name))
        if key in self.seen:
            number, before = self.seen[key]
            if before == row.values:
                return Planned(
                    "duplicate", label, reasons=(Words(f"与第{number}行相同", f"the same as row {number}"),)
                )
            return refused(
                label,
                Words(
                    f"与第{number}行是同一平台，说法不同", f"row {number} says otherwise of the same platform"
                ),
            )
        self.seen[key] = (row.number, row.values)
        notes = [
            Words(f"{self.fields[target].name.zh}：{why.zh}，留作文字", f"{target}: {why.en}; kept as words")
            for target, why in row.left
        ]
        values = self._values(row, notes)
        held = self.kept.get(key)
        if held is None:
            return self._new(row, label, kind, host, name, values, notes)
        return self._changed(label, held, values, notes)

    def _values(self, row: Row, notes: list[Words]) -> dict[str, Any]:
        """What the row says, as the form of a platform takes it."""
        values = {one: row.values[one] for one in self.fields if row.values.get(one) not in (None, "")}
        values.pop("unit", None)
        words = []
        park = str(values.get("park") or "")
        if park and not parks_named([park]):
            notes.append(Words(f"没有园区“{park}”，留作文字", f"there is no park “{park}”; kept as words"))
            words.append((self.fields["park"], str(values.pop("park"))))
        money = values.get("cost")
        if isinstance(money, tuple):
            if money[1] == "CNY":
                values["cost"] = money[0]
            else:
                notes.append(Words("运营费用：要人民币金额，留作文字", "cost: wants yuan; kept as words"))
                del values["cost"]
                words.append((self.fields["cost"], money_words(*money)))
        keep(values, words, "note")
        if "note" in values:
            values["note"] = str(values["note"])[: _LONGEST["note"]]
        return values

    def _new(
        self,
        row: Row,
        label: str,
        kind: str,
        host: str,
        name: str,
        values: Mapping[str, Any],
        notes: list[Words],
    ) -> Planned:
        said = str(row.values.get("unit") or "")
        unit = self.units.get(plain(said)) if said else None
        if said and unit is None:
            notes.append(Words(f"没有单位“{said}”，未取", f"there is no unit “{said}”; not taken"))
        unit = unit or self.units.get(plain(self.setting.unit)) or self.viewer.unit_id
        if self.mine is not None and unit not in self.mine:
            return refused(label, Words("不是本单位的平台", "another unit's platform"))
        told = (
            [one for one in told_of(host=host, kind=kind, viewer=self.viewer) if one.name in ("", name)]
            if host
            else []
        )
        if len(told) > 1:
            return refused(
                label,
                Words(
                    "材料里有几家相近的，请在平台页选定是哪一家：" + "；".join(one.label for one in told),
                    "documents tell of several like it; choose which it is on the page of platforms: "
                    + "; ".join(one.label for one in told),
                ),
            )
        if not told and self.uncertain and not values.get("approved_on"):
            return refused(
                label,
                Words(
                    "材料中的合计还有未登记的平台，请写批准日期，以判断是否已计入",
                    "a total counts platforms that have no record; give the day of approval, so that it is not counted twice",
                ),
            )
        if told:
            notes.append(Words("材料已说到，只计一次", "a document tells of it already; it counts once"))
        return Planned("new", label, None, (), tuple(notes), Told(None, unit, values))

    def _changed(
        self, label: str, held: PlatformLine, values: Mapping[str, Any], notes: list[Words]
    ) -> Planned:
        differs: dict[str, Any] = {}
        changes = []
        for target, value in values.items():
            if target in ("kind", "host", "name", "park"):
                continue
            before, now = getattr(held, target), value
            if isinstance(before, Decimal) and Decimal(now) == before:
                continue
            if same_text(_shown(target, before), _shown(target, now)):
                continue
            if target == "note" and str(now) in held.note:
                continue
            differs[target] = now
            changes.append((target, _shown(target, before), _shown(target, now)))
        if not changes:
            return Planned("same", label, held.id, (), tuple(notes))
        if self.mine is not None and self.units.get(plain(held.unit)) not in self.mine:
            return refused(label, Words("不是本单位的平台", "another unit's platform"))
        return Planned("changed", label, held.id, tuple(changes), tuple(notes), Told(held.id, None, differs))


def _shown(target: str, value: Any) -> str:
    if target == "level" and value:
        names = load().levels
        return names[value].zh if value in names else str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value or "")


@cache
def fields() -> tuple[Field, ...]:
    """The fields of a platform, with the names and codes of its tables."""
    return by_columns("platforms", columns.fields("platform"), _LONGEST)


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Record platforms or change them."""
    made: list[int | None] = []
    for act in acts:
        number = save_platform(
            values=act.values, platform_id=act.platform_id, unit_id=act.unit_id, by=by, at=at, journal=journal
        )
        made.append(number if act.platform_id is None else None)
    return made


KIND: Final = Kind("platforms", Words("创新平台", "platforms"), fields, Checker, perform)
