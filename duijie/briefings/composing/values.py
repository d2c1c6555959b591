"""Figures for one briefing: each computed once, as somebody sees them who reads no confidential record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from duijie.accounts.types import Actor
from duijie.briefings.rules import code_of
from duijie.briefings.types import Line, Place, Used
from duijie.figures.adding import scopes
from duijie.figures.change import Change, change, day_against
from duijie.figures.registry import compute, find_value, part_value
from duijie.figures.trace import trace_of
from duijie.figures.types import FigureValue, TraceLine
from duijie.figures.wording import shown
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.queries import VEILED

LINES = 12
"""More entries of a figure are not listed in the trace on paper; the page of the figure lists all."""


def outsider(by: Actor) -> Actor:
    """The same person as somebody of no unit: a briefing leaves the house, so confidential records are only counted."""
    return replace(by, role="clerk", unit_id=None, below=frozenset(), only=None)


class Figures:
    """The figures of a briefing, numbered in the order in which its text uses them."""

    def __init__(self, *, as_of: date, known_at: datetime, by: Actor) -> None:
        self.as_of, self.known_at, self._viewer = as_of, known_at, outsider(by)
        self._known = ledger.knowledge(known_at=known_at, viewer=self._viewer)
        self._computed: dict[tuple[str, date], list[FigureValue]] = {}
        self._numbers: dict[tuple[str, date], int] = {}
        self._used: list[FigureValue | Used] = []

    def value(self, figure: str, day: date | None = None) -> FigureValue | None:
        """``code`` or ``code[part]`` as of a day; ``None`` where the ledger has no record."""
        code, part = code_of(figure)
        found = find_value(self._values(code, day or self.as_of), part)
        return found if found is not None and found.quantity is not None else None

    def parts(self, code: str) -> list[FigureValue]:
        """What the parts of a figure are told to be, the largest first."""
        values = self._values(code, self.as_of)
        parts = [one for one in values if one.scope and one.quantity is not None]
        if not parts and values:
            names = scopes(values[0].contributions)
            parts = [
                part for name in names if (part := part_value(values[0], name, Words(name, name))) is not None
            ]
        return sorted(parts, key=lambda one: -one.quantity.number if one.quantity else 0)

    def change(self, figure: str, against: str) -> Change:
        """The figure against what it was."""
        before = self.value(figure, day_against(self.as_of, against))
        return change(self.value(figure), before)

    def use(self, value: FigureValue) -> int:
        """The number under which a figure stands in the trace; given at its first use."""
        key = (value.code, value.as_of)
        if key not in self._numbers:
            self._used.append(value)
            self._numbers[key] = len(self._used)
        return self._numbers[key]

    def given(self, name: str, question: str, text: str, source: str) -> int:
        """The same for what the drafter typed, with where it stands."""
        key = (f"given:{name}", self.as_of)
        if key not in self._numbers:
            number = len(self._used) + 1
            self._used.append(Used(number, "", question, text, None, "", self.as_of.isoformat(), source))
            self._numbers[key] = number
        return self._numbers[key]

    def used(self, language: str) -> tuple[Used, ...]:
        """All of them with their trace, in a language."""
        return tuple(
            one if isinstance(one, Used) else self._traced(number, one, language)
            for number, one in enumerate(self._used, 1)
        )

    def _values(self, code: str, day: date) -> list[FigureValue]:
        if (code, day) not in self._computed:
            self._computed[code, day] = compute(
                code, as_of=day, known_at=self.known_at, viewer=self._viewer, known=self._known
            )
        return self._computed[code, day]

    def _traced(self, number: int, value: FigureValue, language: str) -> Used:
        first = replace(value, contributions=value.contributions[:LINES])
        counter = value.definition.counter
        lines = [
            _line(one, value.parts_counter, language) for one in trace_of(first, viewer=self._viewer).lines
        ]
        return Used(
            number=number, code=value.code, name=name_of(value, language),
            value=shown(value.quantity, counter).in_language(language) if value.quantity else "–",
            quantity=value.quantity.as_json() if value.quantity else None,
            version=value.definition.version, as_of=value.as_of.isoformat(),
            definition=value.definition.text.in_language(language),
            gaps=(*_divided(value, language), *(gap.in_language(language) for gap in value.gaps)),
            entries=tuple(value.contributions.column("id").tolist()),
            lines=tuple(lines), more=len(value.contributions) - len(first.contributions),
        )  # fmt: skip


def name_of(value: FigureValue, language: str) -> str:
    """The measure's name with its part."""
    name = value.definition.name.in_language(language)
    return f"{name}·{value.scope_name.in_language(language)}" if value.scope else name


def _divided(value: FigureValue, language: str) -> tuple[str, ...]:
    """What a rate divides, and by what."""
    if value.over is None:
        return ()
    told = [
        shown(one.quantity, one.definition.counter).in_language(language) if one.quantity else "–"
        for one in value.over
    ]
    return ("÷".join(told),)


def _line(line: TraceLine, counter: str, language: str) -> Line:
    one = line.contribution
    # The words of a document that tell of a confidential thing name it: they stay in the house too.
    sources = () if one.label == VEILED else line.sources
    places = tuple(
        Place(each.document_id, each.document_name, each.quote, each.place.start, each.place.end)
        for each in sources
    )
    return Line(
        one.entry_id, shown(one.amount, counter).in_language(language), one.label, one.effective_on.isoformat(),
        one.basis, one.evidence, places,
    )  # fmt: skip
