"""The shared material, if it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real article and the corpus, which is not part of the project."""
    if not (SHARED / "seed" / "article.txt").exists():
        pytest.skip("the shared material (../shared) is not beside this checkout")
    return SHARED
