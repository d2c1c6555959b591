"""Rules for the kind ``park``: a named park that is founded, planned, built, opened, approved or described.

A park only named as a site, a signatory or the doer of business is none. What is said of 开发区, 园区 or
产业园 alone is said of the park of that sort named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duijie.kernel.span import Span
from duijie.reading.kinds import Park
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

HEADS = tuple(head for head in words("park", "heads") if head != "园")
TRIGGERS: tuple[str, ...] = ("园", "区", "新城", "城", "中心")

HEAD = re.compile(rf"{any_of(HEADS)}(?:[东西南北中][区园]|[一二三]期|分园)?|(?<=[工业产技物流食品材料装备饮药电商制造创])园(?![林艺丁长])")
GENERIC = re.compile(any_of(words("park", "generic"), HEADS) + "*+")
PLANNED = any_of(words("park", "planned")) + "了?"
BUILT = any_of(words("park", "built")) + "了?"
FOUNDING = re.compile(rf"(?P<built>{BUILT})|(?P<planned>{PLANNED})")
SAID_BUILT = re.compile(any_of(words("park", "said_built")))
SAID_PLANNED = re.compile(any_of(words("park", "said_planned")))
SITE = re.compile(any_of(words("park", "site")) + "$")
BREAK = re.compile(r"[，。；：、“”‘’！？\s\n《》（）:;]|的(?!士)|[内]的|以及|[和与及](?=[一-鿿]{2,12}$)")
WORD_BREAK = re.compile(any_of(words("park", "planned"), words("park", "built"), words("park", "site")) + "了?")
KEEP = re.compile("合作与|产业与|和平|泰和|永和|和县|投资|建设兵团|对口|大同|协同|为民|由甲|在线|和谐|于都|新区")
# 六个园中园, 三个特色产业园: the list of names before or after it shares the head noun.
SHARED = re.compile(
    r"(?P<list>[一-鿿A-Za-z0-9]{2,14}(?:、[一-鿿A-Za-z0-9]{2,14}){1,9}(?:[和及与][一-鿿A-Za-z0-9]{2,14}?)?)(?:等)?(?P<count>[\d一二三四五六七八九十两]+)(?:个|大|处)(?P<head>(?:特色|专业|主题|产业|省级|市级|重点)*[“]?(?:园中园|产业园区?|专业园区?|工业园区?|园区|特色园|集聚区|功能区|片区|板块|产业集聚区))"
)
NUMBER = re.compile(r"^(?:[\d一二三四五六七八九十]+(?:多|余)?[个家处])|^(?:项目|管委会|管理委员会|党工委|投资|有限|集团|建设有限|招商局|人民|开发建设|企业|负责人|主任|产业|产业链|内企业|招商|的项目|商会|办公室|经济发展局|规划|分局|党委|职工)")
SIGNS = re.compile(r"^[^，。；]{0,4}(?:与|和|同|及)[^，。；]{2,30}(?:签|共建|合作|达成|联合)")
# 全县首个, 辖区内, 开发区内的: a park around the one named
WITHIN = re.compile(r"(?:内的|内，|区内|园内|里的)")
OWN_FACTS = re.compile(r"累计|现有|入驻企业|入园企业|落户[^，。；]{0,6}企业|集聚|规划面积|总面积|面积|厂房|建成|距|位于|获批|扩区|占地|规划建设|下辖|代管")


@dataclass(frozen=True, slots=True)
class Mention:
    """A park's name in the text; ``alias`` where only its sort is printed (开发区, 产业园)."""

    span: Span
    name: str
    head: str
    alias: bool


def find(prepared: Prepared) -> Iterator[Found]:
    """Every park that the text asserts."""
    kept: dict[str, Found] = {}
    known: list[Mention] = []
    told: Mention | None = None
    for sentence in prepared.sentences:
        shared = list(_shared(prepared, sentence, told))
        taken = [one.span for one in shared]
        for mention in _mentions(prepared, sentence):
            if any(mention.span.overlaps(span) for span in taken):
                continue
            meant = _resolve(known, mention)
            if meant is None:
                continue
            if not mention.alias:
                known.append(mention)
            status = _status(prepared, sentence, mention)
            if status is None:
                told = told or None
                continue
            parent = _parent(prepared, sentence, mention, meant, told, kept)
            _keep(kept, meant, status, parent, Span(mention.span.start, _clause_end(prepared.text, mention.span.end, sentence.span.end)))
            if parent is None:
                told = meant
        for found in _shared(prepared, sentence, told):
            said = found.said
            assert isinstance(said, Park)
            kept.setdefault(said.name, found)
    yield from kept.values()


