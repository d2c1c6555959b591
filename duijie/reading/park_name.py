"""Names of parks in a sentence, and which park 开发区, 园区 or 产业园 alone stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.vocabulary import any_of, words

HEADS = tuple(head for head in words("park", "heads") if head != "园")
# The last character of each ending; a sentence with none of them holds no park.
ENDS = re.compile("[" + "".join(sorted({head[-1] for head in HEADS} | {"园"})) + "]")
HEAD = re.compile(
    rf"{any_of(HEADS)}(?:[东西南北中][区园]|分园)?|(?<=[工业产技物流食品材料装备饮药电商制造创木器光能车铝铜钢瓷石纸革鞋服纺织链智数])园(?![林艺丁长])|(?<=[该此])园(?![区林艺丁长中])"
)
GENERIC = re.compile(any_of(words("park", "generic"), HEADS) + "*+")
BREAK = re.compile(
    r"(?<=[会节坛])·|[，。；：、【】“”‘’！？\s\n《》（）:;]|的(?!士)|[内]的|以及|[和与及](?=[一-鿿]{2,12}$)"
)
JOINERS = ("和", "与", "及")
WORD_BREAK = re.compile(
    any_of(words("park", "planned"), words("park", "built"), words("park", "site"), ("举行", "举办", "召开"))
    + "了?"
)
KEEP = re.compile(
    "（[一-鿿]{1,8}）(?=[一-鿿])|合作与|产业与|和平|泰和|永和|和县|投资|建设兵团|对口|大同|协同|为民|由甲|在线|和谐|于都|新区"
)
NUMBER = re.compile(
    r"^(?:[\d一二三四五六七八九十]+(?:多|余)?[个家处])|^之[窗声]|^(?:项目|管委会|管理委员会|党工委|投资|有限|集团|建设有限|(?:项目)?(?:规划|开发)?建设(?:指挥部|领导小组|专班|工作|办公室|协调)|指挥部|专班|领导小组|招商局|人民|开发建设|企业|负责人|主任|产业|产业链|内企业|招商|的项目|商会|办公室|经济发展局|规划(?=局|分局|设计|方案|环评|图|$|，|。)|分局|党委|职工)"
)
LEADING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|(?:加快|完成|启动|推进|推动|做强|做优|做大|建强|提升|加强|抓好|支持|全力|这个|这家|这座|那个|高标准|高水平|重点|着力)+|[^，。]{0,4}年[内间底初末]|近日|目前|日前|其中|记者|走进|今年|去年|作为|将|已|还|又|另|内|里|上|该|也|并|是|县里|现|如今|一个|首个"
    r"|全[省市县区]|我[省市县区]|[市县区](?=高新|经开|经济|产业|工业))+"
)
COUNT = re.compile(r"[\d一二三四五六七八九十两几]+(?:多|余)?[个大家处]")
# How many parks back an alias is looked up.
RECENT = 100


@dataclass(frozen=True, slots=True)
class Mention:
    """A park's name in the text; ``alias`` where only its sort is printed (开发区, 产业园)."""

    span: Span
    name: str
    head: str
    alias: bool


def mentions_in(prepared: Prepared, sentence: Sentence) -> Iterator[Mention]:
    """Every park named or alluded to in the sentence, in order."""
    text, start, end = prepared.text, sentence.span.start, sentence.span.end
    if ENDS.search(text, start, end) is None:
        return
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
        for pattern in (BREAK, WORD_BREAK):
            for match in pattern.finditer(text, begin, head.start()):
                # 政和经济开发区: what a joiner parts is longer than one character
                inside = match.group() in JOINERS and match.start() - begin == 1
                if not inside and not _kept(text, match, begin, head.start()):
                    begin = match.end()
        # 瑞丽边境经济合作区|芒满产业园: the one lies in the other
        for inner in HEAD.finditer(text, begin, head.start()):
            rest = text[inner.end() : head.start()]
            if len(rest) >= 2 and inner.start() > begin and not GENERIC.fullmatch(rest):
                begin = inner.end()
        stem = LEADING.sub("", text[begin : head.start()])
        # 四大县工业园区: a number makes it a count and no name
        counted = COUNT.search(stem)
        if counted is not None and GENERIC.fullmatch(stem, counted.end()):
            continue
        name = Span(head.start() - len(stem), stop)
        if NUMBER.match(text[stop : stop + 8]):
            continue
        alias = GENERIC.fullmatch(stem) is not None
        yield Mention(name, name.of(text), text[head.start() : stop], alias)


def _kept(text: str, match: re.Match[str], start: int, end: int) -> bool:
    return any(one.start() <= match.start() < one.end() for one in KEEP.finditer(text, start, end))


def meant_by(known: list[Mention], mention: Mention) -> Mention | None:
    """The park that is meant: itself, or the last one named with that ending."""
    if not mention.alias:
        for other in reversed(known[-RECENT:]):
            if other.name.endswith(mention.name):
                return other
        return mention
    for other in reversed(known[-RECENT:]):
        if other.head.endswith(mention.head[-2:]) or (mention.head == "园区" and other.head[-1] in "园区"):
            return other
    return None
