"""How well a column fits a field: by the storeys of its label, and by what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from duijie.codes.credit import CreditCode, read_credit_code
from duijie.exchange.sheets.fields import Field, lexicon, naming_labels
from duijie.exchange.sheets.labels import alike, first_of, plain_label, squeezed
from duijie.exchange.sheets.values import read, words_of
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words

_PART: Final = re.compile(r"\d月|季度|半年")
_ABOUT: Final = re.compile("(?:情况|信息|方面|指标)$")
_CODE: Final = re.compile("[0-9a-z]{15,20}")
_NAMELESS: Final = frozenset(
    {
        "名称", "全称", "名字", "单位名称", "企业名称", "公司名称", "金额", "数额", "总额", "合计", "小计", "总计", "面积",
        "数量",
    }
)  # fmt: skip
"""Lower heads that say nothing by themselves: what they head is said above them."""


def label_score(labels: Sequence[str], words: Sequence[str], holds: str = "") -> tuple[float, Words] | None:
    """How well a label fits the words of a field, and which word it was."""
    best: tuple[float, Words] | None = None
    last = labels[-1] if labels else ""
    joined = "".join(labels)
    uppers = [_ABOUT.sub("", label) for label in labels[:-1]]
    tails = {
        "".join(told[-deep:]) for told in (labels, [*uppers, last]) for deep in range(2, len(labels) + 1)
    }
    named = last in _NAMELESS
    turned = (*_turns(joined), *(_plans(joined) if holds == "day" else ()))
    holds_figures = holds in ("money", "number", "day")
    above = "".join(labels[:-1]) if holds_figures else ""
    part, other = first_of(last)
    if plain_label(other) in naming_labels():
        part = last
    for place, word in enumerate(words):
        bare = plain_label(word)
        late = min(place, 20) * 0.001
        if bare in tails or (named and len(labels) > 1 and bare in (labels[-2], uppers[-1])):
            told = 0.95 - late
            reason = Words(f"上下两层列名合起来是“{word}”", f"the storeys of the head together are “{word}”")
        elif bare == last:
            told = 0.9 - late
            reason = Words(f"列名就是“{word}”", f"the head is “{word}”")
        elif alike(bare) == alike(last):
            told = 0.85 - late
            reason = Words(f"列名与“{word}”同义", f"the head means the same as “{word}”")
        elif bare == part and not holds_figures:
            told = 0.75 - late
            reason = Words(f"列名中有“{word}”", f"one of two things that the head names is “{word}”")
        elif len(labels) > 1 and any(bare == one for one in labels[:-1]) and not last:
            told = 0.8 - late
            reason = Words(f"上层列名是“{word}”", f"an upper head is “{word}”")
        elif len(bare) > 1 and last.endswith(bare):
            told = 0.35 + 0.4 * len(bare) / len(last) - late
            reason = Words(f"列名以“{word}”结尾", f"the head ends in “{word}”")
        elif len(bare) > 1 and last.startswith(bare):
            told = 0.3 + 0.3 * len(bare) / len(last) - late
            reason = Words(f"列名以“{word}”开头", f"the head begins with “{word}”")
        elif len(bare) > 2 and bare in joined:
            told = 0.25 + 0.3 * len(bare) / len(joined) - late
            reason = Words(f"列名含有“{word}”", f"the head holds “{word}”")
        else:
            continue
        if turned and any(turn not in bare and (told < 0.8 or turn in above) for turn in turned):
            continue
        if best is None or told > best[0]:
            best = (told, reason)
    return best


@lru_cache(maxsize=1 << 12)
def _turns(label: str) -> tuple[str, ...]:
    """The words in a label that make another thing of what it names: a rate, last year's, a part of the year's."""
    return (*(word for word in lexicon("other")["turns"].words if word in label), *_PART.findall(label))


@lru_cache(maxsize=1 << 12)
def _plans(label: str) -> tuple[str, ...]:
    """The words in a label that make a plan of a day."""
    return tuple(word for word in lexicon("other")["planned"].words if word in label)


def value_score(field: Field, values: Sequence[Value], unit: str) -> tuple[float, Words]:
    """−1 … 1: whether the cells are what the field holds."""
    if not values:
        return 0.0, Words("", "")
    if field.target in ("credit_code", "project_company_code"):
        fits = sum(isinstance(read_credit_code(words_of(value)), CreditCode) for value in values)
        if (
            not fits
            and sum(_CODE.fullmatch(squeezed(words_of(value))) is not None for value in values)
            > len(values) / 2
        ):
            return 0.0, Words("代码的校验位都不符", "none of the codes has its check digit right")
    elif field.holds in ("text", "name", "code"):
        texts = [words_of(value) for value in values]
        numbers = sum(isinstance(value, int | float) for value in values)
        if field.holds == "name":
            fits = sum(len(text) >= 2 and not text.isdigit() for text in texts) - numbers
        elif field.must:
            fits = len(values) - numbers
        else:
            return 0.0, Words("", "")
        share = fits / len(values)
        return (0.0 if share > 0.5 else -1.0), Words("", "") if share > 0.5 else Words(
            "内容却是数字", "yet the cells are numbers"
        )
    else:
        answers = [read(field, value, unit or _any_unit(field)) for value in values]
        # Words that were left because they are no exact number are still words of this column.
        fits = sum(one.value is not None or (one.left is not None and _close(one.left)) for one in answers)
    share = fits / len(values)
    words = Words(f"{fits}/{len(values)}个单元格合乎", f"{fits} of {len(values)} cells fit")
    return (share if share >= 0.5 else share - 1.0), words


def _close(left: Words) -> bool:
    return any(told in left.en for told in ("exact", "range", "the day", "no unit"))


def _any_unit(field: Field) -> str:
    return {"money": "元", "m2": "m2", "t": "t", "kVA": "kva", "m3": "m3", "kWh": "kwh", "emission": "t"}.get(
        "money" if field.holds == "money" else field.unit, ""
    )
