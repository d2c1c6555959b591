"""Made-up enterprises and files of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from duijie.codes.credit import check_letter, organisation_check
from duijie.registry.importing import Asked, Imported, import_file
from duijie.registry.layout import Registry

AT = datetime(2024, 6, 30, 8, tzinfo=UTC)
HEADS = ("企业名称", "统一社会信用代码", "成立日期", "注册资本", "省份", "地址")


def code(number: int, division: str = "131127") -> str:
    """A credit code whose check digits fit."""
    organisation = f"{number:08}"
    first = f"91{division}{organisation}{organisation_check(organisation)}"
    return first + check_letter(first)


def row(number: int, **changed: str) -> list[str]:
    """An enterprise's cells under :data:`HEADS`."""
    cells = {
        "企业名称": f"云禾县第{number}粮油有限公司", "统一社会信用代码": code(number), "成立日期": "1999-03-02",
        "注册资本": "50(万元人民币)", "省份": "河北省", "地址": f"云禾县粮库路{number}号",
    }  # fmt: skip
    return list({**cells, **changed}.values())


def as_csv(rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS, **dialect: Any) -> str:
    """A head and rows as separated values."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, **dialect).writerows([heads, *rows])
    return buffer.getvalue()


def taken_in(
    registry: Registry,
    path: Path,
    *,
    rows: int = 200_000,
    mapping: Mapping[str, str] | None = None,
    **asked: Any,
) -> Imported:
    """``path`` imported at a fixed moment, under the label 粮."""
    how = Asked(**{"source": "粮", "mapping": mapping or {}, **asked})
    return import_file(registry, path, asked=how, at=AT, rows=rows)


def contents(registry: Registry) -> dict[str, bytes]:
    """Every file of the registry but the lock, by its name."""
    return {
        str(path.relative_to(registry.folder)): path.read_bytes()
        for path in registry.folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }
