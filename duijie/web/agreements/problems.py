"""Problems: the list with counts by cause, one with its turns, and the forms of its turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.followup import operations, queries
from duijie.followup.rules import ACTS as TURN_NAMES
from duijie.followup.rules import STATES, TURNS, load
from duijie.followup.types import ProblemInfo
from duijie.kernel.words import Words
from duijie.pipeline import queries as projects
from duijie.web.agreements.acts import unit_names
from duijie.web.agreements.asking import Act, Typed, asked, chosen
from duijie.web.agreements.lists import left_in_words, unit_choices
from duijie.web.agreements.pages import (
    CauseRow,
    Fact,
    ProblemPage,
    ProblemRow,
    ProblemsPage,
    TurnRow,
)
from duijie.web.compose.codes import choices
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.pages.organisations import Narrowing
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, moment, say

UNSETTLED: Final = {"unsettled": Words("未销号", "not closed")}


def problems_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ProblemsPage:
    """The list; what is not closed unless another state is asked for."""
    causes = {code: cause.name for code, cause in load().causes.items()}
    states = {**UNSETTLED, **STATES}
    wanted = wanted_of(asked)
    state, cause, late = wanted["state"], wanted["cause"], wanted["overdue"]
    unit = str(wanted["unit_id"] or "")
    number = page_number(asked)
    found = queries.problems(viewer=viewer, today=today, offset=(number - 1) * PAGE, limit=PAGE, **wanted)
    total = queries.count(viewer=viewer, today=today, **wanted)
    here = reverse("problems")
    every = _("all")
    return ProblemsPage(
        causes=tuple(
            CauseRow(
                Link(say(one.name), with_query(here, cause=one.cause, state=state)), say(load().causes[one.cause].home),
                f"{one.open:,}", f"{one.overdue:,}" if one.overdue else "", f"{one.closed:,}",
            )
            for one in queries.by_cause(viewer=viewer, today=today)
        ),
        narrowings=(
            Narrowing("state", _("State"), choices(states, state, empty=every)),
            Narrowing("cause", _("Cause"), choices(causes, cause, empty=every)),
            Narrowing("unit", _("Unit that settles it"), unit_choices(unit, empty=every)),
            Narrowing("late", _("Overdue"), choices({"yes": Words("仅逾期", "only overdue")}, "yes" if late else "", empty=every)),
        ),
        rows=tuple(_row(one, today) for one in found),
        total=ngettext("%(count)s problem", "%(count)s problems", total) % {"count": f"{total:,}"},
        narrowed=bool(cause or unit or late or state != "unsettled"),
        paging=paging(here, asked, number, total),
        add_url=reverse("raise-problem") if viewer.may("add") else "",
    )  # fmt: skip


def wanted_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """What the list is narrowed to, as it is asked for."""
    state, unit = asked.get("state", "unsettled"), asked.get("unit", "")
    return {
        "state": state if state in {**UNSETTLED, **STATES} else "",
        "cause": asked.get("cause", "") if asked.get("cause") in load().causes else "",
        "unit_id": int(unit) if unit.isdigit() else None,
        "overdue": asked.get("late") == "yes",
    }


def problem_page(problem_id: int, *, viewer: Actor, today: date) -> ProblemPage:
    """One problem. Raises :class:`duijie.followup.types.NoSuchProblem`."""
    one = queries.problem(problem_id=problem_id, viewer=viewer, today=today)
    facts = [
        Fact(_("Project"), one.project, reverse("project", args=[one.project_id])),
        Fact(_("Cause"), say(one.cause_name)),
        Fact(_("Level"), say(one.level_name)),
        Fact(_("Unit that settles it"), one.holder or _("not yet assigned")),
        Fact(_("Due on"), f"{day(one.due_on)} · {left_in_words((one.due_on - today).days)}" if one.due_on else _("closed")),
        Fact(_("Raised"), f"{moment(one.at)} · {one.by}"),
    ]  # fmt: skip
    return ProblemPage(
        title=f"{say(one.cause_name)} · {one.project}",
        text=one.text,
        light=one.light,
        state=say(STATES[one.state]),
        facts=tuple(facts),
        acts=tuple(
            Link(TURN_LABELS[code](), reverse("problem-act", args=[one.id, code]))
            for code in TURNS
            if one.state in TURNS[code] and viewer.may(RIGHTS.get(code, "review"))
        ),
        turns=tuple(
            TurnRow(
                moment(turn.at), turn.by, f"{say(TURN_NAMES[turn.act])} {turn.unit}".strip(), turn.text,
                _("evidence %(number)s") % {"number": turn.evidence_id} if turn.evidence_id else "",
            )
            for turn in one.turns
        ),
    )  # fmt: skip


TURN_LABELS: Final = {
    "assigned": lambda: _("Assign"), "escalated": lambda: _("Move up a level"), "answered": lambda: _("Answer"),
    "closed": lambda: _("Close with proof"), "reopened": lambda: _("Open again"),
}  # fmt: skip
RIGHTS: Final = {"answered": "add", "escalated": "add"}


def _turn(code: str) -> Act:
    def fields(subject: ProblemInfo, typed: Typed, viewer: Actor) -> Iterable[Field]:
        if code == "assigned":
            yield chosen(typed, "unit", _("To unit"), unit_names(), empty=_("choose"), needed=True)
        if code == "closed":
            info = projects.get(project_id=subject.project_id, viewer=viewer, today=typed.today)
            papers = {str(one.id): one.title for one in reversed(info.evidence) if one.holds}
            yield chosen(
                typed, "evidence", _("Proof"), papers, empty=_("choose"), needed=True,
                hint=_("Attach it to the project first."),
            )  # fmt: skip
        yield asked(typed, "text", _("What and why"), needed=code in ("answered", "reopened"))

    def run(subject: ProblemInfo, typed: Typed, by: Actor, at: datetime) -> None:
        unit = typed.id("unit", needed=code == "assigned")
        evidence = typed.id("evidence", needed=code == "closed")
        text = typed.text("text", needed=code in ("answered", "reopened"))
        typed.check()
        operations.turn(
            problem_id=subject.id, act=code, unit_id=unit, evidence_id=evidence, text=text, by=by, at=at
        )

    return Act(
        TURN_LABELS[code], fields, run, about=lambda subject: subject.text, right=RIGHTS.get(code, "review")
    )


TURN_ACTS: Final[Mapping[str, Act]] = {code: _turn(code) for code in TURNS}


def _raise_fields(_subject: Any, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    causes = {code: say(cause.name) for code, cause in load().causes.items()}
    yield asked(typed, "project", _("Project's number"), needed=True)
    yield chosen(typed, "cause", _("Cause"), causes, needed=True)
    yield asked(typed, "text", _("What stands in the way"), "lines", needed=True)


def raised(typed: Typed, by: Actor, at: datetime) -> int:
    """Raise a problem; its number."""
    project, cause = typed.id("project", needed=True), typed.text("cause", needed=True)
    text = typed.text("text", needed=True)
    typed.check()
    return operations.raise_problem(project_id=project or 0, cause=cause, text=text, by=by, at=at)


RAISING: Final = Act(lambda: _("Raise a problem"), _raise_fields, lambda *_given: None, lambda: _("Raise"))


def _row(one: ProblemInfo, today: date) -> ProblemRow:
    age = (today - timezone.localdate(one.at)).days
    return ProblemRow(
        title=Link(one.text[:60], reverse("problem", args=[one.id])),
        project=Link(one.project, reverse("project", args=[one.project_id])),
        cause=say(one.cause_name),
        state=say(STATES[one.state]),
        light=one.light,
        due=left_in_words((one.due_on - today).days) if one.due_on else "",
        age=f"{age:,}",
        level=say(one.level_name) if one.due_on else "",
        holder=one.holder,
    )
