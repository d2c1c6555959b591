"""One question a function: what two names have in common and in what they differ, with a reason to read.

Each takes both names' parts and returns a :class:`Comparison`. ``answer`` is one of the words the function's
docstring lists; the policy table decides by them. Scores say how far the answer speaks for sameness. The
order of the two names makes no difference to answer and score. This module is long because it is a list:
the questions stand one below the other and none uses another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import LCSseq, Levenshtein

from duijie.naming.abbreviation import abbreviation_score
from duijie.naming.letters import letters_of, spoken
from duijie.naming.lexicon import lexicon
from duijie.naming.parts import Kind, NameParts, Place
from duijie.text.steps.pinyin import readings

# A brand of three characters or more is seldom borne by two enterprises; of two characters, often.
TELLING_BRAND = 3
# A name of so many characters is seldom another's but for a place or two characters.
_TELLING_NAME = 5
_SPOKEN_FORMS = ("works",)
# Below this score letters in order are a coincidence.
LEAST_ABBREVIATION = 0.3


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer to ``question``: ``score`` 0 (speaks against) .. 1 (speaks for), reasons in both languages."""

    question: str
    answer: str
    score: float
    reason: str
    reason_en: str


def identity(a: NameParts, b: NameParts) -> Comparison:
    """``same`` · ``placed`` (one is the other behind a place) · ``swapped`` (two neighbouring characters) ·
    ``empty`` (nothing left to compare) · ``differs``."""
    if not a.plain or not b.plain:
        return Comparison("identity", "empty", 0, "名称为空，无从比较", "a name is empty: nothing to compare")
    if a.plain == b.plain:
        reason = "统一全半角、繁简和标点后完全相同"
        return Comparison("identity", "same", 1, reason, "equal once width, script and punctuation are one")
    short, long = sorted((a, b), key=lambda one: len(one.plain))
    lead = _place_before(short, long)
    if lead:
        text = f"一个写了地名“{lead}”，一个没有写，其余完全相同"
        return Comparison(
            "identity", "placed", 0.9, text, f"equal but for the place {lead} before one of them"
        )
    if _swapped(a.plain, b.plain):
        text = "只有相邻两个字次序颠倒"
        return Comparison("identity", "swapped", 0.6, text, "equal but for two neighbouring characters")
    return Comparison("identity", "differs", 0.5, "写法不完全相同", "not written alike")


def _place_before(short: NameParts, long: NameParts) -> str:
    """The place by which ``long`` is longer than ``short``, where that is all; else empty."""
    said = long.plain.removesuffix(short.plain)
    if len(said) == len(long.plain) or len(short.plain) < _TELLING_NAME or not short.core:
        return ""
    return said if said == long.place.lead or lexicon().place_start.fullmatch(said) else ""


def _swapped(left: str, right: str) -> bool:
    """Whether two neighbours have changed places, neither of them a numeral."""
    if len(left) != len(right) or len(left) < _TELLING_NAME:
        return False
    at = next(place for place, (one, other) in enumerate(zip(left, right, strict=True)) if one != other)
    swapped = left[:at] + left[at : at + 2][::-1] + left[at + 2 :]
    return swapped == right and not _NUMBER.search(left[at : at + 2])


def branch(a: NameParts, b: NameParts) -> Comparison:
    """``none`` (two head offices) · ``same`` · ``one`` (branch against head office) · ``differs``."""
    if not a.branch and not b.branch:
        return Comparison("branch", "none", 0.5, "都不是分支机构", "neither is a branch")
    if a.branch == b.branch:
        return Comparison("branch", "same", 1, f"同为“{a.branch}”", f"both are the branch {a.branch}")
    if a.branch and b.branch:
        text = f"分支不同：“{a.branch}”与“{b.branch}”"
        return Comparison("branch", "differs", 0, text, f"different branches: {a.branch}, {b.branch}")
    one = a.branch or b.branch
    text = f"一个是本部，一个是分支“{one}”"
    return Comparison("branch", "one", 0, text, f"one is the head office, the other its branch {one}")


