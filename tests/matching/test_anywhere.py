"""The same ranking comes out of memory, of DuckDB and of Spark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from duijie.accounts.types import Actor
from duijie.industry.links.graph import graph_of
from duijie.industry.placing.registered import UNKNOWN_DAY, Registered
from duijie.industry.types import LinkState
from duijie.kernel.words import Words
from duijie.matching import slots
from duijie.matching.anywhere import NoEngine, ranks_by
from duijie.matching.queries import prospects
from duijie.matching.ranking import Asked, Ranking, in_memory
from duijie.matching.rules import load
from duijie.registry.layout import Manifest
from tests.matching.test_prospects import LINKS, TODAY, tubes

ROWS, STANDS = 400, 600
NAMES = (
    "示例甲厂",
    "示例甲厂分厂",
    "示例乙有限公司",
    "示例乙有限公司青岛",
    "示例丙商行",
    "示例丁集团",
    "示例丁集团胶管厂",
)
DIVISIONS = (0, 131127, 131121, 131102, 110105, 370200, 440100)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A cluster of two workers on this machine; what the product asks for is the session that there is."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'duijie[spark]'")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, and there is none on the path")
    from pyspark.sql import SparkSession

    # Interpreted: what takes long with so few rows is making code.
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "512m")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Four hundred drawn rows, some on several links, little known of many; ties with every third."""
    monkeypatch.setattr(slots, "_FILLED", {})
    monkeypatch.setattr(slots, "_discover", lambda: None)
    slots.fills(
        "ties",
        lambda some: np.where(some.places % 3 == 0, 0.1 + some.places % 7 / 10, np.nan).astype(np.float32),
        lambda value: Words(str(value), str(value)),
    )
    draw = np.random.default_rng(9)
    capital = np.where(draw.random(ROWS) < 0.3, np.nan, 10 ** draw.uniform(3, 11, ROWS).round(1))
    capital[:9] = (0, -1, 1e5, 1e9, 0, 1, 1e4, 1e12, np.nan)
    rows = Registered(
        folder=tmp_path, key="drawn", sources=(manifest("甲", date(2023, 1, 1)), manifest("乙", None)),
        source=draw.integers(0, 2, ROWS).astype(np.int16), row=np.arange(ROWS), division=draw.choice(DIVISIONS, ROWS).astype(np.int32),
        day=np.full(ROWS, UNKNOWN_DAY, np.int32), capital=capital, status=draw.integers(0, 3, ROWS).astype(np.int32),
        statuses=("", "存续", "注销"), coded=draw.random(ROWS) < 0.5, codes=np.array([], "S18"), by_code=np.array([], np.uint32),
        text=pl.DataFrame({"name": draw.choice(NAMES, ROWS), "credit_code": [""] * ROWS, "industry": [""] * ROWS}),
    )  # fmt: skip
    links = graph_of(LINKS).links
    nobody = LinkState("tyre", "missing", 0, 0, None, None, "", 0, "", ())
    stands = np.unique(np.stack([draw.integers(0, ROWS, STANDS), draw.integers(0, 2, STANDS)]), axis=1)
    return Asked(
        rows, (), links, (0, 0), (None, nobody), stands[0].astype(np.int32), stands[1].astype(np.int32),
        draw.choice([0.4, 0.55, 0.9], stands.shape[1]).astype(np.float32), "131127", TODAY, Actor(1, "林", "reviewer"), load(),
    )  # fmt: skip


def manifest(source: str, as_of: date | None) -> Manifest:
    return Manifest(source, "g", "f", 1, "", "csv", "", 0, as_of, datetime(2024, 1, 1, tzinfo=UTC), (), ())


def same(found: Ranking, wanted: Ranking) -> None:
    assert (found.ranked, found.left_out) == (wanted.ranked, wanted.left_out)
    assert (found.place.tolist(), found.link.tolist()) == (wanted.place.tolist(), wanted.link.tolist())
    np.testing.assert_allclose(found.points, wanted.points, atol=2e-6)
    for code, values in found.values.items():
        np.testing.assert_allclose(values, wanted.values[code], atol=1e-12, err_msg=code)


def test_duckdb_ranks_as_memory_does(asked: Asked) -> None:
    wanted = in_memory(asked, 100)
    assert len(wanted.place) < wanted.ranked
    assert all(wanted.left_out.values())
    same(ranks_by("duckdb")(asked, 100), wanted)


def test_spark_ranks_as_memory_does(spark: Any, asked: Asked) -> None:
    same(ranks_by("spark")(asked, 100), in_memory(asked, 100))


@pytest.mark.django_db
def test_prospects_are_the_same_whoever_ranks(lin: Actor) -> None:
    park, _chain = tubes(lin)
    here = prospects(viewer=lin, today=TODAY, park_id=park)
    assert prospects(viewer=lin, today=TODAY, park_id=park, ranks=ranks_by("duckdb")) == here


def test_an_engine_that_is_not_there_is_told() -> None:
    with pytest.raises(NoEngine, match="memory, duckdb, spark"):
        ranks_by("abacus")
