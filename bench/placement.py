"""How well enterprises are placed on the links of chains, on the labelled rows of the shared registry.

    python -m bench.placement

Precision, recall and F1 over pairs of row and link, beside placing by words alone (any word of a link in name or
scope) and by the industry's code alone (which that registry does not give). Pairs marked as open count neither way.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import django
import polars as pl

CASES = Path(__file__).parents[1] / "tests" / "cases" / "industry" / "placements.tsv"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "registry_1978_1999.parquet"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row as it was read: where it belongs, and where readers could differ."""

    part: str
    name: str
    scope: str
    links: frozenset[str]
    open: frozenset[str]


def labelled() -> list[Labelled]:
    """The sample joined to the registry; empty where the registry is absent."""
    if not SHARED.exists():
        return []
    lines = [one.split("\t") for one in CASES.read_text("utf-8").splitlines() if one[:1] not in {"#", ""}][1:]
    wanted = {key: (part, links.split()) for key, part, links in lines}
    table = pl.read_parquet(SHARED, columns=["name", "credit_code", "scope"]).filter(
        pl.col("credit_code").str.len_chars() == 18
    )
    found = {}
    for name, code, scope in table.iter_rows():
        key = hashlib.sha256(code.encode()).hexdigest()[:20]
        if key in wanted:
            part, links = wanted[key]
            sure = frozenset(one for one in links if not one.endswith("?"))
            found[key] = Labelled(
                part, name or "", scope or "", sure, frozenset(one[:-1] for one in links) - sure
            )
    return [found[key] for key in wanted]


def measured(
    rows: list[Labelled], placed: Callable[[Labelled], frozenset[str]]
) -> tuple[float, float, int, int, int]:
    """Precision, recall, and the pairs found rightly, found wrongly and missed."""
    right = wrong = missed = 0
    for row in rows:
        found = placed(row)
        right += len(found & row.links)
        wrong += len(found - row.links - row.open)
        missed += len(row.links - found)
    return right / max(right + wrong, 1), right / max(right + missed, 1), right, wrong, missed


def ways() -> Mapping[str, Callable[[Labelled], frozenset[str]]]:
    """Ours and the two baselines."""
    from duijie.industry.links.shipped import shipped  # noqa: PLC0415
    from duijie.industry.placing.placer import Placer  # noqa: PLC0415 -- Django is set up first
    from duijie.industry.rules import worth  # noqa: PLC0415

    chains = {one.code: one.graph for one in shipped()}
    placers = {code: Placer(graph, worth()) for code, graph in chains.items()}

    def ours(row: Labelled) -> frozenset[str]:
        return frozenset(
            f"{code}:{one.link}"
            for code, placer in placers.items()
            for one in placer.place(name=row.name, scope=row.scope)
            if one.sure
        )

    def words(row: Labelled) -> frozenset[str]:
        text = row.name + " " + row.scope
        return frozenset(
            f"{code}:{link.code}"
            for code, graph in chains.items()
            for link in graph.links
            if any(word in text for word in link.words)
        )

    def codes(row: Labelled) -> frozenset[str]:
        return frozenset(
            f"{code}:{one.link}"
            for code, placer in placers.items()
            for one in placer.place(name="", scope="", code="")
        )

    return {"ours": ours, "words only": words, "code only": codes}


def main() -> None:
    django.setup()
    rows = labelled()
    if not rows:
        print(f"{SHARED} is absent: nothing to measure")
        return
    for part in ("tune", "keep"):
        own = [row for row in rows if row.part == part]
        print(f"{part}: {len(own)} rows, {sum(len(row.links) for row in own)} pairs")
        for name, way in ways().items():
            began = time.perf_counter()
            precision, recall, right, wrong, missed = measured(own, way)
            took = (time.perf_counter() - began) / len(own) * 1e6
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            print(
                f"  {name:<11} precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f}"
                f" ({right} right, {wrong} wrong, {missed} missed; {took:.0f} µs a row)"
            )
        if "--show" in sys.argv and part == "tune":
            for row in own:
                found = ways()["ours"](row)
                if found - row.links - row.open or row.links - found:
                    print(
                        row.name,
                        "|",
                        row.scope[:110],
                        "| +",
                        *(found - row.links - row.open),
                        "| -",
                        *(row.links - found),
                    )


if __name__ == "__main__":
    main()