def _clause_end(text: str, at: int, end: int) -> int:
    stops = [place for mark in "，；。" if (place := text.find(mark, at, end)) >= 0]
    return min(stops, default=end)


def _mentions(prepared: Prepared, sentence: Sentence) -> Iterator[Mention]:
    text, start, end = prepared.text, sentence.span.start, sentence.span.end
    position = start
    while (head := HEAD.search(text, position, end)) is not None:
        position = head.end()
        stop = head.end()
        while (more := HEAD.match(text, stop, end)) is not None:
            stop = more.end()
        if text[stop - 1] == "园" and text.startswith("区", stop):
            stop += 1
        position = stop
        begin = max(start, head.start() - 24)
        for match in BREAK.finditer(text, begin, head.start()):
            if not _kept(text, match, begin, head.start()):
                begin = match.end()
        for match in WORD_BREAK.finditer(text, begin, head.start()):
            if not _kept(text, match, begin, head.start()):
                begin = match.end()
        stem = re.sub(r"^(?:[^，。]{0,4}年[内间底初末]|近日|目前|日前|其中|记者|走进|今年|去年|作为|将|已|还|又|另|内|里|上|该|也|并|是|县里|现|如今|一个|首个|全[省市县区]|我[省市县区]|[市县区](?=高新|经开|经济|产业|工业))+", "", text[begin : head.start()])
        name = Span(head.start() - len(stem), stop)
        if NUMBER.match(text[stop : stop + 8]):
            continue
        if GENERIC.fullmatch(stem):
            yield Mention(Span(head.start() - len(stem), stop), name.of(text), text[head.start() : stop], True)
        else:
            yield Mention(name, name.of(text), text[head.start() : stop], False)


def _kept(text: str, match: re.Match[str], start: int, end: int) -> bool:
    return any(one.start() <= match.start() < one.end() for one in KEEP.finditer(text, start, end))


def _resolve(known: list[Mention], mention: Mention) -> Mention | None:
    """The park that is meant: itself, or the last one named with that ending."""
    if not mention.alias:
        for other in reversed(known):
            if other.name.endswith(mention.name):
                return other
        return mention
    for other in reversed(known):
        if other.head.endswith(mention.head[-2:]) or (mention.head == "园区" and other.head[-1] in "园区"):
            return other
    return None


