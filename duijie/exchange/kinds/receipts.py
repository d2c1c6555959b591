"""Rows of money received compared with the receipts that are kept, and what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.exchange.kinds.planned import Kind, Planned, Row, Setting, refused
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.funds import queries as funds
from duijie.funds.operations import receive_many
from duijie.funds.rules import receipt_kinds
from duijie.funds.types import Incoming
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import Comparing, Kept

_MUST = ("received_on", "payer", "number", "kind")


class Checker:
    """Compares rows with what is kept at its making; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.mine = None if viewer.may("review") else own_units(viewer=viewer)
        self.kept = Comparing(viewer=viewer)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for number, one in self.kept.brief.items():
            if one.status != "merged":
                self.by_name[plain(one.name)].append(number)
        self.seen: dict[object, int] = {}

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        matched = [self._match(row) for row in rows]
        numbers = [one for one in matched if isinstance(one, int)]
        held = self.kept.whole(numbers)
        known: dict[Any, int] = {}
        for receipt in funds.holding_of(project_ids=numbers, viewer=self.viewer):
            told = (
                receipt.project_id,
                receipt.received_on,
                plain(receipt.payer),
                receipt.number,
                receipt.currency,
                receipt.kind,
            )
            known[told] = receipt.id
        return [
            one if isinstance(one, Planned) else self._planned(row, held[one], known)
            for row, one in zip(rows, matched, strict=True)
        ]

    def _match(self, row: Row) -> int | Planned:
        name, code = str(row.values.get("project") or ""), str(row.values.get("code") or "")
        if code in self.kept.by_code:
            return self.kept.by_code[code]
        found = self.by_name.get(plain(name), []) if name else []
        if len(found) == 1:
            return found[0]
        if found:
            codes = "、".join(self.kept.brief[number].code for number in found[:5])
            return refused(
                name, Words(f"同名项目有几个，请写编号：{codes}", f"several projects of this name; give the code: {codes}")
            )  # fmt: skip
        return refused(name or code, Words("没有这个项目", "there is no such project"))

    def _planned(self, row: Row, project: Kept, known: dict[Any, int]) -> Planned:
        label = f"{project.name} {row.values.get('received_on') or ''}".strip()
        wrong = [
            Words(f"{self.fields[target].name.zh}：{why.zh}", f"{target}: {why.en}")
            for target, why in row.left
            if target in _MUST
        ]
        wrong += [
            Words(f"没有写{self.fields[target].name.zh}", f"no {self.fields[target].name.en}")
            for target in _MUST
            if row.values.get(target) in (None, "") and target not in dict(row.left)
        ]
        if wrong:
            return refused(label, *wrong)
        day = date.fromisoformat(row.values["received_on"])
        number, currency = row.values["number"]
        if day > self.setting.today:
            return refused(label, Words("日期未到", "the day lies ahead"))
        if number <= 0:
            return refused(label, Words("金额不大于零", "the amount is not more than nothing"))
        if self.mine is not None and project.unit_id not in self.mine:
            return refused(label, Words("不是本单位的项目", "another unit's project"))
        key = (project.id, day, plain(row.values["payer"]), number, currency, row.values["kind"])
        if row.number not in self.setting.as_new:
            if key in known:
                return Planned("same", label, known[key])
            if first := self.seen.get(key):
                return Planned(
                    "duplicate", label, reasons=(Words(f"与第{first}行相同", f"the same as row {first}"),)
                )
        self.seen[key] = row.number
        act = Incoming(
            project.id, day, row.values["payer"], row.values["kind"], number, currency,
            row.values.get("source") or "", row.values.get("remarks") or "",
        )  # fmt: skip
        notes = tuple(
            Words(f"{self.fields[target].name.zh}：{why.zh}", f"{target}: {why.en}")
            for target, why in row.left
        )
        return Planned("new", label, None, (), notes, act)


@cache
def fields() -> tuple[Field, ...]:
    """The fields of a receipt, with the names and codes of its tables."""
    coded = {
        "kind": {code: row.name for code, row in receipt_kinds().items()},
        "source": {one.code: one.name for one in load().columns["source"].choices},
    }
    longest = {"payer": 200, "note": 300}
    return tuple(
        built(entry, None, coded.get(target), longest.get(target, 0))
        for target, entry in lexicon("receipts").items()
    )


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Record what came."""
    return [*receive_many(rows=acts, by=by, at=at, journal=journal)]


KIND: Final = Kind("receipts", Words("到位资金", "money received"), fields, Checker, perform)
