"""The record of acts as a viewer may read it: rows about records that they may not see are only counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from duijie.accounts.acts import NOTHING_ASKED, Acts, Filters, search
from duijie.accounts.queries import confidential_units
from duijie.accounts.types import Actor, AuditInfo
from duijie.agreements import queries as agreements
from duijie.followup import queries as followup
from duijie.leads import queries as leads
from duijie.pipeline import queries as pipeline
from duijie.vetting import queries as vetting
from duijie.visits import queries as visits

_SEEN: Final[Mapping[str, Callable[..., Any]]] = {
    "project": pipeline.visible, "lead": leads.visible, "agreement": agreements.visible, "vetting": vetting.visible,
    "problem": followup.visible, "visit": visits.visible, "interaction": visits.visible_interactions,
}  # fmt: skip
_NEVER: Final = frozenset({"entry", "identity"})
"""Kinds that may be about a confidential project without naming it."""


def acts(*, viewer: Actor, filters: Filters = NOTHING_ASKED, after: str = "", limit: int = 50) -> Acts:
    """A page of the record of acts, the latest first. Raises :class:`duijie.accounts.types.NotAllowed`."""
    return search(
        viewer=viewer, filters=filters, after=after, limit=limit,
        unseen=lambda subjects: unseen(subjects=subjects, viewer=viewer),
    )  # fmt: skip


def all_acts(*, viewer: Actor, filters: Filters, most: int, at_once: int = 1000) -> Iterator[AuditInfo]:
    """The rows of all pages one by one, up to ``most``."""
    after, number = "", 0
    while True:
        page = acts(viewer=viewer, filters=filters, after=after, limit=at_once)
        for row in page.rows:
            if number == most:
                return
            number += 1
            yield row
        after = page.next
        if not after:
            return


def unseen(*, subjects: Iterable[str], viewer: Actor) -> frozenset[str]:
    """Those of these records that the viewer may not read."""
    if confidential_units(viewer=viewer) is None:
        return frozenset()
    hidden = set()
    by_kind: dict[str, set[int]] = {}
    for subject in subjects:
        kind, _mark, number = subject.partition(":")
        if kind in _NEVER:
            hidden.add(subject)
        elif kind in _SEEN and number.isdecimal():
            by_kind.setdefault(kind, set()).add(int(number))
    for kind, numbers in by_kind.items():
        seen = set(_SEEN[kind](viewer=viewer).filter(pk__in=numbers).values_list("pk", flat=True))
        hidden |= {f"{kind}:{number}" for number in numbers - seen}
    return frozenset(hidden)
