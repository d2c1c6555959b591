"""Registrations by city, industry and year: the matrix that everything here is computed from.

Small (a number for each city, group of industries and year) however long the registry is, so it is kept beside
the registry and made anew when a source changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from duijie.codes.divisions import Division, find_places, registered_under, today
from duijie.registry.layout import Registry
from duijie.relatedness.placing import place

VERSION: Final = 1
"""Raised whenever words or rules of placing change, so that kept panels are made anew."""
_NEEDED: Final = ("registered_on", "division", "province", "city", "industry", "scope", "name")
_SHAPE: Final = {"city": pl.String, "industry": pl.String, "year": pl.Int32, "number": pl.Int64}
_CITIES_OF_PROVINCES: Final = ("11", "12", "31", "50")


class NothingRegistered(LookupError):
    """No row of the registry can be counted; says what rows need."""


@dataclass(frozen=True, slots=True)
class Panel:
    """``counts[c, i, t]``: enterprises of ``industries[i]`` registered in ``cities[c]`` in year ``first + t``.

    Cities are codes of GB/T 2260 (six digits), industries groups of GB/T 4754 (three digits), both sorted.
    """

    cities: tuple[str, ...]
    industries: tuple[str, ...]
    first: int
    counts: npt.NDArray[np.int64]

    @property
    def until(self) -> int:
        """The first year that is not counted."""
        return self.first + int(self.counts.shape[2])

    def before(self, year: int) -> Panel:
        """What was registered before ``year``, over the same cities and industries."""
        kept = max(0, min(year - self.first, self.counts.shape[2]))
        return Panel(self.cities, self.industries, self.first, self.counts[:, :, :kept])

    def total(self, since: int | None = None, before: int | None = None) -> npt.NDArray[np.int64]:
        """Cities × industries: registered in the half-open stretch of years; without bounds, all."""
        start = 0 if since is None else max(0, since - self.first)
        end = None if before is None else max(0, before - self.first)
        counted: npt.NDArray[np.int64] = self.counts[:, :, start:end].sum(axis=2)
        return counted

    def rows(self) -> pl.DataFrame:
        """The numbers that are not 0, as rows of city, industry, year, number."""
        c, i, t = self.counts.nonzero()
        return pl.DataFrame(
            {
                "city": [self.cities[at] for at in c],
                "industry": [self.industries[at] for at in i],
                "year": (t + self.first).astype(np.int32),
                "number": self.counts[c, i, t],
            },
            schema=_SHAPE,
        )


def panel_of(rows: pl.DataFrame) -> Panel:
    """The panel of rows of city, industry, year, number; raises :class:`NothingRegistered` for none."""
    if rows.is_empty():
        raise NothingRegistered(
            "No row of the registry states a day of registration, a place and what the enterprise does. "
            "Import one that does with `duijie directory import FILE`."
        )
    cities, industries = (tuple(sorted(rows[key].unique())) for key in ("city", "industry"))
    first, last = int(rows["year"].min()), int(rows["year"].max())  # type: ignore[arg-type]
    counts = np.zeros((len(cities), len(industries), last - first + 1), np.int64)
    at = (
        np.searchsorted(np.array(cities), rows["city"].to_numpy()),
        np.searchsorted(np.array(industries), rows["industry"].to_numpy()),
        rows["year"].to_numpy() - first,
    )
    np.add.at(counts, at, rows["number"].to_numpy())
    return Panel(cities, industries, first, counts)


def counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of the registry (see ``registry.columns``) as rows of city, industry, year, number.

    A row without a day, a place or anything that tells its industry is left out.
    """
    places = rows.select("division", "province", "city").fill_null("")
    known = {key: city_of(*key) for key in places.unique().iter_rows()}
    return (
        pl.DataFrame(
            {
                "city": [known[key] for key in places.iter_rows()],
                "industry": place(rows),
                "year": rows["registered_on"].dt.year(),
            }
        )
        .filter((pl.col("city") != "") & (pl.col("industry") != "") & pl.col("year").is_not_null())
        .group_by("city", "industry", "year")
        .agg(number=pl.len())
        .select(pl.col(name).cast(kind) for name, kind in _SHAPE.items())
        .sort("city", "industry", "year")
    )


def panel(registry: Registry) -> Panel:
    """The panel of all sources in force: as kept, or counted and kept. Raises :class:`NothingRegistered`."""
    path = registry.folder / "relatedness" / f"{_state(registry)}.parquet"
    if path.exists():
        return panel_of(pl.read_parquet(path))
    parts = [part for manifest in registry.sources() for part in registry.parts_of(manifest)]
    rows = _summed(counted(pl.read_parquet(part, columns=list(_NEEDED))) for part in parts)
    made = panel_of(rows)
    _keep(rows, path)
    return made


@cache
def city_of(division: str, province: str = "", city: str = "") -> str:
    """The city (six digits, as it is today) that a row belongs to; "" where nothing tells it.

    The division from the credit code goes first, then names. A municipality is one city; a county that no city
    administers stands for itself. A city that was parted since is left under its old code.
    """
    found: Division | Any = registered_under(division) if division.strip() else None
    if not isinstance(found, Division) or (found.code.endswith("0000") and city):
        named = [one for name in (city, province) if name for one in find_places(name)]
        inside = {one.code[:2] for one in find_places(province)} if province else set()
        found = next((one for one in named if not inside or one.code[:2] in inside), found)
    if not isinstance(found, Division):
        return ""
    heirs = {_city(one.code) for one in today(found)}
    return heirs.pop() if len(heirs) == 1 else _city(found.code)


def _city(code: str) -> str:
    if code.startswith(_CITIES_OF_PROVINCES):
        return code[:2] + "0000"
    if code[2:4] == "90":
        return code
    # A province alone is no city: whoever registered there could be anywhere in it.
    return "" if code.endswith("0000") else code[:4] + "00"


def _summed(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    frames: Sequence[pl.DataFrame] = [pl.DataFrame(schema=_SHAPE), *parts]
    keys = ("city", "industry", "year")
    return pl.concat(frames).group_by(keys).agg(pl.col("number").sum()).sort(keys)


def _state(registry: Registry) -> str:
    generations = [f"{one.source}/{one.generation}" for one in registry.sources()]
    return hashlib.sha256("\n".join([str(VERSION), *generations]).encode()).hexdigest()[:16]


def _keep(rows: pl.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    rows.write_parquet(fresh)
    fresh.replace(path)
    for old in path.parent.glob("*.parquet"):
        if old != path:
            old.unlink()
