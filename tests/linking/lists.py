"""A small registry and lists against it, made in memory."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from duijie.registry.importing import Asked, import_file
from duijie.registry.layout import Registry
from duijie.registry.linking.link import Answer, Linked, link
from duijie.registry.linking.listing import read_list
from duijie.registry.linking.pools import registry_pools

HEADS = ("企业名称", "统一社会信用代码", "省份", "城市", "住所")
REGISTERED: tuple[tuple[str, ...], ...] = (
    ("衡水宏远橡胶制品有限公司", "", "河北", "衡水", "桃城区人民路1号"),
    ("石家庄宏远橡胶制品有限公司", "", "河北", "石家庄", "中山路8号"),
    ("青禾县恒丰瓷业有限公司", "", "河北", "衡水", "青禾县建设街3号"),
    ("上海松华技术工程有限公司", "91310109132430096E", "上海", "虹口", "四平路421弄107号"),
    ("衡水市第一橡胶厂", "", "河北", "衡水", "人民路20号"),
    ("衡水市第二橡胶厂", "", "河北", "衡水", "人民路22号"),
    ("西伯力特种橡胶股份有限公司", "", "河北", "衡水", "工业园1号"),
    ("西伯力特种橡胶股份有限公司天津分公司", "", "天津", "", "南开区1号"),
    ("青禾县供销合作社东关综合门市部", "", "河北", "衡水", "东关街1号"),
    ("保定市金鼎商贸有限公司", "", "河北", "保定", "裕华路5号"),
    ("唐山市金鼎商贸有限公司", "", "河北", "唐山", "新华道7号"),
    ("云禾贸易有限公司", "", "河北", "沧州", "解放路1号"),
    ("云禾贸易有限公司", "", "河南", "新乡", "平原路2号"),
)


def written(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path


def registered(home: Path, rows: Sequence[Sequence[str]] = REGISTERED) -> Registry:
    """A registry of one source, ``reg``."""
    home.mkdir(parents=True, exist_ok=True)
    filled = Registry(home / "registry")
    import_file(
        filled, written(home / "reg.csv", HEADS, rows), asked=Asked(), at=datetime(2024, 7, 1, tzinfo=UTC)
    )
    return filled


def linked(
    registry: Registry, rows: Sequence[Sequence[str]], path: Path, *, judged: Mapping[str, str] | None = None
) -> Linked:
    """A list of (name, city, address) linked."""
    listing = read_list(written(path, ("单位名称", "城市", "地址"), rows), mapping={})
    return link(listing, registry_pools(registry), judged=judged)


def told(answer: Answer) -> tuple[object, ...]:
    """What an answer says, but for where its row stands."""
    return (answer.decision, answer.why, answer.link, answer.pairs, answer.refused)
