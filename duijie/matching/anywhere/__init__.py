"""The ranking as one query of Ibis, for registries that an engine of tables keeps: DuckDB on this machine, or Spark.

The query is written once, in :func:`judged` and :func:`scored`; the engine decides how it is carried out. It reads three
tables of Parquet: the registry's rows (written once for each state of the registry), where rows stand on the links asked
about with what other packages say of them, and the links. Needs ``ibis-framework``, and ``pyspark`` for Spark.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from duijie.industry.placing.registered import Registered, bounds
from duijie.kernel.words import Told, Words
from duijie.matching import factors
from duijie.matching.facts import facts_of
from duijie.matching.ranking import DIGITS, HERE, Asked, Ranking, Ranks, in_memory
from duijie.matching.slots import filled

try:
    import ibis
except ImportError:  # An extra: whoever ranks in memory does without.
    ibis = None

ENGINES: Final = ("memory", "duckdb", "spark")


class NoEngine(Told, LookupError):
    """An engine is not known, or what it needs is not installed."""

    def __init__(self, engine: str, why: Words) -> None:
        super().__init__(
            f"无法用“{engine}”计算：{why.zh}。可用 {'、'.join(ENGINES)}；后两种须 pip install 'duijie[spark]'，Spark 还须 Java 17。",
            f"Cannot rank with {engine!r}: {why.en}. There are {', '.join(ENGINES)}; the last two need "
            "pip install 'duijie[spark]', and Spark Java 17.",
        )


def ranks_by(engine: str) -> Ranks:
    """What ranks with one of :data:`ENGINES`. Raises :class:`NoEngine`, when asked to rank too."""
    if engine not in ENGINES:
        raise NoEngine(engine, Words("没有这种方式", "there is none of this name"))
    if engine == "memory":
        return in_memory
    if ibis is None:
        raise NoEngine(engine, Words("未安装 ibis-framework", "ibis-framework is not installed"))
    return lambda asked, limit: ranked(_connected(engine), asked, limit)


def ranked(connection: Any, asked: Asked, limit: int) -> Ranking:
    """The ranking, carried out by the engine behind ``connection``."""
    with tempfile.TemporaryDirectory() as folder:
        stands, links = _written(asked, Path(folder))
        pool = judged(_read(connection, _registry(asked.rows)), _read(connection, stands), asked)
        numbers = pool.group_by("left_out").agg(number=pool.count()).to_pyarrow().to_pylist()
        best = scored(pool, _read(connection, links), asked).limit(limit).to_pyarrow()
    counts = {one["left_out"]: one["number"] for one in numbers}
    reasons = [one.code for one in asked.rules.filters] + ([HERE] if asked.division else [])

    def column(name: str) -> np.ndarray:
        return np.array([np.nan if one is None else one for one in best[name].to_pylist()], float)

    return Ranking(
        column("place").astype(np.int32), column("link").astype(np.int32), column("points"),
        {one.code: column(one.code) for one in asked.used}, counts.get("", 0),
        {code: counts.get(code, 0) for code in reasons},
    )  # fmt: skip


def judged(registry: Any, stands: Any, asked: Asked) -> Any:
    """Each row once, on the link on which it stands most surely; ``left_out``: why it is not ranked, or empty."""
    turn = ibis.row_number().over(group_by=stands.place, order_by=[stands.fit.desc(), stands.link])
    once = stands.mutate(turn=turn)
    rows = once.filter(once.turn == 0).drop("turn").join(registry, "place")
    reasons = []
    for one in asked.rules.filters:
        signs = [rows.name.endswith(end) for end in one.name_ends]
        signs += [rows.status.startswith(begin) for begin in one.status_begins]
        reasons.append((ibis.or_(*signs), one.code))
    if asked.division:
        low, high = bounds(asked.division)
        reasons.append(((rows.division >= max(low, 1)) & (rows.division < high), HERE))
    return rows.mutate(left_out=ibis.cases(*reasons, else_="") if reasons else ibis.literal(""))


def scored(pool: Any, links: Any, asked: Asked) -> Any:
    """Those who are ranked, with every factor's value and their points, the best first."""
    rows = pool.filter(pool.left_out == "").join(links, "link")
    unknown = ibis.null("float64")
    # An engine may reckon both sides of a condition: the logarithm of nothing must be of no number at all.
    power = ((rows.capital > 0).ifelse(rows.capital, unknown).log10() - factors.LOW) / (
        factors.HIGH - factors.LOW
    )
    spread = (rows.branches + 1).cast("float64").log2() / factors.BRANCHES
    values = {
        "chain_fit": rows.fit,
        "gap": rows.gap,
        "ability": power.clip(0.0, 1.0),
        "expansion": (rows.branches > 0).ifelse(ibis.least(spread, 1.0), unknown),
        "distance": _distance(rows.division, asked),
        "risk": rows.coded.ifelse(1.0, factors.UNCODED),
        "freshness": _freshness(rows.source, asked),
    }
    values |= {code: rows[code] for code in filled()}
    points = sum(
        (
            values[one.code].fill_null(float(one.unknown)) * (float(one.weight) * asked.scale)
            for one in asked.used
        ),
        ibis.literal(0.0),
    )
    told = rows.select(
        "place", "link", points=points.round(DIGITS), **{one.code: values[one.code] for one in asked.used}
    )
    return told.order_by(told.points.desc(), told.place)


