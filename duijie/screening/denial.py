"""Whether a sentence denies what its words name: it forbids it, tells that it was ended, or cites the law.

A "not" reaches to the end of its clause, and over commas as long as what follows names no new actor. After
"不得有下列行为：" it reaches over the list. "不得低于" and its like do not deny. What stands in 《》 is a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from duijie.kernel.span import Span

LONGEST: Final = 600
"""A sentence without a stop is cut after so many characters."""
_BEFORE: Final = re.compile(
    r"不得(?!低于|少于|小于|迟于|晚于|拖延|拒绝|拒付|延迟|克扣|不)|禁止|严禁|不允许|不准|不应|不再|不可|不会|不予|不含|不包含|不涉及"
    r"|不存在|不承诺|不提供|不向|不为|不对|不以|不将|不作|不谋求|不具有|均不|并非|未约定|没有|杜绝|防止|避免|取消|废止|废除|清理|清退|停止"
    r"|纠正|整改|追回|查处|违规|违法|擅自|变相|审计指出|审计发现|检查发现|巡察发现|通报|无权|不属于"
    r"|\b(?:shall|must|may|will|can|does|do|is|are|has|have)\s+not\b|\bneither\b|\bnor\b|\bno\b(?!\s+(?:less|later|fewer))|\bwithout\b"
    r"|\bprohibit\w*|\bforbid\w*|\bunlawful\w*|\bcannot\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"(?:一律|应当|应|予以|全部|均|都|已|被|自动|视为|属于|属|系|为)*"
    r"(?:无效|停止|取消|废止|废除|清理|纠正|整改|追回|删除|违规|违法|不得|禁止|严禁|不予|不再|叫停|制止|与国家规定不符|与…不符|is void|is prohibited)"
)
_NOT_ASKED: Final = re.compile(r"不得(?:要求|强制|限制|阻碍|阻止|以)|不(?:要求|强制|限制)")
_NOT_LESS: Final = re.compile(r"不得(?:低于|少于|小于|迟于|晚于)")
# What follows a comma with one of these begins a promise of its own.
_ANEW: Final = re.compile(
    r"\s*(?:(?:但|并|同时|而|且|由)?(?:甲方|乙方|丙方|政府|县|市|区|园区|管委会|双方|企业|项目|该|本)|但|对|按|将|可|给予|同意|承诺|所需|超出|其|由|but\b|Party|the\b)",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"(?:下列|以下|如下)[^。\n]{0,20}[：:]\s*$|[：:]\s*$")
_TITLE: Final = re.compile(r"《[^《》]*》")
_BREAK: Final = re.compile(r"[，,]")
_STOP: Final = re.compile(r"[。！？!?\n]|(?<=[a-z)])\.(?=\s|$)")
_ITEM: Final = re.compile(r"[；;：:]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch between stops. ``governed``: it is an item of a list that a "not" opens."""

    span: Span
    governed: bool


def sentences(text: str) -> list[Sentence]:
    """The text cut at stops, semicolons and colons, in order; blanks at the ends left out."""
    found: list[Sentence] = []
    start, governed = 0, False
    for mark in [*re.finditer(rf"{_STOP.pattern}|{_ITEM.pattern}", text), None]:
        end = mark.start() if mark else len(text)
        piece = text[start:end]
        if piece.strip():
            left = len(piece) - len(piece.lstrip())
            first, last = start + left, start + len(piece.rstrip())
            found += [
                Sentence(Span(at, min(at + LONGEST, last)), governed) for at in range(first, last, LONGEST)
            ]
        sign = mark.group() if mark else ""
        if sign in ("：", ":"):
            governed = governed or bool(_BEFORE.search(piece))
        elif sign in ("；", ";"):
            pass
        elif sign == "\n":
            governed = (
                governed and not piece.strip().endswith("。") and bool(_LIST.search(text[:end]) or governed)
            )
        else:
            governed = False
        start = mark.end() if mark else len(text)
    return found


def around(spans: Sequence[Span]) -> Span:
    """From the first of several stretches to the last."""
    return Span(min(one.start for one in spans), max(one.end for one in spans))


def denied(sentence: str, words: Sequence[Span], *, own_negation: bool) -> bool:
    """Whether ``sentence`` denies what its ``words``, in their order, promise, or only names a paper by its title."""
    hit = around(words)
    if any(title.start() <= hit.start and hit.end <= title.end() for title in _TITLE.finditer(sentence)):
        return True
    clauses = _clauses(sentence)
    here = next(place for place, clause in enumerate(clauses) if hit.start < clause.end)
    last = next(place for place, clause in enumerate(clauses) if hit.end <= clause.end)
    if _ended(sentence, clauses[last], clauses[last + 1 : last + 2], hit):
        return True
    if own_negation:
        return bool(_NOT_ASKED.search(sentence, 0, hit.start))
    if any(
        _BEFORE.search(sentence, one.end, other.start)
        for one, other in pairwise(words)
        if one.end < other.start
    ):
        return True
    for place in range(here, -1, -1):
        clause = clauses[place]
        until = hit.start if place == here else clause.end
        if _BEFORE.search(sentence, clause.start, max(until, clause.start)):
            return True
        if _ANEW.match(sentence, clause.start):
            return False
    return False


def _ended(sentence: str, clause: Span, following: list[Span], hit: Span) -> bool:
    """Whether what follows the words says that they are void, ended or forbidden."""
    rest = sentence[hit.end : clause.end]
    if _AFTER.search(rest) and not _NOT_LESS.search(rest):
        return True
    for one in following:
        after = one.of(sentence).strip()
        if re.match(r"(?:一律|均|都|应当|应|予以|已全部|已)", after) and _AFTER.search(after[:16]):
            return True
    return False


def _clauses(sentence: str) -> list[Span]:
    ends = [mark.end() for mark in _BREAK.finditer(sentence)]
    starts = [0, *ends]
    return [Span(start, end) for start, end in zip(starts, [*ends, len(sentence)], strict=True)]
