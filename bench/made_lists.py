"""Lists made of registered names with what people do to them, and with rows that stand for nobody registered.

A made row keeps the row it was made of, ``0`` where nobody in the registry is meant. Everything is drawn from one
seed. Noise: place dropped, legal form dropped or changed, brackets changed, one character wrong, two swapped,
traditional characters, full width; a tenth of the rows bear two kinds at once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

import polars as pl
from opencc import OpenCC

from duijie.naming.parts import parse_name

Noise = Callable[[str, random.Random], str]
_FORMS = ("股份有限公司", "有限责任公司", "有限公司")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def place_dropped(name: str, draw: random.Random) -> str:
    """衡水宏远橡胶有限公司 → 宏远橡胶有限公司."""
    lead = parse_name(name).place.lead
    return name.removeprefix(lead) if lead and len(name) - len(lead) > 4 else name


def form_dropped(name: str, draw: random.Random) -> str:
    found = re.search("(?:股份有限公司|有限责任公司|有限公司|总公司|公司)", name)
    return name[: found.start()] + name[found.end() :] if found and found.start() > 2 else name


def form_changed(name: str, draw: random.Random) -> str:
    for form in _FORMS:
        if form in name:
            return name.replace(form, draw.choice([one for one in (*_FORMS, "公司") if one != form]), 1)
    return name


def brackets(name: str, draw: random.Random) -> str:
    """Brackets left out or of another kind; without any, the place moves into brackets behind the brand."""
    if "（" in name or "(" in name:
        kinds: tuple[tuple[str, str], ...] = (("", ""), ("(", ")"), ("（", "）"), ("〔", "〕"), ("[", "]"))
        left, right = draw.choice(kinds)
        return re.sub("[(（]", left, re.sub("[)）]", right, name))
    parts = parse_name(name)
    lead, brand = parts.place.lead, parts.brand
    if not lead or not brand or not name.startswith(lead + brand):
        return name
    place = parts.place.city or parts.place.province or lead
    return f"{brand}（{place}）{name[len(lead) + len(brand) :]}"


def wrong_character(name: str, draw: random.Random) -> str:
    spot = draw.randrange(len(name))
    other = draw.choice(_common())
    return name[:spot] + other + name[spot + 1 :] if other != name[spot] else name


def swapped(name: str, draw: random.Random) -> str:
    spots = [at for at in range(len(name) - 1) if name[at] != name[at + 1]]
    if not spots:
        return name
    spot = draw.choice(spots)
    return name[:spot] + name[spot + 1] + name[spot] + name[spot + 2 :]


def traditional(name: str, draw: random.Random) -> str:
    return _traditional().convert(name)


def width(name: str, draw: random.Random) -> str:
    """Full width for half, blanks strewn in."""
    spot = draw.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:spot].translate(_WIDE) + draw.choice((" ", "　", "")) + name[spot:].translate(_WIDE)


NOISE: tuple[Noise, ...] = (
    place_dropped, form_dropped, form_changed, brackets, wrong_character, swapped, traditional, width,
)  # fmt: skip


@cache
def _common() -> str:
    return "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def noisy(name: str, draw: random.Random) -> tuple[str, str]:
    """The name with one kind of noise, or two; and which. A kind that finds nothing to do gives way to another."""
    made, done = name, []
    for _ in range(1 if draw.random() < 0.9 else 2):
        kinds = list(NOISE)
        draw.shuffle(kinds)
        for kind in kinds:
            changed = kind(made, draw)
            if changed != made and kind.__name__ not in done:
                made = changed
                done.append(kind.__name__)
                break
    return made, "+".join(done)


def near_namesake(name: str, known: set[str], draw: random.Random, brands: Sequence[str]) -> str:
    """Another enterprise with nearly this name: other place, brand, trade or number; empty where none is found."""
    parts = parse_name(name)
    lead, brand, trade = parts.place.lead, parts.brand, "".join(parts.trade)
    if parts.branch or len(brand) < 2 or not name.startswith(lead + brand):
        return ""
    rest = name[len(lead) + len(brand) :]
    ways = ["brand", "place", "character"]
    if trade:
        ways.append("trade")
    way = draw.choice(ways)
    if way == "brand":
        made = lead + draw.choice(brands) + rest
    elif way == "character" and len(brand) == 2:
        made = lead + (brand[0] + draw.choice(brands)[-1]) + rest
    elif way == "trade":
        other = draw.choice(
            [
                one
                for one in ("纺织", "食品", "印刷", "电子", "建材", "化工", "运输", "广告")
                if one not in trade
            ]
        )
        made = lead + brand + rest.replace(trade, other, 1)
    else:
        other = draw.choice(
            [
                one
                for one in ("昆明", "兰州", "合肥", "衡水", "宁波", "沈阳", "南宁", "西安")
                if one not in name
            ]
        )
        made = other + ("市" if lead.endswith("市") else "") + brand + rest
    return made if made not in known else ""


def invented(draw: random.Random, brands: Sequence[str], rests: Sequence[str]) -> str:
    """A name of parts that no registered name combines: two halves of brands, another's trade and form."""
    first, second = draw.choice(brands), draw.choice(brands)
    place = draw.choice(("河北", "衡水市", "上海", "成都", "广东", "青岛", ""))
    return place + first[0] + second[-1] + draw.choice(brands)[0] + draw.choice(rests)


