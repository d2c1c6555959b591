"""A column's label as it is compared, and the unit that it names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[【〔《][^()\[\]【】〔〕《》]*[)\]】〕》]")
_UNIT_WORDS = (
    r"(?:人民币)?(?:百万|千万|万|亿|千|百)?(?:元人民币|美元|欧元|港元|日元|元|美金)|亿|万|公顷|平方公里|平方米|㎡|m2|亩|"
    r"万千瓦时|千瓦时|万度|kwh|千克|公斤|万吨标准煤|吨标准煤|吨标煤|吨|千伏安|kva|立方米|人|个|家|%"
)
_CAPTION = re.compile(
    rf"(?:金额|货币|面积)?(?:单位|unit)[::]?((?:{_UNIT_WORDS})(?:[、,;/和](?:{_UNIT_WORDS}))*)(?![a-z])", re.I
)
_BRACKETED = re.compile(
    rf"[(\[【〔](?:[^()\[\]【】〔〕]*[,;、:])?(?:单位[::]?)?({_UNIT_WORDS})(?:[,;、][^()\[\]【】〔〕]*)?[)\]】〕]",
    re.I,
)
_TRAILING = re.compile(rf"[/,、:_-]({_UNIT_WORDS})$|(?:单位[::]?)({_UNIT_WORDS})$", re.I)
_WHOLE = re.compile(rf"(?:单位[::]?)?[(]?({_UNIT_WORDS})[)]?", re.I)
_FRONT = re.compile(
    r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]+\)|其中[::、]?|\*)+"
)


_ALIKE = (
    (re.compile("全称|名字"), "名称"),
    (re.compile("时间|年月日|年月"), "日期"),
    (re.compile("性质|类别|种类"), "类型"),
    (re.compile("所属|所在|所处"), "所"),
    (re.compile("金额"), "额"),
    (re.compile("人员|职工|员工"), "人"),
)
_JOINT = re.compile("(?<=..)(?:及其|及|和|与|、|/)(?=..)")


@lru_cache(maxsize=1 << 14)
def squeezed(text: str) -> str:
    """``text`` in one width, lower case, without blanks and line breaks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=1 << 14)
def plain_label(text: str) -> str:
    """A label without brackets, unit, numbering and punctuation: ``其中：总 投 资（万元）`` is ``总投资``."""
    label = squeezed(text)
    bare = _BRACKETS.sub("", label) or label.strip("()[]【】〔〕")
    bare = _FRONT.sub("", bare) or bare
    bare = _TRAILING.sub("", bare) or bare
    return bare.strip(":：*、,.。/-_ ")


@lru_cache(maxsize=1 << 14)
def unit_in(text: str) -> str:
    """The unit that a label names in brackets, behind a stroke, or as ``单位：``; empty for none."""
    label = squeezed(text)
    found = _BRACKETED.search(label) or _TRAILING.search(label) or _CAPTION.search(label)
    return next((one for one in found.groups() if one), "") if found else ""


def caption_unit(text: str) -> str:
    """The units that words above a table set for all of it, with 、 between: ``单位：亿元、亩``; empty for none."""
    found = _CAPTION.search(squeezed(text)) or _BRACKETED.search(squeezed(text))
    return re.sub("[,;/和]", "、", found[1]) if found else ""


def sets_units(text: str) -> bool:
    """Whether words say of which unit the numbers of a table are, as no label of a column does."""
    label = squeezed(text)
    return _CAPTION.search(_BRACKETS.sub("", label) or label) is not None


def is_unit(text: str) -> bool:
    """Whether a field of a head holds a unit and nothing else."""
    return _WHOLE.fullmatch(squeezed(text)) is not None


@lru_cache(maxsize=1 << 14)
def alike(label: str) -> str:
    """A plain label with words of one meaning told as one: 时间 is 日期, 全称 is 名称, 性质 and 类别 are 类型."""
    for pattern, word in _ALIKE:
        label = pattern.sub(word, label)
    return label


@lru_cache(maxsize=1 << 14)
def first_of(label: str) -> tuple[str, str]:
    """The parts of a plain label that names two things: 企业名称及信用代码 is 企业名称 and 信用代码; the same twice else."""
    found = _JOINT.search(label)
    return (label[: found.start()], label[found.end() :]) if found else (label, label)
