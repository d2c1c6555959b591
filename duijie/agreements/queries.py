"""Reads of agreements: lists, one with everything, what falls due, the calendar.

An agreement is seen where it is not confidential, or in the unit that keeps it and those above, and only where every
project that it is about is seen. It is long because all that pages ask of an agreement is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from duijie.accounts.queries import confidential_units, own_units, touched
from duijie.accounts.types import Actor
from duijie.agreements.history.queries import history_of, reviews_of
from duijie.agreements.models import (
    Agreement,
    Clause,
    Covered,
    Mark,
    Paper,
    Party,
    Review,
    Step,
    Waiver,
)  # fmt: skip
from duijie.agreements.rules import CLOSING, Held, load, missing_for, state_of_step, worst
from duijie.agreements.types import (
    AgreementInfo,
    AgreementLine,
    AgreementPage,
    ClauseInfo,
    MarkInfo,
    NoSuchAgreement,
    NotYourAgreement,
    PaperInfo,
    PartyInfo,
    Reminder,
    ReviewInfo,
    StepInfo,
    WaiverInfo,
    WrongAgreement,
)
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.funds import queries as funds
from duijie.kernel.words import Words
from duijie.standing import until_written


@dataclass(frozen=True, slots=True)
class Filters:
    """Which agreements a list shows; empty means any. ``due``: ``overdue``, or ``soon`` for what its rule reminds of."""

    kind: str = ""
    state: str = ""
    unit_id: int | None = None
    due: str = ""
    text: str = ""
    project_id: int | None = None
    before: int | None = None
    updated_since: datetime | None = None


def visible(*, viewer: Actor) -> QuerySet[Agreement]:
    """The one place that says which agreements ``viewer`` reads."""
    if not viewer.may("see"):
        return Agreement.objects.none()
    mine = confidential_units(viewer=viewer)
    if mine is None:
        return Agreement.objects.all()
    hidden = Covered.objects.filter(agreement=OuterRef("pk"), project__confidential=True).exclude(
        project__unit_id__in=mine
    )
    return Agreement.objects.filter(Q(confidential=False) | Q(unit_id__in=mine)).exclude(Exists(hidden))


def to_write(*, agreement_id: int, by: Actor) -> Agreement:
    """The agreement, held until the operation ends, for its unit, those above, and the office."""
    row = to_decide(agreement_id=agreement_id, by=by)
    if not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NotYourAgreement(by.name, row.title)
    return row


def to_decide(*, agreement_id: int, by: Actor) -> Agreement:
    """The agreement, held until the operation ends. Raises :class:`NoSuchAgreement`."""
    by.must("add")
    row = visible(viewer=by).select_for_update(of=("self",)).filter(pk=agreement_id).first()
    if row is None:
        raise NoSuchAgreement("agreement", agreement_id)
    return row


def listing(
    *, viewer: Actor, today: date, filters: Filters = Filters(), offset: int = 0, limit: int = 50
) -> AgreementPage:
    """A page of agreements, the newest first; a fixed number of queries."""
    every = _filtered(Agreement.objects.all(), filters)
    rows = _filtered(visible(viewer=viewer), filters)
    if filters.due:
        wanted = {
            number
            for on, number, step in _due(viewer, today, None, "", "", None)
            if filters.due == "soon" or (step and on < today)
        }
        rows = every = rows.filter(pk__in=wanted)
    count = rows.count()
    # Words would tell what is hidden.
    hidden = 0 if filters.text or filters.due or not viewer.may("see") else every.count() - count
    found = list(rows.select_related("unit").order_by("-pk")[offset : offset + limit])
    return AgreementPage(tuple(_lines(found, viewer, today)), count + hidden, hidden)


def get(*, agreement_id: int, viewer: Actor, today: date) -> AgreementInfo:
    """One agreement with everything. Raises :class:`NoSuchAgreement`."""
    row = visible(viewer=viewer).select_related("unit", "by").filter(pk=agreement_id).first()
    if row is None:
        raise NoSuchAgreement("agreement", agreement_id)
    clauses = _clauses(Clause.objects.filter(agreement=row, taken_back_at=None), viewer, today)
    (line,) = _lines([row], viewer, today, clauses)
    papers = Paper.objects.filter(agreement=row).select_related("by").order_by("pk")
    parties = Party.objects.filter(agreement=row, taken_back_at=None).order_by("side", "pk")
    supplements = visible(viewer=viewer).filter(amends=row).order_by("pk")
    return AgreementInfo(
        line=line,
        unit_id=row.unit_id,
        state_since=row.state_since,
        valid_from=row.valid_from,
        amends_id=row.amends_id,
        supplement_ids=tuple(supplements.values_list("pk", flat=True)),
        project_ids=tuple(row.covered.order_by("pk").values_list("project_id", flat=True)),
        parties=tuple(PartyInfo(p.pk, p.name, p.organisation_id, p.role, p.side) for p in parties),
        papers=tuple(
            PaperInfo(p.pk, p.kind, p.title, p.document_id, p.sha256, p.dated_on, str(p.by), p.at)
            for p in papers
        ),
        clauses=tuple(clauses),
        reviews=tuple(map(_review, reviews_of(row))),
        missing=missing_for(held_by(row, today), today) if row.state == "draft" else (),
        history=history_of(row),
    )


def clause(*, clause_id: int, viewer: Actor, today: date) -> tuple[int, ClauseInfo]:
    """A clause with its steps, and its agreement's number. Raises :class:`NoSuchAgreement`."""
    rows = Clause.objects.filter(pk=clause_id, taken_back_at=None, agreement__in=visible(viewer=viewer))
    for one in _clauses(rows, viewer, today):
        return rows.values_list("agreement_id", flat=True)[0], one
    raise NoSuchAgreement("clause", clause_id)


