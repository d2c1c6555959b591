"""The shared material, if it lies beside the checkout."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from django.db import connection

SHARED = Path(__file__).resolve().parents[2] / "shared"


LONG = frozenset(
    Path(__file__).parent / name
    for name in (
        "access/test_doors.py", "capacity/test_concurrent.py", "cli/test_books.py", "cli/test_directory_link.py",
        "cli/test_read_many.py", "cli/test_tables.py", "cli/test_upkeep.py", "exchange/test_kills.py",
        "exchange/test_undo.py", "linking/test_link.py", "outlook/test_simulate.py", "reading/test_any_text.py",
        "registry/test_names.py", "registry/test_tables.py", "text/formats/test_hostile.py", "text/formats/test_scan.py",
        "text/test_repair.py", "warnings/test_planted.py", "web/test_project_queries.py",
    )
)  # fmt: skip
"""Files that take ten seconds or more, beside those in a browser."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long: a long file that begins last keeps the other processes waiting for it.

    On PostgreSQL what may not ask the database is left out: it was asked on SQLite, and would say the same.
    """
    if connection.vendor == "postgresql":
        others = [item for item in items if not asks_the_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if asks_the_database(item)]
    long = LONG | {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking for garbage in it again and again only takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets the test at the database at all; to others it is closed."""
    fixtures = {"db", "transactional_db"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real article and the corpus, which is not part of the project."""
    if not (SHARED / "seed" / "article.txt").exists():
        pytest.skip("the shared material (../shared) is not beside this checkout")
    return SHARED
