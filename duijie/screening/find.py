"""Screen a text: the words found in their place, what they touch, the article, the advice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.screening.denial import around, denied, sentences
from duijie.screening.lexicon import Rule, load, ways_of
from duijie.text.formats import open_document, place_of
from duijie.text.formats.source import Source
from duijie.text.repair import repair

# An English sentence says in three times the characters what a Chinese one says.
LATIN: Final = 3
NO_VERDICT: Final = Words(
    "这是按词表找到的提示，不是法律结论；是否违法、是否有例外，由审查单位判断。没有提示也不等于合法。",
    "These are hints found by a table of words, not a legal verdict: whether a promise is unlawful or excepted is for "
    "the reviewing unit to say. Finding nothing does not make a draft lawful.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a draft that a rule tells of. ``span`` and ``sentence`` are places in the text screened."""

    rule: Rule
    span: Span
    words: str
    sentence: Span
    where: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """A file with what was found, under the rules in force on ``day``. Spans are those of ``source.text``."""

    source: Source
    day: date
    findings: tuple[Finding, ...]


def screen_file(data: bytes, name: str, *, day: date, max_bytes: int) -> Screened:
    """Screen a file. Raises :class:`duijie.text.formats.source.CannotRead`."""
    return screen_source(open_document(data, name, max_bytes=max_bytes), day=day)


def screen_source(source: Source, *, day: date) -> Screened:
    """Screen a document that was opened; places lead back to its own text, before any repair."""
    clean = repair(source.text)
    findings = []
    for one in screen(clean.text, day=day):
        span = clean.alignment.to_source(one.span)
        findings.append(
            Finding(
                one.rule, span, span.of(source.text), clean.alignment.to_source(one.sentence),
                place_of(source.blocks, span),
            )
        )  # fmt: skip
    return Screened(source, day, tuple(findings))


def screen(text: str, *, day: date) -> list[Finding]:
    """What the rules in force on ``day`` tell of in ``text``, in the order of the words.

    Where a promise is both forbidden and one that wants a review, it is told once, as forbidden.
    """
    lexicon = load()
    rules, found = lexicon.on(day), []
    for sentence in sentences(text):
        said = sentence.span.of(text)
        places = _Places(said, lexicon.patterns)
        hits = [
            (rule, hit)
            for rule in rules
            if not any(places[code] for code in rule.unless)
            for hit in _hits(rule, places, LATIN if _is_latin(said) else 1)
            if not (sentence.governed and not rule.own_negation)
            and not denied(said, hit, own_negation=rule.own_negation)
        ]
        for rule, words in hits:
            hit = around(words)
            if rule.severity == "review" and any(
                other.severity == "forbidden" and around(at).overlaps(hit) for other, at in hits
            ):
                continue
            place = hit.shifted(sentence.span.start)
            found.append(Finding(rule, place, place.of(text), sentence.span))
    return sorted(found, key=lambda one: (one.span, one.rule.code))


class _Places:
    """Where each class of words stands in a sentence, looked for once."""

    def __init__(self, said: str, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._said, self._patterns = said, patterns
        self._found: dict[str, list[Span]] = {}

    def __getitem__(self, code: str) -> list[Span]:
        if code not in self._found:
            self._found[code] = [Span(*one.span()) for one in self._patterns[code].finditer(self._said)]
        return self._found[code]


def _is_latin(said: str) -> bool:
    return 2 * sum(one.isascii() for one in said) > len(said)


def _hits(rule: Rule, places: _Places, wider: int) -> list[tuple[Span, ...]]:
    """The words of the shortest stretches that hold one of each class of a way, no stretch over another."""
    every = [
        words
        for way in ways_of(rule)
        if all(places[code] for code in way)
        for words in _together([places[code] for code in way], wider * rule.within)
    ]
    chosen: list[tuple[Span, ...]] = []
    taken: set[int] = set()
    for words in sorted(every, key=lambda one: (len(around(one)), around(one).start)):
        reach = around(words)
        if taken.isdisjoint(range(reach.start, reach.end)):
            chosen.append(tuple(sorted(words)))
            taken.update(range(reach.start, reach.end))
    return sorted(chosen)


def _together(
    lists: Sequence[Sequence[Span]], within: int, held: tuple[Span, ...] = ()
) -> Iterator[tuple[Span, ...]]:
    """One word of each class, no two over each other, within ``within`` characters from first to last."""
    if not lists:
        yield held
        return
    near = lists[0]
    if held:
        reach = around(held)
        near = near[bisect_left(near, Span(max(0, reach.end - within), max(0, reach.end - within))) :]
    for span in near:
        if held and span.start > held[0].start + within:
            break
        if not any(span.overlaps(one) for one in held) and len(around((*held, span))) <= within:
            yield from _together(lists[1:], within, (*held, span))
