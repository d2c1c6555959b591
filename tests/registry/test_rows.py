"""Rows are found again by their place, by code and by filters, over all sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from duijie.registry.layout import Registry
from duijie.registry.rows import COUNTABLE, Filters, Rows
from tests.registry.made import as_csv, code, row, taken_in

HEADS = (
    "企业名称",
    "统一社会信用代码",
    "成立日期",
    "企业类型",
    "经营状态",
    "行业",
    "省份",
    "城市",
    "区县",
    "地址",
)
CELLS = [
    ["云禾粮油有限公司", code(1, "131127"), "1999-03-02", "", "存续", "C13", "河北", "衡水", "景县", ""],
    [
        "云禾粮库",
        code(2, "131102"),
        "1998-05-01",
        "国有企业",
        "注销",
        "F51",
        "河北省",
        "衡水市",
        "桃城区",
        "",
    ],
    [
        "望川食品有限公司",
        code(3, "110105"),
        "",
        "有限责任公司",
        "存续",
        "",
        "北京",
        "",
        "",
        "北京市朝阳区三环路1号",
    ],
    ["旧号油厂", "110108000000016", "1990-01-01", "", "", "", "", "", "", ""],
    ["错号粮库", "91131127000000055X", "2003-01-01", "", "", "", "", "", "", ""],
]


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    shelf = Registry(tmp_path / "registry")
    (tmp_path / "a.csv").write_text(as_csv(CELLS, HEADS), "utf-8")
    (tmp_path / "b.csv").write_text(as_csv([row(1), row(9)]), "utf-8")
    taken_in(shelf, tmp_path / "a.csv", source="甲'源")
    taken_in(shelf, tmp_path / "b.csv", source="乙")
    with Rows(shelf) as found:
        yield found


def test_a_row_is_read_back_by_source_and_number(rows: Rows) -> None:
    found = rows.one("甲'源", 2)
    assert found is not None
    assert (found.name, found.registered_on, found.division) == ("云禾粮库", date(1998, 5, 1), "131102")
    assert rows.one("甲'源", 6) is None
    assert rows.one("丙", 1) is None


def test_several_rows_are_read_at_once(rows: Rows) -> None:
    found = rows.several([("乙", 2), ("甲'源", 1), ("甲'源", 99)])
    assert {place: one.name for place, one in found.items()} == {
        ("乙", 2): "云禾县第9粮油有限公司", ("甲'源", 1): "云禾粮油有限公司"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (code(2, "131102").lower(), ["云禾粮库"]),
        (f" {code(2, '131102')[:6]} {code(2, '131102')[6:]}", ["云禾粮库"]),
        (code(1), ["云禾县第1粮油有限公司", "云禾粮油有限公司"]),
        ("110108000000016", ["旧号油厂"]),
        ("91131127000000055X", ["错号粮库"]),
        ("91131127000000055x", ["错号粮库"]),
        (code(4), []),
        ("", []),
    ],
)
def test_rows_are_found_by_code_however_it_is_typed(rows: Rows, given: str, names: list[str]) -> None:
    assert sorted(one.name for one in rows.by_code(given)) == sorted(names)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(place="衡水市"), [1, 2]),
        (Filters(place="河北"), [1, 2]),
        (Filters(place="景县"), [1]),
        (Filters(place="朝阳区"), [3]),
        (Filters(place="1311"), [1, 2]),
        (Filters(place="131100"), [1, 2]),
        (Filters(place="110105"), [3]),
        (Filters(kind="有限公司"), [1, 3]),
        (Filters(status="存续", place="河北省"), [1]),
        (Filters(industry="C"), [1]),
        (Filters(since=date(1999, 1, 1)), [1, 5]),
        (Filters(since=date(1990, 1, 1), before=date(1999, 1, 1)), [2, 4]),
    ],
)
def test_filters_hold_together(rows: Rows, filters: Filters, numbers: list[int]) -> None:
    found = [one.row for one in rows.filtered(filters, limit=100) if one.source == "甲'源"]
    assert found == numbers
    assert rows.count(filters) == len(rows.filtered(filters, limit=100))


def test_a_page_of_rows_follows_the_one_before(rows: Rows) -> None:
    whole = rows.filtered(Filters(), limit=100)
    assert len(whole) == rows.count() == 7
    assert [
        one for start in range(0, 8, 3) for one in rows.filtered(Filters(), limit=3, offset=start)
    ] == whole


def test_rows_are_counted_and_what_is_not_stated_is_counted_too(rows: Rows) -> None:
    assert dict(rows.counts("province")) == {"河北省": 3, "河北": 1, "北京": 1, "": 2}
    assert dict(rows.counts("year", Filters(kind="有限公司"))) == {"": 1, "1999": 3}
    for column in COUNTABLE:
        assert sum(number for _, number in rows.counts(column)) == 7
    with pytest.raises(ValueError, match="not counted by 'name'"):
        rows.counts("name")


def test_a_registry_of_nothing_has_no_rows(tmp_path: Path) -> None:
    with Rows(Registry(tmp_path)) as rows:
        assert rows.count() == 0
        assert rows.by_code(code(1)) == []
        assert rows.counts("province") == []
