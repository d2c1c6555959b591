"""Of whom and for when a quantity is told: the printed subject, period or term."""

from __future__ import annotations

import re

from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_scope import BY, PERIOD, Passage, Spot
from duijie.reading.rules.tally_walk import JOINERS

SUBJECT = re.compile(
    r"(?:全[县市区镇乡州旗省盟]|我[县市区]|园区|开发区|[一-鿿]{2,12}?(?:县|市|区|镇|乡|园区|开发区|产业园|工业园|集聚区|集中区|组团|街道))"
)
QUALIFIED = re.compile(
    r"([一-鿿\dA-Za-z亿万千百元以上．.]{0,16}(?:以上|以下|外资|内资|产业|工业|京津|高新技术|规模以上|类|级|型)[的]?[一-鿿]{0,8}(?:项目|企业|岗位|人才|平台)?)$"
)


# what a subject's pattern may have swept up before the name
BEFORE_SUBJECT = re.compile(r"^.*(?:[年月日在由赴到于的与和是过了]|召开|举办|举行|开展)(?=[一-鿿]{2})")


def subject_of(passage: Passage, spot: Spot, noun: str, part: bool) -> str | None:
    """Whose count it is, as printed: the part's own words, else the nearest county, park or group before it."""
    head = counts.head_of(spot.near)
    if part:
        own = re.sub(r"^.*?(?:其中|包括|包含)[，:：]?", "", head).strip(JOINERS) or noun
        return own or None
    qualified = QUALIFIED.search(re.sub(r"^.*?(?:签约|开工|引进|招引|在建|投产|储备)", "", head))
    if qualified and noun and "以上" in qualified.group(1):
        return qualified.group(1)
    if (
        spot.measured.quantity.unit == "count"
        and noun in counts.NOUN_OF
        and "platform" in counts.NOUN_OF[noun]
    ):
        return noun
    found = None
    for text in (passage.before, passage.between(passage.offset, spot.measured.span.start)):
        for match in SUBJECT.finditer(text):
            found = BEFORE_SUBJECT.sub("", match.group()) or found
    return found


def term_of(passage: Passage, spot: Spot, ahead: bool) -> str | None:
    """The printed period or term that the quantity stands under."""
    pattern = BY if ahead else PERIOD
    start = spot.measured.span.start
    for text in (passage.between(passage.offset, start), passage.before):
        found = [match.group() for match in pattern.finditer(text)]
        if found:
            return found[-1].strip("，的")
    return None
