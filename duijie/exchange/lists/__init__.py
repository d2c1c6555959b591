"""Lists as they go out: the columns of each kind and its rows, by the filters that the list has on its page.

The heads are the words that come in again, and the values are written so that they read as what they are: an
export that is imported says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.directory import queries as directory
from duijie.directory.rules import CODED
from duijie.directory.types import Filters as OrganisationFilters
from duijie.exchange.kinds import fields_of
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.writing import OutColumn
from duijie.funds import queries as funds
from duijie.funds.rules import receipt_kinds
from duijie.kernel.words import Words
from duijie.leads import queries as leads
from duijie.naming.plain import plain
from duijie.pipeline import queries as pipeline
from duijie.pipeline.bulk.operations import phase_at
from duijie.pipeline.queries import Filters as ProjectFilters
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import Comparing, Kept

TITLES: Final = {
    "projects": Words("项目台账", "Projects"),
    "organisations": Words("组织名录", "Organisations"),
    "receipts": Words("到位资金明细", "Money received"),
    "leads": Words("线索清单", "Leads"),
}
_UNITS: Final = {"m2": "平方米", "t": "吨", "kVA": "千伏安", "m3": "立方米"}
_CURRENCIES: Final = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
_WAN: Final = Decimal(10_000)
_PAGE: Final = 1000
_LEAD: Final = (
    ("name", Words("项目名称", "name"), "text"), ("investor", Words("投资方", "investor"), "text"),
    ("unit", Words("首报单位", "unit"), "text"), ("holder", Words("现责任单位", "holder"), "text"),
    ("amount", Words("拟投资额（万元）", "amount, 10,000 yuan"), "money"), ("state", Words("状态", "state"), "text"),
    ("claim", Words("首报保护", "claim"), "text"), ("protected_until", Words("保护至", "protected until"), "day"),
    ("due", Words("下一时限", "next"), "text"), ("due_on", Words("到期日", "due on"), "day"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, and what it is narrowed to; the filters of the other kinds are not looked at."""

    kind: str
    projects: ProjectFilters = field(default_factory=ProjectFilters)
    organisations: OrganisationFilters = field(default_factory=OrganisationFilters)
    state: str = ""


def columns_of(kind: str) -> list[OutColumn]:
    """The columns of a list."""
    if kind == "leads":
        return [OutColumn(words.zh, holds) for _, words, holds in _LEAD]
    return [OutColumn(_head(field), field.holds) for field in fields_of()[kind]]


def rows_of(wanted: Wanted, *, viewer: Actor, today: date) -> Iterator[Sequence[Any]]:
    """The rows of a list, one by one, in the order of the list."""
    match wanted.kind:
        case "projects":
            yield from _projects(wanted.projects, viewer)
        case "organisations":
            yield from _organisations(wanted.organisations, viewer)
        case "receipts":
            yield from _receipts(wanted.projects, viewer)
        case _:
            yield from _leads(wanted.state, viewer, today)


def _head(field: Field) -> str:
    if field.holds == "money":
        return f"{field.name.zh}（万元）"
    unit = _UNITS.get(field.unit, "")
    return f"{field.name.zh}（{unit}）" if unit else field.name.zh


def _numbers(filters: ProjectFilters, viewer: Actor) -> Iterator[list[int]]:
    after = ""
    while True:
        page = pipeline.listing(viewer=viewer, filters=filters, after=after, limit=_PAGE)
        yield [line.id for line in page.lines]
        after = page.next
        if not after:
            return


def _projects(filters: ProjectFilters, viewer: Actor) -> Iterator[Sequence[Any]]:
    kept = Comparing(viewer=viewer)
    names = {unit.id: unit.name for unit in units().values()}
    for numbers in _numbers(filters, viewer):
        whole = kept.whole(numbers)
        days = kept.days(numbers)
        for number in numbers:
            yield [
                _of_project(field, whole[number], days[number], names) for field in fields_of()["projects"]
            ]


def _of_project(field: Field, one: Kept, days: dict[str, Any], names: dict[int, str]) -> Any:
    target = field.target
    if target in ("code", "name", "unit"):
        return getattr(one, target)
    if target == "stage":
        return load().stages[one.stage].name.zh
    if target == "stage_since":
        return one.stage_since
    if target.startswith("stage_on."):
        return days.get(target.removeprefix("stage_on."))
    if target in load().amounts:
        return money(one.amount(target, phase_at(one.stage)))
    value = one.columns.get(target)
    if value in (None, ""):
        return None
    if target in ("first_report_unit", "landing_unit"):
        return names[value]
    if field.holds == "money":
        return Decimal(value) / _WAN
    if field.holds == "number":
        return Decimal(value)
    if field.holds == "day":
        return date.fromisoformat(value)
    if field.holds == "choice":
        choices = load().columns[target].choices
        return next((choice.name.zh for choice in choices if choice.code == value), value)
    return value


def money(told: tuple[Decimal, str] | None) -> Any:
    """An amount as a cell: a number of 万元, or words with the currency where it is another."""
    if told is None:
        return None
    number, currency = told
    if currency == "CNY":
        return number / _WAN
    return f"{(number / _WAN).normalize():f}万{_CURRENCIES.get(currency, currency)}"


def _organisations(filters: OrganisationFilters, viewer: Actor) -> Iterator[Sequence[Any]]:
    offset = 0
    while True:
        page = directory.listing(filters=filters, viewer=viewer, offset=offset, limit=_PAGE)
        held = directory.details_by_name(names=[plain(row.title)[:200] for row in page.rows])
        for row in page.rows:
            _, _, details = held[plain(row.title)[:200]]
            told = {
                field: CODED[field][value].zh if field in CODED and value in CODED[field] else value
                for field, value in details.items()
            }
            yield [
                row.title if field.target == "name" else told.get(field.target)
                for field in fields_of()["organisations"]
            ]
        offset += len(page.rows)
        if len(page.rows) < _PAGE:
            return


def _receipts(filters: ProjectFilters, viewer: Actor) -> Iterator[Sequence[Any]]:
    sources = {choice.code: choice.name.zh for choice in load().columns["source"].choices}
    for numbers in _numbers(filters, viewer):
        projects = pipeline.lines(project_ids=numbers, viewer=viewer)
        for row in funds.holding_of(project_ids=numbers, viewer=viewer):
            project = projects[row.project_id]
            told = {
                "code": project.code, "project": project.name, "received_on": row.received_on, "payer": row.payer,
                "kind": receipt_kinds()[row.kind].name.zh, "number": money((row.number, row.currency)),
                "source": sources.get(row.source), "remarks": row.note,
            }  # fmt: skip
            yield [told[field.target] for field in fields_of()["receipts"]]


def _leads(state: str, viewer: Actor, today: date) -> Iterator[Sequence[Any]]:
    before: int | None = None
    while some := leads.listing(viewer=viewer, today=today, state=state, before=before, limit=_PAGE):
        for line in some:
            values = [getattr(line, name) for name, _, _ in _LEAD]
            yield [value / _WAN if isinstance(value, Decimal) else value for value in values]
        before = some[-1].id
