"""The day that a document is of, where it says so itself."""

from __future__ import annotations

import re
from datetime import date

from duijie.reading.dates import find_dates
from duijie.text.formats.source import Source
from duijie.text.steps.page_frame import ends

# 新华社北京2015年9月24日电, 本报讯（2015-09-24）: a dateline opens the first line of prose.
DATELINE = 40
DATELINE_END = re.compile(r"\s*[)）]?\s*(?:电|讯|消息|报道)|\s*[)）]")
NOT_A_SIGNATURE = re.compile(r"[^\s年月日号〇○零一二三四五六七八九十\d./-]")


def day_of(source: Source) -> date | None:
    """The document's own day: from the page frame, else the head of its text or the signature below it.

    Only full dates count, and only where documents state their own: above the prose, in the dateline that
    opens it, or alone on a line below it.
    """
    if source.frame.dated_on is not None:
        return source.frame.dated_on
    above, below = ends(source.text)
    for line in above:
        found = _full_dates(line.text)
        if found:
            return found[0][1]
    prose = source.text[above[-1].end if above else 0 :].lstrip()
    for end, day in _full_dates(prose[: DATELINE + 20].split("\n", 1)[0]):
        if end <= DATELINE and DATELINE_END.match(prose, end):
            return day
    for line in below:
        if not NOT_A_SIGNATURE.search(line.text) and (found := _full_dates(line.text)):
            return found[0][1]
    return None


def _full_dates(text: str) -> list[tuple[int, date]]:
    """Dates with year, month and day, and where each ends."""
    return [(one.span.end, date.fromisoformat(one.iso)) for one in find_dates(text) if len(one.iso) == 10]
