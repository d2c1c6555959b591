"""What came of events, campaigns and channels, by somebody's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from duijie.engagement.models import Origin
from duijie.pipeline.models import Project


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of something by somebody's word: numbers of leads and projects, a project's duplicates left out.

    ``first`` are the projects of which no earlier touch by anything else is known.
    """

    lead_ids: frozenset[int]
    project_ids: frozenset[int]
    first: frozenset[int]


def brought(
    *, event_ids: Iterable[int] = (), campaign_ids: Iterable[int] = (), channel_ids: Iterable[int] = ()
) -> Brought:
    """What these brought. Numbers alone: who reads them passes them through the visibility of leads and projects."""
    mine = (
        Q(event_id__in=list(event_ids))
        | Q(campaign_id__in=list(campaign_ids))
        | Q(channel_id__in=list(channel_ids))
    )
    holding = Origin.objects.filter(taken_back_at=None)
    own = list(holding.filter(mine).values_list("pk", "lead_id", "lead__project_id", "project_id"))
    numbers = {pk for pk, *_ in own}
    lead_ids = {lead for _, lead, _, _ in own if lead is not None}
    told = {
        project for _, _, by_lead, project in own for project in (by_lead, project) if project is not None
    }
    homes = {
        pk: into or pk for pk, into in Project.objects.filter(pk__in=told).values_list("pk", "merged_into_id")
    }
    wanted = set(homes.values())
    parts = {
        **homes,
        **dict(Project.objects.filter(merged_into__in=wanted).values_list("pk", "merged_into_id")),
    }
    parts |= {one: one for one in wanted}
    earliest: dict[int, int] = {}
    touching = holding.filter(Q(project__in=parts) | Q(lead__project__in=parts)).order_by("touched_on", "pk")
    for pk, project, by_lead in touching.values_list("pk", "project_id", "lead__project_id"):
        earliest.setdefault(parts[project or by_lead], pk)
    first = {project for project, pk in earliest.items() if pk in numbers}
    return Brought(frozenset(lead_ids), frozenset(wanted), frozenset(first & wanted))