def kind(a: NameParts, b: NameParts) -> Comparison:
    """``same`` · ``ending_differs`` (大学/学院) · ``compatible`` · ``unknown`` · ``differs``."""
    if Kind.OTHER in (a.kind, b.kind):
        answer = "same" if a.kind == b.kind else "unknown"
        return Comparison("kind", answer, 0.6, "至少一个名称看不出单位类别", "a name does not tell its kind")
    if a.kind == b.kind:
        if a.ending == b.ending or a.kind is Kind.BANK:
            return Comparison("kind", "same", 1, "单位类别相同", "same kind of organisation")
        text = f"后缀不同：“{a.ending}”与“{b.ending}”"
        return Comparison("kind", "ending_differs", 0.3, text, f"different endings: {a.ending}, {b.ending}")
    if frozenset((a.kind, b.kind)) in lexicon().compatible_kinds:
        text = "单位类别可以相容（如改制的院所、银行的法人全称）"
        return Comparison("kind", "compatible", 0.6, text, "kinds that one organisation can show at once")
    text = f"单位类别不同：{KIND_NAMES[a.kind]}与{KIND_NAMES[b.kind]}"
    return Comparison("kind", "differs", 0, text, f"different kinds: {a.kind}, {b.kind}")


KIND_NAMES: Mapping[Kind, str] = {
    Kind.ENTERPRISE: "企业",
    Kind.UNIVERSITY: "高校",
    Kind.SCHOOL: "学校",
    Kind.INSTITUTE: "院所",
    Kind.ASSOCIATION: "社团",
    Kind.GOVERNMENT: "机关",
    Kind.PARK: "园区",
    Kind.BANK: "银行",
    Kind.HOSPITAL: "医院",
    Kind.OTHER: "其他",
}

_DIGITS = "一二三四五六七八九十〇零壹贰叁肆伍陆柒捌玖拾"
_NUMBER = re.compile(rf"\d+|[{_DIGITS}]+")
_ORDINAL = re.compile(rf"第(\d+|[{_DIGITS}]+)|(\d+|[{_DIGITS}]+)(?=[厂局院矿建冶航队号所中小分附])")


def numerals(a: NameParts, b: NameParts) -> Comparison:
    """``none`` · ``same`` · ``one_sided`` (第一橡胶厂/橡胶厂) · ``differs`` (一厂/二厂)."""
    left, right = ([_value(n) for n in _NUMBER.findall(one.plain)] for one in (a, b))
    if not left and not right:
        return Comparison("numerals", "none", 0.5, "名称中没有数字", "no numerals")
    if left == right:
        return Comparison("numerals", "same", 0.8, "数字相同", "same numerals")
    ordinals = [{_value(x or y) for x, y in _ORDINAL.findall(one.plain)} for one in (a, b)]
    alike = _NUMBER.sub("", a.core) == _NUMBER.sub("", b.core) and left and right
    if alike or (all(ordinals) and ordinals[0] != ordinals[1]):
        return Comparison(
            "numerals", "differs", 0, "序号不同（如第一与第二）", "different numerals or ordinals"
        )
    if ordinals[0] != ordinals[1]:
        return Comparison(
            "numerals", "one_sided", 0.2, "只有一个名称带序号", "only one name bears an ordinal"
        )
    return Comparison("numerals", "none", 0.5, "数字不是序号", "the numerals are no ordinals")


def _value(words: str) -> int:
    if words.isdigit():
        return int(words[:18])
    value = 0
    for digit in (lexicon().numerals[one] for one in words):
        value = (max(value, 1) * 10 if value < 10 else value * 10) if digit == 10 else _append(value, digit)
    return value


def _append(value: int, digit: int) -> int:
    """十 and 三 make 13, 二十 and 三 make 23, 五 and 三 make 53."""
    return value + digit if value and value % 10 == 0 else value * 10 + digit


