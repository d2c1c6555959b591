"""How far a project has come, as the words about it say: the furthest stage that is already reached."""

from __future__ import annotations

import re

from duijie.reading.vocabulary import any_of, load, words

STAGES: dict[str, list[str]] = {k: v for k, v in load("project")["stages"].items() if k != "none"}
ORDER = ("lead", "talks", "intent", "signed", "started", "building", "completed", "producing")
# Composites (签订意向书) come first so that they are not taken apart.
SPOKEN = re.compile(
    "|".join(
        f"(?P<{stage}>{'|'.join(STAGES[stage])})"
        for stage in ("intent", "building", "talks", "lead", "completed", "producing", "started", "signed")
    )
)
NONE = re.compile("|".join(words("project", "stages", "none")))
PLANNED = re.compile(any_of(words("project", "planning", "before")))
# 计划 that belongs to a sum (计划总投资) or that an 已 or 目前 takes back plans nothing.
NO_PLAN = re.compile(
    r"(?:计划|预计|拟)(?:总)?投资|招商[引资]*计划|行动计划|项目计划|将近|计划内|可行|可研|建设目标|(?:去年?|上)年?底|20\d\d年(?:年)?底"
)
TAKEN_BACK = re.compile(r"已|目前|现正|正在|如今|现已|均|成功")
AFTER = re.compile("|".join(words("project", "planning", "after")))
NOT_AFTER_BUT = re.compile(
    r"(?:时|后)(?:间|来|续|期)|(?:之后|以后|后)(?:便|就|即|却|又|一直|长期|至今|始终|很快|不久)*(?:停工|停建|停滞|停摆|搁置|停|烂尾|未|没)|手续(?:完成|办结|齐)|[^，。]{0,2}率达"
)


def reached(told: str) -> str | None:
    """The furthest stage that ``told`` says is reached; what is planned or conditional does not count.

    >>> reached("主体厂房已经封顶，计划明年3月投产")
    'building'
    """
    best = -1
    for clause in re.split("[，,；;。：]", told):
        for match in SPOKEN.finditer(clause):
            stage = str(match.lastgroup)
            if _planned(clause, match.start()) or (
                AFTER.match(clause, match.end()) and not NOT_AFTER_BUT.match(clause, match.end())
            ):
                continue
            best = max(best, ORDER.index(stage))
    return ORDER[best] if best >= 0 else None


def _planned(clause: str, at: int) -> bool:
    """Whether a word of planning before ``at`` governs what stands there."""
    governed = NO_PLAN.sub(lambda match: "　" * len(match.group()), clause[:at])
    last = None
    for match in PLANNED.finditer(governed):
        last = match
    if last is None or at - last.end() > 14:
        return False
    return not TAKEN_BACK.search(governed, last.end())


def says_something(told: str) -> bool:
    """Whether the words tell of the project's own standing, be it no stage at all (落户, 完成土地摘牌)."""
    return NONE.search(told) is not None


# What a sentence says of a whole batch: 集中签约, 签约项目中, 在谈项目12个, 开工的还有.
BATCH = re.compile(
    r"""(?P<signed>集中签约|签约仪式|签约(?:项目)?(?:名单|清单|企业)(?:中|里|上)|(?:共|现场|成功|新|已|会上|集中|首批|重点|本次|此次|计?)?签约(?:的)?(?:(?!在谈|开工)[^，。；]){0,10}?(?:项目|\d|[一二三四五六七八九十])|\d+(?:多|余)?[个项][^，。；]{0,10}?项目[^，。；]{0,12}?签约|签约(?:的)?(?:项目)?(?:还有|有|包括|分别是))
    |(?P<started>集中开工|开工(?:动员|仪式|活动)|开工(?:的)?(?:(?!签约)[^，。；]){0,10}?(?:项目|\d)|\d+(?:多|余)?[个项][^，。；]{0,10}?项目[^，。；]{0,8}?开工|开工(?:建设)?(?:的)?(?:项目)?(?:还有|有|包括|分别是))
    |(?P<talks>(?:在谈|洽谈|跟踪|对接洽谈)(?:(?:的|推进)?(?:(?!签约)[^，。；]){0,8}?(?:项目|\d)|的?(?:还有|有|包括)))
    |(?P<intent>(?:达成|签订)[^，。；]{0,6}意向[^，。；]{0,8}|意向(?:性)?项目)
    |(?P<producing>(?:新|建成|竣工)?(?:投产|达产)(?:(?:的)?[^，。；]{0,8}?(?:项目|\d)|的?(?:还有|有|包括)))
    |(?P<building>(?:在建|续建)(?:(?:的)?[^，。；]{0,8}?(?:项目|\d)|的?(?:还有|有|包括)))
    |(?P<completed>竣工(?:的)?[^，。；]{0,8}?(?:项目|\d))""",
    re.VERBOSE,
)
PLANNED_BATCH = re.compile(
    r"(?:拟|力争|计划|将|未|要|确保|预计|目标|去年|上年|推介|年内|年底前)[^，。；]{0,8}$"
)


def of_batch(told: str) -> str | None:
    """The stage of the last batch that ``told`` speaks of, else ``None``."""
    stage = None
    for match in BATCH.finditer(told):
        if not PLANNED_BATCH.search(told[max(0, match.start() - 12) : match.start()]):
            stage = match.lastgroup
    return stage
