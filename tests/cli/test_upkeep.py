"""Migrating, backing up, restoring, checking, serving: each as its own process with its own home."""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from duijie.cli.archive import BackupExists, HomeInUse, NotABackup, backup, restore
from duijie.cli.errors import WrongUse, explained
from tests.cast import MORNING
from tests.cli.running import SAMPLE, process


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one document, `backup.tar.gz` of it beside, and `empty`, the home before it had any."""
    folder = tmp_path_factory.mktemp("kept")
    sample = folder / "sample.txt"
    sample.write_text(SAMPLE, "utf-8")
    home = folder / "home"
    assert process("migrate", home=home).status == 0
    shutil.copytree(home, folder / "empty")
    assert process("add", sample, home=home).status == 0
    made = process("backup", folder / "backup.tar.gz", home=home)
    assert made.status == 0 and made.rows[0]["documents"] == 1
    return folder


def status(error: Exception) -> int:
    """What the program ends with where this goes wrong."""
    told = explained(error)
    assert told is not None
    return told[0]


def test_an_unmigrated_database_says_what_to_run(tmp_path: Path) -> None:
    ran = process("documents", home=tmp_path)
    assert (ran.status, ran.out) == (1, "") and "duijie migrate" in ran.err and ran.err.count("\n") == 1
    checked = process("check", home=tmp_path)
    assert checked.status == 1 and "duijie migrate" in checked.rows[0]["problems"][0]


def test_a_backup_restores_into_an_empty_home(kept: Path, tmp_path: Path) -> None:
    restored = process("restore", kept / "backup.tar.gz", home=tmp_path)
    assert restored.status == 0 and restored.rows[0]["documents"] == 1
    assert process("documents", home=tmp_path).out == process("documents", home=kept / "home").out
    problems = process("check", home=tmp_path).rows[0]["problems"]
    assert [one for one in problems if not one.startswith(("translations", "assets"))] == []
    assert not list(tmp_path.glob(".restore-*"))


def test_templates_and_rules_of_the_office_go_along(tmp_path: Path) -> None:
    home, fresh = tmp_path / "home", tmp_path / "fresh"
    own = {"templates/projects/月报表（新）.xlsx": b"a workbook", "rules/gates.toml": b"# a rule"}
    for name, data in {**own, "templates/projects/half.part": b"", "rules/secret.key": b""}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    with sqlite3.connect(home / "duijie.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (id)")
    kept = backup(home=home, target=tmp_path / "b.tar.gz", at=MORNING)
    fresh.mkdir()
    assert restore(home=fresh, archive=kept.path, at=MORNING).documents == kept.documents == 0
    assert {
        path.relative_to(fresh).as_posix(): path.read_bytes()
        for path in fresh.rglob("*.*l*")
        if path.parent != fresh
    } == own
    (fresh / "rules/gates.toml").write_bytes(b"# another rule")
    forced = restore(home=fresh, archive=kept.path, at=MORNING, force=True)
    assert forced.aside is not None
    assert (forced.aside / "rules/gates.toml").read_bytes() == b"# another rule"
    assert (fresh / "rules/gates.toml").read_bytes() == b"# a rule"


def test_a_backup_overwrites_nothing_and_keeps_to_its_owner(kept: Path) -> None:
    archive = kept / "backup.tar.gz"
    before = archive.read_bytes()
    with pytest.raises(BackupExists) as refused:
        backup(home=kept / "home", target=archive, at=MORNING)
    assert status(refused.value) == 2 and archive.read_bytes() == before
    assert archive.stat().st_mode & 0o077 == 0
    with tarfile.open(archive) as packed:
        assert not any("key" in name for name in packed.getnames())


def test_a_restore_leaves_what_is_there_unless_forced(kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(kept / "empty", home)
    before = (home / "duijie.sqlite3").read_bytes()
    with pytest.raises(HomeInUse, match="--force") as refused:
        restore(home=home, archive=kept / "backup.tar.gz", at=MORNING)
    assert status(refused.value) == 1
    assert (home / "duijie.sqlite3").read_bytes() == before and not (home / "documents").exists()
    forced = process("restore", kept / "backup.tar.gz", "--force", home=home)
    assert forced.status == 0 and (Path(forced.rows[0]["aside"]) / "duijie.sqlite3").read_bytes() == before
    assert len(process("documents", home=home).rows) == 1


def repacked(kept: Path, target: Path, *, drop: str = "", add: tarfile.TarInfo | None = None, data: bytes = b"",
             spoil: str = "") -> Path:  # fmt: skip
    """The backup with one thing wrong about it."""
    with tarfile.open(kept / "backup.tar.gz") as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream is not None
            content = stream.read()
            if drop and member.name.startswith(drop):
                continue
            if spoil and member.name.startswith(spoil):
                content = content[:-1] + bytes([content[-1] ^ 1])
            new.addfile(member, io.BytesIO(content))
        if add is not None:
            add.size = len(data)
            new.addfile(add, io.BytesIO(data))
    return target


def link(name: str, to: str) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = tarfile.SYMTYPE, to
    return made


BAD = {
    "a path outside": lambda kept, to: repacked(kept, to, add=tarfile.TarInfo("../outside.txt"), data=b"x"),
    "an absolute path": lambda kept, to: repacked(
        kept, to, add=tarfile.TarInfo("/tmp/outside.txt"), data=b"x"
    ),
    "a link": lambda kept, to: repacked(kept, to, add=link("documents/ab/" + "ab" * 32, "/etc/passwd")),
    "a stranger": lambda kept, to: repacked(kept, to, add=tarfile.TarInfo("secret.key"), data=b"x"),
    "a file too many": lambda kept, to: repacked(
        kept, to, add=tarfile.TarInfo("documents/ab/" + "ab" * 32), data=b"x"
    ),
    "no manifest": lambda kept, to: repacked(kept, to, drop="manifest"),
    "no database": lambda kept, to: repacked(kept, to, drop="duijie.sqlite3"),
    "a lost document": lambda kept, to: repacked(kept, to, drop="documents"),
    "a damaged document": lambda kept, to: repacked(kept, to, spoil="documents"),
    "a damaged database": lambda kept, to: repacked(kept, to, spoil="duijie.sqlite3"),
    "half an archive": lambda kept, to: (to.write_bytes((kept / "backup.tar.gz").read_bytes()[:-900]), to)[1],
    "no archive": lambda kept, to: (to.write_text("not an archive"), to)[1],
    "nothing": lambda kept, to: to,
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_archive_changes_nothing(what: str, kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    archive = BAD[what](kept, tmp_path / "bad.tar.gz")
    with pytest.raises((NotABackup, WrongUse)) as refused:
        restore(home=home, archive=archive, at=MORNING)
    assert str(archive) in str(refused.value)
    assert not list(home.iterdir())
    assert not (tmp_path / "outside.txt").exists()


def test_a_bad_archive_is_told_in_one_line(tmp_path: Path) -> None:
    archive = tmp_path / "bad.tar.gz"
    archive.write_text("not an archive")
    ran = process("restore", archive, home=tmp_path / "home")
    assert ran.status == 2 and ran.out == "" and str(archive) in ran.err and ran.err.count("\n") == 1
    assert {path.name for path in (tmp_path / "home").iterdir()} <= {"secret.key"}


@pytest.mark.parametrize(
    ("name", "spoil", "says"),
    [
        ("lost", lambda path: path.unlink(), "cannot be read"),
        ("changed", lambda path: path.write_bytes(b"other"), "was changed"),
    ],
)
def test_check_names_a_document_whose_file_is_lost_or_changed(
    name: str, spoil: object, says: str, kept: Path, tmp_path: Path
) -> None:
    home = tmp_path / name
    shutil.copytree(kept / "home", home)
    (stored,) = [path for path in (home / "documents").glob("*/*") if path.is_file()]
    assert callable(spoil)
    spoil(stored)
    ran = process("check", home=home)
    assert ran.status == 1 and any(says in one and "document 1" in one for one in ran.rows[0]["problems"])


def test_check_names_an_entry_that_rests_on_nothing(kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(kept / "home", home)
    process("review", 1, "--accept-all", home=home)
    assert process("post", 1, home=home).rows[0]["added"] > 0
    with sqlite3.connect(home / "duijie.sqlite3") as database:
        database.execute("UPDATE evidence_statement SET start = 90000, end = 90001")
    problems = process("check", home=home).rows[0]["problems"]
    assert any("rests on nothing" in one for one in problems)
    assert any("its place is not in document 1" in one for one in problems)


def test_a_wrong_setting_is_one_line_and_status_2(tmp_path: Path) -> None:
    ran = process("documents", home=tmp_path, env={"DATABASE_URL": "oracle://x"})
    assert ran.status == 2 and "DATABASE_URL" in ran.err and ran.err.count("\n") == 1


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = process("run", "--port", port, home=tmp_path)
    assert (ran.status, ran.out) == (2, "") and f"127.0.0.1:{port}" in ran.err
    assert not (tmp_path / "duijie.sqlite3").exists()
    assert process("run", "--host", "192.0.2.1", home=tmp_path).status == 2


def test_run_migrates_serves_and_stops(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "duijie.cli.main", "run", "--port", str(port), "--demo", "--lang", "en"],
        env={**os.environ, "DUIJIE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        status = answered(f"http://127.0.0.1:{port}/static/web/duijie.css", server)
    finally:
        server.send_signal(signal.SIGINT)
        out, _ = server.communicate(timeout=30)
    assert status == 200 and server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in out and "Demo sign-in: demo" in out


def answered(url: str, server: subprocess.Popen[str]) -> int:
    """The status of the first answer within four minutes: on a busy machine the demo case takes more than one."""
    until = time.monotonic() + 240
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as told:
            return told.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server never answered")
