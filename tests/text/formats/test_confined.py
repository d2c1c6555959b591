"""Whatever a reader does in its own process, the caller gets a source or one clear refusal."""

from __future__ import annotations

import os
import sys
import time
from datetime import date

import pytest

from duijie.kernel.span import Span
from duijie.text.formats.confined import Bounds, read_confined
from duijie.text.formats.source import Block, CannotRead, Frame, Source

BOUNDS = Bounds(seconds=5, mebibytes=512)
WHOLE = Source(
    "a", "txt", "正文\n", "utf-8", (Block(Span(0, 2), "paragraph", "line 1"),),
    Frame("题", "栏", "源", date(2024, 5, 18), 7), ("一", "二"),
)  # fmt: skip


def whole(data: bytes, name: str) -> Source:
    print("libraries print")
    return WHOLE


def refusing(data: bytes, name: str) -> Source:
    raise CannotRead(name, f"it has {len(data)} bytes", "Give fewer")


def crashing(data: bytes, name: str) -> Source:
    os.abort()


def filling(data: bytes, name: str) -> Source:
    return Source(name, "txt", "x" * 2**33, "utf-8")


def looping(data: bytes, name: str) -> Source:
    while True:
        pass


def test_a_source_comes_back_whole() -> None:
    assert read_confined(whole, b"", "a", BOUNDS) == WHOLE


def test_a_refusal_comes_back_whole() -> None:
    with pytest.raises(CannotRead, match=r"a b\.pdf: it has 3000000 bytes\. Give fewer\."):
        read_confined(refusing, b"x" * 3_000_000, "a b.pdf", BOUNDS)


def test_a_crash_is_a_refusal() -> None:
    with pytest.raises(CannotRead, match="damaged"):
        read_confined(crashing, b"", "a", BOUNDS)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on a process's memory")
def test_a_full_memory_is_a_refusal() -> None:
    with pytest.raises(CannotRead, match="512 MiB"):
        read_confined(filling, b"", "a", BOUNDS)


def test_an_endless_loop_is_a_refusal() -> None:
    start = time.monotonic()
    with pytest.raises(CannotRead, match="longer than 2 seconds"):
        read_confined(looping, b"", "a", Bounds(seconds=2, mebibytes=512))
    assert time.monotonic() - start < 10
