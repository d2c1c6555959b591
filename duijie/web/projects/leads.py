"""The list of leads with their clocks, and one lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.acts import history
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.leads.queries import duplicates, get, listing, overdue
from duijie.leads.rules import CLAIM_STATES, CLAIMS, STEPS, load
from duijie.leads.types import ActInfo, Due, Duplicate, LeadInfo, LeadLine
from duijie.web.compose.codes import industry_shown
from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Choice, Link
from duijie.web.projects.acts_lead import ACTS, WORDS_ON
from duijie.web.projects.audit import told
from duijie.web.projects.pages import ActForm, Cell, Empty, Group, Known, OneLead, Row, Section, TablePage
from duijie.web.projects.pages import Duplicate as Alike
from duijie.web.projects.tables import section, yuan
from duijie.web.saying import day, moment, say

PAGE: Final = 50
STATES: Final[Mapping[str, Words]] = {
    "open": Words("在办", "open"),
    "overdue": Words("超时", "overdue"),
    "converted": Words("已转项目", "made projects"),
    "lost": Words("流失", "lost"),
    "all": Words("全部", "all"),
}
ENDED: Final[Mapping[str, Words]] = {
    "converted": Words("转为项目", "made a project"),
    "lost": Words("流失", "lost"),
}
CLAIM_LIGHTS: Final = {"protected": "green", "lapsed": "yellow", "disputed": "red", "refused": "red"}
SOON: Final = timedelta(days=1)


def leads_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> TablePage:
    """Leads of a state, the newest or the longest overdue first."""
    state = asked.get("state", "open") if asked.get("state", "open") in STATES else "open"
    before = asked.get("before", "")
    if state == "overdue":
        rows = overdue(viewer=viewer, today=today, limit=PAGE)
    else:
        rows = listing(
            viewer=viewer, today=today, state="" if state == "all" else state,
            before=int(before) if before.isdigit() else None, limit=PAGE + 1,
        )  # fmt: skip
    more = state != "overdue" and len(rows) > PAGE
    shown = rows if state == "overdue" else rows[:PAGE]
    heads = ((Words("线索", "Lead"), False), (Words("投资方", "Investor"), False), (Words("意向投资", "Intended"), True),
             (Words("单位", "Unit"), False), (Words("首报", "First report"), False), (Words("时限", "Clock"), False),
             (Words("登记", "Registered"), False))  # fmt: skip
    found = section("leads", STATES[state], heads, (_row(line, today) for line in shown))
    return TablePage(
        title=_("Leads"),
        about=_("Who registers a lead first is protected. Each has clocks: answer, judgement, feedback, progress."),
        tabs=tuple(Choice(with_query(reverse("leads"), state=code), say(name), code == state) for code, name in STATES.items()),
        act=Link(_("Register a lead"), reverse("register-lead")) if viewer.may("add") else None,
        sections=(found,) if shown else (),
        empty=Empty(_("No lead here"), _("Register one as soon as an investor is named: the server's time decides who was first.") if state in ("open", "all") else _("Look under another tab above.")) if not shown else None,
        next=with_query(reverse("leads"), state=state, before=str(shown[-1].id)) if more else "",
    )  # fmt: skip


def _row(line: LeadLine, today: date) -> Row:
    return Row(
        (
            Cell(line.name, url=reverse("lead", args=[line.id])),
            Cell(line.investor),
            Cell(yuan(line.amount)),
            Cell(line.holder, note=_("registered by %(unit)s") % {"unit": line.unit} if line.unit != line.holder else ""),
            _claim(line),
            _clock(line, today),
            Cell(day(timezone.localdate(line.registered_at))),
        )
    )  # fmt: skip


def _claim(line: LeadLine) -> Cell:
    if line.state != "open":
        return Cell(say(ENDED.get(line.state, CLAIM_STATES["closed"])))
    until = _("until %(day)s") % {"day": day(line.protected_until)} if line.claim == "protected" else ""
    return Cell(say(CLAIM_STATES[line.claim]), note=until, light=CLAIM_LIGHTS.get(line.claim, ""))


def _clock(line: LeadLine, today: date) -> Cell:
    """The clock that runs: red once it has run out, yellow on its last days."""
    if line.due_on is None or line.state != "open":
        return Cell("")
    name = next((say(clock.name) for clock in load().clocks if clock.code == line.due), line.due)
    late = (today - line.due_on).days
    note = _("%(count)s days late") % {"count": late} if late > 0 else ""
    light = "red" if late > 0 else "yellow" if line.due_on - today <= SOON else "green"
    return Cell(f"{name} · {day(line.due_on)}", note=note, light=light)


def lead_page(lead_id: int, *, viewer: Actor, today: date, opened: ActForm | None = None) -> OneLead:
    """One lead; raises :class:`duijie.leads.types.NoSuchLead`."""
    return page_of(get(lead_id=lead_id, viewer=viewer, today=today), viewer, today, opened)


def page_of(info: LeadInfo, viewer: Actor, today: date, opened: ActForm | None = None) -> OneLead:
    """The same for one that was read already."""
    line = info.line
    same: tuple[Duplicate, ...] = ()
    if line.state == "open":
        same = duplicates(
            name=line.name, investor=line.investor, credit_code=info.credit_code, parent_group=info.parent_group,
            amount=line.amount, viewer=viewer,
        )  # fmt: skip
    return OneLead(
        title=line.name,
        facts=tuple(filter(None, (line.investor, yuan(line.amount), line.unit, moment(line.registered_at)))),
        project=Link(_("Open its project"), reverse("project", args=[line.project_id])) if line.project_id else None,
        lights=tuple(cell for cell in (_claim(line), _clock(line, today)) if cell.text),
        acts=tuple(_acts(info, viewer)),
        opened=opened if opened is not None and opened.slot == "top" else None,
        groups=(Group(_("As registered"), tuple(_known(info))),),
        intact=_("Unchanged since it was registered: fingerprint %(hash)s") % {"hash": info.content_hash[:16]}
        if info.intact else _("Its fingerprint does not fit what is stored. Have the office look into it."),
        duplicates=tuple(alike_shown([one for one in same if one.lead_id != line.id])),
        sections=(_clocks(info, viewer, opened), _done(info), _history(info, viewer)),
    )  # fmt: skip


def alike_shown(found: Iterable[Duplicate]) -> Iterable[Alike]:
    """What may be the same; of another unit's only that there is one."""
    for one in found:
        url = ""
        if one.lead_id is not None:
            url = reverse("lead", args=[one.lead_id])
        elif one.project_id is not None:
            url = reverse("project", args=[one.project_id])
        kind = _("project") if one.project_id is not None else _("lead")
        yield Alike(
            f"{one.label}（{kind}）" if one.label else say(one.reason),
            url,
            say(one.reason) if one.label else "",
        )


