"""What a format reader hands on: the text as the document has it, where its blocks stand, its page frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from duijie.kernel.span import Span


class CannotRead(ValueError):
    """A file that cannot be read: names the file, the reason and the remedy, in that order."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}.")
        self.name, self.reason, self.remedy = name, reason, remedy


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round an article on a page: kept as data, not read as text. ``None``: not stated."""

    title: str | None = None
    section: str | None = None
    source: str | None = None
    dated_on: date | None = None
    clicks: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source text (paragraph, heading, table cell …) and where it is in the file."""

    span: Span
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document opened: ``text`` is what positions called *original* refer to."""

    name: str
    format: str
    text: str
    encoding: str
    blocks: tuple[Block, ...] = ()
    frame: Frame = field(default_factory=Frame)
    remarks: tuple[str, ...] = ()
