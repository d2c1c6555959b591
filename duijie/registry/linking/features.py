"""Rows as the model compares them: the parts of the name, where it is, its code, address and day.

Both sides come in the same columns. What is not stated is null: nothing equals it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import polars as pl

from duijie.naming.lexicon import any_of, lexicon
from duijie.naming.parts import parse_name
from duijie.registry.rows import stem_of

GIVEN: Final = (
    "row", "name", "credit_code", "old_number", "registered_on", "province", "city", "county", "address",
)  # fmt: skip
"""The columns that features are made of, as :data:`duijie.registry.columns.COLUMNS` tells them."""
_NAMED: Final = dict.fromkeys(("bare", "core", "letters", "bare_letters", "stem", "stem_letters", "folded", "brand", "trade", "form", "form_class", "branch", "numbers", "gaps", "name_province", "name_city", "name_county"), pl.String) | {"grouped": pl.Boolean}  # fmt: skip
_DIGITS: Final = str.maketrans("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00" + "123456789" * 2)
# Wherever it stands: behind it a branch may follow.
_FORM: Final = re.compile(
    "股份有限责任公司|股份有限公司|有限责任公司|责任有限公司|有限公司|股份公司|总公司|公司|股份$|总?厂$"
)
# Behind the last such word, and not such a word itself.
_BEHIND: Final = re.compile("(?:公司|合作社|供销社)((?:(?!公司|合作社|供销社|联合社).){2,})$")
# In a name longer than this 中国 is left out as a place is: 农业银行景县支行.
_NATIONAL: Final = 6
_NUMBER: Final = re.compile(r"[0-9]+")
# What an address begins with and what only some write.
_ADDRESS: Final = r"[^\p{L}0-9]+"


def features(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` in :data:`GIVEN` columns, taken apart; ``unique_id`` is the row."""
    distinct = rows["name"].unique(maintain_order=True)
    named = pl.DataFrame([_taken_apart(name) for name in distinct], schema=_NAMED, orient="row")
    frame = rows.join(named.with_columns(name=distinct), on="name", how="left", maintain_order="left")
    frame = frame.with_columns(
        address=_short_address(pl.col("address")),
        address_province=pl.col("address").str.extract(_province(), 1).fill_null(""),
        address_city=pl.col("address").str.extract(_city(), 1).fill_null(""),
        **{f"column_{one}": _stems(rows[one]) for one in ("province", "city", "county")},
    )
    province = pl.coalesce(
        _stated("name_province"),
        _stated("column_province"),
        _stated("address_province"),
    )
    city = pl.coalesce(_stated("name_city"), _stated("column_city"), _stated("address_city"))
    frame = frame.with_columns(province=province, city=city)
    known = pl.col("city").replace_strict(lexicon().city_province, default=None, return_dtype=pl.String)
    return frame.select(
        pl.col("row").alias("unique_id"),
        "name",
        *(_stated(one).alias(one) for one in _NAMED if one != "grouped"),
        "grouped",
        pl.coalesce("province", known).alias("province"),
        # Beijing is no city of Beijing.
        pl.when(pl.col("city") != pl.col("province").fill_null("")).then("city").alias("city"),
        pl.coalesce(_stated(_stems_of("name_county")), _stated("column_county")).alias("county"),
        pl.coalesce(_stated("credit_code"), _stated("old_number")).alias("code"),
        _stated("address").alias("address"),
        pl.col("registered_on").cast(pl.String).alias("day"),
    )


def _taken_apart(name: str) -> Sequence[Any]:
    """A name's values in the order of :data:`_NAMED`."""
    parts = parse_name(name)
    core = parts.formless.removeprefix(parts.place.lead) or parts.formless
    if len(core) > _NATIONAL:
        core = core.removeprefix("中国")
    bare = re.sub(r"[()]", "", parts.plain)
    stem = _FORM.sub("", bare) or bare
    numbers = _NUMBER.findall(parts.formless.translate(_DIGITS))
    return (
        bare,
        core,
        "".join(sorted(core)) if len(core) > 2 else "",
        "".join(sorted(bare)),
        stem,
        "".join(sorted(stem)) if len(stem) > 3 else "",
        core.translate(_contrasts()),
        parts.brand if parts.brand else parts.formless.removeprefix(parts.place.lead),
        "".join(parts.trade),
        parts.legal_form.removeprefix("集团"),
        parts.form_class,
        parts.branch or _subordinate(parts.plain),
        "-".join(numbers),
        "%".join(core) + "%" if len(core) > 1 else "",
        parts.place.province,
        parts.place.city,
        # A town lies in a county; it is none.
        "" if parts.place.county.endswith(("镇", "乡")) else parts.place.county,
        parts.group,
    )


def _subordinate(plain: str) -> str:
    """What stands behind the name of a company or co-operative: 装卸一队, 三江口综合门市部. Empty for a head office."""
    # What stands in brackets at the end is said of the whole: (原常熟开关厂).
    found = _BEHIND.search(re.sub(r"\([^()]*\)$", "", plain))
    return found[1] if found else ""


@cache
def _contrasts() -> dict[int, str]:
    """Every character that tells organisations apart as the first of its set: what differs only there is no slip."""
    return {ord(letter): min(one) for one in reversed(lexicon().contrast_sets) for letter in one}


def _stated(text: str | pl.Expr) -> pl.Expr:
    column = pl.col(text) if isinstance(text, str) else text
    return pl.when(column != "").then(column)


def _stems(names: pl.Series) -> pl.Series:
    return names.replace_strict({name: stem_of(name) for name in names.unique()}, return_dtype=pl.String)


def _stems_of(column: str) -> pl.Expr:
    return pl.col(column).map_batches(_stems, return_dtype=pl.String)


def _short_address(address: pl.Expr) -> pl.Expr:
    """Without the places that some addresses begin with, in half width, letters and digits only."""
    plain = address.str.normalize("NFKC").str.to_uppercase().str.replace_all(_ADDRESS, "")
    bare = plain.str.replace(_city(), "").str.replace(_province(), "")
    return bare.str.replace(r"^.{1,4}?[县区市旗]", "")


# Streets are named after places: 四平路 is not in 四平, so an address must say 市 or 省.
@cache
def _province() -> str:
    return f"^({any_of(lexicon().provinces)})(?:省|市|.{{0,4}}自治区|特别行政区)"


@cache
def _city() -> str:
    before = f"{any_of(lexicon().provinces)}(?:省|.{{0,4}}自治区)?"
    return f"^(?:{before})?({any_of(lexicon().city_province)})(?:市|地区|盟|.{{0,8}}自治州)"
