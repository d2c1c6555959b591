"""What a workbook shows a person and its plain values do not: struck cells, hidden rows, formulas never calculated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Final

from duijie.kernel.words import Words
from duijie.text.formats.zipped import member_of

_MOST: Final = 400 * 2**20
"""Bytes of a sheet, unpacked, that are looked through."""
_UNSAVED: Final = re.compile(rb"(?:<f(?: [^>]*)?/>|</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_HIDDEN: Final = re.compile(rb'<row [^>]*hidden="(?:1|true)"')
_FONTS: Final = re.compile(rb"<fonts.*?</fonts>", re.S)
_FONT: Final = re.compile(rb"<font>.*?</font>|<font\s*/>", re.S)
_STRUCK: Final = re.compile(rb'<strike(?!\s+val="(?:0|false)")')
_FORMATS: Final = re.compile(rb"<cellXfs.*?</cellXfs>", re.S)
_FORMAT: Final = re.compile(rb"<xf [^>]*")
_OF_FONT: Final = re.compile(rb'fontId="(\d+)"')
_CELL: Final = re.compile(rb'<c r="([A-Z]+\d+)" s="(\d+)"[^>]*(?<!/)>')


def unseen(book: zipfile.ZipFile, name: str) -> tuple[Words, ...]:
    """One line for each oddity of an xlsx workbook that a reader of its values must know."""
    parts = [one for one in book.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one)]
    struck_styles = _struck_styles(book, name)
    unsaved = hidden = 0
    struck: list[str] = []
    for part in parts:
        if book.getinfo(part).file_size > _MOST:
            continue
        data = member_of(book, part, name, most=_MOST)
        if b"</f>" in data or b"<f " in data:
            unsaved += len(_UNSAVED.findall(data))
        if b"hidden=" in data:
            hidden += len(_HIDDEN.findall(data))
        if struck_styles:
            struck += [cell[1].decode() for cell in _CELL.finditer(data) if int(cell[2]) in struck_styles]
    return tuple(_told(unsaved, hidden, struck))


def _told(unsaved: int, hidden: int, struck: list[str]) -> Iterator[Words]:
    if unsaved:
        yield Words(
            f"{unsaved}个公式没有保存计算结果，读作空白：请用表格软件打开、另存后再导入",
            f"{unsaved} formulas have no saved result and are read as blank: open the file in a spreadsheet, save it, and import that",
        )
    if hidden:
        yield Words(f"{hidden}行是隐藏的，也读了", f"{hidden} hidden rows were read as well")
    if struck:
        places = "、".join(struck[:5]) + ("…" if len(struck) > 5 else "")
        yield Words(
            f"{len(struck)}个单元格画了删除线（{places}），照样读了：作废的行请删去",
            f"{len(struck)} cells are struck through ({places}) and were read all the same: delete the rows that no longer hold",
        )


def _struck_styles(book: zipfile.ZipFile, name: str) -> frozenset[int]:
    """The formats of cells whose font is struck through."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    data = member_of(book, "xl/styles.xml", name, most=_MOST)
    if b"<strike" not in data:
        return frozenset()
    fonts = [one for part in _FONTS.findall(data) for one in _FONT.findall(part)]
    struck = {number for number, font in enumerate(fonts) if _STRUCK.search(font)}
    formats = [one for part in _FORMATS.findall(data) for one in _FORMAT.findall(part)]
    fonts_of = [_OF_FONT.search(one) for one in formats]
    return frozenset(
        number for number, found in enumerate(fonts_of) if found is not None and int(found[1]) in struck
    )
