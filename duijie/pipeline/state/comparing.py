"""Projects as another record is compared with them: briefly all, wholly those that are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from duijie.accounts.types import Actor
from duijie.pipeline.models import Amount, Project, StageRow
from duijie.pipeline.queries import OWN_COLUMNS, holding, visible
from duijie.pipeline.rules import PHASES

Money = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a project is found by."""

    code: str
    name: str
    investor_plain: str
    status: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A project with its columns, units by number, and its reported amounts by phase and kind."""

    id: int
    code: str
    name: str
    unit_id: int
    unit: str
    stage: str
    stage_since: Any
    status: str
    columns: Mapping[str, Any]
    amounts: Mapping[tuple[str, str], Money] = field(default_factory=dict)

    def amount(self, kind: str, phase: str) -> Money | None:
        """What is reported: at a contract's stage the contract's amount, else or before it the intention's."""
        first = self.amounts.get((phase, kind))
        return first if first is not None or phase == PHASES[0] else self.amounts.get((PHASES[0], kind))


class Comparing:
    """All projects that a viewer reads, as they were when it was made."""

    def __init__(self, *, viewer: Actor) -> None:
        self._viewer = viewer
        rows = visible(viewer=viewer).values_list("pk", "code", "name", "investor_plain", "status")
        self.brief = {number: Brief(*told) for number, *told in rows.iterator(chunk_size=5000)}
        self.by_code = {one.code: number for number, one in self.brief.items()}
        every = Project.objects.values_list("code", flat=True)
        self.hidden_codes = frozenset(
            code for code in every.iterator(chunk_size=5000) if code not in self.by_code
        )

    def whole(self, numbers: Iterable[int]) -> dict[int, Kept]:
        """Projects with all that a sheet can say of them; five queries whatever their number up to some hundreds."""
        return whole(numbers, viewer=self._viewer)

    def days(self, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
        """The day on which each stage was last entered, by project."""
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        for row in StageRow.objects.filter(project__in=list(numbers)).order_by("pk"):
            found[row.project_id][row.stage] = row.effective_on
        return found


def whole(numbers: Iterable[int], *, viewer: Actor) -> dict[int, Kept]:
    """Projects with all that a sheet can say of them; those that the viewer does not read are left out."""
    wanted = sorted(set(numbers))
    found: dict[int, Kept] = {}
    for start in range(0, len(wanted), 800):
        found |= _some(wanted[start : start + 800], viewer)
    return found


def _some(numbers: list[int], viewer: Actor) -> dict[int, Kept]:
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for row in Amount.objects.filter(project__in=numbers).order_by("pk"):
        amounts[row.project_id].append(row)
    found = {}
    for project in visible(viewer=viewer).select_related("unit", "sheet").filter(pk__in=numbers):
        columns = {
            **project.sheet.columns, **{code: getattr(project, code) for code in OWN_COLUMNS},
            "first_report_unit": project.first_report_unit_id, "landing_unit": project.landing_unit_id,
        }  # fmt: skip
        found[project.pk] = Kept(
            project.pk, project.code, project.name, project.unit_id, str(project.unit), project.stage,
            project.stage_since, project.status, columns, told(amounts[project.pk]),
        )  # fmt: skip
    return found


def told(rows: Iterable[Amount]) -> dict[tuple[str, str], Money]:
    """The reported amounts that hold, increases apart, by phase and kind; the last word counts."""
    return {
        (row.phase, row.kind): (row.number, row.currency)
        for row in holding(rows)
        if (row.basis, row.change) == ("reported", "stated")
    }
