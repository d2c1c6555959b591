"""One act on several projects: tried in full and taken back for the preview, so that it tells what the operation would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.acts import history
from duijie.accounts.types import Actor
from duijie.acts.wording import changes
from duijie.followup import operations as followup
from duijie.kernel.words import Words
from duijie.pipeline import operations as pipeline
from duijie.pipeline.queries import key, lines
from duijie.pipeline.rules import load
from duijie.pipeline.types import ProjectLine
from duijie.web.pages.parts import Link
from duijie.web.projects.acts import Act, Given, day_of, from_words, unit_choices
from duijie.web.projects.forms import REFUSALS, Asked, Typed, fields, said, typed
from duijie.web.projects.pages import BulkPage, Outcome
from duijie.web.saying import say

MOST: Final = 200
UNITS: Final = frozenset({"unit", "first_report_unit", "landing_unit"})
PEOPLE: Final = ("covering_leader", "team_head", "agent")
G = Given[ProjectLine]


def _assign_asks(given: G) -> tuple[Asked, ...]:
    people = tuple(Asked(code, load().columns[code].name) for code in PEOPLE)
    if not given.by.may("review"):
        return people
    hint = Words("留空不变", "left empty, it stays")
    return (
        Asked("unit", Words("负责单位", "Unit"), "unit", choices=unit_choices(empty=True), hint=hint),
        *people,
    )


def _assign(given: G, values: Typed) -> None:
    columns = {code: value for code, value in values.items() if value}
    pipeline.edit_project(project_id=given.info.id, columns=columns, by=given.by, at=given.at)


def _pause_asks(given: G) -> tuple[Asked, ...]:
    reasons = {code: row.name for code, row in load().exits.items() if row.status == "paused"}
    return (
        Asked("reason_code", Words("原因", "Cause"), "choice", True, choices=from_words(reasons)),
        Asked("effective_on", Words("自哪天起", "Since"), "day", True, day_of(given), past=True),
        Asked("review_on", Words("复查日期", "Looked at again on"), "day", True),
        Asked("reason", Words("说明", "Note")),
    )


def _note_asks(given: G) -> tuple[Asked, ...]:
    return (Asked("text", Words("进展", "How it stands"), "lines", True),)


BULK: Final[Mapping[str, Act[ProjectLine]]] = {
    act.code: act
    for act in (
        Act("assign", "", Words("指定责任单位和人", "Assign unit and people"), Words("指定", "Assign"), _assign_asks, _assign),
        Act(
            "pause", "", Words("暂缓", "Pause"), Words("暂缓", "Pause"), _pause_asks,
            lambda g, v: pipeline.set_status(project_id=g.info.id, status="paused", by=g.by, at=g.at, **v),
        ),
        Act(
            "note", "", Words("记进展", "Note how they stand"), Words("保存", "Save"), _note_asks,
            lambda g, v: followup.note(project_id=g.info.id, by=g.by, at=g.at, **v),
        ),
    )
}  # fmt: skip


def bulk_page(
    code: str,
    numbers: Iterable[int],
    data: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    today: date,
    back: str,
    query: str,
) -> BulkPage:
    """What the act would change of these projects, once its fields are filled in; nothing is kept."""
    act = BULK[code]
    chosen = lines(project_ids=list(numbers)[:MOST], viewer=by)
    given: Given[Any] = Given(None, by, at, today, {})
    asked = act.asks(given)
    values, faults = typed(asked, data, today)
    typing = "step" in data
    outcomes = [Outcome(str(one.id), _link(one), "", "") for one in chosen.values()]
    previewed = typing and not faults
    if previewed:
        outcomes = carry_out(code, chosen.values(), values, by=by, at=at, today=today, keep=False)
    changing = sum(not one.refused for one in outcomes)
    refusing = len(outcomes) - changing
    return BulkPage(
        act=code,
        heading=say(act.heading),
        fields=fields(asked, data if typing else {}, faults if typing else {}),
        outcomes=tuple(outcomes),
        previewed=previewed,
        changing=ngettext("%(count)s project changes", "%(count)s projects change", changing) % {"count": changing},
        refusing=ngettext("%(count)s is refused", "%(count)s are refused", refusing) % {"count": refusing} if refusing else "",
        may_carry_out=previewed and changing > 0,
        back=back,
        query=query,
    )  # fmt: skip


def carry_out(
    code: str,
    chosen: Iterable[ProjectLine],
    values: Typed,
    *,
    by: Actor,
    at: datetime,
    today: date,
    keep: bool,
) -> list[Outcome]:
    """Do it to each, one by one: what is refused stops nobody else. Without ``keep`` all is taken back."""
    found = []
    with transaction.atomic():
        for one in chosen:
            try:
                with transaction.atomic():
                    BULK[code].do(Given(one, by, at, today, {}), dict(values))
                    found.append(Outcome(str(one.id), _link(one), _change(one, code, by), ""))
            except REFUSALS as refused:
                found.append(Outcome(str(one.id), _link(one), "", said(refused)))
        if not keep:
            transaction.set_rollback(True)
    return found


def _change(line: ProjectLine, code: str, by: Actor) -> str:
    """What an edit changed, as its own audit row tells; the act's name for the others."""
    if code != "assign":
        return say(BULK[code].heading)
    rows = [
        row
        for row in history(subjects=[key(project_id=line.id)], viewer=by, limit=1)
        if row.operation == "edit_project"
    ]
    changed = rows[0].detail.get("changed", {}) if rows else {}
    return "; ".join(map(say, changes("project", changed))) or _("nothing changes")


def _link(line: ProjectLine) -> Link:
    return Link(line.name, reverse("project", args=[line.id]))
