"""Text that lost a byte is read again where only one reading will do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.text.steps.lost_bytes import lost_bytes

PROSE = (
    "今年一季度，全县新签约项目12个，总投资36.5亿元，其中亿元以上项目5个。"
    "东河县人民政府与北京某某科技有限公司签订战略合作框架协议，双方将共建产业园区。"
    "项目建成后，预计年产值8亿元，可新增就业岗位300个。下一步，县里将继续优化营商环境，全力推进项目建设。"
)


def without_first_byte_of(text: str, at: int, encoding: str = "gbk") -> str:
    head, character, tail = text[:at], text[at], text[at + 1 :]
    data = head.encode(encoding) + character.encode(encoding)[1:] + tail.encode(encoding)
    return data.decode(encoding, errors="replace")


@pytest.mark.parametrize("word", ["签约项目", "科技有限公司", "战略合作", "人民政府", "营商环境", "就业岗位"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_word_that_lost_its_first_byte_comes_back(word: str, encoding: str) -> None:
    at = PROSE.index(word) + 1
    change = lost_bytes(without_first_byte_of(PROSE, at, encoding))
    assert change is not None
    assert change.text == PROSE


@given(st.integers(0, len(PROSE) - 1))
@settings(max_examples=40, deadline=None)
def test_whatever_byte_is_lost_the_rest_of_the_text_stays(at: int) -> None:
    if PROSE[at].isascii():
        return
    broken = without_first_byte_of(PROSE, at)
    change = lost_bytes(broken)
    after = change.text if change else broken
    keep = max(0, at - 6)
    assert after[:keep] == PROSE[:keep]
    assert after[-30:] == PROSE[-30:] or at > len(PROSE) - 45


def test_a_character_that_could_be_many_is_left_open_with_its_likeliest() -> None:
    text = "由李淼投资建设的项目签约，项目占地30亩。"
    change = lost_bytes(without_first_byte_of(text, text.index("淼")))
    assert change is not None
    assert [mark.certain for mark in change.marks] == [False]
    assert "\ufffd" in change.text
    assert change.marks[0].alternatives


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "東河縣人民政府與北京某某科技有限公司簽訂戰略合作框架協議，雙方將共建產業園區。",
        "喆赟嫘韵纺织有限公司与翀昊鑫淼科技有限公司签约。",
        "Ω级与α型材料、①号楼、℃、㎡、※注、かな、ёж。",
        "维生素c、A座、b区b座和x光机?有。怎么?好。",
    ],
)
def test_sound_text_is_not_touched(text: str) -> None:
    change = lost_bytes(text)
    assert change is None or change.text == text


def test_a_text_of_nothing_but_marks_ends_soon() -> None:
    assert lost_bytes("\ufffd" * 200_000) is not None


@pytest.mark.parametrize("figure", ["十二", "二十三", "三百", "五千", "八万", "两", "一百二十", "四"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_figure_comes_back_as_it_was_or_stays_open(figure: str, at: int) -> None:
    text = f"园区由该公司投资{figure}亿元建设，今年九月开工，预计明年三月建成投产。"
    place = text.index(figure) + min(at, len(figure) - 1)
    broken = without_first_byte_of(text, place)
    change = lost_bytes(broken)
    after = change.text if change else broken
    assert after in (text, broken) or "\ufffd" in after
