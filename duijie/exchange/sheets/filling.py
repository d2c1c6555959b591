"""A workbook that somebody styled, filled with rows: all that is not filled in stays as it was, to the byte.

The model row is the one with markers (``{{name}}``, or by its head ``{{项目名称}}``; ``{{#}}`` counts), else the one
right under a head whose words are known. It is repeated for every record with its styles and height; what stands
below moves down, and ranges that end in it grow. Markers elsewhere take what is said of the whole (``{{day}}``).

Only the sheet's own part is rewritten. A library that loads a workbook and saves it again drops what it does not
know (pictures, drawings, what newer versions added). Values are written as values: none starts a formula. It is long
because all that moves with the rows is known here.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from duijie.exchange.sheets.labels import plain_label
from duijie.exchange.sheets.writing import DIGITS, text_of
from duijie.kernel.words import Words
from duijie.text.formats.source import AGAIN_AS_XLSX, CannotRead
from duijie.text.formats.spreadsheet import letters
from duijie.text.formats.zipped import member_of, open_zip

MOST: Final = 20 * 2**20
"""Bytes of a part of a template, unpacked."""
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_N: Final = {"m": MAIN}
_MARKER: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_CELL: Final = re.compile(
    r"(?<![A-Za-z0-9_!'.\]])(\$?[A-Z]{1,3}\$?)(\d{1,7})(?:(:\$?[A-Z]{1,3}\$?)(\d{1,7}))?(?![\d(A-Za-z_!])"
)
_DAYS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of built-in formats that print a day."""
_EPOCH: Final = date(1899, 12, 30)
_PLACE: Final = b"<!--duijie-->"
_REFS: Final = ("ref", "sqref")


class NoModelRow(ValueError):
    """No sheet of the template has markers, or a head that is known."""


@dataclass(frozen=True, slots=True)
class Model:
    """The sheet's part, its tree, the row that is repeated, and the code that each of its columns takes."""

    part: str
    tree: Any
    row: int
    codes: Mapping[int, str]


