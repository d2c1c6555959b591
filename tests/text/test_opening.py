"""Received bytes become text in the encoding they are in, or one clear sentence why not."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duijie.kernel.words import Words
from duijie.text.formats import CannotRead, open_document

PLAIN = "东河县承接产业转移，总投资92亿元，签约项目15个。\r\n第二段话也在这里。\r\n"
TRADITIONAL = "東河縣承接產業轉移，總投資92億元，簽約項目15個。\n維克環保科技有限公司與三木投資有限公司。\n"
BODY = "东河县紧紧围绕这一主题，抓住重大机遇，全面落实产业发展战略，以优势特色产业为依托，承接转移。"
PAGE = (
    '<html><head><meta charset="{charset}"><title>东河县力促产业发展</title>'
    '<meta name="PubDate" content="2016-03-08 10:00"></head><body>'
    "<div>当前位置：<a>首页</a> &gt; <a>要闻</a> &gt; 产业</div><h1>东河县力促产业发展</h1>"
    f"<div>来源：东河日报 点击：123次</div><div class='content'><p>{BODY}</p>"
    "<p>科学谋划，深入开展对接。今年以来，全县签约15个项目，总投资92亿元，其中亿元以上项目5个。</p></div>"
    "<script>var x = '不是正文';</script></body></html>"
)


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", PLAIN, "utf-8"),
        ("utf-8-sig", PLAIN, "utf-8"),
        ("utf-16", PLAIN, "utf-16-le"),
        ("utf-16-le", PLAIN, "utf-16-le"),
        ("utf-16-be", PLAIN, "utf-16-be"),
        ("utf-32", PLAIN, "utf-32-le"),
        ("gbk", PLAIN, "gb18030"),
        ("gbk", TRADITIONAL, "gb18030"),
        ("big5", TRADITIONAL, "big5hkscs"),
        ("gb18030", "短句。", "gb18030"),
    ],
)
def test_the_encoding_is_told_by_what_it_reads_as(encoding: str, text: str, told: str) -> None:
    source = open_document(text.encode(encoding), "a.txt")
    assert (source.text, source.encoding, source.remarks) == (text, told, ())


def test_blocks_are_lines_with_their_places() -> None:
    source = open_document(("\r\n" + PLAIN).encode(), "a.txt")
    assert [(block.where, block.span.of(source.text)) for block in source.blocks] == [
        ("line 2", "东河县承接产业转移，总投资92亿元，签约项目15个。"),
        ("line 3", "第二段话也在这里。"),
    ]


def test_a_text_that_lost_a_byte_still_opens_and_says_so() -> None:
    data = bytearray(PLAIN.encode("gbk"))
    del data[12]
    source = open_document(bytes(data), "a.txt")
    assert source.encoding == "gb18030"
    assert "92亿元" in source.text
    assert "could not be decoded" in source.remarks[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("　\u200b \n".encode(), "blanks"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture"),
        (b"\x1f\x8b\x08" + b"\0" * 40, "archive"),
        (random.Random(7).randbytes(5000), "no text"),
        (b"words\0\x01\x02\x03\0\0more", "no text"),
        (b"\x01\x02\x03\x04" * 100 + b"words", "no text"),
        (b"x" * 101, "more than"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason) as caught:
        open_document(data, "some.file", max_bytes=100 if reason == "more than" else 20 * 2**20)
    assert str(caught.value).startswith("some.file: ")
    assert caught.value.remedy


@given(st.binary(max_size=400))
@example(b"<html>")
@example(b"\xff\xfe")
@settings(max_examples=200, deadline=None)
def test_any_bytes_open_or_are_refused(data: bytes) -> None:
    try:
        source = open_document(data, "a.bin")
    except CannotRead:
        return
    assert source.text.strip()
    assert all(block.span.of(source.text).strip() for block in source.blocks)


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gbk"), ("utf-8", "utf-8")])
def test_a_page_gives_its_article_and_its_frame(charset: str, encoding: str) -> None:
    source = open_document(PAGE.replace("{charset}", charset).encode(encoding), "a.html")
    assert BODY in source.text
    assert "不是正文" not in source.text
    assert source.blocks[0].where.startswith("p ")
    frame = source.frame
    assert (frame.title, frame.section, frame.source) == ("东河县力促产业发展", "产业", "东河日报")
    assert (str(frame.dated_on), frame.clicks) == ("2016-03-08", 123)


def test_a_page_in_another_encoding_than_it_says_is_remarked_on() -> None:
    source = open_document(PAGE.replace("{charset}", "gb2312").encode("utf-8"), "a.html")
    assert source.encoding == "utf-8"
    assert "gb2312" in source.remarks[0]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "深处" + "</div>" * 100_000,
        "<p>段落，你好世界。</p>" * 200_000,
        "<table>" * 3_000 + "<tr><td>好" * 3_000,
        "<a " + "x=1 " * 300_000 + ">好</a>",
        "<" * 500_000 + "好",
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;好</body></html>',
        "<html>" + "<!--" * 200_000,
    ],
    ids=["deep", "flat", "tables", "attributes", "brackets", "entities", "comments"],
)
def test_a_hostile_page_is_read_or_refused(page: str) -> None:
    try:
        assert open_document(page.encode(), "a.html").text
    except CannotRead as refused:
        assert "page" in refused.reason.en


def test_a_refusal_says_itself_in_both_languages() -> None:
    with pytest.raises(CannotRead) as caught:
        open_document(b"Rar!xxxx", "材料.rar")
    assert caught.value.words == Words(
        "材料.rar：是压缩包。请解压后读取其中的文件。",
        "材料.rar: it is an archive. Unpack it and read the files in it.",
    )
