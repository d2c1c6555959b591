"""The panel of a registry file: read as the product reads it, and kept for the benchmarks of one machine."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import polars as pl

from duijie.relatedness import panel
from duijie.relatedness.panel import Panel, counted, panel_of
from duijie.relatedness.placing import lexicon

REGISTRY = Path(__file__).parents[2] / "shared" / "data" / "registry_1978_1999.parquet"


def registry_panel(path: Path = REGISTRY) -> Panel:
    state = f"{path.resolve()} {path.stat().st_size} {panel.VERSION} {lexicon()}"
    kept = (
        Path(tempfile.gettempdir())
        / f"duijie-panel-{hashlib.sha256(state.encode()).hexdigest()[:16]}.parquet"
    )
    if not kept.exists():
        rows = pl.read_parquet(path)
        if "industry" not in rows.columns:
            rows = rows.with_columns(industry=pl.lit(""))
        counted(rows.with_columns(division=pl.col("credit_code").str.slice(2, 6))).write_parquet(kept)
    return panel_of(pl.read_parquet(kept))
