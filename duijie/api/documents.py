"""Documents received and what they say, each statement with its place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError

from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.kinds import Id
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import WRITTEN, Moment
from duijie.documents import queries
from duijie.documents.types import DocumentInfo
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.evidence.types import StoredStatement
from duijie.text.formats.source import CannotRead

router = Router(tags=["documents"])


class Document(Schema):
    """A document as it was received. ``dated_on``: the day it states itself; ``sha256``: of its bytes."""

    id: int
    sha256: str
    name: str
    title: str
    format: str
    size: int
    section: str
    source: str
    dated_on: date | None
    received_at: datetime
    received_by: str


class Documents(Schema):
    """A page, the newest first. ``next`` is the cursor of the page behind it, empty at the end."""

    documents: list[Document]
    next: str


class Statement(Schema):
    """What a document says. ``start`` and ``end`` count characters of its original text; ``values`` as the kind has them."""

    id: str
    kind: str
    quote: str
    start: int
    end: int
    rule: str
    values: dict[str, Any]


class Received(Schema):
    """``new`` is false where the same bytes were here before; ``statements`` counts those not known before."""

    document: Document
    new: bool
    statements: int


@router.get("/documents", response={200: Documents, 404: Problem, **ANSWERS})
def documents(
    request: HttpRequest,
    search: Annotated[str, Query(max_length=200)] = "",
    updated_since: Moment = None,
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Documents:
    """Documents whose title, file or source holds ``search``, received at or after ``updated_since``."""
    viewer = caller(request, "see")
    found = queries.listing(
        viewer=viewer, search=search, limit=limit + 1, since=updated_since,
        behind=cursors.read(cursor) if cursor else None,
    )  # fmt: skip
    shown = found[:limit]
    more = cursors.written(shown[-1].received_at, shown[-1].id) if len(found) > limit else ""
    return Documents(documents=[_document(one) for one in shown], next=more)


@router.post("/documents", response={200: Received, 201: Received, 413: Problem, **ANSWERS})
def receive(
    request: HttpRequest,
    file: File[UploadedFile],
    source: Annotated[str, Form(max_length=200)] = "",
    dated_on: Annotated[date | None, Form(), WRITTEN] = None,
) -> Status[Received]:
    """Receive a file, read it and keep what it says. The same bytes again add nothing and answer 200."""
    by = caller(request, "add")
    try:
        taken = take_in(
            data=file.read(), name=file.name or "", by=by, at=timezone.now(), source=source, dated_on=dated_on
        )
    except CannotRead as refused:
        raise HttpError(422, str(refused)) from refused
    info = queries.get(document_id=taken.document_id, viewer=by)
    answer = Received(document=_document(info), new=taken.new_document, statements=taken.statements)
    return Status(201 if taken.new_document else 200, answer)


@router.get("/documents/{int:document_id}", response={200: Document, 404: Problem, **ANSWERS})
def document(request: HttpRequest, document_id: Id) -> Document:
    """One document."""
    return _document(queries.get(document_id=document_id, viewer=caller(request, "see")))


@router.get(
    "/documents/{int:document_id}/statements", response={200: list[Statement], 404: Problem, **ANSWERS}
)
def statements(request: HttpRequest, document_id: Id) -> list[Statement]:
    """What a document says, in the order of places."""
    found = of_document(document_id=document_id, viewer=caller(request, "see"))
    return [_statement(one) for one in found]


def _document(one: DocumentInfo) -> Document:
    return Document(
        id=one.id, sha256=one.sha256, name=one.name, title=one.title, format=one.format, size=one.size,
        section=one.section, source=one.source, dated_on=one.dated_on, received_at=one.received_at,
        received_by=one.received_by,
    )  # fmt: skip


def _statement(one: StoredStatement) -> Statement:
    return Statement(
        id=one.id, kind=one.kind, quote=one.quote, start=one.place.start, end=one.place.end, rule=one.rule,
        values=dict(one.values),
    )  # fmt: skip
