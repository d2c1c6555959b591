"""Organisations and amounts in real news of contracts and investments, beside other extractors.

usage: python -m bench.contract_events [--show N]

Reads ``../shared/data/contract_events_train.jsonl`` (FewFC, Institute of Automation, CAS): sentences with the
events 签署合同 and 投资 marked, their parties (a signatory, an investor, what is invested in) and amounts with
spans. ``lexicon/traded.toml`` was written with its misses in view; nothing else was tuned on it. In the same run:
jieba's words tagged ``nt`` (institutions), and those with ``nz`` (other proper names, where its dictionary has many
firms' short names), and jionlp's extractor for amounts of money (``pip install -r requirements/bench.txt``;
``make bench`` does).

How it is counted. One sentence is one unit; the spans that all its events of these two types name are the
gold, each once. A found span is a hit where it equals a gold span (row ``exact``), or where the characters
that both cover are at least 0.8 of those that either covers (row ``overlap``); no span is used twice. Whatever
else an extractor finds in these sentences is excess, also an organisation that takes no part in the event or an
amount that is another event's or a price: finding names is measured against naming the event's, so precision is
a lower bound. Persons are left out (签署合同: roles ``sub-per``, ``obj-per``; for 投资 the data do not tell
persons from organisations, so they stay in).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from bench.gold import SHARED
from bench.outcome import Score
from bench.tables import Table, figures
from duijie.kernel.span import Span
from duijie.reading.engine import read
from duijie.reading.prepared import Prepared
from duijie.reading.quantities import CURRENCIES, find_quantities
from duijie.text.repair import repair

DATA = SHARED / "data" / "contract_events_train.jsonl"
ENOUGH = 0.8
PARTIES = {"签署合同": ("sub-org", "obj-org"), "投资": ("sub", "obj")}
AMOUNTS = {"签署合同": ("amount",), "投资": ("money",)}
MONEY = frozenset(CURRENCIES.values())
# Names written out, by how names of institutions end in Chinese law and custom; the rest are short names.
WRITTEN_OUT = re.compile(
    r"(?:公司|集团|银行|大学|学院|研究院|研究所|政府|委员会|管委会|医院|协会|商会|联合会|基金会|[局厅部])$"
)
Finder = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the spans that its events name."""

    text: str
    types: frozenset[str]
    parties: tuple[Span, ...]
    amounts: tuple[Span, ...]


def sentences() -> list[Sentence]:
    """The sentences with a signing or an investment, in the file's order."""
    rows = (json.loads(line) for line in DATA.read_text("utf-8").splitlines())
    return [
        Sentence(
            row["text"],
            frozenset(event["type"] for event in events),
            _named(events, PARTIES),
            _named(events, AMOUNTS),
        )
        for row in rows
        if (events := [event for event in row["events"] if event["type"] in PARTIES])
    ]


def _named(events: Iterable[dict[str, Any]], roles: Mapping[str, tuple[str, ...]]) -> tuple[Span, ...]:
    spans = {
        Span(*mention["span"])
        for event in events
        for mention in event["mentions"]
        if mention["role"] in roles[event["type"]]
    }
    return tuple(sorted(spans))


def our_organisations(text: str) -> list[Span]:
    """As the product reads: in the repaired text, spans led back to the sentence as given."""
    repaired = repair(text)
    named = Prepared(repaired.text).organisations
    return [repaired.alignment.to_source_bare(one.span) for one in named]


def our_parties(text: str) -> list[Span]:
    """The parties of the projects and agreements that reading finds, where the sentence first prints them."""
    names = {
        name
        for one in read(text).statements
        if one.kind in ("project", "agreement")
        for name in one.said.parties  # type: ignore[union-attr]
    }
    return sorted(Span(at, at + len(name)) for name in names if (at := text.find(name)) >= 0)


def our_amounts(text: str) -> list[Span]:
    repaired = repair(text)
    return [
        repaired.alignment.to_source_bare(one.span)
        for one in find_quantities(repaired.text)
        if one.quantity.unit in MONEY
    ]


def peers() -> dict[str, Finder]:
    """The other extractors, loaded and warm; empty where they are not installed."""
    if find_spec("jieba") is None or find_spec("jionlp") is None:
        return {}
    import jieba  # noqa: PLC0415 (a second to load, and only here)
    import jieba.posseg  # noqa: PLC0415
    import jionlp  # type: ignore[import-untyped]  # noqa: PLC0415

    jieba.setLogLevel("ERROR")
    jieba.initialize()

    def tagged(*flags: str) -> Finder:
        def words(text: str) -> list[Span]:
            spans, at = [], 0
            for word in jieba.posseg.cut(text):
                if word.flag in flags:
                    spans.append(Span(at, at + len(word.word)))
                at += len(word.word)
            return spans

        return words

    def money(text: str) -> list[Span]:
        return [Span(*one["offset"]) for one in jionlp.ner.extract_money(text, with_parsing=False)]

    return {"jieba nt": tagged("nt"), "jieba nt and nz": tagged("nt", "nz"), "jionlp money": money}


