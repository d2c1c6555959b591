"""The first pass over a passage: what each count in it is, with those before it in mind.

A part (其中…) takes its measure from its whole, a number without a stage from the batch it belongs to, and
numbers after 分别 each from their own word. The module is long because each step looks at the walk as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from duijie.kernel.quantity import Sense
from duijie.reading.rules import tally_amounts as amounts
from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_counts import Count
from duijie.reading.rules.tally_scope import Passage, Spot
from duijie.reading.rules.tally_unsaid import is_unsaid

JOINERS = "、和与及，以 "
# 一位参会企业负责人说: fewer are no attendance
FEWEST = 5


@dataclass(slots=True)
class Walk:
    """What has been met in the passage so far."""

    passage: Passage
    found: dict[int, Count | None]
    last: Count | None = None
    last_counter: str = ""
    last_segment: int = -1
    part_open: bool = False
    whole: Count | None = None
    numbers: frozenset[Decimal] = frozenset()
    batch_before: Count | None = None
    carried: str | None = None
    viewed: bool = False


# 到位资金居前三位的是：城关镇6.83亿元、双河镇4.97亿元
RANKED = re.compile(
    r"(?P<head>.*?[一-鿿])(?:个数|数|数量|总量|总数)?(?=较[多少慢快]|最[多少慢快高]|突出的|领先的|靠[前后]|落后的|居[前第全]|[位排]居|[位排名]列|列[前第全]|排[名在]|进入前|前[一二三四五六七八九\d]|依次|分别[是为])"
    r"(?:较[多少慢快]|最[多少慢快高]|突出|领先|靠[前后]|落后|位居|居|位列|列|排名?|排在|进入|名列)?(?:全[县市区])?(?:前[一二三四五六七八九十\d]*(?:位|名)?)?的?"
    r"(?:[一-鿿（）、]{1,8}?)?(?:依次|分别)?(?:是|为|有)?[：:]?(?P<item>[一-鿿（）]{1,8}?(?:镇|乡|街道|[县区市局园委办]|开发区|组团?|专班))$"
)
UNIT_ENDS = frozenset("镇乡道县区市局园委办组团班")
PLACED = re.compile(r"[、和及与]?[一-鿿（）]{1,8}?(?:镇|乡|街道|[县区市局园委办]|开发区|组团?|专班)$")


def spread(passage: Passage) -> None:
    """新签约、新开工项目分别达23个、17个: gives each number the words it answers to."""
    spots = passage.spots
    ranked: str | None = None
    for spot in spots:
        told = RANKED.match(spot.near) if spot.near and spot.near[-1] in UNIT_ENDS else None
        if told is not None and spot.measured.quantity.sense is Sense.EXACT:
            ranked, spot.whose = told["head"], told["item"]
        elif ranked is None or not spot.listed or not PLACED.match(spot.near):
            ranked = None
            continue
        else:
            spot.whose = spot.near.lstrip(JOINERS)
        spot.near = ranked
    for number, spot in enumerate(spots):
        if "分别" not in spot.near:
            if spot.listed:
                spot.near = spot.near.lstrip(JOINERS)
            continue
        run = [spot]
        for other in spots[number + 1 :]:
            if other.near.strip(JOINERS) or other.segment != spot.segment:
                break
            run.append(other)
        said, _, verb = spot.near.rpartition("分别")
        if not said.strip(JOINERS):
            # 项目数、投资额，分别达到 …: the heads stand in the clause before
            clause = passage.between(passage.offset, spot.start).rstrip(JOINERS)
            said = re.split(r"[；：，]", clause)[-1] if not re.search(r"\d", clause[-6:]) else ""
        heads = [head for head in re.split(r"、|以及|和|与|及", said) if head]
        if len(run) < 2 or len(heads) < len(run):
            continue
        heads = heads[-len(run) :]
        # 工业项目和农业项目分别为: 为 only leads to the number, and is not 为全县引进
        verb = verb.removeprefix("为")
        noun = counts.NOUN_AT_END.search(heads[-1])
        for one, head in zip(run, heads, strict=True):
            counted = one.measured.quantity.unit == "count"
            whole = head
            if counted and noun and not counts.NOUN_AT_END.search(head):
                whole = head + noun.group(1)
            elif not counted and not amounts.CUE_AT_END.search(head):
                # 实际利用内资、外资分别完成: 外资 answers to the verb of the first
                whole = heads[0] + head
            one.near = whole + verb
            if one is not run[-1]:
                one.right = one.behind = ""


def take_count(walk: Walk, number: int, spot: Spot) -> None:
    """Classifies one count and keeps it for those that follow."""
    one = spot.measured
    if one.quantity.unit != "count" or is_unsaid(walk.passage, spot):
        walk.found[number] = None
        return
    if counts.COMPARED.search(spot.near):
        walk.found[number] = None
        return
    if walk.last is not None and walk.last_segment != spot.segment:
        walk.part_open = walk.part_open and (walk.viewed or _goes_on(spot))
    if counts.VIEWED.match(walk.passage.text) and walk.last is None and walk.batch_before is not None:
        walk.whole = walk.last = walk.batch_before
        walk.part_open, walk.viewed, walk.last_counter = True, True, "个"
    count = _classified(walk, number, spot)
    walk.found[number] = count
    if not one.counter.endswith("人次"):
        walk.last, walk.last_segment = count, spot.segment
        walk.last_counter = one.counter.lstrip("十百千万亿")


def _classified(walk: Walk, number: int, spot: Spot) -> Count | None:
    one = spot.measured
    counter = one.counter.lstrip("十百千万亿")
    if counter in ("批", "批次", "次", "趟", "轮", "场", "场次"):
        return _journey(spot, counter, walk.last)
    noun, kinds, behind = counts.noun_of(spot)
    if not kinds and counter in ("家", "户") and spot.behind and not spot.runs_on:
        # 其中60多家在京建立研发中心
        kinds = ("enterprise",)
    if not kinds and counter in ("个", "项") and _counts_projects_before(walk.passage, spot):
        # 从飞地回流的项目，已有9个落地
        kinds = ("project",)
    if (
        not kinds
        and counter in ("个", "项")
        and walk.last
        and walk.last.stage
        and counts.STAGE.match(counts.ALREADY.sub("", spot.right))
    ):
        # 签约项目中已有19个落地开工
        kinds = ("project",)
    parted = bool(counts.SUBSET.search(spot.near)) or spot.bracket
    walk.part_open = parted or (walk.part_open and (spot.listed or walk.viewed or _goes_on(spot)))
    if behind and counts.ONE.match(one.quantity.words) and one.quantity.number == 1:
        return None
    if counter == "大" and "park" not in kinds:
        return None
    if parted:
        walk.whole = walk.last
    near_last = walk.last_segment == spot.segment
    heir = walk.whole if walk.part_open else walk.last if parted or near_last else None
    count = _by_noun(walk, number, spot, noun, kinds, behind)
    lone = parted and walk.last is None and number > 0 and counter == walk.last_counter
    if lone and count is not None and set(kinds) & {"job", "talent", "guest"}:
        # 就业意向1860人，其中农民工920人: a part of what is not counted here
        return None
    of_projects = "project" in kinds or (not kinds and counter in ("个", "项"))
    denied = of_projects and counts.stage_of(spot, noun, behind) == "none"
    if count is None and not denied and heir is not None and _inherits(walk, spot, heir, noun, kinds, behind):
        count = Count(heir.measure, "part_of_" + heir.rule.removeprefix("part_of_"), heir.noun, heir.stage)
    if count is not None and counts.DEICTIC.search(spot.near.rstrip("的")):
        return replace(count, yielded=False)
    return count


def _goes_on(spot: Spot) -> bool:
    """Whether a number behind a part is a part too: 其中，工业项目12个，投资58.9亿元；农文旅项目4个."""
    near = counts.VIEWED.sub("", spot.near)
    return bool(counts.BARE_KIND.match(counts.head_of(near))) and not counts.STAGE.search(near)


def _counts_projects_before(passage: Passage, spot: Spot) -> bool:
    """Whether the number counts the projects that the clause before it ends in, with a stage behind it."""
    clause = passage.between(passage.offset, spot.measured.span.start - len(spot.left))
    stage = counts.STAGE.search(spot.right)
    return bool(
        stage is not None
        and clause.endswith("项目，")
        and counts.ONLY_LEADS.fullmatch(spot.left)
        and not counts.NOT_REACHED.search(spot.right[: stage.start()])
    )


def _inherits(walk: Walk, spot: Spot, heir: Count, noun: str, kinds: tuple[str, ...], behind: bool) -> bool:
    """Whether a count without a verb of its own is a part of the one before: 其中博士8名, 省级12个."""
    head = counts.head_of(spot.near)
    if counts.SERVED.search(spot.near) or counts.OWN_VERB.search(head):
        return False
    alike = spot.measured.counter.lstrip("十百千万亿") == walk.last_counter
    if not kinds and alike and not spot.right and counts.RISING.match(spot.near.strip(JOINERS)):
        return True
    if not kinds:
        part = counts.PART_NOUN.search(head) or walk.part_open
        return bool(part) and alike and len(head) <= 24 and not spot.right
    alike = heir.noun.endswith(noun[-2:]) or bool(set(kinds) & _kinds_of(heir))
    said_more = behind and bool(spot.behind[len(noun) :])
    return alike and not said_more and (walk.part_open or len(head) <= len(noun) + 8)


def _kinds_of(count: Count) -> set[str]:
    """The classes of nouns that can be a part of what was counted."""
    if count.measure == "people.attending":
        return {"guest", "talent"}
    if count.stage:
        return {"project"}
    return {
        {"people.recruited": "talent", "platforms": "platform"}.get(
            count.measure, count.measure.split(".")[0][:-1]
        )
    }


def _journey(spot: Spot, counter: str, last: Count | None) -> Count | None:
    # 接待来访客商213批 · 邀请客商来市考察38批
    if counter in ("批", "批次", "次") and counts.IN.search(spot.near):
        return Count("visits", "parties_received", "批")
    if counter in ("批", "批次") and counts.COME.match(spot.behind) and "我" not in spot.near[-4:]:
        return Count("visits", "parties_received", "批")
    # 县委书记带队赴粤招商3次，县长带队4次
    if last is not None and last.measure == "trips" and re.search(r"带队|外出|出访|牵头", spot.near):
        return Count("trips", "outings_to_promote", "次")
    # 先后11次赴京津冀叩门招商
    if counter in ("次", "批次", "趟", "轮") and counts.GOES_OUT.match(spot.behind):
        return Count("trips", "outings_to_promote", "次")
    # 县领导带队外出招商26次 · 赴北京、山东、广东等地招商21次
    if counts.OUT.search(spot.near) and not counts.head_of(spot.near).endswith("会"):
        return Count("trips", "outings_to_promote", "次")
    return None


def _by_noun(
    walk: Walk, number: int, spot: Spot, noun: str, kinds: tuple[str, ...], behind: bool
) -> Count | None:
    said = f"{spot.left}{spot.behind}"
    passage = walk.passage
    employed = (
        spot.measured.counter.endswith(("名", "人"))
        and counts.GIVES_WORK.search(spot.near)
        and counts.AT_WORK.match(spot.behind)
    )
    if (
        "job" in kinds
        or employed
        or re.search(r"(?:带动|吸纳|解决|安置|新增)[^，。；]{0,8}就业$", counts.head_of(spot.near))
    ):
        # 从业人员1.3万人 · 带动就业2200余人 · 提供就业岗位1500多个
        owner = amounts.entity_before(passage, spot.measured.span.start)
        whole = spot.ahead or owner not in ("firm", "project")
        return Count("jobs", "jobs", noun) if whole and "意向" not in said else None
    if "intent" in kinds:
        # 达成合作意向12个 · 签订意向协议6份
        if re.search("就业|采购|购销|入职", spot.near[-10:]):
            return None
        return Count("projects.intent", "intents_counted", noun, "intent")
    if "project" in kinds:
        return _project_count(walk, number, spot, noun, behind)
    if "agreement" in kinds and spot.measured.counter in ("份", "个", "项", "件", "宗"):
        # 签订产学研合作协议117份 · 签署12项合作协议
        return Count("agreements", "agreements_counted", noun)
    if "platform" in kinds and not counts.SERVED.search(spot.near):
        # 建有院士工作站2家、博士后创新实践基地9家
        return Count("platforms", "platforms_counted", noun)
    if "institution" in kinds and "enterprise" not in kinds:
        # 与32所高校院所建立了长期合作关系
        rest = spot.behind
        if not spot.behind.removeprefix(noun).strip(JOINERS):
            # 与23所高校、48家行业协会签订合作协议: the verb stands behind the last of them
            rest = _said_around(passage, spot).removeprefix(spot.left)
        tied = counts.COOPERATE.search(rest) or counts.COOPERATE.search(spot.near)
        met = counts.MET_ONLY.search(rest) or counts.MET_ONLY.search(spot.near[-8:])
        if tied and not met:
            return Count("institutions.partnered", "institutions_partnered", noun)
        return None
    part_of_batch = walk.part_open and walk.whole is not None and walk.whole.stage is not None
    if "park" in kinds and not behind and part_of_batch:
        # 集中开工项目156个，其中高新区28个
        return walk.whole
    if "park" in kinds and spot.measured.counter in ("个", "大", "座", "处"):
        # 下辖生物基材料产业园、绿色食品产业园两个园中园 · 建成特色园区2个
        return Count("parks", "parks_counted", noun)
    nearby = _event_context(passage, spot)
    if "enterprise" in kinds:
        return counts.classify_enterprises(spot, noun, _said_around(passage, spot), nearby)
    if "talent" in kinds or "guest" in kinds:
        return counts.classify_people(spot, noun, kinds, _said_around(passage, spot), nearby)
    # 工商界120多人参加
    several = spot.measured.quantity.number >= FEWEST and spot.measured.counter.endswith(("名", "人", "位"))
    if several and counts.ATTENDS.match(spot.behind):
        return Count("people.attending", "attending_people", "人")
    # 已入驻186家
    if spot.measured.counter in ("家", "户") and re.search(
        r"(?:入驻|入园|落户|集聚)$", counts.head_of(spot.near)
    ):
        return Count("enterprises.settled", "enterprises_settled", "企业")
    return None


def _said_around(passage: Passage, spot: Spot) -> str:
    """The clause with the number, quotes' words included, up to its comma."""
    end = spot.measured.span.end - passage.offset
    rest = re.split(r"[，；。]", passage.text[end:], maxsplit=1)[0]
    return spot.left + rest


