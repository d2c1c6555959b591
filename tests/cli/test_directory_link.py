"""``duijie directory link``: from a list to results, to a clerk's judgements and back."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from duijie.registry.linking.judgements import COLUMNS, QUEUE_SHEET
from tests.cli.running import duijie
from tests.linking.lists import HEADS, REGISTERED, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """A list, in an installation whose registry holds a small file."""
    settings.DUIJIE_HOME = tmp_path / "home"  # type: ignore[attr-defined]
    duijie("directory", "import", written(tmp_path / "reg.csv", HEADS, REGISTERED))
    rows = [
        ("衡水宏远橡胶制品", "", "=1+1"),
        ("云禾贸易有限公司", "", "@x"),
        ("南宁云天印刷有限公司", "", "+86 1"),
        ("", "", "-"),
    ]
    return written(tmp_path / "guests.csv", ("单位", "地址", "=备注"), rows)


def cells(path: Path, name: str) -> list[list[str]]:
    with CalamineWorkbook.from_path(path) as book:
        return [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]


def test_every_row_of_a_list_stands_in_the_workbook_and_no_cell_starts_a_formula(
    listed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    told = duijie("directory", "link", listed, "--out", out, "--against", "registry").rows[0]
    assert {key: told[key] for key in ("rows", "linked", "queue", "none", "unreadable")} == {
        "rows": 4, "linked": 1, "queue": 1, "none": 1, "unreadable": 1
    }  # fmt: skip
    table = cells(out, "结果 results")
    assert [row[0] for row in table[1:]] == [
        "衡水宏远橡胶制品",
        "云禾贸易有限公司",
        "南宁云天印刷有限公司",
        "",
    ]
    every = [
        cell
        for name in ("结果 results", QUEUE_SHEET, "说明 about")
        for row in cells(out, name)
        for cell in row
    ]
    assert not [cell for cell in every if cell.startswith(("=", "@", "+86"))]


def test_judgements_come_back_and_count(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    duijie("directory", "link", listed, "--out", out)
    head, first, second = cells(out, QUEUE_SHEET)
    filled = written(
        tmp_path / "filled.csv", head, [["同", "见过执照", *first[2:]], ["不同", "", *second[2:]]]
    )
    assert duijie("directory", "link", "--judged", filled).rows[0] == {
        "read": 2, "same": 1, "different": 1, "unsure": 0, "stored": 2
    }  # fmt: skip
    assert duijie("directory", "link", "--judged", filled).rows[0]["stored"] == 0
    again = duijie("directory", "link", listed, "--out", out, "--replace").rows[0]
    assert (again["linked"], again["queue"]) == (2, 0)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_other_forms_have_the_queue_beside_them(listed: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    told = duijie("directory", "link", listed, "--out", out).rows[0]
    assert told["files"] == [str(out), str(tmp_path / "out-queue.xlsx")]
    frame = pl.read_csv(out) if form == "csv" else pl.read_parquet(out)
    assert len(frame) == 4 and len(cells(tmp_path / "out-queue.xlsx", QUEUE_SHEET)) == 3
    assert COLUMNS["pair"] in cells(tmp_path / "out-queue.xlsx", QUEUE_SHEET)[0]


def test_own_names_are_linked_with(listed: Path, tmp_path: Path) -> None:
    from duijie.accounts.operations import local_operator
    from duijie.directory.operations import enter_names
    from tests.cast import MORNING

    enter_names(names=["南宁云天印刷有限公司"], by=local_operator(), at=MORNING)
    told = duijie("directory", "link", listed, "--out", tmp_path / "own.csv", "--against", "directory").rows[
        0
    ]
    assert (told["linked"], told["against"]) == (1, {"directory": 1})


@pytest.mark.parametrize(
    ("more", "status", "message"),
    [
        (["--out", "list.txt"], 2, "not written in that form"),
        (["--out", "nowhere/out.csv"], 2, "folder does not exist"),
        (["--map", "name=没有"], 2, "没有"),
        (["--sheet", "x", "--out", "o.csv"], 2, "no sheets"),
        (["--judged", "q.csv"], 2, "Give it alone"),
        (["--threshold", "2", "--out", "o.csv"], 2, "threshold"),
    ],
)
def test_bad_input_is_told_in_a_line(
    listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = duijie("directory", "link", listed, *more)
    assert done.status == status and message in done.err


def test_results_are_not_written_over_unasked(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine", "utf-8")
    done = duijie("directory", "link", listed, "--out", out)
    assert done.status == 2 and "--replace" in done.err and out.read_text("utf-8") == "mine"
    assert duijie("directory", "link", listed, "--out", listed, "--replace").status == 2


def test_without_a_list_there_is_nothing_to_link() -> None:
    done = duijie("directory", "link")
    assert done.status == 2 and "There is no list" in done.err