def brackets(a: NameParts, b: NameParts) -> Comparison:
    """``none`` · ``same`` · ``one`` · ``differs`` (中国石油大学（华东）/（北京）: two universities)."""
    left, right = _campus(a), _campus(b)
    if left == right:
        answer = "same" if left else "none"
        return Comparison("brackets", answer, 0.6, "括注一致", "the same in brackets")
    if left and right:
        text = f"括注不同：（{left}）与（{right}）"
        return Comparison("brackets", "differs", 0, text, f"different in brackets: {left}, {right}")
    text = f"只有一个名称带括注（{left or right}）"
    return Comparison("brackets", "one", 0.4, text, f"only one has ({left or right}) in brackets")


def _campus(one: NameParts) -> str:
    inside = [*one.brackets]
    if one.kind is Kind.UNIVERSITY and one.place.inner:
        inside.append(one.place.inner)
    return "、".join(inside)


def alias(a: NameParts, b: NameParts) -> Comparison:
    """``known`` short form · ``ambiguous`` short form · ``two_known`` (both well known, and two) · ``no``."""
    words = lexicon()
    left, right = a.formless, b.formless
    for short, full in ((left, right), (right, left)):
        if full in words.short_forms.get(short, ()):
            if short in words.ambiguous:
                text = f"“{short}”可指“{full}”，也可指别的单位"
                return Comparison(
                    "alias", "ambiguous", 0.6, text, f"{short} may stand for {full} or for others"
                )
            text = f"“{short}”是“{full}”的通用简称"
            return Comparison("alias", "known", 1, text, f"{short} is the well-known short form of {full}")
    if left != right and left in words.well_known and right in words.well_known:
        text = f"“{left}”与“{right}”是两个不同的知名单位"
        return Comparison(
            "alias", "two_known", 0, text, f"{left} and {right} are two well-known organisations"
        )
    return Comparison("alias", "no", 0.5, "不是已知的简称", "not a known short form")


def place(a: NameParts, b: NameParts) -> Comparison:
    """``none`` · ``same`` · ``within`` (河北/河北衡水) · ``missing`` in one · ``unclear`` · ``differs``."""
    left, right = a.place, b.place
    if not left and not right and not left.country and not right.country:
        return Comparison("place", "none", 0.7, "都没有写地名", "no place in either name")
    levels = [(getattr(left, level), getattr(right, level)) for level in ("province", "city", "county")]
    clash = next(((x, y) for x, y in levels if x and y and x != y), None)
    if clash:
        text = f"地名不同：{clash[0]}与{clash[1]}"
        return Comparison("place", "differs", 0, text, f"different places: {clash[0]}, {clash[1]}")
    if left.country != right.country and ((left.country and right) or (right.country and left)):
        return _unclear_place(left, right)
    if all(x == y for x, y in levels) and left.country == right.country:
        return Comparison("place", "same", 1, f"地名相同（{_said(left)}）", f"same place: {_said(left)}")
    if a.kind == b.kind == Kind.GOVERNMENT and left and right:
        text = f"机关层级不同：{_said(left)}与{_said(right)}"
        return Comparison(
            "place", "differs", 0, text, f"offices of two levels: {_said(left)}, {_said(right)}"
        )
    if not left or not right:
        one = left if left or left.country else right
        text = f"一个写了地名“{_said(one)}”，一个没有写"
        return Comparison("place", "missing", 0.6, text, f"only one names its place, {_said(one)}")
    more_left = any(x and not y for x, y in levels)
    more_right = any(y and not x for x, y in levels)
    if more_left and more_right:
        return _unclear_place(left, right)
    text = f"地名一粗一细，不矛盾：{_said(left)}与{_said(right)}"
    return Comparison(
        "place", "within", 0.85, text, f"one place lies within the other: {_said(left)}, {_said(right)}"
    )


def _unclear_place(left: Place, right: Place) -> Comparison:
    text = f"地名不同级，难断是否一地：{_said(left)}与{_said(right)}"
    return Comparison(
        "place", "unclear", 0.35, text, f"places hard to compare: {_said(left)}, {_said(right)}"
    )


