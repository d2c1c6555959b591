"""Traditional characters to simplified, by phrase, without touching a simplified text's old-style names."""

from __future__ import annotations

import re
from functools import cache

import opencc

from duijie.text.steps.change import Change, respelt

# Old-style forms that simplified texts print too, most of them in names (东昇, 於, 鍾).
_AT_HOME = frozenset("乾吒夥徵拚捱摺於榘菸薹袷醣麴麽昇陞鍾瞭藉甦堃祐喆剋麼菓邨")
_MANY = 0.01
"""Share of other traditional characters from which on these, too, are taken for traditional script."""
# OpenCC leaves 著 to the phrase; as a particle it is 着, in these words it is not.
_PARTICLE = re.compile("(?<![名显編编專专土原論论遺遗合譯译拙較较巨卓昭顯執执])著(?![名作者述称稱書书录錄])")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def traditional_characters() -> dict[str, str]:
    """Every traditional or variant character of the basic block with its simplified one."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    plain = _converter().convert("\n".join(every)).split("\n")
    return {a: b for a, b in zip(every, plain, strict=True) if a != b and len(b) == 1}


@cache
def _telling() -> frozenset[str]:
    return frozenset(traditional_characters()) - _AT_HOME


@cache
def _any_telling() -> re.Pattern[str]:
    """Finds out ten times faster than a set of the text's characters that a text is simplified."""
    return re.compile(f"[{''.join(sorted(_telling()))}]")


def simplify(text: str) -> str:
    """``text`` in simplified characters, as many as before."""
    sound = text if text.isascii() else re.sub("[\ud800-\udfff\x00]", "\ufffd", text)
    plain = _converter().convert(sound)
    if len(plain) != len(text):
        plain = "".join(_of_same_length(line) for line in re.findall(r"[^，。；\n]*[，。；\n]?", sound))
    plain = _PARTICLE.sub("着", plain)
    if sound == text:
        return plain
    return "".join(old if mid == "\ufffd" else new for old, mid, new in zip(text, sound, plain, strict=True))


def _of_same_length(clause: str) -> str:
    plain = _converter().convert(clause)
    return plain if len(plain) == len(clause) else "".join(traditional_characters().get(c, c) for c in clause)


def simplified(text: str) -> Change | None:
    """Traditional characters become simplified.

    Where few of them occur, old-style forms that simplified names keep stay as they are.
    """
    if not _any_telling().search(text):
        return None
    found = set(text) & traditional_characters().keys()
    telling = found & _telling()
    plain = simplify(text)
    if found != telling and sum(map(text.count, telling)) < _MANY * len(text):
        plain = "".join(old if old in _AT_HOME else new for old, new in zip(text, plain, strict=True))
    return respelt(text, plain)
