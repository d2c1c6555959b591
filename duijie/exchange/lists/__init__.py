"""Lists as they go out: the columns of each and its rows, by the filters that the list has on its page.

Heads of what comes in are the words that are read, and the values are written so that they read as what they are: an
export that is imported says nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from duijie.exchange.lists import engagement, governance, innovation, organisations, papers, projects, tenants
from duijie.exchange.lists.out import List

LISTS: Final[Mapping[str, List]] = {
    one.code: one
    for one in (
        projects.PROJECTS, organisations.ORGANISATIONS, projects.RECEIPTS, papers.LEADS, engagement.EVENTS,
        engagement.CAMPAIGNS, engagement.VISITS, papers.AGREEMENTS, papers.PROBLEMS,
        innovation.PLATFORMS, innovation.TALENTS, innovation.CONTRACTS, innovation.PARTNERSHIPS,
        tenants.TENANTS, governance.TASKS, governance.POLICIES,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, what it is narrowed to (the filters of its page, ``None`` for all of it), and as which kind of file."""

    kind: str
    filters: Any = None
    form: str = "xlsx"
