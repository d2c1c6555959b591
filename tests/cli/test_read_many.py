"""``duijie read`` with folders, archives and several processes."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duijie.cli import parallel
from duijie.cli.commands import reading
from duijie.cli.inputs import Input, Unreadable, inputs
from duijie.cli.parallel import Outcome, ReadingStopped, Way, read_all, read_one
from duijie.cli.printing import Format
from duijie.cli.readers import ReaderChoice
from tests.cli.running import SAMPLE, Ran, duijie, process

BY_RULES = Way(None, ReaderChoice.RULES, Format.JSONL)


def said(number: int) -> str:
    return f"云禾县印发了《云禾县第{number}号办法》。"


def names(ran: Ran) -> list[str]:
    return list(dict.fromkeys(row["document"] for row in ran.rows))


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files in two levels and an archive, hidden ones and clutter beside them."""
    top = tmp_path / "papers"
    (top / "b" / ".hidden").mkdir(parents=True)
    texts = ["2.txt", "10.txt", ".secret.txt", "~$lock.txt", "b/1.txt", "b/.hidden/3.txt"]
    for number, name in enumerate(texts):
        (top / name).write_text(said(number), "utf-8")
    zipped(top / "a.zip", {"里/甲.txt": said(20), "乙.txt": said(21)})
    return top


def test_a_folder_is_read_in_order_with_all_below_it_and_nothing_hidden(folder: Path) -> None:
    ran = duijie("read", folder)
    assert (ran.status, ran.err) == (0, "")
    assert names(ran) == [
        str(folder / name) for name in ("10.txt", "2.txt", "a.zip/里/甲.txt", "a.zip/乙.txt", "b/1.txt")
    ]
    assert all(row["quote"] for row in ran.rows)


def test_processes_change_nothing_about_the_output(folder: Path) -> None:
    (folder / "b" / "0.txt").write_bytes(b"")
    (folder / "b" / "2.txt").write_bytes(b"\x7fELF" + b"\0" * 50)
    one, two = (duijie("read", folder, "-j", jobs) for jobs in (1, 2))
    assert one.out == two.out and one.rows
    assert (one.status, one.err) == (two.status, two.err)
    assert one.status == 2
    lines = one.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        str(folder / "b" / name) for name in ("0.txt", "2.txt")
    ]


def test_the_program_itself_reads_with_processes(folder: Path, tmp_path: Path) -> None:
    ran = process("read", folder, "-j", 2, home=tmp_path / "home")
    assert ran.status == 0 and len(names(ran)) == 5
    assert not (tmp_path / "home").exists()


def test_order_is_that_of_the_command_line_with_files_and_folders_mixed(folder: Path, tmp_path: Path) -> None:
    first, last = tmp_path / "z.txt", tmp_path / "a.txt"
    first.write_text(said(31), "utf-8")
    last.write_text(said(32), "utf-8")
    found = names(duijie("read", first, folder / "b", last))
    assert found == [str(first), str(folder / "b" / "1.txt"), str(last)]


def test_a_bad_named_file_beside_a_folder_keeps_all_back(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    for paths in ((folder, bad), (bad, folder), (folder, tmp_path / "none.txt")):
        ran = duijie("read", *paths)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_many_named_files_are_taken_as_a_folder_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NAMED_AT_MOST", 2)
    good, bad = folder / "2.txt", tmp_path / "none.txt"
    assert duijie("read", good, bad).out == ""
    ran = duijie("read", good, bad, folder / "10.txt")
    assert (ran.status, len(names(ran)), ran.err.count("\n")) == (2, 2, 1)


def test_a_bad_archive_is_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    escaping = zipped(tmp_path / "escaping.zip", {"../out.txt": SAMPLE})
    for path in (broken, escaping, zipped(tmp_path / "hollow.zip", {})):
        ran = duijie("read", path)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1) and str(path) in ran.err


def test_a_bad_member_does_not_keep_the_others_back(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bad.txt": "\x01\x02" * 200, "good.txt": SAMPLE})
    ran = duijie("read", path)
    assert ran.status == 2 and names(ran) == [f"{path}/good.txt"]
    assert ran.err.startswith(f"duijie: {path}/bad.txt: ") and ran.err.count("\n") == 1


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    ran = duijie("read", tmp_path)
    assert (ran.status, ran.out) == (2, "") and "holds no files" in ran.err


def test_a_pipe_in_a_folder_holds_nothing_up(folder: Path) -> None:
    os.mkfifo(folder / "b" / "0.pipe")
    assert len(names(duijie("read", folder))) == 5


def test_the_other_formats_name_the_document_too(folder: Path) -> None:
    lines = duijie("read", folder).rows
    assert json.loads(duijie("read", folder, "-f", "json").out) == lines
    table = list(csv.DictReader(io.StringIO(duijie("read", folder, "-f", "csv").out)))
    assert [row["document"] for row in table] == [row["document"] for row in lines]
    assert duijie("read", folder, "-f", "table", env={"COLUMNS": "300"}).out.count("a.zip/乙.txt")


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_number_of_processes_that_makes_no_sense_is_wrong_use(folder: Path, jobs: str) -> None:
    ran = duijie("read", folder, "-j", jobs)
    assert (ran.status, ran.out) == (2, "")


def counting(taken: list[str], folder: Path, number: int) -> Iterator[Input]:
    for one in range(number):
        taken.append(str(one))
        yield Input(f"{one}.txt", folder, said(one).encode())


def test_no_more_documents_are_under_way_than_the_processes_can_use(tmp_path: Path) -> None:
    taken: list[str] = []
    outcomes = read_all(counting(taken, tmp_path, 60), BY_RULES, jobs=2)
    for number, outcome in enumerate(outcomes):
        assert outcome.name == f"{number}.txt" and outcome.rows
        assert len(taken) <= number + 1 + 2 * parallel.AHEAD
    assert len(taken) == 60


def test_left_alone_it_takes_processes_only_for_what_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    whole = parallel.ProcessPoolExecutor

    def noted(workers: int, **more: object) -> object:
        started.append(workers)
        return whole(workers, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", noted)
    monkeypatch.setattr(parallel, "PATIENCE", 60.0)
    assert len(list(read_all(counting([], tmp_path, 5), BY_RULES, jobs=None))) == 5
    assert started == []
    monkeypatch.setattr(parallel, "PATIENCE", 0.0)
    assert [one.name for one in read_all(counting([], tmp_path, 5), BY_RULES, jobs=None)] == [
        f"{number}.txt" for number in range(5)
    ]
    assert started == [os.cpu_count()]


def dying(document: Input, way: Way) -> Outcome:
    os._exit(9)


def test_a_process_that_dies_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "read_one", dying)
    with pytest.raises(ReadingStopped, match="-j"):
        list(read_all(counting([], tmp_path, 3), BY_RULES, jobs=2))


@pytest.mark.parametrize("make", [lambda path: Input(str(path), path), lambda path: Input("x", path, b"")])
def test_an_outcome_passes_between_processes(make: Callable[[Path], Input], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAMPLE, "utf-8")
    outcome = read_one(make(path), BY_RULES)
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert bool(outcome.rows) != isinstance(outcome.problem, Unreadable)


def test_the_amount_of_work_grows_when_an_archive_is_opened(folder: Path) -> None:
    grown: list[int] = []
    found = list(inputs([folder / "2.txt", folder / "a.zip"], grow=grown.append))
    assert (len(found), sum(grown)) == (3, 1)
