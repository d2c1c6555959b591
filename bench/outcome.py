"""What reading the gold documents gave, and how one run differs from the recorded one.

A statement is known across runs by a digest of the fields that count in matching, so a recorded run holds
figures and digests and no text of any corpus.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.gold import Document
from bench.matching import FIELDS, Values, differing, matches, pair, quantities, same_quantity
from duijie.kernel.ids import content_id
from duijie.kernel.span import Span
from duijie.reading.engine import VERSION, read

QUANTITIES = "(quantities)"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and the shares that follow; a share of nothing is ``None``."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float | None:
        return self.hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hits / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True, slots=True)
class Line:
    """A statement that counts as ``hit``, ``missed`` or ``excess``, with its surroundings.

    ``before``, ``quote`` and ``after`` make up the sentence; ``near`` says what a found statement of the same
    kind at the same place has otherwise. A hit is the gold statement.
    """

    corpus: str
    document: str
    digest: str
    verdict: str
    values: Values
    before: str
    quote: str
    after: str
    near: str = ""

    @property
    def said(self) -> str:
        """Kind and the fields that count, in one line."""
        return f"{self.values['kind']} {_shown(self.values)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document read: its counts by kind (and for quantities) and its lines."""

    document: Document
    scores: Mapping[str, Score]
    lines: tuple[Line, ...]


def outcome(document: Document) -> Outcome:
    """Read ``document`` as the product does and compare."""
    reading = read(document.text, dated_on=document.dated_on)
    text = reading.repaired.text
    found = [one.as_json() for one in reading.statements]
    spans = [one.span for one in reading.statements]
    scores: dict[str, Score] = {}
    lines: list[Line] = []
    digests = Digests(document)
    for kind in sorted({one["kind"] for one in (*document.statements, *found)}):
        gold = [one for one in document.statements if one["kind"] == kind]
        ours = [i for i, one in enumerate(found) if one["kind"] == kind]
        pairing = pair(gold, [found[i] for i in ours], matches)
        scores[kind] = Score(len(pairing.hits), len(gold), len(ours))
        excess = [ours[j] for j in pairing.excess]
        missed = set(pairing.missed)
        for i, one in enumerate(gold):
            at = _where(text, one.get("quote") or "")
            near = next((j for j in excess if at and spans[j].overlaps(at)), None) if i in missed else None
            lines.append(
                Line(
                    document.corpus,
                    document.id,
                    digests.of(one),
                    "missed" if i in missed else "hit",
                    one,
                    *_sentence(text, at, one.get("quote") or ""),
                    near="" if near is None else _otherwise(one, found[near]),
                )
            )
        digests_found = Digests(document)
        lines += [
            Line(
                document.corpus,
                document.id,
                digests_found.of(found[j]),
                "excess",
                found[j],
                *_sentence(text, spans[j], ""),
            )
            for j in excess
        ]
    wanted, held = quantities(document.statements), quantities(found)
    hits = len(pair(wanted, held, same_quantity).hits)
    scores[QUANTITIES] = Score(hits, len(wanted), len(held))
    return Outcome(document, scores, tuple(lines))


