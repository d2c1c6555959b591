"""The only writer of leads and of the acts on them; it is long because one module writes these tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.codes.credit import WrongCode, read_credit_code
from duijie.journal import differences, image
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.leads.models import Act, Lead
from duijie.leads.queries import acts_of, content_of, duplicates, to_decide, to_write
from duijie.leads.rules import (
    CLAIM_STATES,
    ENDS,
    STEPS,
    Acted,
    Standing,
    claim_on,
    clocks_of,
    found_of,
    load,
    protection_for,
    standing,
)
from duijie.leads.types import LeadIncomplete, Registered, WrongAct
from duijie.ledger import operations as ledger
from duijie.ledger.types import Draft, Kept, Posted, Within
from duijie.naming.parts import parse_name
from duijie.pipeline import operations as pipeline
from duijie.pipeline.rules import band_of, source_of
from duijie.pipeline.rules import load as pipeline_rules

COUNTED: Final = frozenset({"judged", *ENDS})
"""Acts that may say whether a lead is valid information."""


@transaction.atomic
def register(
    *,
    name: str,
    investor: str,
    contact: str,
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
    credit_code: str = "",
    parent_group: str = "",
    industry: str = "",
    amount: Decimal | None = None,
    site: str = "",
    content: str = "",
    channel: str = "",
    introducer: str = "",
) -> Registered:
    """Register a lead for a unit, the actor's own by default. What may be the same is told, not refused.

    Raises :class:`LeadIncomplete`. Of another unit's leads nothing is told but that there is one.
    """
    by.must("add")
    unit_id = unit_id or by.unit_id
    if unit_id is None:
        raise LeadIncomplete(
            "请选择为哪个单位登记：您不属于任何单位。",
            "Say for which unit the lead is registered: you belong to none.",
        )
    if not (by.may("review") or unit_id in own_units(viewer=by)):
        raise LeadIncomplete(
            "只能为本单位或下级单位登记线索。", "A lead is registered for one's own unit or one below it."
        )
    for value, what in (
        (name, Words("内容", "what it is about")),
        (investor, Words("投资方", "its investor")),
        (contact, Words("联系人", "whom to ask")),
    ):
        if not value.strip():
            raise LeadIncomplete(f"线索要写明{what.zh}。", f"A lead names {what.en}. Fill that in.")
    if amount is not None and amount < 0:
        raise LeadIncomplete("线索金额不能为负。", "The amount of a lead is not negative.")
    if credit_code:
        code = read_credit_code(credit_code)
        if isinstance(code, WrongCode):
            raise LeadIncomplete(
                f"{credit_code}：{code.reason.zh}。请照营业执照填写。",
                f"{credit_code}: {code.reason.en}. Copy the code from the licence.",
            )
        credit_code = str(code)
    given: dict[str, Any] = {
        "name": name.strip()[:200], "investor": investor.strip()[:200], "credit_code": credit_code,
        "parent_group": parent_group.strip()[:200], "industry": industry.strip(), "amount": amount,
        "site": site.strip()[:200], "content": content.strip(), "channel": channel.strip()[:200],
        "introducer": introducer.strip()[:200], "contact": contact.strip()[:200],
    }  # fmt: skip
    found = duplicates(
        name=name,
        investor=investor,
        credit_code=credit_code,
        parent_group=parent_group,
        amount=amount,
        viewer=by,
    )
    lead = Lead(
        **given, at=at, by_id=by.user_id, unit_id=unit_id, holder_id=unit_id,
        investor_plain=parse_name(investor).plain[:200],
    )  # fmt: skip
    lead.content_hash = content_of(lead)
    lead.save()
    _settled(lead, by, at)
    log(by=by, at=at, operation="register_lead", subject=f"lead:{lead.pk}", hash=lead.content_hash)
    return Registered(lead.pk, lead.content_hash, found)


@transaction.atomic
def take_step(*, lead_id: int, act: str, text: str, by: Actor, at: datetime, reason_code: str = "") -> None:
    """Answer, ask experts, judge, tell the introducer, report progress: what the clocks wait for.

    ``reason_code`` is the verdict of a judgement, from ``verdicts.toml``; a further judgement takes it back or gives another.
    """
    lead = to_write(lead_id=lead_id, by=by)
    if act not in STEPS:
        raise WrongAct(
            f"没有这一步“{act}”，可选：{'、'.join(STEPS)}。",
            f"There is no step {act!r}; there are {', '.join(STEPS)}.",
        )
    if not text.strip():
        raise WrongAct("请简要写明做了什么。", "Say in a few words what was done.")
    verdicts = load().verdicts
    if reason_code and (act != "judged" or reason_code not in verdicts):
        raise WrongAct(
            f"研判结论只用于研判，可选：{'、'.join(one.name.zh for one in verdicts.values())}。",
            f"A verdict goes with the act judged, and is one of {', '.join(verdicts)}.",
        )
    _act(lead, act, by, at, text=text, reason_code=reason_code)


@transaction.atomic
def rule_claim(
    *,
    lead_id: int,
    act: str,
    by: Actor,
    at: datetime,
    text: str = "",
    unit_id: int | None = None,
) -> None:
    """Accept or refuse a first report, renew its protection, hand it over, rule a dispute: the office's word.

    The period comes from the table of protection. Raises :class:`WrongAct` where the claim does not stand so.
    """
    by.must("review")
    lead = to_decide(lead_id=lead_id, by=by)
    today = timezone.localdate(at)
    claim = claim_on(lead.claim, lead.protected_until, today)
    allowed = {
        "accepted": ("applied", "refused", "lapsed"), "refused": ("applied",), "renewed": ("protected", "lapsed"),
        "transferred": ("applied", "protected", "lapsed"), "ruled": ("disputed",),
    }  # fmt: skip
    if act not in allowed:
        raise WrongAct(
            f"对首报没有这种处理“{act}”，可选：{'、'.join(allowed)}。",
            f"There is no such word on a claim, {act!r}; there are {', '.join(allowed)}.",
        )
    if claim not in allowed[act]:
        raise WrongAct(
            f"线索 {lead_id} 的首报现为“{CLAIM_STATES[claim].zh}”，不能做这一步。",
            f"The claim of lead {lead_id} is {claim}; it cannot be {act} now.",
        )
    if act in ("transferred", "ruled") and unit_id is None:
        raise WrongAct("请选择今后由哪个单位持有。", "Say which unit holds the lead from now on.")
    if act in ("refused", "ruled") and not text.strip():
        raise WrongAct("不予认可或裁定须写明理由。", "A refusal or a ruling needs its reason.")
    row = protection_for(lead.amount, load().protection, today)
    days = row.days
    if act == "renewed":
        days = row.renewal_days
        if _standing(lead).renewals >= row.renewals:
            raise WrongAct(
                f"保护期已续 {row.renewals} 次，规则不允许再续。",
                f"The protection was renewed {row.renewals} times, which is all the rule allows.",
            )
    until = None if act == "refused" else today + timedelta(days=days)
    _act(lead, act, by, at, text=text, unit_id=unit_id, until=until)


@transaction.atomic
def dispute(*, lead_id: int, against_id: int, text: str, by: Actor, at: datetime) -> None:
    """Say that two leads are one and each is claimed; the office rules. Who disputes must see both."""
    mine, other = to_write(lead_id=lead_id, by=by), to_decide(lead_id=against_id, by=by)
    if other.pk == mine.pk:
        raise WrongAct(
            "线索不能与自己相争，请填另一条的编号。",
            "A lead is not disputed against itself. Give the number of the other one.",
        )
    if not text.strip():
        raise WrongAct("提出异议须写明依据。", "A dispute needs its grounds.")
    for lead, against in ((mine, other), (other, mine)):
        _act(lead, "disputed", by, at, text=text, against_id=against.pk)


@transaction.atomic
def convert(*, lead_id: int, by: Actor, at: datetime, confidential: bool = False) -> int:
    """Make a project of a lead; the project's number. The unit that registered it is its first-report unit."""
    lead = to_write(lead_id=lead_id, by=by)
    if lead.claim == "disputed":
        raise WrongAct(
            "线索有争议。须先由办公室裁定，再转为项目。",
            "The lead is disputed. The office rules first, then it becomes a project.",
        )
    project = pipeline.open_project(
        name=lead.name,
        unit_id=lead.holder_id,
        stage="lead",
        entered_on=timezone.localdate(lead.at),
        columns={
            "investor": lead.investor, "credit_code": lead.credit_code, "parent_group": lead.parent_group,
            "industry": lead.industry, "site": lead.site, "content": lead.content,
            "introducer": lead.introducer, "first_report_unit": lead.unit_id, "confidential": confidential,
        },
        by=by,
        at=at,
    )  # fmt: skip
    if lead.amount is not None:
        pipeline.state_amount(
            project_id=project, kind="total_investment", number=lead.amount, effective_on=timezone.localdate(lead.at),
            note=f"线索 {lead.pk}", by=by, at=at,
        )  # fmt: skip
    _act(lead, "converted", by, at, project_id=project)
    return project


