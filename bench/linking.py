"""A list of 100,000 noisy rows linked with the registry: how long, how much memory, how many right.

Run: ``python -m bench.linking [--rows 100000]``. The list is made (:mod:`bench.made_lists`) of rows of the
registry of 1978–1999, from another seed than the model was counted on. Beside it, on the same list: a join on the
name as it is, a join on the name in one spelling and without place and form, and rapidfuzz's best match above a
threshold, on a sample.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from bench.made_lists import made_list
from duijie.registry.importing import Asked, import_file
from duijie.registry.layout import Registry
from duijie.registry.linking.features import GIVEN
from duijie.registry.linking.link import link
from duijie.registry.linking.listing import read_list
from duijie.registry.linking.pools import registry_pools
from duijie.registry.linking.results import write_results
from duijie.registry.linking.spelling import rough, spelled

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "registry_1978_1999.parquet"
SEED = 7
SAMPLE = 100
CUTOFF = 85.0
CHOSEN = ("row", "name", "credit_code", "province", "city", "county", "address")


def as_registry(path: Path) -> pl.DataFrame:
    """The file's rows in the columns that features are made of, numbered from 1."""
    frame = pl.read_parquet(path).with_row_index("row", offset=1)
    texts = {
        name: pl.col(name).fill_null("") for name in ("name", "credit_code", "province", "city", "address")
    }
    return frame.with_columns(
        pl.col("row").cast(pl.Int64), old_number=pl.lit(""), county=pl.lit(""), **texts
    ).select(GIVEN)


def child(folder: Path) -> None:
    """Link in a process of its own, so that its memory is told alone."""
    begin = time.perf_counter()
    marks: dict[str, float] = {}
    listing = read_list(folder / "list.csv", mapping={})
    done = link(
        listing,
        registry_pools(Registry(folder / "registry")),
        progress=lambda state: marks.__setitem__(state.doing, time.perf_counter() - begin),
    )
    linked = time.perf_counter() - begin
    write_results(folder / "result.xlsx", listing, done)
    answers = [
        [one.row, one.decision.value, one.why, [one.link.name, one.link.code] if one.link else None,
         [[pair.name, pair.code] for pair in one.pairs]]
        for one in done.answers
    ]  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "seconds": linked,
        "written": time.perf_counter() - begin,
        "marks": marks,
        "peak": peak,
        "cpu": time.process_time(),
        "answers": answers,
    }
    (folder / "told.json").write_text(json.dumps(told), "utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument(
        "--columns", type=float, default=0.4, help="share of rows that state place and address"
    )
    options.add_argument("--show", type=int, default=0, help="print this many wrong links")
    options.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.folder:
        child(chosen.folder)
        return
    if not DATA.exists():
        print(f"skipped: {DATA} is absent (the registry is not part of the project)")
        return
    registered = as_registry(DATA)
    made, withheld = made_list(registered, rows=chosen.rows, seed=SEED, columns=chosen.columns)
    haystack = registered.filter(~pl.col("row").is_in(withheld))
    print(
        f"{len(made):,} rows against {len(haystack):,} of {DATA.name} ({len(withheld):,} withheld), seed {SEED}"
    )
    with tempfile.TemporaryDirectory(prefix="bench-linking-") as place:
        folder = Path(place)
        haystack.write_parquet(folder / "registry.parquet")
        made.select("name", "province", "city", "address").rename(
            {"name": "企业名称", "province": "省份", "city": "城市", "address": "地址"}
        ).write_csv(folder / "list.csv")
        import_file(
            Registry(folder / "registry"), folder / "registry.parquet", asked=Asked(), at=datetime.now(UTC)
        )
        subprocess.run([sys.executable, "-m", "bench.linking", "--in", place], check=True)
        told = json.loads((folder / "told.json").read_text("utf-8"))
    _report(told, made, registered, chosen.show)
    _peers(made, haystack)


