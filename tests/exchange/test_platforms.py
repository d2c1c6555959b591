"""Sheets of platforms: each counted once whoever told of it, what is known changed field by field, and undone whole."""

from __future__ import annotations

from typing import Any

import pytest

from duijie.exchange import queries
from duijie.exchange.applying import operations as applying
from duijie.exchange.operations import prepare
from duijie.figures.registry import compute
from duijie.innovation.models import Platform
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from tests.cast import EVENING, MIDYEAR, MORNING, NOON, lin_the_reviewer, yunhe_county
from tests.exchange.test_tenants import everything, reasons, states
from tests.factories.books import sheet_of
from tests.factories.reader import count

pytestmark = pytest.mark.django_db
HEADS = (
    "序号",
    "平台名称",
    "平台类别",
    "依托单位",
    "合作高校",
    "级别",
    "批准部门",
    "批准文号",
    "认定时间",
    "有效期至",
    "备注",
)
ROWS: list[tuple[Any, ...]] = [
    ("轴承院士工作站", "院士工作站", "恒远轴承有限公司", "示例大学", "省级", "省科技厅", "示科〔2023〕7号", "2023.5.12", "2026-05-31", None),
    ("橡胶联合实验室", "联合实验室", "示例橡胶有限公司", "示例学院", None, None, None, "2024年3月1日", "2027-02-28", "共建"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def county() -> None:
    yunhe_county()


def preview(rows: list[tuple[Any, ...]]) -> int:
    numbered = [(place, *row) for place, row in enumerate(rows, 1)]
    data = sheet_of(HEADS, numbered, "2024年全县创新平台统计表")
    return prepare(data=data, name="platforms.xlsx", by=lin_the_reviewer(), at=MORNING)


def platforms_counted() -> Any:
    (whole, *_parts) = compute("platforms", as_of=MIDYEAR, known_at=EVENING, viewer=lin_the_reviewer())
    return whole.quantity.number if whole.quantity else None


def test_platforms_come_in_count_once_and_are_undone_whole() -> None:
    lin = lin_the_reviewer()
    before = everything()
    number = preview(ROWS)
    assert queries.get(import_id=number, viewer=lin).kind == "platforms", "told by its columns"
    assert states(number) == ["new", "new"]
    applying.apply(import_id=number, by=lin, at=NOON)
    station = Platform.objects.get(kind="academician")
    assert (station.name, station.level, str(station.approved_on)) == (
        "轴承院士工作站",
        "provincial",
        "2023-05-12",
    )
    assert platforms_counted() == 2
    assert states(preview(ROWS)) == ["same", "same"]
    applying.undo(import_id=number, by=lin, at=EVENING)
    assert {label: rows for label, rows in everything().items() if rows != before[label]} == {}


def test_what_is_known_changes_field_by_field() -> None:
    lin = lin_the_reviewer()
    applying.apply(import_id=preview(ROWS), by=lin, at=NOON)
    number = preview([(*ROWS[0][:8], "2028-05-31", "复核合格")])
    (row,) = queries.rows(import_id=number, viewer=lin).rows
    assert [(name.zh, old, new) for name, old, new in row.changes] == [
        ("有效期至", "2026-05-31", "2028-05-31"), ("备注", "", "复核合格"),
    ]  # fmt: skip
    applying.apply(import_id=number, by=lin, at=EVENING)
    assert platforms_counted() == 2
    applying.undo(import_id=number, by=lin, at=EVENING)
    assert str(Platform.objects.get(kind="academician").valid_until) == "2026-05-31"


def test_where_a_total_may_count_it_already_the_day_of_approval_is_asked_for() -> None:
    lin = lin_the_reviewer()
    draft = Draft("total", "platforms", "8家", count(8))
    enter(
        draft=draft,
        effective_on=MIDYEAR.replace(month=5),
        evidence="月报",
        basis="reported",
        by=lin,
        at=MORNING,
    )
    silent = (*ROWS[0][:7], None, None, None)
    number = preview([silent, ROWS[1]])
    assert states(number) == ["refused", "new"]
    assert "批准日期" in reasons(number)
    applying.apply(import_id=number, by=lin, at=NOON)
    assert platforms_counted() == 8, "approved before the total's day: one of the eight"


@pytest.mark.parametrize(
    ("row", "state", "why"),
    [
        ((None, "院士工作站", None, *ROWS[0][3:]), "refused", "都没有写"),
        (("某平台", "太空站", "恒远轴承有限公司", *ROWS[0][3:]), "refused", "太空站"),
        (("某平台", "研究院", "恒远轴承有限公司", *ROWS[0][3:8], "以批文为准", None), "new", "有效期至"),
    ],
)
def test_what_cannot_be_taken_says_why(row: tuple[Any, ...], state: str, why: str) -> None:
    number = preview([row, ROWS[1]])
    assert states(number)[0] == state
    assert why in reasons(number)
