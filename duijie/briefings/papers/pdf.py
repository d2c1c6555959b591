"""The briefing as PDF, set by typst out of one sheet and plain data; fonts come along, none of the system's is used."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from importlib.resources import files

import typst
from django.utils import timezone

from duijie.briefings.papers.chart import svg_of
from duijie.briefings.papers.fonts import families, fonts
from duijie.briefings.papers.sheet import ABOUT, HEADS, TRACE, Sheet, figure_words, source_lines
from duijie.briefings.types import Bar

# Chinese heads are few and wide characters, English ones many and narrow.
_WIDEST = {"zh": (42, 380), "en": (26, 760)}


def pdf_of(sheet: Sheet) -> bytes:
    """The PDF. Raises :class:`duijie.briefings.papers.fonts.NoFonts`."""
    composed = sheet.composed
    language = composed.language
    most, room = _WIDEST[language]
    data = {
        "lang": language, "fonts": families(), "series": composed.series, "title": composed.title,
        "masthead_size": min(most, room // max(1, len(composed.series))),
        "office": composed.office, "day": sheet.day, "number_line": sheet.number_line,
        "signature": sheet.signature, "receivers": sheet.receivers, "copies": sheet.copies,
        "parts": [
            {
                "kind": part.kind, "heads": part.heads, "svg": svg_of(part.text, part.bars) if part.bars else "",
                "pieces": [{"text": piece.text, "number": piece.number} for piece in part.pieces],
                "rows": [[{"text": cell.text, "number": cell.number} for cell in row] for row in part.rows],
            }
            for part in composed.parts
        ],
        "trace_title": sheet.say(TRACE), "trace_about": sheet.say(ABOUT), "trace_heads": [sheet.say(one) for one in HEADS],
        "trace": [
            {"number": one.number, "name": figure_words(one, composed), "value": one.value, "lines": [*source_lines(one, language), ""]}
            for one in composed.figures
        ],
    }  # fmt: skip
    source = files("duijie.briefings.papers").joinpath("briefing.typ").read_bytes()
    return _set(source, data, sheet.issued.on if sheet.issued else date.fromisoformat(composed.as_of))


def png_of(title: str, bars: tuple[Bar, ...]) -> bytes:
    """A chart as a picture for papers that take no SVG. Raises :class:`duijie.briefings.papers.fonts.NoFonts`."""
    source = b"""#set page(width: auto, height: auto, margin: 4pt)
#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg", width: 420pt)"""
    data = json.dumps({"svg": svg_of(title, bars)})
    made = typst.compile(
        source,
        format="png",
        ppi=200.0,
        sys_inputs={"data": data},
        font_paths=fonts(),
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


def _set(source: bytes, data: object, day: date) -> bytes:
    moment = timezone.make_aware(datetime.combine(day, time()))
    made = typst.compile(
        source, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, font_paths=fonts(), ignore_system_fonts=True, timestamp=int(moment.timestamp()),
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made
