"""Backups: one ``tar.gz`` with a manifest, the database, the documents' files, and the office's templates and rules.

The manifest names every other member with its SHA-256, so a restore can tell a whole archive from a damaged
or a foreign one before it touches anything. The secret key stays behind: after a restore people sign in anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from duijie import __version__
from duijie.cli.errors import WrongUse

MANIFEST: Final = "manifest.json"
DATABASE: Final = "duijie.sqlite3"
DOCUMENTS: Final = "documents"
OWN: Final = ("templates", "rules")
"""Folders of what an office made itself."""
MEMBER: Final = re.compile(
    r"manifest\.json|duijie\.sqlite3|documents/([0-9a-f]{2})/(?=\1)[0-9a-f]{64}"
    r"|templates/[a-z_]+/[\w（）()·-][\w（）()· -]{0,59}\.xlsx|rules/\w+\.toml"
)
FORMAT: Final = 1


class NotABackup(WrongUse):
    """The archive is damaged, or no backup of ours; says what is wrong with it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Nothing was changed. Take another copy of the backup.")


class BackupExists(WrongUse):
    """A backup never overwrites a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is a file already. Choose another name, or move it away.")


class HomeInUse(ValueError):
    """The folder to restore into holds an installation."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"{home} holds data already. Point DUIJIE_HOME at an empty folder, "
            "or use --force, which moves what is there aside."
        )


class OtherDatabase(ValueError):
    """The database is not the embedded one, so its own tools must back it up."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            "the database is PostgreSQL: back it up and restore it with pg_dump and pg_restore, "
            f"and copy the files under {home / DOCUMENTS}."
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive holds. ``aside`` is where a restore with force moved what was there."""

    path: Path
    documents: int
    size: int
    made_at: str
    aside: Path | None = None


def backup(*, home: Path, target: Path, at: datetime) -> Kept:
    """Write the installation in ``home`` to ``target``. Safe while it is being served.

    Raises :class:`BackupExists`; nothing is left behind where writing fails.
    """
    if target.exists():
        raise BackupExists(target)
    if not (home / DATABASE).exists():
        raise WrongUse(f"{home} holds no database yet. Run `duijie migrate`, or set DUIJIE_HOME.")
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(prefix="duijie-backup-") as scratch:
        # The database first: files are only ever added, so those that the copy names are all there after it.
        copy = Path(scratch, DATABASE)
        with (
            closing(sqlite3.connect(f"file:{home / DATABASE}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(copy)) as still,
        ):
            live.backup(still)
        members = {DATABASE: copy, **dict(_stored(home))}
        manifest = {
            "format": FORMAT,
            "duijie": __version__,
            "made_at": at.isoformat(timespec="seconds"),
            "files": {name: _digest(path) for name, path in members.items()},
        }
        try:
            with part.open("xb") as out, tarfile.open(fileobj=out, mode="w:gz") as archive:
                part.chmod(0o600)
                data = json.dumps(manifest, indent=1).encode()
                head = tarfile.TarInfo(MANIFEST)
                head.size, head.mtime = len(data), int(at.timestamp())
                archive.addfile(head, io.BytesIO(data))
                for name, path in members.items():
                    archive.add(path, arcname=name, recursive=False)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    return Kept(target, _documents(members), target.stat().st_size, str(manifest["made_at"]))


def restore(*, home: Path, archive: Path, at: datetime, force: bool = False) -> Kept:
    """Put an archive's contents into ``home``, after all of it was checked.

    Raises :class:`HomeInUse` where data is there and ``force`` is not given, :class:`NotABackup` for an
    archive that is damaged, incomplete or holds anything that a backup does not.
    """
    held = [path for name in (DATABASE, DOCUMENTS, *OWN) if (path := home / name).exists()]
    if held and not force:
        raise HomeInUse(home)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as scratch:
        fresh = Path(scratch)
        made_at, count = _unpacked(archive, fresh)
        aside = None
        if held:
            aside = home / f"before-restore-{at:%Y%m%dT%H%M%S}"
            aside.mkdir()
            for path in [*held, *home.glob(f"{DATABASE}-*")]:
                path.rename(aside / path.name)
        (fresh / DATABASE).rename(home / DATABASE)
        for name in (DOCUMENTS, *OWN):
            if (fresh / name).exists():
                (fresh / name).rename(home / name)
    return Kept(archive, count, archive.stat().st_size, made_at, aside)


def _stored(home: Path) -> Iterator[tuple[str, Path]]:
    """The files that a backup holds; what a broken upload may have left beside them is not ours to keep."""
    for path in sorted(path for folder in (DOCUMENTS, *OWN) for path in (home / folder).rglob("*")):
        name = path.relative_to(home).as_posix()
        if MEMBER.fullmatch(name) and path.is_file() and not path.is_symlink():
            yield name, path


def _unpacked(archive: Path, folder: Path) -> tuple[str, int]:
    """Unpack into ``folder`` and check everything; when it was made, and how many documents it holds."""
    try:
        with tarfile.open(archive, mode="r:gz") as packed:
            for member in packed:
                if not member.isfile() or not MEMBER.fullmatch(member.name):
                    raise NotABackup(archive, f"holds {member.name!r}, which no backup holds")
                packed.extract(member, folder, filter="data")
    except FileNotFoundError as missing:
        raise WrongUse(f"{archive}: there is no such file. Check the name and the folder.") from missing
    except (tarfile.TarError, EOFError, zlib.error, IsADirectoryError) as broken:
        raise NotABackup(archive, f"is no whole tar.gz archive ({broken})") from broken
    except OSError as broken:
        if broken.errno is not None:
            raise
        # gzip reports a file of another kind as an OSError without number.
        raise NotABackup(archive, f"is no whole tar.gz archive ({broken})") from broken
    return _checked(archive, folder)


def _checked(archive: Path, folder: Path) -> tuple[str, int]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        wanted, form, made_at = dict(manifest["files"]), manifest["format"], str(manifest["made_at"])
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise NotABackup(archive, "has no readable manifest") from wrong
    if form != FORMAT:
        raise NotABackup(archive, f"has format {form!r}; this version restores format {FORMAT}")
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    if DATABASE not in wanted or set(found) != set(wanted):
        raise NotABackup(archive, "does not hold what its manifest lists")
    for name, path in found.items():
        if _digest(path) != wanted[name]:
            raise NotABackup(archive, f"{name} is damaged")
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
            known = database.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"
            ).fetchone()
    except sqlite3.DatabaseError as wrong:
        raise NotABackup(archive, f"its database cannot be opened ({wrong})") from wrong
    if verdict != "ok" or known is None:
        raise NotABackup(archive, "its database is damaged or not of this system")
    return made_at, _documents(found)


def _documents(members: Iterable[str]) -> int:
    return sum(name.startswith(f"{DOCUMENTS}/") for name in members)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
