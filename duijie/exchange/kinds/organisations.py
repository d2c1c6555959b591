"""Rows of organisations compared with those that are kept, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.directory.bulk.operations import Described, describe_many
from duijie.directory.queries import details_by_name, holders_of_codes
from duijie.directory.rules import CODED, FIELDS, KINDS, STATUSES, cleaned
from duijie.exchange.kinds.naming import Candidates
from duijie.exchange.kinds.planned import Kind, Planned, Row, Setting, refused, same_text
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.plain import plain


class Checker:
    """Compares rows with what is kept; ask it for all rows of an import in their order."""

    def __init__(self, *, viewer: Actor, setting: Setting) -> None:
        self.viewer, self.setting = viewer, setting
        self.fields = {one.target: one for one in fields()}
        self.seen: dict[object, tuple[int, Mapping[str, Any]]] = {}
        self.codes: dict[str, int] = {}
        self.candidates = Candidates(viewer=viewer)

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""
        names = [str(row.values.get("name") or "") for row in rows]
        held = details_by_name(names=[plain(name)[:200] for name in names if name])
        codes = {str(row.values["credit_code"]) for row in rows if row.values.get("credit_code")}
        holders = holders_of_codes(codes=codes)
        return [
            self._planned(row, name, held.get(plain(name)[:200]), holders)
            for row, name in zip(rows, names, strict=True)
        ]

    def _planned(
        self,
        row: Row,
        name: str,
        held: tuple[int, str, Mapping[str, str]] | None,
        holders: Mapping[str, tuple[int, str]],
    ) -> Planned:
        if not plain(name):
            return refused(name, Words("没有名称", "no name"))
        notes = [
            Words(f"{self.fields[target].name.zh}：{why.zh}，未取", f"{target}: {why.en}; not taken")
            for target, why in row.left
        ]
        details, raws = self._details(row, notes)
        code = details.get("credit_code", "")
        holder = holders.get(code)
        if held is None and holder is not None:
            held = (holder[0], holder[1], {})
            return Planned(
                "duplicate", name, holder[0],
                reasons=(Words(
                    f"信用代码属于“{holder[1]}”：请先说明两个名称是否同一组织",
                    f"the code is that of “{holder[1]}”: first say whether the two names are one",
                ),),
            )  # fmt: skip
        if holder is not None and held is not None and holder[0] != held[0]:
            return refused(
                name, Words(f"信用代码属于“{holder[1]}”", f"the credit code is that of “{holder[1]}”")
            )
        key: object = held[0] if held else plain(name)
        if key in self.seen:
            number, values = self.seen[key]
            if values == row.values:
                return Planned(
                    "duplicate", name, reasons=(Words(f"与第{number}行相同", f"the same as row {number}"),)
                )
            return refused(
                name, Words(f"与第{number}行是同一组织，说法不同", f"row {number} says otherwise of the same organisation")
            )  # fmt: skip
        if code and self.codes.setdefault(code, row.number) != row.number:
            number = self.codes[code]
            return refused(
                name, Words(f"信用代码与第{number}行相同", f"the credit code is that of row {number}")
            )
        self.seen[key] = (row.number, row.values)
        if held is None:
            return self._new(row, name, raws, notes)
        return self._changed(row, held, details, raws, notes)

    def _details(self, row: Row, notes: list[Words]) -> tuple[dict[str, str], dict[str, str]]:
        """Clean values by field, and the same as they were written."""
        details, raws = {}, {}
        for target, value in row.values.items():
            if target not in self.fields or target == "name" or value in (None, ""):
                continue
            clean = cleaned(target, str(value))
            if isinstance(clean, Words):
                zh, en = self.fields[target].name.zh, target
                notes.append(
                    Words(f"{zh}“{value}”{clean.zh}，未取", f"{en} “{value}”: {clean.en}; not taken")
                )
            else:
                details[target], raws[target] = clean, str(value)
        return details, raws

    def _new(self, row: Row, name: str, raws: Mapping[str, str], notes: list[Words]) -> Planned:
        if row.number not in self.setting.as_new:
            near = self.candidates.near(name)
            own = [one for one in near if one.organisation_id is not None]
            if own and own[0].verdict == "same":
                return Planned(
                    "duplicate", name, own[0].organisation_id,
                    reasons=(Words(
                        f"可能就是“{own[0].name}”：请说明是否同一组织，或指明本行是新的",
                        f"probably “{own[0].name}”: say whether the two are one, or that the row is new",
                    ),),
                )  # fmt: skip
            if near:
                listed = "、".join(one.name for one in near)
                notes.append(Words(f"相近的有：{listed}", f"near to it: {listed}"))
        return Planned("new", name, None, (), tuple(notes), Described(name, row.where, None, raws))

    def _changed(
        self,
        row: Row,
        held: tuple[int, str, Mapping[str, str]],
        details: Mapping[str, str],
        raws: Mapping[str, str],
        notes: list[Words],
    ) -> Planned:
        number, title, now = held
        changed = {
            target: value for target, value in details.items() if not same_text(now.get(target, ""), value)
        }
        if not changed:
            return Planned("same", title, number, (), tuple(notes))
        changes = tuple(
            (target, _shown(target, now.get(target, "")), _shown(target, value))
            for target, value in changed.items()
        )
        act = Described(title, row.where, number, {target: raws[target] for target in changed})
        return Planned("changed", title, number, changes, tuple(notes), act)


def _shown(target: str, value: str) -> str:
    words = CODED.get(target, {}).get(value)
    return words.zh if words else value


@cache
def fields() -> tuple[Field, ...]:
    """The fields of an organisation, with the names and codes of the directory's tables."""
    coded = {"kind": KINDS, "status": STATUSES}
    return tuple(
        built(entry, FIELDS.get(target), coded.get(target), 200 if target == "name" else 300)
        for target, entry in lexicon("organisations").items()
    )


def perform(*, acts: Sequence[Any], by: Actor, at: datetime, journal: Journal) -> list[int | None]:
    """Enter or describe organisations."""
    return [*describe_many(rows=acts, by=by, at=at, journal=journal)]


KIND: Final = Kind("organisations", Words("组织", "organisations"), fields, Checker, perform)
