"""Pictures of text. Each recognition takes seconds, so there are few."""

from __future__ import annotations

import socket

import pytest
from PIL import Image

from duijie.text.formats import CannotRead, open_document
from duijie.text.formats.scan import MOST_PIXELS, read_scan, read_scan_here
from tests.text.formats.samples import encoded, picture

ROWS = (
    ("项目名称", "投资方", "总投资"),
    ("云帆产业园项目", "北京云帆装备有限公司", "12亿元"),
    ("青禾食品项目", "保定青禾食品有限公司", "3亿元"),
)
LINES = [
    (380, 40, 40, "青河县招商引资情况通报"),
    (160, 140, 30, "2024年，青河县共签约项目15个，总投资92亿元，其中亿元以上"),
    (100, 190, 30, "项目8个。"),
    *((100 + 380 * column, 300 + 50 * row, 28, text) for row, cells in enumerate(ROWS) for column, text in enumerate(cells)),
]  # fmt: skip
TEXT = [
    "青河县招商引资情况通报",
    "2024年，青河县共签约项目15个，总投资92亿元，其中亿元以上项目8个。",
    "项目名称\t投资方\t总投资",
    "项目名称：云帆产业园项目，投资方：北京云帆装备有限公司，总投资：12亿元",
    "项目名称：青禾食品项目，投资方：保定青禾食品有限公司，总投资：3亿元",
]


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("PDF", "a.pdf")])
def test_a_scanned_page_is_recognised(form: str, name: str) -> None:
    source = open_document(
        encoded(picture(LINES, (1120, 700)), form, **({"resolution": 110} if form == "PDF" else {})), name
    )
    assert source.format == name[2:]
    assert source.text.split("\n") == TEXT
    assert any("recognised from" in remark for remark in source.remarks)
    assert "page 1, table 1, row 2, cell 3" in [block.where for block in source.blocks]


def test_recognition_never_goes_to_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    frames = [picture([(40, 40, 36, words)], (600, 120)) for words in ("签约项目十五个", "总投资九十二亿元")]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    source = read_scan_here(data, "a.tif")
    assert [(block.where, block.span.of(source.text)) for block in source.blocks] == [
        ("page 1, paragraph 1", "签约项目十五个"),
        ("page 2, paragraph 1", "总投资九十二亿元"),
    ]


def test_a_blank_page_holds_no_text() -> None:
    with pytest.raises(CannotRead, match="no text"):
        read_scan(encoded(Image.new("RGB", (300, 200), "white"), "PNG"), "a.png")


def test_a_picture_with_too_many_pixels_is_refused_unread() -> None:
    side = int(MOST_PIXELS**0.5) + 100
    data = encoded(Image.new("1", (side, side)), "PNG")
    with pytest.raises(CannotRead, match="million pixels"):
        read_scan(data, "bomb.png")
    with pytest.raises(CannotRead, match="million pixels"):
        read_scan(encoded(Image.new("1", (side * 2, side)), "PNG"), "larger.png")
