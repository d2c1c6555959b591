"""The links of a chain as a table that people fill in: one link a row, lists parted by 、 or blanks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from duijie.industry.links.graph import KINDS, WrongChain
from duijie.kernel.words import Words

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("环节代码", "代码", "code"),
    "zh": ("环节", "环节名称", "名称", "link", "name"),
    "en": ("英文", "英文名称", "english"),
    "codes": ("行业代码", "国民经济行业代码", "industry codes", "codes"),
    "words": ("词", "关键词", "产品", "words"),
    "unless": ("除外", "排除词", "unless"),
    "upstream": ("上游", "上游环节", "upstream"),
    "kind": ("类别", "kind"),
    "key": ("关键", "关键环节", "key"),
}
"""What a column's head may be, by what it fills."""
_PARTED: Final = re.compile(r"[、，,;；\s|]+")
_YES: Final = frozenset({"是", "关键", "y", "yes", "1", "true", "√"})


def parted(text: str) -> list[str]:
    """A list typed into one cell or field."""
    return [one for one in _PARTED.split(text.strip()) if one]


def links_of(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows of a sheet as links of :func:`~duijie.industry.links.graph.graph_of`; its head is the first row with a link's name.

    Upstream links are named by code or by name. A link without a code gets ``link-N``. Raises :class:`WrongChain`.
    """
    table = [[_text(cell) for cell in row] for row in rows]
    for number, row in enumerate(table):
        columns = {
            what: place for place, head in enumerate(row) for what in HEADS if head.lower() in HEADS[what]
        }
        if "zh" in columns and len(columns) > 1:
            return _read(columns, table[number + 1 :])
    heads = "、".join(names[0] for names in HEADS.values())
    raise WrongChain(
        "", Words(f"没有找到表头。表头可用：{heads}", f"no head was found; columns are headed {heads}")
    )


def _read(columns: Mapping[str, int], rows: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in rows:
        cells = {what: row[place] if place < len(row) else "" for what, place in columns.items()}
        if not cells["zh"]:
            continue
        kind = next(
            (code for code, words in KINDS.items() if cells.get("kind", "") in {code, words.zh}), None
        )
        found.append(
            {
                "code": cells.get("code", "") or f"link-{len(found) + 1}",
                "name": {"zh": cells["zh"], "en": cells.get("en", "")},
                **{what: parted(cells.get(what, "")) for what in ("codes", "words", "unless", "upstream")},
                "kind": kind or cells.get("kind", "") or "make",
                "key": cells.get("key", "").lower() in _YES,
            }
        )
    named = {one["name"]["zh"]: one["code"] for one in found}
    for one in found:
        one["upstream"] = [named.get(text, text) for text in one["upstream"]]
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
