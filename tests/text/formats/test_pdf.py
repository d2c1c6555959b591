"""Pages of a PDF in the order in which a person reads them."""

from __future__ import annotations

import re

import pytest

from duijie.text.formats import CannotRead, open_document
from duijie.text.formats.pdf import read_pdf, read_pdf_here
from duijie.text.formats.pdf_glyphs import MOST_GLYPHS
from tests.text.formats.samples import PROSE, Text, pdf_bytes, ruled, set_lines

PARK = (
    "青河县经济开发区规划面积二十平方公里，已入驻企业四十余家。园区实行一站式服务，为企业提供从注册到投产的全程帮办，"
    "审批时限压缩一半以上。下一步将重点引进装备制造和新材料项目，力争全年签约三十个。"
)


def lines_of(pages: list[list[Text]], **options: object) -> list[str]:
    return read_pdf_here(pdf_bytes(pages, **options), "a.pdf").text.split("\n")  # type: ignore[arg-type]


def test_lines_of_a_paragraph_are_one() -> None:
    page = [
        (200.0, 780.0, 22.0, "青河县情况通报"),
        *set_lines(PROSE, 72, 730, 12, 36, 20),
        *set_lines(PARK, 72, 650, 12, 36, 20),
    ]
    source = open_document(pdf_bytes([page]), "notice.pdf")
    assert source.format == "pdf"
    assert source.text.split("\n") == ["青河县情况通报", PROSE, PARK]
    assert [block.where for block in source.blocks] == [f"page 1, paragraph {number}" for number in (1, 2, 3)]


@pytest.mark.parametrize("shift", [0, 5], ids=["lines level", "lines at different heights"])
def test_columns_are_read_one_after_the_other(shift: int) -> None:
    left = set_lines(PROSE, 72, 700, 10, 20, 15)
    right = set_lines(PARK, 310, 700 - shift, 10, 20, 15)
    title, below = (
        (200.0, 780.0, 20.0, "青河县简报"),
        (72.0, 500.0, 12.0, "以上情况，特此通报，请各部门认真落实。"),
    )
    assert lines_of([[title, *left, *right, below]]) == [title[3], PROSE, PARK, below[3]]


def test_a_paragraph_goes_on_in_the_next_column_across_a_gutter_of_one_character() -> None:
    long = PARK[:-1] * 3 + "。"
    lines = set_lines(long, 72, 700, 10, 20, 15)
    half = (len(lines) + 1) // 2
    right = [(x + 210.0, y + 15 * half, size, text) for x, y, size, text in lines[half:]]
    assert lines_of([[*lines[:half], *right]]) == [long]


def test_a_ruled_table_is_read_by_rows_with_merged_and_wrapped_cells() -> None:
    cells = [
        (80, 580, "项目名称"), (210, 580, "投资方"), (340, 580, "总投资（亿元）"),
        (80, 550, "云帆装备产业园"), (210, 535, "北京云帆公司"), (340, 550, "１２"),
        (80, 522, "远拓新材料"), (80, 508, "项目"), (340, 515, "3.5"),
    ]  # fmt: skip
    lower = "\n".join(
        [
            "0.5 w",
            *(f"72 {y} m 520 {y} l S" for y in (600, 570, 500)),
            "72 540 m 200 540 l S 330 540 m 520 540 l S",
        ]
        + [f"{x} 500 m {x} 600 l S" for x in (72, 200, 330, 520)]
    )
    page = [(72.0, 650.0, 12.0, "签约情况见下表。"), *((x, y, 10.0, text) for x, y, text in cells)]
    source = read_pdf_here(pdf_bytes([[*page, (72.0, 450.0, 12.0, "特此说明。")]], drawn=lower), "a.pdf")
    assert source.text.split("\n") == [
        "签约情况见下表。",
        "项目名称\t投资方\t总投资（亿元）",
        "项目名称：云帆装备产业园，投资方：北京云帆公司，总投资：１２亿元",
        "项目名称：远拓新材料项目，投资方：北京云帆公司，总投资：3.5亿元",
        "特此说明。",
    ]
    assert "page 1, table 1, row 3, cell 3" in [block.where for block in source.blocks]


