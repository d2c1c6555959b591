"""One briefing: its text with numbers as links and words marked where something was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from duijie.accounts.types import Actor
from duijie.briefings import queries
from duijie.briefings.composing.checking import SEVERITIES, Remark, check
from duijie.briefings.papers.chart import svg_of
from duijie.briefings.papers.files import KINDS
from duijie.briefings.types import STATES, BriefingInfo, Composed, Part, Piece
from duijie.kernel.words import Words
from duijie.web.briefings.pages import Bit, BriefingPage, RemarkRow, Shown
from duijie.web.compose.links import to_figure
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell
from duijie.web.pages.parts import Link
from duijie.web.saying import day, is_english, moment, say

LIGHTS: Final[Mapping[str, str]] = {"draft": "", "signed": "yellow", "issued": "green", "dropped": ""}
ACTS: Final[Mapping[str, tuple[object, Words]]] = {
    "edit": (gettext_lazy("Write and change"), Words("修改", "changed")),
    "refresh": (gettext_lazy("Take the figures anew"), Words("更新数字", "took the figures anew")),
    "sign": (gettext_lazy("Sign off"), Words("签批", "signed off")),
    "return": (gettext_lazy("Send back"), Words("退回", "sent back")),
    "issue": (gettext_lazy("Number and issue"), Words("印发", "issued")),
    "drop": (gettext_lazy("Drop the draft"), Words("作废", "dropped")),
    "draft": ("", Words("起草", "drafted")),
}


def briefing_page(briefing_id: int, *, viewer: Actor) -> BriefingPage:
    """The page. Raises :class:`duijie.briefings.types.NoSuchBriefing`."""
    info = queries.get(briefing_id=briefing_id, viewer=viewer)
    language = "en" if is_english() else "zh"
    sheet = queries.sheet(briefing_id=briefing_id, viewer=viewer, language=language)
    composed = sheet.composed
    found = [] if info.line.state in ("issued", "dropped") else check(composed, by=viewer)
    line = info.line
    facts = [
        _("figures of %(day)s, as known at %(moment)s")
        % {"day": day(line.as_of), "moment": moment(info.known_at)},
        *([line.unit] if line.unit else []),
        _("drafted by %(name)s") % {"name": line.drafted_by},
    ]
    return BriefingPage(
        back=Link(_("Briefings"), reverse("briefings")),
        title=composed.title,
        state=say(STATES[line.state]),
        light=LIGHTS[line.state],
        facts=tuple(facts),
        acts=tuple(
            Link(str(label), reverse("briefing-act", args=[briefing_id, act]))
            for act, (label, _done) in ACTS.items()
            if act in info.may
        ),
        files=tuple(
            Link(kind, reverse("briefing-file", args=[briefing_id, kind]))
            for kind in (KINDS if line.state != "dropped" else ())
        ),
        series=composed.series, number=sheet.number_line, office=composed.office, day=sheet.day,
        parts=tuple(_shown(place, part, composed, found) for place, part in enumerate(composed.parts)),
        signature=sheet.signature, receivers=sheet.receivers, copies=sheet.copies,
        told=_told(info, found), remarks=tuple(_remark(one, found) for one in found),
        history=table(
            "history", _("What was done"), [_("When"), _("By"), _("What"), _("Why")],
            [[Cell(moment(one.at)), Cell(one.by), Cell(say(ACTS[one.act][1])), Cell(one.note)] for one in reversed(info.steps)],
            empty=_("Nothing yet"),
        ),
    )  # fmt: skip


def _told(info: BriefingInfo, found: Sequence[Remark]) -> str:
    if info.line.state == "issued":
        return _(
            "Issued: nothing of it changes any more. Each number leads to its figure as it was known then."
        )
    wrong = sum(one.severity == "wrong" for one in found)
    if wrong:
        told = ngettext(
            "%(count)s place is wrong; it cannot be signed off like this.",
            "%(count)s places are wrong; it cannot be signed off like this.",
            wrong,
        )
        return told % {"count": wrong}
    if info.line.state == "draft" and "sign" not in info.may:
        return _("Nothing wrong was found. A reviewer who wrote none of it signs it off.")
    return _("Nothing wrong was found.")


def _remark(one: Remark, found: Sequence[Remark]) -> RemarkRow:
    # Words that begin alike share the anchor of the first of them.
    alike = [
        at
        for at, other in enumerate(found)
        if other.span and one.span and (other.part, other.span.start) == (one.part, one.span.start)
    ]
    url = f"#w{alike[0]}" if alike else ""
    return RemarkRow(
        say(one.name), say(SEVERITIES[one.severity]), one.severity, one.words, url, say(one.reason)
    )


def _shown(place: int, part: Part, composed: Composed, found: Sequence[Remark]) -> Shown:
    marks = [(number, one) for number, one in enumerate(found) if one.part == place and one.span is not None]
    svg = mark_safe(svg_of(part.text, part.bars)) if part.bars else ""  # noqa: S308 -- every label in it is escaped there
    return Shown(
        part.kind, tuple(_bits(part.pieces, composed, marks)), part.level, part.heads,
        tuple(tuple(Bit(cell.text, _url(cell, composed)) for cell in row) for row in part.rows), svg,
    )  # fmt: skip


def _bits(pieces: Sequence[Piece], composed: Composed, marks: Sequence[tuple[int, Remark]]) -> Iterator[Bit]:
    """Pieces cut where something was found begins and ends; the graver finding speaks where two overlap."""
    start = 0
    cuts = {edge for _number, one in marks if one.span for edge in (one.span.start, one.span.end)}
    for piece in pieces:
        end = start + len(piece.text)
        inside = sorted({start, end, *(cut for cut in cuts if start < cut < end)})
        for first, last in pairwise(inside):
            over = [
                (number, one)
                for number, one in marks
                if one.span and one.span.start <= first and last <= one.span.end
            ]
            begun = [number for number, one in marks if one.span and one.span.start == first]
            yield Bit(
                piece.text[first - start : last - start], _url(piece, composed),
                min((one.severity for _number, one in over), key=list(SEVERITIES).index, default=""),
                f"w{begun[0]}" if begun else "",
            )  # fmt: skip
        start = end


def _url(piece: Piece, composed: Composed) -> str:
    """The page of the figure as of its day and as known at the briefing's moment; none for what was typed."""
    used = composed.figures[piece.number - 1] if piece.number else None
    if used is None or not used.code:
        return ""
    return to_figure(used.code, {"as_of": used.as_of, "known_at": composed.known_at})
