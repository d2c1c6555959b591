"""What a cell says, by what its column holds. What only a guess could settle is left as words, with the reason.

It is long because all that cells hold is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.labels import plain_label, squeezed
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words
from duijie.reading.numerals import chinese, scale
from duijie.text.formats.spreadsheet import printed

MU: Final = Decimal(2000) / 3
_CURRENCIES: Final = {
    "": "CNY", "元": "CNY", "元人民币": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "港元": "HKD",
    "港币": "HKD", "日元": "JPY",
}  # fmt: skip
_MEASURES: Final = {
    "m2": {"平方米": Decimal(1), "㎡": Decimal(1), "m2": Decimal(1), "亩": MU, "公顷": Decimal(10_000), "平方公里": Decimal(10**6)},
    "t": {"吨": Decimal(1), "吨标煤": Decimal(1), "吨标准煤": Decimal(1), "万吨标准煤": Decimal(10_000), "t": Decimal(1)},
    "kVA": {"千伏安": Decimal(1), "kva": Decimal(1)},
    "kWh": {"千瓦时": Decimal(1), "度": Decimal(1), "kwh": Decimal(1)},
    "emission": {"吨": Decimal(1), "t": Decimal(1), "千克": Decimal("0.001"), "公斤": Decimal("0.001"), "kg": Decimal("0.001")},
    "m3": {"立方米": Decimal(1), "m3": Decimal(1)},
}  # fmt: skip
_FINEST: Final = {"emission": Decimal("0.0001")}
MOST_MONEY: Final = Decimal(10**12)
"""More than any one project has: such an amount stands under a wrong unit."""
_ENDLESS: Final = Decimal(10**18)
"""Digits without end are no number that anything has."""
_NOTHING: Final = frozenset(
    {"", "/", "-", "--", "—", "——", "\\", "一", "无", "暂无", "n/a", "na", "nan", "null", "·"}
)
_NO_TEXT: Final = frozenset({"", "/", "-", "--", "—", "——", "\\"})
_HEDGED: Final = re.compile(
    "约|近|超|逾|余|多|左右|以上|以下|不低于|不少于|预计|大概|上下|几|数[十百千万亿]|不足"
)
_RANGE: Final = re.compile(r"[\d万亿元][-~—–至到]+\d")
_FIGURE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PART: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿]*)")
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億零", "一二三四五六七八九十百千万亿零")
_DAYS: Final = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t].*|\d{1,2}:.*)?"),
    re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)"),
    # A year of two digits that can be no month and no day to come.
    re.compile(r"(1[3-9]|2\d|3[0-9])[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
)
_IN_CHARACTERS: Final = re.compile(
    r"([二一][〇零○o0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
_ONE_BY_ONE: Final = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")
_NO_YEAR: Final = re.compile(r"\d{1,2}(?:月\d{1,2}[日号]?|[./]\d{1,2})(?:(?:[-~—–]+|[至到])[\d月日号./]+)?")
_STROKES: Final = re.compile(r"[-~—–]+|[至到]")
_MONTH: Final = re.compile(
    r"(?:\d{4}[-/.年]|\d\d年)?(?:(?<=[-/.年])\d{1,2}|\d{1,2}月|[一二三四五六七八九十]{1,2}月)月?(?:份|底|末|初|中旬|上旬|下旬)*前?|"
    r"\d{4}年?[底初末]?前?|(?:\d{2,4}年)?(?:第?[一二三四1-4]季度|[上下]半年|[去今明]年|年[底初末])[前末初底]*"
)
_SERIALS: Final = range(18_000, 80_000)
"""Numbers that a sheet counts days by: 1949 to 2119."""
_YES: Final = {"是": True, "有": True, "√": True, "yes": True, "y": True, "true": True, "1": True, "保密": True,
               "否": False, "无": False, "不": False, "no": False, "n": False, "false": False, "0": False, "×": False}  # fmt: skip
_AFFIXES: Final = re.compile(r"^(?:已经?|正在|处于|目前)|(?:项目|阶段|状态|中|类|企业|了)$")


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says: ``value`` clean, ``None`` for nothing; ``left`` tells why its words were not taken as one.

    Money is ``(number, currency)`` in yuan or dollars, a number ``Decimal`` in the field's unit, a day ISO text.
    """

    value: Any = None
    left: Words | None = None


NOTHING: Final = Read()


def read(field: Field, raw: Value, unit: str = "") -> Read:
    """``raw`` as ``field`` holds it; ``unit`` is what the column, or the table, says of bare numbers."""
    if raw is None:
        return NOTHING
    match field.holds:
        case "money":
            return _money(raw, unit)
        case "number":
            return _number(raw, unit, field.unit)
        case "day":
            return _day(raw)
        case "period":
            return _period(raw)
        case "choice":
            return _choice(raw, field)
        case "flag":
            found = _YES.get(squeezed(words_of(raw)))
            return Read(found) if found is not None else _left(raw, "不是“是”或“否”", "is neither yes nor no")
    return _text(raw, field, unit)


