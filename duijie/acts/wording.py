"""Audit rows in words that a person reads, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from duijie.accounts.queries import units
from duijie.accounts.rules import ROLE_NAMES
from duijie.accounts.types import AuditInfo
from duijie.acts.names import FIELDS, OPERATIONS, RECORDS
from duijie.agreements.rules import STATES as AGREEMENT_STATES
from duijie.agreements.rules import STEP_STATES
from duijie.agreements.rules import load as agreement_rules
from duijie.credit.rules import splits
from duijie.directory.rules import FIELDS as DETAILS
from duijie.directory.rules import HONOURS, KINDS, LEVELS, STATUSES, TIES
from duijie.disputes.rules import CODES as DISPUTE_CODES
from duijie.engagement.rules import campaign_fields, channel_fields, event_fields, guest_fields
from duijie.followup.rules import STATES as PROBLEM_STATES
from duijie.followup.rules import load as causes
from duijie.funds.rules import promise_kinds, receipt_kinds
from duijie.innovation.columns import fields as innovation_fields
from duijie.kernel.words import Words
from duijie.leads.rules import CLAIMS, STEPS
from duijie.pipeline.rules import STATUSES as PROJECT_STATUSES
from duijie.pipeline.rules import load
from duijie.rulebook.columns import Column
from duijie.visits.rules import interaction_fields, visit_fields

VERDICTS: Final[Mapping[str, Words]] = {
    "approved": Words("批准", "approved"),
    "refused": Words("不批准", "refused"),
    "converted": Words("转为项目", "made a project"),
    "lost": Words("流失", "lost"),
    "same": Words("是同一个", "the same"),
    "different": Words("不是同一个", "different"),
    "open": Words("未定", "open"),
}
UNITS: Final = frozenset(
    {"unit", "unit_id", "holder", "parent", "next_unit", "first_report_unit", "landing_unit"}
)
ENTRIES: Final[Mapping[str, Words]] = {
    "added": Words("新增", "added"), "corrected": Words("更正", "corrected"), "derived": Words("重算", "derived anew"),
}  # fmt: skip
_NOTHING: Final = Words("–", "–")
_PLAIN: Final = frozenset({"plain"})
"""Fields that follow from another one and tell nothing of their own."""


def act_of(row: AuditInfo) -> Words:
    """What was done."""
    kind = row.subject.partition(":")[0]
    name = OPERATIONS.get(f"{row.operation}@{kind}") or OPERATIONS.get(row.operation)
    return name or Words(row.operation, row.operation)


def record_of(row: AuditInfo) -> Words:
    """Which record it was done to: ``项目 12``."""
    kind, _mark, number = row.subject.partition(":")
    name = RECORDS.get(kind, Words(kind, kind))
    return Words(f"{name.zh} {number}".strip(), f"{name.en} {number}".strip())


def place_of(row: AuditInfo) -> Words:
    """From where it was done."""
    told: list[Words] = []
    words = row.via.split()
    while words:
        word = words.pop(0)
        address = words.pop(0) if word in ("page", "api") and words else ""
        if word.startswith("import:"):
            number = word.removeprefix("import:")
            told.append(Words(f"导入 {number}", f"import {number}"))
        elif word == "command":
            told.append(Words("命令行", "command line"))
        elif word == "sheet":
            told.append(Words("回传表格", "sheet sent back"))
        elif address.startswith("token:"):
            number = address.removeprefix("token:")
            told.append(Words(f"接口，令牌 {number}", f"interface, token {number}"))
        elif word in ("page", "api"):
            name = Words("页面", "page") if word == "page" else Words("接口", "interface")
            told.append(Words(f"{name.zh} {address}".strip(), f"{name.en} {address}".strip()))
        else:
            told.append(Words(word, word))
    return joined(told, ", ")


def particulars(row: AuditInfo) -> list[Words]:
    """What the row says beyond the act, each in words: fields with their old and new value, kinds, reasons."""
    return list(_particulars(row.subject.partition(":")[0], row.detail))


def joined(told: Iterable[Words], between: str = "; ") -> Words:
    """Several words as one line."""
    told = list(told)
    chinese = {"; ": "；", ", ": "，"}.get(between, between)
    return Words(chinese.join(one.zh for one in told), between.join(one.en for one in told))


def changes(kind: str, changed: Mapping[str, Any]) -> Iterator[Words]:
    """Fields of a record of this kind with their old and new values."""
    for code, pair in changed.items():
        if code in _PLAIN or not (isinstance(pair, list | tuple) and len(pair) == 2):
            continue
        name, (old, new) = field_name(kind, code), (value_name(kind, code, one) for one in pair)
        if old != new:
            yield Words(f"{name.zh}：{old.zh} → {new.zh}", f"{name.en}: {old.en} → {new.en}")


def field_name(kind: str, code: str) -> Words:
    """A field's name; its code where no table has it."""
    if kind == "project" and code == "unit":
        return Words("负责单位", "Unit")
    column = _columns(kind).get(code)
    amounts = load().amounts if kind == "project" else {}
    return (
        column.name
        if column
        else amounts.get(code) or _details(kind).get(code) or FIELDS.get(code) or Words(code, code)
    )


