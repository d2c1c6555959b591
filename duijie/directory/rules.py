"""The directory's tables, what a field may hold, which name a group goes by, and what leads to one. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.utils.module_loading import autodiscover_modules

from duijie.codes.credit import WrongCode, folded, is_old_number, read_credit_code
from duijie.codes.divisions import NoDivision, division, find_places
from duijie.codes.industries import NoIndustry, industry
from duijie.kernel.words import Words
from duijie.naming.parts import Kind, parse_name

KINDS: Final[Mapping[str, Words]] = {
    "enterprise": Words("企业", "enterprise"),
    "university": Words("高等院校", "university"),
    "institute": Words("科研院所", "institute"),
    "association": Words("商协会", "association"),
    "government": Words("政府部门", "government"),
    "bank": Words("银行", "bank"),
    "park_committee": Words("园区", "park committee"),
    "hospital": Words("医院", "hospital"),
    "media": Words("媒体", "media"),
    "other": Words("其他", "other"),
}
NAME_KINDS: Final[Mapping[str, Words]] = {
    "registered": Words("登记名称", "registered"),
    "former": Words("曾用名", "former"),
    "short": Words("简称", "short"),
    "brand": Words("品牌", "brand"),
    "foreign": Words("外文名", "foreign"),
    "pinyin": Words("拼音", "pinyin"),
    "printed": Words("文中写法", "as printed"),
}
FIELDS: Final[Mapping[str, Words]] = {
    "kind": Words("类型", "Kind"),
    "credit_code": Words("统一社会信用代码", "Credit code"),
    "old_number": Words("旧注册号", "Old registration number"),
    "division": Words("行政区划", "Division"),
    "township": Words("乡镇、街道", "Township"),
    "address": Words("地址", "Address"),
    "industry": Words("行业", "Industry"),
    "listed_code": Words("证券代码", "Listed code"),
    "status": Words("经营状态", "Status"),
}
STATUSES: Final[Mapping[str, Words]] = {
    "operating": Words("存续", "operating"),
    "planned": Words("筹建", "being set up"),
    "suspended": Words("停业", "suspended"),
    "moved": Words("迁出", "moved away"),
    "revoked": Words("吊销", "revoked"),
    "closed": Words("注销", "closed"),
}
FORMS: Final[Mapping[str, Words]] = {
    "limited": Words("有限责任公司", "limited company"),
    "shares": Words("股份有限公司", "joint-stock company"),
    "company": Words("公司（未写明形式）", "company, form not said"),
    "works": Words("厂、店、社", "works"),
    "cooperative": Words("合作社", "cooperative"),
    "partnership": Words("合伙企业", "partnership"),
    "sole": Words("个人独资、个体", "sole owner"),
}
HONOURS: Final[Mapping[str, Words]] = {
    "high_tech": Words("高新技术企业", "high-tech enterprise"),
    "little_giant": Words("专精特新“小巨人”企业", "specialised “little giant”"),
    "specialised": Words("专精特新中小企业", "specialised SME"),
    "innovative": Words("创新型中小企业", "innovative SME"),
    "tech_sme": Words("科技型中小企业", "technology SME"),
    "champion": Words("制造业单项冠军", "manufacturing champion"),
    "gazelle": Words("瞪羚企业", "gazelle"),
    "unicorn": Words("独角兽企业", "unicorn"),
    "farming_leader": Words("农业产业化龙头企业", "leading farm-produce enterprise"),
    "green_factory": Words("绿色工厂", "green factory"),
    "global_500": Words("世界500强", "Global 500"),
    "china_500": Words("中国企业500强", "China 500"),
    "other": Words("其他", "other"),
}
LEVELS: Final[Mapping[str, Words]] = {
    "world": Words("世界级", "world"),
    "national": Words("国家级", "national"),
    "provincial": Words("省级", "provincial"),
    "municipal": Words("市级", "municipal"),
    "county": Words("县级", "county"),
}
TIES: Final[Mapping[str, Words]] = {
    "parent": Words("上级单位、母公司", "parent"),
    "group": Words("所属集团", "group"),
    "member": Words("会员所在商协会", "member of"),
    "supplies": Words("供货给", "supplies"),
}
TIES_BACK: Final[Mapping[str, Words]] = {
    "parent": Words("下级单位、子公司", "belongs to this one"),
    "group": Words("集团成员", "belongs to this one"),
    "member": Words("会员", "member of this one"),
    "supplies": Words("供应商", "supplies this one"),
}
"""The same, read from the other end."""
BELONGS: Final = frozenset({"parent", "group"})
"""Ties that make one organisation part of another, so that they never run in a circle."""
CODED: Final[Mapping[str, Mapping[str, Words]]] = {"kind": KINDS, "status": STATUSES}
"""Fields of which the value is a word of a table."""

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "honour": ("code", "title", "level", "awarded_on", "expires_on"),
    "contact": ("person", "post", "phone", "email", "consent", "consent_on", "home_town"),
    "tie": ("to", "kind", "since", "until"),
}
"""What a person fills in, by kind of attribute."""

_KIND_OF_NAME: Final = {
    Kind.ENTERPRISE: "enterprise",
    Kind.UNIVERSITY: "university",
    Kind.SCHOOL: "university",
    Kind.INSTITUTE: "institute",
    Kind.ASSOCIATION: "association",
    Kind.GOVERNMENT: "government",
    Kind.PARK: "park_committee",
    Kind.BANK: "bank",
    Kind.HOSPITAL: "hospital",
    Kind.OTHER: "other",
}
# What a plain code looks like, and what to say of a text that does not.
_SHAPES: Final[Mapping[str, tuple[re.Pattern[str], Words]]] = {
    "listed_code": (
        re.compile(r"(?:[0-9]{6}|[0-9]{5})(?:\.(?:SH|SZ|BJ|NQ|HK))?"),
        Words("不像证券代码，如600000.SH", "no listed code, such as 600000.SH"),
    ),
}
_NOT_LISTED: Final = Words("不在选项之内", "not one of the choices")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"[+\d][\d\s()（）转-]{4,}")


def cleaned(field: str, given: str) -> str | Words:
    """The clean value of a detail, or why ``given`` is none. Blanks round it and its width do not matter."""
    text = given.strip()
    if field == "credit_code":
        code = read_credit_code(text)
        return code.reason if isinstance(code, WrongCode) else code.text
    if field == "old_number":
        wrong = Words("不是15位，或校验位不符", "not 15 digits, or its check digit does not fit")
        return folded(text) if is_old_number(text) else wrong
    if field == "division":
        return _division(text)
    if field == "industry":
        branch = industry(text)
        return branch.reason if isinstance(branch, NoIndustry) else branch.lettered
    if field in _SHAPES:
        shape, wrong = _SHAPES[field]
        folded_text = unicodedata.normalize("NFKC", text).upper().replace(" ", "")
        return folded_text if shape.fullmatch(folded_text) else wrong
    if field in CODED and text not in CODED[field]:
        return _NOT_LISTED
    return text[:300]


def _division(text: str) -> str | Words:
    """The code typed, or that of the place whose name was typed; a code of the past is kept as it is."""
    if folded(text).isdigit():
        place = division(folded(text))
        return place.reason if isinstance(place, NoDivision) else place.code
    found = find_places(text)
    codes = {one.code for one in found if one.until is None}
    if len(codes) == 1:
        return codes.pop()
    if not codes:
        return Words(
            "没有这样的行政区划；可写六位代码，如131127",
            "there is no such division; six digits will do, such as 131127",
        )
    several = "、".join(sorted(codes))
    return Words(f"同名的有{several}，请写代码", f"several places bear this name ({several}); write the code")


def next_code(code: str) -> str:
    """The first code after all that begin with ``code``: ``C29`` → ``C3``, ``13`` → ``14``; empty where none is."""
    rest = code.rstrip("9Z")
    return rest[:-1] + chr(ord(rest[-1]) + 1) if rest and rest[-1].isalnum() and rest.isascii() else ""


def faults_of(kind: str, values: Mapping[str, object]) -> dict[str, Words]:
    """What is wrong with an attribute's values, by field; empty where nothing is."""
    faults: dict[str, Words] = {}
    needed = {"honour": "code", "contact": "person", "tie": "to"}[kind]
    if not values.get(needed):
        faults[needed] = Words("不能空着", "this is needed")
    for first, last in (("awarded_on", "expires_on"), ("since", "until")):
        start, end = values.get(first), values.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            faults[last] = Words("不能早于起始日期", "it may not be before the first day")
    tables: Mapping[str, Mapping[str, Words]] = {
        "honour": {"code": HONOURS, "level": LEVELS}, "tie": {"kind": TIES}
    }.get(kind, {})  # fmt: skip
    for field, table in tables.items():
        if values.get(field) and values[field] not in table:
            faults[field] = _NOT_LISTED
    if kind == "honour" and values.get("code") == "other" and not values.get("title"):
        faults["title"] = Words("“其他”要写明名称", "say which title it is")
    if kind == "contact":
        phone, email = str(values.get("phone") or ""), str(values.get("email") or "")
        if phone and not _PHONE.fullmatch(phone):
            faults["phone"] = Words("不像电话号码", "no phone number")
        if email and not _EMAIL.fullmatch(email):
            faults["email"] = Words("不像邮箱地址", "no e-mail address")
        if values.get("home_town") and not values.get("consent"):
            faults["home_town"] = Words(
                "本人同意后才能登记籍贯", "a home town is kept only of somebody who has agreed"
            )
        if values.get("consent_on") and not values.get("consent"):
            faults["consent"] = Words(
                "有同意日期，却没有勾选同意", "a day of consent is given, but no consent"
            )
    return faults