def _acts(info: LeadInfo, viewer: Actor) -> Iterable[Link]:
    line = info.line
    if line.state != "open" or not viewer.may("add"):
        return
    for code, act in ACTS.items():
        if not viewer.may(act.right) or act.slot != "top" or (code == "claim" and line.claim not in WORDS_ON):
            continue
        yield Link(say(act.heading), reverse("lead-act", args=[line.id, code]))


def _known(info: LeadInfo) -> Iterable[Known]:
    line = info.line
    rows = (
        (Words("投资方", "Investor"), line.investor), (Words("联系人", "Whom to ask"), info.contact),
        (Words("意向投资额", "Intended investment"), yuan(line.amount)), (Words("信用代码", "Credit code"), info.credit_code),
        (Words("母公司", "Parent group"), info.parent_group),
        (Words("行业", "Industry"), industry_shown(info.industry) if info.industry else ""),
        (Words("选址", "Site"), info.site), (Words("线索来源", "Channel"), info.channel),
        (Words("引荐人", "Introducer"), info.introducer), (Words("说明", "More"), info.content),
        (Words("登记单位", "Registered by"), line.unit), (Words("承接单位", "Held by"), line.holder),
    )  # fmt: skip
    return (Known(say(label), value) for label, value in rows)


def _clocks(info: LeadInfo, viewer: Actor, opened: ActForm | None) -> Section:
    heads = ((Words("时限", "Clock"), False), (Words("应于", "Due"), False), (Words("办结", "Done"), False))
    running = next((one for one in info.clocks if one.done_on is None), None)
    step = next((clock.ends for clock in load().clocks if running and clock.code == running.clock), "")
    url = with_query(reverse("lead-act", args=[info.line.id, "step"]), step=step)
    act = Link(say(ACTS["step"].heading), url) if viewer.may("add") and info.line.state == "open" else None
    return section(
        "clocks", Words("办理时限", "Clocks"), heads, map(_due, info.clocks), acts=[act], opened=opened
    )


def _due(one: Due) -> Row:
    late = _("%(count)s days late") % {"count": one.late} if one.late else ""
    light = "green" if one.done_on and not one.late else "red" if one.late else ""
    return Row(
        (
            Cell(say(one.name)),
            Cell(day(one.due_on)),
            Cell(day(one.done_on) or _("running"), light=light, note=late),
        )
    )


def _done(info: LeadInfo) -> Section:
    names = {**STEPS, **CLAIMS, **ENDED}

    def row(one: ActInfo) -> Row:
        until = _("until %(day)s") % {"day": day(one.until)} if one.until else ""
        why = load().losses.get(one.reason_code) if one.act != "judged" else None
        if one.act == "judged" and one.reason_code in load().verdicts:
            why = load().verdicts[one.reason_code].name
        against = _("against lead %(number)s") % {"number": one.against_id} if one.against_id else ""
        note = " · ".join(filter(None, (one.unit, until, say(why) if why else "", against)))
        url = reverse("lead", args=[one.against_id]) if one.against_id else ""
        return Row(
            (
                Cell(say(names[one.act]) if one.act in names else one.act, note=note, url=url),
                Cell(one.text),
                Cell(one.by, note=moment(one.at)),
            )
        )

    heads = ((Words("事项", "What"), False), (Words("情况", "How"), False), (Words("经手", "By"), False))
    return section("acts", Words("办理经过", "What was done"), heads, map(row, info.acts),
                   empty=Words("还没有办理", "Nothing was done yet."))  # fmt: skip


def _history(info: LeadInfo, viewer: Actor) -> Section:
    rows = history(subjects=[f"lead:{info.line.id}"], viewer=viewer)
    heads = (
        (Words("时间", "When"), False),
        (Words("何人", "Who"), False),
        (Words("做了什么", "Did what"), False),
    )
    return section(
        "history", Words("操作记录", "History"), heads,
        (Row((Cell(moment(one.at)), Cell(one.by), Cell(told(one)[0], note=told(one)[1]))) for one in rows),
    )  # fmt: skip
