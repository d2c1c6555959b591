"""Precision and recall of reading on all gold there is, and what changed since the recorded run.

usage: python -m bench.scoreboard [--record] [--misses] [--only blind_a,dev]

Prints tables, and writes a page with every miss and every excess in its sentence to
``test-artifacts/reading-scores.html`` and ``.md``. ``--record`` keeps this run in ``bench/scores/last.json``
and puts its tables into ``docs/reading-quality.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.gold import ROOT, corpora, load
from bench.outcome import (
    Compared,
    Outcome,
    Score,
    all_kinds,
    compare,
    outcome,
    record,
    recorded_run,
    total,
)
from bench.score_page import as_html, as_markdown
from bench.tables import Table, groups, kinds_table, overall_table

LAST = ROOT / "bench" / "scores" / "last.json"
PAGES = ROOT / "test-artifacts"
PUBLISHED = ROOT / "docs" / "reading-quality.md"
MARKED = re.compile(r"(?<=<!-- scores: written by make score -->\n).*?(?=<!-- end of scores -->)", re.DOTALL)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--record", action="store_true", help="keep this run as the one to compare with")
    options.add_argument("--misses", action="store_true", help="print every miss (-) and excess (+)")
    options.add_argument("--only", default="", help="only these corpora, separated by commas")
    chosen = options.parse_args()
    wanted = {name for name in chosen.only.split(",") if name}
    here = {name: path for name, path in corpora().items() if not wanted or name in wanted}
    if not here:
        options.error(f"no corpus {chosen.only}; there are {', '.join(corpora())}")
    began = time.perf_counter()
    outcomes = [outcome(document) for name, path in here.items() for document in load(name, path)]
    took = time.perf_counter() - began
    before = recorded_run(LAST)
    change = compare(outcomes, before)
    tables = [overall_table(outcomes), kinds_table(outcomes)]
    for table in tables:
        print(f"\n{table.as_text()}")
    print(f"\n{changes(change, outcomes)}")
    if chosen.misses:
        print(listing(outcomes))
    PAGES.mkdir(exist_ok=True)
    (PAGES / "reading-scores.html").write_text(as_html(outcomes, tables, change), "utf-8")
    (PAGES / "reading-scores.md").write_text(as_markdown(outcomes, tables, change), "utf-8")
    page = (PAGES / "reading-scores.html").relative_to(ROOT)
    print(f"{len(outcomes)} documents in {took:.1f} s; every miss and excess: {page}")
    if chosen.record:
        now = datetime.now(UTC).date()
        LAST.write_text(json.dumps(record(outcomes, before, now), indent=1) + "\n", "utf-8")
        print(f"recorded in {LAST.relative_to(ROOT)}")
        if not wanted:
            publish(PUBLISHED, tables)


def changes(change: Compared, outcomes: Sequence[Outcome]) -> str:
    """Gains and losses in a few lines."""
    if not change.recorded_on:
        return "nothing recorded yet to compare with (--record keeps this run)"
    lines = [
        f"since the run recorded on {change.recorded_on}: {len(change.newly_hit)} newly hit, "
        f"{len(change.newly_missed)} newly missed, {len(change.new_excess)} new excess, "
        f"{change.gone} excess gone"
    ]
    now: Mapping[str, Score] = {
        name: all_kinds(total(ours)) for name, ours in groups(outcomes).items() if name in change.before
    }
    lines += [
        f"  {name}: F1 {(change.before[name].f1 or 0):.3f} -> {(score.f1 or 0):.3f}"
        for name, score in now.items()
    ]
    if change.new_gold:
        lines.append(f"  {change.new_gold} gold statements were not there then")
    if change.beyond:
        lines.append(f"  not compared: {', '.join(change.beyond)} (absent now or not recorded)")
    signs = (("gained", change.newly_hit), ("lost", change.newly_missed), ("excess", change.new_excess))
    lines += [
        f"  {sign:6} {line.corpus}/{line.document} {line.said}" for sign, some in signs for line in some
    ]
    return "\n".join(lines)


def listing(outcomes: Sequence[Outcome]) -> str:
    """Every miss and excess, a line each."""
    return "\n".join(
        f"{'-' if line.verdict == 'missed' else '+'} {line.corpus}/{line.document} {line.said} 「{line.quote}」"
        for one in outcomes
        for line in one.lines
        if line.verdict != "hit"
    )


def publish(path: Path, tables: Sequence[Table]) -> None:
    """Replace the marked part of ``path`` by ``tables``; says so where the marks are missing."""
    text = path.read_text("utf-8") if path.exists() else ""
    if not MARKED.search(text):
        print(f"{path.name} has no place marked for the scores; it stays as it is")
        return
    body = "\n" + "\n\n".join(table.as_markdown() for table in tables) + "\n\n"
    path.write_text(MARKED.sub(lambda _: body, text, count=1), "utf-8")
    print(f"tables put into {path}")


if __name__ == "__main__":
    main()
