"""What changed of an agreement, who did it, when and why."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from duijie.agreements.models import Agreement, Clause, Mark, Review, StateRow, Term, Waiver
from duijie.agreements.rules import ACTS, STATES, load
from duijie.agreements.types import HistoryRow
from duijie.kernel.words import Words


def reviews_of(row: Agreement) -> QuerySet[Review]:
    """Its fair-competition reviews, the first one first."""
    return Review.objects.filter(agreement=row).select_related("unit", "by", "of").order_by("pk")


def history_of(row: Agreement) -> tuple[HistoryRow, ...]:
    """What changed, who did it, when, why, out of the rows themselves; the newest last."""
    rules = load()
    found = [
        HistoryRow(one.at, str(one.by), Words(f"{STATES[one.state].zh}（{one.effective_on}）", f"{STATES[one.state].en} ({one.effective_on})"), one.reason)
        for one in StateRow.objects.filter(agreement=row).select_related("by")
    ]  # fmt: skip
    for term in Term.objects.filter(agreement=row).select_related("by"):
        ends = f"{term.valid_from or '…'} – {term.valid_until or '…'}"
        found.append(HistoryRow(term.at, str(term.by), Words(f"有效期 {ends}", f"valid {ends}"), term.reason))
    for clause in Clause.objects.filter(agreement=row).select_related("by"):
        name = rules.clauses[clause.kind].name
        words = Words(f"条款：{name.zh}", f"clause: {name.en}")
        found.append(HistoryRow(clause.at, str(clause.by), words, clause.text[:60]))
        if clause.taken_back_at:
            words = Words(f"撤回条款：{name.zh}", f"clause taken back: {name.en}")
            found.append(HistoryRow(clause.taken_back_at, "", words, clause.taken_back_because))
    steps = Q(step__clause__agreement=row)
    for mark in Mark.objects.filter(steps).select_related("by", "approved_by", "step__clause"):
        name = rules.clauses[mark.step.clause.kind].name
        who = " / ".join(str(one) for one in (mark.by, mark.approved_by) if one)
        act = ACTS[mark.act]
        found.append(
            HistoryRow(mark.at, who, Words(f"{name.zh}：{act.zh}", f"{name.en}: {act.en}"), mark.text)
        )
    for waiver in Waiver.objects.filter(steps).exclude(verdict="approved").select_related("by", "decided_by"):
        found.append(
            HistoryRow(waiver.at, str(waiver.by), Words("申请豁免", "waiver asked for"), waiver.reason)
        )
        if waiver.verdict and waiver.decided_at:
            words = Words("不予豁免", "waiver refused")
            found.append(HistoryRow(waiver.decided_at, str(waiver.decided_by), words, waiver.decided_because))
    for review in reviews_of(row):
        name = rules.conclusions[review.conclusion].name
        words = Words(f"公平竞争审查：{name.zh}", f"fair-competition review: {name.en}")
        found.append(HistoryRow(review.at, str(review.by), words, review.note))
    return tuple(sorted(found, key=lambda one: one.at))
