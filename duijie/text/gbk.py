"""GBK as tables: which bytes make which characters, and which characters a text is unlikely to hold."""

from __future__ import annotations

from functools import cache

from duijie.text.steps.simplified import traditional_characters

_FOREIGN = 6.0
_SAMPLE = 4000


@cache
def pair(first: int, second: int) -> str | None:
    """The one character that the two bytes make."""
    try:
        found = bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return found if len(found) == 1 else None


@cache
def by_second(second: int) -> tuple[str, ...]:
    """The characters that end in this byte."""
    return tuple(c for first in range(0x81, 0xFF) if (c := pair(first, second)))


@cache
def by_first(first: int, following: int | None) -> tuple[str, ...]:
    """The characters that begin with this byte and whose second makes no pair with ``following``."""
    return tuple(
        c
        for second in (*range(0x40, 0x7F), *range(0x80, 0xFF))
        if (c := pair(first, second))
        and (following is None or (second > 0x80 and not pair(second, following)))
    )


@cache
def by_neither(following: int | None) -> tuple[str, ...]:
    """The common characters that can stand behind one mark before ``following``.

    Without either byte only common ones can be told apart: punctuation, the first level of GB 2312, and their
    traditional forms.
    """
    common = (c for first in (0xA1, 0xA3, *range(0xB0, 0xD8)) for c in by_first(first, following))
    plain = traditional_characters()
    every = (c for first in range(0x81, 0xFF) for c in by_first(first, following))
    return (*common, *(c for c in every if c in plain and _is_first_level(plain[c])))


def _is_first_level(character: str) -> bool:
    code = character.encode("gb2312", "ignore")
    return bool(code) and 0xB0 <= code[0] <= 0xD7


@cache
def bytes_of(character: str) -> tuple[int, ...]:
    """One byte or two as GBK has them, those of users' own pairs too; none where GBK lacks the character."""
    try:
        found = tuple(character.encode("gb18030"))
    except UnicodeEncodeError:
        return ()
    return found if len(found) <= 2 else ()


@cache
def _wide_forms() -> dict[str, float]:
    plain = "，（）：；！？％"
    return {c: _FOREIGN for code in range(0xFF01, 0xFF5F) if (c := chr(code)) not in plain}


@cache
def _beyond_gb2312() -> dict[str, float]:
    every = (c for first in range(0x81, 0xFF) for second in range(0x40, 0xFF) if (c := pair(first, second)))
    beyond = {c: _FOREIGN for c in every if not c.encode("gb2312", "ignore")}
    return beyond | {c: _FOREIGN / 2 for c in traditional_characters() if c not in beyond}


def foreign_to(text: str) -> dict[str, float]:
    """Extra nats: wide letters and figures where the text has hardly any, traditional likewise."""
    sample = text[:_SAMPLE]
    least = max(4, len(sample) // 100)
    foreign: dict[str, float] = {}
    for group in (_wide_forms(), _beyond_gb2312()):
        if sum(character in group for character in sample) < least:
            foreign |= group
    return foreign
