"""The screening page: the form, then the draft with its words marked beside what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.kernel.span import Span
from duijie.screening.find import NO_VERDICT, Screened
from duijie.screening.lexicon import SEVERITIES
from duijie.web.agreements.pages import FindingRow, ScreeningPage, Stretch
from duijie.web.compose.highlight import Marked, paragraphs
from duijie.web.pages.parts import Choice, Field
from duijie.web.saying import day, say

LONGEST: Final = 100_000
"""More characters of a draft are not shown; all are screened."""
DOCUMENTS: Final = 50


def screening_page(
    given: Mapping[str, str], *, viewer: Actor, done: Screened | None = None, problem: str = ""
) -> ScreeningPage:
    """The page; ``done`` is what was screened, ``problem`` why a file was refused."""
    return ScreeningPage(
        fields=_fields(given, viewer),
        problem=problem,
        limit=f"{settings.DUIJIE_MAX_BYTES // 1024**2} MB",
        name=done.source.name if done else "",
        told=_told(done) if done else "",
        findings=_findings(done) if done else (),
        paragraphs=_text(done) if done else (),
        cut=_("Only the first %(count)s characters are shown.") % {"count": f"{LONGEST:,}"}
        if done and len(done.source.text) > LONGEST
        else "",
        no_verdict=say(NO_VERDICT),
    )


def _fields(given: Mapping[str, str], viewer: Actor) -> tuple[Field, ...]:
    chosen = given.get("document", "")
    rows = listing(viewer=viewer, limit=DOCUMENTS)
    documents = (
        Choice("", _("none"), not chosen),
        *(Choice(str(one.id), one.title or one.name, str(one.id) == chosen) for one in rows),
    )
    return (
        Field("file", _("A draft"), "file", hint=_("It is read and not kept.")),
        Field("document", _("Or a document received"), "choice", chosen, documents),
        Field("text", _("Or its words"), "lines", given.get("text", "")),
    )


def _told(done: Screened) -> str:
    counts = {code: sum(one.rule.severity == code for one in done.findings) for code in SEVERITIES}
    if not done.findings:
        return _("Nothing found under the rules of %(day)s.") % {"day": day(done.day)}
    total = ngettext("%(count)s place found", "%(count)s places found", len(done.findings))
    parts = [f"{say(SEVERITIES[code])} {number}" for code, number in counts.items() if number]
    return f"{total % {'count': len(done.findings)}} · {' · '.join(parts)} · {day(done.day)}"


def _findings(done: Screened) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            words=one.words, url=f"#w{number}", rule=say(one.rule.name), severity=say(SEVERITIES[one.rule.severity]),
            code=one.rule.severity, where=one.where, article=say(one.rule.article), advice=say(one.rule.advice),
        )
        for number, one in enumerate(done.findings)
    )  # fmt: skip


def _text(done: Screened) -> tuple[tuple[Stretch, ...], ...]:
    text = done.source.text[:LONGEST]
    marked = [
        Marked(Span(one.span.start, one.span.end), str(number), one.rule.severity)
        for number, one in enumerate(done.findings)
        if one.span.end <= len(text)
    ]
    ready = paragraphs(text, marked=marked, noted=(), aim=None, aim_anchor="", anchor="w")
    return tuple(tuple(Stretch(one.text, one.state, one.anchor) for one in pieces) for pieces in ready)
