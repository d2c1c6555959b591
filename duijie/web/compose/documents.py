"""The list of documents and the form that receives one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.documents.queries import count, listing
from duijie.documents.types import DocumentInfo
from duijie.review.queries import progress
from duijie.review.types import Progress
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.pages.documents import DocumentRow, DocumentsPage
from duijie.web.pages.parts import Field
from duijie.web.saying import day


def documents_page(
    asked: Mapping[str, str], *, viewer: Actor, given: Mapping[str, str], problem: str = "", field: str = ""
) -> DocumentsPage:
    """A page of the list; ``given`` and ``problem`` come back from an upload that was refused.

    ``field`` names the field that the problem belongs to; empty for the file as a whole.
    """
    number = page_number(asked)
    total = count(viewer=viewer)
    rows = listing(viewer=viewer, offset=(number - 1) * PAGE, limit=PAGE)
    states = progress(document_ids=[row.id for row in rows], viewer=viewer)
    return DocumentsPage(
        rows=tuple(_row(row, states.get(row.id)) for row in rows),
        paging=paging(reverse("documents"), {}, number, total),
        may_add=viewer.may("add"),
        fields=tuple(_fields(given, problem, field)),
        problem="" if field else problem,
        limit=f"{settings.DUIJIE_MAX_BYTES // 1024**2} MB",
    )


def _row(row: DocumentInfo, state: Progress | None) -> DocumentRow:
    waits, total = (state.waiting, state.all) if state else (0, 0)
    return DocumentRow(
        name=row.title,
        url=reverse("document", args=[row.id]),
        source=row.source,
        dated_on=day(row.dated_on) or _("not stated"),
        received_on=day(timezone.localdate(row.received_at)),
        received_by=row.received_by,
        statements=f"{total:,}",
        open=f"{waits:,}",
        light="yellow" if waits else "green",
    )


def _fields(given: Mapping[str, str], problem: str, field: str) -> Iterable[Field]:
    errors = {field: problem} if field else {}
    yield Field("file", _("File"), "file", required=True, error=errors.get("file", ""))
    yield Field(
        "source", _("Source"), "text", value=given.get("source", ""), hint=_("Empty: as the document says.")
    )
    yield Field(
        "dated_on",
        _("Document's own date"),
        "date",
        value=given.get("dated_on", ""),
        hint=_("Empty: as the document says."),
        error=errors.get("dated_on", ""),
    )
