# ruff: noqa: S608 -- conditions are put together from this module's own words; every value is bound
"""Reading the registry's rows back: by their place, by code, by filters, and counted.

One DuckDB view lies over all part files; nothing is loaded before it is asked for.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import duckdb

from duijie.codes.credit import CreditCode, folded, is_old_number, read_credit_code
from duijie.registry.layout import Registry

COUNTABLE: Final = ("source", "province", "city", "county", "kind", "status", "industry", "division")
_MEMORY: Final = "512MB"
_SUFFIX: Final = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "特别行政区",
    "自治州",
    "自治县",
    "省",
    "市",
    "县",
    "区",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the registry; the columns are told in :data:`duijie.registry.columns.COLUMNS`."""

    source: str
    row: int
    name: str
    credit_code: str
    old_number: str
    code_as_given: str
    registered_on: date | None
    kind: str
    status: str
    capital: str
    capital_yuan: float | None
    scope: str
    industry: str
    province: str
    city: str
    county: str
    division: str
    address: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows must be. Empty means anything; several together must all hold.

    ``place``: a name (衡水, 河北省) of province, city or county, or in the address; or digits of a division
    (1311). ``kind``: words of the kind or the end of the name (有限公司). ``industry``, ``status``: words in
    them; an industry may be the beginning of a code. ``since``, ``before``: registered in the half-open stretch.
    """

    place: str = ""
    kind: str = ""
    industry: str = ""
    status: str = ""
    since: date | None = None
    before: date | None = None

    def as_sql(self) -> tuple[str, list[Any]]:
        """A condition for DuckDB and its values."""
        parts: list[str] = []
        values: list[Any] = []

        def add(condition: str, *given: Any) -> None:
            parts.append(f"({condition})")
            values.extend(given)

        if self.place.isascii() and self.place.isdigit():
            add("starts_with(division, ?)", self.place.removesuffix("0000").removesuffix("00"))
        elif self.place:
            stem = stem_of(self.place)
            names = " OR ".join(f"starts_with({one}, ?)" for one in ("province", "city", "county"))
            add(f"{names} OR contains(address, ?)", stem, stem, stem, self.place)
        if self.kind:
            add("contains(kind, ?) OR ends_with(name, ?)", self.kind, self.kind)
        if self.industry:
            add("contains(industry, ?)", self.industry)
        if self.status:
            add("contains(status, ?)", self.status)
        if self.since:
            add("registered_on >= ?", self.since)
        if self.before:
            add("registered_on < ?", self.before)
        return " AND ".join(parts) or "true", values


class Rows:
    """The rows of all sources in force when it was opened. Used in ``with``; not for several threads at once."""

    def __init__(self, registry: Registry) -> None:
        # By default DuckDB would lay down what does not fit where the program was started.
        spill = str(Path(tempfile.gettempdir()) / "duijie-registry")
        self._at = duckdb.connect(config={"memory_limit": _MEMORY, "threads": 2, "temp_directory": spill})
        selects = []
        self._parts: dict[str, tuple[list[int], list[Path]]] = {}
        for manifest in registry.sources():
            starts = [part.first_row for part in manifest.parts]
            self._parts[manifest.source] = (starts, registry.parts_of(manifest))
            paths = ", ".join(map(_quoted, map(str, registry.parts_of(manifest))))
            selects.append(f"SELECT {_quoted(manifest.source)} AS source, * FROM read_parquet([{paths}])")
        nothing = ", ".join(f"NULL::{_TYPES[name]} AS {name}" for name in _NAMES)
        whole = " UNION ALL ".join(selects) or f"SELECT {nothing} WHERE false"
        self._at.execute(f"CREATE VIEW registry AS {whole}")

    def __enter__(self) -> Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._at.close()

    def one(self, source: str, row: int) -> Row | None:
        """The row of a source's file, from 1; ``None`` where it was not taken."""
        return next(iter(self.several([(source, row)]).values()), None)

    def several(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Row]:
        """Rows by (source, row); those that are not there are left out."""
        wanted: dict[str, list[int]] = {}
        for source, row in places:
            wanted.setdefault(source, []).append(row)
        found: dict[tuple[str, int], Row] = {}
        for source, rows in wanted.items():
            paths = self._holding(source, rows)
            if not paths:
                continue
            where = f"read_parquet([{', '.join(_quoted(str(path)) for path in paths)}])"
            sql = f"SELECT {', '.join(_NAMES[1:])} FROM {where} WHERE row IN ({', '.join('?' * len(rows))})"
            for one in self._at.execute(sql, rows).fetchall():
                found[source, one[0]] = Row(source, *one)
        return found

    def _holding(self, source: str, rows: Sequence[int]) -> list[Path]:
        """The parts in which rows of these numbers can be: the others need not even be opened."""
        starts, paths = self._parts.get(source, ([], []))
        places = {bisect_right(starts, row) - 1 for row in rows}
        return [paths[place] for place in sorted(places) if place >= 0]

    def by_code(self, code: str) -> list[Row]:
        """The rows of a credit code or registration number, blanks, case and width aside; wrong codes as given."""
        # A right code stands in the column of its kind and nowhere else: one column is searched.
        found = read_credit_code(code)
        if isinstance(found, CreditCode):
            return self._found("credit_code = ?", [found.text])
        if is_old_number(code):
            return self._found("old_number = ?", [folded(code)])
        return self._found("code_as_given IN (?, ?)", [code, folded(code)]) if folded(code) else []

    def filtered(self, filters: Filters, *, limit: int, offset: int = 0) -> list[Row]:
        """Rows in the order of the sources and their files."""
        condition, values = filters.as_sql()
        return self._found(f"{condition} ORDER BY source, row LIMIT ? OFFSET ?", [*values, limit, offset])

    def count(self, filters: Filters | None = None) -> int:
        """How many rows there are."""
        condition, values = (filters or Filters()).as_sql()
        answer = self._at.execute(f"SELECT count(*) FROM registry WHERE {condition}", values).fetchone()
        return int(answer[0]) if answer else 0

    def counts(self, by: str, filters: Filters | None = None) -> list[tuple[str, int]]:
        """Rows by one of :data:`COUNTABLE`, or ``year`` of registration; the most first, ``""`` is not stated."""
        if by not in (*COUNTABLE, "year"):
            raise ValueError(f"rows are not counted by {by!r}; there are {', '.join((*COUNTABLE, 'year'))}")
        column = "coalesce(year(registered_on)::VARCHAR, '')" if by == "year" else by
        condition, values = (filters or Filters()).as_sql()
        return self._at.execute(
            f"SELECT {column} AS part, count(*) AS number FROM registry WHERE {condition} "
            "GROUP BY part ORDER BY number DESC, part",
            values,
        ).fetchall()

    def _found(self, condition: str, values: list[Any]) -> list[Row]:
        """Rows in two steps: those that only search read no long text."""
        places = self._at.execute(f"SELECT source, row FROM registry WHERE {condition}", values).fetchall()
        rows = self.several(places)
        return [rows[place] for place in places]


_NAMES: Final = tuple(one.name for one in fields(Row))
_TYPES: Final = {
    **dict.fromkeys(_NAMES, "VARCHAR"), "row": "BIGINT", "registered_on": "DATE", "capital_yuan": "DOUBLE"
}  # fmt: skip


def stem_of(place: str) -> str:
    """A place's name without what kind of place it is, where two characters are left: tables write 河北 and 河北省."""
    for suffix in _SUFFIX:
        if place.endswith(suffix) and len(place) - len(suffix) >= 2:
            return place.removesuffix(suffix)
    return place


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
