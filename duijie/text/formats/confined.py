"""Readers of risky formats run in a process of their own, bounded in time and memory.

PDF, spreadsheet and picture libraries are written in C++ and Rust; a hostile file can make them loop, fill the
memory or crash. Here that ends a child process, and the caller gets :class:`CannotRead` like for any other
file. The child answers in JSON: what comes back from it is data, whatever went on inside.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.text.formats.source import Block, CannotRead, Frame, Source

Reader = Callable[[bytes, str], Source]
Task = Callable[[bytes, str], dict[str, Any]]
_is_child = False
_SMALLER = Words(
    "请拆成小文件，或用原来的软件重新保存",
    "Split it into smaller files, or save it again with the program that made it",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may cost: seconds by the clock, MiB of address space."""

    seconds: int
    mebibytes: int


def read_confined(reader: Reader, data: bytes, name: str, bounds: Bounds) -> Source:
    """``reader(data, name)`` in a child process; ``reader`` is a function at the top of a module.

    Raises :class:`CannotRead` for what the reader refuses, and where the child runs out of time or memory or
    breaks off.
    """
    return _received(run_confined(reader, data, name, bounds), name)


def run_confined(task: Reader | Task, data: bytes, name: str, bounds: Bounds) -> dict[str, Any]:
    """The same for a ``task`` that answers with what JSON can say."""
    command = [
        *(sys.executable, "-P", "-c", "from duijie.text.formats.confined import answer; answer()"),
        *(task.__module__, task.__name__, name, str(bounds.seconds), str(bounds.mebibytes)),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        # Each arena of the C library reserves address space of its own.
        "MALLOC_ARENA_MAX": "2",
    }
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and module; the file goes in as bytes
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        reason = Words(
            f"读取超过 {bounds.seconds} 秒", f"reading it takes longer than {bounds.seconds} seconds"
        )
        raise CannotRead(name, reason, _SMALLER) from late
    except (OSError, ValueError) as refused:
        reason = Words(
            f"无法启动读取进程（{refused}）", f"no process could be started to read it ({refused})"
        )
        raise CannotRead(
            name, reason, Words("请检查本机的内存和进程限制", "Check the machine's memory and process limits")
        ) from refused
    if done.returncode == -getattr(signal, "SIGALRM", 0) or done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise CannotRead(name, Words("读取用时过长", "reading it takes too long"), _SMALLER)
    if done.returncode or not done.stdout:
        reason = Words(
            f"已损坏，或读取需要超过 {bounds.mebibytes} MiB 内存",
            f"it is damaged, or reading it needs more than {bounds.mebibytes} MiB of memory",
        )
        raise CannotRead(name, reason, _SMALLER)
    reply: dict[str, Any] = json.loads(done.stdout)
    if "reason" in reply:
        raise CannotRead(name, Words(*reply["reason"]), Words(*reply["remedy"]))
    return reply


def _refused(reason: Words, remedy: Words) -> dict[str, Any]:
    return {"reason": [reason.zh, reason.en], "remedy": [remedy.zh, remedy.en]}


def allow(seconds: int) -> None:
    """In the child: end it unless :func:`allow` is called again within ``seconds``. Elsewhere nothing."""
    if _is_child and hasattr(signal, "alarm"):
        signal.alarm(seconds)


def answer() -> None:
    """The child's side: read standard input, write one JSON object to standard output."""
    global _is_child  # noqa: PLW0603 -- the one fact about this process
    _is_child = True
    module, function, name, seconds, mebibytes = sys.argv[1:]
    _limit(int(seconds), int(mebibytes))
    # Libraries may print; what they print must not get between the lines of the answer.
    out = os.dup(1)
    os.dup2(2, 1)
    task: Reader | Task = getattr(importlib.import_module(module), function)
    try:
        found = task(sys.stdin.buffer.read(), name)
        reply = _sent(found) if isinstance(found, Source) else found
    except CannotRead as cannot:
        reply = _refused(cannot.reason, cannot.remedy)
    except MemoryError:
        reason = Words(
            f"读取需要超过 {mebibytes} MiB 内存", f"reading it needs more than {mebibytes} MiB of memory"
        )
        reply = _refused(reason, _SMALLER)
    with os.fdopen(out, "w", encoding="utf-8") as file:
        json.dump(reply, file, ensure_ascii=False)
        file.flush()
        # Clean-up code of libraries has been seen to crash on damaged files after all was read.
        os._exit(0)


def _limit(seconds: int, mebibytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- not on Windows, where the clock alone bounds the child
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 2**20, mebibytes * 2**20))
    # Processor time is counted over all threads; this ends a child whose parent is gone.
    busy = seconds * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (busy, busy + 5))


def _sent(source: Source) -> dict[str, Any]:
    day = source.frame.dated_on
    return {
        "format": source.format,
        "text": source.text,
        "encoding": source.encoding,
        "blocks": [[block.span.start, block.span.end, block.kind, block.where] for block in source.blocks],
        "frame": {**asdict(source.frame), "dated_on": day.isoformat() if day else None},
        "remarks": source.remarks,
    }


def _received(reply: dict[str, Any], name: str) -> Source:
    day = reply["frame"].pop("dated_on")
    return Source(
        name=name,
        format=reply["format"],
        text=reply["text"],
        encoding=reply["encoding"],
        blocks=tuple(Block(Span(start, end), kind, where) for start, end, kind, where in reply["blocks"]),
        frame=Frame(**reply["frame"], dated_on=date.fromisoformat(day) if day else None),
        remarks=tuple(reply["remarks"]),
    )
