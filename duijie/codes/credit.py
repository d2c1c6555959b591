"""Unified social credit codes: 18 characters with two check digits, and the 15-digit numbers before them.

Form and check digits follow GB 32100-2015 (whole code) and GB 11714-1997 (organisation number inside it);
the older registration number follows GS 15-2006, whose check digit is ISO 7064 MOD 11,10.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from duijie.kernel.words import Words

_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE: Final = {letter: value for value, letter in enumerate(_LETTERS)}
_WEIGHTS: Final = tuple(3**place % 31 for place in range(17))
_INNER_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INNER_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE: Final = re.compile(r"[1-9AHJ-NPQRTUWXY][1-9A-Z][0-9]{6}[0-9A-Z]{9}[0-9A-Z]")
_BLANKS: Final = re.compile(r"[\s\-—_.·]+")


class Fault(StrEnum):
    """What is wrong with a code: its length, a character, the outer or the inner check digit."""

    LENGTH = "length"
    LETTER = "letter"
    CHECK = "check"
    INNER_CHECK = "inner_check"


FAULTS: Final = {
    Fault.LENGTH: Words("不是18位", "it does not have 18 characters"),
    Fault.LETTER: Words("含有不可用的字符", "a character stands where none such may"),
    Fault.CHECK: Words("校验位不符，可能录错", "the check digit does not fit: probably a slip"),
    Fault.INNER_CHECK: Words(
        "主体标识码校验位不符", "the check digit of the organisation number does not fit"
    ),
}

# First character: who registers; second: what is registered (GB 32100-2015, table 1 and annex).
_REGISTERED: Final[dict[str, dict[str, Words]]] = {
    "1": {
        "1": Words("机关", "government body"),
        "2": Words("事业单位", "public institution"),
        "3": Words("群众团体", "mass organisation"),
    },
    "2": {"1": Words("外国常驻新闻机构", "foreign news bureau")},
    "3": {
        "1": Words("律师执业机构", "law firm"),
        "2": Words("公证处", "notary office"),
        "3": Words("基层法律服务所", "local legal service"),
        "4": Words("司法鉴定机构", "forensic institution"),
        "5": Words("仲裁委员会", "arbitration commission"),
    },
    "4": {"1": Words("外国在华文化中心", "foreign cultural centre")},
    "5": {
        "1": Words("社会团体", "association"),
        "2": Words("民办非企业单位", "private non-enterprise unit"),
        "3": Words("基金会", "foundation"),
    },
    "6": {
        "1": Words("外国旅游部门代表机构", "foreign tourism office"),
        "2": Words("港澳台旅游部门代表机构", "tourism office of Hong Kong, Macau or Taiwan"),
    },
    "7": {
        "1": Words("宗教活动场所", "place of worship"),
        "2": Words("宗教院校", "religious school"),
    },
    "8": {"1": Words("基层工会", "trade union")},
    "9": {
        "1": Words("企业", "enterprise"),
        "2": Words("个体工商户", "sole trader"),
        "3": Words("农民专业合作社", "farmers' cooperative"),
    },
    "A": {"1": Words("军队事业单位", "military institution")},
    "N": {
        "1": Words("组级集体经济组织", "collective of a village group"),
        "2": Words("村级集体经济组织", "collective of a village"),
        "3": Words("乡镇级集体经济组织", "collective of a township"),
    },
}
_OTHER: Final = Words("其他", "other")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code whose check digits fit. ``division``: six digits of GB/T 2260 at registration."""

    text: str
    registered_as: Words
    division: str
    organisation_number: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A text that is no valid code, as given, and why."""

    text: str
    fault: Fault

    @property
    def reason(self) -> Words:
        """The fault in words."""
        return FAULTS[self.fault]


def folded(text: str) -> str:
    """``text`` in half-width capitals without blanks and dashes, as codes are compared."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def read_credit_code(text: str) -> CreditCode | WrongCode:
    """The 18-character code in ``text`` (blanks, case and width do not matter), or what is wrong with it."""
    code = folded(text)
    if len(code) != 18:
        return WrongCode(text, Fault.LENGTH)
    if not _SHAPE.fullmatch(code) or any(letter not in _VALUE for letter in code):
        return WrongCode(text, Fault.LETTER)
    if code[17] != check_letter(code[:17]):
        return WrongCode(text, Fault.CHECK)
    if code[16] != organisation_check(code[8:16]):
        return WrongCode(text, Fault.INNER_CHECK)
    return CreditCode(code, _REGISTERED.get(code[0], {}).get(code[1], _OTHER), code[2:8], code[8:17])


def check_letter(first: str) -> str:
    """The 18th character to the first 17 (GB 32100-2015: weights 3ⁱ mod 31)."""
    total = sum(_VALUE[letter] * weight for letter, weight in zip(first, _WEIGHTS, strict=True))
    return _LETTERS[-total % 31]


def organisation_check(first: str) -> str:
    """The ninth character to eight of an organisation number (GB 11714-1997: weights 3 7 9 10 5 8 4 2, mod 11)."""
    total = sum(_INNER_LETTERS.index(c) * w for c, w in zip(first, _INNER_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def is_old_number(text: str) -> bool:
    """Whether ``text`` is a 15-digit registration number whose check digit fits (GS 15-2006)."""
    digits = folded(text)
    if len(digits) != 15 or not (digits.isascii() and digits.isdigit()):
        return False
    rest = 10
    for digit in digits[:14]:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return (rest + int(digits[14])) % 10 == 1