def made_list(
    registry: pl.DataFrame, *, rows: int, seed: int, columns: float
) -> tuple[pl.DataFrame, list[int]]:
    """A list of ``rows`` and the rows of ``registry`` (``row``, ``name`` …) withheld from it, to be taken out.

    Of the list 85 in 100 rows stand for a registered enterprise; five are invented, five near namesakes, five
    noisy names of enterprises that are withheld. ``columns``: share of rows that state place and address as well
    (the address shortened in half of them). Columns: those of the registry, ``truth`` (its row, else 0), ``how``.
    """
    draw = random.Random(seed)
    spots = draw.sample(range(len(registry)), rows)
    picked = registry[spots]
    parsed = [parse_name(name) for name in picked["name"].head(20_000)]
    brands = sorted({one.brand for one in parsed if len(one.brand) == 2})
    rests = sorted(
        {
            "".join(one.trade) + one.legal_form
            for one in parsed
            if one.trade and one.legal_form and not one.branch
        }
    )
    known = set(registry["name"])
    made: list[dict[str, object]] = []
    withheld: list[int] = []
    for number, one in enumerate(picked.iter_rows(named=True), 1):
        fate = draw.random()
        truth, how = one["row"], ""
        name = one["name"]
        if fate < 0.85:
            name, how = noisy(name, draw)
        elif fate < 0.90:
            name, truth, how = invented(draw, brands, rests), 0, "invented"
        elif fate < 0.95:
            name, truth, how = (
                near_namesake(name, known, draw, brands) or invented(draw, brands, rests),
                0,
                "namesake",
            )
        else:
            withheld.append(truth)
            name, truth, how = noisy(name, draw)[0], 0, "withheld"
        stated = draw.random() < columns and how != "invented"
        address = one["address"] if stated else ""
        if address and draw.random() < 0.5:
            address = address[draw.randrange(len(address) // 2 + 1) :]
        if how == "namesake" and stated:
            address = f"{draw.choice(('人民路', '建设街', '中山路', '解放路'))}{draw.randrange(1, 300)}号"
        made.append({
            "row": number, "name": name, "credit_code": "", "old_number": "", "registered_on": None,
            "province": one["province"] if stated and how != "namesake" else "",
            "city": one["city"] if stated and how != "namesake" else "",
            "county": "", "address": address, "truth": truth, "how": how,
        })  # fmt: skip
    schema = {**{key: registry.schema[key] for key in registry.columns}, "truth": pl.Int64, "how": pl.String}
    return pl.DataFrame(made, schema_overrides={k: v for k, v in schema.items() if k in made[0]}), withheld
