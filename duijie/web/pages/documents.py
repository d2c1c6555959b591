"""The list of documents with the form that receives one."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field, Paging


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list; ``light`` is ``green`` once every statement is decided, else ``yellow``."""

    name: str
    url: str
    source: str
    dated_on: str
    received_on: str
    received_by: str
    statements: str
    open: str
    light: str


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """``problem`` is why the last upload was refused, naming the file, the reason and the remedy."""

    rows: tuple[DocumentRow, ...]
    paging: Paging | None
    may_add: bool
    fields: tuple[Field, ...]
    problem: str
    limit: str
