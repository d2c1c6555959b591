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
from duijie.reading.park_name import HEAD, Mention, meant_by, mentions_in
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

TRIGGERS: tuple[str, ...] = ("园", "区", "新城", "城", "中心")

REACH = 120
PLANNED = any_of(words("park", "planned")) + "了?"
BUILT = any_of(words("park", "built")) + "了?"
FOUNDING = re.compile(rf"(?P<built>{BUILT})|(?P<planned>{PLANNED})")
SAID_BUILT = re.compile(any_of(words("park", "said_built")))
SAID_PLANNED = re.compile(any_of(words("park", "said_planned")))
SITE = re.compile(any_of(words("park", "site")) + "$")
WORKED_ON = re.compile(r"(?:启动|推进|加快|推动|实施|抓好|完成|开展|谋划|重点抓|强化|高标准)+了?$")
BUILDING = re.compile(
    r"(?:[一二三]期|项目|核心区|起步区)?(?:规划|开发|扩区|扩园)?建设(?!用地|项目)|规划编制|[一二三]期扩[区园]|提质扩[区容]"
)
STANDS_IN = re.compile(r"(?<![正现存所])在$")
# 六个园中园, 三个特色产业园: the list of names before or after it shares the head noun.
SHARED = re.compile(
    r"(?P<list>[一-鿿A-Za-z0-9]{2,14}(?:、[一-鿿A-Za-z0-9]{2,14}){1,9}(?:[和及与][一-鿿A-Za-z0-9]{2,14}?)?)(?:等)?(?P<count>[\d一二三四五六七八九十两]+)(?:个|大|处)(?P<head>(?:特色|专业|主题|产业|省级|市级|重点)*[“]?(?:园中园|产业园区?|专业园区?|工业园区?|园区|特色园|集聚区|功能区|片区|产业集聚区))"
)
SHARED_HEAD = re.compile(r"[\d一二三四五六七八九十两](?:个|大|处)[一-鿿“]{0,20}?[园区块]")
SIGNS = re.compile(r"^[^，。；]{0,4}(?:与|和|同|及)[^，。；]{2,30}(?:签|共建|合作|达成|联合)")
# Between a park's name and what is said of it: 于去年底, 一期已, 规划
ADVERBS = re.compile(
    r"(?:正式|全面|已|于|去年底|[\d一二三四五六七八九十年月日底初去今前]|建成|投入|顺利|成功|现|目前|今年|如今|已经|一期|二期|核心区|规划|总|工程|主体){0,8}"
)
OPENED = re.compile(
    r"(?:已|于|正式|全面|顺利|建成).{0,10}(?:建成|启用|投入使用|投用|投入运营|开园|揭牌|封关|获批|批准|挂牌|运营)"
    r"|获得?批|扩[区园]|^[一二三]期扩[区园容建]|^(?:建成|开园|揭牌|启用|挂牌)"
)
NOT_YET = re.compile(r"将|计划|拟|预计|力争|未|项目")
TO_COME = re.compile("将(?:建|规划)|拟建|正在(?:加快)?(?:建设|规划)|开工建设|奠基")
INTRODUCTION = re.compile("(?:基本)?(?:简介|概况|介绍|情况)")
TIME_BEFORE = re.compile(r"^(?:近日|目前|日前|其中|今年|去年|此外|同时|如今|截至[^，]*|[“”、]|\d{4}年)+")
OWN_FACTS = re.compile(
    r"累计|现有|入驻企业|入园企业|落户[^，。；]{0,6}企业|集聚|规划面积|总面积|面积|厂房|建成|距|位于|获批|扩区|占地|规划建设|下辖|代管"
)


def find(prepared: Prepared) -> Iterator[Found]:
    """Every park that the text asserts."""
    kept: dict[str, Found] = {}
    known: list[Mention] = []
    told: Mention | None = None
    for sentence in prepared.sentences:
        shared = list(_shared(prepared, sentence, told))
        taken = [one.span for one in shared]
        for mention in mentions_in(prepared, sentence):
            # 是省级示范园区 tells what another park is.
            predicate = prepared.text[max(0, mention.span.start - 2) : mention.span.start].endswith(
                ("是", "为")
            )
            if predicate or any(mention.span.overlaps(span) for span in taken):
                continue
            meant = meant_by(known, mention)
            if meant is None:
                continue
            if not mention.alias:
                known.append(mention)
            status = _status(prepared, sentence, mention)
            if status is None:
                continue
            parent = _parent(prepared, sentence, mention, meant, told, kept)
            _keep(
                kept,
                meant,
                status,
                parent,
                Span(mention.span.start, _clause_end(prepared.text, mention.span.end, sentence.span.end)),
            )
            if parent is None:
                told = meant
        for found in _shared(prepared, sentence, told):
            said = found.said
            assert isinstance(said, Park)
            kept.setdefault(said.name, found)
    listed = {name for name, found in kept.items() if found.rule == "park.listed"}
    for name, found in kept.items():
        # 水暖产业园 after 轴承、水暖两大园中园 is told already.
        if found.rule == "park.listed" or HEAD.sub("", name) not in listed:
            yield found


def _clause_end(text: str, at: int, end: int) -> int:
    stops = [place for mark in "，；。" if (place := text.find(mark, at, end)) >= 0]
    return min(stops, default=end)


@dataclass(frozen=True, slots=True)
class Saying:
    """The words round a park's name: ``clause`` behind it up to the comma, ``rest`` without adverbs and dates."""

    sentence_before: str
    before: str
    after: str
    clause: str
    rest: str
    ends_open: bool


