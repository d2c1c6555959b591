"""Short and noisy names against the bulk registry: how often the right one comes first, how fast, beside peers.

Run: ``python -m bench.directory_names [--half report|tune|all] [--noise 200] [--times 9] [--without-peers]``.
The haystack is the registry of 1978–1999 and all listed companies; the figures of the model of short forms were
fitted on the even rows of the list, what is printed is for the odd ones. ``--times`` also builds an index of so
many times more made names, which takes minutes.

Noise counts as right where the original name comes first, or the first is letter for letter what was asked for
(another organisation bears the noisy name), or the original ties with the first and the answer says "several".
Wrong and sure: the answer stands alone with the verdict "same", and is neither of these.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.directory_data import (
    LISTED,
    NOISE,
    REGISTRY,
    Pair,
    listed,
    listed_table,
    multiplied,
    noisy,
    registry_table,
)
from bench.directory_peers import PEERS
from bench.tables import Table
from duijie.naming.compare import compare
from duijie.naming.plain import plain
from duijie.registry.names import Candidate, NameIndex, stands_alone

Heads = tuple[str, ...]


def milliseconds(times: Sequence[float]) -> tuple[str, str]:
    """Median and 99th percentile."""
    return f"{median(times) * 1e3:.2f}", f"{quantiles(times, n=100)[98] * 1e3:.2f}"


def short_names(label: str, pairs: Sequence[Pair], find: Callable[[str], list[str]]) -> tuple[str, ...]:
    first = ten = 0
    wall, own = [], []
    for short, full in pairs:
        begin, busy = time.perf_counter(), time.process_time()
        names = find(short)
        wall.append(time.perf_counter() - begin)
        own.append(time.process_time() - busy)
        found = [plain(name) for name in names]
        first += found[:1] == [plain(full)]
        ten += plain(full) in found
    count = len(pairs)
    return (
        label,
        str(count),
        f"{first / count:.3f}",
        f"{ten / count:.3f}",
        *milliseconds(wall),
        milliseconds(own)[0],
    )


def derivable(short: str, full: str) -> bool:
    """Whether all letters of the short name but one stand in the registered one (or in its province's short name)."""
    return (
        compare(short, full).verdict != "different" or sum(letter not in full for letter in plain(short)) <= 1
    )


def noise_row(
    kind: str, index: NameIndex, names: Sequence[str], known: set[str], count: int
) -> tuple[str, ...]:
    right = tied = anothers = wrong = sure = 0
    wall = []
    for query, name in noisy(names, kind, count):
        begin = time.perf_counter()
        found = index.search(query)
        wall.append(time.perf_counter() - begin)
        alone = stands_alone(found)
        sure += alone
        top = plain(found[0].name) if found else ""
        if top == plain(name):
            right += 1
        elif top == plain(query) and top in known:
            anothers += 1
        elif found and not alone and _ties(query, name, found):
            tied += 1
        else:
            wrong += alone
    shares = (right, anothers, tied, right + anothers + tied, sure, wrong)
    return (kind, str(count), *(f"{one / count:.3f}" for one in shares), *milliseconds(wall))


def _ties(query: str, name: str, found: Sequence[Candidate]) -> bool:
    pair, best = compare(query, name), found[0]
    if pair.verdict == best.verdict and pair.score >= best.score - 1e-4:
        return True
    same = (one for one in found if plain(one.name) == plain(name))
    return any((one.verdict, one.score) == (best.verdict, best.score) for one in same)


def growth(times: int, pairs: Sequence[Pair], folder: Path) -> tuple[str, ...]:
    """An index of so many times more made names."""
    parts = [REGISTRY]
    for number, made in enumerate(multiplied(registry_table(), times)):
        parts.append(folder / f"made-{number}.parquet")
        made.write_parquet(parts[-1])
    index = built(parts, folder / "names")
    return short_names(f"duijie, {len(index) / 1e6:.1f} m names", pairs, lambda text: _names(index, text))


def built(parts: Sequence[Path], folder: Path) -> NameIndex:
    """The index of ``parts`` and of the listed companies, and what it took."""
    begin, busy = time.perf_counter(), busy_seconds()
    index = NameIndex.build(parts, folder)
    index.add("listed", [listed_table()])
    took, worked = time.perf_counter() - begin, busy_seconds() - busy
    millions = len(index) / 1e6
    print(
        f"  {len(index)} names indexed in {took:.0f} s, {took / millions:.0f} s a million;"
        f" processors at work {worked / millions:.0f} s a million"
    )
    return index


def busy_seconds() -> float:
    """Processor time of this process and of those that it waited for."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _names(index: NameIndex, text: str) -> list[str]:
    return [one.name for one in index.search(text)]


def resident() -> float:
    """Megabytes of this process in memory, files that are mapped included."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("tune", "report", "all"), default="report")
    options.add_argument("--noise", type=int, default=200, help="queries of each kind of noise")
    options.add_argument("--times", type=int, default=0, help="times more made names")
    options.add_argument("--index", type=Path, help="a folder that keeps the index between runs")
    options.add_argument("--without-peers", action="store_true")
    options.add_argument("--show", type=int, default=0, help="print this many misses")
    chosen = options.parse_args()
    for data in (REGISTRY, LISTED):
        if not data.exists():
            print(f"skipped: {data} is absent (it is not part of the project)")
            return
    every = listed()
    pairs = {"tune": every[0::2], "report": every[1::2], "all": every}[chosen.half]
    names = [*registry_table()["name"].to_list(), *listed_table()["name"].to_list()]
    known = set(map(plain, names))
    print(f"{len(pairs)} short names ({chosen.half}), {len(names)} registered names")
    print(
        f"  ceiling: {sum(derivable(*pair) for pair in pairs) / len(pairs):.3f} of the short names can come of the name"
    )
    with TemporaryDirectory() as folder:
        index = built([REGISTRY], chosen.index or Path(folder) / "names")
        index.search("预热")
        rows = [short_names("duijie", pairs, lambda text: _names(index, text))]
        if chosen.show:
            show(index, pairs, chosen.show)
        noise = [noise_row(kind, index, names, known, chosen.noise) for kind in NOISE]
        print(f"  {resident():.0f} MB in memory after {len(pairs) + chosen.noise * len(NOISE)} queries")
        if not chosen.without_peers:
            for label, (opened, most) in PEERS.items():
                with opened(names) as find:
                    rows.append(short_names(label, pairs[:: max(1, len(pairs) // most)], find))
        if chosen.times:
            rows.append(growth(chosen.times, pairs, Path(folder)))
    heads: Heads = ("short names", "queries", "first", "of ten", "median ms", "p99 ms", "own CPU ms")
    print(Table("Short names → registered names", heads, tuple(rows)).as_text())
    heads = (
        "noise",
        "queries",
        "first",
        "another's",
        "tied",
        "right",
        "sure",
        "wrong, sure",
        "median ms",
        "p99 ms",
    )
    print(Table("Noise on registered names", heads, tuple(noise)).as_text())


def show(index: NameIndex, pairs: Sequence[Pair], most: int) -> None:
    """Misses, the right name's rank beside them."""
    for short, full in pairs:
        found = [plain(name) for name in _names(index, short)]
        if found[:1] != [plain(full)] and most:
            most -= 1
            rank = found.index(plain(full)) + 1 if plain(full) in found else "–"
            print(f"    {short} → {found[0] if found else '–'}; is {full} ({rank})")


if __name__ == "__main__":
    main()
