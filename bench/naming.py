"""Short names of listed companies against all registered names: how often the right one comes first.

Run: ``python -m bench.naming [--half tune|report|all]``. Rows are split by their position, even and odd;
rules were tuned on the even rows, figures are given for the odd ones. A peer without knowledge of how names
are made (rapidfuzz) runs on the same rows.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from duijie.naming.blocking import Index
from duijie.naming.compare import Match, NoMatch, SeveralMatches, match, propose
from duijie.naming.plain import plain

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "listed_companies.jsonl"
Pair = tuple[str, str]


def load() -> list[Pair]:
    """(short name, registered name) in the file's order."""
    rows = (json.loads(line) for line in DATA.read_text("utf-8").splitlines() if line)
    return [(row["short_name"], row["name"]) for row in rows if row.get("short_name") and row.get("name")]


def ours(pairs: list[Pair], index: Index, *, show: int = 0) -> None:
    first = wrong = unsure = nothing = 0
    begin = time.perf_counter()
    answers = [match(short, index) for short, _ in pairs]
    took = time.perf_counter() - begin
    for (short, full), answer in zip(pairs, answers, strict=True):
        top = ""
        match answer:
            case Match(proposal=proposal):
                top = proposal.right
                wrong += top != full
            case SeveralMatches(proposals=proposals):
                top = proposals[0].right
                unsure += 1
            case NoMatch():
                nothing += 1
        first += top == full
        if top != full and show:
            show -= 1
            print(f"    {short} -> {top or '-'} ({type(answer).__name__}); is {full}")
    n = len(pairs)
    print(
        f"  duijie.naming      top-1 {first / n:6.1%}  left unsure {unsure / n:5.1%}  none {nothing / n:5.1%}"
        f"  named alone and wrong {wrong / n:5.1%}  {n / took:7.0f} names/s"
    )


def peer(pairs: list[Pair], names: list[str], scorer: Callable[..., float], label: str) -> None:
    spelled = [plain(name) for name in names]
    begin = time.perf_counter()
    hits = 0
    for short, full in pairs:
        best = process.extractOne(plain(short), spelled, scorer=scorer)
        hits += best is not None and names[best[2]] == full
    took = time.perf_counter() - begin
    print(f"  rapidfuzz {label:<14} top-1 {hits / len(pairs):6.1%}{'':52}{len(pairs) / took:7.0f} names/s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("tune", "report", "all"), default="report")
    options.add_argument("--show", type=int, default=0, help="print this many misses")
    chosen = options.parse_args()
    if not DATA.exists():
        print(f"skipped: {DATA} is absent (the list of listed companies is not part of the project)")
        return
    pairs = load()
    names = list(dict.fromkeys(full for _, full in pairs))
    part = {"tune": pairs[0::2], "report": pairs[1::2], "all": pairs}[chosen.half]
    print(f"{len(part)} short names ({chosen.half}) against {len(names)} registered names, {DATA.name}")
    begin = time.perf_counter()
    index = Index(names)
    print(f"  index built in {time.perf_counter() - begin:.2f} s")
    ours(part, index, show=chosen.show)
    peer(part, names, fuzz.WRatio, "WRatio")
    peer(part, names, fuzz.partial_ratio, "partial_ratio")
    everything = [name for pair in pairs for name in pair] + [f"{full}衡水分公司" for _, full in pairs]
    everything += [full.replace("股份", "") for _, full in pairs]
    everything = list(dict.fromkeys(everything))
    begin = time.perf_counter()
    found = propose(everything)
    took = time.perf_counter() - begin
    print(f"  propose: {len(everything)} names, {len(found)} pairs worth a look, {took:.1f} s")


if __name__ == "__main__":
    main()
