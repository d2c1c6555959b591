"""Lists by pages: which one is asked for, and the way to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Paging

PAGE: Final = 50
"""Rows of a page."""
_LAST: Final = 1_000_000


def page_number(asked: Mapping[str, str]) -> int:
    """The page asked for, from 1; the first where what is asked for is no number."""
    page = asked.get("page", "")
    return min(max(int(page), 1), _LAST) if page.isdecimal() and len(page) < 10 else 1


def paging(here: str, asked: Mapping[str, str], number: int, total: int) -> Paging | None:
    """Neighbouring pages of a list that keeps what was asked; ``None`` where all of it stands on one."""
    if total <= PAGE:
        return None
    kept = {name: value for name, value in asked.items() if name != "page"}
    first, last = (number - 1) * PAGE + 1, min(number * PAGE, total)
    return Paging(
        shown=_("%(first)s–%(last)s of %(total)s") % {"first": first, "last": last, "total": f"{total:,}"},
        previous=with_query(here, **kept, page=str(number - 1)) if number > 1 else "",
        next=with_query(here, **kept, page=str(number + 1)) if last < total else "",
    )
