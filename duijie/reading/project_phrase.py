"""The phrase that leads to a project's name: who invests, how much, how; and whether it counts at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duijie.kernel.quantity import Quantity
from duijie.reading.masked import Masked
from duijie.reading.project_name import BUILD, MODE, G, M, Name, O
from duijie.reading.vocabulary import any_of, words

SENTENCE_END = re.compile(r"[。！？；]")
# How far back, in characters of the masked line, the subject of a sentence is looked for.
REACH = 400
# 总投资5亿元 · 投资额2.8亿元 · 计划投资4.6亿元 · 意向投资8亿港元
SUM = re.compile(
    rf"(?P<whole>总投资|投资总额|总投资额|投资总规模|项目总额|总额|总概算|估算总投资|概算总投资)(?:额)?[^，。；{M}{O}]{{0,4}}{M}|(?:投资额|协议投资|合同金额|协议金额|引资额|投资金额|协议资金|出资|合资|斥资|耗资|豪掷|砸下|注资|拿出|掏出|投下|投入|概算投资|投资|签约金额|合同额|投资规模)(?:额|约|达|为|人民币|共|近|：|:)*{M}"
)
NOT_WHOLE = re.compile(
    r"(?:完成|年度计划|年度|一期|首期|二期|三期|固定资产|设备|已|累计|今年|本期|前期|每年)(?:工程|总|计划|累计|共)*$"
)
INVESTOR_JOIN = r"(?:、|与|和|同|及|以及|联合|携手)"
SHORT = re.compile(
    rf"{INVESTOR_JOIN}(?P<short>[一-鿿]{{2,6}}?)(?={MODE}|就|在|、)|^(?:其中|由|同时)*(?P<first>[一-鿿]{{2,6}}?){INVESTOR_JOIN}(?={O})"
)
RESEARCH = re.compile(rf"(?:{any_of(words('project', 'research'))})(?:了)?$")
GOES_ON = re.compile(r"(?:该|此|这一?)个?(?:项目|基地|产业园|生产线|工程|工厂|园区)|项目")
CONTINUES = re.compile(
    r"(?:据(?:了解|介绍|悉)，)?(?:目前，)?(?:该|此|这一?)(?:个)?(?:[^，。；\d]{0,4}(?:总投资|投资|占地|计划总投资)[^，。；]{1,14}的)?(?:项目|基地|产业园|生产线|工程|工厂|园区)|^项目(?:总投资|计划|由|占地|建成|达产|投产|已|于|全部|目前|主要|一期|选址|分|预计|位于|采用|将|正|规划|可|自|达)|^(?:目前|现|如今|眼下)，?(?:项目|厂房|主体|一期|该|设备)|^(?:一期|首期|其中一期|前者|后者|由|总投资|计划(?:总)?投资|占地|主要建设|建设|投资|拟|建成后)"
)
MODES = {
    mode: re.compile(any_of(words("project", "modes", mode)))
    for mode in ("joint_venture", "sole", "cooperation")
}
# 重大项目集中签约仪式 names a meeting.
CEREMONY = re.compile(
    r"[^，。；]{0,10}?(?:仪式|活动|推介会|对接会|洽谈会|云签约|签约会|大会|现场会|推进会|观摩会|调度会)"
)
HYPOTHETICAL = re.compile(r"(?:对|如果|凡|假设|鼓励|支持|若)[^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a masked line and the facts of its own phrase."""

    name: Name
    parties: tuple[str, ...]
    investment: Quantity | None
    mode: str | None
    research: bool
    begin: int


