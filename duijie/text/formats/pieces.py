"""A source text put together piece by piece, with the place of every piece in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.text.formats.frame import frame_of
from duijie.text.formats.source import CHECK_FILE, SPLIT, Block, CannotRead, Source

MOST_TEXT = 5_000_000
"""Characters that one document may come to: some 3,000 printed pages."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """``words`` without control characters, lone surrogates and blanks at either end."""
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip(" \t\n\u3000\xa0")


class Pieces:
    """Grows by :meth:`add`; ends in :meth:`source`. ``name`` serves messages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.length = 0
        self._text: list[str] = []
        self._blocks: list[Block] = []

    def add(self, words: str, kind: str, where: str, *, before: str = "\n") -> None:
        """One more block, behind ``before`` unless it is the first; blanks alone add nothing."""
        words = clean(words)
        if not words:
            return
        self.fill(before if self.length else "")
        start = self.length
        self.fill(words)
        self._blocks.append(Block(Span(start, self.length), kind, where))

    def fill(self, words: str) -> None:
        """Characters that belong to no block: separators, labels repeated from a header.

        Raises :class:`CannotRead` where the text outgrows :data:`MOST_TEXT`.
        """
        self.length += len(words)
        if self.length > MOST_TEXT:
            raise CannotRead(
                self.name,
                Words(f"文字超过 {MOST_TEXT:,} 字", f"its text has more than {MOST_TEXT:,} characters"),
                SPLIT,
            )
        self._text.append(words)

    def surround(self, start: int, kind: str, where: str) -> None:
        """A block over all that was added from ``start`` on; it stands before the blocks inside it."""
        if start < self.length:
            at = len(self._blocks)
            while at and self._blocks[at - 1].span.start >= start:
                at -= 1
            self._blocks.insert(at, Block(Span(start, self.length), kind, where))

    def source(
        self,
        form: str,
        encoding: str,
        remarks: Iterable[str],
        *,
        title: str | None = None,
        otherwise: str | None = None,
    ) -> Source:
        """The finished source; ``title`` wins over what the text's own frame shows, and that over ``otherwise``.

        Raises :class:`CannotRead` where nothing was added.
        """
        if not self._blocks:
            raise CannotRead(
                self.name,
                Words("没有文字", "it holds no text"),
                CHECK_FILE,
            )
        text = "".join(self._text)
        frame = frame_of(text)
        return Source(
            name=self.name,
            format=form,
            text=text,
            encoding=encoding,
            blocks=tuple(self._blocks),
            frame=replace(frame, title=title or frame.title or otherwise),
            remarks=tuple(dict.fromkeys(remarks)),
        )