def _status(prepared: Prepared, sentence: Sentence, mention: Mention) -> str | None:
    """``planned``, ``built`` or ``None`` where the sentence says nothing of the park itself."""
    text, start, end = prepared.text, sentence.span.start, sentence.span.end
    comma = max(text.rfind(mark, start, mention.span.start) for mark in "，：:")
    before = text[max(comma + 1, start) : mention.span.start]
    after = text[mention.span.end : end].lstrip("”")
    clause = re.split("[，]", after, maxsplit=1)[0]
    subject = not re.sub(r"^(?:近日|目前|日前|其中|今年|去年|此外|同时|如今|截至[^，]*|[“”、]|\d{4}年)+", "", before) or before.endswith("的")
    quick = clause[:16]
    late = re.match(r"(?:正式|全面|已|于|去年底|[\d一二三四五六七八九十年月日底初去今前]|建成|投入|顺利|成功|现|目前|今年|如今|已经|一期|二期|核心区|规划|总|工程|主体){0,8}", clause)
    rest = clause[late.end() :] if late is not None else clause
    # 平湾新材料产业园已建成投用
    if re.search(r"(?:已|于|正式|全面|顺利|建成).{0,10}(?:建成|启用|投入使用|投用|投入运营|开园|揭牌|封关|获批|批准|挂牌|运营)|获得?批|扩区|^(?:建成|开园|揭牌|启用|挂牌)", quick + clause[16:24]) and not re.search(r"将|计划|拟|预计|力争|未|项目", quick):
        return "built"
    founding = None
    for match in FOUNDING.finditer(before if comma < start else text[start : mention.span.start]):
        founding = match
    if founding is not None:
        scope = (before if comma < start else text[start : mention.span.start])[founding.end() :]
        if "，" not in scope and len(scope) <= 40 and not SITE.search(before) and not re.search("项目|协议|企业|厂房", scope):
            return "built" if founding.group("built") else "planned"
    if SITE.search(before) or SIGNS.match(after):
        return None
    # 平湾工业园规划面积12平方公里，入驻企业86家
    if subject or mention.alias:
        if re.match(r"[^，。]{0,4}在建[^，。]{0,12}项目", clause):
            return None
        if SAID_PLANNED.match(rest) or SAID_PLANNED.match(clause) or re.search("将(?:建|规划)|拟建|正在(?:加快)?(?:建设|规划)|开工建设|奠基", quick):
            if re.match(r"规划(?:用地|占地|面积|选址)", clause) and not re.search("拟|将|计划|未来|正在", text[start : mention.span.end]):
                return "built"
            if re.match("规划建设[一-鿿]", clause) and re.search("园|区", clause[4:]):
                return "built"
            return "planned"
        if SAID_BUILT.match(clause) or SAID_BUILT.match(rest) or (OWN_FACTS.search(clause) and not re.search("在建(?:亿元|项目)", clause)):
            return "built"
        # 平湾经开区积极作为，已入驻企业30家: a later clause tells
        later = after[len(clause) :]
        if OWN_FACTS.search(later[:60]) and not re.search("项目|公司|签", later[:24]) and mention.span.start - start < 12:
            return "built"
    if not sentence.span.of(text).rstrip().endswith(("。", "；")) and re.match("(?:基本)?(?:简介|概况|介绍|情况)", after):
        return "built"
    if WITHIN.match(after) or after.startswith("内"):
        return None
    return None


def _parent(prepared: Prepared, sentence: Sentence, mention: Mention, meant: Mention, told: Mention | None, kept: dict[str, Found]) -> str | None:
    """The park that the sentence, or the text so far, tells of as having this one inside it."""
    text = prepared.text
    if meant.name in kept:
        parent = kept[meant.name].said
        return parent.parent if isinstance(parent, Park) else None
    before = text[sentence.span.start : mention.span.start]
    inside = re.search(r"(?P<head>[一-鿿]{0,12}(?:园区|开发区|合作区|集聚区|高新区|经开区|新区|产业园|工业园))(?:内的?|里的?|下辖|规划建设|建成|将规划|已建成|建有|规划)", before)
    if told is not None and told.name != meant.name and (inside is not None or re.search("下辖|园中园|另规划|内", before) or (re.search("园中园", sentence.span.of(text)))):
        return told.name
    return None


def _keep(kept: dict[str, Found], meant: Mention, status: str, parent: str | None, span: Span) -> None:
    known = kept.get(meant.name)
    if known is None:
        kept[meant.name] = Found(Park(meant.name, status, parent), span, f"park.{status}")
        return
    said = known.said
    assert isinstance(said, Park)
    if status == "built" and said.status == "planned" and said.parent is None:
        kept[meant.name] = replace(known, said=replace(said, status="planned"))


def _shared(prepared: Prepared, sentence: Sentence, told: Mention | None) -> Iterator[Found]:
    """规划建设了甲、乙、丙三个园中园: each item is a park."""
    text = prepared.text
    for match in SHARED.finditer(text, sentence.span.start, sentence.span.end):
        listed = match.group("list")
        founding = None
        for verb in FOUNDING.finditer(text, max(sentence.span.start, match.start() - 12), match.start("count")):
            if "、" not in text[match.start() : verb.start()]:
                founding = verb
        if founding is None:
            continue
        begin = max(match.start(), founding.end())
        listed = text[begin : match.start("list") + len(listed)]
        listed = re.sub(r"^(?:已|了|如今|以)+", "", listed)
        status = "built" if founding.group("built") else "planned"
        items = [item for part in listed.split("、") for item in re.split(r"[和与及](?=[一-鿿]{2,14}$)", part) if item]
        for item in items:
            parent = told.name if told is not None and told.name != item else None
            yield Found(Park(item.strip("“”"), status, parent), Span(begin, match.end()), "park.listed")