def _said(one: Place) -> str:
    return one.country + "".join(dict.fromkeys((one.province, one.city, one.county)))


def brand(a: NameParts, b: NameParts) -> Comparison:
    """``same`` · ``same_two`` (two characters) · ``none`` · ``extends`` · ``order`` · ``order_short`` · ``slip``
    · ``slip_two`` (in a brand of two characters) · ``sounds`` (other characters that sound alike) · ``differs``."""
    left, right = a.brand, b.brand
    if left == right or a.core == b.core:
        return _same_brand(a, b)
    if not left or not right:
        text = f"一个有字号“{left or right}”，一个没有"
        return Comparison("brand", "differs", 0, text, f"only one has a brand, {left or right}")
    fields = _fields(left), _fields(right)
    if all(fields):
        if Counter(fields[0]) == Counter(fields[1]):
            return _order(left, right, telling=True)
        text = f"学科或行业不同：“{left}”与“{right}”"
        return Comparison("brand", "differs", 0, text, f"different fields: {left}, {right}")
    if sorted(a.core) == sorted(b.core):
        return _order(a.core, b.core, telling=max(len(left), len(right)) >= TELLING_BRAND)
    if _contrast(a.core, b.core):
        text = f"字号只差一字，而该字恰是区别：“{left}”与“{right}”"
        return Comparison(
            "brand", "differs", 0, text, f"the one character that differs tells them apart: {left}, {right}"
        )
    if _sound_alike(left, right):
        text = f"字号用字不同而同音，可能是别字：“{left}”与“{right}”"
        return Comparison(
            "brand",
            "sounds",
            0.6,
            text,
            f"other characters that sound the same, perhaps a slip: {left}, {right}",
        )
    if _is_slip(a, b) or _is_field_slip(a, b):
        text = f"只差一个字，可能是笔误：“{a.core}”与“{b.core}”"
        telling = max(len(left), len(right)) >= TELLING_BRAND or _is_field_slip(a, b)
        answer = "slip" if telling else "slip_two"
        return Comparison(
            "brand", answer, 0.6, text, f"one character differs, perhaps a slip: {a.core}, {b.core}"
        )
    if left.startswith(right) or right.startswith(left):
        text = f"一个字号是另一个的开头：“{left}”与“{right}”"
        return Comparison("brand", "extends", 0.5, text, f"one brand begins with the other: {left}, {right}")
    return Comparison(
        "brand", "differs", 0, f"字号不同：“{left}”与“{right}”", f"different brands: {left}, {right}"
    )


def _same_brand(a: NameParts, b: NameParts) -> Comparison:
    shared = a.brand if len(a.brand) <= len(b.brand) else b.brand
    if not shared:
        return Comparison(
            "brand", "none", 0.6, "都没有字号，以地名和行业相认", "no brand: place and trade must tell"
        )
    answer, score = ("same", 1.0) if len(shared) >= TELLING_BRAND else ("same_two", 0.9)
    return Comparison("brand", answer, score, f"字号相同（{shared}）", f"same brand: {shared}")


def _order(left: str, right: str, *, telling: bool) -> Comparison:
    text = f"用字相同而次序不同，像是颠倒：“{left}”与“{right}”"
    answer, score = ("order", 0.9) if telling else ("order_short", 0.5)
    return Comparison("brand", answer, score, text, f"the same characters in another order: {left}, {right}")


@lru_cache(maxsize=1 << 12)
def _fields(text: str) -> tuple[str, ...]:
    """``text`` divided into fields of study, empty where it does not divide."""
    fields = lexicon().fields
    tails: dict[int, tuple[str, ...]] = {len(text): ()}
    for at in range(len(text) - 2, -1, -1):
        for end in (at + 3, at + 2):
            if end in tails and text[at:end] in fields:
                tails[at] = (text[at:end], *tails[end])
                break
    return tails.get(0, ())


