"""The papers: every number leads to its row of the trace, wherever the briefing is printed. Nothing here needs a ledger."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from duijie.briefings.papers import fonts
from duijie.briefings.papers.chart import svg_of
from duijie.briefings.papers.files import file_of
from duijie.briefings.papers.sheet import Sheet
from duijie.briefings.types import Bar, Composed, Issued, Line, Part, Piece, Place, Used

LINES = (
    Line(11, "28家", "东园 28家", "2024-06-30", "reported", "", (Place(1, "园区月报", "东园有28家", 0, 6),)),
    Line(12, "45家", "西园 <45家>", "2024-06-30", "verified", "现场核对", ()),
)
COMPOSED = Composed(
    "zh", "docking", "产业对接工作简报", "云禾县领导小组办公室", "云禾县产业对接工作进展情况", ("市领导小组",), ("成员单位",),
    ("各乡镇", "各园区"), 60, "2024-06-30", "2024-07-01T04:00:00+00:00",
    (
        Part("heading", "h", (Piece("一、企业合作"),), level=1),
        Part("paragraph", "p", (Piece("合作企业有"), Piece("70多家", 1), Piece("，居全市第"), Piece("1", 2), Piece("位。"))),
        Part("table", "t", (Piece("各园区"),), heads=("单位", "合作企业"), rows=((Piece("东园"), Piece("28家", 1)),)),
        Part("chart", "c", (Piece("合作企业数"),), bars=(Bar("东园", "28家", 28 / 45), Bar("西园 <&>", "45家", 1.0))),
    ),
    (
        Used(1, "enterprises.partnered", "合作企业", "73家", {"number": 73, "unit": "count", "sense": "exact", "low": 73, "high": 73, "words": ""},
             "1", "2024-06-30", "定义", ("缺一项",), (11, 12), LINES, 3),
        Used(2, "", "位次", "1", None, "", "2024-06-30", "市商务局通报"),
    ),
)  # fmt: skip
SHEET = Sheet(COMPOSED, Issued(3, 15, date(2024, 7, 2)), "梅审")
DRAFT = Sheet(COMPOSED)
WORDS = (
    "产业对接工作简报",
    "云禾县产业对接工作进展情况",
    "70多家",
    "各园区",
    "附：数字依据",
    "市商务局通报",
    "另有 3 条",
    "共印60份",
)


def test_a_docx_links_each_number_to_its_row_of_the_trace() -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(SHEET, "docx"))) as packed:
        inside = packed.read("word/document.xml").decode()
        assert [name for name in packed.namelist() if name.startswith("word/media/")] != []
    anchors = re.findall(r'w:hyperlink w:anchor="(t\d+)"', inside)
    assert anchors == ["t1", "t2", "t1"]
    assert set(anchors) <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(t\d+)"', inside))
    assert inside.index("报：") < inside.index("送：") < inside.index("发：各乡镇") < inside.index("数字依据")
    assert "第3期（总第15期）" in inside


def test_an_html_is_one_file_whose_links_lead_somewhere() -> None:
    page = file_of(SHEET, "html").decode()
    assert re.findall(r'href="#(t\d+)"', page) == ["t1", "t2", "t1"]
    assert set(re.findall(r'<tr id="(t\d+)"', page)) == {"t1", "t2"}
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\(", page)
    assert "西园 &lt;&amp;&gt;" in page
    assert "<45家>" not in page


def test_a_pdf_holds_the_words_in_fonts_of_its_own() -> None:
    data = file_of(SHEET, "pdf")
    paper = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in paper)
    text = "".join(text.split())
    for words in WORDS:
        assert words.replace(" ", "") in text
    assert paper.get_metadata_dict()["Title"] == COMPOSED.title
    links = b"/GoTo" in data or b"/Dest" in data
    assert links
    assert data == file_of(SHEET, "pdf"), "the same briefing gives the same bytes"


def test_a_draft_says_that_it_is_one() -> None:
    text = file_of(DRAFT, "txt").decode()
    assert "草稿，未编号" in text
    assert "签发" not in text
    assert "2024年6月30日" in text


def test_without_a_font_the_pdf_says_what_to_do_and_the_docx_leaves_the_chart_out(
    monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path
) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package_of_fonts")
    with pytest.raises(fonts.NoFonts, match="fonts"):
        file_of(SHEET, "pdf")
    with zipfile.ZipFile(io.BytesIO(file_of(SHEET, "docx"))) as packed:
        assert [name for name in packed.namelist() if name.startswith("word/media/")] == []
    for kind in ("html", "txt"):
        assert file_of(SHEET, kind)


def test_the_offices_own_fonts_come_first(settings: object, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "fonts").mkdir()
    assert fonts.folders()[0] == tmp_path / "fonts"
    assert fonts.families()["body"] == ["Noto Serif SC", "Noto Sans SC"]


def test_a_chart_tells_its_values_and_cuts_long_labels() -> None:
    svg = svg_of("标题", (Bar("很长很长很长很长很长很长的名称", "1家", 0.0), Bar("乙", "2家", 1.0)))
    assert "…" in svg
    assert re.findall(r">([12]家)<", svg) == ["1家", "2家"]
    widths = [int(width) for width in re.findall(r'<rect [^>]*width="(\d+)"', svg)]
    assert widths[0] < widths[1]


def test_word_processors_open_the_docx(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    paper = tmp_path / "briefing.docx"
    paper.write_bytes(file_of(SHEET, "docx"))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, paper],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    converted = pypdfium2.PdfDocument((tmp_path / "briefing.pdf").read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in converted)
    text = "".join(text.split())
    for words in WORDS:
        assert words.replace(" ", "") in text
