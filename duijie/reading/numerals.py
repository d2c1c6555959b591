"""Numerals as printed: Arabic, full-width, Chinese, and mixtures of them such as 1亿5000万 or 3千.

Values are exact (``Decimal``). A numeral is only the number; hedges and units belong to ``quantities``.
"""

from __future__ import annotations

from decimal import Decimal

CHINESE_DIGITS = {ch: value for value, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
SCALES = {**SMALL, **LARGE}

_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def arabic(printed: str) -> Decimal:
    """``1,380``, ``４１．５``. Raises ``ValueError`` where it is no such number."""
    plain = printed if printed.isascii() else printed.translate(_NARROW)
    try:
        return Decimal(plain.replace(",", ""))
    except ArithmeticError as wrong:
        raise ValueError(f"{printed!r} is no number in figures") from wrong


def scale(printed: str) -> int:
    """What a run of 十百千万亿 multiplies by: ``万`` 10 000, ``百亿`` 10 000 000 000, empty 1."""
    factor = 1
    for ch in printed:
        factor *= SCALES[ch]
    return factor


def chinese(printed: str) -> Decimal:
    """``三百二十`` 320, ``一千一百亿`` 110 000 000 000, ``百亿`` 10 000 000 000, ``二〇`` 20.

    A leading unit counts once (百 is 100), so does a unit after 几 or 数 (几十 is 10, 数百 is 100).
    Raises ``ValueError`` for any other character.
    """
    if len(printed) > 1 and all(ch in CHINESE_DIGITS for ch in printed):
        return Decimal("".join(str(CHINESE_DIGITS[ch]) for ch in printed))
    total, section, digit = 0, 0, None
    for ch in printed:
        if ch in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[ch]
        elif ch in SMALL:
            section += (1 if digit is None else digit) * SMALL[ch]
            digit = None
        elif ch in LARGE:
            section += digit or 0
            if ch == "亿" or not section:
                total = (total + section or 1) * LARGE[ch]
            else:
                total += section * LARGE[ch]
            section, digit = 0, None
        elif ch not in "几数":
            raise ValueError(f"{printed!r} is no number in Chinese characters")
    return Decimal(total + section + (digit or 0))


def step(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 100 for 1 300, 0.1 for 2.5, 1 for 0."""
    if not value:
        return Decimal(1)
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
