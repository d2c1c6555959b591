"""What a format reader hands on: the text as the document has it, where its blocks stand, its page frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from duijie.kernel.span import Span
from duijie.kernel.words import Told, Words

SPLIT: Final = Words("请拆成几个小文件", "Split it")
ENCRYPTED: Final = Words("已加密", "it is encrypted")
WITHOUT_PASSWORD: Final = Words("请不加密码另存", "Save it without a password")
CHECK_FILE: Final = Words("请核对是否给错了文件", "Check that the right file was given")
AGAIN_AS_XLSX: Final = Words("请重新存为 xlsx", "Save it again as xlsx")


class CannotRead(Told, ValueError):
    """A file that cannot be read: names the file, the reason and the remedy, in that order."""

    def __init__(self, name: str, reason: Words | str, remedy: Words | str) -> None:
        self.name, self.reason, self.remedy = name, Words.both(reason), Words.both(remedy)
        super().__init__(
            f"{name}：{self.reason.zh}。{self.remedy.zh}。", f"{name}: {self.reason.en}. {self.remedy.en}."
        )


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
