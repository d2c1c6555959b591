"""Imports: receive a file, correct its columns, look at its rows, apply, undo."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.types import Actor
from duijie.exchange import operations, queries
from duijie.exchange.apart import AtWork, standing, start
from duijie.exchange.kinds import KINDS
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.types import Asked, ImportInfo, WrongState
from duijie.kernel.typed import typed_day
from duijie.web.exchange.columns import Mistyped, asked_of, columns_page
from duijie.web.exchange.imports import import_page, imports_page, undo_page
from duijie.web.saying import refusal, say
from duijie.web.views.answers import page, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@page
def imports(request: HttpRequest) -> HttpResponse:
    """The list; a POST takes a file, reads it, and goes to its columns."""
    who, problem = viewer(request), ""
    if request.method == "POST":
        who.must("add")
        file, given = request.FILES.get("file"), request.POST.dict()
        day = typed_day(given.get("as_of", ""))
        if file is None:
            problem = _("Choose a file first.")
        elif given.get("as_of") and day is None:
            problem = _("Write the day as 2015-09-24.")
        elif (file.size or 0) > settings.DUIJIE_MAX_BYTES:
            limit = settings.DUIJIE_MAX_BYTES // 1024 // 1024
            problem = _("The file is larger than %(limit)s MB. Split it.") % {"limit": limit}
        else:
            kind = given.get("kind", "") if given.get("kind") in KINDS else ""
            number = operations.receive(
                data=file.read(),
                name=file.name or "",
                by=who,
                at=timezone.now(),
                asked=Asked(kind, as_of=day),
            )
            return _compared(number, who)
    asked = request.POST.dict() if problem else request.GET.dict()
    ready = imports_page(asked, viewer=who, problem=problem)
    return render(request, "exchange/imports.html", {"page": ready}, status=422 if problem else 200)


@require_safe
@page
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: what is done with it now, or its rows."""
    ready = import_page(import_id, request.GET.dict(), viewer=viewer(request))
    return render(request, "exchange/import.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Which column is which; a POST compares the file anew with what is said."""
    who = viewer(request)
    who.must("add")
    info, problem = queries.get(import_id=import_id, viewer=who), ""
    if info.state not in ("received", "unmapped", "previewed") or not info.tables or _busy(import_id):
        return redirect("import", import_id=import_id)
    given = request.POST.dict()
    if request.method == "POST":
        try:
            asked = asked_of(info, given)
            start(act="compare", import_id=import_id, by=who, at=timezone.now(), asked=asked)
            return _onward(import_id, who)
        except Mistyped as mistyped:
            problem = refusal(mistyped)
        except AtWork as busy:
            problem = say(busy.words)
    ready = columns_page(info, given, problem=problem)
    return render(request, "exchange/columns.html", {"page": ready}, status=422 if problem else 200)


@require_POST
@page
def apply(request: HttpRequest, import_id: int) -> HttpResponse:
    """Do what the preview shows."""
    return _act(request, import_id, "apply")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Ask, and on a POST put everything back."""
    who = viewer(request)
    who.must("add")
    if request.method == "POST":
        return _act(request, import_id, "undo")
    ready = undo_page(queries.get(import_id=import_id, viewer=who))
    return render(request, "exchange/undo.html", {"page": ready})


@require_POST
@page
def again(request: HttpRequest, import_id: int) -> HttpResponse:
    """Compare the file with what is kept now."""
    return _act(request, import_id, "compare")


@require_POST
@page
def as_new(request: HttpRequest, import_id: int, number: int) -> HttpResponse:
    """Say that a row is new although a like record is kept, and compare anew."""
    who = viewer(request)
    who.must("add")
    info = queries.get(import_id=import_id, viewer=who)
    return _act(request, import_id, "compare", replace(_said(info), as_new=info.as_new | {number}))


@require_POST
@page
def discard(request: HttpRequest, import_id: int) -> HttpResponse:
    """Throw away an import that was not applied."""
    who = viewer(request)
    who.must("add")
    # One that was applied stays; its page shows how it stands.
    with suppress(WrongState):
        if not _busy(import_id):
            operations.discard(import_id=import_id, by=who, at=timezone.now())
            return redirect("imports")
    return redirect("import", import_id=import_id)


@require_safe
@page
def refused(request: HttpRequest, import_id: int) -> HttpResponse:
    """The rows that were not taken, as a sheet."""
    who = viewer(request)
    info = queries.get(import_id=import_id, viewer=who)
    data = outgoing.refused_sheet(import_id=import_id, by=who, at=timezone.now())
    return as_file(
        data, _("%(name)s, not taken") % {"name": info.name.rpartition(".")[0] or info.name} + ".xlsx"
    )


@require_safe
@page
def original(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file as it came, to be saved."""
    name, data = queries.original(import_id=import_id, viewer=viewer(request))
    return as_file(data, name)


def as_file(data: bytes, name: str) -> HttpResponse:
    """Bytes to be saved under a name, never shown."""
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _act(request: HttpRequest, import_id: int, act: str, asked: Asked | None = None) -> HttpResponse:
    """Begin an act and go to the import's page, which tells how far it is or what came of it."""
    # Where something is being done already, the page shows what.
    with suppress(AtWork):
        start(act=act, import_id=import_id, by=viewer(request), at=timezone.now(), asked=asked)
    return redirect("import", import_id=import_id)


def _compared(import_id: int, who: Actor) -> HttpResponse:
    start(act="compare", import_id=import_id, by=who, at=timezone.now())
    return _onward(import_id, who, first=True)


def _onward(import_id: int, who: Actor, *, first: bool = False) -> HttpResponse:
    """To the columns where they want a look, else to the rows."""
    info = queries.get(import_id=import_id, viewer=who)
    known = bool(info.tables) and all(table["remembered"] for table in info.tables)
    look = info.state == "unmapped" or (first and info.state == "previewed" and not known)
    if look and not _busy(import_id):
        return redirect(reverse("import-columns", args=[import_id]))
    return redirect("import", import_id=import_id)


def _busy(import_id: int) -> bool:
    now = standing(import_id)
    return now is not None and not now.ended


def _said(info: ImportInfo) -> Asked:
    mapping = {label: (target, unit) for label, (target, unit) in info.mapping.items()}
    return Asked(info.asked, mapping, info.fixed, info.as_new, info.as_of)
