"""Names by the column: one spelling, and what is left without place and legal form, before they are taken apart.

:func:`~duijie.naming.parts.parse_name` takes a tenth of a millisecond a name: ten million names are too many for
it. What stands here is rougher and a hundred times faster; it serves to find the few names worth taking apart.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl
from opencc import OpenCC

from duijie.naming.lexicon import any_of, lexicon
from duijie.naming.plain import plain

_OPEN: Final = r"[【〔〖「『\[{｛]"
_CLOSE: Final = r"[】〕〗」』\]}｝]"
_DROPPED: Final = r"[\s\x1c-\x1f\x{200b}-\x{200f}\x{feff}\"'“”‘’`´《》〈〉<>·•・‧⋅∙․.,，。、;；:：!！?？]+"
# Loose and registered forms alike, wherever they stand: behind them a branch may follow.
_FORMS: Final = (
    "股份有限责任公司", "股份有限公司", "有限责任公司", "责任有限公司", "有限公司", "股份合作公司", "集团", "股份", "总公司", "公司",
)  # fmt: skip
# A form in which a character is wrong or two are swapped, at the end: 有限司公, 有限两司.
_MARRED: Final = "[股份有限责任公司]{1,8}.?[有限责任公司]{1,4}$"
_COUNTY: Final = r"^.{0,3}?(?:自治县|自治旗|县|区|市|旗|镇|乡)(.{2,})$"


def spelled(names: pl.Series) -> pl.Series:
    """:func:`duijie.naming.plain.plain` of a column; only names with traditional characters take the slow way."""
    folded = names.str.normalize("NFKC").str.to_uppercase()
    folded = folded.str.replace_all(_OPEN, "(").str.replace_all(_CLOSE, ")").str.replace_all(_DROPPED, "")
    odd = folded.str.contains(_traditional())
    if not odd.any():
        return folded
    slow = {name: plain(name) for name in names.filter(odd).unique()}
    mended = names.filter(odd).replace_strict(slow, return_dtype=pl.String)
    return folded.scatter(odd.arg_true(), mended)


def rough(names: pl.Series) -> pl.DataFrame:
    """Of names in one spelling: ``bare`` (without brackets), ``core`` (also without place and form), ``inner_core``
    (the core without a county before it) and the ``province`` and ``city`` that the name begins with."""
    place = _place()
    groups = names.str.extract_groups(f"^{place}").struct
    core = (
        names.str.replace(f"^{place}", "")
        .str.replace_all(rf"\({place}\)", "")
        .str.replace_all(r"[()]", "")
        .str.replace_all(any_of(_FORMS), "")
        .str.replace(f"总?厂$|{_MARRED}", "")
    )
    bare = names.str.replace_all(r"[()]", "")
    frame = pl.DataFrame(
        {
            "bare": bare,
            "core": core,
            "province": groups.field("province").fill_null(""),
            "city": groups.field("city").fill_null(""),
        }
    )
    whole = pl.when(pl.col("core").str.len_chars() > 1).then("core").otherwise("bare")
    return frame.with_columns(core=whole).with_columns(inner_core=pl.col("core").str.replace(_COUNTY, "$1"))


def _place() -> str:
    return lexicon().place_start.pattern


@cache
def _traditional() -> str:
    """A class of the characters that :func:`plain` writes otherwise."""
    every = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0))]
    # Converted at once; line ends keep the characters apart.
    converted = OpenCC("t2s").convert("\n".join(every)).split("\n")
    changed = [one for one, other in zip(every, converted, strict=True) if one != other]
    return f"[{''.join(changed)}]"
