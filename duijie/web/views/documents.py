"""The list of documents, receiving one, one document, posting its facts."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.evidence.operations import take_in
from duijie.ledger.operations import post
from duijie.text.formats.source import CannotRead
from duijie.web.compose.document import document_page
from duijie.web.compose.documents import documents_page
from duijie.web.saying import say
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
    file = request.FILES.get("file")
    problem = field = ""
    try:
        dated_on = date.fromisoformat(given["dated_on"]) if given.get("dated_on") else None
        if file is not None:
            taken = take_in(
                data=file.read(), name=file.name or "", by=who, at=timezone.now(),
                source=given.get("source", "").strip(), dated_on=dated_on,
            )  # fmt: skip
            if not taken.new_document:
                messages.info(request, _("This file was received before; here it is."))
            return redirect("document", document_id=taken.document_id)
        problem, field = _("Choose a file first."), "file"
    except CannotRead as refused:
        problem = str(refused)
    except ValueError:
        problem, field = _("Write the day as 2015-09-24."), "dated_on"
    ready = documents_page({}, viewer=who, given=given, problem=problem, field=field)
    return render(request, "pages/documents.html", {"page": ready}, status=422)


@require_safe
@page
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One document with what was found in it."""
    ready = document_page(document_id, request.GET.dict(), viewer=viewer(request))
    return render(request, "pages/document.html", {"page": ready})


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
