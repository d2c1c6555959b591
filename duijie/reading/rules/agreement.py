"""Rules for the kind ``agreement``: who signed what sort of paper with whom.

The parties are those of the verb's own clause, else of the clause or sentence before it. A named project's own
signing (投资协议, 意向 with a project beside it) is left to the kind ``project``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from duijie.kernel.span import Span
from duijie.reading.kinds import Agreement
from duijie.reading.parties import Party, groups_between
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, load, words

TRIGGERS: tuple[str, ...] = ("签", "达成", "缔结", "订立", "结成", "建立")

SIGNING = any_of(words("agreement", "signing"))
PAPERS = any_of(words("agreement", "papers"))
# 签订了《全面战略合作协议》, 达成战略合作意向; 就X签署
SIGNED = re.compile(
    rf"(?P<verb>{SIGNING})(?:了|下了)?(?P<words>[^，。；：\n]{{0,36}}?(?P<paper>{PAPERS}|战略合作(?=[，。；](?![^。]{{0,12}}签[订署])))(?:协议书?|书)?)》?(?P<after>[^，。；]{{0,6}})"
)
# 战略合作协议正式签署, 战略合作协议签约仪式 is an event and none
PAPER_FIRST = re.compile(
    r"(?P<words>[^，。；：\n与和]{0,16}(?:协议|合同|备忘录|协定)书?)》?的?(?:在[^，。；]{1,10})?(?:正式|成功|顺利)?(?P<verb>签订|签署|签字)(?!仪式)"
)
COUNTED = re.compile(r"^(?:共计?|达|累计)?\s*[\d一二三四五六七八九十百]+(?:多|余)?[份项个件]|^[份项个件]")
NEGATED = re.compile(
    r"(?:力争|争取|计划|拟|尚未|未能|鼓励|凡)[^，。；]{0,24}$|(?:未|没有|尚未|拟|计划|准备|力争|争取|即将|推动|促成|有望|鼓励|希望|支持|凡|须|应当|(?<![嘉供对适响感效相照回答反])应|后方可|待)[^，。]{0,6}$"
)
BOTH = re.compile(r"(?:双方|三方|两地|各方|与会方|校企|校地|两家(?:企业|单位))")
PROJECT = re.compile(r"项目|生产线|基地")
NAMED_PROJECT = re.compile(
    r"(?:投资|建设|共建|就|合资|打造|实施)[^，。；]{2,40}(?:项目|生产线|基地|产业园|工厂)"
)
# 甲公司锂电池隔膜项目签订投资协议
PROJECT_SIGNS = re.compile(
    r"[^，。；、\d的该其此等个家]{2}(?:项目|生产线|基地)[”）]?(?:已|也|正式|成功|顺利|现场|上月|本月|近日|日前|随后|先后|率先)*$"
)
OWN_EACH = re.compile(r"分别[与和同](?:我|本|当地|县|市|区)")
# 某学院与12家企业签订协议: a number of others, none named
COUNTED_SIDE = re.compile(
    r"^[^，。；]{0,2}[与和同](?:[^，。；、与和同]{0,6}?)[\d一二三四五六七八九十百]+(?:多|余)?[家所个名]"
)
# 并与乙银行签订: who does it was named in the clause before
OTHER_SIDE = re.compile(r"(?:并|又|还|随后|同时|也|再|先后|正式)*[与和同](?!时)")
PROPORTION = re.compile(r"分别")
# 双方将在新材料研发等方面开展合作; 共建平湾产业研究院; 合作开发智能控制系统
SUBJECT = re.compile(
    r"(?:在|就|围绕)(?P<about>[^，。；]{2,40}?)(?:开展|进行|展开|深化|加强|达成|签订|签署)|(?P<joint>(?:共建|共同(?:建设|打造)|合作(?:开发|研发|建设))[^，。；“”]{2,30})"
)


def find(prepared: Prepared) -> Iterator[Found]:
    """Every agreement that the text asserts."""
    text = prepared.text
    for number, sentence in enumerate(prepared.sentences):
        start, end = sentence.span.start, sentence.span.end
        if (
            "签" not in (whole := text[start:end])
            and "达成" not in whole
            and "关系" not in whole
            and "缔结" not in whole
        ):
            continue
        previous = start
        for match in SIGNED.finditer(text, start, end):
            yield from _agreements(prepared, number, match, previous, end)
            previous = match.end("paper")
        if previous == start:
            for match in PAPER_FIRST.finditer(text, start, end):
                yield from _agreements(prepared, number, match, previous, end)
                previous = match.end()


def _agreements(
    prepared: Prepared, number: int, match: re.Match[str], previous: int, end: int
) -> Iterator[Found]:
    text = prepared.text
    sentence = prepared.sentences[number]
    paper = match.group("words")
    groups_named = match.groupdict()
    kind = _type(paper)
    verb = match.start("verb")
    weak = match.group("verb") in ("建立", "达成", "结成", "形成", "确立", "敲定", "交换")
    settled = match.group("verb") in ("达成", "敲定") and paper.endswith(("协议", "合同"))
    if weak and not settled and kind not in ("strategic", "framework", "intent"):
        return
    if (
        groups_named.get("paper") == "共识"
        or COUNTED.match(groups_named.get("after") or "")
        or NEGATED.search(text[max(previous, verb - 40) : verb])
    ):
        return
    told = text[max(previous, verb - 200) : min(end, verb + 200)]
    if _signs_project(kind, paper, text[max(previous, verb - 40) : verb], told):
        return
    groups = _parties(prepared, sentence, number, match, previous)
    if not groups or COUNTED_SIDE.search(text[groups[-1][-1].span.end : verb]):
        return
    quote = Span(min(group[0].span.start for group in groups if group), match.end("words"))
    about = SUBJECT.search(text, match.end(), end) or SUBJECT.search(text, previous, match.end())
    subject = (about.group("about") or about.group("joint")) if about is not None else None
    kinds = _types(text[match.start("words") : min(end, match.start("words") + 80)], kind, len(groups))
    for parties, kind in zip(groups, kinds, strict=True):
        named = tuple(dict.fromkeys(party.name for party in parties))
        if kind == "intent" and len(named) < 2 and not OWN_EACH.search(text[previous:verb]):
            continue
        yield Found(
            Agreement(named, kind, subject),
            Span(min(quote.start, verb), max(quote.end, match.end("words"))),
            "agreement.each" if len(groups) > 1 else "agreement.signed",
        )


def _signs_project(kind: str, paper: str, before: str, told: str) -> bool:
    """Whether the paper is a named project's own and so no agreement beside it."""
    if kind == "framework" and "投资" in paper and PROJECT.search(paper):
        return True
    if kind not in ("investment", "intent", "cooperation"):
        return False
    if PROJECT.search(paper) or PROJECT_SIGNS.search(before):
        return True
    return NAMED_PROJECT.search(told) is not None and (kind != "cooperation" or "投资" in told)


