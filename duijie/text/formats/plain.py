"""Plain text: the text as it stands, a block a line."""

from __future__ import annotations

from duijie.kernel.span import Span
from duijie.text.formats.encoding import Decoded
from duijie.text.formats.frame import frame_of
from duijie.text.formats.source import Block, Source


def read_plain(decoded: Decoded, name: str) -> Source:
    """Blocks are the lines with something on them, at ``line 1`` and on."""
    blocks = []
    at = 0
    for number, line in enumerate(decoded.text.splitlines(keepends=True), 1):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            blocks.append(Block(Span(start, start + len(words)), "paragraph", f"line {number}"))
        at += len(line)
    return Source(
        name=name,
        format="txt",
        text=decoded.text,
        encoding=decoded.encoding,
        blocks=tuple(blocks),
        frame=frame_of(decoded.text),
        remarks=decoded.remarks,
    )