def together(a: Span, b: Span) -> float:
    """Characters that both cover, as a share of those that either covers."""
    both = max(0, min(a.end, b.end) - max(a.start, b.start))
    return both / (len(a) + len(b) - both) if len(a) + len(b) else 0.0


def score(gold: Sequence[Span], found: Sequence[Span], least: float) -> Score:
    """Pairs by the largest overlap first; with ``least`` 1 only equal spans pair."""
    pairs = sorted(
        ((share, i, j) for i, a in enumerate(gold) for j, b in enumerate(found) if (share := together(a, b)) >= least),
        reverse=True,
    )  # fmt: skip
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for _, i, j in pairs:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
    return Score(len(taken_gold), len(gold), len(found))


def row(label: str, some: Sequence[Sentence], what: str, find: Finder) -> list[tuple[str, ...]]:
    """Two rows, exact and overlap, and sentences a second."""
    find(some[0].text)  # what loads on first use
    began = time.perf_counter()
    found = [find(one.text) for one in some]
    pace = len(some) / (time.perf_counter() - began)
    rows = []
    for name, least in (("exact", 1.0), ("overlap", ENOUGH)):
        added = sum(
            (score(getattr(one, what), spans, least) for one, spans in zip(some, found, strict=True)), Score()
        )
        rows.append((f"{label}, {name}", *figures(added), f"{pace:,.0f}"))
    return rows


def written_out(some: Sequence[Sentence], find: Finder) -> tuple[Score, Score]:
    """Recall (overlap) of names written out and of short names; precision has no meaning here."""
    parts = [Score(), Score()]
    for one in some:
        found = find(one.text)
        for span in one.parties:
            hit = any(together(span, other) >= ENOUGH for other in found)
            parts[0 if WRITTEN_OUT.search(span.of(one.text)) else 1] += Score(int(hit), 1, 0)
    return parts[0], parts[1]


def missed(some: Sequence[Sentence], what: str, find: Finder) -> dict[str, list[str]]:
    """What was not hit by overlap, by what stood there instead."""
    classes: dict[str, list[str]] = defaultdict(list)
    for one in some:
        found = find(one.text)
        for span in getattr(one, what):
            best = max(found, key=lambda other: together(span, other), default=None)
            share = together(span, best) if best is not None else 0.0
            if share >= ENOUGH:
                continue
            printed = span.of(one.text)
            full = what == "parties" and WRITTEN_OUT.search(printed)
            sort = "written out, " if full else "short name, " if what == "parties" else ""
            if best is not None and share > 0:
                longer = len(best) > len(span)
                classes[f"{sort}found {'longer' if longer else 'shorter'}"].append(
                    f"{printed} | {best.of(one.text)}"
                )
            else:
                classes[f"{sort}nothing found there"].append(printed)
    return classes


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--show", type=int, default=0, help="print this many misses of each class")
    chosen = options.parse_args()
    if not DATA.exists():
        print(f"skipped: {DATA} is absent (the news sentences are not part of the project)")
        return
    everything = sentences()
    print(f"{len(everything)} sentences of {DATA.name} with a signing or an investment")
    others = peers()
    if not others:
        print("jieba and jionlp are not installed (requirements/bench.txt), so nothing stands beside ours")
    finders: list[tuple[str, str, Finder]] = [
        ("duijie organisations", "parties", our_organisations),
        ("duijie parties of statements", "parties", our_parties),
        ("duijie amounts", "amounts", our_amounts),
    ]
    finders += [(name, "amounts" if "money" in name else "parties", find) for name, find in others.items()]
    heads = ("extractor, match", "gold", "found", "hits", "P", "R", "F1", "sentences/s")
    for type_ in PARTIES:
        some = [one for one in everything if type_ in one.types]
        for what in ("parties", "amounts"):
            rows = [r for label, sort, find in finders if sort == what for r in row(label, some, what, find)]
            print(f"\n{Table(f'{type_}: {what}, {len(some)} sentences', heads, tuple(rows)).as_text()}")
    print("\nrecall of parties, overlap: names written out (…公司 …集团 …银行 …政府 …) and short names")
    for label, sort, find in finders:
        if sort == "parties":
            full, short = written_out(everything, find)
            print(
                f"  {label:30} {full.hits:4}/{full.gold} = {full.recall or 0:.3f}"
                f"   {short.hits:4}/{short.gold} = {short.recall or 0:.3f}"
            )
    rng = random.Random(1)
    for what, find in (("parties", our_organisations), ("amounts", our_amounts)):
        print(f"\n{what} that ours missed, by class")
        for name, cases in sorted(missed(everything, what, find).items(), key=lambda item: -len(item[1])):
            print(f"  {len(cases):5}  {name}")
            for case in rng.sample(cases, min(chosen.show, len(cases))):
                print(f"           {case}")


if __name__ == "__main__":
    main()
