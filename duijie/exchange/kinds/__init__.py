"""What can come in as a sheet: one module a kind, with how its rows are compared with what is kept.

A further kind is a lexicon, its fields in :mod:`.fields`, a module with a ``Checker``, and its operation in
:func:`duijie.exchange.operations.apply`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from duijie.accounts.types import Actor
from duijie.exchange.kinds import organisations, projects, receipts
from duijie.exchange.kinds.planned import Planned, Row, Setting
from duijie.exchange.sheets.fields import KINDS


class Checker(Protocol):
    """Compares rows with what is kept; ask it for all rows of an import in their order."""

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""


def checker(kind: str, *, viewer: Actor, setting: Setting) -> Checker:
    """The one that compares rows of ``kind``, one of :data:`KINDS`."""
    assert kind in KINDS
    made: Checker
    if kind == "projects":
        made = projects.Checker(viewer=viewer, setting=setting)
    elif kind == "organisations":
        made = organisations.Checker(viewer=viewer, setting=setting)
    else:
        made = receipts.Checker(viewer=viewer, setting=setting)
    return made
