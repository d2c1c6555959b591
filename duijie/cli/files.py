"""Files named on the command line: their bytes, opened; an archive is every file in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config import env
from duijie.documents.rules import is_archive
from duijie.text.formats import ArchiveLimits, open_archive, open_document
from duijie.text.formats.source import CannotRead, Source


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read, with its bytes. ``inside`` is its name in the archive at ``path``, if it came in one."""

    path: Path
    data: bytes
    source: Source
    inside: str = ""

    @property
    def name(self) -> str:
        """The name as the command line knows it: ``folder/papers.zip/file``."""
        return f"{self.path}/{self.inside}" if self.inside else str(self.path)


def most_bytes() -> int:
    """The size limit of a file, in bytes, without Django's settings."""
    return env.whole("DUIJIE_MAX_MEGABYTES", 20, least=1) * 1024 * 1024


def open_files(path: Path) -> list[Opened]:
    """The file opened, or every file in it where it is an archive; raises :class:`CannotRead` for any bad one."""
    limit = most_bytes()
    data = bytes_of(path)
    if not is_archive(path.name):
        return [Opened(path, data, open_document(data, str(path), max_bytes=limit))]
    return [
        Opened(path, content, open_document(content, f"{path}/{inside}", max_bytes=limit), inside)
        for inside, content in members_of(path, data)
    ]


def members_of(path: Path, data: bytes) -> list[tuple[str, bytes]]:
    """Names and bytes of the files in an archive; raises :class:`CannotRead`."""
    return open_archive(data, str(path), limits=ArchiveLimits(file_bytes=most_bytes()))


def bytes_of(path: Path) -> bytes:
    """A file's bytes; raises :class:`CannotRead` whatever keeps it from being read, its size included."""
    limit = most_bytes()
    if path.is_dir():
        raise CannotRead(str(path), "is a folder", f"Name the files in it, for example {path}/*")
    try:
        size = path.stat().st_size
        if size > limit:
            raise CannotRead(
                str(path),
                f"has {size / 1024**2:.1f} MB, more than the {limit // 1024**2} MB allowed",
                "Split it, or raise DUIJIE_MAX_MEGABYTES",
            )
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise CannotRead(str(path), "there is no such file", "Check the name and the folder") from missing
    except OSError as refused:
        raise CannotRead(
            str(path), f"cannot be opened ({refused.strerror})", "Check the path and who may read it"
        ) from refused
