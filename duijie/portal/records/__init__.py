"""The records that a notice may be bound to, and what of them the public may read.

A notice names its record as ``plot:12``, ``space:3`` or ``project:7``. Of a confidential project there is nothing. A
figure of a day, ``figure:projects.signed@2024-06-30``, is none of these records: who writes the notice brings what it
says along, and that stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from duijie.parks.models import Plot, Space
from duijie.parks.rules import load
from duijie.pipeline.models import Project

KINDS_OF: Final[Mapping[str, str]] = {
    "plot": "site",
    "space": "site",
    "project": "project",
    "figure": "figure",
}
FIGURE: Final = "figure:"
Facts = Mapping[str, str]
"""Public columns of a record by code, numbers plain: areas in m², heights in m, loads in t/m², power in kVA, rent in
yuan a m² and month; ``open`` is ``yes`` where it can still be had."""


def facts(records: Iterable[str], today: date) -> dict[str, Facts]:
    """The public columns of records as they stand; one that is not there or confidential is left out. Three queries at most."""
    wanted: dict[str, list[int]] = {"plot": [], "space": [], "project": []}
    for one in records:
        kind, _colon, number = one.partition(":")
        if kind in wanted and number.isascii() and number.isdigit() and len(number) < 18:
            wanted[kind].append(int(number))
    found: dict[str, Facts] = {}
    free = set(load().free_states())
    for plot in Plot.objects.filter(pk__in=wanted["plot"]).select_related("park") if wanted["plot"] else ():
        held = plot.held_until is not None and plot.held_until >= today
        open_ = plot.state in free and plot.project_id is None and not held
        found[f"plot:{plot.pk}"] = _said(
            park=plot.park.name, number=plot.number, area=plot.area, use=plot.use, open=open_
        )
    spaces = Space.objects.filter(pk__in=wanted["space"]).select_related("building__park")
    for space in spaces if wanted["space"] else ():
        held = space.held_for_id is not None and space.held_until is not None and space.held_until >= today
        found[f"space:{space.pk}"] = _said(
            park=space.building.park.name, building=space.building.name, number=space.number, floor=space.floor,
            area=space.area, height=space.height, load=space.load, power=space.power, rent=space.rent,
            open=space.tenant_id is None and not held,
        )  # fmt: skip
    projects = Project.objects.filter(pk__in=wanted["project"], confidential=False)
    for project in projects if wanted["project"] else ():
        found[f"project:{project.pk}"] = _said(
            industry=project.industry, park=project.park, open=project.status == "active"
        )
    return found


def secret(records: Iterable[str]) -> list[str]:
    """Those of the records that are confidential by now."""
    bound = {
        int(one.removeprefix("project:")): one for one in records if one.removeprefix("project:").isdecimal()
    }
    rows = Project.objects.filter(pk__in=bound, confidential=True).values_list("pk", flat=True)
    return [bound[number] for number in rows] if bound else []


def title_of(record: str, said: Facts, name: str = "") -> str:
    """How a notice about a record begins: a site by its place, a project by its ``name``."""
    parts = (said.get(code, "") for code in ("park", "building", "number"))
    return name if record.startswith("project:") else " ".join(filter(None, parts))


def _said(**values: str | int | Decimal | None) -> Facts:
    return {code: _plain(value) for code, value in values.items() if value not in (None, "", False)}


def _plain(value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
