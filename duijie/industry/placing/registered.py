"""The bulk registry as columns that rank and count, and where its rows stand on a chain.

Columns are read once for each state of the registry and kept in memory: about 120 bytes a row, names included. Placing a
registry on a chain reads every scope once (minutes for millions of rows, so its answer is kept in a file beside the
registry, by the chain's words and what signs are worth) and needs anew only what changed: one source, or one chain.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from django.conf import settings

from duijie.industry.links.graph import Graph
from duijie.industry.placing.placer import Placed, Placer, Sign
from duijie.industry.rules import worth
from duijie.kernel.ids import content_id
from duijie.registry.layout import Manifest, Registry

UNKNOWN_DAY: Final = np.iinfo(np.int32).min
_AT_ONCE: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Registered:
    """The rows of all sources in force, end to end; every array has one value a row.

    ``division``: six digits, 0 where not known. ``day``: of registration, since 1970. ``capital``: yuan, NaN where not
    known. ``status``: index into ``statuses``. ``coded``: whether the credit code's check digits fit.
    ``codes``: the credit codes sorted, ``by_code`` their places.
    """

    folder: Path
    key: str
    sources: tuple[Manifest, ...]
    source: npt.NDArray[np.int16]
    row: npt.NDArray[np.int64]
    division: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    capital: npt.NDArray[np.float64]
    status: npt.NDArray[np.int32]
    statuses: tuple[str, ...]
    coded: npt.NDArray[np.bool_]
    codes: npt.NDArray[np.bytes_]
    by_code: npt.NDArray[np.uint32]
    text: pl.DataFrame
    """``name``, ``credit_code``, ``industry``."""

    def __len__(self) -> int:
        return len(self.row)

    def place_of(self, code: str) -> int | None:
        """The place of the first row with a credit code."""
        wanted = np.bytes_(code.encode())
        at = int(np.searchsorted(self.codes, wanted))
        return int(self.by_code[at]) if code and at < len(self.codes) and self.codes[at] == wanted else None

    def within(self, division: str) -> npt.NDArray[np.bool_]:
        """The rows in a division: two, four or six digits, zeros at the end left out or not."""
        low, high = bounds(division)
        return (self.division >= max(low, 1)) & (self.division < high)


@dataclass(frozen=True, slots=True, eq=False)
class OnChain:
    """Where rows stand on a chain: row, link by its place in the graph, score; a row may stand on several links.

    Sorted by row. ``signs`` are kept as text: few are ever shown.
    """

    row: npt.NDArray[np.int32]
    link: npt.NDArray[np.int16]
    score: npt.NDArray[np.float32]
    signs: pl.Series

    def placed(self, number: int, graph: Graph) -> Placed:
        """One of them with its signs."""
        score = float(self.score[number])
        signs = tuple(Sign(*one) for one in json.loads(self.signs[number]))
        return Placed(graph.links[self.link[number]].code, round(score, 4), score >= worth().placed, signs)

    def of(self, row: int) -> range:
        """Where a row stands: their numbers."""
        return range(*np.searchsorted(self.row, [row, row + 1]).tolist())


def bounds(division: str) -> tuple[int, int]:
    """The codes from … to below … that lie in a division."""
    digits = division.strip()
    while len(digits) > 2 and digits.endswith("00") and len(digits) % 2 == 0:
        digits = digits[:-2]
    step = 10 ** (6 - len(digits))
    return int(digits) * step, (int(digits) + 1) * step


def home() -> Registry:
    """The registry of this installation."""
    return Registry(Path(settings.DUIJIE_HOME) / "registry")


def registered() -> Registered:
    """The registry as it is now; empty where nothing was imported."""
    sources = tuple(home().sources())
    return _read(str(home().folder), tuple((one.source, one.generation) for one in sources))


@lru_cache(maxsize=1)
def _read(_folder: str, known: tuple[tuple[str, str], ...]) -> Registered:
    store = home()
    sources = tuple(one for one in store.sources() if (one.source, one.generation) in known)
    columns = [
        "row",
        "division",
        "registered_on",
        "capital_yuan",
        "status",
        "name",
        "credit_code",
        "industry",
    ]
    frames = [
        pl.read_parquet(part, columns=columns).with_columns(pl.lit(number, pl.Int16).alias("source"))
        for number, one in enumerate(sources)
        for part in store.parts_of(one)
    ]
    empty = pl.DataFrame(schema={
        "row": pl.Int64, "division": pl.String, "registered_on": pl.Date, "capital_yuan": pl.Float64,
        "status": pl.String, "name": pl.String, "credit_code": pl.String, "industry": pl.String, "source": pl.Int16,
    })  # fmt: skip
    table = pl.concat(frames, rechunk=True) if frames else empty
    statuses = table["status"].unique().sort().to_list()
    places = {text: place for place, text in enumerate(statuses)}
    days = table["registered_on"].cast(pl.Int32).fill_null(UNKNOWN_DAY)
    order = table["credit_code"].arg_sort()
    division = table["division"].cast(pl.Int32, strict=False).fill_null(0)
    return Registered(
        folder=store.folder,
        key=content_id(list(known)),
        sources=sources,
        source=table["source"].to_numpy(),
        row=table["row"].to_numpy(),
        division=division.to_numpy(),
        day=days.to_numpy(),
        capital=table["capital_yuan"].fill_null(float("nan")).to_numpy(),
        status=table["status"].replace_strict(places, return_dtype=pl.Int32).to_numpy(),
        statuses=tuple(statuses),
        coded=(table["credit_code"] != "").to_numpy(),
        codes=table["credit_code"][order].to_numpy().astype("S18"),
        by_code=order.to_numpy(),
        text=table.select("name", "credit_code", "industry"),
    )


def on_chain(graph: Graph, rows: Registered) -> OnChain:
    """Where the registry's rows stand on a chain, from the file that keeps it or placed now."""
    return _on_chain(rows.key, graph.digest, content_id(repr(worth()))[:8], Kept(graph, rows))