def step_of(*, step_id: int, by: Actor) -> Step:
    """A step of an agreement that ``by`` reads. Raises :class:`NoSuchAgreement`."""
    row = (
        Step.objects.select_related("clause__agreement", "promise")
        .filter(pk=step_id, clause__taken_back_at=None, clause__agreement__in=visible(viewer=by))
        .first()
    )
    if row is None:
        raise NoSuchAgreement("step", step_id)
    return row


def paper_of(row: Agreement, paper_id: int | None) -> Paper | None:
    """A paper of the agreement by its number; ``None`` for ``None``. Raises :class:`WrongAgreement`."""
    if paper_id is None:
        return None
    found = Paper.objects.filter(pk=paper_id, agreement=row).first()
    if found is None:
        raise WrongAgreement(
            f"本协议没有材料 {paper_id}，请先上传。",
            f"There is no paper {paper_id} of this agreement. Attach it first.",
        )
    return found


def reminders(
    *, viewer: Actor, today: date, days: int | None = None, what: str = "", side: str = "",
    unit_ids: Collection[int] | None = None, offset: int = 0, limit: int | None = None,
) -> list[Reminder]:  # fmt: skip
    """What is overdue and what falls due or expires within ``days``, the most overdue first; a page of it, or all.

    Without ``days`` the table of reminders says how long before. Only of signed agreements. ``what`` is ``due`` or
    ``expiry``; an agreement that expires is on no ``side``.
    """
    keys = _due(viewer, today, days, what, side, unit_ids)
    some = keys[offset:] if limit is None else keys[offset : offset + limit]
    steps = Step.objects.filter(pk__in=[step for _, _, step in some if step])
    told = {one.step_id: one for one in _reminding(_with_day(steps), viewer, today)} if some else {}
    ending = Agreement.objects.filter(pk__in=[number for _, number, step in some if not step])
    over = {row.pk: _expiry(row, today) for row in ending.select_related("unit")}
    return [told[step] if step else over[number] for _, number, step in some]


def count_reminders(
    *, viewer: Actor, today: date, days: int | None = None, what: str = "", side: str = ""
) -> int:
    """How many :func:`reminders` there are."""
    return len(_due(viewer, today, days, what, side, None))


