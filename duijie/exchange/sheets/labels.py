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
_BRACKETED = re.compile(rf"[(\[【〔](?:单位[::]?)?({_UNIT_WORDS})[)\]】〕]", re.I)
_TRAILING = re.compile(rf"[/,、:_-]({_UNIT_WORDS})$|(?:单位[::]?)({_UNIT_WORDS})$", re.I)
_WHOLE = re.compile(rf"(?:单位[::]?)?[(]?({_UNIT_WORDS})[)]?", re.I)
_FRONT = re.compile(
    r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]+\)|其中[::、]?|\*)+"
)


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


def is_unit(text: str) -> bool:
    """Whether a field of a head holds a unit and nothing else."""
    return _WHOLE.fullmatch(squeezed(text)) is not None
