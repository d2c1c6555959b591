"""``duijie read``: the contract's lines, and nothing at all for a bad file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from duijie.reading.kinds import KINDS, from_values
from duijie.reading.own_day import day_of
from duijie.text.formats.source import Frame, Source
from tests.cli.running import SAMPLE, duijie, process

BAD = tomllib.loads((Path(__file__).parents[1] / "cases/cli/bad_files.toml").read_text("utf-8"))["file"]
HEAD = {"kind", "quote", "start", "end", "rule"}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE, "utf-8")
    return path


def made(case: dict[str, Any], folder: Path) -> Path:
    path = folder / case["name"]
    if "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]) * case.get("repeat", 1))
    return path


def test_a_statement_is_a_line_with_the_place_that_says_it(sample: Path) -> None:
    ran = duijie("read", sample)
    assert ran.status == 0
    assert {row["kind"] for row in ran.rows} >= {"body", "policy"}
    for row in ran.rows:
        assert row.keys() >= HEAD
        from_values(row["kind"], {key: row[key] for key in row if key not in HEAD})
        assert row["quote"] in SAMPLE[row["start"] : row["end"]]


def test_all_formats_tell_the_same_statements(sample: Path) -> None:
    lines = duijie("read", sample, "--format", "jsonl").rows
    assert json.loads(duijie("read", sample, "--format", "json").out) == lines
    table = list(csv.DictReader(io.StringIO(duijie("read", sample, "--format", "csv").out)))
    assert [(row["kind"], int(row["start"]), row["quote"]) for row in table] == [
        (row["kind"], row["start"], row["quote"]) for row in lines
    ]
    for_people = duijie("read", sample, "--format", "table", env={"COLUMNS": "300"}).out
    assert all(row["quote"] in for_people for row in lines)


def test_several_files_name_their_document(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("县政府印发了《云禾县园区管理办法》。", "utf-8")
    rows = duijie("read", sample, other).rows
    assert {row["document"] for row in rows} == {str(sample), str(other)}
    assert all("document" not in row for row in duijie("read", other).rows)


def test_a_document_without_statements_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "weather.txt"
    path.write_text("今天晴，明天多云。", "utf-8")
    ran = duijie("read", path)
    assert (ran.status, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_a_bad_file_ends_with_one_line_and_no_output(
    case: dict[str, Any], sample: Path, tmp_path: Path
) -> None:
    path = made(case, tmp_path)
    limit = {"DUIJIE_MAX_MEGABYTES": "1", "LANG": "en_GB.UTF-8"}
    for files in ([path], [sample, path], [path, sample]):
        ran = duijie("read", *files, env=limit)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.count("\n") == 1
        assert ran.err.startswith("duijie: ") and str(path) in ran.err and case["says"] in ran.err


@pytest.mark.parametrize("case", [BAD[0], BAD[2], BAD[-1]], ids=lambda case: case["name"])
def test_a_process_ends_the_same_way(case: dict[str, Any], tmp_path: Path) -> None:
    ran = process("read", made(case, tmp_path), home=tmp_path / "home")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_reading_needs_no_database_and_no_django(sample: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from duijie.cli.main import app\n"
        f"try: app(['read', {str(sample)!r}])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name.split('.')[0] in ('django', 'granian') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0 and done.stdout
    ran = process("read", sample, home=tmp_path / "home")
    assert ran.status == 0 and not (tmp_path / "home").exists()


def test_a_day_that_is_none_is_wrong_use(sample: Path) -> None:
    ran = duijie("read", sample, "--date", "24.9.2015")
    assert (ran.status, ran.out) == (2, "") and "--date" in ran.err


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("云禾县产业通报\n2024年6月20日\n上半年，全县签约15个项目，进展顺利。", date(2024, 6, 20)),
        ("云禾县2024年6月20日讯 上半年，全县签约15个项目，进展顺利。", date(2024, 6, 20)),
        ("本报讯（2024-06-20）上半年，全县签约15个项目，进展顺利。", date(2024, 6, 20)),
        ("上半年，全县签约15个项目，进展顺利。\n云禾县人民政府\n2024年6月20日\n", date(2024, 6, 20)),
        ("2024年6月20日，云禾县举行签约仪式，签约15个项目。", None),
        ("今年6月20日，云禾县举行签约仪式，签约15个项目。", None),
    ],
)
def test_the_day_is_taken_where_a_text_states_its_own(text: str, day: date | None) -> None:
    assert day_of(Source("a.txt", "text", text, "utf-8")) == day
    framed = Source("a.txt", "text", text, "utf-8", frame=Frame(dated_on=date(2015, 1, 2)))
    assert day_of(framed) == date(2015, 1, 2)


def test_every_kind_has_a_name_in_both_languages() -> None:
    from duijie.cli.words import KINDS as NAMES

    assert set(NAMES) == set(KINDS)
