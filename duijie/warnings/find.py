"""Run the rules in force: for the region, or for one project."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from duijie.accounts.types import Actor
from duijie.pipeline import queries as pipeline
from duijie.pipeline.models import Project
from duijie.pipeline.rules import load
from duijie.rulebook import in_force, known, table
from duijie.warnings.checks import CHECKS as OF_PROJECTS
from duijie.warnings.engagement import CHECKS as OF_ENGAGEMENT
from duijie.warnings.innovation import CHECKS as OF_INNOVATION
from duijie.warnings.types import Scope, Warned, WarningRule

CHECKS = {**OF_PROJECTS, **OF_ENGAGEMENT, **OF_INNOVATION}


@cache
def rules() -> tuple[WarningRule, ...]:
    """The table. Raises :class:`duijie.rulebook.WrongTable` for a rule that nothing checks."""
    rows = table("duijie.warnings", "warnings", WarningRule)
    for number, row in enumerate(rows, 1):
        known("warnings.toml", number, "code", row.code, CHECKS)
        for kind in row.kinds:
            known("warnings.toml", number, "kinds", kind, load().evidence)
    return rows


def warnings(
    *, viewer: Actor, today: date, project_id: int | None = None, codes: Iterable[str] = ()
) -> list[Warned]:
    """What the rules in force on a day find among the projects that the viewer reads, in the order of the table.

    ``project_id`` looks at one project alone, ``codes`` at some rules alone.
    """
    parts: tuple[int, ...] = ()
    if project_id is not None:
        parts = (project_id, *Project.objects.filter(merged_into=project_id).values_list("pk", flat=True))
    scope = Scope(
        pipeline.sight(viewer=viewer),
        pipeline.sight(viewer=viewer, path="project__"),
        today,
        viewer,
        project_id,
        parts,
    )
    wanted = set(codes)
    return [
        found
        for rule in in_force(rules(), today)
        if not wanted or rule.code in wanted
        for found in CHECKS[rule.code](rule, scope)
    ]
