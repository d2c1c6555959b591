"""Numbers with their unit and hedge, as printed, and the interval that the words allow.

One compiled pattern finds numeral and unit; the hedge before is looked up by its last characters, so that the
pass stays linear. Dates, document and telephone numbers, ordinals (第3位), versions and times have no unit of
the table and are never found. ``words`` of a quantity is always the text at its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.span import Span
from duijie.reading.numerals import SCALES, arabic, chinese, scale, step


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity and where its words stand; ``counter`` is the printed measure word (个 家 亿元 亩 %)."""

    span: Span
    quantity: Quantity
    counter: str


CURRENCIES = {
    "元": "CNY", "元人民币": "CNY", "人民币": "CNY", "块钱": "CNY", "美元": "USD", "美金": "USD",
    "欧元": "EUR", "港元": "HKD", "港币": "HKD", "日元": "JPY", "日圆": "JPY", "韩元": "KRW",
    "英镑": "英镑", "澳元": "澳元", "新台币": "新台币", "新元": "新元", "卢布": "卢布",
    "加元": "加元", "瑞士法郎": "瑞士法郎", "泰铢": "泰铢", "林吉特": "林吉特", "新加坡元": "新加坡元", "澳门元": "澳门元",
}  # fmt: skip
AREAS = {
    "平方公里": 10**6, "平方千米": 10**6, "平方米": 1, "平米": 1, "㎡": 1, "m²": 1, "公顷": 10**4, "亩": None,
}  # fmt: skip
# A counter and what must not follow it, since the two would be another word (3家庭, 5项目, 2个月).
COUNTERS = {
    "批次": "", "人次": "", "家次": "", "场次": "", "户次": "", "组次": "",
    "个": "百分点|多?月|小时|季度|工作日|星期|礼拜|钟头|年头|体|税",
    "家": "庭|具|电|居|族|乡", "名": "单|牌|录|称", "人": "才|民|口|员|大|均|力", "项": "目", "次": "性|日|年|贷|要",
    "批": "准|复|示|文|办|评|零", "场": "地|馆|所|景", "份": "额", "座": "谈|位", "所": "属|有", "支": "付|持|撑",
    "位": "于|置|列|居", "户": "籍|口|型", "件": "", "宗": "旨", "处": "理|于|级|长|置", "轮": "胎|船",
    "趟": "", "条": "件|例|款", "只": "", "口": "岸", "大": "学|专|型|会|队|道|量|棚|厦|小|牌|幅|力|于|约|致|豆|米",
}  # fmt: skip
OTHERS = (
    "万千瓦时", "千瓦时", "兆瓦时", "万千瓦", "千瓦", "兆瓦", "GWh", "GW", "MW", "立方米", "公里", "千米", "公斤", "米",
    "斤", "套", "栋", "幢", "台", "辆", "间", "头", "株", "倍", "延米", "标箱", "箱", "瓶", "床",
)  # fmt: skip

BASES = {
    **CURRENCIES, **dict.fromkeys(AREAS, "m2"), **dict.fromkeys("%％", "percent"),
    **dict.fromkeys(COUNTERS, "count"), "吨": "t",
}  # fmt: skip
"""The unit that a printed one is counted in; others are their own."""

_CJK = r"一二两三四五六七八九十百千万亿零〇"
_COUNTER = "|".join(
    re.escape(word) + (f"(?!{barred})" if barred else "")
    for word, barred in sorted(COUNTERS.items(), key=lambda item: -len(item[0]))
)


def _any(words: object) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(words, key=lambda w: -len(str(w))))  # type: ignore[call-overload]


