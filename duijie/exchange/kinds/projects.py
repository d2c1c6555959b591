"""Rows of projects compared with the projects that are kept, and what they come to.

It is long because all that a row of the ledger sheet may say of a project is understood here. A blank cell never
takes anything away. A stage that differs moves nothing: gates are asked on the project's own page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.codes.credit import WrongCode, read_credit_code
from duijie.codes.industries import Industry, industry
from duijie.exchange.kinds.naming import Candidates
from duijie.exchange.kinds.planned import Kind, Planned, Row, Setting, money_words, refused, same_text
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.exchange.sheets.records import keep
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.parts import parse_name
from duijie.naming.plain import plain
from duijie.naming.titles import LIKE, likeness, pairs_of
from duijie.pipeline.bulk.operations import Incoming, Update, bring_up_to_date, phase_at, take_over
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import Comparing, Kept

_UNITS: Final = ("first_report_unit", "landing_unit")
_OWN: Final = {"unit": Words("责任单位", "unit"), "stage": Words("当前阶段", "stage")}
_LONGEST: Final = {
    "code": 40, "name": 200, "investor": 200, "parent_group": 200, "industry": 8, "site": 200, "park": 100
}  # fmt: skip
_MADE: Final = re.compile(r"P\d{4}-\d{6,}")


@dataclass(slots=True)
class _Said:
    """What a row says of a project, sorted by where it is kept."""

    columns: dict[str, Any] = field(default_factory=dict)
    amounts: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    stage: str = ""
    since: date | None = None
    unit_id: int | None = None
    notes: list[Words] = field(default_factory=list)


class Checker:
    """Compares rows with what is kept at its making; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.rules = load()
        self.places = {code: place for place, code in enumerate(self.rules.stages)}
        self.units = {plain(unit.name): unit.id for unit in units().values()}
        self.unit_names = {unit.id: unit.name for unit in units().values()}
        self.mine = None if viewer.may("review") else own_units(viewer=viewer)
        self.kept = Comparing(viewer=viewer)
        self.taken = self.kept.hidden_codes
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_investor: dict[str, list[int]] = defaultdict(list)
        for number, one in self.kept.brief.items():
            if one.status != "merged":
                self.by_name[plain(one.name)].append(number)
                if one.investor_plain:
                    self.by_investor[one.investor_plain].append(number)
        self.seen: dict[object, tuple[int, Mapping[str, Any]]] = {}
        self.candidates = Candidates(viewer=viewer)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        matched = [self._match(row) for row in rows]
        held = self.kept.whole([one for one in matched if isinstance(one, int)])
        self.candidates.learn(str(row.values["investor"]) for row in rows if row.values.get("investor"))
        return [self._planned(row, match, held) for row, match in zip(rows, matched, strict=True)]

    def _match(self, row: Row) -> int | Planned | None:
        """The project that a row speaks of, ``None`` for a new one, or what the row comes to at once."""
        values = row.values
        name = str(values.get("name") or "")
        code = str(values.get("code") or "")
        investor = parse_name(str(values["investor"])).plain if values.get("investor") else ""
        if code and code in self.kept.by_code:
            number = self.kept.by_code[code]
            if self.kept.brief[number].status == "merged":
                return refused(name, Words("该项目已并入另一个", "this project was merged into another"))
            return number
        if not name:
            return refused(code, Words("没有项目名称", "no name of a project"))
        if code in self.taken:
            return refused(name, Words(f"编号“{code}”已被占用", f"the code {code!r} is taken"))
        if row.number in self.setting.as_new:
            return None
        named = self.by_name.get(plain(name), [])
        fits = [
            number
            for number in named
            if (not investor or self.kept.brief[number].investor_plain in ("", investor))
            # Two codes that people gave are two projects; one that was made here may be another book's.
            and (not code or _MADE.fullmatch(self.kept.brief[number].code))
        ]
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1:
            codes = "、".join(self.kept.brief[number].code for number in fits[:5])
            return refused(
                name, Words(f"同名项目有几个，请写编号：{codes}", f"several projects of this name; give the code: {codes}")
            )  # fmt: skip
        like = [] if code else [*named, *self._like(name, investor)]
        if like:
            other = self.kept.brief[like[0]]
            why = (
                Words("名称相同", "the same name")
                if like[0] in named
                else Words("同一投资方、名称相近", "the same investor and a like name")
            )
            reason = Words(
                f"可能就是{other.code}“{other.name}”（{why.zh}）：请写它的编号，或指明本行是新项目",
                f"probably {other.code} “{other.name}” ({why.en}): give its code, or say that the row is new",
            )
            return Planned("duplicate", name, like[0], reasons=(reason,))
        return None

    def _like(self, name: str, investor: str) -> list[int]:
        if not investor or investor not in self.by_investor:
            return []
        bag = pairs_of(name)
        return [
            number for number in self.by_investor[investor]
            if likeness(bag, pairs_of(self.kept.brief[number].name)) >= LIKE
        ]  # fmt: skip

    def _planned(self, row: Row, match: int | Planned | None, held: Mapping[int, Kept]) -> Planned:
        if isinstance(match, Planned):
            return match
        name = str(row.values.get("name") or "")
        investor = parse_name(str(row.values.get("investor") or "")).plain
        code = str(row.values.get("code") or "")
        key: object = match or (("code", code) if code else (plain(name), investor))
        if key in self.seen:
            number, values = self.seen[key]
            if values == row.values:
                return Planned(
                    "duplicate", name, reasons=(Words(f"与第{number}行相同", f"the same as row {number}"),)
                )
            if row.number not in self.setting.as_new:
                return refused(
                    name, Words(f"与第{number}行是同一项目，说法不同", f"row {number} says otherwise of the same project")
                )  # fmt: skip
        self.seen[key] = (row.number, row.values)
        wrong = [why for target, why in row.left if self.fields[target].must]
        if wrong:
            return refused(name, *wrong)
        said = self._said(row)
        said.notes += [
            Words(f"{self.fields[target].name.zh}：{why.zh}，留作文字", f"{target}: {why.en}; kept as words")
            for target, why in row.left
        ]
        return self._new(row, name, said) if match is None else self._changed(row, held[match], said)

    def _said(self, row: Row) -> _Said:
        said = _Said()
        words: list[tuple[Any, str]] = []
        for target, value in row.values.items():
            known = self.fields.get(target)
            if known is None or target in ("name", "code") or value is None:
                continue
            if target in self.rules.amounts:
                said.amounts[target] = value
            elif target == "stage":
                said.stage = value
            elif target == "stage_since":
                said.since = date.fromisoformat(value)
            elif target.startswith("stage_on."):
                said.days[target.removeprefix("stage_on.")] = date.fromisoformat(value)
            elif target == "unit" or target in _UNITS:
                number = self.units.get(plain(value))
                if number is None:
                    words.append((known, value))
                    said.notes.append(
                        Words(f"没有单位“{value}”，留作文字", f"there is no unit “{value}”; kept as words")
                    )
                elif target == "unit":
                    said.unit_id = number
                else:
                    said.columns[target] = number
            else:
                clean = self._clean(target, value)
                if clean is None:
                    words.append((known, str(value)))
                    said.notes.append(
                        Words(f"{known.name.zh}“{value}”不合规则，留作文字", f"{target} “{value}” does not fit; kept as words")
                    )  # fmt: skip
                else:
                    said.columns[target] = clean
        if words:
            keep(said.columns, words)
        return said

    def _clean(self, target: str, value: Any) -> Any:
        """The value as the project keeps it; ``None`` where it keeps none such."""
        if target == "credit_code":
            code = read_credit_code(value)
            return None if isinstance(code, WrongCode) else code.text
        if target == "industry" and industry_known(value) is not None:
            return industry_known(value)
        if target == "industry":
            return value if len(value) <= 8 else None
        if target == "bond":
            return format(value[0], "f") if value[1] == "CNY" else None
        return format(value, "f") if isinstance(value, Decimal) else value

    def _new(self, row: Row, name: str, said: _Said) -> Planned:
        unit = said.unit_id or self.units.get(plain(self.setting.unit)) or self.viewer.unit_id
        if unit is None:
            return refused(
                name,
                Words(
                    "没有写由哪个单位管：请在“核对各列”里选责任单位（命令行用 --set unit=单位）",
                    "no unit keeps it: choose one beside the columns (--set unit=UNIT on the command line)",
                ),
            )
        steps = self._steps(said)
        if self.mine is not None and unit not in self.mine:
            return refused(name, Words("不是本单位的项目", "another unit's project"))
        if self.mine is not None and self.places[steps[-1][0]] > 1:
            stage = self.rules.stages[steps[-1][0]].name
            return refused(
                name,
                Words(
                    f"“{stage.zh}”阶段的项目由审核人员导入", f"a reviewer takes over projects at “{stage.en}”"
                ),
            )
        code = str(row.values.get("code") or "")
        act = Incoming(name, unit, steps, row.where, code, said.columns, said.amounts)
        return Planned("new", name, None, (), (*said.notes, *self._who(row)), act)

    def _who(self, row: Row) -> Iterable[Words]:
        return self.candidates.told(str(row.values.get("investor") or "")) if self.setting.remarks else ()

    def _steps(self, said: _Said) -> tuple[tuple[str, date], ...]:
        """The stages that a row tells of with their days; the last is where the project stands."""
        days = dict(said.days)
        if "contract_date" in said.columns and "signed" in self.places:
            days.setdefault("signed", date.fromisoformat(said.columns["contract_date"]))
        ahead = [stage for stage, day in days.items() if day > self.setting.today]
        for stage in ahead:
            name = self.rules.stages[stage].name
            said.notes.append(
                Words(
                    f"“{name.zh}”的日期{days[stage]}未到",
                    f"the day of “{name.en}”, {days[stage]}, lies ahead",
                )
            )
            del days[stage]
        days = {stage: day for stage, day in days.items() if stage in self.places}
        stage = (
            said.stage or max(days, key=self.places.__getitem__, default="") or next(iter(self.rules.stages))
        )
        since = said.since or days.get(stage)
        if since is None:
            since = max(
                [day for other, day in days.items() if self.places[other] < self.places[stage]], default=None
            )
            since = max(since or self.setting.as_of, self.setting.as_of)
            if said.stage:
                said.notes.append(
                    Words(f"没有写阶段日期，记为{since}", f"no day of the stage; {since} is taken")
                )
        since = min(since, self.setting.today)
        passed = sorted(
            (
                (self.places[other], other, day)
                for other, day in days.items()
                if self.places[other] < self.places[stage]
            )
        )
        whole = [*[(other, day) for _, other, day in passed], (stage, since)]
        if [day for _, day in whole] != sorted(day for _, day in whole):
            said.notes.append(
                Words(
                    "各阶段日期先后颠倒，只记当前阶段",
                    "the days of the stages are out of order; only the present one is kept",
                )
            )
            return ((stage, since),)
        return tuple(whole)

    def _changed(self, row: Row, held: Kept, said: _Said) -> Planned:
        label = held.name
        changes: list[tuple[str, str, str]] = []
        columns: dict[str, Any] = {}
        amounts: dict[str, tuple[Decimal, str]] = {}
        name = str(row.values.get("name") or "")
        if name and not same_text(held.name, name):
            said.columns["name"] = name
        for target, value in said.columns.items():
            old = held.columns.get(target)
            if _same(old, value, self.fields[target].holds):
                continue
            if target == "remarks" and old and isinstance(value, str) and value in old:
                continue
            columns[target] = value
            changes.append((target, self._shown(target, old), self._shown(target, value)))
        for kind, money in said.amounts.items():
            told = held.amount(kind, phase_at(held.stage))
            if told == money:
                continue
            amounts[kind] = money
            changes.append((kind, money_words(*told) if told else "", money_words(*money)))
        if said.stage and said.stage != held.stage:
            now, then = self.rules.stages[held.stage].name, self.rules.stages[said.stage].name
            said.notes.append(
                Words(
                    f"表中阶段为“{then.zh}”，现为“{now.zh}”：请在项目页上推进",
                    f"the sheet says “{then.en}”, it stands at “{now.en}”: move it on its page",
                )
            )
        if said.unit_id and said.unit_id != held.unit_id:
            said.notes.append(
                Words(
                    f"表中单位为“{self.unit_names[said.unit_id]}”，管理单位不在此改",
                    f"the sheet names “{self.unit_names[said.unit_id]}”; who keeps a project is not changed here",
                )
            )
        if not changes:
            return Planned("same", label, held.id, (), tuple(said.notes))
        if self.mine is not None and held.unit_id not in self.mine:
            return refused(label, Words("不是本单位的项目", "another unit's project"))
        act = Update(held.id, row.where, columns, amounts)
        more = self._who(row) if "investor" in columns else ()
        return Planned("changed", label, held.id, tuple(changes), (*said.notes, *more), act)

    def _shown(self, target: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if target in _UNITS:
            return self.unit_names.get(value, str(value))
        column = self.rules.columns.get(target)
        for choice in column.choices if column else ():
            if choice.code == value:
                return choice.name.zh
        return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


@cache
def fields() -> tuple[Field, ...]:
    """The fields of a project, with the names and codes of the pipeline's table of columns."""
    rules = load()
    found = []
    for target, entry in lexicon("projects").items():
        column = rules.columns.get(target)
        if target == "stage":
            choices: Mapping[str, Words] = {code: stage.name for code, stage in rules.stages.items()}
        else:
            choices = {one.code: one.name for one in column.choices} if column else {}
        name = rules.amounts.get(target) or _OWN.get(target) or (column.name if column else None)
        if name is None and target in ("first_report_unit", "landing_unit"):
            name = Words(entry.words[0], target)
        found.append(built(entry, name, choices, _LONGEST.get(target, 0)))
    return tuple(found)


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Open what is new and bring up to date what is known."""
    fresh = [act for act in acts if isinstance(act, Incoming)]
    numbers = iter(take_over(rows=fresh, by=by, at=at, journal=journal))
    bring_up_to_date(rows=[act for act in acts if isinstance(act, Update)], by=by, at=at, journal=journal)
    return [next(numbers) if isinstance(act, Incoming) else None for act in acts]


def industry_known(value: str) -> str | None:
    """The code of an industry that is written with its letter or its name behind: ``C3451 滚动轴承``."""
    first = value.split(maxsplit=1)[0] if value.split() else value
    found = industry(first)
    return found.code if isinstance(found, Industry) and len(value) > 8 else None


def _same(old: Any, new: Any, holds: str) -> bool:
    if old in (None, "") or new in (None, ""):
        return (old in (None, "") and new in (None, "")) or (old in (None, "") and new is False)
    if holds in ("number", "money"):
        return Decimal(str(old)) == Decimal(str(new))
    return same_text(old, new) if isinstance(old, str) and isinstance(new, str) else bool(old == new)


KIND: Final = Kind("projects", Words("项目", "projects"), fields, Checker, perform)