def _report(told: dict[str, object], made: pl.DataFrame, registry: pl.DataFrame, show: int) -> None:
    who = {row: (name, code) for row, name, code in registry.select("row", "name", "credit_code").iter_rows()}
    truths = made.select("row", "name", "truth", "how").rows()
    sought = sum(truth > 0 for _, _, truth, _ in truths)
    right = wrong = queued = shown = 0
    kinds: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    whys: Counter[str] = Counter()
    for (row, name, truth, how), (number, decision, why, found, pairs) in zip(
        truths, told["answers"], strict=True
    ):
        assert row == number
        kinds[how] += 1
        same = bool(truth) and found is not None and (found[1] == who[truth][1] or found[0] == who[truth][0])
        right += same
        hits[how] += same
        if found is not None and not same:
            wrong += 1
            false[how] += 1
            if show:
                show -= 1
                print(f"    {name} -> {found[0]}; is {who[truth] if truth else '-'} ({how})")
        if decision == "queue":
            whys[why] += 1
            queued += 1
            shown += bool(truth) and any(one[1] == who[truth][1] for one in pairs)
    print(
        f"  duijie link        precision {right / (right + wrong):.4f}  recall {right / sought:.4f}"
        f"  for the clerk {queued / len(truths):.1%} (with them recall {(right + shown) / sought:.4f})"
    )
    print(
        f"    {told['seconds'] / 60:.1f} min, with the workbook {told['written'] / 60:.1f} min, {told['cpu'] / 60:.1f} min of one core; "
        f"peak {told['peak']:,.0f} MB"
    )
    print("    " + ", ".join(f"{doing} done at {at:.0f} s" for doing, at in told["marks"].items()))
    print("    queue: " + ", ".join(f"{why} {number}" for why, number in whys.most_common()))
    single = sorted(
        kind for kind in kinds if "+" not in kind and kind not in ("invented", "namesake", "withheld", "")
    )
    for kind in single:
        print(
            f"    {kind:<16} {kinds[kind]:>6}  recall {hits[kind] / kinds[kind]:.4f}  wrong {false[kind] / kinds[kind]:.4f}"
        )
    double = [kind for kind in kinds if "+" in kind]
    total = sum(kinds[kind] for kind in double) or 1
    print(
        f"    {'two kinds':<16} {total:>6}  recall {sum(hits[k] for k in double) / total:.4f}  wrong {sum(false[k] for k in double) / total:.4f}"
    )
    for kind in ("invented", "namesake", "withheld"):
        print(f"    {kind:<16} {kinds[kind]:>6}  linked all the same {false[kind] / max(kinds[kind], 1):.4f}")


def _peers(made: pl.DataFrame, haystack: pl.DataFrame) -> None:
    for label, ours, theirs in (
        ("join on the name", made["name"], haystack["name"]),
        ("join in one spelling", spelled(made["name"]), spelled(haystack["name"])),
        ("join without place, form", rough(spelled(made["name"]))["inner_core"], rough(spelled(haystack["name"]))["inner_core"]),
    ):  # fmt: skip
        begin = time.perf_counter()
        alone = (
            pl.DataFrame({"key": theirs, "row_r": haystack["row"]})
            .group_by("key")
            .agg(pl.len(), pl.first("row_r"))
        )
        joined = made.select("truth").with_columns(key=ours).join(alone.filter(pl.col("len") == 1), on="key")
        _told(
            label,
            joined["truth"].to_list(),
            joined["row_r"].to_list(),
            int((made["truth"] > 0).sum()),
            time.perf_counter() - begin,
        )
    sample = made.sample(min(SAMPLE, len(made)), seed=SEED)
    names, rows = spelled(haystack["name"]).to_list(), haystack["row"].to_list()
    begin = time.perf_counter()
    truths, found = [], []
    for name, truth in zip(spelled(sample["name"]), sample["truth"], strict=True):
        best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=CUTOFF)
        if best:
            truths.append(truth)
            found.append(rows[best[2]])
    took = time.perf_counter() - begin
    _told(f"rapidfuzz ratio >= {CUTOFF:.0f}", truths, found, int((sample["truth"] > 0).sum()), took)
    print(f"    ({len(sample)} rows; 100,000 would take {took / len(sample) * 100_000 / 60:.0f} min)")


def _told(label: str, truths: list[int], found: list[int], sought: int, took: float) -> None:
    right = sum(a == b for a, b in zip(truths, found, strict=True))
    print(
        f"  {label:<26} precision {right / max(len(found), 1):.4f}  recall {right / sought:.4f}  {took:.1f} s"
    )


if __name__ == "__main__":
    random.seed(SEED)
    main()
