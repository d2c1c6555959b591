"""Statements as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duijie.kernel.span import Span
from duijie.kernel.words import Told
from duijie.reading.kinds import Said, from_values
from duijie.text.alignment import Alignment
from duijie.text.repair import Note


class NoSuchStatement(Told, LookupError):
    """No statement has this id, or the viewer may not see its document."""

    def __init__(self, statement_id: str) -> None:
        super().__init__(
            f"没有陈述 {statement_id}。请打开它所在的文件再选。",
            f"There is no statement {statement_id}. Open its document and pick it there.",
        )


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its document. ``place`` counts in the document's original text."""

    id: str
    document_id: int
    document_name: str
    document_date: date | None
    kind: str
    quote: str
    place: Span
    rule: str
    values: Mapping[str, Any]

    @property
    def said(self) -> Said:
        """The typed meaning."""
        return from_values(self.kind, self.values)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's latest reading; ``spans`` tells where each statement stands in the repaired text."""

    document_id: int
    reader: str
    original: str
    repaired: str
    alignment: Alignment
    notes: tuple[Note, ...]
    spans: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class Finders:
    """Who found what in a document: ``rules``, ``model``, or both.

    ``sides`` are those that have read it at all; ``by_statement`` those that found each statement.
    """

    sides: frozenset[str]
    by_statement: Mapping[str, frozenset[str]]

    def differ(self, statement_id: str) -> bool:
        """Whether both have read the document and only one of them found this."""
        return len(self.sides) > 1 and len(self.by_statement.get(statement_id, frozenset())) == 1


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The outcome of taking a file in: ``statements`` counts those that were not known before."""

    document_id: int
    new_document: bool
    statements: int
