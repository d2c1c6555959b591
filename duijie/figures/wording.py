"""Numbers as people print and read them, both ways. Pure.

The rules of hedged numbers (多 余 近 超 约) follow GB/T 15835 usage as gathered in the handbook: one hedge
at a time; 多/余 after round tens; never rounded up.
"""

from __future__ import annotations

import re
from decimal import Decimal

from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words

MONEY = {"CNY": ("元", "CNY"), "USD": ("美元", "USD"), "EUR": ("欧元", "EUR"), "HKD": ("港元", "HKD"),
         "JPY": ("日元", "JPY"), "KRW": ("韩元", "KRW")}  # fmt: skip
AREA = {"m2": ("平方米", "m²")}
HEDGE_ZH = {
    Sense.MORE: "{}多{}", Sense.OVER: "超{}{}", Sense.NEAR: "近{}{}", Sense.ABOUT: "约{}{}",
    Sense.AT_LEAST: "{}{}以上", Sense.AT_MOST: "{}{}以内", Sense.UNDER: "不足{}{}",
}  # fmt: skip
HEDGE_EN = {
    Sense.MORE: "more than {}", Sense.OVER: "over {}", Sense.NEAR: "nearly {}", Sense.ABOUT: "about {}",
    Sense.AT_LEAST: "at least {}", Sense.AT_MOST: "at most {}", Sense.UNDER: "under {}",
}  # fmt: skip
HEDGES = re.compile(
    r"超过|超|逾|突破|将近|近|大约|约|不少于|不低于|至少|不超过|不足|不到|多|余|以上|以下|以内|左右|上下"
)
ODD_MORE = re.compile(r"(?<![\d.])\d*[1-9](?=[余多](?![万亿]))")


def unit_words(unit: str, counter: str = "") -> Words:
    """What a unit is called: of counts the Chinese measure word."""
    if unit == "count":
        return Words(counter, "count")
    if unit == "percent":
        return Words("%", "%")
    return Words(*(MONEY | AREA).get(unit, (counter or unit, unit)))


def scaled(value: Decimal, unit: str, counter: str = "") -> tuple[str, str]:
    """Digits and Chinese unit at a readable scale: 9 200 000 000 CNY is ``("92", "亿元")``."""
    word = (MONEY | AREA).get(unit, (counter or ("%" if unit == "percent" else unit), ""))[0]
    if unit == "count":
        word = counter
    step, name = _step(value, unit)
    return digits(value / step), name + word


def _step(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """What amounts of this size are counted in: 亿, 万 or single units."""
    for step, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(value) >= step and (unit in MONEY or unit in AREA):
            return step, name
    return Decimal(1), ""


def digits(value: Decimal) -> str:
    """At most two places behind the point, thousands separated, no trailing zeros."""
    text = f"{value.quantize(Decimal('0.01')):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(quantity: Quantity, counter: str = "") -> Words:
    """A quantity in both languages, its interval where the words leave one open."""
    number, unit = scaled(quantity.number, quantity.unit, counter)
    english = (
        number
        if quantity.unit not in MONEY
        else f"{MONEY[quantity.unit][1]} {english_money(quantity.number)}"
    )
    if quantity.unit == "percent":
        english += "%"
    elif quantity.unit in AREA:
        english = f"{digits(quantity.number)} {AREA[quantity.unit][1]}"
    if quantity.sense is Sense.EXACT:
        return Words(f"{number}{unit}", english)
    if quantity.sense is Sense.MORE and unit[:1] in "万亿" and unit:
        return Words(f"{number}多{unit}", HEDGE_EN[quantity.sense].format(english))
    return Words(HEDGE_ZH[quantity.sense].format(number, unit), HEDGE_EN[quantity.sense].format(english))


def english_money(value: Decimal) -> str:
    """``9.2 bn``, ``350 m``, or plain digits below a million."""
    for step, name in ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
        if abs(value) >= step:
            return f"{digits(value / step)} {name}"
    return digits(value)


def interval(quantity: Quantity) -> str:
    """``71–79``, ``≥ 101``, ``≤ 9``; empty for an exact number. In base units."""
    low, high = quantity.low, quantity.high
    if quantity.is_exact or (low is None and high is None):
        return ""
    if low is None:
        assert high is not None
        return f"≤ {digits(high)}"
    if high is None:
        return f"≥ {digits(low)}"
    return f"{digits(low)}–{digits(high)}"


def rounded(value: Decimal, counter: str) -> str:
    """An exact count as bulletins round it: 73 is ``70多家``; below 20 and round tens stay exact."""
    if value < 20 or value % 10 == 0 or value != value.to_integral_value():
        return f"{digits(value)}{counter}"
    return f"{int(value) // 10 * 10}多{counter}"


def styled(quantity: Quantity, counter: str, style: str) -> Words:
    """An exact quantity as a bulletin puts it; a rounded one as its words say, never rounded again.

    ``style``: ``exact``; ``rounded`` down to tens (92亿元 is ``90多亿元``); ``near`` the next ten where at most
    three short of it (29 is ``近30家``), else rounded; ``over`` a ten passed by a tenth at most, else rounded.
    """
    if not quantity.is_exact or style == "exact":
        return shown(quantity, counter)
    step, _name = _step(quantity.number, quantity.unit)
    head = quantity.number / step
    if head < 20 or head % 10 == 0:
        return shown(quantity, counter)
    ten = head // 10 * 10
    round_one, sense = ten, Sense.MORE
    if style == "near" and head >= max(ten + 7, (ten + 10) * Decimal("0.9")):
        round_one, sense = ten + 10, Sense.NEAR
    elif style == "over" and head <= ten * Decimal("1.1"):
        sense = Sense.OVER
    return shown(Quantity(round_one * step, quantity.unit, sense), counter)


def fits(printed: Quantity, exact: Decimal) -> bool:
    """Whether an exact value may be printed in these words.

    Stricter than the interval at its ends: 超 and 近 and 不足 exclude the number that they name (民法典 §1259 for 超过).
    """
    if printed.sense in (Sense.OVER, Sense.NEAR, Sense.UNDER, Sense.MORE) and exact == printed.number:
        return False
    return printed.allows(exact)


def nonstandard(words: str) -> Words | None:
    """What is wrong with a printed number's wording, if anything.

    余 and 多 follow round tens (``15余家`` asks for a check); one hedge at a time (``约20余家``).
    """
    hedges = HEDGES.findall(words)
    if len(hedges) > 1:
        return Words(
            f"“{words}”叠用了“{'”“'.join(hedges)}”，只应留一个",
            f"“{words}” hedges twice; keep one of {', '.join(hedges)}",
        )
    odd = ODD_MORE.search(words)
    if odd and "." not in words:
        return Words(
            f"“{words}”不规范：“余/多”用在整十、整百之后，请核实是否为 {odd.group()} 或其整十数",
            f"“{words}” is not standard: 余/多 follow round tens; ask whether {odd.group()} is meant",
        )
    return None
