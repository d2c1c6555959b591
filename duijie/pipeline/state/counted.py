"""What a project tells the ledger beside its stages and what they cost: what comes from outside, its industry, its land. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from duijie.kernel.quantity import Quantity
from duijie.ledger.rules import INDUSTRY, LAND, MEASURE_OF_STAGE
from duijie.ledger.types import Draft, Kept, Within
from duijie.pipeline.rules import Stated, best, increase_key, key_of

OUTSIDE: Final = "introduced"
_ONE: Final = Quantity.exactly(1, "count", "1个")


def besides(
    project_id: int,
    label: str,
    kept: Iterable[Kept],
    amounts: Sequence[Stated],
    *,
    industry: str,
    land_on: str,
    belongs: Within,
) -> tuple[list[str], list[Kept]]:
    """Further keys that a project answers for, and further entries; ``kept`` are those of its stages.

    Of what is signed: what of the contract comes from outside, where that is stated, its increases apart; and the
    ``industry`` of a project in a park, in the entry's scope, by which it is told whether that leads there. ``land_on``
    is the day on which it got its land, as the sheet keeps it.
    """
    found: list[Kept] = []
    outside = [row for row in amounts if row.kind == OUTSIDE and row.phase == "contract"]
    keys = [increase_key(project_id, row.id) for row in outside if row.change == "increased"]
    if outside or (industry and belongs.park):
        signed = next((one for one in kept if one.draft.measure == MEASURE_OF_STAGE["signed"]), None)
        if signed is not None:
            found += _introduced(project_id, signed, outside)
            if industry and belongs.park:
                told = Draft(
                    "item", INDUSTRY, label, _ONE, key=signed.draft.key, scope=industry, belongs=belongs
                )
                found.append(Kept(told, signed.effective_on, f"{signed.evidence}，行业 {industry}"))
    if land_on:
        one = Draft("item", LAND, label, _ONE, key=key_of(project_id), belongs=belongs)
        found.append(Kept(one, date.fromisoformat(land_on), f"项目 {project_id} 供地日期 {land_on}"))
    return keys, found


def _introduced(project_id: int, signed: Kept, outside: Sequence[Stated]) -> Iterator[Kept]:
    """The amount on the day of the signing, and each increase on its own."""
    measure = f"{signed.draft.measure}.{OUTSIDE}"
    money = best(outside, OUTSIDE, phase="contract", increases=False)
    if money is None:
        return
    number, currency, basis = money
    told = replace(signed.draft, measure=measure, quantity=Quantity.exactly(number, currency))
    yield replace(signed, draft=told, basis=basis)
    for row in outside:
        if row.change == "increased":
            more = replace(
                told,
                label=f"{told.label}（增资）",
                quantity=Quantity.exactly(row.number, row.currency),
                key=increase_key(project_id, row.id),
            )
            yield Kept(more, row.effective_on, f"项目 {project_id} 引资增加 {row.effective_on}")
