"""What the frame of a page states about the article in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duijie.text.formats.source import Frame
from duijie.text.steps.layout import invisible, line_ends
from duijie.text.steps.page_frame import FIELD, LONGEST, ZONE, date_in, ends, framing
from duijie.text.steps.pinyin import pinyin
from duijie.text.steps.simplified import simplified

_CRUMB = re.compile(r"\s*(?:>|»|›|＞|→|/)\s*")
_UNSAID = frozenset(("", "未知", "不详", "无", "本站"))


def frame_of(text: str) -> Frame:
    """Title, section, source, day and clicks as the frame of a text (original or repaired) states them."""
    for step in (line_ends, invisible, pinyin, simplified):
        change = step(text[: ZONE * LONGEST])
        if change:
            text = change.text + text[ZONE * LONGEST :]
    head, tail = ends(text)
    found = list(framing(head, tail))
    above = [line for kind, line in found if line in head]
    if not above:
        title = None
    else:
        free = [line for line in head if line not in above]
        later = [line for line in free if line.start > above[0].start and len(line.text.strip()) >= 6]
        title = next(iter(later or free), None)
    fields: dict[str, str] = {}
    section = None
    for kind, line in found:
        if kind == "breadcrumb":
            crumbs = [one for one in _CRUMB.split(line.text.strip()) if one]
            section = crumbs[-1] if len(crumbs) > 1 else None
        elif kind == "source":
            for name, value in _stated(line.text):
                fields.setdefault(name, value)
    source = fields.get("source", "").strip()
    clicks = re.match(r"\s*(\d{1,9})", fields.get("clicks", ""))
    dated_on = next((day for kind, line in found if kind == "source" and (day := date_in(line.text))), None)
    return Frame(
        title=title.text.strip() if title else None,
        section=section,
        source=None if source in _UNSAID else source,
        dated_on=dated_on,
        clicks=int(clicks.group(1)) if clicks else None,
    )


def _stated(line: str) -> Iterator[tuple[str, str]]:
    fields = list(FIELD.finditer(line))
    for found, following in zip(fields, [*fields[1:], None], strict=True):
        value = line[found.end() : following.start() if following else len(line)]
        yield str(found.lastgroup), value.strip(" \t\u3000|｜")
