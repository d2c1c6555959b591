"""Runs the rules over a document and turns what they find into statements.

Each module in ``rules`` offers ``TRIGGERS`` (words without which it is not run) and ``find(prepared)``.
A rule that fails on a document is a defect and raises; nothing is swallowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duijie import __version__
from duijie.kernel.span import Span
from duijie.reading.prepared import Prepared
from duijie.reading.rules import (
    agreement,
    body,
    campaign,
    event,
    park,
    platform,
    policy,
    project,
    tally,
    target,
)
from duijie.reading.statement import Found, Reader, Reading, Statement
from duijie.reading.vocabulary import any_of
from duijie.text.repair import Repaired, repair

# Kept with every reading: a document read by an older release is read again by this one.
VERSION = f"rules {__version__}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind's finder and the words that wake it, of which ``woken`` finds any."""

    triggers: tuple[str, ...]
    find: Callable[[Prepared], Iterator[Found]]
    woken: re.Pattern[str]


RULES = tuple(
    Rule(module.TRIGGERS, module.find, re.compile(any_of(module.TRIGGERS)))
    for module in (body, policy, event, campaign, project, agreement, platform, park, tally, target)
)


@dataclass(frozen=True, slots=True)
class RuleReader:
    """The embedded reader: offline, deterministic, explainable."""

    name: str = VERSION

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """All that the rules find, in the order of places."""
        prepared = Prepared(text, dated_on)
        found = [one for rule in RULES if rule.woken.search(text) for one in rule.find(prepared)]
        return sorted(found, key=lambda one: (one.span.start, one.span.end, one.rule))


def read(text: str, *, dated_on: date | None = None, reader: Reader | None = None) -> Reading:
    """Repair ``text`` and read it. Offsets of the result's places count in ``text`` as given."""
    return read_repaired(repair(text), dated_on=dated_on, reader=reader)


def read_repaired(
    repaired: Repaired, *, dated_on: date | None = None, reader: Reader | None = None
) -> Reading:
    """Read what has been repaired already. The same fact found twice at one place is kept once."""
    chosen: Reader = reader or RuleReader()
    statements: list[Statement] = []
    at_place: dict[Span, list[Statement]] = {}
    for one in chosen.find(repaired.text, dated_on=dated_on):
        statement = Statement(
            said=one.said,
            quote=one.span.of(repaired.text),
            span=one.span,
            place=_place(repaired, one.span),
            rule=one.rule,
        )
        here = at_place.setdefault(statement.place, [])
        # An id holds the place and takes long to make: it is only asked for where two stand at one.
        if here and statement.id in {other.id for other in here}:
            continue
        here.append(statement)
        statements.append(statement)
    return Reading(repaired, tuple(statements), chosen.name, dated_on)


def _place(repaired: Repaired, span: Span) -> Span:
    return repaired.alignment.to_source_bare(span)
