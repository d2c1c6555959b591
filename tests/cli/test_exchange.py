"""Sheets in and out by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from duijie.accounts.operations import local_operator
from duijie.exchange.sheets.workbook import read_workbook
from tests.cast import bureau
from tests.cli.running import duijie
from tests.factories.books import sheet_of

pytestmark = pytest.mark.django_db
HEAD = ("项目名称", "投资方", "总投资（万元）", "阶段")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    local_operator()
    bureau("招商局")
    path = tmp_path / "台账.xlsx"
    rows = [
        ("轴承项目", "恒远轴承有限公司", 12000, "在谈"),
        (None, "乙有限公司", 1, None),
        ("阀门项目", None, "约3亿", "胡说"),
    ]
    path.write_bytes(sheet_of(HEAD, rows, title="2024年项目"))
    return path


def test_a_sheet_is_previewed_applied_listed_and_undone(sheet: Path, tmp_path: Path) -> None:
    (seen,) = duijie("import", sheet, "--set", "unit=招商局").rows
    assert (seen["state"], seen["new"], seen["refused"]) == ("previewed", 2, 1)
    assert not duijie("projects").rows
    out = tmp_path / "refused.xlsx"
    (done,) = duijie("import", sheet, "--set", "unit=招商局", "--apply", "--refused", out).rows
    assert done["state"] == "applied"
    assert {row["name"] for row in duijie("projects").rows} == {"轴承项目", "阀门项目"}
    refused = read_workbook(out.read_bytes(), "r.xlsx").sheets[0].rows
    assert refused[1] == [*HEAD, "未导入原因", "原位置"]
    assert refused[2] == [None, "乙有限公司", 1, None, "没有项目名称", "台账!4"]
    assert [row["state"] for row in duijie("imports").rows] == ["applied", "previewed"]
    assert [row["state"] for row in duijie("imports", done["id"], "--state", "refused").rows] == ["refused"]
    assert duijie("undo", done["id"]).rows[0]["state"] == "undone"
    assert not duijie("projects").rows
    again = duijie("undo", done["id"])
    assert again.status == 1 and "只有已执行的导入可以撤销" in again.err


def test_columns_are_corrected_by_hand(sheet: Path) -> None:
    wrong = duijie("import", sheet, "--map", "nothing=阶段")
    assert wrong.status == 1 and "没有字段“nothing”" in wrong.err
    (seen,) = duijie(
        "import", sheet, "--set", "unit=招商局", "--map", "remarks=阶段", "--map", "-=投资方"
    ).rows
    columns = {one["label"]: (one["target"], one["by"]) for one in seen["tables"][0]["columns"]}
    assert columns["阶段"] == ("remarks", "person")
    assert columns["投资方"] == ("", "person")


def test_a_list_goes_out_and_what_begins_like_a_formula_is_text(sheet: Path, tmp_path: Path) -> None:
    duijie("projects", "--open", "=cmd|' /C calc'!A0", "--unit", "招商局")
    out = tmp_path / "out.xlsx"
    assert duijie("export", "projects", "--out", out).status == 0
    rows = read_workbook(out.read_bytes(), "o.xlsx").sheets[0].rows
    assert rows[1][1] == "=cmd|' /C calc'!A0"
    (seen,) = duijie("import", out).rows
    assert (seen["same"], seen["new"], seen["changed"]) == (1, 0, 0)
    assert duijie("export", "nothing", "--out", out).status == 1
    for kind in ("organisations", "receipts", "leads"):
        assert duijie("export", kind, "--out", out).status == 0
