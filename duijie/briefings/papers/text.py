"""The briefing as plain text, for reading on a terminal and for comparing."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.briefings.papers.sheet import Sheet


def text_of_sheet(sheet: Sheet) -> str:
    """All but the trace; the cells of a table stand between bars."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    composed = sheet.composed
    yield from (composed.series, sheet.number_line, f"{composed.office}  {sheet.day}", "", composed.title, "")
    for part in composed.parts:
        yield part.text
        if part.heads:
            yield " | ".join(part.heads)
        yield from (" | ".join(cell.text for cell in row) for row in part.rows)
        yield from (f"{bar.label} {bar.value}" for bar in part.bars)
    yield ""
    if sheet.signature:
        yield sheet.signature
    yield from (label + names for label, names in sheet.receivers)
    if sheet.copies:
        yield sheet.copies
