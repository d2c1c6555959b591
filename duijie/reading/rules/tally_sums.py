"""Whose a sum of money is: a batch's (before or behind it), money received, or output, revenue, tax of a whole."""

from __future__ import annotations

import re

from duijie.reading.rules import tally_amounts as amounts
from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_counts import Count
from duijie.reading.rules.tally_scope import Spot
from duijie.reading.rules.tally_walk import JOINERS, Walk

# 56个项目中已开工28个，投产9个，协议总投资143亿元: of all of them
OF_ALL = re.compile(r"\d[个项][^，。；\d]{0,10}?项目(?:当?中|里)")


def sum_measure(
    walk: Walk, number: int, spot: Spot, batch: Count | None, batch_end: int, money: list[str | None]
) -> str | None:
    """The measure of a sum of money, or ``None``."""
    passage, one = walk.passage, spot.measured
    tail = passage.text[one.span.end - passage.offset :]
    following = walk.found.get(number + 1)
    # 总投资达43.6亿元的16个项目
    if tail.startswith("的") and following is not None and following.stage:
        gap = passage.between(one.span.end, passage.spots[number + 1].measured.span.start)
        limited = "其中" in spot.left or one.quantity.words.endswith(("以上", "以下"))
        if (
            len(gap) <= 8
            and "，" not in gap
            and not limited
            and amounts.cue(spot)[1] in ("investment", "signed", "intent")
        ):
            return f"{counts.projects(following.stage)}.investment"
    if spot.limit or amounts.NAMED_BEHIND.match(tail):
        return None
    word, kind = amounts.cue(spot)
    if spot.listed and money[-1:] == ["funds.received"] and amounts.FUNDS_KIND.match(spot.near):
        return "funds.received"
    if money[-1:] == ["funds.received"] and amounts.FUNDS_PART.match(spot.near):
        return "funds.received"
    same_later = kind == "" and money and money[-1] is not None and ".investment" not in money[-1]
    if same_later and counts.RISING.match(spot.near.strip(JOINERS)):
        # 去年产值92亿元，今年力争突破100亿元
        return money[-1]
    if kind == "" and not spot.near.strip(JOINERS) and spot.listed and number:
        # 装备制造11个、32亿元 · 合同项目9个、37.4亿元
        before = walk.found.get(number - 1)
        if before is not None and before.stage and passage.spots[number - 1].behind.strip(JOINERS) == "":
            return f"{counts.projects(before.stage)}.investment"
    if kind in ("", "barred", "not_tax"):
        return None
    if kind == "funds":
        owner = amounts.entity_before(passage, spot.measured.span.start - len(word))
        return None if owner in ("firm",) and not spot.ahead else "funds.received"
    if kind in ("output", "revenue", "tax"):
        owner = amounts.entity_before(passage, spot.measured.span.start)
        return kind if spot.ahead or owner not in ("firm", "project") else None
    return _batch_sum(walk, spot, word, kind, batch, batch_end)


def _batch_sum(
    walk: Walk, spot: Spot, word: str, kind: str, batch: Count | None, batch_end: int
) -> str | None:
    """A sum belongs to the batch before it unless a project or firm is named in between."""
    passage, start = walk.passage, spot.measured.span.start
    head = counts.head_of(spot.near)
    if batch is not None:
        between = passage.between(batch_end, start)
        if amounts.PAPERS_COUNTED.search(between):
            return None
        named = amounts.BETWEEN_NAMED.search(_without_generic(between))
        lone = word in ("投资", "资金", "金额") and head.strip(JOINERS) != word
        if not named and not lone and between.count("，") <= 3:
            told_before = batch_end == passage.offset and batch.stage in ("building", "producing", "started")
            among = kind == "signed" and OF_ALL.search(passage.text[: batch_end - passage.offset])
            free = batch.stage == "plain" or told_before or bool(among)
            stage = kind if free and kind in ("signed", "intent") else batch.stage
            return f"{counts.projects(stage or 'plain')}.investment"
    clause = passage.text[: max(0, start - passage.offset)]
    segment = re.split(r"[；]", clause)[-1]
    if re.search(r"公司|集团|厂(?!房)", segment) or re.search(r"[该其此]项目", segment):
        return None
    if amounts.PAPERS_COUNTED.search(segment):
        # 签订技术合同320项，合同金额2.1亿元: no projects
        return None
    own = amounts.investment_measure(kind, None, head)
    if own is not None and kind == "investment" and word in ("投资", "资金", "金额"):
        return None
    if own is not None and amounts.BETWEEN_NAMED.search(_without_generic(segment)):
        return None
    return own


def _without_generic(said: str) -> str:
    """The words without counted or general projects: 12个产业项目, 签约项目."""
    said = re.sub(r"[\d一二三四五六七八九十百]+[多余]?[个项][^，。；、]{0,14}?项目", "", said)
    return re.sub(
        r"(?:签约|开工|在建|投产|重点|重大|引进|储备|在谈|落户|落地|招商|产业|外资|内资|以上|工业|续建|合作|意向|抽查|新建|合同|入园|所有|全部|各类|主要|洽谈|竣工|[这些上述])的?项目(?!区)",
        "", said,
    )  # fmt: skip