_UNIT = rf"(?:{_any(CURRENCIES)})|(?:{_any(AREAS)})|[%％]|吨|(?:{_any(OTHERS)})|(?:{_COUNTER})"
_FIGURES = r"(?:[0-9０-９]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
_SCALE = r"[十百千]?[万亿]|[百千]|万亿"
# 1亿5000万, 23, 1.3万, 30多亿, 100余, 3千 · 三百二十, 二十余, 百余 · 几十, 数百 · 百分之十二
_NUMBER = rf"""
    (?: (?P<share>百分之) (?P<of>{_FIGURES}|[{_CJK}]+(?:点[{_CJK}]+)?) (?P<off>多|余)?
    |   (?: (?P<high_part>{_FIGURES})亿(?=[0-9０-９]) )?
        (?: (?P<figures>{_FIGURES}) | (?P<vague>[几数][十百千万亿]{{1,2}}) | (?P<chinese>[{_CJK}]+(?:点[{_CJK}]+)?)(?P<teen>几)? )
        (?P<more>多|余|来(?=[家个名位])|\+)? (?P<scale>{_SCALE})? (?P<more_behind>多|余|\+)?
    )"""
QUANTITY = re.compile(
    rf"""(?=[0-9０-９几数{_CJK}]) (?<![0-9０-９.．A-Za-z〔\[第{_CJK}]) {_NUMBER}
    (?: (?P<unit_low>{_UNIT})? (?:至|到|—{{1,2}}|－|-|–|～|~)
        (?P<to>{_FIGURES}|[{_CJK}]+) (?P<to_scale>{_SCALE})? (?:(?P<to_unit>{_UNIT})|(?<=[亿万])(?P<to_bare>))
    |   (?P<unit>{_UNIT})
    |   (?(share)|(?<=[亿万多余]))(?P<bare>)
    )
    (?P<more_last>多(?![家个名位少元次种方级])|余(?![下额地万热]))?
    (?P<after>[（(]含[）)])? (?P<behind>及?以上|及?以下|以内|之内|左右|上下(?!游|级|册|楼)|\+)?""",
    re.VERBOSE,
)
_MONEY_BEFORE = re.compile(
    r"(?:投资|资金|金额|总额|资额|产值|收入|税收|税金|税|外资|内资|到位|营收|销售|引资|利用|合同额|额|规模)"
    r"[^，。；、\d]{0,6}$"
)
_BARE_NEXT = re.compile(r"\s*(?:$|[，,。；;、：:！）)\n]|的|以上|左右|和|及|与|人民币)")

_BEFORE = {
    "不能低于": Sense.AT_LEAST, "不应低于": Sense.AT_LEAST,
    "不得少于": Sense.AT_LEAST, "不得低于": Sense.AT_LEAST, "不能少于": Sense.AT_LEAST, "不应少于": Sense.AT_LEAST,
    "不得超过": Sense.AT_MOST, "不少于": Sense.AT_LEAST, "不低于": Sense.AT_LEAST, "不下于": Sense.AT_LEAST, "不下": Sense.AT_LEAST,
    "至少": Sense.AT_LEAST, "最少": Sense.AT_LEAST, "最低": Sense.AT_LEAST,
    "不超过": Sense.AT_MOST, "不高于": Sense.AT_MOST, "不多于": Sense.AT_MOST, "至多": Sense.AT_MOST,
    "最多": Sense.AT_MOST, "超过": Sense.OVER, "突破": Sense.OVER, "超出": Sense.OVER, "高于": Sense.OVER,
    "大于": Sense.OVER, "多于": Sense.OVER, "不止": Sense.OVER, "超": Sense.OVER, "逾": Sense.OVER,
    "破": Sense.OVER, "过": Sense.OVER, "将近": Sense.NEAR, "接近": Sense.NEAR, "近": Sense.NEAR,
    "大约": Sense.ABOUT, "约为": Sense.ABOUT, "约": Sense.ABOUT, "大概": Sense.ABOUT, "不足": Sense.UNDER,
    "不到": Sense.UNDER, "不满": Sense.UNDER, "少于": Sense.UNDER, "低于": Sense.UNDER, "上": Sense.MORE,
}  # fmt: skip
_HEDGE_BEFORE = re.compile(
    r"(?:不[得能应](?:少于|低于)|不得超过|不少于|不低于|不下于|不下|至少|最少|最低|不超过|不高于|不多于|至多|最多|超过|突破|超出|高于|大于|多于|不止"
    r"|(?<!反)超|逾|(?<![打冲攻爆])破(?=$)|(?<![超通经])过|将近|(?<!连)接近|(?<![最附邻靠临贴走])近|大约|约为"
    r"|(?<![签合集节预邀条履契特制契])约|大概|不足|(?<!看)不到|不满|少于|低于"
    r"|(?<![会以线网场早晚路身马历迈跨登站踏攀跃])上)$"
)
_HEDGE_ENDS = frozenset(hedge[-1] for hedge in _BEFORE)
_BARE_NUMERAL_ONLY = frozenset({"过", "破", "上"})
_BEHIND = {
    "以上": Sense.AT_LEAST, "及以上": Sense.AT_LEAST, "以下": Sense.AT_MOST, "及以下": Sense.AT_MOST,
    "以内": Sense.AT_MOST, "之内": Sense.AT_MOST, "左右": Sense.ABOUT, "上下": Sense.ABOUT, "+": Sense.AT_LEAST,
}  # fmt: skip
_LONGEST_HEDGE = 4
_MONEY_WORD_WITHIN = 14
_ADJACENT = re.compile(r"^([一二两三四五六七八])([两二三四五六七八九])([十百千万]*)$")


