"""The shared material, if it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


LONG = frozenset(
    Path(__file__).parent / name
    for name in (
        "access/test_doors.py", "capacity/test_concurrent.py", "cli/test_books.py", "cli/test_directory_link.py",
        "cli/test_read_many.py", "cli/test_tables.py", "cli/test_upkeep.py", "exchange/test_kills.py",
        "exchange/test_undo.py", "linking/test_link.py", "outlook/test_simulate.py", "reading/test_any_text.py",
        "text/formats/test_scan.py", "text/test_alignment.py", "text/test_repair.py", "warnings/test_planted.py",
        "web/test_project_queries.py",
    )
)  # fmt: skip
"""Files that take ten seconds or more, beside those in a browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: a long file that begins last keeps the other processes waiting for it."""
    long = LONG | {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real article and the corpus, which is not part of the project."""
    if not (SHARED / "seed" / "article.txt").exists():
        pytest.skip("the shared material (../shared) is not beside this checkout")
    return SHARED
