"""Documents as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from duijie.kernel.words import Told


class NoSuchDocument(Told, LookupError):
    """No document has this number, or the viewer may not see it."""

    def __init__(self, document_id: object) -> None:
        super().__init__(
            f"没有文件 {document_id}。文件列表列有全部文件。",
            f"There is no document {document_id}. `duijie documents` lists those that there are.",
        )


class FileGone(Told, LookupError):
    """The bytes of a document are no longer where they were put."""

    def __init__(self, document_id: object) -> None:
        super().__init__(
            f"文件 {document_id} 的原件丢失。请用 `duijie check` 查看缺失情况，并从备份恢复。",
            f"The file of document {document_id} is missing. `duijie check` lists what is missing; restore a backup.",
        )


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file as received: its own name without archive and folders, and its bytes, open for reading."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text. ``dated_on`` is the document's own date, ``None`` where it states none."""

    id: int
    sha256: str
    name: str
    title: str
    format: str
    encoding: str
    size: int
    section: str
    source: str
    dated_on: date | None
    received_at: datetime
    received_by: str
    why: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """The outcome of receiving bytes: ``new`` is ``False`` where they were here already."""

    document_id: int
    new: bool