def _saying(prepared: Prepared, sentence: Sentence, mention: Mention) -> Saying:
    text = prepared.text
    start = max(sentence.span.start, mention.span.start - REACH)
    end = min(sentence.span.end, mention.span.end + REACH)
    comma = max(text.rfind(mark, start, mention.span.start) for mark in "，：:】")
    after = text[mention.span.end : end].lstrip("”")
    clause = after.split("，", 1)[0]
    late = ADVERBS.match(clause)
    return Saying(
        sentence_before=text[start : mention.span.start],
        before=text[max(comma + 1, start) : mention.span.start],
        after=after,
        clause=clause,
        rest=clause[late.end() :] if late is not None else clause,
        ends_open=text[sentence.span.end - 1] not in "。；",
    )


def _status(prepared: Prepared, sentence: Sentence, mention: Mention) -> str | None:
    """``planned``, ``built`` or ``None`` where the sentence says nothing of the park itself."""
    saying = _saying(prepared, sentence, mention)
    # 在杭州未来科技城启用: something else is opened there
    if STANDS_IN.search(saying.before):
        return None
    # 平湾新材料产业园已建成投用
    if OPENED.search(saying.clause[:24]) and not NOT_YET.search(saying.clause[:16]):
        return "built"
    # 启动古市陶瓷产业园建设
    if WORKED_ON.search(saying.sentence_before) and BUILDING.match(saying.clause):
        return "planned"
    founded = _founded(saying)
    if founded is not None:
        return founded
    if SITE.search(saying.before) or SIGNS.match(saying.after):
        return None
    if saying.ends_open and INTRODUCTION.match(saying.after):
        return "built"
    subject = not TIME_BEFORE.sub("", saying.before) or saying.before.endswith("的")
    return _described(saying) if subject or mention.alias else None


def _founded(saying: Saying) -> str | None:
    """规划建设平湾产业园: what the last verb of founding before the name says."""
    founding = None
    for match in FOUNDING.finditer(saying.sentence_before):
        founding = match
    if founding is None or SITE.search(saying.before):
        return None
    scope = saying.sentence_before[founding.end() :]
    if "，" in scope or "：" in scope or len(scope) > 40 or re.search("项目|协议|企业|厂房", scope):
        return None
    return "built" if founding.group("built") else "planned"


def _described(saying: Saying) -> str | None:
    """平湾工业园规划面积12平方公里，入驻企业86家: what is said of the park as subject."""
    clause = saying.clause
    if re.match(r"[^，。]{0,4}在建[^，。]{0,12}项目", clause):
        return None
    if SAID_PLANNED.match(saying.rest) or SAID_PLANNED.match(clause) or TO_COME.search(clause[:16]):
        area = re.match(r"规划(?:用地|占地|面积|选址)", clause)
        holds = re.match("规划建设[一-鿿]", clause) and re.search("园|区", clause[4:])
        to_come = re.search("拟|将|计划|未来|正在", saying.sentence_before)
        return "built" if holds or (area and not to_come) else "planned"
    if SAID_BUILT.match(clause) or SAID_BUILT.match(saying.rest) or OWN_FACTS.search(clause):
        return "built"
    # 平湾经开区积极作为，已入驻企业30家: a later clause tells
    later = saying.after[len(clause) :]
    told_later = OWN_FACTS.search(later[:60]) and not re.search("项目|公司|签", later[:24])
    return "built" if told_later and len(saying.sentence_before) < 12 else None


def _parent(
    prepared: Prepared,
    sentence: Sentence,
    mention: Mention,
    meant: Mention,
    told: Mention | None,
    kept: dict[str, Found],
) -> str | None:
    """The park that the sentence, or the text so far, tells of as having this one inside it."""
    text = prepared.text
    if meant.name in kept:
        parent = kept[meant.name].said
        return parent.parent if isinstance(parent, Park) else None
    before = text[max(sentence.span.start, mention.span.start - REACH) : mention.span.start]
    inside = re.search(
        r"(?P<head>[一-鿿]{0,12}(?:园区|开发区|合作区|集聚区|高新区|经开区|新区|产业园|工业园))(?:内的?|里的?|下辖|规划建设|建成|将规划|已建成|建有|规划)",
        before,
    )
    if (
        told is not None
        and told.name != meant.name
        and (
            inside is not None
            or re.search("下辖|园中园|另规划|内", before)
            or "园中园" in text[mention.span.end : min(sentence.span.end, mention.span.end + REACH)]
        )
    ):
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
    start, end = sentence.span.start, sentence.span.end
    if text.find("、", start, end) < 0 or SHARED_HEAD.search(text, start, end) is None:
        return
    for match in SHARED.finditer(text, sentence.span.start, sentence.span.end):
        listed = match.group("list")
        founding = None
        for verb in FOUNDING.finditer(
            text, max(sentence.span.start, match.start() - 12), match.start("count")
        ):
            if "、" not in text[match.start() : verb.start()]:
                founding = verb
        if founding is None:
            continue
        begin = max(match.start(), founding.end())
        listed = text[begin : match.start("list") + len(listed)]
        listed = re.sub(r"^(?:已|了|如今|以)+", "", listed)
        status = "built" if founding.group("built") else "planned"
        items = [
            item
            for part in listed.split("、")
            for item in re.split(r"[和与及](?=[一-鿿]{2,14}$)", part)
            if item
        ]
        for item in items:
            parent = told.name if told is not None and told.name != item else None
            yield Found(Park(item.strip("“”"), status, parent), Span(begin, match.end()), "park.listed")