def total(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Counts by kind, added up."""
    added: dict[str, Score] = defaultdict(Score)
    for one in outcomes:
        for kind, score in one.scores.items():
            added[kind] += score
    return dict(added)


def all_kinds(scores: Mapping[str, Score]) -> Score:
    """All kinds together (micro), quantities aside; a kind without any gold says nothing and stays out."""
    return sum((s for kind, s in scores.items() if kind != QUANTITIES and s.gold), Score())


class Digests:
    """Names statements of one document: equal ones are numbered in their order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: Counter[str] = Counter()

    def of(self, values: Values) -> str:
        counted = json.dumps(_counted(values), ensure_ascii=False, sort_keys=True)
        name = content_id(self.document.corpus, self.document.id, values["kind"], counted)[:16]
        self.seen[name] += 1
        return f"{name}.{self.seen[name]}"


def _counted(values: Values) -> dict[str, Any]:
    """The fields that count in matching."""
    counted = {name: values.get(name) for name in FIELDS.get(values["kind"], {})}
    for name, value in counted.items():
        if isinstance(value, Mapping):
            counted[name] = [float(value["number"]), value.get("unit"), value.get("sense", "exact")]
    return counted


def _shown(values: Values) -> str:
    return " · ".join(_printed(values.get(name)) for name in FIELDS.get(values["kind"], {}))


def _printed(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{value.get('words') or value['number']} ({value.get('sense', 'exact')})"
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)


def _otherwise(gold: Values, found: Values) -> str:
    fields = differing(gold, found)
    return "; ".join(f"{name}: {_printed(found.get(name))}" for name in fields) or "counted for another"


def _where(text: str, quote: str) -> Span | None:
    at = text.find(quote) if quote else -1
    return Span(at, at + len(quote)) if at >= 0 else None


def _sentence(text: str, at: Span | None, quote: str) -> tuple[str, str, str]:
    """What stands before ``at`` in its sentence, there, and after; the bare quote where it has no place."""
    if at is None:
        return "", quote, ""
    begin = max(text.rfind(mark, 0, at.start) for mark in "。！？；\n") + 1
    ends = [text.find(mark, max(at.start, at.end - 1)) for mark in "。！？；\n"]
    end = min((e + 1 for e in ends if e >= 0), default=len(text))
    return text[begin : at.start], at.of(text), text[at.end : max(end, at.end)].rstrip("\n")


@dataclass(frozen=True, slots=True)
class Compared:
    """This run against the recorded one. ``gone`` counts excess that is no more, ``new_gold`` gold unknown then.

    Only corpora that are both here and recorded are compared; ``beyond`` names the others.
    """

    newly_hit: tuple[Line, ...] = ()
    newly_missed: tuple[Line, ...] = ()
    new_excess: tuple[Line, ...] = ()
    gone: int = 0
    new_gold: int = 0
    beyond: tuple[str, ...] = ()
    recorded_on: str = ""
    before: Mapping[str, Score] = field(default_factory=dict)


def compare(outcomes: Iterable[Outcome], recorded: Mapping[str, Any]) -> Compared:
    """Gains and losses since ``recorded`` (see :func:`record`)."""
    runs = recorded.get("corpora", {})
    better: list[Line] = []
    worse: list[Line] = []
    more: list[Line] = []
    beyond: dict[str, None] = {}
    new_gold = 0
    excess_now: set[str] = set()
    compared: set[str] = set()
    for one in outcomes:
        name = one.document.corpus
        if name not in runs:
            beyond[name] = None
            continue
        compared.add(name)
        hit, missed, excess = (set(runs[name][verdict]) for verdict in ("hit", "missed", "excess"))
        for line in one.lines:
            if line.verdict == "excess":
                excess_now.add(line.digest)
                if line.digest not in excess:
                    more.append(line)
            elif line.digest not in hit | missed:
                new_gold += 1
            elif line.verdict == "hit" and line.digest in missed:
                better.append(line)
            elif line.verdict == "missed" and line.digest in hit:
                worse.append(line)
    beyond |= dict.fromkeys(name for name in runs if name not in compared)
    return Compared(
        newly_hit=tuple(better),
        newly_missed=tuple(worse),
        new_excess=tuple(more),
        gone=sum(digest not in excess_now for name in compared for digest in runs[name]["excess"]),
        new_gold=new_gold,
        beyond=tuple(beyond),
        recorded_on=recorded.get("recorded_on", ""),
        before={name: all_kinds(_scores(runs[name])) for name in compared},
    )


def _scores(run: Mapping[str, Any]) -> dict[str, Score]:
    return {kind: Score(*counts) for kind, counts in run["scores"].items()}


def record(outcomes: Iterable[Outcome], before: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The run as it is kept; corpora that are not here keep what was recorded of them."""
    by_corpus: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_corpus[one.document.corpus].append(one)
    corpora = dict(before.get("corpora", {})) | {
        name: {
            "documents": len(ours),
            "scores": {k: [s.hits, s.gold, s.found] for k, s in sorted(total(ours).items())},
            **{
                verdict: sorted(line.digest for line in _lines(ours) if line.verdict == verdict)
                for verdict in ("hit", "missed", "excess")
            },
        }
        for name, ours in by_corpus.items()
    }
    return {"recorded_on": today.isoformat(), "reader": VERSION, "corpora": dict(sorted(corpora.items()))}


def _lines(outcomes: Iterable[Outcome]) -> Iterator[Line]:
    return (line for one in outcomes for line in one.lines)


def recorded_run(path: Path) -> dict[str, Any]:
    """What was recorded in ``path``; empty where nothing was."""
    if not path.exists():
        return {}
    kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return kept
