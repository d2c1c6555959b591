"""Reads of assessments. Drafts are for the office; what is shown to units or published, for whoever sees.

Projects within a number bear their names for those alone who may read them, in what was frozen as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.assessment.models import Objection, Result, Run
from duijie.assessment.numbers.queries import PROJECT, gathered
from duijie.assessment.rules import again, groups_of, kept, scheme
from duijie.assessment.scoring.engine import score
from duijie.assessment.scoring.scheme import Scheme
from duijie.assessment.scoring.values import Scored, Thing
from duijie.assessment.types import RESULT, RUN, NoSuchRun, ObjectionInfo, ResultInfo, RunInfo
from duijie.kernel.ids import digest
from duijie.ledger.queries import VEILED
from duijie.pipeline import queries as pipeline


def worked_out(
    *, code: str, members: Mapping[int, str], as_of: date, known_at: datetime, viewer: Actor
) -> tuple[Scheme, list[Scored], dict[str, int]]:
    """The scheme, the scores of these units (by number, with their groups) and what no unit is credited with.

    Nothing is written. For the office: it takes in the numbers of all units. Raises
    :class:`duijie.assessment.types.NoSuchScheme`.
    """
    viewer.must("review")
    rule = scheme(code, as_of)
    found = gathered(scheme=rule, unit_ids=members, as_of=as_of, known_at=known_at, viewer=viewer)
    return (
        rule,
        score(rule, {unit: (group, found.numbers[unit]) for unit, group in members.items()}),
        found.untold,
    )


def members_of_last(*, code: str, on: date) -> dict[int, str]:
    """Units and groups of the latest assessment by this scheme; before there is one, all units below another."""
    first = groups_of(scheme(code, on))[0].code
    last = Run.objects.filter(scheme=code).order_by("-as_of", "-pk").first()
    if last is not None:
        return dict(last.results.values_list("unit_id", "group"))
    return {one.id: first for one in units().values() if one.parent_id is not None}


def runs(*, viewer: Actor, code: str = "", limit: int = 50) -> list[RunInfo]:
    """Assessments, the latest day first."""
    rows = _visible(viewer)
    if code:
        rows = rows.filter(scheme=code)
    return _infos(rows.order_by("-as_of", "-pk"), limit)


def run(*, run_id: int, viewer: Actor) -> RunInfo:
    """One assessment. Raises :class:`NoSuchRun`."""
    found = _infos(_visible(viewer).filter(pk=run_id), 1)
    if not found:
        raise NoSuchRun(RUN, run_id)
    return found[0]


def untold(*, run_id: int, viewer: Actor) -> dict[str, int]:
    """By figure, how many contributions name no project, so that no unit is credited with them."""
    row = _visible(viewer).filter(pk=run_id).first()
    return row.untold if row else {}


def results(*, run_id: int, viewer: Actor) -> list[ResultInfo]:
    """The results of an assessment, group by group from the first place on. Raises :class:`NoSuchRun`."""
    info = run(run_id=run_id, viewer=viewer)
    order = {group.code: place for place, group in enumerate(groups_of(info.scheme))}
    rows = Result.objects.filter(run_id=run_id).select_related("unit")
    ranked = sorted(rows, key=lambda row: (order.get(row.group, len(order)), row.place, row.unit_id))
    mine = own_units(viewer=viewer)
    return [
        ResultInfo(row.pk, run_id, str(row.unit), again(row.scored, Scored), row.unit_id in mine)
        for row in ranked
    ]


def result(*, result_id: int, viewer: Actor) -> tuple[ResultInfo, RunInfo]:
    """A unit's result with the names of things that the viewer may read, and its assessment. Raises :class:`NoSuchRun`."""
    row = Result.objects.select_related("unit").filter(pk=result_id, run__in=_visible(viewer)).first()
    if row is None:
        raise NoSuchRun(RESULT, result_id)
    scored = _named([again(row.scored, Scored)], viewer)[0]
    mine = row.unit_id in own_units(viewer=viewer)
    return ResultInfo(row.pk, row.run_id, str(row.unit), scored, mine), run(run_id=row.run_id, viewer=viewer)


def named(*, scores: Iterable[Scored], viewer: Actor) -> list[Scored]:
    """Scores whose things bear the names that the viewer may read."""
    return _named(list(scores), viewer)


