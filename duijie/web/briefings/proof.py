"""The proofing page: the form, then the draft with its words marked beside what was found. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.documents.queries import listing, original_bytes
from duijie.kernel.typed import typed_day
from duijie.proofing.against import with_figures
from duijie.proofing.check import NO_VERDICT, Proofed, proof_file
from duijie.proofing.lexicon import SEVERITIES
from duijie.text.formats.source import CannotRead
from duijie.web.briefings.pages import Bit, ProofPage, ProofRow
from duijie.web.compose.highlight import Marked, paragraphs
from duijie.web.pages.parts import Choice, Field
from duijie.web.saying import refusal, say
from duijie.web.views.answers import page, viewer

LONGEST: Final = 100_000
"""More characters of a draft are not shown; all are proofed."""
DOCUMENTS: Final = 50


@require_http_methods(["GET", "HEAD", "POST"])
@page
def proofing(request: HttpRequest) -> HttpResponse:
    """A draft is given and shown with what was found."""
    who = viewer(request)
    given = request.POST.dict() if request.method == "POST" else request.GET.dict()
    problem, done = "", None
    try:
        done = _proofed(request, given, who)
        if done is None and request.method == "POST":
            problem = _("Choose a file or a document, or paste the words.")
    except CannotRead as refused:
        problem = refusal(refused)
    ready = _page(given, who, done, problem)
    return render(request, "briefings/proof.html", {"page": ready}, status=422 if problem else 200)


def _proofed(request: HttpRequest, given: Mapping[str, str], who: Actor) -> Proofed | None:
    file, text, document = request.FILES.get("file"), given.get("text", "").strip(), given.get("document", "")
    if file is not None:
        data, name = file.read(), file.name or ""
    elif text:
        data, name = text.encode(), _("pasted words")
    elif document.isdigit():
        original = original_bytes(document_id=int(document), viewer=who)
        with original.stream as stream:
            data, name = stream.read(), original.name
    else:
        return None
    done, reading = proof_file(data, name, max_bytes=settings.DUIJIE_MAX_BYTES)
    if given.get("ledger", "yes") != "yes":
        return done
    day = typed_day(given.get("as_of", "")) or own_region().closed_on or timezone.localdate()
    return with_figures(done, reading, as_of=day, known_at=timezone.now(), viewer=who)


def _page(given: Mapping[str, str], who: Actor, done: Proofed | None, problem: str) -> ProofPage:
    cut = _("Only the first %(count)s characters are shown.") % {"count": f"{LONGEST:,}"}
    return ProofPage(
        fields=_fields(given, who),
        problem=problem,
        limit=f"{settings.DUIJIE_MAX_BYTES // 1024**2} MB",
        name=done.source.name if done else "",
        told=_told(done) if done else "",
        rows=_rows(done) if done else (),
        paragraphs=_text(done) if done else (),
        cut=cut if done and len(done.source.text) > LONGEST else "",
        no_verdict=say(NO_VERDICT),
    )


def _fields(given: Mapping[str, str], who: Actor) -> tuple[Field, ...]:
    chosen, ledger = given.get("document", ""), given.get("ledger", "yes")
    rows = listing(viewer=who, limit=DOCUMENTS)
    documents = (
        Choice("", _("none"), not chosen),
        *(Choice(str(one.id), one.title or one.name, str(one.id) == chosen) for one in rows),
    )
    day = given.get("as_of", "") or (own_region().closed_on or timezone.localdate()).isoformat()
    return (
        Field("file", _("A draft"), "file", hint=_("It is read and not kept.")),
        Field("document", _("Or a document received"), "choice", chosen, documents),
        Field("text", _("Or its words"), "lines", given.get("text", "")),
        Field("ledger", _("Beside the figures"), "choice", ledger, (
            Choice("yes", _("compare with the ledger"), ledger == "yes"), Choice("no", _("only by itself"), ledger != "yes"),
        )),
        Field("as_of", _("Figures of"), "date", day),
    )  # fmt: skip


def _told(done: Proofed) -> str:
    if not done.findings:
        return _("Nothing found.")
    counts = {code: sum(one.rule.severity == code for one in done.findings) for code in SEVERITIES}
    total = ngettext("%(count)s place found", "%(count)s places found", len(done.findings))
    parts = [f"{say(SEVERITIES[code])} {number}" for code, number in counts.items() if number]
    return f"{total % {'count': len(done.findings)}} · {' · '.join(parts)}"


def _rows(done: Proofed) -> tuple[ProofRow, ...]:
    first = _anchors(done)
    return tuple(
        ProofRow(
            words=one.words, url=f"#w{first[one.span.start]}", rule=say(one.rule.name), severity=say(SEVERITIES[one.rule.severity]),
            code=one.rule.severity, where=one.where, reason=say(one.reason), advice=say(one.rule.advice),
        )
        for one in done.findings
    )  # fmt: skip


def _anchors(done: Proofed) -> dict[int, int]:
    """The element that a place in the text is known by: two findings that begin alike share one."""
    first: dict[int, int] = {}
    for number, one in enumerate(done.findings):
        first.setdefault(one.span.start, number)
    return first


def _text(done: Proofed) -> tuple[tuple[Bit, ...], ...]:
    text = done.source.text[:LONGEST]
    first = _anchors(done)
    marked = [
        Marked(one.span, str(first[one.span.start]), one.rule.severity)
        for one in done.findings
        if one.span.end <= len(text)
    ]
    ready = paragraphs(text, marked=marked, noted=(), aim=None, aim_anchor="", anchor="w")
    return tuple(tuple(Bit(one.text, "", one.state, one.anchor) for one in pieces) for pieces in ready)
