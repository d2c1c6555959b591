"""The feed's columns: name, type and meaning. The data dictionary in ``docs/reference/feed.md`` is written from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: ``text``, ``number`` (decimal, six places), ``whole``, ``day`` or ``moment`` (UTC)."""

    name: str
    kind: str
    meaning: Words


def _column(name: str, kind: str, zh: str, en: str) -> Column:
    return Column(name, kind, Words(zh, en))


_INTERVAL: Final = (
    _column("number", "number", "数值，基本单位（元、平方米等）；空为台账无记录，不等于零", "the value in base units (yuan, square metres …); empty where the ledger says nothing, which is not zero"),
    _column("low", "number", "所容许的最小值；空为不设下限", "the least that the words allow; empty where they set no bound"),
    _column("high", "number", "所容许的最大值；空为不设上限", "the most that the words allow; empty where they set no bound"),
    _column("unit", "text", "单位：CNY、m2、count、percent 等", "CNY, m2, count, percent …"),
    _column("sense", "text", "措辞：exact、more（多、余）、over（超）、near（近）、about（约）等", "how the words hedge: exact, more, over, near, about …"),
)  # fmt: skip
_WHEN: Final = (
    _column("as_of", "day", "截至哪一天", "the day that the row is of"),
    _column("known_at", "moment", "按哪一时刻所知", "the moment as known at which it is told"),
)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "figures": (
        _column("code", "text", "指标编码", "the measure's code"),
        _column("name_zh", "text", "指标名称（中文）", "its name in Chinese"),
        _column("name_en", "text", "指标名称（英文）", "its name in English"),
        _column("scope", "text", "范围；空为全区域", "the part that it is of; empty for the whole region"),
        _column("scope_zh", "text", "范围名称（中文）", "the part's name in Chinese"),
        _column("scope_en", "text", "范围名称（英文）", "the part's name in English"),
        *_WHEN,
        *_INTERVAL,
        _column("window", "text", "计数窗口：stock（当日存量）或 year（当年起）", "what counts: stock, all that holds on the day, or year, since New Year's Day"),
        _column("version", "text", "指标定义的版本", "the version of the definition"),
        _column("sources", "whole", "所依据的条目数", "how many entries it rests on"),
        _column("gaps_zh", "text", "缺口说明（中文），以分号隔开", "what is missing or does not fit, in Chinese, separated by ；"),
        _column("gaps_en", "text", "缺口说明（英文），以分号隔开", "the same in English, separated by ;"),
    ),
    "entries": (
        _column("entry", "whole", "条目编号", "the entry's number"),
        _column("shape", "text", "形态：total（合计）、item（列名）或 quota（任务）", "total, item (a named thing) or quota"),
        _column("measure", "text", "所计的量", "what it counts"),
        _column("key", "text", "同一事物的标识；保密的为空", "the same for all that tells of one thing; empty where confidential"),
        _column("label", "text", "条目名称", "what it is called"),
        _column("scope", "text", "所属部分；空为全区域", "the part it speaks of; empty for the whole region"),
        *_WHEN,
        _column("effective_on", "day", "生效日", "the day from which it counts"),
        _column("recorded_at", "moment", "入账时刻", "when it was entered"),
        *_INTERVAL,
        _column("words", "text", "原文措辞", "the number as printed"),
        _column("basis", "text", "依据的种类", "the kind of basis"),
        _column("by_when", "text", "任务的期限", "of a quota, its term"),
    ),
}  # fmt: skip
