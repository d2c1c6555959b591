"""The plain way to add up, object by object, that columns are compared with: each thing counts once, a total stands for what nobody named. Pure.

A *total* ("15 projects") speaks of a whole of which *items* (named projects) may be members. The items count
one each and the total contributes the rest, so that naming a member later never changes the figure, and the
contributions always sum to it. A part's total (one park's) takes in that part's items; the region's total
takes in everything that was so on its day, and what came after it is added. Intervals are added end by end;
what the words leave open stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from duijie.figures.adding import minus
from duijie.figures.types import Contribution
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.types import NOWHERE, EntryInfo, Within

ZERO = Decimal(0)


def add_up(
    entries: Iterable[EntryInfo], *, identity: Callable[[EntryInfo], str] | None = None
) -> tuple[Quantity | None, tuple[Contribution, ...], tuple[Words, ...]]:
    """The sum, what each entry adds to it, and the gaps.

    ``identity`` says when two items are the same thing (by default their ``key``). The sum is ``None`` where
    there is no entry. All entries must have one unit.
    """
    entries = list(entries)
    items = _once([e for e in entries if e.shape == "item"], identity or (lambda e: e.key or str(e.id)))
    totals = _latest_of_scope([e for e in entries if e.shape == "total"])
    gaps: list[Words] = []
    contributions = [_contribution(group) for group in items]
    parts = [t for t in totals if t.scope]
    parts_added: list[tuple[EntryInfo, Contribution]] = []
    for part in parts:
        members = [c for group, c in zip(items, contributions, strict=True) if _scope(group) == part.scope]
        parts_added.append((part, _rest(part, members, gaps)))
    for whole in (t for t in totals if not t.scope):
        members = [c for c in contributions if c.effective_on <= whole.effective_on]
        members += [c for part, c in parts_added if part.effective_on <= whole.effective_on]
        contributions.append(_rest(whole, members, gaps))
    contributions += [c for _, c in parts_added]
    if not contributions:
        return None, (), ()
    if sum(not c.amount.is_exact for c in contributions) > 1:
        gaps.append(
            Words("由多个约数相加，只给出区间", "several rounded numbers were added: only the interval holds")
        )
    return total_of(contributions), tuple(contributions), tuple(gaps)


def part_of(
    contributions: Sequence[Contribution], scope: str
) -> tuple[Quantity | None, tuple[Contribution, ...]]:
    """What the entries of one part add up to within a figure, and which they are; ``""``: those of no part."""
    mine = tuple(c for c in contributions if c.scope == scope)
    return (total_of(mine) if mine else None), mine


def _once(items: Sequence[EntryInfo], identity: Callable[[EntryInfo], str]) -> list[list[EntryInfo]]:
    """Items grouped by the thing that they are; within a group the latest comes last."""
    groups: dict[str, list[EntryInfo]] = {}
    for item in items:
        groups.setdefault(identity(item), []).append(item)
    return list(groups.values())


def _latest_of_scope(totals: Sequence[EntryInfo]) -> list[EntryInfo]:
    """The last total of each scope: a cumulative number replaces the one before."""
    latest: dict[str, EntryInfo] = {}
    for total in totals:
        held = latest.get(total.scope)
        if held is None or (total.effective_on, total.recorded_at, total.id) >= (
            held.effective_on, held.recorded_at, held.id,
        ):  # fmt: skip
            latest[total.scope] = total
    return list(latest.values())


def _contribution(group: Sequence[EntryInfo]) -> Contribution:
    # What the thing's own records say holds before what a document says of it under another name.
    entry = next((e for e in reversed(group) if not e.told_as), group[-1])
    facts = tuple(dict.fromkeys(e.fact_id for e in reversed(group) if e.fact_id is not None))
    note = (
        Words(f"{len(group)} 份材料说到，只计一次", f"told {len(group)} times, counted once")
        if len(group) > 1
        else None
    )
    return Contribution(
        entry.id, entry.quantity, entry.label, entry.effective_on, entry.basis, entry.recorded_by,
        facts, entry.evidence, note, _scope(group), _belongs(entry, group),
    )  # fmt: skip


def _scope(group: Sequence[EntryInfo]) -> str:
    """The part of which any of those that tell of the thing says that it is one."""
    return next((entry.scope for entry in reversed(group) if entry.scope), "")


def _belongs(entry: EntryInfo, group: Sequence[EntryInfo]) -> Within:
    """What the thing's own records say that it belongs to; where they say nothing, what the latest of the others says."""
    return next((one.belongs for one in (entry, *reversed(group)) if one.belongs), NOWHERE)


def _rest(total: EntryInfo, members: Sequence[Contribution], gaps: list[Words]) -> Contribution:
    """The total less what its members contribute; nothing, with a gap, where they exceed it."""
    amount = total.quantity
    note = None
    if members:
        taken = total_of(members)
        rest = minus(total.quantity, taken)
        counted = f"{len(members)}"
        note = Words(
            f"合计“{total.quantity.words}”，其中 {counted} 条已分列，此处为其余部分",
            f"the total says “{total.quantity.words}”; {counted} of it are listed apart, this is the rest",
        )
        if rest.high is not None and rest.high < ZERO:
            gaps.append(
                Words(
                    f"分列的已超过合计“{total.quantity.words}”（{total.label}）",
                    f"what is listed exceeds the total “{total.quantity.words}” ({total.label})",
                )
            )
            rest = Quantity.exactly(ZERO, total.quantity.unit)
        amount = rest
    base = _contribution([total])
    return replace(base, amount=amount, note=note)


def total_of(contributions: Sequence[Contribution]) -> Quantity:
    """The amounts of one or more contributions, end by end."""
    amounts = [c.amount for c in contributions]
    low = None if any(a.low is None for a in amounts) else sum((a.low or ZERO for a in amounts), ZERO)
    high = None if any(a.high is None for a in amounts) else sum((a.high or ZERO for a in amounts), ZERO)
    number = sum((a.number for a in amounts), ZERO)
    hedged = [a.sense for a in amounts if a.sense is not Sense.EXACT]
    sense = Sense.EXACT if low is not None and low == high else (hedged[0] if hedged else Sense.ABOUT)
    return Quantity(number, amounts[0].unit, sense, low, high)
