"""Several processes that reserve at random on the database in use never promise anything twice."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from bench.reservations import oversold, prepare, run
from duijie.capacity.models import Supply


@pytest.fixture
def surroundings(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """What a process needs to work on the test's database. SQLite's lies in memory: others work on a copy."""
    prepare()
    found = {**os.environ, "DUIJIE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if connection.vendor == "postgresql":
        base, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        return found | {"DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}"}
    found.pop("DATABASE_URL", None)
    copy(tmp_path / "duijie.sqlite3", out=True)
    return found


def copy(file: Path, *, out: bool) -> None:
    connection.ensure_connection()
    with sqlite3.connect(file) as other:
        source, aim = (connection.connection, other) if out else (other, connection.connection)
        source.backup(aim)
    other.close()


@pytest.mark.parametrize("lock", [True, False], ids=["with the lock", "without it"])
def test_random_reservations(lock: bool, surroundings: dict[str, str], tmp_path: Path) -> None:
    told = run(3, 2, surroundings, lock=lock)
    if connection.vendor == "sqlite":
        copy(tmp_path / "duijie.sqlite3", out=False)
    assert told["done"] > 5, told
    assert Supply.objects.exists()
    # Without the lock the same count must tell, or it would tell nothing.
    assert bool(oversold()) is not lock, told
