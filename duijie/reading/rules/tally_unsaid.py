"""Clauses that assert nothing of the region: conditions of a policy, other places' figures, sums per unit."""

from __future__ import annotations

import re
from functools import lru_cache

from duijie.reading.rules.tally_scope import Passage, Spot
from duijie.reading.vocabulary import any_of, load, words

_U = load("measures")["unsaid"]
# 对投资超10亿元的项目给予 …, 若单个外资项目到账超过5000万美元
OPENS = re.compile(
    rf"(?:^|[，：。；、])\s*(?:{any_of(_U['condition_opens'])})(?!接|口|外|于|标|比|应|此|今|下|前|期|年|上|照|同|其中)"
)
GRANTS = re.compile(any_of(_U["condition_grants"]))
ANYWHERE = re.compile(any_of(_U["condition_anywhere"]))
ELSEWHERE = re.compile(
    rf"(?:^|[，；：])\s*(?:20\d\d年|去年|今年|同期|目前|上半年|而|作为(?:参照|对比|比较)，|相比之下，|与之相比，|\d{{1,2}}[—－–~～至到-]\d{{1,2}}月)*，?\s*"
    rf"(?:{any_of(words('places', 'provinces'))})?{any_of(_U['elsewhere'])}(?!各地|首|性|百强|先进|优秀|排名|[一-鿿]{{0,12}}?(?:大学|[学协商总]会|[学研究科工程]院|研究所|联合会|集团|公司|银行))"
)
OWN = re.compile(r"全[县区镇乡州旗]|我[县区]|[县区]委")
PER_UNIT = re.compile(any_of(_U["per_unit"]))
# 其中单体投资10亿元以上的项目4个: the unit only bounds which are counted
LARGE_ONES = re.compile(
    r"(?:单体|单个|平均)[^，。；、]{0,10}?\d[^，。；、]{0,8}?(?:以上|以下)的?(?:项目|企业)"
)
PER_UNIT_BEHIND = re.compile(
    r"^\s*(?:[/／每]\s*(?:亩|人|户|年|平方米|公顷|个)|的?门槛|标准(?!化|厂|[地车仓楼]))"
)
# 6个乡镇到位资金不足500万元
SOME_UNITS = re.compile(
    r"^(?:仍有|尚有|还有|有|其中)?(?:[\d一二三四五六七八九十]+|部分|少数|个别)个?(?:乡镇|单位|部门|街道|镇街)(?!共)"
)
# 企业新招用员工50人以上、缴纳社会保险的，每人补助1000元
WHO_GETS = re.compile(
    rf"[^；。]{{0,60}}的(?:企业|项目|单位|园区|个人)?，[^；。]{{0,30}}?(?:{any_of(_U['condition_grants'][:7])})"
)
RANK = re.compile(r"(?:第|前|(?<!先)后|位居|排名|列)$")


def is_unsaid(passage: Passage, spot: Spot) -> bool:
    """Whether the quantity stands in a condition, speaks of elsewhere, or is an average."""
    start = spot.measured.span.start - passage.offset
    end = spot.measured.span.end - passage.offset
    opened = max(passage.text.rfind("；", 0, start) + 1, 0)
    closed = passage.text.find("；", end)
    segment = passage.text[opened : closed if closed >= 0 else len(passage.text)]
    if _is_condition(segment):
        return True
    journeys = spot.measured.counter in ("次", "批", "批次")
    per_unit = PER_UNIT.search(spot.near) and PER_UNIT.search(LARGE_ONES.sub("", spot.near))
    if (per_unit and not journeys) or PER_UNIT_BEHIND.match(passage.text[end : end + 6]):
        return True
    if WHO_GETS.match(passage.text, end):
        return True
    if SOME_UNITS.search(spot.left):
        return True
    if RANK.search(spot.near):
        return True
    here = passage.text[opened:start]
    abroad = ELSEWHERE.search(spot.left)
    return bool(abroad) and not OWN.search(here[-30:])


@lru_cache(maxsize=64)
def _is_condition(segment: str) -> bool:
    """Whether a segment says who gets what on which condition."""
    opens = OPENS.search(segment)
    return bool(ANYWHERE.search(segment) or (opens and GRANTS.search(segment, opens.end())))
