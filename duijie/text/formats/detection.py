"""Which format some bytes are in, by what they hold; a file's name only serves to remark on a wrong one."""

from __future__ import annotations

import re
from pathlib import PurePath

from duijie.kernel.words import Words
from duijie.text.formats.archive import files_in
from duijie.text.formats.source import ENCRYPTED, WITHOUT_PASSWORD, CannotRead
from duijie.text.formats.zipped import open_zip

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED_IN_ZIP = (
    (
        r"OFD\.xml",
        Words("是 OFD 文件", "it is an OFD file"),
        Words("请打印或另存为 PDF", "Print or save it as PDF"),
    ),
    (
        r"ppt/.*",
        Words("是 PowerPoint 文件", "it is a PowerPoint file"),
        Words("请存为 PDF", "Save it as PDF"),
    ),
    (
        r"META-INF/container\.xml",
        Words("是电子书", "it is an electronic book"),
        Words("请存为 PDF 或文本", "Save it as PDF or text"),
    ),
)
_OPEN_DOCUMENT = {
    b"text": (
        Words("是 OpenDocument 文本", "it is an OpenDocument text"),
        Words("请存为 docx 或 PDF", "Save it as docx or PDF"),
    ),
    b"presentation": (
        Words("是 OpenDocument 演示文稿", "it is an OpenDocument presentation"),
        Words("请存为 PDF", "Save it as PDF"),
    ),
    b"graphics": (
        Words("是 OpenDocument 图形", "it is an OpenDocument drawing"),
        Words("请存为 PDF", "Save it as PDF"),
    ),
}
_SUFFIXES = {
    "txt": "txt", "text": "txt", "htm": "html", "html": "html", "docx": "docx", "docm": "docx", "pdf": "pdf",
    "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "xls": "xls", "et": "xls", "ods": "ods", "csv": "csv",
    "tsv": "tsv", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "tif": "tiff", "tiff": "tiff", "bmp": "bmp",
    "gif": "gif", "webp": "webp", "doc": "doc", "wps": "doc", "rtf": "rtf", "ppt": "ppt", "pptx": "pptx",
    "zip": "zip",
}  # fmt: skip


def binary_format(data: bytes, name: str) -> str | None:
    """``docx``, ``pdf``, ``spreadsheet`` or ``picture``; ``None`` where the bytes are none of these.

    Raises :class:`CannotRead` for Office files that are encrypted or not read, and for archives.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "picture"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "picture"
    if data.startswith(_OLE):
        return _in_ole(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data, name)
    return None


def _in_ole(data: bytes, name: str) -> str:
    """Old Office files, told apart by the names of the streams in them."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise CannotRead(name, ENCRYPTED, WITHOUT_PASSWORD)
    if holds("WordDocument"):
        reason = Words(
            "是 2007 年以前格式的 Word 文档（.doc）",
            "it is a Word document in the format of before 2007 (.doc)",
        )
        raise CannotRead(name, reason, Words("请存为 docx 或 PDF", "Save it as docx or PDF"))
    if holds("PowerPoint Document"):
        raise CannotRead(
            name,
            Words("是 PowerPoint 文件", "it is a PowerPoint file"),
            Words("请存为 PDF", "Save it as PDF"),
        )
    if holds("Workbook") or holds("Book"):
        return "spreadsheet"
    reason = Words(
        "是不支持的旧版 Office 文件，或已损坏",
        "it is an old Office file of a kind that is not read, or damaged",
    )
    raise CannotRead(name, reason, Words("请存为 docx、xlsx 或 PDF", "Save it as docx, xlsx or PDF"))


def _in_zip(data: bytes, name: str) -> str:
    with open_zip(data, name) as container:
        members = container.namelist()
    if "word/document.xml" in members:
        return "docx"
    if any(re.fullmatch(r"xl/workbook\.(?:xml|bin)", member) for member in members):
        return "spreadsheet"
    kind = re.search(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)", data[:200])
    if kind:
        if kind[1] in _OPEN_DOCUMENT:
            raise CannotRead(name, *_OPEN_DOCUMENT[kind[1]])
        return "spreadsheet"
    for pattern, reason, remedy in _REFUSED_IN_ZIP:
        if any(re.fullmatch(pattern, member) for member in members):
            raise CannotRead(name, reason, remedy)
    inside = files_in(data, name)
    some = "、".join(inside[:3]), ", ".join(inside[:3])
    more = " …" if inside[3:] else ""
    reason = Words(
        f"是压缩包，内有 {len(inside)} 个文件（{some[0]}{more}）",
        f"it is an archive that holds {len(inside)} files ({some[1]}{more})",
    )
    raise CannotRead(
        name, reason, Words("请解压后逐个添加其中的文件", "Unpack it and add the files in it one by one")
    )


def misnamed(name: str, form: str) -> str | None:
    """A remark where the suffix of ``name`` promises another format than ``form``."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    promised = _SUFFIXES.get(suffix)
    if promised is None or promised == form or {promised, form} <= {"txt", "csv", "tsv"}:
        return None
    return f"the name says .{suffix}, but the content is {form}"
