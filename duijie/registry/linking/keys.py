# ruff: noqa: S608 -- the queries are made of this module's own words
"""Which rows are worth comparing: keys that a name and its slips share, over any number of rows, part by part.

Only the list's keys are kept. Each part of the registry is read, its keys are looked up among them, and the rows
that share none are forgotten at once: memory grows with the list, not with the registry.
"""

from __future__ import annotations

from types import TracebackType
from typing import Final

import duckdb
import polars as pl

from duijie.kernel.words import Words
from duijie.registry.linking.spelling import rough, spelled
from duijie.registry.rows import stem_of

RULES: Final[dict[str, Words]] = {
    "code": Words("代码相同", "the same code"),
    "name": Words("名称相同", "the same name"),
    "core": Words("去掉地名和组织形式后相同", "the same but for place and legal form"),
    "letters": Words("用字相同", "the same characters"),
    "slip": Words("只差一个字", "all but one character"),
    "place": Words("同地、字号开头相同", "the same place and the same first characters"),
    "start": Words("开头三字相同", "the same first three characters"),
}
"""The blocking rules, the surest first; every pair notes the first that brought it."""
CROWD: Final = 200
"""Rows of the registry that may share a key; what more share tells nobody apart."""
_TYPES: Final = "row BIGINT, rule UTINYINT, key UBIGINT"
SHORT: Final = 7
"""Characters of a short name, without place and form."""


class Keys:
    """The keys of a list, and the rows of a registry that share them. Used in ``with``."""

    def __init__(self, listed: pl.DataFrame) -> None:
        """``listed``: ``row``, ``name``, ``credit_code``, ``old_number``, ``province``, ``city``, ``county``."""
        self._at = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
        self._keys(listed, "mine", short=SHORT)
        self._at.execute(f"CREATE TABLE shared ({_TYPES})")

    def __enter__(self) -> Keys:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._at.close()

    def sift(self, rows: pl.DataFrame) -> pl.Series:
        """Of rows of the registry (``row`` unique over all that are sifted): those that share a key, noted with it."""
        self._keys(rows, "theirs")
        self._at.execute("CREATE TEMP TABLE found AS SELECT * FROM theirs SEMI JOIN mine USING (rule, key)")
        self._at.execute("INSERT INTO shared SELECT * FROM found")
        kept = self._table("SELECT DISTINCT row FROM found ORDER BY row")["row"]
        self._at.execute("DROP TABLE found")
        self._at.execute("DROP TABLE theirs")
        return kept

    def pairs(self) -> pl.DataFrame:
        """``row_l`` of the list, ``row_r`` of the registry, ``rule``: each pair once, the surest rule kept."""
        return self._table(
            f"""
            WITH crowds AS (SELECT rule, key FROM shared GROUP BY rule, key HAVING count(*) <= {CROWD})
            SELECT mine.row AS row_l, shared.row AS row_r, min(rule) AS rule
            FROM shared SEMI JOIN crowds USING (rule, key) JOIN mine USING (rule, key)
            GROUP BY row_l, row_r ORDER BY row_l, row_r
            """
        )

    def crowded(self) -> pl.Series:
        """Rows of the list whose name, or name but for place and form, more rows share than can be compared."""
        rules = ", ".join(str(list(RULES).index(one) + 1) for one in ("name", "core"))
        return self._table(
            f"""
            SELECT DISTINCT mine.row FROM mine SEMI JOIN (
                SELECT rule, key FROM shared WHERE rule IN ({rules}) GROUP BY rule, key HAVING count(*) > {CROWD}
            ) USING (rule, key) ORDER BY row
            """
        )["row"]

    def _table(self, query: str) -> pl.DataFrame:
        return pl.DataFrame(self._at.sql(query).to_arrow_table())

    def _keys(self, rows: pl.DataFrame, table: str, short: int = 0) -> None:
        """Lay down the keys of ``rows``. ``short``: only cores of at most so many characters get the narrow ones."""
        given = pl.concat(
            [rows.select("row", "credit_code", "old_number"), rough(spelled(rows["name"]))], how="horizontal"
        )
        self._at.register("given", given.with_columns(places=_places(rows, given)).to_arrow())
        self._at.execute(
            f"""
            CREATE TEMP TABLE {table} AS
            WITH cores AS (SELECT row, core AS text FROM given UNION SELECT row, inner_core FROM given),
            placed AS (SELECT row, core, inner_core, unnest(places) AS place FROM given),
            cut AS (
                SELECT row, inner_core AS text, unnest(range(1, length(inner_core) + 1)) AS spot FROM given
                UNION ALL SELECT row, bare, unnest(range(1, length(bare) + 1)) AS spot FROM given WHERE bare <> inner_core
            ),
            texts AS (
                SELECT row, 'code' AS rule, credit_code AS text FROM given WHERE credit_code <> ''
                UNION ALL SELECT row, 'code', old_number FROM given WHERE old_number <> ''
                UNION ALL SELECT row, 'name', bare FROM given
                UNION ALL SELECT row, 'core', text FROM cores
                UNION ALL SELECT row, 'core', core || '@' || place FROM placed
                UNION ALL SELECT row, 'core', inner_core || '@' || place FROM placed WHERE inner_core <> core
                UNION ALL SELECT row, 'letters', {_SORTED} FROM (FROM cores WHERE length(text) > 2)
                UNION ALL SELECT row, 'letters', {_SORTED} FROM (SELECT row, bare AS text FROM given)
                UNION ALL SELECT row, 'slip', left(text, spot - 1) || '_' || substr(text, spot + 1)
                FROM cut WHERE length(text) > 2
                UNION ALL SELECT row, 'place', left(inner_core, 2) || '@' || place FROM placed WHERE {_BRIEF}
                UNION ALL SELECT row, 'start', left(inner_core, 3) FROM given WHERE {_BRIEF}
            )
            SELECT row, ({_RANK})::UTINYINT AS rule, hash(text) AS key FROM texts
            """.replace("{short}", str(short))
        )
        self._at.unregister("given")


_SORTED: Final = "array_to_string(list_sort(string_split(text, '')), '')"
_RANK: Final = f"list_position({list(RULES)}, rule)"
# Names of the registry are cut short whatever their length; those of the list where they are short by themselves.
_BRIEF: Final = "{short} = 0 OR length(inner_core) <= {short}"


def _places(rows: pl.DataFrame, names: pl.DataFrame) -> pl.Series:
    """The places of each row, from its name and its columns, without 省, 市 and 县."""
    columns = [rows[one].replace_strict({name: stem_of(name) for name in rows[one].unique()}, return_dtype=pl.String)
               for one in ("province", "city", "county")]  # fmt: skip
    frame = pl.DataFrame([names["province"].alias("a"), names["city"].alias("b"), *columns])
    return frame.select(pl.concat_list(pl.all()).list.unique().list.set_difference([""])).to_series()