def _event_context(passage: Passage, spot: Spot) -> str:
    """What is said in the passage of a meeting's people; empty where no meeting is near."""
    start = spot.measured.span.start - passage.offset
    around = passage.text[:start]
    if counts.EVENT_WORDS.search(around):
        return passage.text[max(0, start - 60) : start + 60]
    return ""


def _project_count(walk: Walk, number: int, spot: Spot, noun: str, behind: bool) -> Count | None:
    passage = walk.passage
    rest = spot.behind.removeprefix(noun) if behind else spot.behind
    tail = passage.text[spot.measured.span.end - passage.offset :]
    stage = counts.stage_of(spot, noun, behind)
    if stage == "none" or counts.FOR_OTHERS.search(spot.near) or counts.EXAMINED.search(spot.left):
        return None
    # 两个项目投产后，可提供就业岗位1500多个
    again = counts.AMONG_BEHIND.match(rest) and (
        stage is None or spot.measured.quantity.number in walk.numbers
    )
    if behind and (counts.AFTERWARDS.match(rest) or again):
        return Count("projects", "projects_spoken_of", noun, "plain", yielded=False)
    rule = "projects_with_stage"
    parent = walk.whole if walk.part_open else walk.last
    if parent is not None and not parent.stage:
        parent = None
    if stage is None and parent is not None and (walk.part_open or walk.last_segment == spot.segment):
        stage, rule = parent.stage, "part_of_projects"
    if stage is None and walk.last and counts.LIMIT_HEAD.search(spot.near):
        # 开工项目26个；工业项目、民生项目分别为11个和6个
        stage, rule = walk.last.stage, "part_of_projects"
    among = counts.AMONG.findall(passage.between(passage.offset, spot.start) + spot.near)
    if stage is None and among:
        # 落户项目中，工业项目18个 · 此次签约的项目涵盖食品等领域，其中外资项目2个
        stage, rule = counts.STAGE_OF[among[-1]], "part_of_projects"
    part = walk.part_open or counts.LIMIT_HEAD.search(spot.near)
    if stage is None and walk.batch_before and part:
        # 落户项目31个。…投资过亿元项目12个
        stage, rule = walk.batch_before.stage, "part_of_projects"
    if stage is None:
        stage, rule = _stage_elsewhere(walk, number, spot, tail), "projects_with_stage_nearby"
    if stage is None:
        if counts.SERVED.search(spot.near) or counts.SERVED.match(rest) or counts.REVIEWED.search(spot.near):
            return None
        stage, rule = "plain", "projects_without_stage"
    if stage == "plain" and counts.SERVED.search(spot.near):
        return None
    return Count(counts.projects(stage), rule, noun, stage)


