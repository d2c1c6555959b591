"""Long work on an import, in a process of its own, and how far it is.

Few rows are done at once, in the request. What is more runs beside the server (the management command ``work_on_import``)
with a connection of its own; killed, it leaves nothing, because every act is one transaction or writes rows of the
import alone. How far it is stands in a small file, not in a row: an act holds SQLite for itself until it is done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from duijie.accounts.types import Actor, NotAllowed
from duijie.exchange import operations, queries, types
from duijie.exchange.applying import operations as applying
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields, WrongValue
from duijie.text.formats.source import CannotRead

FEW_ROWS: Final = 1000
"""Rows that are applied or undone within a request: about a second."""
FEW_BYTES: Final = 60_000
"""The same for reading: about a thousand rows of a workbook."""
BEAT: Final = 2.0
"""Seconds after which the file is touched again."""
SILENT: Final = 20.0
"""Seconds after which nobody is taken to be at work any more."""
ACTS: Final[Mapping[str, Callable[..., None]]] = {
    "compare": operations.compare, "apply": applying.apply, "undo": applying.undo
}  # fmt: skip
REFUSALS: Final = (
    CannotRead, NotAllowed, WrongFields, WrongValue, types.ChangedMeanwhile, types.InTheWay, types.NoSuchImport,
    types.NothingToImport, types.WrongChoice, types.WrongState,
)  # fmt: skip


class AtWork(RuntimeError):
    """Something is being done with this import already."""

    words = Words("正在处理这次导入，请等它完成。", "This import is being worked on; wait until it is done.")

    def __init__(self) -> None:
        super().__init__(self.words.en)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an act is. ``ended``: it failed for the reason that ``zh`` and ``en`` tell, and nothing was changed."""

    act: str
    what: str = ""
    done: int = 0
    total: int = 0
    ended: bool = False
    zh: str = ""
    en: str = ""


def start(*, act: str, import_id: int, by: Actor, at: datetime, asked: types.Asked | None = None) -> None:
    """Do ``act`` now, or have it done beside the server where it is much. Why it failed is read from :func:`standing`.

    Raises :class:`AtWork`, :class:`duijie.exchange.types.NoSuchImport`.
    """
    assert act in ACTS
    by.must("add")
    size, rows = queries.size(import_id=import_id, viewer=by)
    _claim(import_id, act)
    if asked is not None:
        operations.ask(import_id=import_id, asked=asked, by=by)
    if size <= FEW_BYTES if act == "compare" else rows <= FEW_ROWS:
        work(act=act, import_id=import_id, by=by, at=at)
        return
    _beside(act, import_id, by.user_id)


def work(*, act: str, import_id: int, by: Actor, at: datetime) -> None:
    """Do ``act`` and say how far it is; a reason to refuse it is kept for the page."""
    last = 0.0

    def show(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > 0.5:
            last = time.monotonic()
            _write(import_id, Standing(act, what, done, total))

    try:
        with _beating(import_id):
            ACTS[act](import_id=import_id, by=by, at=at, progress=show)
    except REFUSALS as refused:
        words = getattr(refused, "words", Words(str(refused), str(refused)))
        _write(import_id, Standing(act, ended=True, zh=words.zh, en=words.en))
    except BaseException:
        zh, en = (
            "意外中断，什么都没有改动。请重试。",
            "It broke off unexpectedly; nothing was changed. Try again.",
        )
        _write(import_id, Standing(act, ended=True, zh=zh, en=en))
        raise
    else:
        _file(import_id).unlink(missing_ok=True)


def standing(import_id: int) -> Standing | None:
    """How far the act on an import is, or why the last one failed; ``None`` where nothing is to be told."""
    path = _file(import_id)
    try:
        told = Standing(**json.loads(path.read_text("utf-8")))
        silent = time.time() - path.stat().st_mtime > SILENT
    except (FileNotFoundError, ValueError):
        return None
    if silent and not told.ended:
        zh, en = "处理中断了，什么都没有改动。请重试。", "The work broke off; nothing was changed. Try again."
        return Standing(told.act, ended=True, zh=zh, en=en)
    return told


def _beside(act: str, import_id: int, user_id: int) -> None:
    """Begin the work in a process of its own."""
    child = subprocess.Popen(  # noqa: S603 -- our own module, and numbers
        [sys.executable, "-m", "django", "work_on_import", act, str(import_id), str(user_id)],
        cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "DUIJIE_HOME": str(settings.DUIJIE_HOME), "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )  # fmt: skip
    # Somebody must wait for it, or it stays in the system's table when it ends.
    threading.Thread(target=child.wait, daemon=True).start()


def _claim(import_id: int, act: str) -> None:
    """Take the import for oneself: the file is made by one only; what is left of an act that ended makes way."""
    held = standing(import_id)
    if held is not None and held.ended:
        _file(import_id).unlink(missing_ok=True)
    path = _file(import_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            json.dump(asdict(Standing(act)), file)
    except FileExistsError as taken:
        raise AtWork from taken


def _file(import_id: int) -> Path:
    return Path(settings.DUIJIE_HOME) / "imports" / f"{import_id}.json"


def _write(import_id: int, told: Standing) -> None:
    """Beside and then in place: whoever reads finds all of it."""
    path = _file(import_id)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(told), ensure_ascii=False), "utf-8")
    beside.replace(path)


@contextmanager
def _beating(import_id: int) -> Iterator[None]:
    """Touch the file while work goes on, also where it tells of no progress for long."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            try:
                os.utime(_file(import_id))
            except FileNotFoundError:
                return

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        over.set()
