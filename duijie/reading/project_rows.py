"""Projects in rows and labelled fields: tables whose cells are parted by tabs or bars, and 项目名称：… lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duijie.kernel.span import Span
from duijie.reading.kinds import Project
from duijie.reading.organisations import find_organisations
from duijie.reading.prepared import Prepared
from duijie.reading.project_stage import reached
from duijie.reading.quantities import find_quantities
from duijie.reading.statement import Found

CELL = re.compile(r"\s*(?:\t|\||｜|\s{2,}|　+)\s*")
PARTED = re.compile(r"[\t|｜　]|\s\s")
# What a column holds, by the words of its heading.
COLUMNS = (
    ("name", re.compile(r"项目名称|项目$|^名称")),
    (
        "party",
        re.compile(
            r"投资(?:方|单位|主体|企业|商|者)|企业名称|建设单位|投资人|业主|来源企业|签约(?:企业|方|单位)|乙方|实施单位|项目单位|引进企业|客商"
        ),
    ),
    ("sum", re.compile(r"总?投资(?:总?额|规模)?(?:（|\(|$|[:：])|金额|引资额|投资估算")),
    ("stage", re.compile(r"进展|阶段|状态|进度|形象")),
    ("site", re.compile(r"地点|选址|落户|园区|地址|落地")),
    ("mode", re.compile(r"合作方式|投资方式|方式")),
)
UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>(?:亿|万)?(?:元|美元|人民币|欧元|港元))[）)]")
LABEL = re.compile(
    r"(?P<label>[一-鿿]{2,8})[:：](?P<value>[^；。\n]+?)(?=[；。，]\s*[一-鿿]{2,8}[:：]|[；。]|$)"
)
NUMBER = re.compile(r"[\d０-９.,．，]+$")


def find_rows(prepared: Prepared, lines: Sequence[Span], at: int) -> list[Found]:
    """The project of a table row or of labelled fields at ``lines[at]``; empty where the line is neither."""
    line = lines[at].of(prepared.text)
    cells = CELL.split(line.strip(" |｜")) if PARTED.search(line) else [line]
    if len(cells) >= 3:
        columns, unit = _columns(prepared, lines, at, len(cells))
        if columns is None or columns == cells:
            return []
        fields = {key: cell for key, cell in zip(columns, cells, strict=False) if key}
        found = _project(fields, unit, lines[at], "project.table_row")
        return [found] if found is not None else []
    if "：" not in line and ":" not in line:
        return []
    labels = {
        _column(match.group("label")): match.group("value").strip("，、 ") for match in LABEL.finditer(line)
    }
    labels.pop("", None)
    if "name" in labels and len(labels) >= 2:
        found = _project(labels, "", lines[at], "project.labelled")
        return [found] if found is not None else []
    return []


def _column(heading: str) -> str:
    return next((key for key, pattern in COLUMNS if pattern.search(heading)), "")


def _columns(prepared: Prepared, lines: Sequence[Span], at: int, count: int) -> tuple[list[str] | None, str]:
    """The meaning of each column, from the nearest heading row above."""
    for back in range(at - 1, max(-1, at - 60), -1):
        line = lines[back].of(prepared.text)
        headings = CELL.split(line.strip(" |｜"))
        if len(headings) < 3:
            return None, ""
        keys = [_column(heading) for heading in headings]
        if "name" in keys and sum(1 for key in keys if key) >= 2 and len(headings) == count:
            sums = [heading for heading, key in zip(headings, keys, strict=True) if key == "sum"]
            unit = UNIT.search(sums[0]) if sums else None
            return keys, unit.group("unit") if unit is not None else ""
    return None, ""


def _project(fields: dict[str, str], unit: str, line: Span, rule: str) -> Found | None:
    name = fields.get("name", "").strip()
    if not 3 <= len(name) <= 40 or re.fullmatch("合计|总计|小计", name):
        return None
    party = fields.get("party", "")
    parties = tuple(one.name for one in find_organisations(party)) or (
        (party,) if 2 <= len(party) <= 30 else ()
    )
    for one in parties:
        name = name.removeprefix(one)
    printed = fields.get("sum", "")
    if NUMBER.fullmatch(printed):
        printed += unit
    total = next(
        (one.quantity for one in find_quantities(printed) if "元" in one.counter or "币" in one.counter), None
    )
    mode = next(
        (
            code
            for word, code in (("合资", "joint_venture"), ("独资", "sole"), ("合作", "cooperation"))
            if word in fields.get("mode", "")
        ),
        None,
    )
    return Found(
        Project(name, parties, total, reached(fields.get("stage", "")), mode, fields.get("site")), line, rule
    )