def fill(
    data: bytes,
    name: str,
    *,
    heads: Mapping[str, str],
    said: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> bytes:
    """The template with ``rows``, each by code. ``heads``: code by the plain words that may name it.

    Raises :class:`CannotRead` for what is no xlsx or carries macros, :class:`NoModelRow`.
    """
    try:
        return _filled(data, name, heads, said, rows)
    except NoModelRow:
        raise
    except (etree.XMLSyntaxError, KeyError, TypeError, ValueError) as broken:
        if isinstance(broken, CannotRead):
            raise
        raise CannotRead(
            name,
            Words("已损坏，或不是 Excel 保存的工作簿", "it is damaged or no workbook as Excel saves it"),
            AGAIN_AS_XLSX,
        ) from broken


def _filled(
    data: bytes,
    name: str,
    heads: Mapping[str, str],
    said: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> bytes:
    with open_zip(data, name) as book:
        names = book.namelist()
        if "xl/workbook.xml" not in names:
            raise CannotRead(
                name,
                Words("不是 xlsx 工作簿", "it is no xlsx workbook"),
                Words("请存为 xlsx", "Save it as xlsx"),
            )
        if any(one.lower().endswith("vbaproject.bin") for one in names):
            raise CannotRead(
                name,
                Words("带有宏", "it carries macros"),
                Words("请存为不带宏的 xlsx", "Save it as xlsx, without macros"),
            )
        parts = {one: member_of(book, one, name, most=MOST) for one in names if _rewritten(one)}
        shared = _shared(parts.get("xl/sharedStrings.xml"))
        model = _model(parts, shared, heads)
        if model is None:
            raise NoModelRow(name)
        days = _day_styles(parts.get("xl/styles.xml"))
        head, tail = _halves(model, shared, said, len(rows))
        moved = _moved(parts, model, max(len(rows) - 1, 0))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            for info in book.infolist():
                if info.filename == "xl/calcChain.xml":
                    continue
                if info.filename == model.part:
                    with out.open(info.filename, "w") as member:
                        member.write(head)
                        for piece in _pieces(model, shared, said, rows, days):
                            member.write(piece)
                        member.write(tail)
                else:
                    out.writestr(
                        info.filename, moved.get(info.filename) or member_of(book, info, name, most=MOST * 5)
                    )
    return buffer.getvalue()


def model_of(data: bytes, name: str, heads: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """The model row's number and the codes that it takes, to check a template. Raises as :func:`fill`."""
    fill(data, name, heads=heads, said={}, rows=())
    with open_zip(data, name) as book:
        parts = {one: member_of(book, one, name, most=MOST) for one in book.namelist() if _rewritten(one)}
    model = _model(parts, _shared(parts.get("xl/sharedStrings.xml")), heads)
    assert model is not None
    return model.row, tuple(model.codes.values())


def _rewritten(part: str) -> bool:
    return part in (
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"
    ) or (part.startswith("xl/worksheets/") and part.endswith(".xml"))  # fmt: skip


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _shared(data: bytes | None) -> list[str]:
    if data is None:
        return []
    return ["".join(one.itertext(f"{{{MAIN}}}t")) for one in _parsed(data)]


def _sheets(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The sheets' parts in their order."""
    targets = {one.get("Id"): one.get("Target") for one in _parsed(parts["xl/_rels/workbook.xml.rels"])}
    for sheet in _parsed(parts["xl/workbook.xml"]).iterfind("m:sheets/m:sheet", _N):
        target = targets.get(sheet.get(_REL)) or ""
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            yield part


def _model(parts: Mapping[str, bytes], shared: Sequence[str], heads: Mapping[str, str]) -> Model | None:
    found = [(part, _numbered(_parsed(parts[part]))) for part in _sheets(parts)]
    for part, tree in found:
        for row in tree.iterfind("m:sheetData/m:row", _N):
            codes = {}
            for cell in row:
                marker = _MARKER.search(_words(cell, shared))
                code = _code(marker[1], heads) if marker else ""
                if code:
                    codes[_column(cell.get("r"))] = code
            if codes:
                return Model(part, tree, int(row.get("r")), codes)
    for part, tree in found:
        for row in tree.iterfind("m:sheetData/m:row", _N):
            codes = {}
            for cell in row:
                words = _words(cell, shared)
                code = heads.get(plain_label(words), "") if words else ""
                if code and code not in codes.values():
                    codes[_column(cell.get("r"))] = code
            if len(codes) >= 2 and len(codes) >= 0.4 * len(row):
                return Model(part, tree, int(row.get("r")) + 1, codes)
    return None


def _numbered(tree: Any) -> Any:
    """Rows and cells may go without their numbers; here each has its own."""
    row_number = 0
    for row in tree.iterfind("m:sheetData/m:row", _N):
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        place = -1
        for cell in row:
            place = _column(cell.get("r")) if cell.get("r") else place + 1
            cell.set("r", f"{letters(place)}{row_number}")
    return tree


def _code(marker: str, heads: Mapping[str, str]) -> str:
    return "#" if marker in ("#", "序号") else heads.get(marker, heads.get(plain_label(marker), ""))


def _words(cell: Any, shared: Sequence[str]) -> str:
    if cell.get("t") == "s":
        number = cell.findtext("m:v", "", _N)
        return shared[int(number)] if number.isdigit() and int(number) < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext(f"{{{MAIN}}}t"))
    return ""


def _column(place: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _day_styles(data: bytes | None) -> frozenset[int]:
    """The styles that print a day."""
    if data is None:
        return frozenset()
    tree = _parsed(data)
    own = {
        int(one.get("numFmtId"))
        for one in tree.iterfind("m:numFmts/m:numFmt", _N)
        if re.search(r"[yd年]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", one.get("formatCode", "").lower()))
    }
    styles = enumerate(tree.iterfind("m:cellXfs/m:xf", _N))
    return frozenset(place for place, one in styles if int(one.get("numFmtId", 0)) in _DAYS | own)


def _halves(model: Model, shared: Sequence[str], said: Mapping[str, str], count: int) -> tuple[bytes, bytes]:
    """The sheet before and behind the rows that are filled in."""
    tree, shift = copy.deepcopy(model.tree), max(count - 1, 0)
    sheet = tree.find("m:sheetData", _N)
    place = len(sheet)
    for row in list(sheet):
        number = int(row.get("r"))
        if number == model.row:
            sheet.remove(row)
            continue
        if number > model.row:
            place = min(place, sheet.index(row))
            _renumber(row, number + shift)
        for cell in row:
            _said(cell, shared, said)
            _shifted(cell, lambda text: shifted(text, model.row, shift))
    place = min(place, len(sheet))
    sheet.insert(place, etree.Comment("duijie"))
    for one in tree.iter():
        for name in _REFS:
            if one.get(name) and one.tag not in (f"{{{MAIN}}}row", f"{{{MAIN}}}c"):
                one.set(name, shifted(one.get(name), model.row, shift))
    for formula in tree.iterfind(".//m:conditionalFormatting//m:formula", _N):
        formula.text = shifted(formula.text or "", model.row, shift)
    text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    head, _, tail = text.partition(_PLACE)
    return head, tail


def _said(cell: Any, shared: Sequence[str], said: Mapping[str, str]) -> None:
    """Put what is said of the whole in place of its markers."""
    words = _words(cell, shared)
    if not _MARKER.search(words):
        return
    text = _MARKER.sub(lambda found: said.get(found[1], ""), words)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    lone = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    lone.text = text_of(text)
    lone.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _shifted(cell: Any, shift: Callable[[str], str]) -> None:
    """A formula's references, moved; the result that was saved no longer holds."""
    formula = cell.find("m:f", _N)
    if formula is None:
        return
    formula.text = shift(formula.text or "")
    held = cell.find("m:v", _N)
    if held is not None:
        cell.remove(held)
    cell.attrib.pop("t", None)


def _renumber(row: Any, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", f"{letters(_column(cell.get('r')))}{number}")


def shifted(text: str, model: int, shift: int) -> str:
    """References in ``text`` once rows stand where there was one: what lies below moves, ranges that end in it grow."""

    def moved(number: str, *, end: bool) -> str:
        row = int(number)
        return str(row + shift if row > model or (end and row == model) else row)

    def replaced(found: re.Match[str]) -> str:
        first = f"{found[1]}{moved(found[2], end=False)}"
        return first if found[3] is None else f"{first}{found[3]}{moved(found[4], end=True)}"

    return _CELL.sub(replaced, text)


def _pieces(
    model: Model,
    shared: Sequence[str],
    said: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    days: frozenset[int],
) -> Iterator[bytes]:
    """The rows as the sheet's part holds them."""
    sheet = model.tree.find("m:sheetData", _N)
    base = next((row for row in sheet if int(row.get("r")) == model.row), None)
    kept = {name: base.get(name) for name in base.attrib if name in _ROW} if base is not None else {}
    cells = {_column(cell.get("r")): cell for cell in base} if base is not None else {}
    columns = sorted({*cells, *model.codes})
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
    for place, row in enumerate(rows or ({},)):
        number = model.row + place
        told = "".join(
            _cell(
                cells.get(column),
                column,
                number,
                model,
                shared,
                said,
                {**row, "#": place + 1 if rows else None},
                days,
            )
            for column in columns
        )
        yield f'<row r="{number}"{attributes}>{told}</row>'.encode()


_ROW: Final = ("ht", "customHeight", "s", "customFormat", "hidden", "outlineLevel")


def _cell(
    base: Any,
    column: int,
    number: int,
    model: Model,
    shared: Sequence[str],
    said: Mapping[str, str],
    row: Mapping[str, Any],
    days: frozenset[int],
) -> str:
    at = f'r="{letters(column)}{number}"'
    style = base.get("s") if base is not None else None
    at += f' s="{style}"' if style else ""
    code = model.codes.get(column)
    words = _words(base, shared) if base is not None else ""
    if code is not None:
        lone = _MARKER.fullmatch(words.strip()) or not _MARKER.search(words)
        value = row.get(code) if lone else _MARKER.sub(lambda found: _printed(row.get(code)), words)
        return _value(at, value, day=style is not None and int(style) in days)
    formula = base.find("m:f", _N) if base is not None else None
    if formula is not None and formula.text:
        here = _CELL.sub(lambda found: _own(found, model.row, number), formula.text)
        return f"<c {at}><f>{escape(here)}</f></c>"
    text = _MARKER.sub(lambda found: said.get(found[1], ""), words)
    return _value(at, text or None, day=False)


def _own(found: re.Match[str], model: int, number: int) -> str:
    """A reference to the model row, in a row of its own."""
    ends = [(found[1], found[2]), *([(found[3], found[4])] if found[3] else [])]
    return "".join(f"{letter}{number if int(row) == model else row}" for letter, row in ends)


def _value(at: str, value: Any, *, day: bool) -> str:
    if value is None or value == "":
        return f"<c {at}/>"
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, date) and day and value.year >= 1900:
        return f"<c {at}><v>{(value - _EPOCH).days}</v></c>"
    if isinstance(value, int | float | Decimal):
        exact = Decimal(str(value)).normalize()
        if len(exact.as_tuple().digits) <= DIGITS:
            return f"<c {at}><v>{exact:f}</v></c>"
    return (
        f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(text_of(_printed(value)))}</t></is></c>'
    )


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value.normalize():f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def _moved(parts: Mapping[str, bytes], model: Model, shift: int) -> dict[str, bytes]:
    """The parts around: what is printed grows with the rows, results are worked out anew, the old order of that goes."""
    found: dict[str, bytes] = {}
    book = _parsed(parts["xl/workbook.xml"])
    place = list(_sheets(parts)).index(model.part)
    for name in book.iterfind("m:definedNames/m:definedName", _N):
        if name.get("localSheetId") == str(place) and name.text and "!" in name.text:
            lead, _, rest = name.text.rpartition("!")
            if "," not in lead:
                name.text = f"{lead}!{shifted(rest, model.row, shift)}"
    calculated = book.find("m:calcPr", _N)
    if calculated is None:
        before = book.find("m:definedNames", _N)
        before = before if before is not None else book.find("m:sheets", _N)
        calculated = etree.Element(f"{{{MAIN}}}calcPr")
        before.addnext(calculated)
    calculated.set("fullCalcOnLoad", "1")
    found["xl/workbook.xml"] = etree.tostring(book, xml_declaration=True, encoding="UTF-8", standalone=True)
    for part, wanted in (("xl/_rels/workbook.xml.rels", "Target"), ("[Content_Types].xml", "PartName")):
        tree = _parsed(parts[part])
        for one in [one for one in tree if (one.get(wanted) or "").endswith("calcChain.xml")]:
            tree.remove(one)
        found[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def heads_of(fields: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Code by every word that may name it, the first to claim a word keeps it; a code names itself."""
    found: dict[str, str] = {}
    for code, words in fields:
        found.setdefault(code, code)
        for word in words:
            found.setdefault(plain_label(word), code)
    return found
