"""A policy: its words with the stretches that give somebody something to do, beside what is proposed of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.documents.queries import get as document_of
from duijie.governance import queries
from duijie.governance.drawing.rules import Proposed, proposals
from duijie.governance.rules import POLICY_STATES
from duijie.governance.tasks.queries import tasks
from duijie.governance.tasks.types import Filters
from duijie.governance.types import PolicyInfo
from duijie.kernel.span import Span
from duijie.web.acts.record import history_table
from duijie.web.compose.drafts import stretches
from duijie.web.compose.highlight import Marked
from duijie.web.compose.links import to_figure, with_query
from duijie.web.engagement.pages import Known
from duijie.web.governance.pages import PolicyPage, Proposal
from duijie.web.governance.seen import SHOWN, seen_on, tasks_table
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say

LONGEST: Final = 60_000
"""More characters of a policy are not shown; all are read for tasks."""


def policy_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> PolicyPage:
    """The whole page. Raises :class:`duijie.governance.types.NoSuchGovernance`."""
    on = seen_on(asked, viewer=viewer, today=today)
    info = queries.policy(policy_id=number, viewer=viewer, today=on)
    line, text = info.line, info.text[:LONGEST]
    # What holds is what the task rows say: a proposal that shares characters with one is taken.
    proposed = found_in(info, viewer)
    marked = [
        Marked(Span(first, last), f"t{task}", "taken")
        for first, last, task in info.taken
        if last <= len(text)
    ]
    marked += [
        Marked(one.span, f"p{place}", "proposed")
        for place, one in enumerate(proposed)
        if one.span.end <= len(text) and not _taken(one, info)
    ]
    acts = [Link(_("Change"), reverse("policy-act", args=[number, "edit"]))] if info.may_write else []
    known = [
        Known(_("Document number"), line.number), Known(_("Issuer"), line.issuer), Known(_("Issued"), day(line.issued_on)),
        Known(_("Valid"), " – ".join(filter(None, [day(line.valid_from), day(line.valid_until)]))),
        Known(_("Withdrawn on"), day(line.withdrawn_on)), Known(_("Kept by"), line.unit),
        Known(_("Leading group"), info.body, reverse("body", args=[info.body_id]) if info.body_id else ""),
        Known(_("Counted in"), _("Policies"), to_figure("policies", {})),
    ]  # fmt: skip
    made = tasks(viewer=viewer, as_of=on, filters=Filters(policy_id=number), limit=SHOWN)
    return PolicyPage(
        back=Link(_("Policies"), reverse("policies")), title=line.title,
        facts=tuple(filter(None, [say(POLICY_STATES[line.state]), line.number, line.issuer])), acts=tuple(acts),
        known=tuple(one for one in known if one.value),
        document=Link(_("The document"), reverse("document", args=[line.document_id])) if line.document_id else None,
        paragraphs=stretches(text, marked),
        cut=_("Only the first %(count)s characters are shown.") % {"count": f"{LONGEST:,}"} if len(info.text) > LONGEST else "",
        proposals=tuple(_proposal(place, one, info, viewer) for place, one in enumerate(proposed)),
        tables=(
            tasks_table("tasks", _("Tasks"), made.lines, asked, count=made.count, empty=_("No task of these words yet"), hint=_("Accept what is proposed beside the words.")),
            history_table([f"policy:{number}"], viewer=viewer),
        ),
    )  # fmt: skip


def found_in(info: PolicyInfo, viewer: Actor) -> list[Proposed]:
    """What the words propose; 年底 and 三年内 count from the day it was issued, or from the document's own."""
    issued = info.line.issued_on
    if issued is None and info.line.document_id is not None:
        issued = document_of(document_id=info.line.document_id, viewer=viewer).dated_on
    return proposals(info.text, dated_on=issued)


def _taken(one: Proposed, info: PolicyInfo) -> int | None:
    return next((task for first, last, task in info.taken if one.span.overlaps(Span(first, last))), None)


def _proposal(place: int, one: Proposed, info: PolicyInfo, viewer: Actor) -> Proposal:
    task, number = _taken(one, info), info.line.id
    asked = {"start": str(one.span.start), "end": str(one.span.end)}
    due = ""
    if one.due is not None:
        due = f"{day(one.due.on)}（{one.due.span.of(info.text)}）"
    return Proposal(
        words=one.words, url=f"#wt{task}" if task else f"#wp{place}", lead=one.lead.name if one.lead else "",
        helping="、".join(each.name for each in one.helping), due=due,
        quantities="、".join(each.quantity.words for each in one.quantities), part=one.inside is not None,
        taken=reverse("task", args=[task]) if task else "",
        accept=with_query(reverse("policy-act", args=[number, "task"]), **asked) if not task and viewer.may("review") else "",
    )  # fmt: skip