def find_quantities(text: str) -> Iterator[Measured]:
    """Every number with a unit in ``text``, in order, none inside another."""
    end = 0
    for match in QUANTITY.finditer(text):
        measured = _measured(text, match, end)
        if measured is not None:
            end = measured.span.end
            yield measured


def _measured(text: str, match: re.Match[str], floor: int) -> Measured | None:
    start, end = match.start(), match.end()
    before = None
    if text[start - 1 : start] in _HEDGE_ENDS:
        before = _HEDGE_BEFORE.search(text, max(floor, start - _LONGEST_HEDGE), start)
    hedge = before.group() if before else ""
    leading = match["chinese"] if match["chinese"] and match["chinese"][0] in "百千万亿" else ""
    if hedge in _BARE_NUMERAL_ONLY and not leading:
        hedge = ""
    more = match["off"] or match["more"] or match["more_behind"] or match["more_last"]
    unit = match["unit"] or match["to_unit"]
    if leading and not (hedge or more or match["scale"] or _stands_alone(leading, unit)):
        return None
    if not unit and not match["share"]:
        if not _is_bare_money(text, match, before.start() if hedge and before else start):
            return None
        unit = "元"
    value, high = _value(match), None
    if match["to"]:
        value, high = _ends(match, value)
        if high is None or high <= value:
            return None
    elif match["chinese"] and (pair := _ADJACENT.match(match["chinese"])):
        factor = scale(pair[3]) * scale(match["scale"] or "")
        one, other = chinese(pair[1]), chinese(pair[2])
        # 两三 and 三两 are both two or three; 六二 is sixty-two, figure by figure.
        if one < other or pair[1] + pair[2] == "三两":
            value, high = min(one, other) * factor, max(one, other) * factor
    sense = _sense(match, hedge, more)
    if before and hedge:
        start = before.start()
    return _make(text, Span(start, end), match, unit or "%", value, high, sense)


def _stands_alone(leading: str, unit: str | None) -> bool:
    """Whether a numeral that begins with 百千万亿 is a figure without a hedge: 百亿元, 万亩, not 百家 or 千户."""
    if unit in AREAS or len(leading) > 2:
        return True
    return len(leading) == 2 and (unit in CURRENCIES or leading[-1] in "万亿")


def _is_bare_money(text: str, match: re.Match[str], start: int) -> bool:
    """总投资92亿: whether a number in 万 or 亿 without a unit is a sum whose 元 is left out."""
    printed = match["to_scale"] or match["to"] or match["scale"] or match["chinese"] or ""
    if printed[-1:] not in ("万", "亿"):
        return False
    before = _MONEY_BEFORE.search(text, max(0, start - _MONEY_WORD_WITHIN), start)
    return before is not None and _BARE_NEXT.match(text, match.end()) is not None