@transaction.atomic
def lose(*, lead_id: int, reason_code: str, by: Actor, at: datetime, text: str = "") -> None:
    """Say that a lead came to nothing, and why."""
    lead = to_write(lead_id=lead_id, by=by)
    if reason_code not in load().losses:
        raise WrongAct(
            f"请选择原因：{'、'.join(one.zh for one in load().losses.values())}。",
            f"Say why, with one of these codes: {', '.join(load().losses)}.",
        )
    _act(lead, "lost", by, at, text=text, reason_code=reason_code)


def _act(
    lead: Lead,
    act: str,
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    reason_code: str = "",
    unit_id: int | None = None,
    until: date | None = None,
    against_id: int | None = None,
    project_id: int | None = None,
) -> None:
    Act.objects.create(
        lead=lead, act=act, at=at, by_id=by.user_id, text=text.strip()[:500], reason_code=reason_code,
        unit_id=unit_id, until=until, against_id=against_id, project_id=project_id,
    )  # fmt: skip
    was = image(lead)
    if project_id is not None:
        lead.project_id = project_id
    _settled(lead, by, at)
    log(
        by=by, at=at, operation="act_on_lead", subject=f"lead:{lead.pk}", act=act, code=reason_code,
        changed=differences(was, lead),
    )  # fmt: skip


