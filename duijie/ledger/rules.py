"""Which entries a fact gives rise to. Pure; one function a kind, the table at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.types import Draft, Within
from duijie.reading.kinds import (
    Agreement,
    Body,
    Campaign,
    Event,
    Park,
    Platform,
    Policy,
    Project,
    Said,
    Tally,
    Target,
    kind_of,
)
from duijie.review.types import FactInfo

# A document names the stage at which a project stands; the pipeline keeps the whole way of its own projects.
# A lead is not yet a project.
MEASURE_OF_STAGE = {
    "talks": "projects.talks",
    "intent": "projects.intent",
    "signed": "projects.signed",
    "registered": "projects.registered",
    "started": "projects.started",
    "building": "projects.building",
    "completed": "projects.completed",
    "producing": "projects.producing",
}
# A project got its land; the industry of a project signed, its code in the entry's scope; how a park stands to one, 1
# where it leads. Rates are made of them.
LAND = "projects.land"
INDUSTRY = "projects.industry"
PARK_INDUSTRIES = "parks.industries"
# Tallies of these are told by class: "four county parks", "six parks within parks" are two parts, not two
# opinions on one number.
BY_CLASS = frozenset({"parks"})
PLATFORM_NAMES = {
    "academician": Words("院士工作站", "academician workstation"),
    "postdoctoral": Words("博士后工作站", "postdoctoral station"),
    "foreign_expert": Words("外国专家工作站", "foreign experts' station"),
    "institute": Words("研究院", "institute"),
    "laboratory": Words("联合实验室", "joint laboratory"),
    "engineering_centre": Words("工程技术中心", "engineering centre"),
    "outpost": Words("研发飞地", "R&D outpost"),
    "other": Words("其他", "other"),
}
PLATFORM_WORDS = {
    "院士": "academician",
    "博士后": "postdoctoral",
    "外国专家": "foreign_expert",
    "外专": "foreign_expert",
    "研究院": "institute",
    "实验室": "laboratory",
    "工程技术": "engineering_centre",
    "工程研究": "engineering_centre",
    "技术中心": "engineering_centre",
    "飞地": "outpost",
}
# Between a thing's key and that of one of its parts (an increase, a receipt).
PART = "#"
# Counts that come as a rate say nothing that can be added up.
NOT_ADDED = frozenset({"funds.received.growth"})
# "Two of provincial level" are among those of their type told elsewhere.
LEVELS = ("国家级", "省级", "市级", "省部级")
PART_ENDINGS = (
    "区", "镇", "乡", "街道", "园", "园区", "组团", "局", "专班", "办", "委", "办事处", "新城", "基地",
)  # fmt: skip
ONE_TIME = (
    "本次",
    "此次",
    "会上",
    "现场",
    "当天",
    "当日",
    "活动",
    "仪式",
    "签约会",
    "推介会",
    "对接会",
    "洽谈会",
)


class NoEntry(ValueError):
    """The fact stands, but nothing in the ledger follows from it; ``reason`` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Words(zh, en)


def resolved(words: Mapping[str, str]) -> dict[str, str]:
    """What each key stands for at the end of the chain of words: a = b and b = c make a = c.

    Raises ``ValueError`` for a chain that runs in a circle.
    """
    ends = {}
    for key in words:
        end, passed = key, {key}
        while words.get(end, end) != end:
            end = words[end]
            if end in passed:
                raise ValueError(f"the identities of {key!r} run in a circle")
            passed.add(end)
        ends[key] = end
    return ends


def thing_of(key: str, things: Mapping[str, str]) -> str:
    """The key of what is meant. A part's key, ``thing#part``, goes with its thing."""
    whole, mark, part = key.partition(PART)
    return things.get(key) or things.get(whole, whole) + mark + part


def drafts_of(said: Said, *, document_id: int, whole: frozenset[str]) -> list[Draft]:
    """The entries that follow from one fact.

    ``whole`` holds the words for the region as a whole. Raises :class:`NoEntry`.
    """
    return _BY_KIND[kind_of(said)](said, document_id, whole)


def _one(label: str) -> Quantity:
    return Quantity.exactly(Decimal(1), "count", label)


def _tally(said: Tally, document_id: int, whole: frozenset[str]) -> list[Draft]:
    if said.measure in NOT_ADDED:
        raise NoEntry("增幅只用来比对，不计入合计", "a rate of growth is compared with figures, not added")
    scope = scope_of(said, document_id, whole)
    label = said.quantity.words if not scope else f"{said.subject} {said.quantity.words}"
    return [Draft("total", said.measure, label, said.quantity, scope=scope)]


