"""A scheme's items in words, so that whoever is scored can read the rule on one page."""

from __future__ import annotations

from decimal import Decimal

from duijie.assessment.scoring.engine import ends
from duijie.assessment.scoring.kinds import plain
from duijie.assessment.scoring.scheme import Input, Item, Scheme, Term
from duijie.kernel.words import Words


def rule_of(scheme: Scheme, item: Item) -> Words:
    """The formula with the names of its numbers."""
    names = {one.code: one.name for one in scheme.inputs}
    return Words(_formula(item, names, "zh"), _formula(item, names, "en"))


def limits_of(item: Item) -> Words:
    """Its ends and conditions; empty where there are none beyond full marks."""
    least, most = ends(item)
    zh, en = [], []
    if most is not None and (most != item.points or item.kind in ("proportional", "rate")):
        zh.append(f"封顶 {plain(most)} 分")
        en.append(f"at most {plain(most)}")
    if least is None or least != 0:
        zh.append("不设下限" if least is None else f"最低 {plain(least)} 分")
        en.append("no least" if least is None else f"at least {plain(least)}")
    if item.once:
        zh.append("同一项目不重复计分")
        en.append("no project twice")
    if item.bonus:
        zh.append("加分项")
        en.append("bonus")
    return Words("；".join(zh), "; ".join(en))


def source_of(one: Input) -> Words:
    """Where an input comes from."""
    if not one.figure:
        told = Words("手工填报，须附依据", "entered by hand, with what it rests on")
        if one.assumed is None:
            return told
        number = plain(one.assumed)
        return Words(f"{told.zh}；未填按 {number} 计", f"{told.en}; {number} where nothing is entered")
    zh, en = [], []
    if one.at_least is not None:
        zh.append(f"不少于 {_size(one.at_least)}")
        en.append(f"of at least {one.at_least:,}")
    if one.below is not None:
        zh.append(f"小于 {_size(one.below)}")
        en.append(f"under {one.below:,}")
    narrowed = ("（" + "，".join(zh) + "）", " (" + ", ".join(en) + ")") if zh else ("", "")
    if one.take == "count":
        return Words(
            f"按指标数项目{narrowed[0]}，按分成计", f"projects of the figure counted{narrowed[1]}, by shares"
        )
    return Words(f"取自指标{narrowed[0]}，按分成计", f"from the figure{narrowed[1]}, by shares")


def _size(number: Decimal) -> str:
    yi = Decimal(100_000_000)
    return f"{plain(number / yi)} 亿元" if number >= yi else plain(number)


def _formula(item: Item, names: dict[str, Words], language: str) -> str:
    def name(code: str) -> str:
        return names[code].in_language(language)

    def ratio(term: Term) -> str:
        if term.target:
            return f"{name(term.actual)} ÷ {name(term.target)}"
        return name(term.actual) if term.fixed is None else f"{name(term.actual)} ÷ {plain(term.fixed)}"

    def weighed(text: str, term: Term) -> str:
        return text if term.weight == 1 else f"{text} × {plain(term.weight)}"

    chinese = language == "zh"
    full = plain(item.points)
    first = item.terms[0]
    match item.kind:
        case "proportional" | "rate":
            inner = " + ".join(weighed(ratio(term), term) for term in item.terms)
            return f"({inner}) × {full}" if len(item.terms) > 1 else f"{inner} × {full}"
        case "count":
            return " + ".join(f"{name(term.actual)} × {plain(term.weight)}" for term in item.terms)
        case "bands":
            share = bool(first.target) or first.fixed is not None
            steps = [
                f"≥ {plain(band.start * 100)} %" if share else f"≥ {plain(band.start)}" for band in item.bands
            ]
            points = ", ".join(
                f"{step}: {plain(band.points)}" for step, band in zip(steps, item.bands, strict=True)
            )
            each = ("逐个计：" if chinese else "each: ") if item.each else ""
            return f"{each}{ratio(first)} {points}"
        case "efficacy":
            x = ratio(first)
            return f"(({x} − min) ÷ (max − min) × {plain(item.span)} + {plain(item.base)}) ÷ 100 × {full}"
        case "deduction":
            taken = []
            for term in item.terms:
                wanted = name(term.target) if term.target else "" if term.fixed is None else plain(term.fixed)
                lack = ("不足" if chinese else "short of ") + wanted if wanted else ""
                taken.append(f"{name(term.actual)}{' ' + lack if lack else ''} × {plain(term.weight)}")
            return f"{full} − " + " − ".join(taken)
        case "veto":
            return ("出现即总分为零：" if chinese else "one makes the total nothing: ") + ", ".join(
                name(term.actual) for term in item.terms
            )
    inner = " + ".join(weighed(name(term.actual), term) for term in item.terms)
    trimmed = (
        (f"，去掉两端各 {item.trim} 个" if chinese else f", {item.trim} left out at each end")
        if item.trim
        else ""
    )
    return f"({inner}) ÷ 100 × {full}{trimmed}"