def mention_of(line: Masked, name: Name, behind: int) -> Mention | None:
    """The phrase that leads to the name: investors, sum, mode."""
    text = line.text
    phrase = text[name.left : name.start]
    begin = name.left
    owners = owners_in(line, name.left, name.start)
    clause_start = name.left
    # 走进甲公司，年产12万吨铝板项目的生产线正开足马力
    if not owners and name.start == name.left and text[name.left - 2 : name.left] == f"{O}，":
        owners, begin = owners_in(line, name.left - 2, name.left - 1), name.left - 2
        clause_start = begin
    if not owners and text[name.left - 1 : name.left] in "，,":
        opens = re.match(
            r"(?:最?终于?|成功|顺利|最后)?(?:促成|推动|签下|敲定|拿下)$|(?:该公司|该企业|企业|公司|其|后者|促成|推动|成功|签下|敲定|引进|引入|达成|此前|目前|并|还|再|拟|将|计划|据此|总|用于|在|由此|预计|双方|正|已|也|又|共|合|一期|就|有意)*(?:在[^，。；]{1,14}?)?(?:投资|出资|建设|兴建|共建|共同|合资|合作|新建|打造|实施|联合|拟建|斥资|新上)",
            phrase
            + (
                text[name.start : name.start + 2]
                if not phrase.endswith(("促成", "推动", "签下", "敲定"))
                else ""
            ),
        )
        if opens is not None:
            owners, clause_start = _subject(line, behind, name.left)
    if not owners:
        owners = _former_or_latter(line, name) or _short_investor(line, name)
    total = sum_in(line, name.left, name.start)
    # 投资7200万元，建设智能化生产线项目
    if total is None and clause_start < name.left:
        total = sum_in(line, clause_start, name.left)
    elif not owners:
        clause_start = name.left
    research = RESEARCH.search(re.sub("新型|了$|的$", "", phrase)) is not None
    if not owners and CEREMONY.match(text, name.end):
        return None
    # 该项目计划总投资5亿元，建设生产线3条: what a project consists of is none.
    sentence = text.rfind("。", max(0, name.left - REACH), name.left) + 1
    if not name.is_project and GOES_ON.match(text, sentence):
        return None
    if not name.is_project and not (
        total is not None or (owners and re.search(f"{BUILD}(?:了|的)?$", phrase))
    ):
        return None
    if HYPOTHETICAL.search(phrase) and not owners:
        return None
    begin = clause_start if clause_start < name.left else begin
    return Mention(name, owners, total, mode_of(phrase if owners else ""), research, begin)


def owners_in(line: Masked, start: int, end: int) -> tuple[str, ...]:
    """Organisations of the phrase that are joined to each other, the last group; short names beside 与."""
    text = line.text
    group: list[int] = []
    for at in (place for place in range(start, end) if text[place] == O):
        if group and not re.fullmatch(
            rf"(?:（[^）]*）|[^，。；{O}]{{0,6}})?(?:{INVESTOR_JOIN}|[{G}]{INVESTOR_JOIN})[^，。；、{O}]{{0,4}}",
            text[group[-1] + 1 : at],
        ):
            # 甲公司引进乙公司的技术: the doer stays
            if not re.match(r"(?:引进|采用|受让|借助|依托|购买|收购)", text[group[-1] + 1 : at]):
                group = []
            else:
                break
        group.append(at)
    if not group:
        return ()
    names = [line.organisations[at].name for at in group]
    after = SHORT.match(text, group[-1] + 1, end)
    if (
        after is not None
        and after.group("short")
        and not re.search("企业|公司|我|市|县|有关|相关|当地|客商|国外", after.group("short"))
    ):
        names.append(after.group("short"))
    before = SHORT.search(text[start : group[0] + 1])
    if (
        before is not None
        and before.group("first")
        and not re.search("企业|公司|我|市|县|客商|国外|是|的|由|其中", before.group("first"))
    ):
        names.insert(0, before.group("first"))
    return tuple(dict.fromkeys(names))


