"""Rules for the kind ``body``: a leading group, task force or office that is set up or described."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duijie.kernel.span import Span
from duijie.reading.kinds import Body
from duijie.reading.organisations import HOME
from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

TRIGGERS: tuple[str, ...] = words("body", "heads")

HEAD = re.compile(any_of(words("body", "heads")))
OUTPOSTS = frozenset(words("body", "outposts"))
VERB = re.compile(any_of(words("body", "verbs")) + r"了?")
GENERIC = re.compile(any_of(words("body", "generic"), words("body", "heads")) + "*+")
COUNT = re.compile(r"(?:[\d一二三四五六七八九十百两]+)(?:多|余)?[个支家名]")
BREAK = re.compile(r"[，。；：、:“”\n（）《》]|的(?=[^，。]{2,})|以及|(?<=[组班部处])[和及与]")
# A body that someone is sent to, reports to or belongs to is only mentioned.
ARRANGED = ("制度", "机制")
NOT_AFTER = re.compile(
    r"^(?:办公室(?:设在|负责|主任|要|将|统)|负责人|成员|会议|组长|主任|副|要|的|会同|按照|报|联系电话|审定|审核|研究|同意|批准)"
)
# 由县长任组长, 县长任组长, 由县委书记、市长任双组长
CHAIRED = re.compile(
    r"(?:由|以)?(?P<head>[^，。；：由以任]{1,30}?)(?:同时)?(?:担任|任|为|出任|兼任|挂帅任)(?:双|共同|第一)?(?:组长|班长|指挥长|总指挥|主任|总召集人|政委|召集人|链长|负责人|队长)"
)
# 组长由县长担任
CHAIR_FIRST = re.compile(
    r"(?<!副)(?:组长|班长|指挥长|总指挥|主任|召集人|队长)由(?P<head>[^，。；：]{1,30}?)(?:担任|兼任|出任)"
)
# 由常务副县长牵头, 由市委常委、常务副市长负总责
LED = re.compile(r"(?:由|以)(?P<head>[^，。；：由以]{1,30}?)(?:牵头|负总责|挂帅|总负责|领衔|负责)(?:抓总)?")
# 县发改委、工信局等部门主要负责人为成员 · 抽调发改、商务等部门业务骨干23人
MEMBERS = re.compile(
    r"(?P<who>[^，。；：的]{2,40}?)(?:为|任|担任|作为|是)(?:组员|成员)(?!单位的)|成员(?:由|包括|为)(?P<listed>[^，。；：]{2,40}?)(?:组成|担任|等|$|[，。])|抽调(?:了)?(?P<drawn>[^，。；：]{2,40}?)(?:集中办公|组成|为成员|专职|[，。；]|$)"
)


def find(prepared: Prepared) -> Iterator[Found]:
    """Every body that the text asserts."""
    text = prepared.text
    seen: set[str] = set()
    for sentence in prepared.sentences:
        start, end = sentence.span.start, sentence.span.end
        for head in HEAD.finditer(text, start, end):
            name = _name_before(text, start, head)
            if name is None or name.of(text) in seen:
                continue
            described = _described(prepared, sentence.span, name)
            if described is None:
                continue
            seen.add(name.of(text))
            body, rule = described
            yield Found(body, Span(_clause_start(text, start, name.start), name.end), rule)


def _clause_start(text: str, least: int, at: int) -> int:
    return max(text.rfind("，", least, at) + 1, least)


def _name_before(text: str, least: int, head: re.Match[str]) -> Span | None:
    """The body's name: from the last verb, mark or 的 before its head noun."""
    begin = max(least, head.start() - 30)
    for pattern in (BREAK, VERB, COUNT):
        for match in pattern.finditer(text, begin, head.start()):
            begin = match.end()
    stem = text[begin : head.start()]
    # 组建10个产业链招商专班: teams without a name of their own
    counted = COUNT.search(text, max(least, begin - 6), begin)
    if counted is not None and counted.end() == begin and counted.group()[0] != "一":
        return None
    stem = re.sub(
        r"^(?:由|以|同时|同步|还|并|又|另|了|近日|日前|[省市县区]里|一个|专门|其中|在|于|对|将|把|向|优化|完善|充实|健全)+",
        "",
        stem,
    )
    if head.group() in ("工作站", "促进中心", "服务中心") and not re.search("招商|项目|驻|投资", stem):
        return None
    if head.group() in ("委员会", "办公室", "办事处") and not re.search(
        "招商|项目|产业|驻|投资|开放|发展|协调|营商|协同", stem
    ):
        return None
    quoted = text.rfind("“", least, begin) if text[begin - 1 : begin] == "”" else -1
    if quoted >= 0 and begin - quoted <= 24:
        # “侗商回归”工作专班
        stem = text[quoted : head.start()]
    if GENERIC.fullmatch(stem) or (head.group() in OUTPOSTS and not re.search("驻|" + HOME.pattern, stem)):
        return None
    longer = HEAD.match(text, head.end())
    if longer is not None:
        return None
    return Span(head.start() - len(stem), head.end())


def _described(prepared: Prepared, sentence: Span, name: Span) -> tuple[Body, str] | None:
    """What the sentence says of it: set up, headed, or nothing that counts."""
    text = prepared.text
    before = text[max(sentence.start, name.start - 300) : name.start]
    after = text[name.end : min(sentence.end, name.end + 300)]
    if after.startswith(ARRANGED):
        return None
    chair, members = _chair(before, after)
    said = Body(name.of(text), chair, members)
    # 平湾县成立新材料产业发展领导小组，由县长任组长，县发改委、工信局等部门主要负责人为成员。
    if _set_up(before) or re.match(r"(?:正式)?(?:宣告|宣布|挂牌)?(?:成立|组建|挂牌|揭牌|设立)", after):
        return said, "body.set_up"
    # 平湾县项目推进指挥部由县委书记任指挥长。
    if chair is not None and not NOT_AFTER.match(after):
        return said, "body.headed"
    return None


def _set_up(before: str) -> bool:
    """Whether the verb reaches the name: right before it, or over a list or a long 由…的."""
    verb = None
    for match in VERB.finditer(before):
        verb = match
    if verb is None:
        return False
    between = before[verb.end() :]
    if re.search(r"(?:未|没有|尚未|拟|计划|将|要)$", before[: verb.start()]):
        return bool(re.search(r"将$", before[: verb.start()]))
    if "，" not in between and len(between) <= 60:
        return "：" not in between or between.endswith("：")
    # 成立由县长任组长，分管副县长任副组长，有关部门为成员的平湾县产业转移领导小组
    return bool(re.match(r"(?:以|由)", between)) and between.endswith("的")


def _chair(before: str, after: str) -> tuple[str | None, str | None]:
    clause_before = before if before.endswith("的") else ""
    for part in (after, clause_before):
        chair = CHAIR_FIRST.search(part) or CHAIRED.search(part) or LED.search(part)
        if chair is not None and "副组长" not in chair.group():
            members = MEMBERS.search(part, chair.end()) or MEMBERS.search(part)
            return _bare(chair.group("head")), _members(members)
    return None, None


def _bare(head: str) -> str:
    return re.sub(r"^(?:、|由|以|并|，|了|成立|组建)+", "", head)


def _members(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return next((group.strip("、") for group in match.groups() if group), None)
