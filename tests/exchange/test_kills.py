"""Killed while it applies or undoes, an import is there wholly or not at all. A hundred times: ``bench/exchange_kills``."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from bench.exchange_kills import kills

pytestmark = pytest.mark.django_db


def test_a_killed_import_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("other processes would need a database of their own; bench/exchange_kills makes one")
    found = kills(3, 60, tmp_path)
    assert found["between"] == 0
    assert found["undo left traces"] == 0
    assert found["nothing"] + found["all"] == 3