def _contrast(left: str, right: str) -> bool:
    """Whether two equally long texts differ in one character and both stand in one set of contrasts."""
    if len(left) != len(right):
        return False
    pairs = [{x, y} for x, y in zip(left, right, strict=True) if x != y]
    return len(pairs) == 1 and any(pairs[0] <= one for one in lexicon().contrast_sets)


def _sound_alike(left: str, right: str) -> bool:
    """Whether the brands have the same length and characters that can be read alike."""
    if len(left) != len(right):
        return False
    voiced = _readings()
    none: frozenset[str] = frozenset()
    return all(
        one == other or voiced.get(one, none) & voiced.get(other, none)
        for one, other in zip(left, right, strict=True)
    )


@cache
def _readings() -> Mapping[str, frozenset[str]]:
    """A character → the syllables it can be read as, without tones."""
    found: dict[str, set[str]] = {}
    for syllable, characters in readings().items():
        for character in characters:
            found.setdefault(character, set()).add(syllable)
    return {character: frozenset(syllables) for character, syllables in found.items()}


def _is_field_slip(a: NameParts, b: NameParts) -> bool:
    """One character of an institution's field mistyped: 科枝 is no field, 科技 is one."""
    if not a.ending or a.ending != b.ending or len(a.brand) != len(b.brand) or len(a.brand) < 2:
        return False
    one_known = bool(_fields(a.brand)) != bool(_fields(b.brand))
    return one_known and Levenshtein.distance(a.brand, b.brand, score_cutoff=1) == 1


def _is_slip(a: NameParts, b: NameParts) -> bool:
    """One edit in a core of three characters or more; a character too many needs four beside it."""
    shorter = min(len(a.core), len(b.core))
    if Levenshtein.distance(a.core, b.core, score_cutoff=1) != 1 or shorter < 3:
        return False
    return len(a.core) == len(b.core) or shorter >= 4


def trade(a: NameParts, b: NameParts) -> Comparison:
    """``none`` · ``same`` · ``shortened`` · ``missing`` in one · ``overlaps`` · ``differs``."""
    words = lexicon()
    left, right = (tuple(words.contractions.get(w, w) for w in one.trade) for one in (a, b))
    said_left, said_right = "".join(left), "".join(right)
    if a.core == b.core or said_left == said_right:
        if not said_left:
            return Comparison("trade", "none", 0.7, "都没有写行业", "no trade in either name")
        return Comparison("trade", "same", 1, f"行业相同（{said_left}）", f"same trade: {said_left}")
    short, long = sorted((left, right), key=lambda one: len("".join(one)))
    if all(word in words.weak_trades for word in short):
        text = f"一个写明行业“{''.join(long)}”，一个没有写明"
        return Comparison("trade", "missing", 0.6, text, f"only one says its trade: {''.join(long)}")
    if _in_order("".join(short), "".join(long)) or set(short) <= set(long):
        text = f"行业一简一繁：{said_left}与{said_right}"
        return Comparison(
            "trade",
            "shortened",
            0.85,
            text,
            f"one trade is the other's short form: {said_left}, {said_right}",
        )
    text, english = f"{said_left}与{said_right}", f"{said_left}, {said_right}"
    if (set(left) & set(right)) - words.weak_trades:
        return Comparison("trade", "overlaps", 0.4, f"行业有重合：{text}", f"trades overlap: {english}")
    return Comparison("trade", "differs", 0, f"行业不同：{text}", f"different trades: {english}")


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def form(a: NameParts, b: NameParts) -> Comparison:
    """``same`` · ``agrees`` (集团/集团有限公司) · ``missing`` or loose in one · ``converted`` · ``group_differs``
    · ``differs``."""
    left, right = a.legal_form, b.legal_form
    said, english = f"“{left}”与“{right}”", f"{left}, {right}"
    if left == right:
        return Comparison("form", "same", 1 if left else 0.7, "组织形式相同", "same legal form")
    if not left or not right:
        return Comparison(
            "form", "missing", 0.7, f"一个省略了“{left or right}”", f"one leaves out {left or right}"
        )
    forms = lexicon().forms
    loose = [f.loose if (f := forms.get(one.removeprefix("集团"))) else True for one in (left, right)]
    convertible = frozenset((a.form_class, b.form_class)) in lexicon().conversions
    if a.group != b.group:
        if any(loose) and a.form_class == b.form_class and not _loose_group(a, b):
            return Comparison("form", "agrees", 0.85, f"组织形式相合：{said}", f"forms agree: {english}")
        if any(loose) and convertible and not _loose_group(a, b):
            return Comparison(
                "form", "missing", 0.6, f"组织形式一简一全：{said}", f"one form is loosely put: {english}"
            )
        return Comparison(
            "form", "group_differs", 0.3, f"一个是集团，一个不是：{said}", f"one is a group: {english}"
        )
    if any(loose) and (a.form_class == b.form_class or (a.group and convertible)):
        return Comparison("form", "agrees", 0.95, f"组织形式相合：{said}", f"forms agree: {english}")
    if any(loose) and convertible:
        return Comparison(
            "form", "missing", 0.7, f"组织形式一简一全：{said}", f"one form is loosely put: {english}"
        )
    if convertible or a.form_class == b.form_class:
        return Comparison(
            "form",
            "converted",
            0.75,
            f"组织形式不同，可因改制：{said}",
            f"forms differ as after a conversion: {english}",
        )
    return Comparison("form", "differs", 0.15, f"组织形式不同：{said}", f"different legal forms: {english}")


