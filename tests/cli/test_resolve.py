"""``duijie directory resolve``: names from the command line and from a file, one line a name."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cli.running import duijie
from tests.factories.register import register_of

pytestmark = pytest.mark.django_db
ROWS = ("企业名称,城市", "河北青禾瓷业股份有限公司,衡水", "廊坊宏远橡胶有限公司,廊坊")


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.DUIJIE_HOME = tmp_path
    register_of(ROWS, home=tmp_path)
    return tmp_path


def test_each_name_is_a_line_with_its_candidates() -> None:
    ran = duijie("directory", "resolve", "青禾瓷业", "没有这家公司啊", "--limit", 1, "--format", "jsonl")
    assert [row["query"] for row in ran.rows] == ["青禾瓷业", "没有这家公司啊"]
    best = ran.rows[0]["candidates"][0]
    assert {"name", "credit_code", "source", "score", "reasons"} <= set(best)
    assert best["name"] == "河北青禾瓷业股份有限公司"
    assert ran.rows[1]["candidates"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_come_from_a_file_too(home: Path, encoding: str) -> None:
    file = home / "名单.txt"
    file.write_text("青禾瓷业\n\n 宏远橡胶 \n", encoding)
    ran = duijie("directory", "resolve", "--names-from", file, "--format", "jsonl")
    assert [row["query"] for row in ran.rows] == ["青禾瓷业", "宏远橡胶"]


def test_a_table_has_a_row_for_each_candidate() -> None:
    ran = duijie("directory", "resolve", "宏远橡胶", "--format", "csv")
    assert ran.out.splitlines()[0] == "query,name,credit_code,source,score,reasons"
    assert "廊坊宏远橡胶有限公司" in ran.out


def test_without_a_name_it_says_how() -> None:
    ran = duijie("directory", "resolve")
    assert (ran.status, ran.out) == (2, "")
    assert "--names-from" in ran.err
