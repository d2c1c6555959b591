"""One task: where it stands in the tree, its parts, milestones, progress with proof, slips, and its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.governance.rules import load
from duijie.governance.tasks.queries import get
from duijie.governance.tasks.rules import ACTS, LIGHTS, STATES, schemes
from duijie.governance.tasks.types import ReportInfo, TaskInfo
from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.web.acts.record import history_table
from duijie.web.agreements.lists import left_in_words
from duijie.web.compose.links import to_characters, to_figure, with_query
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell, Known, RecordPage, Table
from duijie.web.governance.lists import slips_table
from duijie.web.governance.seen import ROUND, kept, percent, seen_on, tasks_table
from duijie.web.pages.parts import Link
from duijie.web.saying import amount, day, hedged, say


def task_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> RecordPage:
    """The whole page as of a day. Raises :class:`duijie.governance.types.NoSuchGovernance`."""
    on = seen_on(asked, viewer=viewer, today=today)
    info = get(task_id=number, viewer=viewer, as_of=on)
    line = info.line
    back = Link(_("Tasks"), kept(asked, reverse("tasks")))
    if info.trail:
        back = Link(info.trail[-1][1], kept(asked, reverse("task", args=[info.trail[-1][0]])))
    facts = [
        say(LIGHTS[line.light]) if line.light in LIGHTS else say(STATES[line.state]),
        line.unit,
        _("by %(day)s") % {"day": day(line.due_on)},
    ]
    if line.state == "open":
        facts.append(left_in_words(line.days))
    scheme = schemes()[line.scheme]
    notices = []
    if line.light in ("red", "yellow"):
        notices.append(f"{say(LIGHTS[line.light])} – {say(line.why)}. {say(scheme.advice)}")
    return RecordPage(
        back=back, title=line.title, facts=tuple(facts), acts=tuple(_acts(info)), notices=tuple(notices),
        known=tuple(one for one in _known(info) if one.value), about=info.about, steps=(),
        tables=tuple(_tables(info, asked, viewer)),
    )  # fmt: skip


def _known(info: TaskInfo) -> Iterable[Known]:
    line = info.line
    scheme = schemes()[line.scheme]
    yield Known(_("Progress"), say(line.why))
    yield Known(_("Lead unit"), line.unit, reverse("unit-page", args=[line.unit_id]))
    yield Known(_("Helping"), "、".join(name for _number, name in info.helping))
    yield Known(_("In charge"), line.leader)
    yield Known(_("From"), day(line.begins_on))
    yield Known(_("Due day"), day(line.due_on))
    if line.quantity is not None:
        ready = amount(line.quantity, "个")
        said = hedged(line.quantity, "个") or f"{ready.number} {ready.unit}"
        measure = load().measures.get(info.measure)
        url = to_figure(f"{measure.quota}.quota", {}) if measure and measure.quota else ""
        yield Known(
            _("To reach"), " · ".join(filter(None, [said, say(measure.name) if measure else ""])), url
        )
    yield Known(_("Weight"), f"{line.weight.normalize():f}")
    gap = f"\n{say(scheme.gap)}" if scheme.gap else ""
    yield Known(_("Lights by"), f"{say(scheme.name)} – {say(scheme.source)}{gap}")
    if info.body:
        yield Known(_("Leading group"), info.body, reverse("body", args=[line.body_id]))
    if info.policy:
        yield Known(_("Policy"), info.policy, reverse("policy", args=[line.policy_id]))
    if info.words:
        url = ""
        if info.document_id and info.span:
            url = to_characters(info.document_id, Span(*info.span))
        elif line.policy_id:
            url = reverse("policy", args=[line.policy_id]) + f"#wt{line.id}"
        yield Known(_("In these words"), f"“{info.words}”", url)
    yield Known(_("Resolved"), info.resolution)
    if info.chain:
        yield Known(_("Chain"), info.chain, reverse("governed-chain", args=[info.chain_id]))
    if info.project:
        yield Known(_("Project"), info.project, reverse("project", args=[info.project_id]))


def _acts(info: TaskInfo) -> Iterable[Link]:
    state, whole = info.line.state, any(one.state == "open" for one in info.below)
    wanted: list[tuple[str, str, bool]] = [
        ("report", _("Report progress"), info.may_report and not whole),
        ("part", _("Add a part"), info.may_write and state == "open"),
        ("edit", _("Change"), info.may_write and state == "open"),
        ("steps", _("Milestones"), info.may_write and state == "open" and not whole),
        ("slip", _("Hand out a slip"), info.may_oversee and state == "open"),
        ("sign-off", _("Sign off"), info.may_oversee and state == "open"),
        ("drop", _("Drop it"), info.may_oversee and state == "open"),
        ("reopen", _("Open again"), info.may_oversee and state != "open"),
    ]
    for code, label, may in wanted:
        if may:
            yield Link(label, reverse("task-act", args=[info.line.id, code]))


def _tables(info: TaskInfo, asked: Mapping[str, str], viewer: Actor) -> Iterable[Table]:
    line = info.line
    if info.below:
        yield tasks_table(
            "parts", _("Parts"), info.below, asked, empty="",
            about=_("A task with parts stands where its parts stand, by weight."),
        )  # fmt: skip
    if info.steps:
        rows = [
            (Cell(one.title), Cell(day(one.due_on)), Cell(percent(one.share)), Cell(day(one.done_on) or _("open"), light=ROUND[one.light]))
            for one in info.steps
        ]  # fmt: skip
        yield table(
            "steps",
            _("Milestones"),
            [_("Milestone"), _("Due day"), _("Share"), _("Reached")],
            rows,
            numbers=[2],
            empty="",
        )
    if not info.below or info.reports:
        yield table(
            "reports", _("Progress"), [_("Day"), _("Done"), _("What was done"), _("Proof"), _("Checked")],
            [_report(one, info) for one in info.reports], numbers=[1], empty=_("Nothing reported yet"),
            hint=_("Who leads or helps reports; somebody else checks the proof."),
        )  # fmt: skip
    yield slips_table("slips", _("Slips"), info.slips, empty=_("No slip yet"), with_task=False)
    if info.marks:
        yield table(
            "marks", _("What became of it"), [_("Day"), _("What"), _("Why"), _("Who")],
            [(Cell(day(one.on)), Cell(say(ACTS[one.act])), Cell(one.text), Cell(one.by)) for one in info.marks], empty="",
        )  # fmt: skip
    yield history_table([f"task:{line.id}"], viewer=viewer)


def _report(one: ReportInfo, info: TaskInfo) -> tuple[Cell, ...]:
    tags = [
        label for said, label in ((one.likely_late, _("likely late")), (one.serious, _("serious"))) if said
    ]
    notes = [_("Why behind: %(why)s") % {"why": one.reason}] if one.reason else []
    if one.verdict:
        words = _("accepted") if one.verdict == "accepted" else _("returned")
        checked = Cell(
            words,
            note=" · ".join(filter(None, [one.checked_by, one.checked_because])),
            light="green" if one.verdict == "accepted" else "red",
        )
    elif info.may_oversee:
        checked = Cell(_("to check"), reverse("report-check", args=[one.id]))
    else:
        checked = Cell(_("not checked yet"))
    proof = Cell(one.proof)
    if one.document_id is not None:
        proof = Cell(one.proof or _("document"), reverse("document", args=[one.document_id]))
    return (
        Cell(day(one.on)),
        _done(one, info),
        Cell(one.text, note=" · ".join([*notes, one.by]), tags=tuple(tags)),
        proof,
        checked,
    )


def _done(one: ReportInfo, info: TaskInfo) -> Cell:
    quantity = info.line.quantity
    if one.number is not None and quantity is not None:
        share = min(Decimal(100), one.number * 100 / quantity.number)
        return Cell(amount=amount(Quantity.exactly(one.number, quantity.unit), "个"), note=percent(share))
    return Cell(percent(one.percent or Decimal(0)))


def part_of(address: str, **asked: str) -> str:
    """An address with what a form begins with."""
    return with_query(address, **{name: value for name, value in asked.items() if value})
