"""Archives received, files given back, places in the file, and who found what."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.evidence.operations import read_again, take_in
from duijie.kernel.span import Span
from duijie.reading.kinds import Tally
from duijie.text.formats.source import Block
from duijie.web.compose.places import places_of_lines, spoken
from tests.cast import MORNING, NOON, guo_the_guest
from tests.factories.reader import ToldReader, count
from tests.text.formats.samples import xlsx_bytes, zip_of
from tests.web.conftest import BULLETIN

TWO = {"甲.txt": "云禾县新建园区2个。", "里/乙.txt": "云禾县新建园区3个。"}


class Model(ToldReader):
    """A told reader whose findings stand under a model's name."""

    def find(self, text, *, dated_on):
        return [type(one)(one.said, one.span, "model:m") for one in super().find(text, dated_on=dated_on)]


def upload(client: Client, data: bytes, name: str):
    return client.post("/documents/", {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_an_archive_becomes_its_documents(browser: Client, lin: Actor) -> None:
    answer = upload(browser, zip_of(TWO), "材料.zip")
    assert answer.redirect_chain == [("/documents/", 302)]
    assert "从压缩包中收到 2 份文件" in answer.content.decode()
    assert {one.name for one in listing(viewer=lin)} == {"材料.zip/甲.txt", "材料.zip/里/乙.txt"}
    again = upload(browser, zip_of({**TWO, "丙.txt": "第三份"}), "新.zip").content.decode()
    assert "收到 3 份" in again and "其中 2 份此前已收到" in again
    assert len(listing(viewer=lin)) == 3


def test_an_archive_of_one_goes_to_its_page(browser: Client, bulletin: int) -> None:
    answer = upload(browser, zip_of({"简报.txt": BULLETIN}), "a.ZIP")
    assert answer.redirect_chain == [(f"/documents/{bulletin}/", 302)]
    assert "此前已收到" in answer.content.decode()


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", zip_of({}), zip_of({**TWO, "坏.txt": b"\0\1" * 99})])
def test_a_bad_archive_is_refused_whole(browser: Client, lin: Actor, data: bytes) -> None:
    answer = upload(browser, data, "材料.zip")
    assert listing(viewer=lin) == []
    # Django itself drops a file without bytes.
    assert answer.status_code == 422 and ("材料.zip" in answer.content.decode() or not data)


def test_the_file_comes_back_as_it_was_received(browser: Client, bulletin: int) -> None:
    address = f"/documents/{bulletin}/file/"
    assert f'href="{address}"' in browser.get(f"/documents/{bulletin}/").content.decode()
    answer = browser.get(address)
    assert b"".join(answer) == BULLETIN.encode()
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E7%AE%80%E6%8A%A5.txt"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert browser.post(address).status_code == 405


def test_a_file_is_for_those_who_see_the_document(
    as_person: Callable[[str], Client], browser: Client, bulletin: int
) -> None:
    guo_the_guest()
    address = f"/documents/{bulletin}/file/"
    assert as_person("guo").get(address).status_code == 403
    assert Client().get(address)["Location"].startswith("/sign-in/")
    assert browser.get("/documents/999999/file/").status_code == 404


def test_a_file_that_was_lost_is_not_found(browser: Client, bulletin: int, lin: Actor) -> None:
    (document,) = listing(viewer=lin)
    path = Path(settings.DUIJIE_HOME, "documents", document.sha256[:2], document.sha256)
    kept = path.read_bytes()
    path.unlink()
    assert browser.get(f"/documents/{bulletin}/file/").status_code == 404
    path.write_bytes(kept)


def test_the_original_of_a_table_says_in_which_cells_its_lines_stand(browser: Client, lin: Actor) -> None:
    data = xlsx_bytes({"签约": [["项目名称", "总投资（亿元）"], ["云帆园", 12], ["禾丰园", 3]]})
    document = take_in(data=data, name="签约.xlsx", by=lin, at=MORNING).document_id
    page = browser.get(f"/documents/{document}/?in=original").content.decode()
    repaired, original = page[page.index("data-view=") :].split('data-view="original"')
    assert "data-where" not in repaired
    where = re.findall(r'data-where="([^"]*)"', original)
    assert "工作表 签约 A2:B2" in where and "工作表 签约 A3:B3" in where
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'data-where="sheet 签约 A2:B2"' in browser.get(f"/documents/{document}/").content.decode()


def test_plain_text_carries_no_places(browser: Client, bulletin: int) -> None:
    page = browser.get(f"/documents/{bulletin}/").content.decode()
    assert "data-where" not in page and "is-placed" not in page


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        ("page 3, paragraph 2", "第 3 页 · 第 2 段", "page 3 · paragraph 2"),
        ("page 1, table 2, row 7", "第 1 页 · 表 2 · 第 7 行", "page 1 · table 2 · row 7"),
        ("签约!B7", "工作表 签约 B7", "sheet 签约 B7"),
        ("page 3, a!B7", "工作表 page 3, a B7", "sheet page 3, a B7"),
        ("A7:E7", "A7:E7", "A7:E7"),
        ("footnote 2", "脚注 2", "footnote 2"),
        ("somewhere else", "somewhere else", "somewhere else"),
        ("", "", ""),
    ],
)
def test_a_place_is_said_in_both_languages(where: str, zh: str, en: str) -> None:
    for code, words in (("zh-hans", zh), ("en", en)):
        with translation.override(code):
            assert spoken(where) == words


