# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie figures``: what the ledger adds up to, and the way back to the characters."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day, as_moment
from duijie.cli.printing import Column, Format, FormatOption, chosen, show, show_one
from duijie.cli.session import operator
from duijie.cli.words import label, say

if TYPE_CHECKING:
    from duijie.figures.types import FigureValue, Trace, TraceLine

COLUMNS = (
    Column("code"), Column("name", wide=True), Column("value", number=True), Column("wording", number=True),
    Column("sources", number=True), Column("gaps", wide=True),
)  # fmt: skip
TRACE_COLUMNS = tuple(
    Column(key)
    for key in [
        "code",
        "entry",
        "number",
        "unit",
        "label",
        "effective_on",
        "basis",
        "by",
        "evidence",
        "document",
        "title",
        "statement",
        "start",
        "end",
        "exact",
    ]
)


class Basis(StrEnum):
    """What a number rests on."""

    REPORTED = "reported"
    VERIFIED = "verified"
    STATISTICAL = "statistical"


def figures(
    form: FormatOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            help="The day they are of; by default the region's closing day, else today.", metavar="DAY"
        ),
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(help="As known at this moment; by default now.", metavar="MOMENT")
    ] = None,
    trace: Annotated[
        str | None,
        typer.Option(help="One figure with all that it rests on: parks or parks[县级].", metavar="CODE"),
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Only what this unit and those below it keep.", metavar="UNIT")
    ] = None,
    park: Annotated[str | None, typer.Option(help="Only of this park.", metavar="NAME")] = None,
    source: Annotated[
        str | None, typer.Option(help="Only from this province, by two digits, or foreign.", metavar="CODE")
    ] = None,
    band: Annotated[str | None, typer.Option(help="Only of this size band.", metavar="CODE")] = None,
    chain: Annotated[str | None, typer.Option(help="Only of this industry chain.", metavar="NAME")] = None,
    basis: Annotated[
        Basis | None, typer.Option(help="Only numbers that rest on this: reported, verified, statistical.")
    ] = None,
) -> None:
    """Print the figures, or one with its sources (指标与溯源).

    Narrowed by several at once, all of them hold; - asks for what is not told.
    """
    viewer = operator()
    from django.utils import timezone

    from duijie.accounts.queries import own_region
    from duijie.figures.dimensions import within_of
    from duijie.figures.registry import compute_all
    from duijie.figures.trace import trace as trace_figure
    from duijie.ledger.columns.keeping import on_demand

    day = as_day(as_of, "--as-of") or own_region().closed_on or timezone.localdate()
    moment = as_moment(known_at, "--known-at")
    within = within_of(
        {"unit": unit, "park": park, "source": source, "band": band, "chain": chain, "basis": basis}
    )
    if trace is None:
        found_all = compute_all(as_of=day, known_at=moment, viewer=viewer, within=within)
        rows = [row_of(value) for value in found_all]
        show(rows, COLUMNS, form, title=f"{label('as_of')} {day}")
        return
    with on_demand():
        found = trace_figure(trace, as_of=day, known_at=moment, viewer=viewer, within=within)
    match chosen(form):
        case Format.TABLE:
            for line in _lines(found):
                typer.echo(line)
        case Format.CSV:
            rows = [row for line in found.lines for row in _flat(found.value, line)]
            show(rows, TRACE_COLUMNS, form)
        case _:
            show_one(
                {**row_of(found.value), "contributions": [_contribution(one) for one in found.lines]},
                form,
                (),
            )


def row_of(value: FigureValue) -> dict[str, Any]:
    """A figure as a row: words for people, number and interval for programs."""
    from duijie.figures.wording import shown
    from duijie.kernel.words import Words

    quantity = value.quantity
    definition = value.definition
    name = definition.name
    if value.scope:
        name = Words(f"{name.zh}·{value.scope_name.zh}", f"{name.en} · {value.scope_name.en}")
    numbers = quantity.as_json() if quantity else dict.fromkeys(("number", "sense", "low", "high"))
    return {
        "code": value.code,
        "name": name,
        "value": shown(quantity, definition.counter) if quantity else Words("未有记录", "no record"),
        "wording": _wording(value),
        "number": numbers["number"],
        "low": numbers["low"],
        "high": numbers["high"],
        "unit": quantity.unit if quantity else definition.unit,
        "sense": numbers["sense"],
        "words": shown(quantity, definition.counter).zh if quantity else None,
        "as_of": value.as_of,
        "known_at": value.known_at,
        "version": definition.version,
        "within": value.within.asked(),
        "over": [
            shown(one.quantity, one.definition.counter) if one.quantity else Words("0", "0")
            for one in value.over or ()
        ],
        "sources": value.contributions.sources(),
        "gaps": list(value.gaps),
    }