def objections(
    *, viewer: Actor, run_id: int | None = None, result_id: int | None = None
) -> list[ObjectionInfo]:
    """Objections, those without an answer first; of a run with those that it corrects. The office reads all, a unit
    its own."""
    rows = Objection.objects.select_related("by", "answered_by", "result__unit")
    rows = rows.filter(result__run__in=_visible(viewer))
    if not viewer.may("review"):
        rows = rows.filter(result__unit_id__in=own_units(viewer=viewer))
    if run_id is not None:
        rows = rows.filter(result__run__in=line(run_id))
    if result_id is not None:
        rows = rows.filter(result_id=result_id)
    found = [_objection(row) for row in rows.order_by("pk")]
    return sorted(found, key=lambda one: one.state != "open")


def line(run_id: int) -> QuerySet[Run]:
    """A run and all that correct the same one."""
    first = Run.objects.filter(pk=run_id).values_list("first_id", flat=True).first() or run_id
    return Run.objects.filter(Q(pk=first) | Q(first_id=first))


def fingerprint(row: Run) -> str:
    """The digest of rules, numbers and scores of a run, as they are kept."""
    texts = Result.objects.filter(run=row).order_by("unit_id").values_list("unit_id", "scored")
    whole = [row.scheme, str(row.as_of), row.rules, *(f"{unit} {scored}" for unit, scored in texts)]
    return digest("\n".join(whole).encode())


def still_so(*, run_id: int, viewer: Actor) -> bool:
    """Whether the rules and numbers kept with a run give its scores once more, and are what was published."""
    run(run_id=run_id, viewer=viewer)
    row = Run.objects.get(pk=run_id)
    rule = again(row.rules, Scheme)
    held = {one.unit_id: again(one.scored, Scored) for one in row.results.all()}
    anew = score(rule, {unit: (one.group, one.numbers) for unit, one in held.items()})
    same = all(kept(one) == kept(held[one.unit_id]) for one in anew)
    return same and (not row.digest or row.digest == fingerprint(row))


def _visible(viewer: Actor) -> QuerySet[Run]:
    if not viewer.may("see"):
        return Run.objects.none()
    rows = Run.objects.select_related("by", "published_by")
    return rows if viewer.may("review") else rows.exclude(shown_at=None)


def _infos(rows: QuerySet[Run], limit: int) -> list[RunInfo]:
    """Runs as they are told of, asked for at once however many they are."""
    found = list(
        rows.annotate(replaced=Exists(Run.objects.filter(replaces=OuterRef("pk"))), counted=Count("results"))[
            :limit
        ]
    )
    line_of = Coalesce("result__run__first_id", "result__run_id")
    lines = {row.first_id or row.pk for row in found}
    raised = Objection.objects.filter(upheld=None).annotate(line=line_of).filter(line__in=lines)
    waiting = dict(raised.order_by().values_list("line").annotate(Count("pk")))
    return [
        RunInfo(
            row.pk, again(row.rules, Scheme), row.as_of, row.known_at, _state(row, replaced=row.replaced), row.by_id,
            str(row.by), row.at, row.counted, waiting.get(row.first_id or row.pk, 0), row.shown_until,
            row.published_at, str(row.published_by or ""), row.digest,
        )
        for row in found
    ]  # fmt: skip


def _state(row: Run, *, replaced: bool) -> str:
    if replaced:
        return "replaced"
    return "published" if row.published_at else "shown" if row.shown_at else "draft"


def _objection(row: Objection) -> ObjectionInfo:
    state = "open" if row.upheld is None else "upheld" if row.upheld else "rejected"
    return ObjectionInfo(
        row.pk, row.result_id, str(row.result.unit), row.item, row.text, str(row.by), row.at, state, row.answer,
        str(row.answered_by or ""), row.answered_at,
    )  # fmt: skip


def _named(scores: list[Scored], viewer: Actor) -> list[Scored]:
    things = [t for one in scores for number in one.numbers.values() for t in number.things]
    numbers = {int(t.key.removeprefix(PROJECT)) for t in things if t.key.startswith(PROJECT)}
    names = {number: one.name for number, one in pipeline.lines(project_ids=numbers, viewer=viewer).items()}

    def thing(one: Thing) -> Thing:
        if not one.key.startswith(PROJECT):
            return one
        return replace(one, label=names.get(int(one.key.removeprefix(PROJECT)), VEILED))

    return [
        replace(
            one,
            numbers={
                code: replace(number, things=tuple(map(thing, number.things)))
                for code, number in one.numbers.items()
            },
        )
        for one in scores
    ]
