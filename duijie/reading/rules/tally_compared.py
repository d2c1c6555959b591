"""What a number was before, and how it has grown: no number of its own, and no words of the one behind it."""

from __future__ import annotations

import re

# words too short to hold a comparison
SHORT = 6
# 由1个增加到|3个, 规划面积由6.8平方公里扩大到|15.2平方公里: what it was before
RISEN = r"(?:增加|增长|提高|提升|扩大|扩展|拓展|上升|发展|壮大|扩容|增|升|减少|下降|缩短|降|减)(?:到|至|为)"
WAS = re.compile(rf"^[^，。；\d]{{0,4}}{RISEN}")
WAS_BEFORE = re.compile(rf"(?:由|从)[^，。；由从]{{0,16}}{RISEN}")
# 较上年增加6个，|达到45个 · 同比增长20%，|达24个
COMPARISON = re.compile(
    r"[，]?(?:同比|环比|(?:较|比|与)[^，。；]{0,16}?(?:相比)?)[^，。；]{0,6}?(?:净增|增|多|减|少|下降|上升|提高|提升|翻)[^，。；]{0,16}，"
)
GROWN = re.compile(
    r"(?:同比|环比|较[^，。；]{1,14}|比[^，。；]{1,14})(?:净|新)?(?:增|多|减|少|下降|提高|上升|提升)[一-鿿]{0,3}$"
)
# 首次突破百亿元大关，达102.3亿元: the more precise follows
MILESTONE = re.compile(r"(?:大关|关口|门槛)，?(?:实际|累计|共)?(?:达到|达|为|实现|完成)")
PASSED = re.compile(
    r"(?:首次|一举|成功|再次|历史性|连续)*(?:突破|迈过|跨越|超过|跃上|站上|越过|迈上)[^，。；]{0,8}(?:大关|关口|门槛)，"
)


def as_it_is(near: str) -> str:
    """The words before a number without what it was before or is compared with.

    >>> as_it_is("全县新签约项目较上年增加6个，达到")
    '全县新签约项目达到'
    """
    if len(near) <= SHORT:
        return near
    if "，" in near:
        near = PASSED.sub("", COMPARISON.sub("", near))
    return WAS_BEFORE.sub("", near) if "由" in near or "从" in near else near
