"""Runs the program inside the test's process, and as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from typer.main import get_command
from typer.testing import CliRunner

from duijie.cli.main import app

SAMPLE = (
    "云禾县对接协同发展\n"
    "来源：云禾县委办公室 日期：2024-06-20 点击：31\n"
    "云禾县成立了由县长任组长、常务副县长任副组长的产业对接领导小组，"
    "研究制定了《云禾县承接产业转移实施意见》，明确了任务分工。\n"
)


class Ran:
    """How a command ended: status, both outputs, and the output's JSON lines."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def duijie(*args: object, env: Mapping[str, str] | None = None) -> Ran:
    """``duijie …`` in this process; a defect raises."""
    status = 0
    spoken = {"LANG": "zh_CN.UTF-8", "LC_ALL": None, "LC_MESSAGES": None, **(env or {})}
    with CliRunner().isolation(env=spoken) as (out, err, _):
        try:
            program().main(args=[str(arg) for arg in args], prog_name="duijie")
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Ran(status, told(out), told(err))


@cache
def program() -> Any:
    """Put together once: for a program of a hundred commands that takes longer than most of them."""
    return get_command(app)


def told(stream: IO[bytes]) -> str:
    sys.stdout.flush()
    sys.stderr.flush()
    stream.seek(0)
    return stream.read().decode("utf-8", "replace").replace("\r\n", "\n")


def process(*args: object, home: Path, env: Mapping[str, str] | None = None) -> Ran:
    """``duijie …`` as its own process with its own installation."""
    outside = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "duijie.cli.main", *map(str, args)],
        env={**outside, "DUIJIE_HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
