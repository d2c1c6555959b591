"""What many projects went through, for whoever learns from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duijie.accounts.types import Actor
from duijie.pipeline.models import StageRow
from duijie.pipeline.queries import line_of, visible
from duijie.pipeline.rules import load, standing
from duijie.pipeline.types import ProjectLine


@dataclass(frozen=True, slots=True)
class Way:
    """A project's stages that hold, each with the day it was entered, and its status with the day it is so since."""

    project_id: int
    name: str
    park: str
    stages: tuple[tuple[str, date], ...]
    status: str
    status_since: date


def ways(*, viewer: Actor) -> list[Way]:
    """The ways of all projects that the viewer reads, merged ones left out; two queries."""
    rows = visible(viewer=viewer).exclude(status="merged").order_by("pk")
    projects = rows.values_list("pk", "name", "park", "status", "status_since")
    steps: dict[int, list[StageRow]] = defaultdict(list)
    log = StageRow.objects.filter(project__in=rows.order_by()).order_by("pk")
    for row in log.only("project_id", "stage", "effective_on", "back"):
        steps[row.project_id].append(row)
    place = load().place
    return [
        Way(
            pk, name, park, tuple((one.stage, one.effective_on) for one in standing(steps[pk], place)), status,
            since,
        )
        for pk, name, park, status, since in projects
    ]  # fmt: skip


def parks(*, viewer: Actor) -> list[str]:
    """The names of parks that the projects which the viewer reads bear."""
    rows = visible(viewer=viewer).exclude(park="").exclude(status="merged")
    return list(rows.order_by("park").values_list("park", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Sheeted:
    """A project's line with the columns of its sheet."""

    line: ProjectLine
    columns: Mapping[str, Any]


def sheets(*, viewer: Actor, project_ids: Iterable[int] | None = None) -> list[Sheeted]:
    """The active projects that the viewer reads, or those of them that are named, with their sheets; one query."""
    rows = visible(viewer=viewer).filter(status="active").select_related("unit", "sheet").order_by("pk")
    if project_ids is not None:
        rows = rows.filter(pk__in=set(project_ids))
    return [Sheeted(line_of(row), row.sheet.columns) for row in rows]
