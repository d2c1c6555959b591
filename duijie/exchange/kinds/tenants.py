"""Rows of enterprises in residence and their years compared with those that are kept, and what they come to.

An enterprise is known by its park and its name. Rows of one enterprise stand beside each other, one a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.exchange.kinds.naming import Candidates
from duijie.exchange.kinds.planned import Kind, Planned, Row, Setting, money_words, refused, same_text
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.exchange.sheets.records import keep
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.parks.residents.operations import take_in
from duijie.parks.residents.queries import ParkNamed, Residing, parks_by_name, residing, years_told
from duijie.parks.rules import FIRST_YEAR, GRADE, grade_code, industry_code, load
from duijie.parks.types import Resident, YearInfo

_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_KEPT_AS: Final = {"remarks": "note"}
_LONGEST: Final = {"name": 200, "remarks": 300}


class Checker:
    """Compares rows with what is kept at its making; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.parks = {plain(name): park for name, park in parks_by_name(viewer=viewer).items()}
        own = {one.id for one in self.parks.values() if one.own}
        self.kept: dict[tuple[int, str], Residing] = {}
        self.by_home: dict[tuple[int, int], Residing] = {}
        for one in residing(viewer=viewer, park_ids=own):
            self.kept[one.park_id, plain(one.name)] = one
            if one.organisation_id is not None:
                self.by_home.setdefault((one.park_id, one.organisation_id), one)
        self.seen: dict[object, tuple[int, Mapping[str, Any]]] = {}
        self.candidates = Candidates(viewer=viewer)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        self.candidates.learn(str(row.values["name"]) for row in rows if row.values.get("name"))
        parks = [self.parks.get(plain(str(row.values.get("park") or ""))) for row in rows]
        held = [
            self.kept.get((park.id, plain(str(row.values.get("name") or "")))) if park else None
            for row, park in zip(rows, parks, strict=True)
        ]
        years = years_told(tenant_ids={one.id for one in held if one is not None}, viewer=self.viewer)
        return [
            self._planned(row, park, one, years.get(one.id, {}) if one else {})
            for row, park, one in zip(rows, parks, held, strict=True)
        ]

    def _planned(
        self,
        row: Row,
        park: ParkNamed | None,
        held: Residing | None,
        years: Mapping[int, YearInfo],
    ) -> Planned:
        name, said = str(row.values.get("name") or ""), str(row.values.get("park") or "")
        if not plain(name):
            return refused(name, Words("没有企业名称", "no name of an enterprise"))
        wrong = [why for target, why in row.left if self.fields[target].must]
        if wrong:
            return refused(name, *wrong)
        if park is None:
            return refused(
                name,
                Words(f"没有园区“{said}”：请先登记园区或它的别名", f"there is no park “{said}”: record it, or this name of it, first"),
            )  # fmt: skip
        if not park.own:
            return refused(
                name, Words(f"“{park.name}”不由本单位管", f"“{park.name}” is kept by another unit")
            )
        year = self._year(str(row.values.get("year") or ""))
        if isinstance(year, Words):
            return refused(name, year)
        notes = [
            Words(f"{self.fields[target].name.zh}：{why.zh}，留作文字", f"{target}: {why.en}; kept as words")
            for target, why in row.left
        ]
        values, numbers = self._values(row, notes), self._numbers(row, notes)
        if numbers and year is None:
            return refused(
                name,
                Words(
                    "没有写年度：请加“年度”一列，或统一指明（命令行用 --set year=2024）",
                    "no year is said: add a column, or say it beside the columns (--set year=2024)",
                ),
            )
        label = f"{name} {year}" if numbers else name
        again = self._again(row, label, (park.id, plain(name)), values, year if numbers else None)
        if again is not None:
            return again
        year = year if numbers else None
        if held is None:
            return self._new(row, park, label, values, year, numbers, notes)
        return self._changed(held, label, values, year, numbers, years, notes)

    def _year(self, said: str) -> int | Words | None:
        if not said:
            return None
        found = _YEAR.fullmatch(said.strip())
        if found is None or not FIRST_YEAR <= int(found[1]) <= self.setting.today.year:
            return Words(f"“{said}”不是可报的年度", f"“{said}” is no year that can be told of")
        return int(found[1])

    def _again(
        self, row: Row, label: str, who: tuple[int, str], values: Mapping[str, Any], year: int | None
    ) -> Planned | None:
        """What the row comes to where an earlier one speaks of the same enterprise, and of the same year."""
        if (who, year) in self.seen:
            number, before = self.seen[who, year]
            if before == row.values:
                return Planned(
                    "duplicate", label, reasons=(Words(f"与第{number}行相同", f"the same as row {number}"),)
                )
            return refused(
                label, Words(f"与第{number}行是同一企业同一年度，说法不同", f"row {number} says otherwise of the same enterprise and year")
            )  # fmt: skip
        self.seen[who, year] = (row.number, row.values)
        number, before = self.seen.setdefault(who, (row.number, values))
        differs = [code for code, value in values.items() if code in before and before[code] != value]
        if differs and differs != ["note"]:
            return refused(
                label, Words(f"与第{number}行是同一企业，说法不同", f"row {number} says otherwise of the same enterprise")
            )  # fmt: skip
        return None

    def _values(self, row: Row, notes: list[Words]) -> dict[str, Any]:
        """What the row says of the enterprise, as its form takes it."""
        found, words = dict(row.values), []
        industry = str(found.pop("industry", None) or "")
        code = industry_code(industry.split(maxsplit=1)[0]) if industry else None
        if code is not None:
            found["industry"] = code
        elif industry:
            words.append((self.fields["industry"], industry))
            notes.append(Words(f"行业“{industry}”不是代码，留作文字", f"the industry “{industry}” is no code; kept as words"))  # fmt: skip
        keep(found, words)
        told = ("industry", "above_scale", "moved_in_on", "moved_out_on", "remarks")
        values = {_KEPT_AS.get(code, code): found[code] for code in told if found.get(code) not in (None, "")}
        if "note" in values:
            values["note"] = values["note"][: _LONGEST["remarks"]]
        return values

    def _numbers(self, row: Row, notes: list[Words]) -> dict[str, Decimal | str]:
        """What the row says of the year, in base units, and the grade that it tells."""
        found: dict[str, Decimal | str] = {}
        for code, column in load().years.items():
            value = row.values.get(code)
            if value is None:
                continue
            number, unit = value if isinstance(value, tuple) else (value, column.unit)
            if unit != column.unit or (unit == "count" and number != int(number)):
                why = (
                    Words("要人民币金额", "wants yuan")
                    if unit != column.unit
                    else Words("要整数", "wants a whole number")
                )
                name = self.fields[code].name
                notes.append(Words(f"{name.zh}：{why.zh}，未取", f"{name.en}: {why.en}; not taken"))
            else:
                found[code] = number
        if said := str(row.values.get(GRADE) or ""):
            grade = grade_code(said)
            if grade is None:
                notes.append(Words(f"“{said}”不是评价等级，未取", f"“{said}” is no grade; not taken"))
            else:
                found[GRADE] = grade
        return found

    def _new(
        self, row: Row, park: ParkNamed, label: str, values: Mapping[str, Any], year: int | None,
        numbers: Mapping[str, Decimal | str], notes: list[Words],
    ) -> Planned:  # fmt: skip
        name = str(row.values["name"])
        home = self.candidates.known.get(name)
        other = self.by_home.get((park.id, home)) if home is not None else None
        if other is not None and row.number not in self.setting.as_new:
            return Planned(
                "duplicate", label, other.id,
                reasons=(Words(
                    f"就是入驻的“{other.name}”：请写这个名称，或指明本行是新的",
                    f"is “{other.name}”, which is in residence: give this name, or say that the row is new",
                ),),
            )  # fmt: skip
        more: Iterable[Words] = self.candidates.told(name) if self.setting.remarks else ()
        act = Resident(park.id, name, None, values, year, numbers)
        return Planned("new", label, None, (), (*notes, *more), act)

    def _changed(
        self, held: Residing, label: str, values: Mapping[str, Any], year: int | None,
        numbers: Mapping[str, Decimal | str], years: Mapping[int, YearInfo], notes: list[Words],
    ) -> Planned:  # fmt: skip
        before = {code: _shown(held.values.get(code)) for code in values}
        fresh = {code: value for code, value in values.items() if not same_text(before[code], _shown(value))}
        if "note" in fresh and fresh["note"] in before["note"]:
            del fresh["note"]
        targets = {kept: code for code, kept in _KEPT_AS.items()}
        changes = [(targets.get(code, code), before[code], _shown(value)) for code, value in fresh.items()]
        info = years.get(year) if year is not None else None
        told: dict[str, Decimal | str] = {**info.values, GRADE: info.grade} if info else {}
        differ = {code: number for code, number in numbers.items() if told.get(code) != number}
        changes += [
            (code, _number_words(code, told.get(code)), _number_words(code, number)) for code, number in differ.items()
        ]  # fmt: skip
        if not changes:
            return Planned("same", label, held.id, (), tuple(notes))
        act = Resident(held.park_id, held.name, held.id, fresh, year if differ else None, differ)
        return Planned("changed", label, held.id, tuple(changes), tuple(notes), act)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _number_words(code: str, number: Decimal | str | None) -> str:
    if number is None or isinstance(number, str):
        return number or ""
    unit = load().years[code].unit
    if unit == "CNY":
        return money_words(number, unit)
    told = {"count": "人", "tce": "吨标煤", "t": "吨", "m2": "平方米", "kWh": "千瓦时"}.get(unit, unit)
    return f"{number.normalize():,f}{told}"


@cache
def fields() -> tuple[Field, ...]:
    """The fields of an enterprise in residence and of its year."""
    return tuple(
        built(entry, None, None, _LONGEST.get(target, 0)) for target, entry in lexicon("tenants").items()
    )


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Take them in, and tell their years."""
    numbers = take_in(rows=acts, by=by, at=at, journal=journal)
    return [None if act.tenant_id is not None else number for act, number in zip(acts, numbers, strict=True)]


KIND: Final = Kind("tenants", Words("入驻企业", "enterprises in residence"), fields, Checker, perform)
