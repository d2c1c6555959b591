"""Rules about signings, follow-ups, visits and enquiries. Each asks the database a fixed number of times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from django.db.models import Q

from duijie.engagement.models import FollowUp
from duijie.engagement.rules import load
from duijie.kernel.words import Words
from duijie.portal.enquiries import queries as enquiries
from duijie.signings.models import Signing
from duijie.signings.queries import signed_again
from duijie.visits import queries as visits
from duijie.warnings.types import Check, Scope, Warned, WarningRule


def signed_at_another_event(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Announced as a new contract, though it, or what is the same, was signed before."""
    found = signed_again(today=scope.today, within=None if scope.only is None else scope.parts)
    numbers = {number for pair in ((again, first) for again, (first, _) in found.items()) for number in pair}
    rows = {
        row.pk: row
        for row in Signing.objects.filter(scope.rows_seen, pk__in=numbers).select_related("event", "project")
    }
    for again, (first, _) in sorted(found.items()):
        if again not in rows:
            continue
        row, earlier = rows[again], rows.get(first)
        ids = dict.fromkeys(one.project.merged_into_id or one.project_id for one in (earlier, row) if one)
        if scope.only is not None and scope.only not in ids:
            continue
        where, before = str(row.event or ""), str(earlier.event or "") if earlier else ""
        day = earlier.signed_on if earlier else ""
        reason = Words(
            f"{row.signed_on} 在“{where}”签约，{day or '此前'} 已在“{before or '别处'}”签过",
            f"signed on {row.signed_on} at “{where}”, and {f'on {day}' if day else 'before'} "
            f"at “{before or 'another place'}”",
        )
        yield Warned(
            rule, reason, tuple(ids), tuple(f"signing:{one.pk}" for one in (earlier, row) if one is not None)
        )


def follow_up_overdue(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """What was to be done after an event is overdue by more days than the limit; one warning an event and project."""
    if not scope.viewer.may("see"):
        return
    late = FollowUp.objects.filter(done_on=None, due_on__lt=scope.today - timedelta(days=int(rule.limit)))
    seen = scope.rows()
    if scope.only is None and scope.rows_seen:
        seen = Q(project=None) | scope.rows_seen
    groups: dict[tuple[int, int | None], list[FollowUp]] = {}
    for row in late.filter(seen).select_related("event", "unit").order_by("due_on", "pk"):
        groups.setdefault((row.event_id, row.project_id), []).append(row)
    for (_, project), rows in groups.items():
        first = rows[0]
        name = load().step_name(first.step)
        reason = Words(
            f"“{first.event}”后续应于 {first.due_on} 完成：{name.zh}（{first.unit}）",
            f"after “{first.event}”, due on {first.due_on}: {name.en} ({first.unit})",
        )
        yield Warned(
            rule, reason, () if project is None else (project,), tuple(f"follow_up:{row.pk}" for row in rows)
        )


def two_units_one_firm(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Two units plan to see the same organisation within days of each other; no word of what for."""
    if scope.only is not None:
        return
    for clash in visits.clashes(viewer=scope.viewer, today=scope.today):
        if clash.apart > rule.limit:
            continue
        one, other = clash.first, clash.second
        reason = Words(
            f"{clash.organisation}：{one.unit.zh}（{one.begins_on}）与{other.unit.zh}（{other.begins_on}）都计划见面",
            f"{clash.organisation}: {one.unit.en} ({one.begins_on}) and {other.unit.en} ({other.begins_on})",
        )
        numbers = [side.visit_id for side in (one, other) if side.visit_id is not None]
        yield Warned(rule, reason, (), tuple(f"visit:{number}" for number in numbers))


def enquiry_unanswered(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """The public asked, and the first reply is overdue by more days than the limit; no word of who asked."""
    if scope.only is not None:
        return
    before = scope.today - timedelta(days=int(rule.limit))
    for number, arrived, due in enquiries.late(viewer=scope.viewer, before=before):
        reason = Words(
            f"{arrived} 收到来信，应于 {due} 前首次回复",
            f"an enquiry of {arrived}, a first reply due on {due}",
        )
        yield Warned(rule, reason, (), (f"enquiry:{number}",))


CHECKS: Final[Mapping[str, Check]] = {
    check.__name__: check
    for check in (signed_at_another_event, follow_up_overdue, two_units_one_firm, enquiry_unanswered)
}