def words_of(raw: Value) -> str:
    """A cell as a person would write it."""
    if type(raw) is str:
        return raw.strip()
    return "" if raw is None else raw.isoformat() if isinstance(raw, date) else printed(raw).strip()


def _text(raw: Value, field: Field, unit: str) -> Read:
    text = words_of(raw)
    if field.holds == "text" and type(raw) in (int, float):
        # A number among words keeps the unit that its head names: 18.6 under 签约总额（亿元） is 18.6亿元.
        text += unit
    if field.holds == "code":
        text = squeezed(text).upper() if field.target != "code" else text
    if squeezed(text) in _NO_TEXT:
        return NOTHING
    if field.longest and len(text) > field.longest:
        return Read(
            None,
            Words(
                f"{len(text)}个字，最多{field.longest}个", f"{len(text)} characters, {field.longest} at most"
            ),
        )
    return Read(text)


def _money(raw: Value, unit: str) -> Read:
    if isinstance(raw, bool | date):
        return _left(raw, "不是金额", "is no amount")
    if type(raw) is int and raw >= 0:
        number, own = Decimal(raw), ""
    else:
        text = squeezed(words_of(raw)).strip("¥￥")
        if text in _NOTHING:
            return NOTHING
        hedge = _unsure(text, raw)
        if hedge is not None:
            return hedge
        found = _amount(text, "money")
        if found is None:
            return _left(raw, "不是一个金额", "is no amount")
        number, own = found
    scaled = _unit_of(own or unit)
    if not own and not unit:
        return _left(raw, "没有单位", "names no unit, nor does its column")
    if scaled is None:
        return _left(raw, f"单位“{own or unit}”不认识", f"has the unit {own or unit!r}, which is not known")
    factor, currency = scaled
    amount = number * factor
    if amount >= _ENDLESS:
        return _left(raw, "不是一个金额", "is no amount")
    if not own and amount >= MOST_MONEY and factor >= 10**8:
        return _left(
            raw, f"按“{unit}”计有{amount / 10**8:,.0f}亿，请核对单位并写进单元格",
            f"comes to {amount:,.0f} by the unit {unit!r}: check the unit, and write it into the cell",
        )  # fmt: skip
    return Read((amount.quantize(Decimal("0.01")), currency))


def bare_amount(raw: Value, unit: str) -> Decimal | None:
    """The yuan of a number that says no unit itself; ``None`` for anything else."""
    text = squeezed(words_of(raw)).replace(",", "")
    scaled = _unit_of(unit)
    if scaled is None or scaled[1] != "CNY" or not re.fullmatch(r"\d{1,15}(?:\.\d+)?", text):
        return None
    return Decimal(text) * scaled[0]


def unit_for(field: Field, units: str) -> str:
    """Of the units that are set for a whole table, the first that measures what a field holds; empty for none."""
    measures = _MEASURES.get(field.unit, {})
    for unit in units.split("、"):
        said = squeezed(unit)
        if _unit_of(said) is not None if field.holds == "money" else said.removeprefix("万") in measures:
            return unit
    return ""


@lru_cache(maxsize=256)
def _unit_of(unit: str) -> tuple[Decimal, str] | None:
    """Factor and currency of a printed unit of money."""
    bare = squeezed(unit).removeprefix("人民币").removesuffix("整").removesuffix("人民币")
    found = re.fullmatch(r"([十百千万亿]*)(.*)", bare)
    assert found is not None
    currency = _CURRENCIES.get(found[2])
    return None if currency is None or not bare else (Decimal(scale(found[1])), currency)


def _number(raw: Value, unit: str, base: str) -> Read:
    text = squeezed(words_of(raw))
    if isinstance(raw, bool | date):
        return _left(raw, "不是数", "is no number")
    if text in _NOTHING:
        return NOTHING
    hedge = _unsure(text, raw)
    if hedge is not None:
        return hedge
    found = _amount(text, "number")
    if found is None:
        return _left(raw, "不是一个数", "is no number")
    number, own = found
    if number >= _ENDLESS:
        return _left(raw, "不是一个数", "is no number")
    measures = _MEASURES.get(base)
    if measures is None:
        return Read(number)
    said = squeezed(own or unit)
    if not said:
        return _left(raw, "没有单位", "names no unit, nor does its column")
    times = 1
    if said not in measures and said[:1] == "万" and said[1:] in measures:
        times, said = 10_000, said[1:]
    if said not in measures:
        return _left(raw, f"单位“{said}”不认识", f"has the unit {said!r}, which is not known")
    return Read((number * times * measures[said]).quantize(_FINEST.get(base, Decimal("0.01"))))


def _unsure(text: str, raw: Value) -> Read | None:
    if isinstance(raw, int | float):
        return _left(raw, "是负数", "is negative") if raw < 0 else None
    if _HEDGED.search(text):
        return _left(raw, "是约数", "is no exact number")
    if _RANGE.search(text):
        return _left(raw, "是一个范围", "is a range")
    return None


