"""The list of documents, receiving one, one document, posting its facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.documents.queries import original_bytes
from duijie.documents.rules import is_archive
from duijie.evidence.operations import take_in, take_in_archive
from duijie.evidence.types import TakenIn
from duijie.ledger.operations import post
from duijie.text.formats.source import CannotRead
from duijie.web.compose.document import document_page
from duijie.web.compose.documents import documents_page
from duijie.web.saying import refusal, say
from duijie.web.views.answers import page, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@page
def documents(request: HttpRequest) -> HttpResponse:
    """The list; a POST receives a file and goes to its page."""
    if request.method == "POST":
        return _receive(request)
    ready = documents_page(request.GET.dict(), viewer=viewer(request), given={})
    return render(request, "pages/documents.html", {"page": ready})


def _receive(request: HttpRequest) -> HttpResponse:
    who, given = viewer(request), request.POST.dict()
    who.must("add")
    file = request.FILES.get("file")
    problem = field = ""
    try:
        dated_on = date.fromisoformat(given["dated_on"]) if given.get("dated_on") else None
        if file is not None:
            return _taken_in(request, file, source=given.get("source", "").strip(), dated_on=dated_on)
        problem, field = _("Choose a file first."), "file"
    except CannotRead as refused:
        problem = refusal(refused)
    except ValueError:
        problem, field = _("Write the day as 2015-09-24."), "dated_on"
    ready = documents_page({}, viewer=who, given=given, problem=problem, field=field)
    return render(request, "pages/documents.html", {"page": ready}, status=422)


def _taken_in(
    request: HttpRequest, file: UploadedFile[bytes], *, source: str, dated_on: date | None
) -> HttpResponse:
    """A file leads to its page, an archive of several to the list; raises :class:`CannotRead`."""
    take: Callable[..., TakenIn | list[TakenIn]]
    take = take_in_archive if is_archive(file.name or "") else take_in
    taken = take(
        data=file.read(), name=file.name or "", by=viewer(request), at=timezone.now(),
        source=source, dated_on=dated_on,
    )  # fmt: skip
    every = taken if isinstance(taken, list) else [taken]
    known = sum(not one.new_document for one in every)
    if len(every) == 1:
        if known:
            messages.info(request, _("This file was received before; here it is."))
        return redirect("document", document_id=every[0].document_id)
    said = ngettext(
        "%(count)s document taken out of the archive.",
        "%(count)s documents taken out of the archive.",
        len(every),
    )
    messages.success(request, said % {"count": len(every)})
    if known:
        before = ngettext("%(count)s was here before.", "%(count)s were here before.", known)
        messages.info(request, before % {"count": known})
    return redirect("documents")


@require_safe
@page
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One document with what was found in it."""
    ready = document_page(document_id, request.GET.dict(), viewer=viewer(request))
    return render(request, "pages/document.html", {"page": ready})


@require_safe
@page
def document_file(request: HttpRequest, document_id: int) -> FileResponse:
    """The bytes as received, to be saved: never shown, whatever they hold."""
    original = original_bytes(document_id=document_id, viewer=viewer(request))
    return FileResponse(
        original.stream,
        as_attachment=True,
        filename=original.name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


@require_POST
@page
def post_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Bring the ledger in step with the decisions on a document."""
    done = post(document_id=document_id, by=viewer(request), at=timezone.now())
    added = ngettext(
        "%(count)s entry added to the ledger.", "%(count)s entries added to the ledger.", done.added
    )
    messages.success(request, added % {"count": done.added})
    for one in done.left_out:
        messages.warning(
            request,
            _("Left out: “%(quote)s”, because %(reason)s.") % {"quote": one.quote, "reason": say(one.reason)},
        )
    return redirect("document", document_id=document_id)
