"""Zip archives: several documents in one file, taken out one by one and never written to disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from duijie.kernel.words import Words
from duijie.text.formats.source import CHECK_FILE, SPLIT, CannotRead
from duijie.text.formats.zipped import MIB, member_of, open_zip

_CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.I)
_INNER = re.compile(r"\.zip$", re.I)
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How many files an archive may hold, inner archives' included, and how many bytes each and all unpacked."""

    files: int = 500
    file_bytes: int = 50 * MIB
    all_bytes: int = 200 * MIB


def open_archive(data: bytes, name: str, *, limits: ArchiveLimits | None = None) -> list[tuple[str, bytes]]:
    """The files in a zip archive, by the names they have in it, ``folder/inner.zip/file`` for an archive in it.

    Folders, system clutter and empty files are left out. Archives are followed one level down; those still
    deeper are refused. Raises :class:`CannotRead` for an archive that is damaged, encrypted, over the limits,
    without files, or whose names lead out of it.
    """
    found = _Unpacking(name, limits or ArchiveLimits()).files(data, "", inner=False)
    if not found:
        raise CannotRead(
            name,
            Words("压缩包里没有文件", "the archive holds no files"),
            CHECK_FILE,
        )
    return found


def files_in(data: bytes, name: str) -> list[str]:
    """The names of the files in a zip archive, clutter left out; raises like :func:`open_archive`."""
    with open_zip(data, name) as container:
        return [path for _, path in _members(container, name)]


def _members(container: ZipFile, name: str) -> list[tuple[ZipInfo, str]]:
    found = []
    for member in container.infolist():
        path = _path(member)
        if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
            reason = Words(
                f"其中一个文件名指向包外（{path[:80]!r}）",
                f"the name of a file in it leads out of it ({path[:80]!r})",
            )
            raise CannotRead(
                name,
                reason,
                Words(
                    "请勿解压，请发送人直接发来文件",
                    "Do not unpack it; ask the sender for the files themselves",
                ),
            )
        if not path.endswith("/") and member.file_size and not _CLUTTER.search(path):
            found.append((member, path))
    return found


def _path(member: ZipInfo) -> str:
    """The name inside the archive; without the mark for UTF-8 it may be in the encoding of the sender's machine."""
    path = member.filename
    if not member.flag_bits & _UTF8_NAME:
        raw = path.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                path = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return path.replace("\\", "/")


@dataclass
class _Unpacking:
    name: str
    limits: ArchiveLimits
    count: int = 0
    size: int = 0

    def files(self, data: bytes, below: str, *, inner: bool) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        with open_zip(data, below.rstrip("/") or self.name) as container:
            for member, path in _members(container, self.name):
                content = member_of(
                    container, member, f"{self.name}/{below}{path}", most=self.limits.file_bytes
                )
                self.count, self.size = self.count + 1, self.size + len(content)
                self._check()
                if not (_INNER.search(path) and content.startswith(b"PK")):
                    found.append((below + path, content))
                elif inner:
                    reason = Words(
                        f"压缩包嵌套超过一层（{below}{path}）",
                        f"archives are nested in it more than one level deep ({below}{path})",
                    )
                    raise CannotRead(
                        self.name,
                        reason,
                        Words(
                            "请解开里层压缩包，提供其中的文件",
                            "Unpack the inner archives and give the files in them",
                        ),
                    )
                else:
                    found += self.files(content, f"{path}/", inner=True)
        return found

    def _check(self) -> None:
        if self.count > self.limits.files:
            reason = Words(
                f"文件数超过上限 {self.limits.files} 个",
                f"it holds more than the {self.limits.files} files allowed",
            )
            raise CannotRead(self.name, reason, SPLIT)
        if self.size > self.limits.all_bytes:
            reason = Words(
                f"文件总量超过上限 {self.limits.all_bytes // MIB} MiB",
                f"its files have more than the {self.limits.all_bytes // MIB} MiB allowed",
            )
            raise CannotRead(self.name, reason, SPLIT)