def _amount(text: str, holds: str) -> tuple[Decimal, str] | None:
    """Number and printed unit: ``3.2亿元``, ``1亿2000万元``, ``12,000.5``, ``壹亿贰仟万元整``; ``None`` for anything else."""
    text = (
        re.sub(r"(?<=\d)个(?=[百千]?[万亿])", "", re.sub(r"\([^\d()]*\)$", "", text))
        .removeprefix("人民币")
        .removesuffix("整")
        .removesuffix("正")
    )
    lead = re.match(r"[\d,.]+", text)
    if lead is None:
        return _formal(text)
    if not _FIGURE.fullmatch(lead[0]):
        return None
    rest = text[lead.end() :]
    if not re.search(r"\d", rest.removesuffix("m2").removesuffix("m3")):
        return Decimal(lead[0].replace(",", "")), rest
    total, end, scales = Decimal(0), 0, []
    for part in _PART.finditer(text):
        if part.start() != end or not part[2]:
            return None
        total += Decimal(part[1].replace(",", "")) * scale(part[2])
        scales.append(scale(part[2]))
        end = part.end()
    # 1亿2000万: each part below the one before; what follows is the currency.
    fits = len(scales) > 1 and scales == sorted(set(scales), reverse=True) and holds == "money"
    return (total, text[end:] or "元") if fits else None


def _formal(text: str) -> tuple[Decimal, str] | None:
    """Numbers in characters, as contracts write them."""
    plain = text.translate(_FORMAL)
    found = re.fullmatch(r"([一二三四五六七八九十百千万亿零两]+)(元|圆|美元|欧元|亩|平方米)", plain)
    if found is None:
        return None
    return chinese(found[1]), "元" if found[2] == "圆" else found[2]


def _day(raw: Value) -> Read:
    if isinstance(raw, date):
        return Read(raw.isoformat())
    if isinstance(raw, bool):
        return _left(raw, "不是日期", "is no day")
    if isinstance(raw, float | int) and raw == int(raw) and int(raw) in _SERIALS:
        return Read((date(1899, 12, 30) + timedelta(days=int(raw))).isoformat())
    text = squeezed(words_of(raw)).rstrip("。.")
    if text in _NOTHING:
        return NOTHING
    spelled = _IN_CHARACTERS.fullmatch(text)
    if spelled is not None:
        text = f"{spelled[1].translate(_ONE_BY_ONE)}-{chinese(spelled[2])}-{chinese(spelled[3])}"
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        try:
            year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
            return Read(date(year, int(found[2]), int(found[3])).isoformat())
        except ValueError:
            return _left(raw, "没有这一天", "is no day of the calendar")
    if len(text) == 5 and text.isdecimal() and int(text) in _SERIALS:
        return Read((date(1899, 12, 30) + timedelta(days=int(text))).isoformat())
    if type(raw) is str and _NO_YEAR.fullmatch(text):
        return _left(raw, "没有写年份", "does not say the year of the day")
    if _MONTH.fullmatch(text):
        return _left(raw, "没有写到日", "does not say the day")
    return _left(raw, "不是日期", "is no day")


def is_nothing(raw: Value) -> bool:
    """Whether a cell is blank, or holds a mark that says so."""
    return raw is None or (type(raw) is str and squeezed(raw) in _NOTHING)


def _period(raw: Value) -> Read:
    """A day, or two: ``2024年5月18日-20日``, ``2024.5.18至2024.5.20``; ISO days with a stroke between, ends included."""
    if isinstance(raw, str):
        text = squeezed(raw)
        for stroke in _STROKES.finditer(text):
            first, last = _day(text[: stroke.start()]), text[stroke.end() :].removesuffix("日")
            if first.value is None or not last:
                continue
            year, month, _ = first.value.split("-")
            for lead in ("", f"{year}年", f"{year}年{month}月"):
                found = _day(f"{lead}{last}日")
                if found.value is None:
                    found = _day(f"{lead}{last}")
                if found.value is not None and found.value >= first.value:
                    return Read(f"{first.value}/{found.value}")
    found = _day(raw)
    return Read(f"{found.value}/{found.value}") if found.value is not None else found


def _choice(raw: Value, field: Field) -> Read:
    text = words_of(raw)
    if squeezed(text) in _NO_TEXT:
        return NOTHING
    for form in (squeezed(text), plain_label(text)):
        said = form
        while said:
            if said in field.choices:
                return Read(field.choices[said])
            shorter = _AFFIXES.sub("", said, count=1)
            if shorter == said:
                break
            said = shorter
    return _left(raw, "不在选项之内", "is not one of the choices")


def _left(raw: Value, zh: str, en: str) -> Read:
    text = words_of(raw)[:60]
    return Read(None, Words(f"“{text}”{zh}", f"“{text}” {en}"))
