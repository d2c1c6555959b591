"""What the pages share that look a draft through: how it is given, and how its words stand beside what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.documents.queries import listing, original_bytes
from duijie.kernel.words import Words
from duijie.proofing.check import Finding as Proofing
from duijie.screening.find import Finding as Screening
from duijie.text.formats.source import CannotRead
from duijie.web.compose.highlight import Marked, paragraphs
from duijie.web.pages.drafts import DraftPage, FoundRow, Stretch
from duijie.web.pages.parts import Choice, Field
from duijie.web.saying import refusal, say
from duijie.web.views.answers import viewer

LONGEST: Final = 100_000
"""More characters of a draft are not shown; all are looked through."""
DOCUMENTS: Final = 50


Found = Screening | Proofing
Given = Mapping[str, str]
Looked = TypeVar("Looked")


def look_through(
    request: HttpRequest,
    template: str,
    look: Callable[[bytes, str, Given, Actor], Looked],
    page: Callable[[Given, Actor, Looked | None, str], DraftPage],
) -> HttpResponse:
    """Show the form, or what ``look`` finds in the draft that was given; a draft that cannot be read stays a problem."""
    who = viewer(request)
    given = request.POST.dict() if request.method == "POST" else request.GET.dict()
    problem, done = "", None
    try:
        draft = _draft(request, given, who)
        if draft is not None:
            done = look(*draft, given, who)
        elif request.method == "POST":
            problem = _("Choose a file or a document, or paste the words.")
    except CannotRead as refused:
        problem = refusal(refused)
    return render(
        request, template, {"page": page(given, who, done, problem)}, status=422 if problem else 200
    )


def draft_page(
    *, fields: tuple[Field, ...], problem: str, no_verdict: Words, name: str = "", text: str = "", told: str = "",
    rows: tuple[FoundRow, ...] = (), found: Sequence[Found] = (),
) -> DraftPage:  # fmt: skip
    """The page; without ``told`` nothing was looked through."""
    cut = _("Only the first %(count)s characters are shown.") % {"count": f"{LONGEST:,}"}
    return DraftPage(
        fields=fields,
        problem=problem,
        limit=f"{settings.DUIJIE_MAX_BYTES // 1024**2} MB",
        name=name,
        told=told,
        rows=rows,
        paragraphs=_marked(text, found) if told else (),
        cut=cut if len(text) > LONGEST else "",
        no_verdict=say(no_verdict),
    )


def draft_fields(given: Given, *, who: Actor) -> tuple[Field, ...]:
    """The three ways to give a draft: a file, a document received, its words."""
    chosen = given.get("document", "")
    documents = (
        Choice("", _("none"), not chosen),
        *(
            Choice(str(one.id), one.title or one.name, str(one.id) == chosen)
            for one in listing(viewer=who, limit=DOCUMENTS)
        ),
    )
    return (
        Field("file", _("A draft"), "file", hint=_("It is read and not kept.")),
        Field("document", _("Or a document received"), "choice", chosen, documents),
        Field("text", _("Or its words"), "lines", given.get("text", "")),
    )


def counted(found: Sequence[Found], severities: Mapping[str, Words]) -> str:
    """``3 places found · wrong 1 · please check 2``."""
    total = ngettext("%(count)s place found", "%(count)s places found", len(found)) % {"count": len(found)}
    numbers = {code: sum(one.rule.severity == code for one in found) for code in severities}
    return " · ".join(
        [total, *(f"{say(severities[code])} {number}" for code, number in numbers.items() if number)]
    )


def found_row(one: Found, found: Sequence[Found], severities: Mapping[str, Words], reason: Words) -> FoundRow:
    """A finding with the way to its words."""
    return FoundRow(
        words=one.words, url=f"#w{_anchors(found)[one.span.start]}", rule=say(one.rule.name),
        severity=say(severities[one.rule.severity]), code=one.rule.severity, where=one.where, reason=say(reason),
        advice=say(one.rule.advice),
    )  # fmt: skip


def stretches(text: str, marked: Sequence[Marked]) -> tuple[tuple[Stretch, ...], ...]:
    """The paragraphs of a text with what is marked in them."""
    ready = paragraphs(text, marked=marked, noted=(), aim=None, aim_anchor="", anchor="w")
    return tuple(tuple(Stretch(one.text, one.state, one.anchor) for one in pieces) for pieces in ready)


def _draft(request: HttpRequest, given: Given, who: Actor) -> tuple[bytes, str] | None:
    file, text, document = request.FILES.get("file"), given.get("text", "").strip(), given.get("document", "")
    if file is not None:
        return file.read(), file.name or ""
    if text:
        return text.encode(), _("pasted words")
    if not document.isdigit():
        return None
    original = original_bytes(document_id=int(document), viewer=who)
    with original.stream as stream:
        return stream.read(), original.name


def _anchors(found: Sequence[Found]) -> dict[int, int]:
    """The element that a place in the text is known by: two findings that begin alike share one."""
    first: dict[int, int] = {}
    for number, one in enumerate(found):
        first.setdefault(one.span.start, number)
    return first


def _marked(text: str, found: Sequence[Found]) -> tuple[tuple[Stretch, ...], ...]:
    shown, first = text[:LONGEST], _anchors(found)
    marked = [
        Marked(one.span, str(first[one.span.start]), one.rule.severity)
        for one in found
        if one.span.end <= len(shown)
    ]
    return stretches(shown, marked)