def _distance(division: Any, asked: Asked) -> Any:
    unknown = ibis.null("float64")
    if not asked.division:
        return unknown
    city, province, area = factors.around(asked.division, asked.rules)
    worth = [float(asked.rules.values["distance", code].value) for code in factors.NEARNESS]
    return ibis.cases(
        (division == 0, unknown), (division // 100 == city, worth[0]), (division // 10_000 == province, worth[1]),
        ((division // 10_000).isin(area), worth[2]), else_=worth[3],
    )  # fmt: skip


def _freshness(source: Any, asked: Asked) -> Any:
    known = factors.fresh(asked.rows.sources, asked.today)
    cases = [(source == number, value) for number, value in enumerate(known.tolist()) if value == value]  # noqa: PLR0124 -- NaN differs from itself
    return ibis.cases(*cases, else_=ibis.null("float64")) if cases else ibis.null("float64")


def _registry(rows: Registered) -> Path:
    """The rows as a table: what filters and factors look at."""
    folder = rows.folder / "ranking"
    path = folder / f"{rows.key}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        statuses = pl.Series(rows.statuses, dtype=pl.String)
        table = pl.DataFrame({
            "place": np.arange(len(rows), dtype=np.int32), "name": rows.text["name"], "status": statuses.gather(rows.status),
            "division": rows.division, "capital": pl.Series(rows.capital).fill_nan(None), "coded": rows.coded,
            "source": rows.source, "branches": facts_of(rows).branches,
        })  # fmt: skip
        fresh = path.with_suffix(".new")
        table.write_parquet(fresh)
        fresh.replace(path)
        for old in folder.glob("*.parquet"):
            if old != path:
                old.unlink()
    return path


def _written(asked: Asked, folder: Path) -> tuple[Path, Path]:
    """Where rows stand, with the factors that other packages fill, and the links with what each lacks here."""
    some = asked.candidates(asked.place, asked.link)
    stands = pl.DataFrame(
        {"place": asked.place, "link": asked.link, "fit": asked.fit.astype(np.float64)}
        | {
            code: pl.Series(slot.values(some).astype(np.float64)).fill_nan(None)
            for code, slot in filled().items()
        }
    )
    worth = factors.gaps(asked.links, asked.states, asked.rules)
    links = pl.DataFrame(
        {"link": np.arange(len(worth), dtype=np.int32), "gap": pl.Series(worth).fill_nan(None)}
    )
    paths = folder / "stands.parquet", folder / "links.parquet"
    for path, table in zip(paths, (stands, links), strict=True):
        table.write_parquet(path)
    return paths


def _read(connection: Any, path: Path) -> Any:
    return connection.read_parquet(str(path))


def _connected(name: str) -> Any:
    if name == "duckdb":
        return ibis.duckdb.connect(threads=2)
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 -- an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as missing:
        raise NoEngine(name, Words("未安装 pyspark", "pyspark is not installed")) from missing
    try:
        session = SparkSession.builder.appName("duijie").getOrCreate()
    except PySparkRuntimeError as missing:
        raise NoEngine(name, Words("未找到 Java", "Java was not found")) from missing
    return ibis.pyspark.connect(session)
