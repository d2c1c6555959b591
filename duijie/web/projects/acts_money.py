"""Acts on a project's money and promises."""

from __future__ import annotations

from typing import Final

from duijie.funds import operations as funds
from duijie.funds.rules import promise_kinds, receipt_kinds
from duijie.kernel.words import Words
from duijie.pipeline.rules import BASES, load
from duijie.pipeline.types import ProjectInfo
from duijie.web.pages.parts import Choice
from duijie.web.projects.acts import Act, day_of, from_words
from duijie.web.projects.acts_project import ON, REASON, G, evidence_asked, number
from duijie.web.projects.forms import Asked, Typed
from duijie.web.saying import say
from duijie.web.words import BASES as BASE_NAMES
from duijie.web.words import known

NUMBER: Final = Words("金额", "Amount")
KIND: Final = Words("种类", "Kind")
PROMISE_UNITS: Final = {
    "CNY": Words("元；2亿、5000万也可", "yuan; 350 m and 2 bn are understood"),
    "m2": Words("平方米", "square metres"), "count": Words("人数", "people"),
}  # fmt: skip


def receive_asks(given: G) -> tuple[Asked, ...]:
    """What arrived, from whom, for what, and its proof."""
    kinds = {code: kind.name for code, kind in receipt_kinds().items()}
    sources = tuple(Choice(one.code, say(one.name)) for one in load().columns["source"].choices)
    return (
        Asked("received_on", Words("到账日期", "Received on"), "day", True, day_of(given), past=True),
        Asked("number", NUMBER, "money", True),
        Asked("payer", Words("付款方", "Payer"), "text", True, given.info.line.investor),
        Asked("kind", Words("用途", "For what"), "choice", True, choices=from_words(kinds)),
        Asked("source", Words("资金来源地", "From where"), "choice", value=given.info.line.source, choices=(Choice("", ""), *sources)),
        evidence_asked(given),
        Asked("note", Words("说明", "Note")),
    )  # fmt: skip


def receive(given: G, values: Typed) -> None:
    """Record it."""
    proof = number(values.pop("evidence"))
    funds.receive(project_id=given.info.line.id, evidence_id=proof, by=given.by, at=given.at, **values)


def verify_asks(given: G) -> tuple[Asked, ...]:
    """What it was found to be, and whose number that is."""
    bases = tuple(Choice(code, known(BASE_NAMES, code)) for code in BASES[1:])
    return (
        Asked("number", NUMBER, "money", True),
        Asked("basis", Words("口径", "Basis"), "choice", True, "verified", bases),
        Asked("note", Words("说明", "Note")),
    )  # fmt: skip


def correct_asks(given: G) -> tuple[Asked, ...]:
    """What was right; what is left out stays."""
    return (
        Asked("number", Words("应为金额", "The right amount"), "money"),
        Asked("received_on", Words("应为到账日期", "The right day"), "day", past=True),
        Asked("payer", Words("应为付款方", "The right payer")),
        evidence_asked(given),
        Asked("reason", REASON, "text", True),
    )  # fmt: skip


def correct(given: G, values: Typed) -> None:
    """Write a further row that corrects it."""
    proof = number(values.pop("evidence"))
    funds.correct(
        receipt_id=int(given.asked["receipt"]), evidence_id=proof, by=given.by, at=given.at, **values
    )


def promise_asks(given: G) -> tuple[Asked, ...]:
    """What is promised, how much of it, and by when."""
    kinds = {
        code: Words(
            f"{kind.name.zh}（{PROMISE_UNITS[kind.unit].zh}）",
            f"{kind.name.en} ({PROMISE_UNITS[kind.unit].en})",
        )
        for code, kind in promise_kinds().items()
    }
    return (
        Asked("kind", KIND, "choice", True, choices=from_words(kinds)),
        Asked("number", Words("数量", "How much"), "money", True, hint=Words("单位随种类", "in the unit of its kind")),
        Asked("due_on", Words("期限", "By"), "day", True),
        evidence_asked(given),
        Asked("note", Words("说明", "Note")),
    )  # fmt: skip


def promise(given: G, values: Typed) -> None:
    """Record it."""
    proof = number(values.pop("evidence"))
    funds.promise(project_id=given.info.line.id, evidence_id=proof, by=given.by, at=given.at, **values)


def achieve_asks(given: G) -> tuple[Asked, ...]:
    """What has come of it by a day, by whose number."""
    kinds = {code: kind.name for code, kind in promise_kinds().items() if not kind.from_receipts}
    bases = tuple(
        Choice(code, known(BASE_NAMES, code))
        for code in BASES
        if code == "reported" or given.by.may("review")
    )
    return (
        Asked("kind", KIND, "choice", True, given.asked.get("kind", ""), from_words(kinds)),
        Asked("number", Words("数量", "How much"), "money", True, hint=Words("单位随种类", "in the unit of its kind")),
        Asked("effective_on", ON, "day", True, day_of(given), past=True),
        Asked("basis", Words("口径", "Basis"), "choice", True, "reported", bases),
        evidence_asked(given),
    )  # fmt: skip


def achieve(given: G, values: Typed) -> None:
    """Record it."""
    proof = number(values.pop("evidence"))
    funds.achieve(project_id=given.info.line.id, evidence_id=proof, by=given.by, at=given.at, **values)


ACTS: Final[tuple[Act[ProjectInfo], ...]] = (
    Act("receive", "money", Words("登记到位资金", "Record money received"), Words("登记", "Record"), receive_asks, receive),
    Act(
        "verify", "money", Words("核实到位资金", "Verify a receipt"), Words("核实", "Verify"), verify_asks,
        lambda g, v: funds.verify(receipt_id=int(g.asked["receipt"]), by=g.by, at=g.at, **v), "review",
        Words("填报人不得核实自己的数", "Whoever reported it does not verify it."), needs=("receipt",),
    ),
    Act("correct", "money", Words("更正到位资金", "Correct a receipt"), Words("更正", "Correct"), correct_asks, correct, needs=("receipt",)),
    Act(
        "take-out", "money", Words("撤销到位资金", "Take a receipt out"), Words("撤销", "Take out"),
        lambda _: (Asked("reason", REASON, "text", True),),
        lambda g, v: funds.take_out(receipt_id=int(g.asked["receipt"]), reason=v["reason"], by=g.by, at=g.at),
        needs=("receipt",),
    ),
    Act("promise", "promises", Words("登记承诺", "Record a promise"), Words("登记", "Record"), promise_asks, promise),
    Act("achieve", "promises", Words("登记兑现", "Record what came of it"), Words("登记", "Record"), achieve_asks, achieve),
)  # fmt: skip