def calendar(*, viewer: Actor, since: date, until: date, today: date) -> list[Reminder]:
    """What falls due or expires in a period, both days included, whether closed or not; for calendars."""
    rows = _due_steps(viewer).filter(day__gte=since, day__lte=until)
    found = [one for one in _reminding(rows, viewer, today) if since <= one.on <= until]
    for row in _signed(viewer).filter(valid_until__gte=since, valid_until__lte=until).select_related("unit"):
        found.append(_expiry(row, today))
    return sorted(found, key=lambda one: (one.on, one.agreement_id, one.step_id or 0))


def held_by(row: Agreement, on: date) -> Held:
    """What an agreement has, as its gates look at it on a day."""
    clauses = list(Clause.objects.filter(agreement=row, taken_back_at=None))
    papers = list(Paper.objects.filter(agreement=row))
    passing = [
        one
        for one in reviews_of(row)
        if load().conclusions[one.conclusion].passes and (one.until is None or on <= one.until)
    ]
    ours = [one for one in clauses if one.side == "ours"]
    whole = [one.at for one in passing if one.of_id is None]
    return Held(
        kind=row.kind,
        sides=frozenset(
            Party.objects.filter(agreement=row, taken_back_at=None).values_list("side", flat=True)
        ),
        papers=frozenset(one.kind for one in papers),
        clauses=len(clauses),
        promised=frozenset(one.kind for one in ours),
        # A promise added after the review was not reviewed.
        reviewed=bool(whole) and all(one.at <= max(whole) for one in ours),
        policies_reviewed={one.pk for one in papers if one.kind == "policy"}
        <= {one.of_id for one in passing},
    )