def value_name(kind: str, code: str, value: Any) -> Words:
    """A value as it reads; a dash for nothing."""
    if value in (None, "", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if isinstance(value, list | tuple):
        return joined(value_name(kind, code, one) for one in value)
    if isinstance(value, Mapping):
        return (
            joined(changes(kind, value)) if code == "changed" else Words(str(dict(value)), str(dict(value)))
        )
    if code in UNITS and str(value).isdecimal():
        unit = units().get(int(value))
        return Words(unit.name, unit.name) if unit else Words(str(value), str(value))
    column = _columns(kind).get(code)
    choices = {one.code: one.name for one in column.choices} if column else {}
    return choices.get(str(value)) or _coded(kind, code).get(str(value)) or Words(str(value), str(value))


def kind_name(code: str) -> Words:
    """A code of any of the tables that audit rows name, in words; the code itself where none has it."""
    rules = load()
    clauses = {one.code: one.name for one in agreement_rules().clauses.values()}
    for table in (
        rules.evidence,
        rules.amounts,
        VERDICTS,
        STEPS,
        CLAIMS,
        STEP_STATES,
        HONOURS,
        TIES,
        clauses,
        DISPUTE_CODES,
    ):
        if code in table:
            return table[code]
    for named in (rules.exits, receipt_kinds(), promise_kinds(), causes().causes):
        if code in named:
            return named[code].name
    return next((row.name for row in splits() if row.code == code), Words(code, code))


def _particulars(kind: str, detail: Mapping[str, Any]) -> Iterator[Words]:  # noqa: PLR0912 -- one case a name
    for name, value in detail.items():
        if value in (None, "", [], {}):
            continue
        match name:
            case "changed" if isinstance(value, Mapping):
                yield from changes(kind, value)
            case "new" if isinstance(value, Mapping):
                old = detail.get("old") or {}
                yield from changes(
                    kind, {code: [old.get(code), now] for code, now in value.items() if now != old.get(code)}
                )
            case "old" if isinstance(value, Mapping) and not detail.get("new"):
                yield from changes(kind, {code: [was, None] for code, was in value.items()})
            case "before" if isinstance(value, Mapping):  # rows from before new values were kept as well
                for code, was in value.items():
                    field, held = field_name(kind, code), value_name(kind, code, was)
                    yield Words(f"{field.zh}：原为 {held.zh}", f"{field.en}: was {held.en}")
            case "fields" if isinstance(value, list):
                told = joined((field_name(kind, str(one)) for one in value), ", ")
                yield Words(f"改动：{told.zh}", f"changed: {told.en}")
            case "stage":
                yield value_name("project", "stage", value)
            case "stages" if isinstance(value, list):
                yield joined((value_name("project", "stage", one) for one in value), " → ")
            case "status":
                yield value_name("project", "status", value)
            case "kind" | "rule" | "code" | "verdict" | "act" | "conclusion":
                yield kind_name(str(value))
            case "state":
                yield value_name(kind, "state", value)
            case "counts" if isinstance(value, Mapping):
                yield Words(*[", ".join(f"{code} {number}" for code, number in value.items() if number)] * 2)
            case "into" | "project":
                yield Words(f"项目 {value}", f"project {value}")
            case "rows":
                yield Words(f"{value} 行", f"{value} rows")
            case "added" | "corrected" | "derived" if isinstance(value, int):
                if value:
                    yield Words(f"{ENTRIES[name].zh} {value} 条", f"{value} {ENTRIES[name].en}")
            case (
                "number"
                | "day"
                | "until"
                | "reason"
                | "name"
                | "title"
                | "text"
                | "pair"
                | "file"
                | "label"
                | "username"
            ):
                yield Words(str(value), str(value))
            case "added" if isinstance(value, list):
                yield joined(Words(str(one), str(one)) for one in value[:10])


@cache
def _columns(kind: str) -> Mapping[str, Column]:
    if kind == "project":
        return load().columns
    fields = {
        "event": (*event_fields(), *(one for one in guest_fields() if one.code != "name")),
        "campaign": campaign_fields(), "channel": channel_fields(), "visit": visit_fields(),
        "interaction": interaction_fields(),
        "platform": (*innovation_fields("platform"), *innovation_fields("record")),
        **{one: innovation_fields(one) for one in ("talent", "contract", "partnership")},
    }  # fmt: skip
    return {one.code: one for one in reversed(fields.get(kind, ()))}


def _details(kind: str) -> Mapping[str, Words]:
    return DETAILS if kind == "organisation" else {}


def _coded(kind: str, code: str) -> Mapping[str, Words]:
    """Codes of fields that no table of columns describes."""
    match kind, code:
        case "project", "stage":
            return {one.code: one.name for one in load().stages.values()}
        case "project", "status":
            return PROJECT_STATUSES
        case "agreement", "state":
            return AGREEMENT_STATES
        case "agreement", "done":
            return STEP_STATES
        case "problem", "state":
            return PROBLEM_STATES
        case "lead", "claim":
            return CLAIMS
        case "lead", "state":
            return VERDICTS
        case "organisation", "status":
            return STATUSES
        case "organisation", "kind":
            return {**KINDS, **TIES}
        case "organisation", "code":
            return HONOURS
        case "organisation", "level":
            return LEVELS
        case "user", "role":
            return ROLE_NAMES
        case _:
            return {**{one: row.name for one, row in receipt_kinds().items()}} if code == "kind" else {}
