"""Precision and recall of the screening of drafts on ``tests/cases/screening``, by part and by rule; and its speed.

A sentence is right where the rule that it names is among those found, or where it names none and nothing is found.
What one rule finds in a sentence written for another is counted as neither.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from datetime import date
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "screening" / "sentences.tsv"
DAY = date(2026, 6, 1)


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]  # type: ignore[misc]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from duijie.screening.find import screen  # noqa: PLC0415 -- settings first

    counts: Counter[tuple[str, str]] = Counter()
    for part, rule, sentence in rows():
        found = {one.rule.code for one in screen(sentence, day=DAY)}
        seen = part.rstrip("!")
        for group in (f"part {seen}", *([f"rule {rule}"] if rule != "-" else [])):
            counts[group, "hit" if rule in found else "miss"] += rule != "-"
        if rule == "-":
            counts[f"part {seen}", "false" if found else "quiet"] += 1
            for code in found:
                counts[f"rule {code}", "false"] += 1
    print(f"{'':28} {'hit':>5} {'miss':>5} {'false':>6} {'quiet':>6} {'precision':>10} {'recall':>7}")
    for group in sorted({group for group, _ in counts}):
        hit, miss, false, quiet = (counts[group, key] for key in ("hit", "miss", "false", "quiet"))
        precision = hit / (hit + false) if hit + false else 1.0
        print(
            f"{group:28} {hit:5} {miss:5} {false:6} {quiet:6} {precision:10.2f} {hit / max(1, hit + miss):7.2f}"
        )
    text = "\n".join(sentence for _, _, sentence in rows()) * 10
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        screen(text, day=DAY)
        times.append(time.perf_counter() - begin)
    print(f"{len(text):,} characters in {statistics.median(times) * 1000:.0f} ms (median of 5)")


if __name__ == "__main__":
    main()
