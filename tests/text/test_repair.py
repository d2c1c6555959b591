"""Repair puts right what is noise, leaves the rest alone, and says what it did."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duijie.kernel.span import Span
from duijie.text.repair import STEPS, repair
from duijie.text.steps import lost_bytes
from duijie.text.steps.punctuation import width
from tests.text.cases import article, cases, corpus

BITS = (
    "当(dāng)",
    "總投資",
    "１，８５０",
    "92亿元",
    "(LED)",
    "。。",
    " ",
    "\r\n",
    "？",
    "?",
    "�",
    "\ue5e5",
    "c",
)
BITS += (
    "来源:未知 日期:2015-09-24\n",
    "当前位置:主页 > 新闻 >\n",
    "萍加邢薰",
    "昇",
    "\u200b",
    "\ud800",
    "\x00",
    "７8",
)
noisy = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(BITS), max_size=14).map("".join),
    st.lists(st.sampled_from("环保科技有限公司投资项目签约，。15个"), max_size=40).map("".join),
)


@pytest.mark.parametrize("case", cases("repair.toml"))
def test_a_case_comes_out_clean(case: dict[str, Any]) -> None:
    assert repair(case["text"]).text == case["clean"]


@pytest.mark.parametrize("case", cases("repair.toml"))
def test_clean_text_is_left_alone(case: dict[str, Any]) -> None:
    again = repair(case["clean"])
    assert again.text == case["clean"]
    assert not again.notes


@given(noisy)
@example("\ufffdA")
@settings(max_examples=80, deadline=None)
def test_any_text_is_repaired_with_places_inside_it(text: str) -> None:
    done = repair(text)
    assert (done.alignment.source_length, done.alignment.target_length) == (len(text), len(done.text))
    names = {step.__name__ for step in STEPS}
    for note in done.notes:
        assert note.step in names
        assert note.place.end <= len(text)
        assert note.before == note.place.of(text)


def figures(text: str) -> str:
    return "".join(re.findall("[0-9]", text.translate({0xFF10 + i: str(i) for i in range(10)})))


@given(noisy)
@settings(max_examples=80, deadline=None)
def test_no_figure_changes_unsaid(text: str) -> None:
    done = repair(text)
    removed = [note.place for note in done.notes if note.step in ("page_frame", "lost_bytes")]
    kept = "".join(c for i, c in enumerate(text) if not any(p.start <= i < p.end for p in removed))
    put = "".join(note.after for note in done.notes if note.step == "lost_bytes")
    assert sorted(figures(done.text)) == sorted(figures(kept + put))
    if not removed:
        assert figures(done.text) == figures(text)


def test_notes_say_what_happened_where() -> None:
    text = "東河縣產(chǎn)業園簽約15個"
    done = repair(text)
    pinyin, simplified = done.notes
    assert (pinyin.step, pinyin.before, pinyin.after) == ("pinyin", "(chǎn)", "")
    assert (simplified.step, simplified.after) == ("simplified", "东河县产业园签约15个")
    assert simplified.place.of(text) == text


def test_every_repaired_character_leads_back() -> None:
    text = "東河縣產(chǎn)業園，總(zǒng)投資９２億元。\r\n第二段。"
    done = repair(text)
    at = done.text.index("92亿元")
    assert done.alignment.to_source(Span(at, at + 4)).of(text) == "９２億元"


def test_the_corpus_comes_out_as_its_clean_text() -> None:
    for document in corpus():
        # clean texts keep wide figures, which repair narrows
        narrowed = width(document["clean"])
        expected = narrowed.text if narrowed else document["clean"]
        assert repair(document["text"]).text.replace("　", "") == expected.replace("　", ""), document["id"]


def test_the_article_gets_its_lost_name_back() -> None:
    done = repair(article())
    assert "维克特莱环保科技有限公司与三木石（北京）投资有限公司合资建设" in done.text
    lost = [note for note in done.notes if note.step == "lost_bytes"]
    assert [note.certain for note in lost] == [True]
    assert not done.text.startswith("Network")
    assert "点击" not in done.text


@pytest.mark.parametrize(
    ("unit", "clean"),
    [
        ("东河县签约项目15个，总投资92亿元。\n", "东河县签约项目15个，总投资92亿元。\n"),
        ("東河縣簽約(yuē)項目15個,總投資92億元。\n", "东河县签约项目15个，总投资92亿元。\n"),
    ],
    ids=["clean", "noisy"],
)
def test_a_long_text_is_repaired_to_its_end(unit: str, clean: str) -> None:
    assert repair(unit * 20_000).text == clean * 20_000


def test_a_text_broken_all_over_ends_and_says_what_stayed_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost_bytes, "_SITES", 12)  # as many as are searched take most of the time
    text = "甲� 喆赟?a" * 3_000
    done = repair(text)
    assert sum(note.step == "lost_bytes" and not note.certain for note in done.notes) >= text.count("�") // 2
