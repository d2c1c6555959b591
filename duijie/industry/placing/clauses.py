"""A scope of business (经营范围) as clauses, each with what is done to what it names: made, sold, served. Pure.

Scopes are lists with verbs before them (生产：甲、乙), behind them (甲、乙的制造、加工) or inside a clause (甲维修).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MADE, SOLD, SERVED, UNSAID = "made", "sold", "served", "unsaid"
_VERBS: Final = {
    MADE: ("生产", "制造", "加工", "制作", "制做", "研制", "产销", "冶炼", "自产自销", "承制", "炼制"),
    SOLD: ("销售", "批发", "零售", "经销", "购销", "批零", "代销", "代购", "贸易", "进出口", "供应", "采购", "出口", "进口",
           "批兼零", "经营", "收购"),
    SERVED: ("维修", "修理", "安装", "调试", "设计", "咨询", "租赁", "出租", "施工", "服务", "检测", "研发", "开发", "推广",
             "保养", "改造", "研究", "转让", "培训", "售后服务", "技术服务", "技术咨询", "设备安装"),
}  # fmt: skip
_OF: Final = {verb: mode for mode, verbs in _VERBS.items() for verb in verbs}
_ANY: Final = "(?:" + "|".join(sorted(_OF, key=len, reverse=True)) + ")"
_JOIN: Final = r"[及和与兼并的、\s/]*"
_VERB: Final = re.compile(_ANY)
_LEAD: Final = re.compile(rf"^(?:{_ANY}{_JOIN})+")
_TAIL: Final = re.compile(rf"(?:{_JOIN}{_ANY})+[业务]*$")
_BRACKETS: Final = re.compile(r"[(（【\[［〔][^()（）【】\[\]［］〔〕]*[)）】\]］〕]")
_HEADS: Final = re.compile(r"(?:许可|一般|主营|兼营)?(?:经营)?(?:项目|范围)?[:：]|^(?:主营|兼营)")
_SENTENCE: Final = re.compile(r"[;；。．\n]")
_CLAUSE: Final = re.compile(r"[、，,：:/]")
MOST_CLAUSES: Final = 80


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` as printed, its place in the scope from 0, and what is done: ``made`` goes before the others."""

    text: str
    place: int
    mode: str


def clauses_of(scope: str, holding: re.Pattern[str] | None = None) -> tuple[Clause, ...]:
    """The clauses of a scope, without what stands in brackets, of the first :data:`MOST_CLAUSES`.

    ``holding``: sentences without this are passed over, which changes no clause of the others.
    """
    bare = _BRACKETS.sub("", _BRACKETS.sub("", scope))
    found: list[Clause] = []
    place = 0
    for sentence in _SENTENCE.split(bare):
        if holding is None or holding.search(sentence):
            for number, (text, modes) in enumerate(_told(sentence)):
                if modes is not None:
                    found.append(Clause(text, place + number, _strongest(modes)))
        place += len(_CLAUSE.findall(sentence)) + 1
        if place >= MOST_CLAUSES:
            break
    return tuple(one for one in found if one.place < MOST_CLAUSES)


def _told(sentence: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The clauses of one sentence with the modes of the verbs that govern them; ``None`` for bare verbs."""
    texts = [text for one in _CLAUSE.split(_HEADS.sub("：", sentence)) if (text := one.strip())]
    modes: list[frozenset[str]] = [frozenset()] * len(texts)
    governing: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()  # bare verbs before their objects: 制造、销售：甲
    waiting: list[int] = []
    closed: list[
        int
    ] = []  # what the last verb behind a list governs; a bare verb after it joins: 的制造、加工
    for place, text in enumerate(texts):
        lead, tail = _LEAD.match(text), _TAIL.search(text)
        if lead and lead.end() == len(text):
            said = _modes(text)
            ends = closed or waiting
            for one in ends:
                modes[one] |= said
            if ends:
                closed, waiting = ends, []
            else:
                verbs |= said
        elif lead:
            governing, verbs, waiting, closed = _modes(lead[0]) | verbs, frozenset(), [], []
            modes[place] = governing
        elif tail:
            said = _modes(tail[0])
            for one in waiting:
                modes[one] |= said
            modes[place] = said
            closed, waiting = [*waiting, place], []
        else:
            if verbs:
                governing, verbs = verbs, frozenset()
            modes[place] = governing
            closed = []
            if not governing:
                waiting.append(place)
    for text, said in zip(texts, modes, strict=True):
        lead = _LEAD.match(text)
        yield text, None if lead and lead.end() == len(text) else said


@lru_cache(maxsize=4096)
def _modes(text: str) -> frozenset[str]:
    return frozenset(_OF[verb] for verb in _VERB.findall(text))


@lru_cache(maxsize=64)
def _strongest(modes: frozenset[str]) -> str:
    return next((mode for mode in (MADE, SOLD, SERVED) if mode in modes), UNSAID)
