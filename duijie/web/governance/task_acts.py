"""Acts on tasks: giving, changing, reporting, signing off, slips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.governance.overseeing import operations as overseeing
from duijie.governance.rules import load
from duijie.governance.tasks import operations
from duijie.governance.tasks.queries import get
from duijie.governance.tasks.rules import schemes
from duijie.kernel.quantity import Quantity
from duijie.kernel.typed import typed_amount
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.governance.acts import document_field, owner_choice, unit_choice
from duijie.web.governance.drawn import begun, helping_of
from duijie.web.pages.parts import Field
from duijie.web.parks.acts import Act
from duijie.web.saying import say


def task_fields(failed: Refused, who: Actor, *, given_to: bool = True) -> Iterable[Field]:
    """The fields of a task; those that say to whom and how much only for a new one."""
    yield forms.text("title", _("Task"), failed, required=True)
    yield unit_choice(failed, label=_("Lead unit"), empty=_("choose"))
    yield forms.text("helping", _("Helping"), failed, kind="lines", hint=_("A unit a line, by its name."))
    yield forms.text("leader", _("In charge"), failed, hint=_("A name or a post."))
    yield forms.text("begins_on", _("From"), failed, kind="date", required=True)
    yield forms.text("due_on", _("Due day"), failed, kind="date", required=True)
    yield forms.text("weight", _("Weight"), failed, hint=_("Against its neighbours below the same whole."))
    if given_to:
        measures = [(code, say(row.name)) for code, row in load().measures.items()]
        yield forms.choice("measure", _("Counted in"), measures, failed, empty=_("percent done"))
        yield forms.text("number", _("To reach"), failed, hint=_("A number, such as 12, 30% as 30, or 2亿."))
        yield owner_choice("body", _("Leading group"), failed, who)
        yield owner_choice("chain", _("Chain"), failed, who)
        yield forms.text(
            "project", _("Project"), failed, hint=_("Its number, its code or words of its name.")
        )
    yield forms.choice(
        "scheme", _("Lights by"), [(code, say(row.name)) for code, row in schemes().items()], failed
    )
    yield forms.text("about", _("About"), failed, kind="lines")


def give(given: Given, who: Actor, at: datetime, **fixed: Any) -> str:
    """Give a task; ``fixed`` is what the address says of it."""
    code = given.get("measure", "")
    measure = load().measures.get(code)
    number = _number(given, "number", needed=bool(code))
    if number is not None and measure is None:
        raise WrongFields({"measure": Words("有数量时要选指标", "with a number, choose what is counted")})
    made = operations.give(
        **{
            "title": given.get("title", ""), "unit_id": _unit(given), "helping": helping_of(given),
            "leader": given.get("leader", ""), "begins_on": forms.day_of(given, "begins_on"),
            "due_on": forms.day_of(given, "due_on"), "weight": _number(given, "weight") or Decimal(1),
            "quantity": Quantity.exactly(number, measure.unit) if number is not None and measure else None,
            "measure": code, "scheme": given.get("scheme", ""), "about": given.get("about", ""),
            "body_id": forms.number_of(given, "body"), "chain_id": forms.number_of(given, "chain"),
            "project_id": forms.project_of(given, who) if given.get("project", "").strip() else None, "by": who, "at": at,
            **fixed,
        }
    )  # fmt: skip
    return reverse("task", args=[made])


def _unit(given: Given) -> int:
    number = forms.number_of(given, "unit")
    if number is None:
        raise WrongFields({"unit": Words("请选择牵头单位", "choose who leads")})
    return number


def _number(given: Given, name: str, *, needed: bool = False) -> Decimal | None:
    text = given.get(name, "").strip()
    found = typed_amount(text) if text else None
    if (text or needed) and (found is None or found < 0):
        raise WrongFields({name: Words("要写数字", "write a number")})
    return found


def _edit(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.edit(
        task_id=number, helping=helping_of(given), by=who, at=at,
        values={
            "title": given.get("title", ""), "leader": given.get("leader", ""), "about": given.get("about", ""),
            "unit_id": _unit(given), "begins_on": forms.day_of(given, "begins_on"), "due_on": forms.day_of(given, "due_on"),
            "weight": _number(given, "weight") or Decimal(0), "scheme": given.get("scheme", ""),
        },
    )  # fmt: skip
    return _here(number)


def _values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = get(task_id=number, viewer=who, as_of=today)
    line = info.line
    return {
        "title": line.title, "unit": str(line.unit_id), "helping": "\n".join(name for _number, name in info.helping),
        "leader": line.leader, "begins_on": line.begins_on.isoformat(), "due_on": line.due_on.isoformat(),
        "weight": f"{line.weight.normalize():f}", "scheme": line.scheme, "about": info.about,
    }  # fmt: skip


def _report_fields(number: int, failed: Refused, who: Actor) -> Iterable[Field]:
    info = get(task_id=number, viewer=who, as_of=timezone.localdate())
    yield forms.text("on", _("Day"), failed, kind="date", required=True)
    if info.line.quantity is not None:
        goal = f"{info.line.quantity.number.normalize():f}"
        yield forms.text(
            "number", _("Reached so far"), failed, required=True, hint=_("Of %(goal)s.") % {"goal": goal}
        )
    else:
        yield forms.text("percent", _("Done, in percent"), failed, required=True)
    yield forms.text("text", _("What was done"), failed, kind="lines", required=True)
    yield forms.text(
        "proof", _("Proof"), failed, hint=_("What shows it, or choose its document. Sign-off needs one.")
    )
    yield document_field(failed, who)
    steps = [(str(one.id), one.title) for one in info.steps if one.done_on is None]
    if steps:
        yield forms.choice("step", _("Milestone reached"), steps, failed, empty=_("none"))
    yield forms.text(
        "reason", _("Why behind"), failed, hint=_("Where it is; it excuses the month once it is accepted.")
    )
    yield forms.choice("likely", _("Will likely be late"), [("yes", _("yes"))], failed, empty=_("no"))
    yield forms.choice("serious", _("Serious"), [("yes", _("yes"))], failed, empty=_("no"))


def _report(number: int, given: Given, who: Actor, at: datetime) -> str:
    step = forms.number_of(given, "step")
    operations.report(
        task_id=number, on=forms.day_of(given, "on"), text=given.get("text", ""), percent=_number(given, "percent"),
        number=_number(given, "number"), reason=given.get("reason", ""), likely_late=given.get("likely") == "yes",
        serious=given.get("serious") == "yes", document_id=forms.number_of(given, "document"), proof=given.get("proof", ""),
        steps_done=[step] if step else [], by=who, at=at,
    )  # fmt: skip
    return _here(number, "#reports")


def _steps(number: int, given: Given, who: Actor, at: datetime) -> str:
    steps = []
    for line in filter(None, map(str.strip, given.get("steps", "").splitlines())):
        parts = [part.strip() for part in line.replace("｜", "|").split("|")]
        try:
            title, due, share = parts
            steps.append((title, date.fromisoformat(due), Decimal(share.rstrip("%％ "))))
        except (ValueError, ArithmeticError) as wrong:
            told = Words(
                f"“{line}”要写成：名称 | 2024-09-30 | 40", f"write “{line}” as: name | 2024-09-30 | 40"
            )
            raise WrongFields({"steps": told}) from wrong
    operations.set_steps(task_id=number, steps=steps, by=who, at=at)
    return _here(number, "#steps")


def _step_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = get(task_id=number, viewer=who, as_of=today)
    rows = [
        f"{one.title} | {one.due_on} | {one.share.normalize():f}" for one in info.steps if one.done_on is None
    ]
    return {"steps": "\n".join(rows)}


def _slip(number: int, given: Given, who: Actor, at: datetime) -> str:
    overseeing.hand_out(
        task_id=number, kind=given.get("kind", ""), text=given.get("text", ""), unit_id=forms.number_of(given, "unit"),
        answer_by=forms.day_of(given, "answer_by") if given.get("answer_by") else None, by=who, at=at,
    )  # fmt: skip
    return _here(number, "#slips")


def _slip_fields(number: int, failed: Refused, who: Actor) -> Iterable[Field]:
    info = get(task_id=number, viewer=who, as_of=timezone.localdate())
    yield forms.choice(
        "kind", _("Kind"), [(code, say(row.name)) for code, row in load().slips.items()], failed
    )
    rows = [(str(info.line.unit_id), info.line.unit), *((str(one), name) for one, name in info.helping)]
    yield forms.choice("unit", _("To"), rows, failed)
    yield forms.text("text", _("What it says"), failed, kind="lines", required=True)
    yield forms.text(
        "answer_by",
        _("Answer by"),
        failed,
        kind="date",
        hint=_("Left empty, as many days as the table of slips says."),
    )


def _why(_number: int, failed: Refused, _who: Actor) -> Iterable[Field]:
    yield forms.text("reason", _("Why"), failed, required=True)


def _reopen(number: int, given: Given, who: Actor, at: datetime) -> str:
    overseeing.reopen(task_id=number, reason=given.get("reason", ""), by=who, at=at)
    return _here(number)


def _drop(number: int, given: Given, who: Actor, at: datetime) -> str:
    overseeing.drop(task_id=number, reason=given.get("reason", ""), by=who, at=at)
    return _here(number)


def _sign_off(number: int, given: Given, who: Actor, at: datetime) -> str:
    overseeing.sign_off(task_id=number, text=given.get("text", ""), by=who, at=at)
    return _here(number)


def _part(number: int, given: Given, who: Actor, at: datetime) -> str:
    above = get(task_id=number, viewer=who, as_of=timezone.localdate(at))
    fixed = {"above_id": number, "policy_id": above.line.policy_id}
    return give(given, who, at, **fixed)


def _part_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    line = get(task_id=number, viewer=who, as_of=today).line
    return begun(
        today,
        unit=str(line.unit_id),
        due_on=line.due_on.isoformat(),
        scheme=line.scheme,
        body=str(line.body_id or ""),
    )


def _here(number: int, anchor: str = "") -> str:
    return reverse("task", args=[number]) + anchor


TASK: Final[Mapping[str, Act]] = {
    "edit": Act(
        lambda: _("Change"), lambda _n, failed, who: task_fields(failed, who, given_to=False), _edit, _values,
        lambda: _("Days, weight, lead and lights are changed by the office that reviews."),
    ),
    "part": Act(lambda: _("Add a part"), lambda _n, failed, who: task_fields(failed, who), _part, _part_values),
    "steps": Act(
        lambda: _("Milestones"),
        lambda _n, failed, _w: (forms.text("steps", _("Milestones"), failed, kind="lines", hint=_("A line each: name | day | share in percent. Those that were reached stay.")),),
        _steps, _step_values,
    ),
    "report": Act(lambda: _("Report progress"), _report_fields, _report, lambda _n, _g, _w, today: {"on": today.isoformat()}),
    "slip": Act(lambda: _("Hand out a slip"), _slip_fields, _slip, right="review"),
    "sign-off": Act(
        lambda: _("Sign off"), lambda _n, failed, _w: (forms.text("text", _("Note"), failed),), _sign_off,
        about=lambda: _("By others than who leads, helps or reports, and only with a proof that was accepted."), right="review",
    ),
    "reopen": Act(lambda: _("Open again"), _why, _reopen, right="review"),
    "drop": Act(lambda: _("Drop it"), _why, _drop, about=lambda: _("It and its open parts count in no light any more."), right="review"),
}  # fmt: skip
