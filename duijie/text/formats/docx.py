"""Word documents (.docx): paragraphs, tables, text boxes and notes in the order in which they are read.

Deleted and hidden text, comments and field codes are left out; headers and footers belong to the page, not to
the text, and are kept as remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from duijie.kernel.words import Words
from duijie.text.formats.pieces import Pieces, clean
from duijie.text.formats.source import CannotRead, Source
from duijie.text.formats.table import Cell, add_table
from duijie.text.formats.zipped import member_of, open_zip

_AGAIN = Words("请重新存为 docx 或 PDF", "Save it again as docx, or as PDF")
_MAIN = "word/document.xml"
_OUT = frozenset(
    [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "rPr",
        "pPr",
        "rt",
        "rubyPr",
        "sectPr",
        "tblPr",
        "tcPr",
        "trPr",
    ]
)
_BOXES = frozenset(["drawing", "pict", "object"])
_OFF = frozenset(["0", "false", "off"])
_TITLE_STYLE = re.compile(r"title|标题$|文档标题", re.I)
_HEADING_STYLE = re.compile(r"heading \d|标题", re.I)
_NO_TITLE = re.compile(
    r"(?:microsoft|wps|文档\s*\d|新建|未命名|untitled|document\d|.*\.(?:docx?|wps)\s*$)", re.I
)
_TITLE_WORDS = re.compile(
    r"关于|(?:报告|方案|意见|通知|通报|办法|规划|计划|总结|纪要|决定|公告|协议书?|情况|信息|简报|函)$"
)
_TITLE_AMONG = 12
"""Paragraphs from the top among which the title may be."""
_MOST_COLUMNS = 200


def read_docx(data: bytes, name: str) -> Source:
    """Blocks are at ``paragraph 12``, ``table 1, row 2, cell 3``, ``text box 1``, ``footnote 2``.

    Raises :class:`CannotRead` for a damaged, encrypted or hostile file and for one without text.
    """
    try:
        return _read(data, name)
    except RecursionError as deep:
        raise CannotRead(name, Words("内容嵌套过深", "its content is nested too deeply"), _AGAIN) from deep


def _read(data: bytes, name: str) -> Source:
    with open_zip(data, name) as container:
        members = set(container.namelist())
        body = _part(container, _MAIN, name).find("{*}body")
        if body is None:
            raise CannotRead(name, Words("已损坏：没有正文", "it is damaged: it has no body"), _AGAIN)
        reader = _Reader(Pieces(name), _styles(container, members, name))
        reader.flow(body)
        for kind in ("footnote", "endnote"):
            if f"word/{kind}s.xml" in members:
                reader.notes(_part(container, f"word/{kind}s.xml", name), kind)
        remarks = list(_page_frame(container, members, name))
        stated = _stated_title(container, members, name)
    if reader.hidden:
        remarks.append("hidden text was left out")
    return reader.pieces.source("docx", "utf-8", remarks, title=reader.printed_title(), otherwise=stated)


def _part(container: ZipFile, member: str, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(member_of(container, member, name), parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise CannotRead(name, Words("内容已损坏", "its content is damaged"), _AGAIN) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        reason = Words(
            "其中声明了实体，正常的文字处理软件不会写，攻击文件才会",
            "it declares entities, which no word processor writes and attackers do",
        )
        remedy = Words("请用文字处理软件重新保存", "Save it again with a word processor")
        raise CannotRead(name, reason, remedy)
    return root


def _tag(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """A ``w:`` attribute, whichever of Word's two namespaces the file uses."""
    if element is None:
        return None
    return next((str(text) for key, text in element.attrib.items() if key.endswith("}" + attribute)), None)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and (_value(element) or "1").lower() not in _OFF


