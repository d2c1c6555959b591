"""Registering a lead, and what may be done with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.leads import operations as leads
from duijie.leads.queries import duplicates
from duijie.leads.rules import CLAIMS, STEPS, load
from duijie.leads.types import Duplicate, LeadInfo
from duijie.pipeline.queries import units_below
from duijie.web.pages.parts import Choice
from duijie.web.projects.acts import Act, Given, from_words, unit_choices
from duijie.web.projects.acts_project import REASON, number
from duijie.web.projects.forms import Asked, Typed
from duijie.web.saying import say

G = Given[LeadInfo]
# What the office may say of a claim as it stands.
WORDS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "applied": ("accepted", "refused", "transferred"),
    "refused": ("accepted",),
    "protected": ("renewed", "transferred"),
    "lapsed": ("accepted", "renewed", "transferred"),
    "disputed": ("ruled",),
}
FOR_WHOM: Final = ("transferred", "ruled")


def register_asks(given: Given[Any]) -> tuple[Asked, ...]:
    """All that a lead tells; name, investor and contact are needed."""
    by = given.by
    mine = None if by.may("review") else units_below(viewer=by)
    return (
        Asked("name", Words("项目内容", "What it is about"), "text", True),
        Asked("investor", Words("投资方", "Investor"), "text", True),
        Asked("contact", Words("联系人", "Whom to ask"), "text", True),
        Asked("unit_id", Words("登记单位", "For which unit"), "unit", True, str(by.unit_id or ""), unit_choices(empty=True, only=mine)),
        Asked("amount", Words("意向投资额", "Intended investment"), "money"),
        Asked("credit_code", Words("统一社会信用代码", "Credit code"), hint=Words("18 位", "18 characters")),
        Asked("parent_group", Words("母公司", "Parent group")),
        Asked("industry", Words("行业代码", "Industry"), hint=Words("GB/T 4754，如 2913", "GB/T 4754, such as 2913")),
        Asked("site", Words("意向选址", "Site")),
        Asked("channel", Words("线索来源", "Through which channel")),
        Asked("introducer", Words("引荐人", "Introducer")),
        Asked("content", Words("说明", "More"), "lines"),
    )  # fmt: skip


def alike(values: Mapping[str, Any], viewer: Actor) -> tuple[Duplicate, ...]:
    """What is registered and may be the same as what is being typed; nothing as long as it says too little."""
    if not (values.get("investor") or values.get("credit_code")):
        return ()
    return duplicates(
        name=values.get("name") or "", investor=values.get("investor") or "", credit_code=values.get("credit_code") or "",
        parent_group=values.get("parent_group") or "", amount=values.get("amount"), viewer=viewer,
    )  # fmt: skip


def step_asks(given: G) -> tuple[Asked, ...]:
    """What was done, and in a few words how."""
    return (
        Asked(
            "act", Words("办理事项", "Step"), "choice", True, given.asked.get("step", ""), from_words(STEPS)
        ),
        Asked("text", Words("办理情况", "What was done"), "lines", True),
        Asked(
            "reason_code", Words("研判结论", "Verdict"), "choice",
            choices=(Choice("", ""), *from_words({code: one.name for code, one in load().verdicts.items()})),
            hint=Words("研判时填；再次研判可改、可撤回", "with a judgement; a further one changes it or takes it back"),
        ),
    )  # fmt: skip


def claim_asks(given: G) -> tuple[Asked, ...]:
    """The office's word, as the claim allows it."""
    words = {code: CLAIMS[code] for code in WORDS_ON.get(given.info.line.claim, ())}
    return (
        Asked("act", Words("认定", "Word"), "choice", True, choices=from_words(words)),
        Asked("unit_id", Words("由哪个单位承接", "Which unit holds it"), "choice", choices=unit_choices(empty=True),
              hint=Words("转交、裁定时必填", "needed for handing over and ruling")),
        Asked("text", REASON, "lines", hint=Words("不受理、裁定时必填", "needed for a refusal and a ruling")),
    )  # fmt: skip


def rule_claim(given: G, values: Typed) -> None:
    """Give the word."""
    unit = number(values.pop("unit_id"))
    leads.rule_claim(lead_id=given.info.line.id, unit_id=unit, by=given.by, at=given.at, **values)


def dispute_asks(given: G) -> tuple[Asked, ...]:
    """Against which lead, and on what grounds."""
    return (
        Asked(
            "against", Words("与哪条线索争议（编号数字）", "Against which lead (its number)"), "number", True
        ),
        Asked("text", Words("理由", "Grounds"), "lines", True),
    )


def convert_asks(given: G) -> tuple[Asked, ...]:
    """Whether the project is confidential."""
    both = (Choice("", say(Words("否", "no"))), Choice("yes", say(Words("是", "yes"))))
    return (Asked("confidential", Words("保密项目", "Confidential"), "choice", choices=both),)


def lose_asks(given: G) -> tuple[Asked, ...]:
    """Why it came to nothing."""
    return (
        Asked("reason_code", Words("原因", "Cause"), "choice", True, choices=from_words(load().losses)),
        Asked("text", Words("说明", "Note"), "lines"),
    )


ACTS: Final[Mapping[str, Act[LeadInfo]]] = {
    act.code: act
    for act in (
        Act(
            "step", "clocks", Words("办理", "Take a step"), Words("保存", "Save"), step_asks,
            lambda g, v: leads.take_step(lead_id=g.info.line.id, by=g.by, at=g.at, **v),
        ),
        Act("claim", "top", Words("首报认定", "Word on the first report"), Words("确定", "Give"), claim_asks, rule_claim, "review"),
        Act(
            "dispute", "top", Words("提出争议", "Dispute"), Words("提出", "Dispute"), dispute_asks,
            lambda g, v: leads.dispute(lead_id=g.info.line.id, against_id=int(v["against"]), text=v["text"], by=g.by, at=g.at),
            about=Words("由办公室裁定", "The office rules."),
        ),
        Act(
            "convert", "top", Words("转为项目", "Make it a project"), Words("转为项目", "Make it a project"), convert_asks,
            lambda g, v: leads.convert(lead_id=g.info.line.id, confidential=bool(v["confidential"]), by=g.by, at=g.at),
        ),
        Act(
            "lose", "top", Words("登记流失", "Register its loss"), Words("登记", "Register"), lose_asks,
            lambda g, v: leads.lose(lead_id=g.info.line.id, by=g.by, at=g.at, **v),
        ),
    )
}  # fmt: skip
