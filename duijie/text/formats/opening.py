"""From received bytes to a :class:`Source`, or one clear sentence why not."""

from __future__ import annotations

import re
from dataclasses import replace

from duijie.text.formats.detection import binary_format, misnamed
from duijie.text.formats.docx import read_docx
from duijie.text.formats.encoding import Decoded, decode
from duijie.text.formats.html import read_html
from duijie.text.formats.pdf import read_pdf
from duijie.text.formats.plain import read_plain
from duijie.text.formats.scan import read_scan
from duijie.text.formats.separated import read_separated
from duijie.text.formats.source import CannotRead, Source
from duijie.text.formats.spreadsheet import read_spreadsheet

MIB = 2**20

_AS_TEXT = "Save it as text or HTML and read that"
_MAGIC = (
    (b"{\\rtf", "RTF files are not readable yet", _AS_TEXT),
    (b"Rar!", "it is an archive", "Unpack it and read the files in it"),
    (b"7z\xbc\xaf", "it is an archive", "Unpack it and read the files in it"),
    (b"\x1f\x8b", "it is an archive", "Unpack it and read the files in it"),
    (b"BZh", "it is an archive", "Unpack it and read the files in it"),
    (b"\xfd7zXZ", "it is an archive", "Unpack it and read the files in it"),
    (b"\x7fELF", "it is a program", "Give a document"),
    (b"MZ\x90", "it is a program", "Give a document"),
    (b"SQLite format 3", "it is a database", "Export what it holds as text"),
)
_READERS = {
    "docx": read_docx,
    "pdf": read_pdf,
    "spreadsheet": read_spreadsheet,
    "picture": read_scan,
}
_TABLE_NAME = re.compile(r"\.(?:csv|tsv)$", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.02
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def open_document(data: bytes, name: str, *, max_bytes: int = 20 * MIB) -> Source:
    """The document in ``data``; ``name`` serves messages and tells the format where the bytes leave it open.

    Raises :class:`CannotRead` for what is empty, too large, no text, or in a format that is not read.
    """
    if len(data) > max_bytes:
        reason = f"it has {len(data) / MIB:.1f} MiB, more than the {max_bytes / MIB:.1f} MiB allowed"
        raise CannotRead(name, reason, "Split it or raise the limit")
    if not data.strip(b" \t\r\n\0"):
        raise CannotRead(name, "it is empty", "Check that the right file was given")
    _refuse_known_binaries(data, name)
    binary = binary_format(data, name)
    source = _READERS[binary](data, name) if binary else _read_text(data, name)
    remark = misnamed(name, source.format)
    return replace(source, remarks=(remark, *source.remarks)) if remark else source


def _read_text(data: bytes, name: str) -> Source:
    is_html = _is_html(data, name)
    declared = _DECLARED.search(data[:4096]) if is_html else None
    decoded = decode(data, declared.group(1).decode("ascii") if declared else None)
    if decoded is None or _is_binary(data, decoded):
        raise CannotRead(name, "it is no text in any encoding that is known", "Save it as UTF-8 text")
    if not re.search(r"[^\s\ufeff\u200b]", decoded.text):
        raise CannotRead(name, "it holds nothing but blanks", "Check that the right file was given")
    if is_html:
        return read_html(decoded, name)
    table = read_separated(decoded, name) if _TABLE_NAME.search(name) else None
    return table or read_plain(decoded, name)


def _refuse_known_binaries(data: bytes, name: str) -> None:
    for magic, reason, remedy in _MAGIC:
        if data.startswith(magic):
            raise CannotRead(name, reason, remedy)


def _is_html(data: bytes, name: str) -> bool:
    if re.search(r"\.(?:x?html?|shtml|mhtml?)$", name, re.I):
        return True
    return bool(_MARKUP.match(data[:8192].lstrip(b"\xef\xbb\xbf")))


def _is_binary(data: bytes, decoded: Decoded) -> bool:
    if decoded.encoding.startswith("utf-16") or decoded.encoding.startswith("utf-32"):
        data = decoded.text[:50_000].encode("utf-8", "replace")
    sample = data[:100_000]
    return len(_CONTROL.findall(sample)) > max(8 if len(sample) > 400 else 0, _CONTROL_SHARE * len(sample))