@dataclass
class _Reader:
    pieces: Pieces
    styles: dict[str, str]
    title: str | None = None
    centred: list[str] = field(default_factory=list)
    hidden: bool = False
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    _pending: list[etree._Element] = field(default_factory=list)

    def flow(self, parent: etree._Element, where: str = "") -> None:
        """Paragraphs and tables under ``parent``, in order; ``where`` overrides their own places."""
        for element in _parts(parent):
            if _tag(element) == "tbl":
                self.table(element, where)
            else:
                self.paragraph(element, where)
            while self._pending:
                box = self._pending.pop(0)
                self.boxes += 1
                self.flow(box, where or f"text box {self.boxes}")

    def paragraph(self, element: etree._Element, where: str) -> None:
        words = clean(self.words(element))
        if not words:
            return
        if not where:
            self.paragraphs += 1
        style = self.styles.get(_value(element.find("{*}pPr/{*}pStyle")) or "", "")
        is_title = bool(_TITLE_STYLE.fullmatch(style))
        is_heading = is_title or bool(_HEADING_STYLE.match(style))
        if is_title and not self.title:
            self.title = " ".join(words.split())
        if self.paragraphs <= _TITLE_AMONG and _value(element.find("{*}pPr/{*}jc")) == "center":
            self.centred.append(" ".join(words.split()))
        self.pieces.add(
            words, "heading" if is_heading else "paragraph", where or f"paragraph {self.paragraphs}"
        )

    def printed_title(self) -> str | None:
        """The paragraph styled as title, else a centred one near the top, best one worded like a title."""
        lines = [line for line in self.centred if 5 <= len(line) <= 80]
        return self.title or next(filter(_TITLE_WORDS.search, lines), next(iter(lines), None))

    def words(self, element: etree._Element) -> str:
        """The visible characters of a paragraph; text boxes in it are put aside for :meth:`flow`."""
        found: list[str] = []
        for child in element:
            tag = _tag(child)
            if tag == "t":
                found.append(child.text or "")
            elif tag in ("tab", "ptab"):
                found.append("\t")
            elif tag in ("br", "cr"):
                found.append("\n")
            elif tag == "noBreakHyphen":
                found.append("-")
            elif tag == "r" and _is_on(child.find("{*}rPr/{*}vanish")):
                self.hidden = self.hidden or child.find("{*}t") is not None
            elif tag == "AlternateContent":
                chosen = child.find("{*}Choice")
                chosen = child.find("{*}Fallback") if chosen is None else chosen
                found.append("" if chosen is None else self.words(chosen))
            elif tag in _BOXES:
                self._pending += _outermost_boxes(child)
            elif tag and tag not in _OUT:
                found.append(self.words(child))
        return "".join(found)

    def table(self, element: etree._Element, where: str) -> None:
        if not where:
            self.tables += 1
        here = where or f"table {self.tables}"
        fields = [list(self.fields(row)) for row in _parts(element, "tr")]
        if max((len(row) for row in fields), default=0) == 1:
            # A table of one column is a frame round paragraphs, such as a form's text field.
            for number, row in enumerate(fields, 1):
                for cell, _, _ in row:
                    self.flow(cell, f"{here}, row {number}")
            return
        grid: list[list[Cell | None]] = []
        for number, row in enumerate(fields, 1):
            line: list[Cell | None] = []
            for position, (cell, span, continues) in enumerate(row, 1):
                above = grid[-1][len(line)] if grid and len(line) < len(grid[-1]) else None
                if not continues or above is None:
                    above = Cell(self.cell_text(cell), f"{here}, row {number}, cell {position}")
                line += [above] * span
            grid.append(line)
        add_table(self.pieces, grid, [f"{here}, row {number}" for number in range(1, len(grid) + 1)])

    def fields(self, row: etree._Element) -> Iterator[tuple[etree._Element, int, bool]]:
        """Cells of a row with the columns they take and whether they continue the one above."""
        for cell in _parts(row, "tc"):
            span = _value(cell.find("{*}tcPr/{*}gridSpan")) or "1"
            merge = cell.find("{*}tcPr/{*}vMerge")
            columns = int(span) if span.isdecimal() and len(span) < 4 else 1
            yield cell, max(1, min(columns, _MOST_COLUMNS)), merge is not None and _value(merge) != "restart"

    def cell_text(self, cell: etree._Element) -> str:
        texts = []
        for element in _parts(cell):
            if _tag(element) == "tbl":
                texts += [
                    self.cell_text(inner) for row in _parts(element, "tr") for inner in _parts(row, "tc")
                ]
            else:
                texts.append(clean(self.words(element)))
        return "\n".join(text for text in texts if text)

    def notes(self, root: etree._Element, kind: str) -> None:
        """Footnotes or endnotes, behind the text; the separators that Word keeps among them hold none."""
        for number, note in enumerate((one for one in root if _value(one, "type") is None), 1):
            self.flow(note, f"{kind} {number}")


def _parts(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Children with these tags (paragraphs and tables if none are given), also from inside wrappers."""
    wanted = tags or ("p", "tbl")
    for child in parent:
        tag = _tag(child)
        if tag in wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _parts(child, *wanted)
        elif tag == "AlternateContent":
            # Contents are given twice, for new programs and for old.
            for chosen in child[:1]:
                yield from _parts(chosen, *wanted)


def _outermost_boxes(element: etree._Element) -> list[etree._Element]:
    """Text boxes under ``element``; boxes inside them come when they are read."""
    found: list[etree._Element] = []
    stack = [element]
    while stack:
        one = stack.pop()
        if _tag(one) == "txbxContent":
            found.append(one)
        elif _tag(one) == "AlternateContent":
            stack += list(one[:1])
        else:
            stack += list(reversed(one))
    return found


def _styles(container: ZipFile, members: set[str], name: str) -> dict[str, str]:
    if "word/styles.xml" not in members:
        return {}
    return {
        _value(style, "styleId") or "": _value(style.find("{*}name")) or ""
        for style in _part(container, "word/styles.xml", name).iterfind("{*}style")
    }


def _page_frame(container: ZipFile, members: set[str], name: str) -> Iterator[str]:
    """What headers and footers say beyond page numbers, as remarks."""
    for kind in ("header", "footer"):
        texts = []
        for member in sorted(one for one in members if re.fullmatch(rf"word/{kind}\d*\.xml", one)):
            inside = _Reader(Pieces(name), {})
            root = _part(container, member, name)
            texts += [clean(inside.words(paragraph)) for paragraph in root.iter("{*}p")]
        said = dict.fromkeys(text for text in texts if re.search(r"[^\W\d_]{2}", text))
        if said:
            yield f"the page {kind} was left out of the text: {' / '.join(said)[:200]}"


def _stated_title(container: ZipFile, members: set[str], name: str) -> str | None:
    """The title among the file's properties, unless a program filled it in; shown if the text states none."""
    if "docProps/core.xml" not in members:
        return None
    try:
        title = clean(_part(container, "docProps/core.xml", name).findtext("{*}title") or "")
    except CannotRead:
        return None
    return title if len(title) >= 4 and not _NO_TITLE.match(title) else None