def scope_of(said: Tally, document_id: int, whole: frozenset[str]) -> str:
    """``""`` for the region as a whole, else the part spoken of. Raises :class:`NoEntry` for a subset."""
    subject = said.subject
    if subject is None or subject in whole:
        return ""
    if said.measure == "platforms" and not subject.startswith(LEVELS):
        return next((code for word, code in PLATFORM_WORDS.items() if word in subject), "")
    if said.measure in BY_CLASS or subject.endswith(PART_ENDINGS):
        return subject
    if subject.startswith(ONE_TIME) or subject.endswith(ONE_TIME):
        return subject + _occasion(document_id)
    raise NoEntry(
        f"“{subject}”是另一个数的一部分，再计就重复了",
        f"“{subject}” is a subset of a number told elsewhere; counting it too would count twice",
    )


def in_classes(wanted: Sequence[tuple[FactInfo, Draft]]) -> list[tuple[FactInfo, Draft]]:
    """Named things put under the number that counts them.

    An item without a scope takes that of a part's total of the same measure where the two statements share
    characters ("A, B and C, three parks within parks"), or where the total is the only one of its document and
    bound to one occasion ("at the meeting 15 projects were signed": those that the document goes on to name).
    """
    totals = [(fact, draft) for fact, draft in wanted if draft.shape == "total" and draft.scope]
    placed = []
    for fact, draft in wanted:
        if draft.shape == "item" and not draft.scope:
            mine = [(told, total) for told, total in totals if total.measure == draft.measure]
            shared = [total for told, total in mine if told.place.overlaps(fact.place)]
            once = [total for told, total in mine if total.scope.endswith(_occasion(told.document_id))]
            found = shared or (once if len(once) == 1 else [])
            placed.append((fact, replace(draft, scope=found[0].scope) if found else draft))
        else:
            placed.append((fact, draft))
    return placed


def _occasion(document_id: int) -> str:
    """What marks the scope of a number that holds for one occasion, told in one document."""
    return f" #{document_id}"


def _target(said: Target, document_id: int, whole: frozenset[str]) -> list[Draft]:
    subject = said.subject or ""
    return [
        Draft(
            "quota",
            said.measure,
            subject or "全区域",
            said.quantity,
            key=subject,
            by_when=said.by or "",
        )
    ]


def _project(said: Project, document_id: int, whole: frozenset[str]) -> list[Draft]:
    measure = MEASURE_OF_STAGE.get(said.stage or "")
    if measure is None:
        raise NoEntry("文中没有说项目已到哪个阶段", "the text names no stage that is counted")
    key = " + ".join([said.name, *sorted(said.parties)])
    data = {"parties": list(said.parties), "mode": said.mode, "site": said.site, "capacity": said.capacity}
    drafts = [Draft("item", measure, said.name, _one("1个"), key=key, data=data)]
    if said.investment is not None:
        drafts.append(Draft("item", f"{measure}.investment", said.name, said.investment, key=key, data=data))
    return drafts


def _agreement(said: Agreement, document_id: int, whole: frozenset[str]) -> list[Draft]:
    label = "、".join(said.parties)
    key = " + ".join([said.type, *sorted(said.parties), said.subject or ""])
    return [
        Draft("item", "agreements", label, _one("1份"), key=key,
              data={"type": said.type, "parties": list(said.parties), "subject": said.subject})
    ]  # fmt: skip


def _platform(said: Platform, document_id: int, whole: frozenset[str]) -> list[Draft]:
    label = " ".join(part for part in (said.host, said.name or PLATFORM_NAMES[said.type].zh) if part)
    key = " + ".join([said.type, said.host or "", said.name or ""])
    return [
        Draft("item", "platforms", label, _one("1个"), key=key, scope=said.type,
              data={"type": said.type, "host": said.host, "partner": said.partner})
    ]  # fmt: skip


def _park(said: Park, document_id: int, whole: frozenset[str]) -> list[Draft]:
    data = {"status": said.status, "parent": said.parent}
    return [Draft("item", "parks", said.name, _one("1个"), key=said.name, scope=said.parent or "", data=data,
                  belongs=Within(park=said.name))]  # fmt: skip


def _event(said: Event, document_id: int, whole: frozenset[str]) -> list[Draft]:
    data = {"type": said.type, "date": said.date, "place": said.place}
    return [Draft("item", "events", said.name, _one("1场"), key=said.name, data=data)]


def _campaign(said: Campaign, document_id: int, whole: frozenset[str]) -> list[Draft]:
    data = {"channels": list(said.channels), "period": said.period}
    return [Draft("item", "campaigns", said.name, _one("1项"), key=said.name, data=data)]


def _body(said: Body, document_id: int, whole: frozenset[str]) -> list[Draft]:
    data = {"head": said.head, "members": said.members}
    return [Draft("item", "bodies", said.name, _one("1个"), key=said.name, data=data)]


def _policy(said: Policy, document_id: int, whole: frozenset[str]) -> list[Draft]:
    return [Draft("item", "policies", said.title, _one("1件"), key=said.title, data={"issuer": said.issuer})]


_BY_KIND: dict[str, Callable[..., list[Draft]]] = {
    "tally": _tally,
    "target": _target,
    "project": _project,
    "agreement": _agreement,
    "platform": _platform,
    "park": _park,
    "event": _event,
    "campaign": _campaign,
    "body": _body,
    "policy": _policy,
}
