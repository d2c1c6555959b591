"""The catalogue, and one figure with the way back to the characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.figures.dimensions import DIMENSION_NAMES, name_of, names_of, within_of
from duijie.figures.narrowing import split
from duijie.figures.publishing import record_of
from duijie.figures.registry import GROUPS, compute_all
from duijie.figures.trace import trace
from duijie.figures.types import FigureValue, Trace, TraceLine
from duijie.figures.wording import rounded, shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.types import NOWHERE
from duijie.web.compose.links import to_characters, to_figure, with_query
from duijie.web.compose.moments import Moments, moments
from duijie.web.pages.figures import (
    Contribution,
    FigureGroup,
    FigurePage,
    FigureRow,
    FiguresPage,
    Part,
    Split,
)
from duijie.web.pages.parts import Link, Quote
from duijie.web.saying import amount, day, hedged, is_english, moment, say
from duijie.web.words import BASES, known


def figures_page(asked: Mapping[str, str], *, viewer: Actor, now: datetime) -> FiguresPage:
    """Every figure as of the day asked for."""
    at = moments(asked, now=now)
    values = compute_all(as_of=at.as_of, known_at=at.known_at, viewer=viewer)
    return FiguresPage(
        as_of=day(at.as_of),
        known_at=moment(at.known_at),
        controls=at.fields,
        groups=tuple(
            _group(say(GROUPS[group]), list(rows), at.chosen)
            for group, rows in groupby(values, key=lambda value: value.definition.group)
        ),
    )


def _group(title: str, values: Sequence[FigureValue], chosen: Mapping[str, str]) -> FigureGroup:
    return FigureGroup(
        title,
        tuple(_row(value, value.quantity, chosen) for value in values if value.quantity is not None),
        tuple(
            Link(figure_name(value), to_figure(value.code, chosen))
            for value in values
            if value.quantity is None
        ),
    )


def _row(value: FigureValue, quantity: Quantity, chosen: Mapping[str, str]) -> FigureRow:
    return FigureRow(
        code=value.code,
        name=figure_name(value),
        amount=amount(quantity, value.definition.counter),
        wording=wording(value),
        as_of=day(value.as_of),
        sources=sources(value),
        gaps=gaps(value),
        url=to_figure(value.code, chosen),
    )


def figure_page(code: str, asked: Mapping[str, str], *, viewer: Actor, now: datetime) -> FigurePage:
    """One figure; raises :class:`duijie.figures.types.NoSuchFigure`."""
    at = moments(asked, now=now)
    within = within_of(asked) or NOWHERE
    found = trace(code, as_of=at.as_of, known_at=at.known_at, viewer=viewer, within=within)
    ready = page_of(found, at, splits=True)
    if not viewer.may("add") or within or found.value.quantity is None:
        return ready
    record = record_of(found.value.code, found.value.as_of)
    return replace(ready, publish=Link(_("Publish it"), with_query(reverse("notice-new"), record=record)))


def page_of(found: Trace, at: Moments, *, splits: bool = False) -> FigurePage:
    """A value that was traced, as a page. ``splits``: told apart by what its entries belong to."""
    value, definition = found.value, found.value.definition
    total = amount(value.quantity, definition.counter) if value.quantity else None
    other = Words(definition.name.en, definition.name.zh)
    return FigurePage(
        code=value.code,
        name=figure_name(value),
        other_name=say(other),
        definition=say(definition.text),
        version=_("Version %(version)s, in force since %(day)s")
        % {"version": definition.version, "day": day(definition.effective_from)},
        amount=total,
        wording=wording(value),
        as_of=day(value.as_of),
        known_at=moment(value.known_at),
        controls=at.fields,
        contributions=tuple(_contribution(line, value.parts_counter) for line in found.lines),
        sum=total,
        gaps=tuple(say(gap) for gap in value.gaps),
        claims=Link(
            _("What documents claim"),
            with_query(reverse("reconcile"), measure=claimed_measure(definition.code)),
        ),
        formula=_formula(value),
        narrowed=tuple(_narrowed(value, at.chosen)),
        kept=tuple(value.within.asked().items()),
        splits=tuple(_splits(value, at.chosen)) if splits else (),
    )


def _narrowed(value: FigureValue, chosen: Mapping[str, str]) -> Iterable[Link]:
    asked = value.within.asked()
    for dimension in asked:
        others = {name: told for name, told in asked.items() if name != dimension}
        told = name_of(dimension, getattr(value.within, dimension), names_of(dimension))
        yield Link(
            _("%(name)s: %(value)s") % {"name": say(DIMENSION_NAMES[dimension]), "value": say(told)},
            to_figure(value.code, {**chosen, **others}),
        )


def _splits(value: FigureValue, chosen: Mapping[str, str]) -> Iterable[Split]:
    """Apart by each dimension that parts it; where nothing is told or all is in one part, there is nothing to see."""
    for dimension, name in DIMENSION_NAMES.items():
        parts = split(value, dimension)
        if len(parts) < 2:
            continue
        names = names_of(dimension)
        yield Split(
            say(name),
            tuple(
                Part(
                    Link(
                        say(name_of(dimension, key, names)),
                        to_figure(value.code, {**chosen, **part.within.asked()}),
                    ),
                    amount(part.quantity, value.definition.counter) if part.quantity else None,
                )
                for key, part in parts.items()
            ),
        )


def _formula(value: FigureValue) -> str:
    """``5 of 15`` of a rate, in its units; empty for what is added up."""
    if value.over is None:
        return ""
    told = [
        "0" if one.quantity is None else say(shown(one.quantity, one.definition.counter))
        for one in value.over
    ]
    return " ÷ ".join(told)


def claimed_measure(code: str) -> str:
    """The measure of the claims that are compared with a figure."""
    return code.removesuffix(".quota")


def _contribution(line: TraceLine, counter: str) -> Contribution:
    one = line.contribution
    quotes = [
        Quote(source.quote, source.document_name, to_characters(source.document_id, source.place))
        for source in line.sources
    ]
    notes = [say(one.note)] if one.note else []
    if one.evidence:
        notes.append(_("by hand, resting on: %(evidence)s") % {"evidence": one.evidence})
    return Contribution(
        label=one.label,
        entry=_("entry %(number)s, %(who)s") % {"number": one.entry_id, "who": one.recorded_by},
        amount=amount(one.amount, counter),
        effective_on=day(one.effective_on),
        basis=known(BASES, one.basis),
        note=" · ".join(notes),
        quotes=tuple(quotes),
    )


def figure_name(value: FigureValue) -> str:
    """The measure's name, with its scope where it is not the whole."""
    name = say(value.definition.name)
    return f"{name} · {say(value.scope_name)}" if value.scope else name


def wording(value: FigureValue) -> str:
    """How a bulletin may put it: the hedge of a rounded figure, or an exact count rounded down."""
    quantity = value.quantity
    if quantity is None:
        return ""
    if not quantity.is_exact or quantity.unit != "count" or is_english():
        return hedged(quantity, value.definition.counter)
    words = rounded(quantity.number, value.definition.counter)
    return "" if words == say(shown(quantity, value.definition.counter)) else words


def sources(value: FigureValue) -> str:
    """How many statements and entries by hand it rests on."""
    count = value.contributions.sources()
    return ngettext("%(count)s source", "%(count)s sources", count) % {"count": count} if count else ""


def gaps(value: FigureValue) -> str:
    """How much is not stated."""
    count = len(value.gaps)
    return ngettext("%(count)s gap", "%(count)s gaps", count) % {"count": count} if count else ""
