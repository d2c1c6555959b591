"""Small pieces of wording that the pages of this folder share."""

from __future__ import annotations

from collections.abc import Iterable

from duijie.web.saying import is_english


def listed(parts: Iterable[str]) -> str:
    """Things in a row, parted as the language of the page does."""
    return (", " if is_english() else "、").join(parts)


def told(parts: Iterable[str]) -> str:
    """Reasons in a row."""
    return ("; " if is_english() else "；").join(parts)
