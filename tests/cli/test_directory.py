"""``duijie directory``: enterprises in, found again, out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import override_settings

from tests.cli.running import duijie, process
from tests.registry.made import as_csv, code, row


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> object:
    with override_settings(DUIJIE_HOME=tmp_path / "home"):
        yield tmp_path / "home"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "粮.csv"
    path.write_text(as_csv([row(1), row(2, 企业名称=""), row(1), row(3)]), "utf-8")
    return path


def test_importing_says_what_became_of_the_rows(file: Path) -> None:
    done = json.loads(duijie("directory", "import", file, "--as-of", "2024-06-30", "--format", "json").out)
    assert (done["source"], done["new"], done["as_of"]) == ("粮", True, "2024-06-30")
    assert (done["rows"], done["taken"], done["refused"], done["duplicates"]) == (4, 2, 1, 1)
    assert done["counts"] == {"no_name": 1}
    assert done["mapping"][0] == {
        "ours": "name", "column": "企业名称", "unit": "",
        "reason": {"zh": "列名即“企业名称”", "en": "the head is “企业名称”"},
    }  # fmt: skip
    assert Path(done["refused_file"]).read_text("utf-8-sig").count("\n") == 3


def test_people_read_it_in_their_language(file: Path) -> None:
    chinese = duijie("directory", "import", file, "--format", "table").out
    assert "粮：共 4 行，收录 2，未收 1，重复 1" in chinese
    assert "name ← 企业名称" in chinese
    english = duijie("--lang", "en", "directory", "import", file, "--format", "table").out
    assert "粮: this file is in already; nothing was done" in english
    assert "4 rows, 2 taken, 1 refused, 1 duplicates" in english


def test_sources_are_listed_and_forgotten(file: Path) -> None:
    duijie("directory", "import", file, "--source", "粮食局")
    (listed,) = duijie("directory", "sources").rows
    assert (listed["source"], listed["taken"], listed["file"]) == ("粮食局", 2, "粮.csv")
    assert duijie("directory", "forget", "粮食局").rows == [{"source": "粮食局", "taken": 2}]
    assert duijie("directory", "sources").rows == []
    gone = duijie("directory", "forget", "粮食局")
    assert gone.status == 1
    assert "粮食局: the registry has no such source" in gone.err


def test_an_enterprise_is_shown_by_code_and_by_row(file: Path) -> None:
    duijie("directory", "import", file)
    (by_code,) = duijie("directory", "show", code(3).lower()).rows
    (by_row,) = duijie("directory", "show", "粮:4").rows
    assert by_code == by_row
    assert by_row["name"] == "云禾县第3粮油有限公司"
    card = duijie("directory", "show", "粮:4", "--format", "table").out
    assert "折合元: 500,000" in card
    for what in ("粮:2", code(8), "无此企业"):
        assert duijie("directory", "show", what).status == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--map", "name"], "--map name: there is no column before or no = in it"),
        (["--map", "name=甲"], "has no column '甲'"),
        (["--source", "a/b"], "cannot name a source"),
        (["--as-of", "今天"], "is no day"),
        (["--sheet", "甲"], "it has no sheets"),
    ],
)
def test_wrong_use_ends_with_one_line_and_status_2(file: Path, arguments: list[str], says: str) -> None:
    ran = duijie("directory", "import", file, *arguments)
    assert ran.status == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert duijie("directory", "sources").rows == []


def test_a_missing_file_ends_with_status_2(tmp_path: Path) -> None:
    ran = duijie("directory", "import", tmp_path / "none.csv")
    assert (ran.status, "there is no such file" in ran.err) == (2, True)


def test_it_needs_no_database(file: Path, tmp_path: Path) -> None:
    ran = process("directory", "import", file, home=tmp_path / "bare")
    assert (ran.status, ran.rows[0]["taken"]) == (0, 2)
    assert not (tmp_path / "bare" / "duijie.sqlite3").exists()
