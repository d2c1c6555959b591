"""The reader takes any text: it ends, what it quotes is printed there, and its time grows with the text.

300 examples, and 10,000 where ``DUIJIE_THOROUGH`` is set.
"""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.reading.engine import RuleReader, read

EXAMPLES = 10_000 if os.environ.get("DUIJIE_THOROUGH") else 300
# Pieces of prose beside characters of all sorts, so that every rule is woken.
PIECES = (
    "签约 项目 3个 总投资5亿元 有限公司 大学 与 共建 院士工作站 产业园 规划建设 推介会 在 举行 “ ” 《 》 （ ） ， ； 。 "
    "开展 百日行动 领导小组 成立 印发 云岫县 5月3日 2023年 其中 分别 力争 到2027年 协议 签订 办法 县长任组长 一点二 亩"
)
PROSE = st.sampled_from([*PIECES.split(), "\n"])
ANY = st.lists(st.one_of(PROSE, st.text(max_size=6)), max_size=30).map("".join)


@settings(max_examples=EXAMPLES, deadline=None)
@given(text=ANY, dated_on=st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_and_only_what_is_printed_is_quoted(text: str, dated_on: date | None) -> None:
    reading = read(text, dated_on=dated_on)
    clean = reading.repaired.text
    for one in reading.statements:
        assert one.quote == one.span.of(clean)
        assert one.quote
        assert 0 <= one.place.start <= one.place.end <= len(text)


REPEATED = {
    "sums without end": "投资5亿元",
    "counts between commas": "签约项目3个，",
    "firms": "公司",
    "brackets": "（（（（",
    "quotation marks": "“推介会",
    "projects in a list": "甲乙有限公司投资5亿元的纸盒项目、",
    "parks": "甲工业园",
}


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_a_long_repetition_is_read_to_its_end(unit: str) -> None:
    """``bench/reading_speed.py`` shows how the time grows on these."""
    text = unit * (20_000 // len(unit))
    for one in RuleReader().find(text, dated_on=None):
        assert one.span.of(text)