def _filtered(rows: QuerySet[Agreement], filters: Filters) -> QuerySet[Agreement]:
    exact: Mapping[str, Any] = {
        "kind": filters.kind, "state": filters.state, "unit_id": filters.unit_id,
        "covered__project_id": filters.project_id,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.before is not None:
        rows = rows.filter(pk__lt=filters.before)
    if filters.updated_since is not None:
        rows = rows.filter(touched(kind="agreement", since=filters.updated_since))
    for word in filters.text.lower().split():
        rows = rows.filter(search__contains=word)
    return rows


def _lines(
    rows: Sequence[Agreement], viewer: Actor, today: date, clauses: Sequence[ClauseInfo] | None = None
) -> list[AgreementLine]:
    numbers = [row.pk for row in rows]
    parties: dict[int, list[str]] = defaultdict(list)
    named = Party.objects.filter(agreement__in=numbers, taken_back_at=None).order_by("side", "pk")
    for number, name in named.values_list("agreement_id", "name"):
        parties[number].append(name)
    states: dict[int, list[str]] = defaultdict(list)
    if clauses is not None:
        states[numbers[0]] = [step.state for one in clauses for step in one.steps]
    elif rows:
        steps = Step.objects.filter(clause__agreement__in=numbers, clause__taken_back_at=None)
        home = dict(steps.values_list("pk", "clause__agreement_id"))
        for step in _steps(steps, viewer, today).values():
            states[home[step.id]].append(step.state)
    return [
        AgreementLine(
            id=row.pk,
            kind=row.kind,
            title=row.title,
            number=row.number,
            unit=str(row.unit),
            parties=tuple(parties[row.pk]),
            state=row.state,
            signed_on=row.signed_on,
            valid_until=row.valid_until,
            expires_in=(row.valid_until - today).days if row.valid_until and row.state == "signed" else None,
            confidential=row.confidential,
            open=sum(one in ("open", "due_soon", "partly") for one in states[row.pk]),
            overdue=sum(one in ("overdue", "broken") for one in states[row.pk]),
            met=sum(one in ("met", "waived") for one in states[row.pk]),
        )
        for row in rows
    ]


def _clauses(rows: QuerySet[Clause], viewer: Actor, today: date) -> list[ClauseInfo]:
    found = list(rows.select_related("owner_unit", "paper", "by").order_by("side", "pk"))
    homes = Step.objects.filter(clause__in=found)
    steps: dict[int, list[StepInfo]] = defaultdict(list)
    home = dict(homes.values_list("pk", "clause_id"))
    for step in _steps(homes, viewer, today).values():
        steps[home[step.id]].append(step)
    kinds = load().clauses
    return [
        ClauseInfo(
            id=row.pk,
            side=row.side,
            kind=row.kind,
            kind_name=kinds[row.kind].name,
            text=row.text,
            paper_id=row.paper_id,
            document_id=row.paper.document_id if row.paper else None,
            place=row.place,
            start=row.start,
            end=row.end,
            owner=" ".join(filter(None, [str(row.owner_unit or ""), row.owner])),
            proof_kind=row.proof_kind,
            project_id=row.project_id,
            state=worst(step.state for step in steps[row.pk]),
            steps=tuple(sorted(steps[row.pk], key=lambda one: (one.due_on or date.max, one.id))),
            by=str(row.by),
            at=row.at,
        )
        for row in found
    ]


def _steps(rows: QuerySet[Step], viewer: Actor, today: date) -> dict[int, StepInfo]:
    found = list(rows.select_related("clause", "promise").order_by("pk"))
    marks: dict[int, list[MarkInfo]] = defaultdict(list)
    for mark in Mark.objects.filter(step__in=found).select_related("by", "approved_by").order_by("pk"):
        marks[mark.step_id].append(
            MarkInfo(mark.act, mark.on, mark.text, mark.number, mark.paper_id, str(mark.by), str(mark.approved_by or ""), mark.at)
        )  # fmt: skip
    waivers: dict[int, list[WaiverInfo]] = defaultdict(list)
    for one in Waiver.objects.filter(step__in=found).select_related("by", "decided_by").order_by("pk"):
        waivers[one.step_id].append(
            WaiverInfo(
                one.reason, str(one.by), one.at, one.verdict, str(one.decided_by or ""), one.decided_at,
                one.decided_because,
            )
        )  # fmt: skip
    came = funds.kept(
        promise_ids=[row.promise_id for row in found if row.promise_id], viewer=viewer, today=today
    )
    rules = load()
    infos = {}
    for row in found:
        kept = came.get(row.promise_id or 0)
        due = row.promise.due_on if row.promise else row.due_on
        number = kept.promised if kept else row.promise.number if row.promise else row.number
        said = [mark.act for mark in marks[row.pk]]
        last = "" if not said or said[-1] == "reopened" else said[-1]
        state = state_of_step(
            last=last, due_on=due, promised=number if row.promise else None,
            achieved=kept.achieved if kept else None,
            soon=rules.days_before("due", row.clause.kind, today), today=today,
        )  # fmt: skip
        late = (today - due).days if due and state == "overdue" else 0
        infos[row.pk] = StepInfo(
            row.pk, due, number, rules.clauses[row.clause.kind].unit, row.promise_id,
            kept.achieved if kept else None, state, late, tuple(marks[row.pk]), tuple(waivers[row.pk]),
        )  # fmt: skip
    return infos


def _signed(viewer: Actor) -> QuerySet[Agreement]:
    return visible(viewer=viewer).filter(state="signed")


def _due_steps(viewer: Actor) -> Any:
    return _with_day(Step.objects.filter(clause__taken_back_at=None, clause__agreement__in=_signed(viewer)))


def _with_day(rows: QuerySet[Step]) -> Any:
    return rows.annotate(day=Coalesce("promise__due_on", "due_on"))


def _due(
    viewer: Actor, today: date, days: int | None, what: str, side: str, unit_ids: Collection[int] | None
) -> list[tuple[date, int, int]]:
    """What there is to remind of: the day, the agreement, the step or 0 where the agreement expires; in their order."""
    units = None if unit_ids is None else tuple(sorted(unit_ids))
    return until_written(
        ("due of agreements", viewer, today, days, what, side, units),
        lambda: sorted(_looked_up(viewer, today, days, what, side, units)),
    )


def _looked_up(
    viewer: Actor, today: date, days: int | None, what: str, side: str, units: tuple[int, ...] | None
) -> Iterable[tuple[date, int, int]]:
    rules = load()

    def until(thing: str, kind: str, day: str, kinds: Iterable[str]) -> Q:
        if days is not None:
            return Q(**{f"{day}__lte": today + timedelta(days=days)})
        groups: dict[int, list[str]] = defaultdict(list)
        for code in kinds:
            groups[rules.days_before(thing, code, today)].append(code)
        found = Q(pk__in=[])
        for before, codes in groups.items():
            found |= Q(**{f"{kind}__in": codes, f"{day}__lte": today + timedelta(days=before)})
        return found

    if what in ("", "due"):
        rows = _due_steps(viewer).exclude(done__in=CLOSING)
        rows = rows.filter(until("due", "clause__kind", "day", rules.clauses))
        rows = rows.filter(clause__side=side) if side else rows
        rows = rows if units is None else rows.filter(clause__agreement__unit__in=units)
        # Only what came of a promise can have met a step that nobody closed.
        met = {
            pk
            for pk, one in _steps(rows.filter(promise__isnull=False), viewer, today).items()
            if one.state in CLOSING
        }
        for day, number, pk in rows.values_list("day", "clause__agreement_id", "pk"):
            if pk not in met:
                yield day, number, pk
    if what in ("", "expiry") and not side:
        ending = _signed(viewer).filter(until("expiry", "kind", "valid_until", rules.kinds))
        ending = ending if units is None else ending.filter(unit__in=units)
        for day, number in ending.values_list("valid_until", "pk"):
            if day is not None:
                yield day, number, 0


def _reminding(rows: QuerySet[Step], viewer: Actor, today: date) -> Iterable[Reminder]:
    rules = load()
    infos = _steps(rows, viewer, today)
    for row in rows.select_related("clause__agreement__unit", "clause__owner_unit"):
        clause, info = row.clause, infos[row.pk]
        assert info.due_on is not None
        days = (info.due_on - today).days
        yield Reminder(
            "due", info.due_on, days, clause.agreement_id, clause.agreement.title, clause.pk, row.pk,
            clause.side, rules.clauses[clause.kind].name, clause.text,
            " ".join(filter(None, [str(clause.owner_unit or ""), clause.owner])), str(clause.agreement.unit),
            info.state, days <= rules.days_before("due", clause.kind, today),
        )  # fmt: skip


def _expiry(row: Agreement, today: date) -> Reminder:
    assert row.valid_until is not None
    days = (row.valid_until - today).days
    rules = load()
    soon = days <= rules.days_before("expiry", row.kind, today)
    state = "overdue" if days < 0 else "due_soon" if soon else "open"
    return Reminder(
        "expiry", row.valid_until, days, row.pk, row.title, None, None, "", rules.kinds[row.kind].name, "", "",
        str(row.unit), state, soon,
    )  # fmt: skip


def _review(row: Review) -> ReviewInfo:
    conclusion = load().conclusions[row.conclusion]
    return ReviewInfo(
        row.pk, str(row.of or ""), str(row.unit), row.reviewed_on, row.conclusion, conclusion.name,
        conclusion.passes, row.until, row.paper_id, row.note, str(row.by), row.at,
    )  # fmt: skip


def _touching(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Agreements that are seen and to which one of the names is a party, on the day of signing or of drawing up."""
    rows = Party.objects.filter(
        taken_back_at=None, organisation__own_name__in=names, agreement__in=visible(viewer=viewer)
    ).order_by("agreement__state_since", "pk")
    for row in rows.select_related("organisation__own_name", "agreement"):
        assert row.organisation is not None
        own, kind = row.organisation.own_name, load().kinds[row.agreement.kind].name
        words = Words(f"{kind.zh}：{row.agreement.title}", f"{kind.en}: {row.agreement.title}")
        day = row.agreement.signed_on or row.agreement.state_since
        yield Touch("agreements.Party.organisation", own.pk, own.text, day, words)


leads_here("agreements.Party.organisation", "协议", "agreements", _touching)