def _wording(value: FigureValue) -> str:
    """How a bulletin may round an exact count; the interval of a rounded figure."""
    from duijie.figures.wording import interval, rounded

    quantity = value.quantity
    if quantity is None:
        return ""
    if not quantity.is_exact:
        # An open end (超100亿元) is told by the value itself.
        return interval(quantity) if quantity.unit == "count" else ""
    if quantity.unit != "count":
        return ""
    exact = f"{quantity.number.normalize():f}{value.definition.counter}"
    words = rounded(quantity.number, value.definition.counter)
    return "" if words == exact else words


def _amount(line: TraceLine, value: FigureValue) -> str:
    from duijie.figures.wording import shown

    return say(shown(line.contribution.amount, value.parts_counter))


def _contribution(line: TraceLine) -> dict[str, Any]:
    one = line.contribution
    return {
        "entry": one.entry_id,
        "amount": one.amount.as_json(),
        "label": one.label,
        "effective_on": one.effective_on,
        "basis": one.basis,
        "by": one.recorded_by,
        "evidence": one.evidence,
        "note": one.note,
        "sources": [
            {
                "document": place.document_id,
                "title": place.document_name,
                "statement": place.statement_id,
                "start": place.place.start,
                "end": place.place.end,
                "quote": place.quote,
                "exact": place.exact,
            }
            for place in line.sources
        ],
    }


def _lines(found: Trace) -> list[str]:
    value = found.value
    row = row_of(value)
    lines = [f"{say(row['name'])}  [{value.code}]  {label('as_of')} {_day(value.as_of)}"]
    lines.append(say(value.definition.text))
    for line in found.lines:
        one = line.contribution
        lines.append("")
        lines.append(
            f"  {_amount(line, value)}  {one.label}  ({_day(one.effective_on)}, {one.basis}, {one.recorded_by}, "
            f"{label('entry')} {one.entry_id})"
        )
        if one.note:
            lines.append(f"    {say(one.note)}")
        if one.evidence:
            lines.append(f"    {label('evidence')}: {one.evidence}")
        for place in line.sources:
            lines.append(
                f"    {label('document')} {place.document_id} {place.document_name}, "
                f"{label('chars')} {place.place.start}–{place.place.end}:"
            )
            lines.append(f"      {_flowing(place.before)}【{_flowing(place.exact)}】{_flowing(place.after)}")
    wording = f"  ({row['wording']})" if row["wording"] else ""
    over = " ÷ ".join(map(say, row["over"]))
    lines += ["", f"{over or label('sum')}: {say(row['value'])}{wording}"]
    lines += [f"{label('gaps')}: {say(gap)}" for gap in value.gaps]
    return lines


def _flowing(text: str) -> str:
    """On one line, whatever breaks the source has."""
    return " ".join(text.split())


def _day(day: date | datetime) -> str:
    return day.isoformat()[:10]


def _flat(value: FigureValue, line: TraceLine) -> list[dict[str, Any]]:
    """One row for each source of a contribution, or one where it rests on a word by hand."""
    one = _contribution(line)
    base = {
        "code": value.code,
        "entry": one["entry"],
        "number": one["amount"]["number"],
        "unit": one["amount"]["unit"],
        "label": one["label"],
        "effective_on": one["effective_on"],
        "basis": one["basis"],
        "by": one["by"],
        "evidence": one["evidence"],
    }
    empty = dict.fromkeys(("document", "title", "statement", "start", "end", "exact"))
    return [{**base, **{key: place[key] for key in empty}} for place in one["sources"]] or [{**base, **empty}]
