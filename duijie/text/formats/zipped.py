"""Zip containers from strangers: opened with limits, members read with limits."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from duijie.kernel.words import Words
from duijie.text.formats.source import ENCRYPTED, SPLIT, CannotRead

MIB = 2**20
MOST_MEMBERS = 5_000
MOST_UNPACKED = 400 * MIB
"""Bytes of all members together."""
MOST_RATIO = 200
RATIO_FROM = 20 * MIB
"""Unpacked size from which on the ratio counts: small files of zeros compress well and do no harm."""
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # encrypted members, and NotImplementedError for unknown compression
    OverflowError,
    IndexError,
)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The container in ``data``.

    Raises :class:`CannotRead` where it is damaged, encrypted, or would unpack to far more than it should.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise damaged(name) from broken
    members = container.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        reason = Words(
            f"内有 {len(members):,} 个文件，超过上限 {MOST_MEMBERS:,} 个",
            f"it holds {len(members):,} files, more than the {MOST_MEMBERS:,} allowed",
        )
        raise CannotRead(name, reason, SPLIT)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(data)):
        raise _bomb(name, unpacked)
    if any(member.flag_bits & 1 for member in members):
        raise CannotRead(
            name,
            ENCRYPTED,
            Words("请用密码解压后提供其中的文件", "Unpack it with its password and give the files in it"),
        )
    return container


def member_of(
    container: zipfile.ZipFile, member: str | zipfile.ZipInfo, name: str, *, most: int = 50 * MIB
) -> bytes:
    """The bytes of one member, ``most`` at most, whatever size its directory entry claims.

    Raises :class:`CannotRead` where it is missing, damaged or too large.
    """
    try:
        with container.open(member) as stream:
            content = stream.read(most + 1)
    except KeyError as missing:
        raise damaged(name) from missing
    except _BROKEN as broken:
        raise damaged(name) from broken
    if len(content) > most:
        raise _bomb(name, len(content))
    return content


def damaged(name: str) -> CannotRead:
    """What to raise for a container that ends too early or contradicts itself."""
    return CannotRead(
        name,
        Words("已损坏或不完整", "it is damaged or incomplete"),
        Words("请重新获取，或重新保存后再提供", "Get it again, or save it again and give that"),
    )


def _bomb(name: str, unpacked: int) -> CannotRead:
    reason = Words(
        f"解压后至少有 {unpacked / MIB:,.0f} MiB，与其大小不相称",
        f"it would unpack to {unpacked / MIB:,.0f} MiB or more, which is more than its size allows",
    )
    return CannotRead(
        name, reason, Words("请小心解压后提供其中的文件", "Unpack it with care and give the files in it")
    )
