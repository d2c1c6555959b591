"""What the screening of drafts finds and leaves alone, sentence by sentence, and in whole papers."""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document as Docx
from hypothesis import given
from hypothesis import strategies as st

from duijie.screening.denial import sentences
from duijie.screening.find import screen, screen_file
from duijie.screening.lexicon import load, ways_of

CASES = Path(__file__).resolve().parents[1] / "cases" / "screening" / "sentences.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines() if line and line[0] != "#"][1:]
DAY = date(2026, 6, 1)


def codes(text: str, day: date = DAY) -> set[str]:
    return {one.rule.code for one in screen(text, day=day)}


def right(rule: str, sentence: str) -> bool:
    return rule in codes(sentence) if rule != "-" else not codes(sentence)


@pytest.mark.parametrize(("part", "rule", "sentence"), ROWS)
def test_a_sentence_is_found_or_left_alone(part: str, rule: str, sentence: str) -> None:
    assert right(rule, sentence) != part.endswith("!")


def test_there_are_cases_enough_and_every_rule_has_some() -> None:
    named = [rule for _, rule, _ in ROWS]
    assert named.count("-") >= 60 and len(named) - named.count("-") >= 60
    assert {rule.code for rule in load().rules} <= set(named)


def test_a_list_under_a_prohibition_is_no_promise_and_what_follows_it_is() -> None:
    law = "政策措施不得含有下列内容：\n（一）给予特定经营者税收返还；\n（二）减免土地出让金；\n（三）零地价供地。\n"
    assert codes(law) == set()
    assert codes(law + "甲方将乙方所缴增值税返还乙方。") == {"tax-return"}
    assert codes("甲方提供下列支持：\n（一）返还乙方缴纳的增值税；\n（二）减免土地出让金。") == {
        "tax-return", "land-refund"
    }  # fmt: skip


def test_a_promise_after_an_unrelated_not_is_still_one() -> None:
    assert codes("乙方不得拖欠工资，甲方按其所缴税款的五成返还乙方。") == {"tax-return"}
    assert codes("甲方返还乙方的税款不得低于其纳税额的50%。") == {"tax-return"}
    assert codes("严禁以任何名义减免土地出让金，变相返还税款。") == set()


def test_rules_hold_on_their_days() -> None:
    sentence = "政府引导基金出资以被投企业迁至本县为条件。"
    assert codes(sentence, date(2025, 1, 7)) == {"fund-condition"}
    assert codes(sentence, date(2025, 1, 6)) == set()


def test_what_is_forbidden_is_not_told_again_as_wanting_a_review() -> None:
    (found,) = screen("甲方给予乙方按纳税额50%的奖励。", day=DAY)
    assert (found.rule.code, found.rule.severity) == ("tax-linked", "forbidden")


def test_words_are_given_in_their_place_in_the_file() -> None:
    paper = Docx()
    paper.add_paragraph("投资协议")
    paper.add_paragraph("第三条　甲方以零地價方式向乙方供地。")
    held = io.BytesIO()
    paper.save(held)
    (found,) = screen_file(held.getvalue(), "草案.docx", day=DAY, max_bytes=10**6).findings
    assert found.words == "零地價", "the words as the file has them, before any repair"
    assert found.where and found.rule.article.zh and found.rule.advice.en


@given(st.text(alphabet="甲方乙方税返还不得，。；：\n、（一）奖励土地出让金减免%a .", max_size=120))
def test_findings_lie_in_the_text_and_sentences_do_not_overlap(text: str) -> None:
    parts = [one.span for one in sentences(text)]
    assert all(one.end <= other.start for one, other in pairwise(parts))
    for found in screen(text, day=DAY):
        assert found.span.of(text) == found.words and found.sentence.covers(found.span)


def test_a_text_without_any_stop_is_screened_too() -> None:
    text = "税收奖励比例返还甲方" * 3000
    assert screen(text, day=DAY)


def test_every_rule_says_where_to_look_and_what_to_do_in_both_languages() -> None:
    for rule in load().rules:
        assert all(
            (rule.name.zh, rule.name.en, rule.article.zh, rule.article.en, rule.advice.zh, rule.advice.en)
        )
        assert all(ways_of(rule))
