"""Proof a text: what its own numbers say against each other, each with its place, its words and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.lexicon import Rule, rules
from duijie.proofing.numbers import STOP, Doubt, sentences
from duijie.proofing.ranks import ranks
from duijie.proofing.rates import rates
from duijie.proofing.sums import sums
from duijie.proofing.wordings import wordings
from duijie.reading.engine import read_repaired
from duijie.reading.kinds import Tally
from duijie.reading.statement import Reading
from duijie.review.rules import STOCKS, Heard, contradictions
from duijie.text.formats import open_document, place_of
from duijie.text.formats.source import Source
from duijie.text.repair import repair

LOOKS: Final = (wordings, sums, rates, ranks)
STATES: Final = STOCKS - {"land", "floor"}
NO_VERDICT: Final = Words(
    "按规则重算的提示；读不懂的句子不会报错，没有提示也不等于无误。",
    "Hints out of a second computation: a sentence that is not understood is passed over, so finding nothing proves "
    "nothing.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a draft that a rule tells of; ``span`` is their place in the text proofed."""

    rule: Rule
    span: Span
    words: str
    reason: Words
    where: str = ""


@dataclass(frozen=True, slots=True)
class Proofed:
    """A draft with what was found. Spans are those of ``source.text``."""

    source: Source
    findings: tuple[Finding, ...]


def proof_file(
    data: bytes, name: str, *, max_bytes: int, dated_on: date | None = None
) -> tuple[Proofed, Reading]:
    """Proof a file. Raises :class:`duijie.text.formats.source.CannotRead`."""
    return proof_source(open_document(data, name, max_bytes=max_bytes), dated_on=dated_on)


def proof_source(source: Source, *, dated_on: date | None = None) -> tuple[Proofed, Reading]:
    """Proof an opened document, and what it was read to say, for whoever compares that with the ledger."""
    clean = repair(source.text)
    reading = read_repaired(clean, dated_on=dated_on)
    found = []
    for one in doubts(clean.text):
        span = clean.alignment.to_source(one.span)
        found.append(finding(one.rule, span, one.reason, source))
    found += [finding(one.rule, one.span, one.reason, source) for one in contradicted(reading, frozenset())]
    return Proofed(source, in_order(found)), reading


def doubts(text: str) -> list[Doubt]:
    """What the sentences of a clean text say against themselves, in the order of places."""
    found = [one for sentence in sentences(text) for look in LOOKS for one in look(sentence)]
    return sorted(found, key=lambda one: (one.span, one.rule))


def contradicted(reading: Reading, whole: frozenset[str]) -> list[Doubt]:
    """Pairs of statements of which no number satisfies both, told at the later; places in the text as given.

    Only numbers of a state are compared, and only between sentences: flows, grounds and what stands in one sentence
    speak of something of their own more often than not.
    """
    said = {
        str(place): one
        for place, one in enumerate(reading.statements)
        if isinstance(one.said, Tally) and one.said.measure in STATES
    }
    heard = [Heard(key, 0, one.said) for key, one in said.items() if isinstance(one.said, Tally)]
    found = []
    for left, right in contradictions(heard, whole=whole):
        a, b = said[left.statement_id], said[right.statement_id]
        if not STOP.search(reading.repaired.text, a.span.start, b.span.start):
            continue
        reason = Words(
            f"前面说“{a.quote}”，这里说“{b.quote}”，没有一个数能同时符合",
            f"it said “{a.quote}” before and says “{b.quote}” here: no number fits both",
        )
        found.append(Doubt("contradiction", b.place, reason))
    return found


def finding(rule: str, span: Span, reason: Words, source: Source) -> Finding:
    """A doubt as a finding in its document."""
    return Finding(rules()[rule], span, span.of(source.text), reason, place_of(source.blocks, span))


def in_order(found: list[Finding]) -> tuple[Finding, ...]:
    """By place."""
    return tuple(sorted(found, key=lambda one: (one.span, one.rule.code)))
