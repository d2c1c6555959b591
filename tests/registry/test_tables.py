"""Files of any kind and dialect give the same rows; hostile ones end with one clear line."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duijie.registry.layout import Registry
from duijie.text.formats.source import CannotRead
from tests.registry.made import HEADS, as_csv, code, contents, row, taken_in
from tests.text.formats.samples import ods_bytes, xlsx_bytes
from tests.text.formats.test_hostile import ole_with

ROWS = [row(1), row(2, 地址="云禾县“粮库路”2号，东侧"), row(3, 成立日期="2001/7/15")]
DIALECTS: dict[str, bytes] = {
    "utf-8": as_csv(ROWS).encode(),
    "utf-8 with a mark": as_csv(ROWS).encode("utf-8-sig"),
    "gb18030": as_csv(ROWS).encode("gb18030"),
    "gb18030, ASCII at first": as_csv(ROWS, ["name", "uscc", "estdate", "capital", "province", "address"]).encode("gb18030"),
    "utf-16": as_csv(ROWS, delimiter="\t").encode("utf-16"),
    "tabs": as_csv(ROWS, delimiter="\t").encode(),
    "semicolons": as_csv(ROWS, delimiter=";").encode(),
    "bars, all quoted": as_csv(ROWS, delimiter="|", quoting=csv.QUOTE_ALL).encode(),
    "single quotes": as_csv(ROWS, quotechar="'", quoting=csv.QUOTE_ALL).encode(),
    "full-width commas": as_csv(ROWS, delimiter="，").encode(),
    "control characters": as_csv(ROWS, delimiter="\x01").encode(),
    "old line ends": as_csv(ROWS, lineterminator="\r").encode(),
    "unix line ends, none at the end": as_csv(ROWS, lineterminator="\n").strip().encode(),
    "blank lines": as_csv(ROWS, lineterminator="\n\n").encode(),
    "a title above": ("云禾县企业名录,,,,,\n截至2024年6月,,,,,\n" + as_csv(ROWS)).encode(),
    "a separator at every end": "\n".join(line + "," for line in as_csv(ROWS).splitlines()).encode(),
}  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "registry")


def imported(registry: Registry, path: Path, data: bytes, **asked: Any) -> pl.DataFrame:
    path.write_bytes(data)
    done = taken_in(registry, path, **asked)
    assert done.manifest.taken == done.manifest.rows
    return pl.concat([pl.read_parquet(part) for part in registry.parts("粮")])


def expected(registry: Registry, folder: Path) -> pl.DataFrame:
    return imported(registry, folder / "plain.csv", as_csv(ROWS).encode())


@pytest.mark.parametrize("name", DIALECTS)
def test_separated_values_are_read_in_any_dialect(registry: Registry, tmp_path: Path, name: str) -> None:
    right = expected(Registry(tmp_path / "right"), tmp_path)
    assert imported(registry, tmp_path / "粮.csv", DIALECTS[name]).equals(right)
    assert right["registered_on"].to_list()[2] == date(2001, 7, 15)


def test_a_quoted_line_break_stays_in_its_cell(registry: Registry, tmp_path: Path) -> None:
    found = imported(registry, tmp_path / "粮.csv", as_csv([row(1, 地址="东街\n1号"), row(2)]).encode())
    assert found["address"].to_list() == ["东街 1号", "云禾县粮库路2号"]


@pytest.mark.parametrize(("suffix", "make"), [("xlsx", xlsx_bytes), ("ods", ods_bytes)])
def test_workbooks_are_read_below_their_head(
    registry: Registry, tmp_path: Path, suffix: str, make: Any
) -> None:
    rows: list[Any] = [["云禾县企业名录"], [], list(HEADS), *ROWS, []]
    data = make({"说明": [["请勿改动"]], "名录": rows}) if suffix == "xlsx" else make(rows)
    right = expected(Registry(tmp_path / "right"), tmp_path)
    assert imported(registry, tmp_path / f"粮.{suffix}", data).equals(right)
    manifest = registry.source("粮")
    assert manifest.head_row == 2
    if suffix == "xlsx":
        assert (manifest.sheet, manifest.remarks) == ("名录", ("sheets not read: 说明",))


def test_a_sheet_can_be_named(registry: Registry, tmp_path: Path) -> None:
    data = xlsx_bytes({"甲": [HEADS, row(1)], "乙": [HEADS, row(2)]})
    found = imported(registry, tmp_path / "粮.xlsx", data, sheet="乙")
    assert found["credit_code"].to_list() == [code(2)]


def test_numbers_of_a_workbook_are_read_as_printed(registry: Registry, tmp_path: Path) -> None:
    data = xlsx_bytes({"甲": [["企业名称", "注册号", "注册资本(万元)"], ["云禾粮库", 110108000000016, 50.5]]})
    found = imported(registry, tmp_path / "粮.xlsx", data)
    assert found.select("old_number", "capital", "capital_yuan").row(0) == (
        "110108000000016",
        "50.5(万元)",
        505_000,
    )


def test_parquet_is_read_whatever_its_columns_are_made_of(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.parquet"
    table = pa.table(
        {
            "企业名称": pa.array(["云禾粮库", None, "云禾油厂"]).dictionary_encode(),
            "注册号": pa.array([110108000000016.0, None, 1.0]),
            "成立日期": pa.array([date(1999, 3, 2), None, date(2001, 7, 15)]),
            "注册资本(万元)": pa.array([50, None, 60]),
            "经营范围": pa.array([b"\xe7\xb2\xae", None, b"\xe6\xb2\xb9"]),
            "股东": pa.array([["甲"], [], None]),
        }
    )
    pq.write_table(table, path, row_group_size=2)
    done = taken_in(registry, path)
    assert (done.manifest.rows, done.manifest.taken, done.manifest.counts["no_name"]) == (3, 2, 1)
    assert done.manifest.remarks == ("columns of lists or records are not read: 股东",)
    found = pl.read_parquet(registry.parts("粮")[0])
    assert found.select(
        "row", "name", "old_number", "code_as_given", "registered_on", "capital_yuan", "scope"
    ).rows() == [
        (1, "云禾粮库", "110108000000016", "", date(1999, 3, 2), 500_000, "粮"),
        (3, "云禾油厂", "", "1", date(2001, 7, 15), 600_000, "油"),
    ]


@pytest.mark.parametrize("after", range(8))
def test_reading_goes_on_behind_any_row(registry: Registry, tmp_path: Path, after: int) -> None:
    from duijie.registry.opening import open_table

    rows = [row(number) for number in range(1, 6)]
    rows[2].append("zu viel")
    frame = pl.DataFrame([dict(zip(HEADS, one, strict=False)) for one in rows])
    frame.write_parquet(tmp_path / "粮.parquet", row_group_size=2)
    (tmp_path / "粮.csv").write_text(as_csv(rows), "utf-8")
    for name, odd in [("粮.parquet", []), ("粮.csv", [3])]:
        table = open_table(tmp_path / name, asked={}, sheet="", into=tmp_path)
        batches = list(table.batches(after))
        good = [number for batch in batches for number in batch.frame[" row"]]
        ragged = [one.row for batch in batches for one in batch.ragged]
        assert sorted(good + ragged) == list(range(after + 1, 6))
        assert ragged == [number for number in odd if number > after]


def test_rows_of_too_many_or_too_few_cells_are_refused_one_by_one(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.csv"
    path.write_text(as_csv([row(1), [*row(2), "多", "余"], row(3)[:3], row(4)]), "utf-8")
    done = taken_in(registry, path, rows=2)
    assert (done.manifest.taken, done.manifest.counts["cells"]) == (2, 2)
    lines = list(csv.reader(io.StringIO(registry.refused(done.manifest).read_text("utf-8-sig"))))
    assert [(line[0], line[1], line[-1]) for line in lines[1:]] == [
        ("2", "单元格数与表头不符", f"{row(2)[-1]} | 多 | 余"), ("3", "单元格数与表头不符", "")
    ]  # fmt: skip


def parquet_cut(share: float) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"企业名称": [f"云禾第{number}粮库" for number in range(5000)]}).write_parquet(buffer)
    data = buffer.getvalue()
    return data[: int(len(data) * share)]


def parquet_damaged() -> bytes:
    data = bytearray(parquet_cut(1))
    data[200:4000] = b"\xff" * 3800
    return bytes(data)


HOSTILE: dict[str, tuple[str, Any, str]] = {
    "an empty file": ("a.csv", lambda: b"", "it is empty. Export it again"),
    "blank lines alone": ("a.csv", lambda: b"\n\n \n", "it is empty"),
    "a head alone": ("a.csv", lambda: as_csv([]).encode(), "no row below its head"),
    "cut parquet": ("a.parquet", lambda: parquet_cut(0.7), "cannot be read as Parquet.*cut short or damaged"),
    "damaged parquet": ("a.parquet", parquet_damaged, "cannot be read as Parquet.*cut short or damaged"),
    "parquet of nothing": ("a.parquet", lambda: b"PAR1PAR1", "cannot be read as Parquet"),
    "text called parquet": ("a.parquet", "甲,乙\n1,2\n".encode, "no column holds the names"),
    "bytes called csv": ("a.csv", lambda: bytes(range(256)) * 50, "no table that can be read|no column holds the names"),
    "a picture": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "it is a picture. Give Parquet, CSV"),
    "a line without end": ("a.csv", lambda: "企业名称,".encode() * 300_000, "does not end within 1 MB|columns, more than"),
    "a row without end": (
        "a.csv", lambda: as_csv([row(1)]).encode() + b'"' + "粮库".encode() * 3_000_000, "behind row 1 a row does not end within 8 MB"
    ),
    "a million columns": ("a.csv", lambda: b"a," * 500_000 + b"\n1", "does not end within 1 MB|columns, more than the 1,000"),
    "two thousand columns": ("a.csv", lambda: ("企业名称" + ",a" * 2000 + "\n").encode() * 3, "2,001 columns, more than the 1,000"),
    "an encrypted workbook": ("a.xlsx", lambda: ole_with("EncryptedPackage"), "it is encrypted. Save it without a password"),
    "half a workbook": ("a.xlsx", lambda: xlsx_bytes({"甲": [HEADS, *ROWS]})[:900], "damaged"),
    "a workbook of nothing": ("a.xlsx", lambda: xlsx_bytes({"甲": []}), "its sheet '甲' is empty"),
    "a Word document": ("a.xls", lambda: ole_with("WordDocument"), "Word document"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_with_one_line_and_leave_nothing(
    registry: Registry, tmp_path: Path, name: str
) -> None:
    file, make, says = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(make())
    with pytest.raises(CannotRead, match=says):
        taken_in(registry, path)
    assert not registry.sources()
    assert not contents(registry)


def test_an_unknown_sheet_is_told_with_those_there_are(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.xlsx"
    path.write_bytes(xlsx_bytes({"甲": [HEADS, row(1)]}))
    with pytest.raises(CannotRead, match=r"no sheet '乙'\. Name one of 甲 with --sheet"):
        taken_in(registry, path, sheet="乙")
