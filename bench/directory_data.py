"""Names to search for, made from registered ones: what people leave out, change and mistype. Seeded."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from opencc import OpenCC

from duijie.naming.lexicon import any_of, lexicon
from duijie.naming.parts import NameParts, parse_name

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
REGISTRY = SHARED / "registry_1978_1999.parquet"
LISTED = SHARED / "listed_companies.jsonl"

Pair = tuple[str, str]


def listed() -> list[Pair]:
    """(short name, registered name) of listed companies, in the file's order."""
    rows = (json.loads(line) for line in LISTED.read_text("utf-8").splitlines() if line)
    return [(row["short_name"], row["name"]) for row in rows if row.get("short_name") and row.get("name")]


def listed_table() -> pl.DataFrame:
    return pl.DataFrame({"name": list(dict.fromkeys(name for _, name in listed()))})


def registry_table() -> pl.DataFrame:
    return pl.read_parquet(REGISTRY)


def _place_dropped(parts: NameParts, chance: random.Random) -> str:
    lead = parts.place.lead
    return (
        parts.plain.removeprefix(lead)
        if lead and len(parts.core) > 1 and parts.plain.startswith(lead)
        else ""
    )


def _form_dropped(parts: NameParts, chance: random.Random) -> str:
    form = "" if parts.branch else parts.legal_form.removeprefix("集团")
    return (
        parts.plain.removesuffix(form) if form and parts.plain.endswith(form) and len(parts.core) > 1 else ""
    )


_OTHER_FORM = {
    "有限公司": "股份有限公司", "股份有限公司": "有限公司", "有限责任公司": "有限公司", "公司": "有限公司",
    "总公司": "公司", "厂": "有限公司",
}  # fmt: skip


def _form_changed(parts: NameParts, chance: random.Random) -> str:
    form = "" if parts.branch else parts.legal_form
    return (
        parts.plain.removesuffix(form) + _OTHER_FORM[form]
        if form in _OTHER_FORM and parts.plain.endswith(form)
        else ""
    )


def _brackets(parts: NameParts, chance: random.Random) -> str:
    """Brackets dropped where there are some, else the place put in brackets behind the brand."""
    if "(" in parts.plain:
        return parts.plain.replace("(", "").replace(")", "")
    lead, brand = parts.place.lead, parts.brand
    if not lead or not brand or not parts.plain.startswith(lead + brand):
        return ""
    return f"{brand}（{lead}）{parts.plain[len(lead) + len(brand) :]}"


def _core_at(parts: NameParts, chance: random.Random, width: int) -> int:
    """A place within brand and trade; -1 where there is none."""
    start = parts.plain.find(parts.core)
    room = len(parts.core) - width
    return -1 if start < 0 or room < 1 else start + chance.randrange(room + 1)


_WRONG = "大中华天金海东方新安兴盛达光明远宏宇德泰利丰瑞正和平永昌隆福顺通联成信"


def _wrong(parts: NameParts, chance: random.Random) -> str:
    at = _core_at(parts, chance, 1)
    if at < 0:
        return ""
    return parts.plain[:at] + chance.choice(_WRONG.replace(parts.plain[at], "")) + parts.plain[at + 1 :]


def _swapped(parts: NameParts, chance: random.Random) -> str:
    at = _core_at(parts, chance, 2)
    if at < 0:
        return ""
    one, other = parts.plain[at], parts.plain[at + 1]
    return parts.plain[:at] + other + one + parts.plain[at + 2 :] if one != other else ""


_TO_TRADITIONAL = OpenCC("s2t")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _traditional(parts: NameParts, chance: random.Random) -> str:
    changed: str = _TO_TRADITIONAL.convert(parts.raw)
    return changed if changed != parts.raw else ""


def _width(parts: NameParts, chance: random.Random) -> str:
    """Wide letters and brackets, and a wide blank somewhere."""
    wide = parts.plain.translate(_WIDE)
    at = chance.randrange(1, len(wide)) if len(wide) > 1 else 0
    return f"{wide[:at]}\u3000{wide[at:]}"


NOISE: dict[str, Callable[[NameParts, random.Random], str]] = {
    "place dropped": _place_dropped,
    "legal form dropped": _form_dropped,
    "legal form changed": _form_changed,
    "brackets": _brackets,
    "one character wrong": _wrong,
    "two swapped": _swapped,
    "traditional": _traditional,
    "width": _width,
}


def noisy(names: Sequence[str], kind: str, count: int) -> Iterator[Pair]:
    """``count`` pairs (noisy name, registered name) of one kind of noise."""
    chance = random.Random(f"noise {kind}")
    left = count
    while left:
        name = names[chance.randrange(len(names))]
        changed = NOISE[kind](parse_name(name), chance)
        if changed:
            left -= 1
            yield changed, name


_PLACES = [
    "青州",
    "永嘉",
    "江阴",
    "宜兴",
    "昆山",
    "义乌",
    "晋江",
    "石狮",
    "瑞安",
    "乐清",
    "慈溪",
    "余姚",
    "海宁",
    "桐乡",
    "诸暨",
    "温岭",
    "邹城",
    "滕州",
    "龙口",
    "寿光",
]
_LETTERS = [*_WRONG, *"嘉恒润博科凯腾鑫荣辉耀祥庆旺茂源洋洲江河湖山川林森木火土水月星云雷电风雨雪梅兰竹菊"]


def multiplied(table: pl.DataFrame, times: int) -> Iterator[pl.DataFrame]:
    """Tables of made names: every name with another place before it and another character beginning its brand."""
    words = lexicon()
    place = f"^(?:{any_of(words.provinces)}省?市?)?(?:{any_of(words.city_province)}市?)?"
    chance = np.random.default_rng(7)
    for _ in range(times):
        where = pl.Series("where", chance.choice(_PLACES, table.height))
        letter = pl.Series("letter", chance.choice(_LETTERS, table.height))
        rest = pl.col("name").str.replace(place, "").str.slice(1)
        yield (
            table.with_columns(where, letter)
            .with_columns(pl.concat_str("where", "letter", rest).alias("name"))
            .drop("where", "letter")
        )
