"""Projects as the ledger sheet, and what of money came in, for the projects that a list shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.exchange.kinds import projects, receipts
from duijie.exchange.lists.out import AT_ONCE, WAN, List, Rows, money, of_fields
from duijie.exchange.sheets.fields import Field
from duijie.funds import queries as funds
from duijie.funds.rules import receipt_kinds
from duijie.kernel.words import Words
from duijie.pipeline import queries as pipeline
from duijie.pipeline.bulk.operations import phase_at
from duijie.pipeline.queries import Filters
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import Comparing, Kept


def _numbers(filters: Filters, viewer: Actor) -> Iterator[list[int]]:
    after = ""
    while True:
        page = pipeline.listing(viewer=viewer, filters=filters, after=after, limit=AT_ONCE)
        yield [line.id for line in page.lines]
        after = page.next
        if not after:
            return


def _projects(filters: Filters | None, viewer: Actor, today: date) -> Rows:
    kept = Comparing(viewer=viewer)
    names = {unit.id: unit.name for unit in units().values()}
    for numbers in _numbers(filters or Filters(), viewer):
        whole = kept.whole(numbers)
        days = kept.days(numbers)
        for number in numbers:
            yield [_of_project(field, whole[number], days[number], names) for field in projects.fields()]


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
        return Decimal(value) / WAN
    if field.holds == "number":
        return Decimal(value)
    if field.holds == "day":
        return date.fromisoformat(value)
    if field.holds == "choice":
        choices = load().columns[target].choices
        return next((choice.name.zh for choice in choices if choice.code == value), value)
    return value


def _receipts(filters: Filters | None, viewer: Actor, today: date) -> Rows:
    sources = {choice.code: choice.name.zh for choice in load().columns["source"].choices}
    for numbers in _numbers(filters or Filters(), viewer):
        lines = pipeline.lines(project_ids=numbers, viewer=viewer)
        for row in funds.holding_of(project_ids=numbers, viewer=viewer):
            project = lines[row.project_id]
            told = {
                "code": project.code, "project": project.name, "received_on": row.received_on, "payer": row.payer,
                "kind": receipt_kinds()[row.kind].name.zh, "number": money((row.number, row.currency)),
                "source": sources.get(row.source), "remarks": row.note,
            }  # fmt: skip
            yield [told[field.target] for field in receipts.fields()]


PROJECTS: Final = List("projects", Words("项目台账", "Projects"), *of_fields(projects.fields), _projects)
RECEIPTS: Final = List(
    "receipts", Words("到位资金明细", "Money received"), *of_fields(receipts.fields), _receipts
)
