"""What of a Word document is text, and where it stands."""

from __future__ import annotations

import pytest

from duijie.text.formats import CannotRead, open_document
from duijie.text.formats.docx import read_docx
from tests.text.formats.samples import PROSE, docx_bytes, docx_of, zip_of


def paragraph(words: str, style: str = "") -> str:
    return f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>"


def test_paragraphs_headings_and_tables_come_in_order_with_their_places() -> None:
    source = open_document(docx_bytes(), "notice.docx")
    assert source.format == "docx"
    assert source.frame.title == "青河县2024年招商引资情况通报"
    assert source.text.split("\n")[:4] == [
        "青河县2024年招商引资情况通报",
        PROSE,
        "一、签约项目",
        "地区\t项目名称\t投资方\t总投资（亿元）\t签约日期",
    ]
    assert (
        "地区：青河县，项目名称：远拓新材料项目，投资方：天津远拓新材料有限公司，总投资：3.5亿元"
        in source.text
    )
    said = {block.where: (block.kind, block.span.of(source.text)) for block in source.blocks}
    assert said["paragraph 3"] == ("heading", "一、签约项目")
    assert said["table 1, row 3, cell 4"] == ("cell", "3.5亿元")
    assert said["paragraph 4"] == ("paragraph", "特此通报。")
    assert "内部资料" not in source.text
    assert any("青河县商务局内部资料" in remark for remark in source.remarks)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>签约</w:t></w:r><w:del><w:r><w:delText>五</w:delText></w:r></w:del>"
         "<w:ins><w:r><w:t>六个</w:t></w:r></w:ins></w:p>", "签约六个"),
        ("<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r></w:p>", "公开"),
        ("<w:p><w:ruby><w:rt><w:r><w:t>jǐng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>景</w:t></w:r></w:rubyBase>"
         "</w:ruby><w:r><w:t>县</w:t></w:r></w:p>", "景县"),
        ("<w:p><w:r><w:instrText>PAGE 3</w:instrText></w:r><w:r><w:t>第</w:t><w:tab/><w:t>条</w:t></w:r></w:p>", "第\t条"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件里的段落"),
        ("<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
         "<w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
         "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
         "</mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>下段</w:t></w:r></w:p>", "正文\n框中\n下段"),
        ("<w:tbl><w:tr><w:tc>" + paragraph("单栏表里的第一段。") + paragraph("第二段。") + "</w:tc></w:tr></w:tbl>",
         "单栏表里的第一段。\n第二段。"),
    ],
    ids=["tracked changes", "hidden text", "pinyin above", "fields and tabs", "content control", "text box", "one column"],
)  # fmt: skip
def test_only_what_a_reader_sees_is_text(body: str, text: str) -> None:
    assert read_docx(docx_of(body), "a.docx").text == text


def test_footnotes_stand_behind_the_text() -> None:
    notes = "<w:footnotes><w:footnote w:type='separator'><w:p/></w:footnote><w:footnote>" + paragraph(
        "数据截至6月底。"
    )
    source = read_docx(
        docx_of(paragraph("正文。"), footnotes=notes + "</w:footnote></w:footnotes>"), "a.docx"
    )
    assert source.text == "正文。\n数据截至6月底。"
    assert [block.where for block in source.blocks] == ["paragraph 1", "footnote 1"]


def test_entities_are_refused_unread() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    members = {"word/document.xml": bomb + "]><d>&i;</d>"}
    with pytest.raises(CannotRead):
        read_docx(zip_of(members), "bomb.docx")
    outside = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    with pytest.raises(CannotRead, match="declares entities"):
        read_docx(zip_of({"word/document.xml": outside}), "outside.docx")


def test_deep_nesting_is_refused() -> None:
    deep = "<w:ins>" * 1500 + paragraph("底") + "</w:ins>" * 1500
    with pytest.raises(CannotRead):
        read_docx(docx_of(deep), "deep.docx")