LINES = st.lists(st.text("云禾县", max_size=4), min_size=1, max_size=8)


@given(LINES)
def test_every_line_that_holds_something_is_placed_where_its_block_stands(lines: list[str]) -> None:
    blocks, at = [], 0
    for number, line in enumerate(lines):
        if line:
            blocks.append(Block(Span(at, at + len(line)), "paragraph", f"place {number}"))
        at += len(line) + 1
    expected = [f"place {number}" if line else "" for number, line in enumerate(lines)] if blocks else []
    assert places_of_lines("\n".join(lines), blocks) == expected


def test_a_block_of_several_lines_is_named_once_and_the_outermost_speaks() -> None:
    text = "一二\n三四\n\n五\n无"
    blocks = [
        Block(Span(0, 5), "row", "row"),
        Block(Span(0, 2), "cell", "cell"),
        Block(Span(7, 8), "paragraph", "next"),
    ]
    assert places_of_lines(text, blocks) == ["row", "", "", "next", ""]


def marks(page: str) -> list[str]:
    return re.findall(r'class="mark-tag">([^<]*)<', page)


def test_one_reader_leaves_no_marks(browser: Client, bulletin: int) -> None:
    page = browser.get(f"/documents/{bulletin}/").content.decode()
    assert marks(page) == [] and "state=differ" not in page


def test_a_second_reader_is_told_apart_and_what_differs_can_be_picked(
    browser: Client, bulletin: int, statements: dict[str, str], lin: Actor
) -> None:
    told = {
        "签约项目5个": Tally("projects.signed", count(5, "5个")),
        "项目5个": Tally("projects", count(5, "5个")),
    }
    read_again(document_id=bulletin, by=lin, at=NOON, reader=Model(told, name="model:m v1"))
    page = browser.get(f"/documents/{bulletin}/").content.decode()
    assert sorted(marks(page)) == sorted(["两者", "模型", "规则", "规则"])
    assert "读法不一 3" in page
    differing = browser.get(f"/documents/{bulletin}/?state=differ").content.decode()
    assert sorted(marks(differing)) == sorted(["模型", "规则", "规则"])
    assert f'id="p-{statements["签约项目5个"]}"' not in differing
    row = browser.get(f"/statements/{statements['签约项目5个']}/", headers={"HX-Request": "true"})
    assert marks(row.content.decode()) == ["两者"]
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = browser.get(f"/documents/{bulletin}/").content.decode()
    assert "readers differ 3" in english and set(marks(english)) == {"both", "model", "rules"}
