"""Files named on the command line: their bytes, opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config import env
from duijie.text.formats import open_document
from duijie.text.formats.source import CannotRead, Source


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read, with its bytes."""

    path: Path
    data: bytes
    source: Source


def most_bytes() -> int:
    """The size limit of a file, in bytes, without Django's settings."""
    return env.whole("DUIJIE_MAX_MEGABYTES", 20, least=1) * 1024 * 1024


def open_file(path: Path) -> Opened:
    """A file opened; raises :class:`CannotRead` whatever keeps it from being read."""
    data = _bytes_of(path, most_bytes())
    return Opened(path, data, open_document(data, str(path), max_bytes=most_bytes()))


def _bytes_of(path: Path, limit: int) -> bytes:
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