def _type(paper: str) -> str:
    for kind, marks in load("agreement")["types"].items():
        if any(mark in paper for mark in marks):
            return str(kind)
    return "cooperation"


# How far back, in characters, the parties of a paper are looked for.
REACH = 600
EACH_PAPER = re.compile(r"[^，。；：、和及]{0,14}?(?:协议|合同|备忘录)书?")


def _types(papers: str, kind: str, count: int) -> list[str]:
    """The type of each of ``count`` papers: 投资协议和产学研合作协议 after 分别与甲、乙签订 are one each."""
    listed = EACH_PAPER.findall(re.split("[，。；]", papers, maxsplit=1)[0])
    return [_type(one) for one in listed] if 1 < count == len(listed) else [kind] * count


def _parties(
    prepared: Prepared, sentence: Sentence, number: int, match: re.Match[str], previous: int
) -> list[list[Party]]:
    """One list of parties for each paper signed."""
    text = prepared.text
    verb = match.start("verb")
    previous = max(previous, verb - REACH)
    comma = max(text.rfind("，", previous, verb) + 1, previous)
    clause = text[comma:verb]
    # 平湾县人民政府分别与甲大学、乙大学签订战略合作协议
    groups = groups_between(prepared, comma, verb)
    # 签署了与平湾大学的战略合作协议 · 签约甲公司
    if not groups:
        groups = groups_between(prepared, match.end("verb"), match.end("words"))
    if not groups and BOTH.search(clause):
        back = max(sentence.span.start, comma - 300)
        if not any(len(group) >= 2 for group in groups_between(prepared, back, comma)):
            back = max(comma - 600, prepared.sentences[max(0, number - 1)].span.start)
        groups = [group for group in groups_between(prepared, back, comma) if len(group) >= 2][-1:]
    # 甲公司与乙大学合作研发新材料，已签署战略合作协议
    end = comma
    while not groups and end > previous:
        before = max(text.rfind("，", previous, end - 1) + 1, previous)
        groups = [group for group in groups_between(prepared, before, end) if len(group) >= 2][-1:]
        end = before
    if not groups:
        return []
    if len(groups) == 1 and len(groups[0]) == 1 and OTHER_SIDE.match(clause):
        least = sentence.span.start
        doers = groups_between(prepared, max(least, comma - 300), max(least, comma - 1))
        if doers and doers[0][0].name != groups[0][0].name:
            return [[doers[0][0], groups[0][0]]]
    return _each(text, groups, comma, verb)


def _each(text: str, groups: list[list[Party]], comma: int, verb: int) -> list[list[Party]]:
    """Splits 分别与A、B and A与B、C与D into papers of their own."""
    group = groups[-1] if len(groups) == 1 else [party for one in groups for party in one]
    if len(groups) > 1 and not re.search("[与和同]", text[groups[0][-1].span.end : groups[-1][0].span.start]):
        group = groups[-1]
    # 甲公司、乙公司分别与我县签订; with 该县 the other side is the last of the group
    if OWN_EACH.search(text[group[-1].span.end : verb]):
        return [[party] for party in group]
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(group)]
    # 县商务局与甲商会、乙商会分别签订: one each
    apart = len(group) > 2 and "分别" in text[group[-1].span.end : verb]
    if apart and re.search("[与和同]", gaps[0]) and not re.search("[与同]", "".join(gaps[1:])):
        return [[group[0], other] for other in group[1:]]
    lead = text[comma : group[0].span.start] if group else ""
    split = [at for at, gap in enumerate(gaps) if re.search("[与和同]|携手|联合", gap)]
    if PROPORTION.search("".join(gaps) + lead):
        first = next((at for at, gap in enumerate(gaps) if "分别" in gap), None)
        if first is None and re.match(r".*分别[与和同]", lead):
            return [[party] for party in group]
        if first is not None:
            left, right = group[: first + 1], group[first + 1 :]
            if len(left) == len(right):
                # 甲公司、乙公司分别与子大学、丑大学签订: each with the one in its place
                return [[a, b] for a, b in zip(left, right, strict=True)]
            return [[a, b] for a in left for b in right]
    # 甲公司与子大学、乙公司与丑大学签订合作协议
    pairs = [at for at, gap in enumerate(gaps) if re.search("[与同]", gap)]
    if len(pairs) >= 2 and len(group) == 2 * len(pairs) and split == list(range(0, len(gaps), 2)):
        return [group[at : at + 2] for at in range(0, len(group), 2)]
    return [group]