def _value(match: re.Match[str]) -> Decimal:
    if match["share"]:
        return _spoken(match["of"]) if match["of"][0] in _CJK else arabic(match["of"])
    figures, scaled = match["figures"], match["scale"]
    value = arabic(figures) if figures else _spoken(match["vague"] or match["chinese"])
    if scaled:
        value *= scale(scaled)
    return value + arabic(match["high_part"]) * 10**8 if match["high_part"] else value


def _spoken(printed: str) -> Decimal:
    """A numeral in characters: 十二点五, 一点二 and, the point said before 万 or 亿, 三点五亿."""
    whole, _, part = printed.partition("点")
    digits = part.rstrip("".join(SCALES))
    if not digits:
        return chinese(whole)
    fraction = "".join(str(chinese(ch)) for ch in digits)
    return arabic(f"{chinese(whole)}.{fraction}") * scale(part[len(digits) :])


def _ends(match: re.Match[str], low: Decimal) -> tuple[Decimal, Decimal | None]:
    """Both ends of a range; the lower takes the upper's 万 or 亿 where it prints none (5至8亿元)."""
    to = match["to"]
    high = (chinese(to) if to[0] in _CJK else arabic(to)) * scale(match["to_scale"] or "")
    if match["unit_low"] and match["to_unit"] and match["unit_low"] != match["to_unit"]:
        return low, None
    scaled = match["scale"] or (match["chinese"] or "")[-1:] in tuple(SCALES)
    if not scaled and not match["unit_low"]:
        low *= scale(match["to_scale"] or "")
    return low, high


def _sense(match: re.Match[str], hedge: str, more: str | None) -> Sense:
    if match["behind"]:
        return _BEHIND[match["behind"]]
    if hedge:
        return _BEFORE[hedge]
    if more == "+":
        return Sense.AT_LEAST
    return Sense.MORE if more or match["vague"] or match["teen"] else Sense.EXACT


def _make(
    text: str, span: Span, match: re.Match[str], unit: str, value: Decimal, high: Decimal | None, sense: Sense
) -> Measured:
    base = BASES.get(unit, unit)
    low, top = _interval(value, high, sense, counted=base == "count", vague=bool(match["vague"]))
    if base == "m2":
        value = _metres(value, unit)
        low, top = (None if end is None else _metres(end, unit) for end in (low, top))
    counter = f"{match['to_scale'] or match['scale'] or ''}{unit}"
    return Measured(span, Quantity(value, base, sense, low, top, span.of(text)), counter)


def _metres(value: Decimal, unit: str) -> Decimal:
    """An area in square metres; 亩 to the hundredth where it does not come out even."""
    factor = AREAS[unit]
    if factor is not None:
        return value * factor
    metres = value * 2000 / 3
    return metres if metres == metres.to_integral_value() else metres.quantize(Decimal("0.01"))


def _interval(
    value: Decimal, high: Decimal | None, sense: Sense, *, counted: bool, vague: bool
) -> tuple[Decimal | None, Decimal | None]:
    """The ends that the words allow; see ``docs/reference/statements.md`` for the rules."""
    if high is not None:
        return value, high
    match sense:
        case Sense.EXACT:
            return value, value
        case Sense.OVER | Sense.AT_LEAST:
            return value, None
        case Sense.UNDER | Sense.AT_MOST:
            return None, value
        case Sense.NEAR:
            return value * Decimal("0.9"), value
        case Sense.ABOUT:
            return value * Decimal("0.9"), value * Decimal("1.1")
        case Sense.MORE:
            return _more(value, counted=counted, vague=vague)


def _more(value: Decimal, *, counted: bool, vague: bool) -> tuple[Decimal, Decimal]:
    if vague:
        # 几十: from two tens to just below the next power
        return 2 * value, 10 * value - (1 if counted else 0)
    place = step(value)
    if not counted:
        return value, value + place
    place = max(place, Decimal(10))
    return value + 1, max(value + 1, (value // place + 1) * place - 1)
