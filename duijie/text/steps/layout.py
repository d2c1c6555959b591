"""Line ends, characters that nobody sees, and spaces where Chinese has none."""

from __future__ import annotations

import re

from duijie.kernel.span import Span
from duijie.text.alignment import Edit
from duijie.text.steps.change import HAN, Change, edited

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_BLANK = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+"
_BLANKS = re.compile(_BLANK)
_MARKS = "，。、；：！？（）《》〈〉“”‘’【】—…·"
_CHINESE = f"{HAN}{_MARKS}"
_LATIN = "0-9A-Za-z%％０-９"

_EDGE = rf"^{_BLANK}|{_BLANK}$"
# 景县 承接 · 总投资 92 亿元
_IN_SENTENCE = re.compile(
    rf"{_EDGE}|(?<=[{_CHINESE}]){_BLANK}(?=[{_CHINESE}{_LATIN}])|(?<=[{_LATIN}]){_BLANK}(?=[{_CHINESE}])",
    re.M,
)
# 通 知: letter-spaced. In headings and rows of a table, other spaces part what belongs apart.
_IN_HEADING = re.compile(
    rf"{_EDGE}|(?<![{HAN}\w])(?:(?<=[{HAN}])){_BLANK}|"
    rf"(?<=[{HAN}]){_BLANK}(?=[{HAN}](?:{_BLANK}|$))",
    re.M,
)
_SPACED = re.compile(rf"^{_BLANK}|{_BLANK}$|[{_CHINESE}]{_BLANK}|{_BLANK}[{_CHINESE}]", re.M)
_SENTENCE = re.compile("[，。；！？,;]")


def line_ends(text: str) -> Change | None:
    r"""Every line end becomes ``\n``."""
    return edited(text, [Edit(Span(*found.span()), "\n") for found in _LINE_ENDS.finditer(text)])


def invisible(text: str) -> Change | None:
    """Control, zero-width and direction characters are removed."""
    return edited(text, [Edit(Span(*found.span()), "") for found in _INVISIBLE.finditer(text)])


def spaces(text: str) -> Change | None:
    """Spaces round Chinese characters are removed, and at both ends of a line.

    A heading or a row without sentence marks keeps them, but for letter-spaced words (``通 知``).
    """
    if not _BLANKS.search(text) or not _SPACED.search(text):
        return None
    edits = []
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        pattern = _IN_SENTENCE if _SENTENCE.search(text, start, end) else _IN_HEADING
        edits += [
            Edit(Span(start + found.start(), start + found.end()), "")
            for found in pattern.finditer(line.group())
        ]
    return edited(text, edits)
