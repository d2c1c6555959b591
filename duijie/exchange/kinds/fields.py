"""The fields of every kind, with the names and codes of the tables that say what a record holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from duijie.directory.rules import FIELDS, KINDS, STATUSES
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.funds.rules import receipt_kinds
from duijie.kernel.words import Words
from duijie.pipeline.rules import load

NAMES: Final[Mapping[str, Words]] = {
    "projects": Words("项目", "projects"),
    "organisations": Words("组织", "organisations"),
    "receipts": Words("到位资金", "money received"),
}
_OWN: Final = {"unit": Words("责任单位", "unit"), "stage": Words("当前阶段", "stage")}
_LONGEST: Final = {
    "code": 40, "name": 200, "investor": 200, "parent_group": 200, "industry": 8, "site": 200, "park": 100
}  # fmt: skip


@cache
def fields_of() -> Mapping[str, tuple[Field, ...]]:
    """The fields by kind, in the order of the standard sheet."""
    return {"projects": _projects(), "organisations": _organisations(), "receipts": _receipts()}


def field_named(kind: str, target: str) -> Field | None:
    """One field of a kind."""
    return next((field for field in fields_of()[kind] if field.target == target), None)


def _projects() -> tuple[Field, ...]:
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


def _organisations() -> tuple[Field, ...]:
    coded = {"kind": KINDS, "status": STATUSES}
    return tuple(
        built(entry, FIELDS.get(target), coded.get(target), 200 if target == "name" else 300)
        for target, entry in lexicon("organisations").items()
    )


def _receipts() -> tuple[Field, ...]:
    coded = {
        "kind": {code: row.name for code, row in receipt_kinds().items()},
        "source": {one.code: one.name for one in load().columns["source"].choices},
    }
    longest = {"payer": 200, "note": 300}
    return tuple(
        built(entry, None, coded.get(target), longest.get(target, 0))
        for target, entry in lexicon("receipts").items()
    )
