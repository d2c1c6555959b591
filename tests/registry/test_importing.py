"""An import takes what it can, says what it left, and may be killed at any moment."""

from __future__ import annotations

import csv
import fcntl
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.registry.columns import COLUMNS, WrongMapping
from duijie.registry.importing import forget
from duijie.registry.layout import Manifest, Registry, UnknownSource, WrongSource
from duijie.registry.lock import AnotherAtWork
from duijie.text.formats.source import CannotRead
from tests.registry.made import AT, HEADS, as_csv, code, contents, row, taken_in

FAULTY = [
    row(1), row(2, 企业名称=""), row(3, 省份="电烤箱"), row(4), row(1), row(5, 统一社会信用代码="91131127000000055X"),
    row(6, 企业名称="12345"), row(7, 注册资本="120 万美元"), row(8), row(4, 地址="别处"),
]  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "registry")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "粮.csv"
    path.write_text(as_csv(FAULTY), "utf-8")
    return path


def rows_of(registry: Registry, source: str = "粮") -> pl.DataFrame:
    return pl.concat([pl.read_parquet(part) for part in registry.parts(source)])


def refusals_of(registry: Registry, manifest: Manifest) -> list[list[str]]:
    with registry.refused(manifest).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_rows_are_taken_with_what_follows_from_them(registry: Registry, faulty: Path) -> None:
    done = taken_in(registry, faulty)
    assert (done.manifest.rows, done.manifest.taken, done.manifest.refused, done.manifest.duplicates) == (
        10,
        5,
        3,
        2,
    )
    found = rows_of(registry)
    assert dict(found.schema) == dict(COLUMNS)
    assert found["row"].to_list() == [1, 4, 6, 8, 9]
    first, *_, dollars, _ = found.iter_rows(named=True)
    assert first["name"] == "云禾县第1粮油有限公司"
    assert first["credit_code"] == code(1)
    assert first["code_as_given"] == ""
    assert first["registered_on"] == date(1999, 3, 2)
    assert first["capital"] == "50(万元人民币)"
    assert first["capital_yuan"] == 500_000
    assert first["division"] == "131127"
    assert first["scope"] == ""
    assert (dollars["capital"], dollars["capital_yuan"]) == ("120 万美元", None)


def test_a_wrong_code_is_kept_and_counted_and_refuses_nothing(registry: Registry, faulty: Path) -> None:
    done = taken_in(registry, faulty)
    wrong = rows_of(registry).filter(pl.col("row") == 6).row(0, named=True)
    assert (wrong["credit_code"], wrong["code_as_given"], wrong["division"]) == ("", "91131127000000055X", "")
    assert done.manifest.counts["wrong_code"] == 1


def test_rows_left_out_stand_in_a_file_with_reasons_and_as_given(registry: Registry, faulty: Path) -> None:
    head, *lines = refusals_of(registry, taken_in(registry, faulty).manifest)
    assert head == ["row", "reason_zh", "reason_en", *HEADS]
    assert [(line[0], line[1]) for line in lines] == [
        ("2", "没有名称"), ("3", "单元格错列"), ("5", "与前面的行重复：第1行"), ("7", "名称中没有文字"),
        ("10", "与前面的行重复：第4行"),
    ]  # fmt: skip
    assert lines[1][3:] == row(3, 省份="电烤箱")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.csv"
    path.write_text(
        as_csv([row(1), row(2, 企业名称="", 地址='=HYPERLINK("http://x")', 注册资本="-5")]), "utf-8"
    )
    _, line = refusals_of(registry, taken_in(registry, path).manifest)
    assert line[-1] == '\'=HYPERLINK("http://x")'
    assert line[HEADS.index("注册资本") + 3] == "-5"


@pytest.mark.parametrize("cell", ["C:\\", "a\\\\"])
def test_a_backslash_at_the_end_of_a_cell_escapes_nothing(
    registry: Registry, tmp_path: Path, cell: str
) -> None:
    path = tmp_path / "粮.csv"
    path.write_text(as_csv([row(1, 地址=cell), row(2)], quoting=csv.QUOTE_ALL), "utf-8")
    assert taken_in(registry, path).manifest.taken == 2
    assert set(rows_of(registry)["address"]) >= {cell}


def test_the_same_file_again_does_nothing(registry: Registry, faulty: Path) -> None:
    assert taken_in(registry, faulty).new
    before = contents(registry)
    again = taken_in(registry, faulty)
    assert not again.new
    assert contents(registry) == before


def test_the_day_of_the_data_can_be_told_later(registry: Registry, faulty: Path) -> None:
    taken_in(registry, faulty)
    taken_in(registry, faulty, as_of=date(2024, 1, 1))
    assert registry.source("粮").as_of == date(2024, 1, 1)


