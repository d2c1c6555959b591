"""Tables made at once are the tables that the migrations make."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.running import process

ROOT = Path(__file__).resolve().parents[2]


def schema(database: Path) -> dict[str, Any]:
    """Of each table: columns, checks, foreign keys and indexes, whatever their order and the names Django gives."""
    found = {}
    with sqlite3.connect(database) as held:
        for name, made in held.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = {row[1:4] + row[5:] for row in held.execute(f"PRAGMA table_info('{name}')")}
            keys = {row[2:5] for row in held.execute(f"PRAGMA foreign_key_list('{name}')")}
            where = dict(held.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
            indexes = sorted(
                repr(
                    (
                        one[2],
                        [row[2:5] for row in held.execute(f"PRAGMA index_xinfo('{one[1]}')")],
                        (where.get(one[1]) or "").partition(" WHERE ")[2],
                    )
                )
                for one in held.execute(f"PRAGMA index_list('{name}')")
            )
            found[name] = (columns, sorted(re.findall(r"CHECK \(.*?\)(?=,|\)$)", made)), keys, indexes)
    return found


def test_both_ways_end_in_one_schema(tmp_path: Path) -> None:
    at_once, step_by_step = tmp_path / "at-once", tmp_path / "step-by-step"
    at_once.mkdir()
    step_by_step.mkdir()
    assert process("migrate", home=at_once).rows[0]["applied"] > 0
    assert process("migrate", home=at_once).rows == [{"applied": 0}]
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env={**os.environ, "DUIJIE_HOME": str(step_by_step), "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )  # fmt: skip
    ours, theirs = (schema(folder / "duijie.sqlite3") for folder in (at_once, step_by_step))
    assert ours.keys() == theirs.keys()
    assert {name: ours[name] for name in ours if ours[name] != theirs[name]} == {}
