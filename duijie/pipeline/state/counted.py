"""What a project tells the ledger: its stages and what they cost, what comes from outside, its industry, its land. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from duijie.kernel.quantity import Quantity
from duijie.ledger.rules import INDUSTRY, LAND, MEASURE_OF_STAGE
from duijie.ledger.types import NOWHERE, Draft, Kept, Within
from duijie.pipeline.rules import PHASES, SIZED_BY, Rules, StageStep, Stated, best, increase_key, key_of

OUTSIDE: Final = "introduced"
_ONE: Final = Quantity.exactly(1, "count", "1个")


def entries_of(
    project_id: int,
    label: str,
    stages: Sequence[StageStep],
    amounts: Sequence[Stated],
    rules: Rules,
    *,
    corrected: Iterable[int] = (),
    belongs: Within = NOWHERE,
) -> tuple[list[str], list[Kept]]:
    """The ledger keys that a project answers for, and the entries that follow from its rows.

    ``stages`` are those that hold. Each stage that is counted gives one entry, and one of its investment where
    that is known: before the contract what the intention says, from it on what the contract says. An increase
    of the contract is an entry of its own on its own day; ``corrected`` are amount rows that hold no longer.
    """
    key = key_of(project_id)
    increases = [
        row for row in amounts if (row.kind, row.phase, row.change) == (SIZED_BY, "contract", "increased")
    ]
    sized = [row for row in amounts if row.kind == SIZED_BY]
    agreed_in = {phase: best(sized, SIZED_BY, phase=phase, increases=False) for phase in PHASES}
    kept = []
    for row in stages:
        measure = MEASURE_OF_STAGE.get(row.stage)
        if measure is None:
            continue
        evidence = f"项目 {project_id} 阶段记录：{rules.stages[row.stage].name.zh} {row.effective_on}"
        kept.append(
            Kept(Draft("item", measure, label, _ONE, key=key, belongs=belongs), row.effective_on, evidence)
        )
        money = agreed_in["contract" if rules.stages[row.stage].contract else "intention"]
        if money is not None:
            number, currency, basis = money
            kept.append(
                Kept(
                    Draft(
                        "item",
                        f"{measure}.investment",
                        label,
                        Quantity.exactly(number, currency),
                        key=key,
                        belongs=belongs,
                    ),
                    row.effective_on,
                    evidence,
                    basis,
                )
            )
    signed = MEASURE_OF_STAGE["signed"]
    if any(one.draft.measure == signed for one in kept):
        kept += [
            Kept(
                Draft("item", f"{signed}.investment", f"{label}（增资）",
                      Quantity.exactly(row.number, row.currency), key=increase_key(project_id, row.id),
                      belongs=belongs),
                row.effective_on,
                f"项目 {project_id} 增资 {row.effective_on}",
            )
            for row in increases
        ]  # fmt: skip
    parts = [*corrected, *(row.id for row in increases)]
    return [key, *(increase_key(project_id, row) for row in parts)], kept


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
