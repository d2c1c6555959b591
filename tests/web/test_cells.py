"""How the words of a table's cell may break."""

from __future__ import annotations

import pytest

from duijie.web.templatetags.interface import kept_together


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("", ""),
        ("失效", "nowrap"),
        ("2025年12月31日", "nowrap"),
        ("2026年11月28日 00:21", "nowrap"),
        ("Sept. 24, 2015", "nowrap"),
        ("validity is over", ""),
        ("反馈引荐人 · 2025年11月28日", "at-blanks"),
        ("示例霁腾汽车零部件有限公司", "in-lines"),
        ("an investment agreement of two parties", ""),
        ("截至2025年12月31日，示例霁腾汽车零部件有限公司的项目尚未注册，请核实", "in-lines"),
    ],
)
def test_short_words_and_days_stay_together_and_long_names_keep_a_width(words: str, kept: str) -> None:
    assert kept_together(words) == kept
