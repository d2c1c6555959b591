"""Full and half width, and marks set twice."""

from __future__ import annotations

import re

from duijie.kernel.span import Span
from duijie.text.alignment import Edit
from duijie.text.steps.change import HAN, Change, edited, respelt

_NARROW: dict[int, int | str] = {0xFF10 + i: 0x30 + i for i in range(10)}
_NARROW |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}
_NARROW |= {ord("％"): "%", ord("＋"): "+", ord("＆"): "&", ord("＃"): "#", ord("＠"): "@"}
_WIDE_FORMS = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＆＃＠]")
# １，８５０．５ and １－３: marks that belong to a figure go narrow with it
_IN_FIGURE = re.compile(
    r"(?<=[０-９])(?:，(?=[０-９]{3}(?![０-９]))|．(?=[０-９])|－(?=[０-９])|／(?=[０-９]))"
)
_FIGURE_MARKS = {"，": ",", "．": ".", "－": "-", "／": "/"}

_CHINESE = f"{HAN}，。、；：！？（）《》〈〉“”‘’【】"
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
# 日期:2015 · 15个,总 · “6+3”,全 — but not 1,850 or 8:30 or http://
_MARK = re.compile(rf"[,;:!?](?:(?<=[{_CHINESE}].)|(?<=[%\w)].)(?=[{_CHINESE}]))")
# 三木石(北京)投资: a pair that holds or touches Chinese
_PAIR = re.compile(
    rf"(?<=[{_CHINESE}])\([^()\n]*\)|\([^()\n]*\)(?=[{_CHINESE}])|\([^()\n{HAN}]*[{HAN}][^()\n]*\)"
)
_DOUBLED = re.compile(r"(?=[，、；：！。])(?:([，、；：！])\1+|(?<!。)(。)。(?!。))")


def width(text: str) -> Change | None:
    """Digits and letters go half width; punctuation and brackets beside Chinese go full width."""
    after = text
    if _WIDE_FORMS.search(after):
        after = _IN_FIGURE.sub(lambda found: _FIGURE_MARKS[found.group()], after).translate(_NARROW)
    if "(" in after:
        after = _PAIR.sub(lambda found: f"（{found.group()[1:-1]}）", after)
    after = _MARK.sub(lambda found: _WIDE[found.group()], after)
    return respelt(text, after)


def doubled(text: str) -> Change | None:
    """``，，`` becomes ``，``; three full stops and more are an ellipsis and stay."""
    found = _DOUBLED.finditer(text)
    return edited(text, [Edit(Span(one.start() + 1, one.end()), "") for one in found])