def placed_on(graph: Graph, rows: Registered, row: int, link: str) -> Placed:
    """How a row stands on a link on which it does stand."""
    pairs = on_chain(graph, rows)
    number = next(one for one in pairs.of(row) if graph.links[pairs.link[one]].code == link)
    return pairs.placed(number, graph)


class Kept:
    """A chain and the rows, that do not count towards which answer is meant: their keys do."""

    def __init__(self, graph: Graph, rows: Registered) -> None:
        self.graph, self.rows = graph, rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=32)
def _on_chain(key: str, chain: str, signs: str, what: Kept) -> OnChain:
    folder = home().folder / "chains" / key
    path = folder / f"{chain}-{signs}.arrow"
    if path.exists():
        table = pl.read_ipc(path)
    else:
        table = _placed(what.graph, what.rows)
        if len(what.rows):
            _keep(path, table)
    return OnChain(
        table["row"].to_numpy(), table["link"].to_numpy(), table["score"].to_numpy(), table["signs"]
    )


def _keep(path: Path, table: pl.DataFrame) -> None:
    """Write the answer so that readers see all of it or nothing; answers for a registry that is no more go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.parent.iterdir():
        if old != path.parent:
            shutil.rmtree(old, ignore_errors=True)
    fresh = path.with_suffix(".new")
    table.write_ipc(fresh)
    fresh.replace(path)


def _placed(graph: Graph, rows: Registered) -> pl.DataFrame:
    placer = Placer(graph, worth())
    places = {link.code: place for place, link in enumerate(graph.links)}
    row, link, score, signs = [], [], [], []
    for first, name, scope, code, number in _candidates(placer, rows):
        for one in placer.place(name=name, scope=scope, code=code):
            row.append(first + number)
            link.append(places[one.link])
            score.append(one.score)
            signs.append(json.dumps([astuple(sign) for sign in one.signs], ensure_ascii=False))
    return pl.DataFrame(
        {"row": row, "link": link, "score": score, "signs": signs},
        schema={"row": pl.Int32, "link": pl.Int16, "score": pl.Float32, "signs": pl.String},
    )


def _candidates(placer: Placer, rows: Registered) -> Iterator[tuple[int, str, str, str, int]]:
    """Rows that have a word or a code of the chain at all, most do not: first row of the stretch, texts, place in it."""
    registry, first = home(), 0
    codes = sorted({code for link in placer.graph.links for code in link.codes})
    beginning = "^[A-T]?(?:" + "|".join(codes) + ")" if codes else "^$"
    words = list(placer.words)
    for one in rows.sources:
        for part in registry.parts_of(one):
            table = pl.read_parquet(part, columns=["name", "scope", "industry"])
            for begin in range(0, len(table), _AT_ONCE):
                some = table[begin : begin + _AT_ONCE]
                has = (
                    some["name"].str.contains_any(words) | some["scope"].str.contains_any(words)
                    | some["industry"].str.contains(beginning)
                )  # fmt: skip
                numbers = has.arg_true()
                texts = some[numbers]
                for number, (name, scope, code) in zip(numbers, texts.iter_rows(), strict=True):
                    yield first, name, scope, code, number
                first += len(some)
