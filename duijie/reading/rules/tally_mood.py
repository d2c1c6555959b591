"""Where a passage turns to what is to come, and where back to what is so."""

from __future__ import annotations

import re

from duijie.reading.vocabulary import any_of, words

# Quotes and titles may span passages but not lines; speech is never longer than this.
MUTED = re.compile(r"“[^”\n]{1,400}”|「[^」\n]{1,400}」|《[^》\n]{1,80}》|〔[^〕\n]{1,12}〕")
TARGETS = {name: words("measures", "targets", name) for name in ("strong", "weak", "past", "masked")}
_WEAK_VERB = any_of(words("measures", "targets", "weak_verbs"))
FORWARD_YEAR = re.compile(
    r"(?P<to>到|至|力争)?“?(?P<year>20\d\d)年(?P<end>底|末|年底|年末)?(?P<before>前|以前|之前)?"
)
SPAN_AHEAD = re.compile(
    r"(?<![近这过前])[一二两三四五六七八九十\d]+(?:[到至—-][一二三四五六七八九十\d]+)?年(?:之?内|努力|时间)"
)
# 下半年, 四季度: ahead in a document of that month or earlier
LATER_PART = re.compile(r"(?:(?<=[，。；：、\s])|^)(?:[上下]半年|[一二三四]季度)|[二三四]季度末")
STILL_AHEAD = {"一季度": 1, "上半年": 3, "下半年": 8, "二季度": 4, "三季度": 7, "四季度": 10}
PLAN_PERIOD = re.compile(r"“?(?P<nth>十[三四五六])五”?(?P<end>期?末|期间|时期|收官)?")
# “十四五”期间，全区累计引进项目412个: told as done
SO_FAR = re.compile(r"”?以来|”?，[^，。；]{0,6}?(?:累计|已经?|先后|共)(?!将)")
EACH = re.compile(r"(?:每(?:个)?(?:年|月|季度|周|半年)|全年)[^，。；]{0,24}(?:不少于|至少|不低于)")
_ADVERB = r"(?:再|共|分别|累计|全面|力争|各|新|集中|陆续|先后|重点|继续|进一步|至少|率先|同步|大力|着力|全力|还|年)*"
_STRONG = any_of(TARGETS["strong"])
# What a mark of mood can begin with: most places of a text are told at once to hold none.
_FIRST = "".join(sorted({word[0] for listed in TARGETS.values() for word in listed} | set("已要将即")))
MARKER = re.compile(
    f"(?=[{re.escape(_FIRST)}])(?:(?P<masked>{any_of(TARGETS['masked'])})(?!前$)"
    f"|(?P<strong>{_STRONG})"
    f"|(?P<past>(?<![比较同与]){any_of(TARGETS['past'])}|已(?!经?[定签]?[于]))"
    rf"|(?P<will>(?<=[，；：、])要(?![求素点闻是义塞])|(?<![现兹并即])将(?![于军])|即将)"
    f"|(?P<weak>{any_of(TARGETS['weak'])})(?={_ADVERB}{_WEAK_VERB}))"
)
TAKEN_AS = re.compile(r"将[^，。；]{1,24}(?:作为|纳入|列入|列为|摆在|放在|当作|视为|转化为|融入)")


def _blank(match: re.Match[str]) -> str:
    return "＿" * len(match.group())


def moods_in(passage: str, year: int | None, month: int | None, *, dated: bool) -> list[tuple[int, bool]]:
    """Places where the mood turns: ``True`` forward, ``False`` back.

    Where the document's day is not known, ``year`` is a guess and "到2027年" is taken as it is mostly meant.
    """
    text = MUTED.sub(_blank, passage)
    found: list[tuple[int, bool]] = []
    for match in MARKER.finditer(text):
        if match["masked"]:
            continue
        if match["past"]:
            found.append((match.end(), False))
        elif (match["weak"] or match["will"]) and TAKEN_AS.match(text, match.start()):
            continue
        else:
            found.append((match.end(), True))
    for match in FORWARD_YEAR.finditer(text) if "20" in text else ():
        named = int(match["year"])
        towards = bool(match["to"] in ("到", "至") or match["before"])
        later = year is not None and (
            named > year or (named == year and (match["before"] or (towards and match["end"])))
        )
        if later or (not dated and match["to"] == "到"):
            found.append((match.end(), True))
        elif year is not None and named < year and not text.startswith(("以来", "至", "—"), match.end()):
            found.append((match.end(), towards and named == year))
    for match in LATER_PART.finditer(text) if "季度" in text or "半年" in text else ():
        if month is not None and month <= STILL_AHEAD[match.group().removesuffix("末")]:
            # behind the comma, where 上半年， as told is past
            found.append((match.end() + 1, True))
    for match in SPAN_AHEAD.finditer(text) if "年" in text else ():
        found.append((match.end(), True))
    for match in EACH.finditer(text) if "每" in text or "全年" in text else ():
        found.append((match.start(), True))
    for match in PLAN_PERIOD.finditer(passage) if "十" in passage else ():
        ends = {"十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}[match["nth"]]
        if SO_FAR.match(passage, match.end()):
            continue
        if match["end"] and match["end"] != "收官" and (year is None or year < ends):
            found.append((match.end(), True))
    return sorted(found)