def _standing(lead: Lead) -> Standing:
    return standing(lead.unit_id, acts_of(lead))


def _settled(lead: Lead, by: Actor, at: datetime) -> None:
    """Work out what lists and figures need from the acts, and write it."""
    acts = acts_of(lead)
    now = standing(lead.unit_id, acts)
    lead.state, lead.holder_id, lead.claim = now.state, now.holder_id, now.claim
    lead.protected_until = now.protected_until
    registered = timezone.localdate(lead.at)
    running = [one for one in clocks_of(registered, acts, load().clocks, registered) if one.done_on is None]
    lead.due, lead.due_on = (running[0].clock, running[0].due_on) if running else ("", None)
    lead.save()
    if not acts or acts[-1].act in COUNTED:
        _counted(lead, acts, by, at)


@transaction.atomic
def repost(*, by: Actor, at: datetime) -> Posted:
    """Bring the ledger in step with every lead, as after a change of the tables; where they agree nothing is written."""
    by.must("settle")
    posted = Posted(0, 0)
    for lead in Lead.objects.order_by("pk"):
        posted += _counted(lead, acts_of(lead), by, at)
    return ledger.note_repost(of="leads", posted=posted, by=by, at=at)


def _counted(lead: Lead, acts: Sequence[Acted], by: Actor, at: datetime) -> Posted:
    """Bring the ledger in step. It counts a lead by its number: whose it is, and of what, stays where leads are read."""
    source = source_of(origin="", home="", investor=lead.investor)
    belongs = Within(lead.unit_id, source=source, band=band_of(lead.amount, pipeline_rules().bands) or None)
    key, label = f"lead:{lead.pk}", f"线索 {lead.pk}"
    told = Draft(
        "item", "leads.reported", label, Quantity.exactly(1, "count", "1条"), key=key, belongs=belongs
    )
    day = timezone.localdate(lead.at)
    wanted = [Kept(told, day, f"{label} 登记 {day}")]
    found = found_of(acts, load())
    if found is not None:
        word = {"converted": "转为项目", "lost": "了结"}.get(found.act, "研判")
        measure = "leads.valid" if found.valid else "leads.invalid"
        wanted.append(Kept(replace(told, measure=measure), found.on, f"{label} {word} {found.on}"))
    return ledger.settle(keys=[key], wanted=wanted, by=by, at=at)
