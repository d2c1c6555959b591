"""Reads of units' numbers. A figure's project goes to units by its split, and to the nearest unit that is assessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.assessment.models import HandNumber
from duijie.assessment.scoring.scheme import Input, Scheme
from duijie.assessment.scoring.values import Number, Thing
from duijie.assessment.types import HandRow
from duijie.credit.queries import shares_of
from duijie.figures.registry import compute
from duijie.kernel.period import Period
from duijie.ledger.columns.shelf import unscaled
from duijie.ledger.queries import knowledge
from duijie.ledger.rules import PART
from duijie.ledger.types import Knowledge
from duijie.pipeline.rules import key_of

WHOLE: Final = Decimal(100)
PROJECT: Final = key_of(0)[:-1]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Numbers by unit and input. ``untold``: by figure, how many of its contributions name no project."""

    numbers: dict[int, dict[str, Number]]
    untold: dict[str, int]


def gathered(
    *, scheme: Scheme, unit_ids: Collection[int], as_of: date, known_at: datetime, viewer: Actor
) -> Gathered:
    """The numbers of these units for every input of the scheme, as of a day and as known at a moment."""
    numbers: dict[int, dict[str, Number]] = {unit: {} for unit in unit_ids}
    untold: dict[str, int] = {}
    nearest = _nearest(unit_ids)
    known = knowledge(known_at=known_at, viewer=viewer)
    for figure in sorted({one.figure for one in scheme.inputs if one.figure}):
        sizes, silent = _projects(figure, as_of, known_at, viewer, known)
        if silent:
            untold[figure] = silent
        shares = shares_of(project_ids=sizes, known_at=known_at, viewer=viewer)
        for one in scheme.inputs:
            if one.figure == figure:
                for unit, number in _shared(one, sizes, shares, nearest, unit_ids).items():
                    numbers[unit][one.code] = number
    by_hand: dict[tuple[int, str], list[HandRow]] = {}
    for row in hand_rows(scheme=scheme, as_of=as_of, known_at=known_at, viewer=viewer):
        by_hand.setdefault((row.unit_id, row.input), []).append(row)
    for (unit, code), rows in by_hand.items():
        if unit in numbers and code not in numbers[unit]:
            numbers[unit][code] = _by_hand(rows)
    return Gathered(numbers, untold)


def hand_rows(*, scheme: Scheme, as_of: date, known_at: datetime, viewer: Actor) -> list[HandRow]:
    """What holds of the numbers entered by hand for the year of ``as_of``, up to that day, by unit and input.

    The office reads all of them, others those of their own units.
    """
    if not viewer.may("see"):
        return []
    year = Period.year_to(as_of)
    rows = HandNumber.objects.filter(
        scheme=scheme.code, on__gte=year.start, on__lt=year.end, at__lte=known_at
    )
    if not viewer.may("review"):
        rows = rows.filter(unit_id__in=own_units(viewer=viewer))
    latest = {
        (row.unit_id, row.input, row.thing): row
        for row in rows.select_related("unit", "by").order_by("on", "pk")
    }
    return [
        HandRow(row.pk, row.unit_id, str(row.unit), row.input, row.on, row.number, row.thing, row.evidence, str(row.by), row.at)
        for _, row in sorted(latest.items())
        if row.number is not None
    ]  # fmt: skip


def _projects(
    figure: str, as_of: date, known_at: datetime, viewer: Actor, known: Knowledge
) -> tuple[dict[int, Decimal], int]:
    """What each project is of a figure, and how many contributions name none."""
    (whole, *_) = compute(figure, as_of=as_of, known_at=known_at, viewer=viewer, known=known)
    lines = whole.contributions
    keys = lines.texts("key")
    sizes: dict[int, Decimal] = {}
    silent = 0
    for key, told in zip(lines.column("key").tolist(), lines.column("number").tolist(), strict=True):
        thing, size = keys[key].partition(PART)[0], unscaled(told)
        number = thing.removeprefix(PROJECT)
        if thing.startswith(PROJECT) and number.isdecimal():
            sizes[int(number)] = sizes.get(int(number), Decimal(0)) + size
        elif size:
            silent += 1
    return sizes, silent


def _shared(
    one: Input,
    sizes: dict[int, Decimal],
    shares: dict[int, list[tuple[int, Decimal]]],
    nearest: dict[int, int],
    unit_ids: Collection[int],
) -> dict[int, Number]:
    """A figure's input by unit: zero where the figure knows nothing of a unit, for the ledger keeps its projects."""
    things: dict[int, list[Thing]] = {unit: [] for unit in unit_ids}
    for project, size in sorted(sizes.items()):
        if (one.at_least is not None and size < one.at_least) or (
            one.below is not None and size >= one.below
        ):
            continue
        mine: dict[int, Decimal] = {}
        for unit, percent in shares.get(project, ()):
            if unit in nearest:
                mine[nearest[unit]] = mine.get(nearest[unit], Decimal(0)) + percent / WHOLE
        for unit, share in mine.items():
            whole = size / one.per
            adds = share if one.take == "count" else whole * share
            things[unit].append(Thing(key_of(project), f"#{project}", whole, adds, share))
    return {
        unit: Number(sum((t.adds for t in some), Decimal(0)), tuple(some)) for unit, some in things.items()
    }


def _by_hand(rows: Iterable[HandRow]) -> Number:
    rows = list(rows)
    things = tuple(
        Thing(f"hand:{row.thing}", row.thing, row.number, row.number, evidence=row.evidence)
        for row in rows
        if row.thing
    )
    number = Number(sum((row.number for row in rows), Decimal(0)), things)
    return replace(number, evidence="；".join(row.evidence for row in rows if not row.thing))


def _nearest(unit_ids: Collection[int]) -> dict[int, int]:
    """For every unit the assessed one that it is, or that stands nearest above it."""
    known = units()
    found = {}
    for unit in known:
        above: int | None = unit
        while above is not None and above not in unit_ids:
            above = known[above].parent_id
        if above is not None:
            found[unit] = above
    return found
