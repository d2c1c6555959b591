"""What counts as a document and what as a wrapping round several."""

from __future__ import annotations

import re
from pathlib import Path

_ARCHIVE = re.compile(r"\.zip$", re.I)


def is_archive(name: str) -> bool:
    """Whether a file of this name is taken apart: every file in it is a document of its own."""
    return bool(_ARCHIVE.search(name))


def name_of(name: str, archive: str = "") -> str:
    """The name that a document is kept under: without folders, ``papers.zip/folder/file`` out of an archive."""
    inside = f"{Path(archive).name}/{name}" if archive else Path(name).name
    # The suffix tells the format and stands at the end.
    return inside if len(inside) <= 255 else f"{inside[:200]}…{inside[-54:]}"