def _loose_group(a: NameParts, b: NameParts) -> bool:
    """Whether the loosely written one is the one that says 集团: 海伟集团 is not 海伟材料有限公司."""
    return any(one.group and one.legal_form in ("集团", "集团公司") for one in (a, b))


def abbreviation(a: NameParts, b: NameParts) -> Comparison:
    """``fits`` · ``no``: whether the shorter one's characters stand in the longer one, in order.

    A name with a registered legal form is nobody's abbreviation, but that 厂 is part of what people say.
    """
    short, long = sorted((a, b), key=lambda one: (len(one.formless), one.plain))
    form = lexicon().forms.get(short.legal_form.removeprefix("集团"))
    registered = form is not None and not form.loose and short.form_class not in _SPOKEN_FORMS
    said = spoken(short) if short.form_class in _SPOKEN_FORMS else short.formless
    score = 0.0 if registered else abbreviation_score(said, long)
    if score < LEAST_ABBREVIATION:
        return Comparison("abbreviation", "no", 0, "不像另一个的缩略", "not an abbreviation of the other")
    text = f"“{short.formless}”的字依次见于“{long.formless}”，像是缩略"
    return Comparison(
        "abbreviation", "fits", score, text, f"{short.formless} reads like a short form of {long.formless}"
    )


def letters_in_order(query: NameParts, name: NameParts) -> Comparison:
    """``all`` · ``most`` (all but one of four or more) · ``no``: whether the name holds the query's letters in order.

    No question of the policy: it is asked where a ranking put a name first that the policy knows no row for.
    """
    said, held = spoken(query), letters_of(name)[0]
    found = _in_order_length(said, held)
    if found == len(said):
        text = f"“{said}”的每个字都依次见于名称中"
        return Comparison("letters", "all", 1, text, f"the name holds every character of {said} in order")
    if len(said) >= 4 and found == len(said) - 1:
        text = f"“{said}”的字除一个外都依次见于名称中"
        return Comparison(
            "letters", "most", 0.5, text, f"the name holds all characters of {said} but one in order"
        )
    return Comparison("letters", "no", 0, "名称中没有这些字", "the name does not hold these characters")


def _in_order_length(short: str, long: str) -> int:
    return int(LCSseq.similarity(short, long))


QUESTIONS: Mapping[str, Callable[[NameParts, NameParts], Comparison]] = {
    one.__name__: one
    for one in (identity, branch, kind, numerals, brackets, alias, place, brand, trade, form, abbreviation)
}
