"""Acts that follow a project up: plans, notes, problems, vetting, the credit split."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from duijie.credit import operations as credit
from duijie.credit.rules import splits
from duijie.followup import operations as followup
from duijie.followup.rules import load as followup_rules
from duijie.kernel.words import Words
from duijie.pipeline.rules import load
from duijie.pipeline.types import ProjectInfo
from duijie.rulebook import in_force
from duijie.vetting import operations as vetting
from duijie.vetting.rules import Scorecard, scorecards
from duijie.web.pages.parts import Choice
from duijie.web.projects.acts import Act, from_words, unit_choices
from duijie.web.projects.acts_project import REASON, G
from duijie.web.projects.forms import Asked, Typed
from duijie.web.saying import say


def plan_asks(given: G) -> tuple[Asked, ...]:
    """Which stage is planned for when."""
    ahead = list(load().stages)[load().place(given.info.line.stage) + 1 :]
    names = {code: load().stages[code].name for code in ahead}
    return (
        Asked("stage", Words("阶段", "Stage"), "choice", True, choices=from_words(names)),
        Asked("planned_on", Words("计划日期", "Planned for"), "day", hint=Words("留空即取消计划", "left empty, there is no plan any more")),
        Asked("reason", REASON, hint=Words("改计划必须写", "needed where a plan is changed")),
    )  # fmt: skip


def note_asks(given: G) -> tuple[Asked, ...]:
    """How it stands and what comes next."""
    return (
        Asked("text", Words("进展", "How it stands"), "lines", True),
        Asked("next_step", Words("下一步", "Next step")),
        Asked(
            "next_on",
            Words("何时", "By when"),
            "day",
            hint=Words("写了下一步就要写日期", "goes with the next step"),
        ),
    )


def problem_asks(given: G) -> tuple[Asked, ...]:
    """What stands in the way."""
    causes = {code: row.name for code, row in followup_rules().causes.items()}
    return (
        Asked("cause", Words("类别", "Cause"), "choice", True, choices=from_words(causes)),
        Asked("text", Words("诉求", "What the problem is"), "lines", True),
    )


def split_asks(given: G) -> tuple[Asked, ...]:
    """By which rule of the table it is shared."""
    rules = {row.code: row.name for row in in_force(splits(), given.today)}
    return (Asked("rule", Words("分成规则", "Rule"), "choice", True, choices=from_words(rules)),)


def card_of(given: G) -> Scorecard:
    """The scorecard that the address names, of those in force."""
    rows = list(in_force(scorecards(), given.today))
    return next((row for row in rows if row.code == given.asked.get("card")), rows[-1])


def open_asks(given: G) -> tuple[Asked, ...]:
    """Which scorecard."""
    cards = {row.code: row.name for row in in_force(scorecards(), given.today)}
    return (Asked("card", Words("评分表", "Scorecard"), "choice", True, choices=from_words(cards)),)


def score_asks(given: G) -> tuple[Asked, ...]:
    """Every item of the scorecard, and the vetoes."""
    card = card_of(given)
    mine = str(given.by.unit_id or "")
    items = tuple(
        Asked(
            f"item-{item.code}",
            item.name,
            "number",
            True,
            hint=Words(f"0–{item.points} 分", f"0 to {item.points} points"),
        )
        for item in card.items
    )
    vetoes = {veto.code: veto.name for veto in card.vetoes}
    unit = Asked("unit", Words("评分单位", "Unit"), "unit", True, mine, unit_choices())
    veto = Asked(
        "veto",
        Words("一票否决", "Veto"),
        "choice",
        choices=(Choice("", say(Words("无", "none"))), *from_words(vetoes)),
    )
    return (unit, *items, veto, Asked("opinion", Words("意见", "Opinion"), "lines"))


def score(given: G, values: Typed) -> None:
    """Hand the sheet in."""
    points = {item.code: Decimal(values[f"item-{item.code}"]) for item in card_of(given).items}
    vetting.score(
        vetting_id=int(given.asked["vetting"]), unit_id=values["unit"], points=points,
        vetoes=[values["veto"]] if values["veto"] else [], opinion=values["opinion"], by=given.by, at=given.at,
    )  # fmt: skip


def word_asks(given: G) -> tuple[Asked, ...]:
    """Whether it passes, and why not."""
    both = from_words({"yes": Words("通过", "passes"), "no": Words("不通过", "does not pass")})
    return (
        Asked("passed", Words("结论", "Word"), "choice", True, choices=both),
        Asked("reason", REASON, hint=Words("不通过必须写", "needed where it does not pass")),
    )


def decide(given: G, values: Typed) -> None:
    """Give the word of the step that is due."""
    vetting.decide(
        vetting_id=int(given.asked["vetting"]), passed=values["passed"] == "yes", reason=values["reason"],
        by=given.by, at=given.at,
    )  # fmt: skip


ACTS: Final[tuple[Act[ProjectInfo], ...]] = (
    Act(
        "plan", "stages", Words("计划阶段日期", "Plan a stage"), Words("保存", "Save"), plan_asks,
        lambda g, v: followup.plan(project_id=g.info.line.id, by=g.by, at=g.at, **v),
    ),
    Act(
        "note", "notes", Words("记进展", "Note how it stands"), Words("保存", "Save"), note_asks,
        lambda g, v: followup.note(project_id=g.info.line.id, by=g.by, at=g.at, **v),
    ),
    Act(
        "problem", "problems", Words("提出诉求", "Raise a problem"), Words("提出", "Raise"), problem_asks,
        lambda g, v: followup.raise_problem(project_id=g.info.line.id, by=g.by, at=g.at, **v),
    ),
    Act(
        "split", "credit", Words("按规则分成", "Share by a rule"), Words("保存", "Save"), split_asks,
        lambda g, v: credit.split_by_rule(project_id=g.info.line.id, rule_code=v["rule"], by=g.by, at=g.at), "review",
        Words("首报单位与落地单位之间分成，只用于考核", "Between the first-report and the landing unit, for assessment alone."),
    ),
    Act(
        "vet", "vetting", Words("提交评审", "Put before the committee"), Words("提交", "Submit"), open_asks,
        lambda g, v: vetting.open_vetting(project_id=g.info.line.id, card=v["card"], by=g.by, at=g.at),
    ),
    Act("score", "vetting", Words("评分", "Score"), Words("提交评分", "Hand in"), score_asks, score, needs=("vetting",)),
    Act("word", "vetting", Words("评审结论", "The committee's word"), Words("确定", "Give"), word_asks, decide, "review", needs=("vetting",)),
)  # fmt: skip
