"""Sheets to import, and everything that the tables hold, to compare before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps

from duijie.accounts.operations import add_unit, local_operator
from duijie.cli.session import now
from duijie.exchange import operations, queries
from duijie.exchange.applying import operations as applying
from duijie.exchange.types import ImportInfo
from tests.exchange.ugly.book import Book

OWN = {
    "ledger.Erasure",
    "exchange.Import",
    "exchange.ImportRow",
    "exchange.Piece",
    "exchange.Remembered",
    "exchange.Upload",
    "accounts.AuditRow",
    "accounts.User",
}
"""An import's own rows, and the record of acts, which stays. People are made anew by the cast whenever one is named."""


def sheet_of(head: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> bytes:
    book = Book().on("台账")
    if title:
        book.row(title)
    book.row(*head)
    for row in rows:
        book.row(*row)
    return book.bytes()


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of ours but an import's own and the record of acts."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("duijie.") and model._meta.label not in OWN
    }


class Keeping:
    """One sheet, imported over and over by the person at this machine."""

    def __init__(self, data: bytes) -> None:
        self.data, self.by = data, local_operator()
        add_unit(name="招商局", by=self.by, at=now())

    @property
    def latest(self) -> ImportInfo:
        return queries.listing(viewer=self.by, limit=1)[0]

    def state(self) -> str:
        return self.latest.state

    def prepare(self) -> None:
        operations.prepare(data=self.data, name="台账.csv", by=self.by, at=now())

    def apply(self) -> None:
        applying.apply(import_id=self.latest.id, by=self.by, at=now())

    def undo(self) -> None:
        applying.undo(import_id=self.latest.id, by=self.by, at=now())
