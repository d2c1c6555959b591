"""From received bytes to a :class:`Source`, or one clear sentence why not."""

from __future__ import annotations

import re
from dataclasses import replace

from duijie.kernel.words import Words
from duijie.text.formats.detection import binary_format, misnamed
from duijie.text.formats.docx import read_docx
from duijie.text.formats.encoding import Decoded, decode
from duijie.text.formats.html import read_html
from duijie.text.formats.pdf import read_pdf
from duijie.text.formats.plain import read_plain
from duijie.text.formats.scan import read_scan
from duijie.text.formats.separated import read_separated
from duijie.text.formats.source import CHECK_FILE, CannotRead, Source
from duijie.text.formats.spreadsheet import read_spreadsheet

MIB = 2**20

_AS_TEXT = Words("请存为文本或 HTML 后再读", "Save it as text or HTML and read that")
_ARCHIVE = Words("是压缩包", "it is an archive")
_UNPACK = Words("请解压后读取其中的文件", "Unpack it and read the files in it")
_MAGIC = (
    (b"{\\rtf", Words("暂不支持 RTF 文件", "RTF files are not readable yet"), _AS_TEXT),
    (b"Rar!", _ARCHIVE, _UNPACK),
    (b"7z\xbc\xaf", _ARCHIVE, _UNPACK),
    (b"\x1f\x8b", _ARCHIVE, _UNPACK),
    (b"BZh", _ARCHIVE, _UNPACK),
    (b"\xfd7zXZ", _ARCHIVE, _UNPACK),
    (b"\x7fELF", Words("是程序", "it is a program"), Words("请提供文档", "Give a document")),
    (b"MZ\x90", Words("是程序", "it is a program"), Words("请提供文档", "Give a document")),
    (
        b"SQLite format 3",
        Words("是数据库", "it is a database"),
        Words("请把其中内容导出为文本", "Export what it holds as text"),
    ),
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
        reason = Words(
            f"有 {len(data) / MIB:.1f} MiB，超过上限 {max_bytes / MIB:.1f} MiB",
            f"it has {len(data) / MIB:.1f} MiB, more than the {max_bytes / MIB:.1f} MiB allowed",
        )
        raise CannotRead(name, reason, Words("请拆分，或调高上限", "Split it or raise the limit"))
    if not data.strip(b" \t\r\n\0"):
        raise CannotRead(
            name,
            Words("是空文件", "it is empty"),
            CHECK_FILE,
        )
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
        raise CannotRead(
            name,
            Words("不是任何已知编码的文本", "it is no text in any encoding that is known"),
            Words("请存为 UTF-8 文本", "Save it as UTF-8 text"),
        )
    if not re.search(r"[^\s\ufeff\u200b]", decoded.text):
        raise CannotRead(
            name,
            Words("只有空白", "it holds nothing but blanks"),
            CHECK_FILE,
        )
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
