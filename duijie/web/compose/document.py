"""The document page: both texts with their highlights, and the proposals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.documents.queries import blocks_of, get
from duijie.documents.types import DocumentInfo
from duijie.evidence.queries import finders, reading_of
from duijie.evidence.types import Finders, ReadDocument
from duijie.kernel.span import Span
from duijie.ledger.queries import posted_documents
from duijie.reading.kinds import KINDS as KIND_ORDER
from duijie.review.queries import of_document, progress
from duijie.review.types import Reviewed
from duijie.text.repair import Note
from duijie.web.compose.highlight import Marked, Noted, paragraphs
from duijie.web.compose.links import with_query
from duijie.web.compose.places import places_of_lines
from duijie.web.compose.proposal import Opened, progress_shown, proposal, state_of
from duijie.web.pages.document import DocumentPage, Paragraph, Piece, ProposalGroup, Repair, TextView, Value
from duijie.web.pages.parts import Choice, Link
from duijie.web.saying import day
from duijie.web.words import KINDS, REPAIRS, STATES, known

# Steps that go through whole paragraphs: told once for the document, not marked all over the text.
THROUGHOUT = frozenset({"line_ends", "invisible", "simplified", "width", "doubled", "spaces"})
SAMPLE = 24
# One line follows another as in the file itself: their numbers would tell nothing.
UNPLACED = frozenset({"txt", "html"})
DIFFER = "differ"
"""Beside the states: what only one of two readers found."""
AIM = re.compile(r"(\d{1,9})-(\d{1,9})")


def document_page(
    document_id: int, asked: Mapping[str, str], *, viewer: Actor, opened: Opened | None = None
) -> DocumentPage:
    """The page of one document; ``asked`` may hold ``span``, ``in``, ``state``, ``open`` and ``form``.

    Raises :class:`duijie.documents.types.NoSuchDocument`.
    """
    info = get(document_id=document_id, viewer=viewer)
    read = reading_of(document_id=document_id, viewer=viewer)
    found = of_document(document_id=document_id, viewer=viewer)
    if opened is None and asked.get("form") in ("correct", "reject"):
        opened = Opened(asked.get("open", ""), asked["form"])
    wanted = asked.get("state", "")
    by = finders(document_id=document_id, viewer=viewer)
    shown = [
        one
        for one in found
        if wanted in ("", state_of(one))
        or (wanted == DIFFER and by.differ(one.statement.id))
        or (opened and one.statement.id == opened.statement_id)
    ]
    blocks = blocks_of(document_id=document_id, viewer=viewer) if info.format not in UNPLACED else ()
    posted = document_id in posted_documents(viewer=viewer)
    return DocumentPage(
        name=info.title,
        facts=tuple(_facts(info)),
        file=Link(_("Download the file as received"), reverse("document-file", args=[document_id])),
        views=_views(read, found, asked, places_of_lines(read.original, blocks)),
        groups=tuple(_groups(shown, by, viewer, opened)),
        filters=tuple(_filters(document_id, found, by, wanted)),
        repairs=tuple(_repairs(read.notes)),
        remarks=info.remarks,
        progress=progress_shown(progress(document_ids=[document_id], viewer=viewer).get(document_id)),
        may_review=viewer.may("review"),
        post_url=reverse("post-document", args=[document_id]) if viewer.may("post") else "",
        posted=_("Its facts are in the ledger; post again after further decisions.") if posted else "",
    )


def _facts(info: DocumentInfo) -> Iterable[Value]:
    yield Value(_("Source"), info.source or _("not stated"))
    yield Value(_("Dated"), day(info.dated_on) or _("not stated"))
    received = day(timezone.localdate(info.received_at))
    yield Value(_("Received"), f"{received}, {info.received_by}")
    if info.why:
        yield Value(_("For"), info.why)


def _groups(
    shown: list[Reviewed], by: Finders, viewer: Actor, opened: Opened | None
) -> Iterable[ProposalGroup]:
    order = list(KIND_ORDER)
    ranked = sorted(shown, key=lambda one: order.index(one.statement.kind))
    for kind, members in groupby(ranked, key=lambda one: one.statement.kind):
        yield ProposalGroup(
            known(KINDS, kind),
            tuple(proposal(one, viewer=viewer, found=by, opened=opened) for one in members),
        )


def _filters(document_id: int, found: list[Reviewed], by: Finders, wanted: str) -> Iterable[Choice]:
    here = reverse("document", args=[document_id])
    counted = Counter(state_of(one) for one in found)
    yield Choice(here, _("All %(count)s") % {"count": len(found)}, chosen=not wanted)
    for state, label in STATES.items():
        if counted[state] or state == wanted:
            yield Choice(with_query(here, state=state), f"{label} {counted[state]}", chosen=state == wanted)
    differing = sum(by.differ(one.statement.id) for one in found)
    if differing or wanted == DIFFER:
        label = _("readers differ %(count)s") % {"count": differing}
        yield Choice(with_query(here, state=DIFFER), label, chosen=wanted == DIFFER)


def _views(
    read: ReadDocument, found: list[Reviewed], asked: Mapping[str, str], places: Sequence[str]
) -> tuple[TextView, ...]:
    here = reverse("document", args=[read.document_id])
    original = asked.get("in") == "original"
    aim = _aim(asked.get("span", ""), len(read.original if original else read.repaired))
    aim_repaired = read.alignment.to_target(aim) if aim and original else aim
    aim_original = read.alignment.to_source(aim) if aim and not original else aim
    notes = [(note, _note(note)) for note in read.notes if not note.certain or note.step not in THROUGHOUT]
    in_repaired = [
        Marked(
            read.spans.get(one.statement.id) or read.alignment.to_target(one.statement.place),
            one.statement.id,
            state_of(one),
        )
        for one in found
    ]
    in_original = [Marked(one.statement.place, one.statement.id, state_of(one)) for one in found]
    return (
        TextView(
            "repaired",
            _("Repaired text"),
            here,
            not original,
            _laid(
                paragraphs(
                    read.repaired,
                    marked=in_repaired,
                    noted=[
                        Noted(read.alignment.to_target(one.place), text, one.certain) for one, text in notes
                    ],
                    aim=aim_repaired,
                    aim_anchor="" if original else "aimed",
                    anchor="r-",
                )
            ),
        ),
        TextView(
            "original",
            _("Original text"),
            with_query(here, **{"in": "original"}),
            original,
            _laid(
                paragraphs(
                    read.original,
                    marked=in_original,
                    noted=[Noted(one.place, text, one.certain) for one, text in notes],
                    aim=aim_original,
                    aim_anchor="aimed" if original else "",
                    anchor="o-",
                ),
                places,
            ),
            placed=bool(places),
        ),
    )


def _laid(lines: Sequence[tuple[Piece, ...]], places: Sequence[str] = ()) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(pieces, places[number] if number < len(places) else "")
        for number, pieces in enumerate(lines)
    )


def _aim(text: str, length: int) -> Span | None:
    """The stretch that a link names; ``None`` where it names none inside the text."""
    match = AIM.fullmatch(text)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return Span(start, end) if start < end <= length else None


def _note(note: Note) -> str:
    said = f"{known(REPAIRS, note.step)}: {_change(note)}"
    if note.alternatives:
        said += " " + _("(or %(others)s)") % {"others": ", ".join(note.alternatives)}
    return said if note.certain else said + " " + _("Please check.")


def _repairs(notes: tuple[Note, ...]) -> Iterable[Repair]:
    counted = Counter(note.step for note in notes)
    for step, count in counted.most_common():
        sample = next(note for note in notes if note.step == step)
        yield Repair(known(REPAIRS, step), f"{count:,}", _change(sample))


def _change(note: Note) -> str:
    before, after = (
        text if len(text) <= SAMPLE else text[:SAMPLE] + "…"
        for text in (note.before.strip(), note.after.strip())
    )
    return f"“{before}” → “{after}”" if after else f"“{before}” → –"