def test_aligned_rows_without_rules_are_a_table_too() -> None:
    rows = [
        ("项目名称", "投资方", "总投资"),
        ("云帆产业园", "北京云帆公司", "12亿元"),
        ("远拓新材料", "天津远拓公司", "3亿元"),
    ]
    page = [
        (72.0 + 140 * column, 700.0 - 20 * row, 12.0, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    assert lines_of([page])[1:] == [
        "项目名称：云帆产业园，投资方：北京云帆公司，总投资：12亿元",
        "项目名称：远拓新材料，投资方：天津远拓公司，总投资：3亿元",
    ]


def test_running_heads_and_page_numbers_go_and_paragraphs_run_on() -> None:
    text = PROSE * 3
    body = set_lines(text, 72, 740, 12, 36, 20)
    pages = [
        [(230.0, 800.0, 9.0, "青河县商务局工作简报"), (290.0, 40.0, 9.0, f"- {number + 1} -")]
        + [
            (x, 740 - 20.0 * at, size, words)
            for at, (x, _, size, words) in enumerate(body[number * 3 : number * 3 + 3])
        ]
        for number in range(3)
    ]
    source = read_pdf_here(pdf_bytes(pages), "a.pdf")
    assert source.text == "".join(words for *_, words in body[:9])
    assert [block.where for block in source.blocks] == [f"page {number}, paragraph 1" for number in (1, 2, 3)]
    assert "left out as running heads: 青河县商务局工作简报" in source.remarks


def test_sentences_that_every_page_repeats_stay() -> None:
    pages = [set_lines(PROSE, 72, 740, 12, 36, 20)] * 4
    assert lines_of(pages) == [PROSE] * 4


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_text_set_in_quarter_turns_is_read(turn: str) -> None:
    across, up = (int(one) for one in turn.split()[:2])
    data = re.sub(
        rb"(\d+) (\d+) Td",
        lambda place: b"%s %d %d Tm" % (
            turn.encode(),
            300 + across * (int(place[1]) - 72) - up * (int(place[2]) - 700),
            400 + up * (int(place[1]) - 72) + across * (int(place[2]) - 700),
        ),
        pdf_bytes([set_lines(PROSE, 72, 700, 8, 36, 14)]),
    )  # fmt: skip
    assert read_pdf_here(data, "a.pdf").text == PROSE


def test_a_watermark_is_left_out_and_said() -> None:
    mark = "q 0.7 0.7 -0.7 0.7 200 200 cm BT /F1 60 Tf 0 0 Td <518590E88D446599> Tj ET Q"
    source = read_pdf_here(pdf_bytes([set_lines(PROSE, 72, 700, 12, 36, 20)], drawn=mark), "a.pdf")
    assert source.text == PROSE
    assert any("slanted" in remark for remark in source.remarks)


def test_an_encrypted_file_is_refused_with_the_remedy() -> None:
    lock = (
        f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    )
    with pytest.raises(CannotRead, match=r"encrypted.*without a password"):
        read_pdf(pdf_bytes([[(72.0, 700.0, 12.0, "密")]], extra=lock), "a.pdf")


def test_a_page_of_rules_without_text_holds_no_text() -> None:
    with pytest.raises(CannotRead, match="no text"):
        read_pdf(pdf_bytes([[]], drawn=ruled([72, 200], [600, 700])), "a.pdf")


def test_a_page_with_more_characters_than_paper_holds_is_refused() -> None:
    # Each row reads otherwise: two alike and close together are one printed twice, where no font tells their height.
    words = PARK * 10
    page = [(20.0, 20.0 + 5 * row, 1.0, words[row : row + 500]) for row in range(MOST_GLYPHS // 500 + 1)]
    with pytest.raises(CannotRead, match="page 1 has more than 60,000 characters"):
        read_pdf(pdf_bytes([page]), "a.pdf")