def _stage_elsewhere(walk: Walk, number: int, spot: Spot, tail: str) -> str | None:
    passage = walk.passage
    ahead = re.split(r"[；。]", tail, maxsplit=1)[0]
    later = [s for s in passage.spots[number + 1 :] if s.measured.quantity.unit == "count"]
    if later:
        ahead = ahead[: later[0].measured.span.start - spot.measured.span.end]
    if spot.runs_on:
        ahead = counts.RUNS_OVER.sub("", ahead)
    # 等15个项目，总投资92亿元，在…推介会上成功签约
    for match in counts.STAGE.finditer(ahead):
        led = counts.LOOK_AHEAD.search(ahead[max(0, match.start() - 2) : match.start()])
        if counts.STAGE_OF[match.group()] != "plain" and (
            led or ahead[match.end() : match.end() + 1] in ("，", "")
        ):
            return counts.STAGE_OF[match.group()]
    # …重大项目集中开工活动。此次共18个项目
    before = passage.before + passage.between(passage.offset, spot.start)
    if counts.THIS_TIME.search(spot.left) or counts.THIS_TIME.search(spot.behind):
        held = list(counts.OF_EVENT.finditer(before))
        if held:
            said = held[-1]
            return counts.STATUS[said["stage"] or said["sign"] or said["start"]]
    return None