def test_another_file_replaces_the_source_and_leaves_nothing_behind(registry: Registry, faulty: Path) -> None:
    taken_in(registry, faulty)
    faulty.write_text(as_csv([row(20), row(21)]), "utf-8")
    assert taken_in(registry, faulty).new
    assert rows_of(registry)["credit_code"].to_list() == [code(20), code(21)]
    assert len([one for one in registry.home("粮").iterdir() if one.is_dir()]) == 1


def test_another_mapping_reads_the_same_file_anew(registry: Registry, faulty: Path) -> None:
    taken_in(registry, faulty)
    assert taken_in(registry, faulty, mapping={"address": ""}).new
    assert set(rows_of(registry)["address"]) == {""}


def test_a_bad_file_leaves_the_source_as_it_was(registry: Registry, faulty: Path) -> None:
    taken_in(registry, faulty)
    before = contents(registry)
    faulty.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(WrongMapping):
        taken_in(registry, faulty)
    assert contents(registry) == before


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (
            {"province": "地址"},
            "'地址' is taken for province, but it holds '云禾县粮库路1号'.*leave it out with --map province=",
        ),
        ({"registered_on": "地址"}, "'地址' is taken for registered_on"),
        (
            {"name": "统一社会信用代码"},
            "'统一社会信用代码' is taken for name.*Name another with --map name=COLUMN",
        ),
        ({"credit_code": "地址"}, "'地址' is taken for credit_code"),
    ],
)
def test_a_column_that_holds_something_else_ends_the_import(
    registry: Registry, tmp_path: Path, mapping: dict[str, str], says: str
) -> None:
    path = tmp_path / "粮.csv"
    path.write_text(as_csv([row(number) for number in range(1, 30)]), "utf-8")
    with pytest.raises(WrongMapping, match=says):
        taken_in(registry, path, mapping=mapping)
    assert not registry.sources()
    assert not contents(registry)