# 海川重工投资3亿元的扩能项目: an investor by a short name; 该公司 is the firm named before.
SHORT_INVESTOR = re.compile(
    rf"(?:^|由|企业|[，、])(?P<who>[一-鿿A-Za-z]{{2,8}}?)(?:计划|拟|预计|将|再次|新增|追加)*(?:总)?投资[^，。；{M}{O}]{{0,2}}{M}"
)
NO_INVESTOR = re.compile(
    r"促成|推动|吸引|引进|签约|达成|落户|实现|签下|项目|合计|固定|总|计划|拟|双方|由|民间|社会|政府|财政|企业$|年|月|其中|累计|[的是为在将]|协议|意向|完成|概算|设备|一期|二期|首期|单体|平均|预计|分别|县|市|区|资金|园|基地"
)


def _short_investor(line: Masked, name: Name) -> tuple[str, ...]:
    match = SHORT_INVESTOR.search(line.text[name.left : name.start])
    if match is None:
        return ()
    who = match.group("who")
    if who in ("该公司", "该企业", "公司", "企业", "该集团", "前者", "后者"):
        before = line.text.rfind(O, 0, name.left)
        if who == "前者":
            before = line.text.rfind(O, 0, before) if before >= 0 else before
        return (line.organisations[before].name,) if before >= 0 else ()
    return () if NO_INVESTOR.search(who) else (who,)


# 甲公司、乙公司作为企业代表发言。前者投资的…；后者的…
POINTED = re.compile(r"[，；。：]*(?P<which>前者|后者)(?=[^，。；]{0,8}$)")


def _former_or_latter(line: Masked, name: Name) -> tuple[str, ...]:
    pointed = POINTED.match(line.text, max(0, name.left - 1), name.start)
    if pointed is None:
        return ()
    before = [place for place in range(max(0, name.left - REACH), name.left) if line.text[place] == O][-2:]
    if len(before) < 2:
        return ()
    return (line.organisations[before[0 if pointed.group("which") == "前者" else 1]].name,)


def _subject(line: Masked, behind: int, at: int) -> tuple[tuple[str, ...], int]:
    """Who did what the clauses before ``at`` tell in the same sentence; 双方 looks one sentence further."""
    text = line.text
    ends = [match.end() for match in SENTENCE_END.finditer(text, max(0, at - REACH), at)]
    start = max(behind, ends[-1] if ends else at - REACH)
    first = _first_group(line, start, at)
    if not first and "双方" in text[start : at + 4] and len(ends) >= 1:
        start = max(behind, ends[-2] if len(ends) > 1 else at - REACH)
        first = _first_group(line, start, at)
    return first, start


def _first_group(line: Masked, start: int, end: int) -> tuple[str, ...]:
    text = line.text
    places = [place for place in range(start, end) if text[place] == O]
    if not places:
        return ()
    stop = next((place for place in range(places[0] + 1, end) if text[place] == "，"), end)
    group = [places[0]]
    for place in places[1:]:
        if place < stop and re.fullmatch(
            rf"[^，。；、{O}]{{0,4}}{INVESTOR_JOIN}[^，。；、{O}]{{0,4}}", text[group[-1] + 1 : place]
        ):
            group.append(place)
    named = [line.organisations[place] for place in group]
    # Who signs with a university for technology and then invests, invests alone.
    if len(named) > 1 and not re.search("共建|双方|合资|合作|共同|联合", text[stop : end + 4]):
        named = named[:1] + [one for one in named[1:] if one.kind == "enterprise"]
    return tuple(dict.fromkeys(one.name for one in named))


def sum_in(line: Masked, start: int, end: int) -> Quantity | None:
    """The whole investment told between two places; a phase, a year's part or what is spent so far is none."""
    best: Quantity | None = None
    for match in SUM.finditer(line.text, start, end):
        if NOT_WHOLE.search(line.text[max(start, match.start() - 8) : match.start()]):
            continue
        amount = line.amounts.get(match.end() - 1)
        if amount is None:
            continue
        if match.group("whole"):
            return amount.quantity
        best = best or amount.quantity
    return best


def mode_of(phrase: str) -> str | None:
    """``joint_venture``, ``sole`` or ``cooperation``, as the words say, else ``None``."""
    for mode, pattern in MODES.items():
        if pattern.search(phrase):
            return mode
    return None
