"""Small files of every format, made from scratch: nothing here is a found document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HEADER = ("项目名称", "投资方", "总投资（亿元）", "签约日期")
PROJECTS = (
    ("云帆装备产业园项目", "北京云帆装备有限公司", 12, "2024-05-18"),
    ("远拓新材料项目", "天津远拓新材料有限公司", 3.5, "2024-06-02"),
    ("青禾食品项目", "保定青禾食品有限公司", 0.8, "2024-06-30"),
)
PROSE = (
    "2024年，青河县共签约项目15个，总投资92亿元，其中亿元以上项目8个。5月18日，在北京举行的产业对接会上，"
    "云帆装备产业园项目正式签约，由北京云帆装备有限公司投资建设，总投资12亿元，占地200亩，建成后年产值30亿元。"
)


def docx_bytes() -> bytes:
    """Title, two paragraphs, a table with a merged column, a header."""
    document = docx.Document()
    document.core_properties.title = "青河县通报"
    document.sections[0].header.paragraphs[0].text = "青河县商务局内部资料"
    document.add_heading("青河县2024年招商引资情况通报", 0)
    document.add_paragraph(PROSE)
    document.add_heading("一、签约项目", 1)
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(table.rows[0].cells, ("地区", *HEADER), strict=True):
        cell.text = text
    for project in PROJECTS:
        for cell, value in zip(table.add_row().cells[1:], project, strict=True):
            cell.text = str(value)
    table.cell(1, 0).merge(table.cell(3, 0)).text = "青河县"
    document.add_paragraph("特此通报。")
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A document whose body is this mark-up; ``parts`` are further members of ``word/``."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    members = {
        "word/document.xml": f"<w:document {space} {compatibility}><w:body>{body}</w:body></w:document>"
    }
    members |= {f"word/{name}.xml": text.replace(">", f" {space}>", 1) for name, text in parts.items()}
    return zip_of({"[Content_Types].xml": "<Types/>", **members})


def zip_of(members: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return out.getvalue()


Value = str | int | float | None


def xlsx_bytes(
    sheets: dict[str, Sequence[Sequence[Value]]], merged: Sequence[str] = (), how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook with inline strings; ``merged`` are ranges of every sheet."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed, targets, types, members = "", "", "", {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        listed += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        targets += f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        cells = "".join(
            f'<row r="{row}">'
            + "".join(_cell(value, column, row) for column, value in enumerate(values))
            + "</row>"
            for row, values in enumerate(rows, 1)
        )
        spans = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
        spans = f"<mergeCells>{spans}</mergeCells>" if spans else ""
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {main}><sheetData>{cells}</sheetData>{spans}</worksheet>"
        )
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f"<workbook {main} {links}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{targets}</Relationships>',
            **members,
        },
        how,
    )


def _cell(value: Value, column: int, row: int) -> str:
    if value is None:
        return ""
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def ods_bytes(rows: Sequence[Sequence[str]], attributes: str = "") -> bytes:
    """An OpenDocument sheet of text cells; ``attributes`` go into every cell."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" {attributes}><text:p>{escape(value)}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="签约">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    )
    members = {"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zip_of(members, zipfile.ZIP_STORED)


Text = tuple[float, float, float, str]
"""Left, height from below, size in points, words."""


def pdf_bytes(pages: Sequence[Sequence[Text]], drawn: str = "", extra: str = "", rotate: int = 0) -> bytes:
    """A4 pages of Chinese text; ``drawn`` is put into every page, ``extra`` into the trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for at, page in enumerate(pages):
        words = "".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in page
        )
        stream = drawn + "\n" + words
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def set_lines(text: str, x: float, y: float, size: float, per_line: int, step: float) -> list[Text]:
    """A paragraph set by hand: the first line indented by two characters."""
    found, first = [], True
    while text:
        count = per_line - 2 if first else per_line
        found.append((x + (2 * size if first else 0), y, size, text[:count]))
        text, y, first = text[count:], y - step, False
    return found


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """A grid of thin lines as drawing operators."""
    across = [f"{min(xs)} {y} m {max(xs)} {y} l S" for y in ys]
    return "\n".join(["0.5 w", *across, *(f"{x} {min(ys)} m {x} {max(ys)} l S" for x in xs)])


def picture(lines: Sequence[tuple[int, int, int, str]], size: tuple[int, int] = (1240, 700)) -> Image.Image:
    """Black words on white: left, top, height in pixels, words. Skips where no Chinese font is installed."""
    if not FONT.exists():
        pytest.skip(f"no Chinese font to draw with at {FONT}")
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for x, y, height, text in lines:
        draw.text((x, y), text, font=ImageFont.truetype(str(FONT), height, index=2), fill="black")
    return image


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