def test_columns_that_fill_nothing_are_listed(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.csv"
    path.write_text("企业名称,法定代表人,信用代码\n云禾粮库,某人,\n", "utf-8")
    assert taken_in(registry, path).manifest.unused == ("法定代表人",)


def test_without_a_code_only_rows_alike_in_all_cells_are_one(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.csv"
    cells = [
        row(1, 统一社会信用代码="", 地址=place, 企业名称="粮油加工厂") for place in ("东街", "西街", "东街")
    ]
    path.write_text(as_csv(cells), "utf-8")
    assert taken_in(registry, path).manifest.duplicates == 1


def test_codes_are_put_in_the_column_of_their_kind(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "粮.csv"
    path.write_text(
        "企业名称,统一社会信用代码/注册号,注册号\n"
        f"甲粮库,{code(1)[:8]}-{code(1)[8:]},\n乙粮库,110108000000016,\n丙粮库,不详,110108000000016\n丁粮库,,{code(2)}\n戊粮库,,123\n",
        "utf-8",
    )
    taken_in(registry, path)
    assert rows_of(registry).select("credit_code", "old_number", "code_as_given").rows() == [
        (code(1), "", f"{code(1)[:8]}-{code(1)[8:]}"), ("", "110108000000016", ""), ("", "110108000000016", ""),
        (code(2), "", ""), ("", "", "123"),
    ]  # fmt: skip


class Killed(BaseException):
    """As if the process had ended here."""


def test_an_import_killed_at_any_step_goes_on_to_the_same_bytes(
    tmp_path: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Registry(tmp_path / "whole")
    taken_in(whole, faulty, rows=3)
    rename = Path.replace
    for when in range(100):
        shelf = Registry(tmp_path / f"killed-{when}")
        steps = iter(range(when + 1))

        def step(path: Path, target: Path, steps: Any = steps, when: int = when) -> Path:
            # Even: killed before a file appears; odd: right after.
            number = next(steps, None)
            if when % 2 == 0 and number == when // 2:
                raise Killed
            done = rename(path, target)
            if when % 2 and number == when // 2:
                raise Killed
            return done

        monkeypatch.setattr(Path, "replace", step)
        try:
            taken_in(shelf, faulty, rows=3)
        except Killed:
            monkeypatch.setattr(Path, "replace", rename)
            assert rows_of(shelf).equals(rows_of(whole)) if shelf.sources() else not shelf.parts("粮")
            taken_in(shelf, faulty, rows=3)
            left = contents(shelf)
            assert left == contents(whole)
        else:
            monkeypatch.setattr(Path, "replace", rename)
            # Four parts of two files and a note each, the file of refusals, the last note, the switch.
            assert when == 2 * (4 * 3 + 3)
            return
    pytest.fail("it never came to an end")


def test_a_process_that_is_killed_for_good_leaves_parts_to_go_on_from(tmp_path: Path, faulty: Path) -> None:
    shelf = Registry(tmp_path / "registry")
    program = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from datetime import UTC, datetime
        from duijie.registry.importing import Asked, import_file
        from duijie.registry.layout import Registry
        def stop(state):
            if state.rows >= 6:
                os.kill(os.getpid(), 9)
        import_file(Registry(Path(sys.argv[1])), Path(sys.argv[2]), asked=Asked("粮"), at=datetime.now(UTC),
                    progress=stop, rows=3)
        """
    )
    ended = subprocess.run([sys.executable, "-c", program, shelf.folder, faulty], check=False)
    assert ended.returncode == -9
    assert not shelf.sources()
    done = taken_in(shelf, faulty, rows=3)
    assert done.resumed == 2
    whole = Registry(tmp_path / "whole")
    taken_in(whole, faulty, rows=3)
    assert contents(shelf) == contents(whole)


def test_a_second_import_at_the_same_time_is_refused(registry: Registry, faulty: Path) -> None:
    registry.folder.mkdir()
    with (registry.folder / "lock").open("w") as held:
        held.write("4711")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(AnotherAtWork, match="process 4711 is changing the registry"):
            taken_in(registry, faulty)
        with pytest.raises(AnotherAtWork):
            forget(registry, "粮")
    # What a killed process left locks nobody out.
    assert taken_in(registry, faulty).new


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    registry: Registry, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter([(1, 1), (2, 2)])
    monkeypatch.setattr("duijie.registry.importing._stamp", lambda _: next(stamps))
    with pytest.raises(CannotRead, match="changed while it was read"):
        taken_in(registry, faulty)
    assert not contents(registry)


def test_a_source_is_forgotten_with_all_its_files(registry: Registry, faulty: Path) -> None:
    taken_in(registry, faulty)
    assert forget(registry, "粮").taken == 5
    assert not contents(registry)
    with pytest.raises(UnknownSource, match="粮: the registry has no such source"):
        forget(registry, "粮")


@pytest.mark.parametrize("label", ["", "a/b", "..", ".hidden", "a:b", "x" * 81, "a\nb", " a"])
def test_a_label_that_can_name_no_folder_is_refused(registry: Registry, faulty: Path, label: str) -> None:
    with pytest.raises(WrongSource, match="--source"):
        registry.home(label)


def test_the_index_of_names_is_told_once_and_again_after_it_failed(registry: Registry, faulty: Path) -> None:
    from duijie.registry.importing import Asked, import_file

    told: list[tuple[str, int]] = []

    def names(source: str, parts: Any) -> None:
        told.append((source, len(parts)))
        if len(told) == 1:
            raise RuntimeError("the index is broken")

    def run() -> None:
        import_file(registry, faulty, asked=Asked("粮"), at=AT, names=names)

    with pytest.raises(RuntimeError):
        run()
    assert registry.source("粮").taken == 5
    run()
    run()
    assert told == [("粮", 1), ("粮", 1)]


cell = st.one_of(
    st.sampled_from(
        [
            "",
            "云禾粮库",
            "河北",
            "N/A",
            "电烤箱",
            "1999-03-02",
            code(1),
            code(2),
            "x" * 300,
            "50万元",
            "\ufffd",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    rows=st.lists(st.lists(cell, min_size=1, max_size=8), min_size=1, max_size=14),
    separator=st.sampled_from(",\t;|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    size=st.integers(3, 8),
)
def test_every_row_of_a_file_is_taken_refused_or_a_duplicate(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str, encoding: str, size: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "粮.csv"
    # The first row can be taken, so that there is something to take; a row of one empty cell is a blank line.
    rows = [row(77), *(cells for cells in rows if cells != [""])]
    path.write_bytes(as_csv(rows, delimiter=separator, quoting=csv.QUOTE_ALL).encode(encoding))
    shelf = Registry(folder / "registry")
    try:
        done = taken_in(shelf, path, rows=size)
    except WrongMapping:
        # Ten cells and more that are no provinces: the column is not what it is called.
        assert len(rows) >= 10
        return
    manifest = done.manifest
    assert manifest.rows == len(rows)
    assert manifest.taken + manifest.refused + manifest.duplicates == len(rows)
    found = rows_of(shelf)
    assert len(found) == manifest.taken
    refused = [int(line[0]) for line in refusals_of(shelf, manifest)[1:]]
    assert sorted([*found["row"].to_list(), *refused]) == list(range(1, len(rows) + 1))
    before = contents(shelf)
    assert not taken_in(shelf, path, rows=size).new
    assert contents(shelf) == before