@dataclass(frozen=True, slots=True)
class Called:
    """A name as the choice of a title sees it."""

    id: int
    text: str
    kind: str
    until: date | None


def title_of(names: Iterable[Called]) -> Called:
    """The name that a group goes by: a registered one in use, else the fullest as printed, else the oldest."""
    order = ("registered", "printed", "brand", "short", "foreign", "pinyin", "former")

    def rank(one: Called) -> tuple[bool, int, bool, int, int]:
        parts = parse_name(one.text)
        has_form = bool(parts.legal_form) and not parts.legal_form.endswith(("集团", "股份"))
        in_full = len(parts.plain) if has_form else 0
        return (one.until is not None, order.index(one.kind), not has_form, -in_full, one.id)

    return min(names, key=rank)


def kind_by_name(title: str) -> str:
    """The kind that a name's ending tells; ``other`` where it tells none."""
    return _KIND_OF_NAME[parse_name(title).kind]


def form_by_name(title: str) -> str:
    """The class of legal form that a name ends in; empty where it has none."""
    parts = parse_name(title)
    return parts.form_class if parts.kind in (Kind.ENTERPRISE, Kind.BANK) else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that leads to organisations.

    ``field`` is the model field that holds it: ``app.Model.field``. ``touches`` gives what there is for a
    mapping of name numbers to names and a viewer; ``None`` where the rows are counted by their foreign key.
    """

    field: str
    words: Words
    touches: Callable[..., Iterable[object]] | None = None


_RELATIONS: Final[dict[str, Relation]] = {}


@cache
def relations() -> dict[str, Relation]:
    """Every relation known, by field. Merging refuses while there is one that is not in here.

    Each package declares its own beside the queries that read it. All of those are imported when the first asks, not
    when the program starts, which few commands would need.
    """
    autodiscover_modules("queries")
    return _RELATIONS


def leads_here(field: str, zh: str, en: str, touches: Callable[..., Iterable[object]] | None = None) -> None:
    """Declare a relation; each package does so for its own, beside the queries that read it."""
    _RELATIONS[field] = Relation(field, Words(zh, en), touches)
