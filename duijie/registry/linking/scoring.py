# ruff: noqa: S608 -- the queries are made of this package's own words
"""Pairs scored with Splink on DuckDB: what each question answers, what it weighs, and the sum.

Splink takes the pairs as they are (its own blocking would hold all keys of all rows at once), judges each question's
level, adds what rarity changes, and sums. How often one enterprise's two rows agree was counted on made pairs; to learn
it from each list by expectation maximisation moved the weights away from the thresholds and found a hundredth less.
"""

from __future__ import annotations

import logging
from math import log2
from typing import Final

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator

from duijie.registry.linking.model import Model

UNIVERSE: Final = 500_000
"""Enterprises among which rarity is told at least: a name is not common because a small registry holds it once."""
FEWEST: Final = 10_000
"""Rows of a registry that chance is reckoned among at least."""
BEST: Final = 6
"""Candidates of a list row that are looked at in the end."""
# Splink wants a rule for finding pairs; it is given the pairs and never runs it.
_UNUSED: Final = "l.core = r.core"


class Scorer:
    """The list and what the registry has like it, ready to be scored. Used once."""

    def __init__(
        self, listed: pl.DataFrame, registered: pl.DataFrame, *, rows: int, memory: str = "3GB"
    ) -> None:
        """Both in the columns of :func:`~duijie.registry.linking.features.features`; ``rows``: of the registry."""
        # Splink tells its progress and its doubts to the log of the process; they are not for the user.
        logging.getLogger("splink").setLevel(logging.ERROR)
        self._at = duckdb.connect(config={"threads": 2, "memory_limit": memory})
        self._rows = rows
        for name, frame in (("listed", listed), ("registered", registered)):
            self._at.register("given", frame.to_arrow())
            self._at.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
            self._at.unregister("given")

    def close(self) -> None:
        """Let the tables go."""
        self._at.close()

    def weight_of_chance(self, model: Model) -> float:
        """The weight a pair starts with, in bits: that of being one enterprise by being drawn at random."""
        return log2(model.share / max(self._rows, FEWEST)) + model.shift

    def best(self, pairs: pl.DataFrame, model: Model, *, most: int = BEST) -> pl.DataFrame:
        """Of ``pairs`` (``row_l``, ``row_r``, ``rule``) the heaviest of each list row, with ``weight``.

        Branches are never compared with head offices, unless one character is all that differs.
        """
        return self._table(
            f"SELECT row_l, row_r, rule, weight FROM ({self._scored(pairs, model)}) "
            f"QUALIFY row_number() OVER (PARTITION BY row_l ORDER BY weight DESC, row_r) <= {most} "
            "ORDER BY row_l, weight DESC, row_r"
        )

    def told(self, pairs: pl.DataFrame, model: Model) -> pl.DataFrame:
        """``pairs`` with ``weight`` and all that explains it: for each question its level (``gamma_…``), its weight
        (``mw_…``), what rarity adds (``mw_tf_adj_…``), and the columns of both sides (``…_l``, ``…_r``)."""
        return self._table(f"{self._scored(pairs, model, told=True)} ORDER BY row_l, weight DESC, row_r")

    def _scored(self, pairs: pl.DataFrame, model: Model, *, told: bool = False) -> str:
        """A query for the pairs scored by Splink."""
        self._at.register("given", pairs.to_arrow())
        self._at.execute(_ALLOWED)
        self._at.unregister("given")
        linker, api = self._linker(model, told=told)
        blocked = api.register("allowed", table_name="pairs_to_score")
        linker.table_management.register_blocked_pairs_for_predict(blocked)
        scored = linker.inference.predict(warning_mode="never")
        return (
            "SELECT unique_id_l AS row_l, unique_id_r AS row_r, match_key::UTINYINT AS rule, round(match_weight, 6) AS weight"
            f"{', *' if told else ''} FROM {scored.physical_name}"
        )

    def _table(self, query: str) -> pl.DataFrame:
        return pl.DataFrame(self._at.sql(query).to_arrow_table())

    def _linker(self, model: Model, *, told: bool) -> tuple[Linker, DuckDBAPI]:
        api = DuckDBAPI(self._at)
        settings = SettingsCreator(
            link_type="link_only",
            comparisons=[*model.comparisons()],
            blocking_rules_to_generate_predictions=[{"blocking_rule": _UNUSED}],
            probability_two_random_records_match=2 ** self.weight_of_chance(model),
            retain_matching_columns=told,
            retain_intermediate_calculation_columns=told,
            additional_columns_to_retain=list(_SHOWN) if told else [],
        )
        tables = [api.register(name, dataset_display_name=name) for name in ("listed", "registered")]
        linker = Linker(tables, settings, log_level=None, validate_settings=False)
        universe = max(self._rows, UNIVERSE)
        for column, others in model.rare.items():
            self._at.execute(
                f"CREATE OR REPLACE TABLE rarity_{column} AS SELECT {column}, (count(*) - 1 + {others}) / {universe} AS tf_{column} "
                f"FROM registered WHERE {column} IS NOT NULL GROUP BY {column}"
            )
            table = api.register(f"rarity_{column}", table_name=f"rarity_of_{column}")
            linker.table_management.register_term_frequency_lookup(table, column)
        return linker, api


# What the sentences of the levels quote and no condition asks for.
_SHOWN: Final = ("name", "brand", "core", "form", "province", "city", "county")
_ALLOWED: Final = """
CREATE OR REPLACE TABLE allowed AS
SELECT rule::VARCHAR AS match_key, 'listed-__-' || row_l AS join_key_l, 'registered-__-' || row_r AS join_key_r
FROM given JOIN listed l ON l.unique_id = row_l JOIN registered r ON r.unique_id = row_r
WHERE (l.branch IS NULL) = (r.branch IS NULL) OR l.stem = r.stem
   OR (length(l.bare) = length(r.bare) AND (l.bare_letters = r.bare_letters OR levenshtein(l.bare, r.bare) = 1))
"""
