"""The only writer of agreements and of the rows from which their state follows.

It is long because one module writes these tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.agreements import models
from duijie.agreements.queries import held_by, paper_of, to_decide, to_write
from duijie.agreements.rules import (
    FOLLOWS,
    SIDES,
    STATES,
    ClauseKind,
    key_of,
    load,
    missing_for,
    not_ahead,
    one_of,
    reasoned,
)  # fmt: skip
from duijie.agreements.types import (
    CannotSign,
    NoSuchAgreement,
    NotYourAgreement,
    WrongAgreement,
)
from duijie.directory.queries import homes_named
from duijie.documents import queries as documents
from duijie.funds import operations as funds
from duijie.funds.queries import same
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import load as pipeline_rules


@transaction.atomic
def draw_up(
    *,
    kind: str,
    title: str,
    unit_id: int,
    by: Actor,
    at: datetime,
    number: str = "",
    project_ids: Iterable[int] = (),
    amends_id: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    confidential: bool = False,
) -> int:
    """Begin an agreement as a draft; its number. A supplement names the agreement that it ``amends``."""
    by.must("add")
    if not (by.may("review") or unit_id in own_units(viewer=by)):
        raise NotYourAgreement(by.name, title)
    one_of("kind", kind, load().kinds)
    if not title.strip():
        raise WrongAgreement("协议要有标题。", "An agreement needs a title.")
    if (kind == "supplement") != (amends_id is not None):
        raise WrongAgreement(
            "补充协议要写明所补充的协议，其他协议不写。",
            "A supplement, and nothing else, names the agreement that it amends.",
        )
    if amends_id is not None:
        to_decide(agreement_id=amends_id, by=by)
    today = timezone.localdate(at)
    row = models.Agreement.objects.create(
        kind=kind, title=title.strip()[:200], number=number.strip()[:80], unit_id=unit_id, amends_id=amends_id,
        confidential=confidential, state_since=today, at=at, by_id=by.user_id,
    )  # fmt: skip
    models.StateRow.objects.create(agreement=row, state="draft", effective_on=today, at=at, by_id=by.user_id)
    for project_id in project_ids:
        _cover(row, project_id, by, at)
    if valid_from or valid_until:
        _term(row, valid_from, valid_until, "", by, at)
    _settled(row)
    log(by=by, at=at, operation="draw_up", subject=key_of(row.pk), kind=kind, title=title)
    return row.pk


@transaction.atomic
def edit(
    *,
    agreement_id: int,
    by: Actor,
    at: datetime,
    title: str | None = None,
    number: str | None = None,
    confidential: bool | None = None,
) -> None:
    """Change what stands at the head; the old values stay in the audit row."""
    row = to_write(agreement_id=agreement_id, by=by)
    wanted = {"title": title, "number": number, "confidential": confidential}
    changed = {
        name: [getattr(row, name), new]
        for name, new in wanted.items()
        if new is not None and new != getattr(row, name)
    }
    if title is not None and not title.strip():
        raise WrongAgreement("协议要有标题。", "An agreement needs a title.")
    for name, (_, new) in changed.items():
        setattr(row, name, new)
    _settled(row)
    log(by=by, at=at, operation="edit_agreement", subject=key_of(row.pk), changed=changed)


@transaction.atomic
def cover(*, agreement_id: int, project_id: int, by: Actor, at: datetime) -> None:
    """Say that the agreement is about a project, too."""
    row = to_write(agreement_id=agreement_id, by=by)
    _cover(row, project_id, by, at)
    log(by=by, at=at, operation="cover", subject=key_of(row.pk), project=project_id)


@transaction.atomic
def add_party(*, agreement_id: int, name: str, role: str, by: Actor, at: datetime, side: str = "") -> int:
    """Add a party, its name as printed; the organisation that the name brings along is found by itself."""
    row = to_write(agreement_id=agreement_id, by=by)
    one_of("role", role, load().roles)
    side = side or load().roles[role].side
    one_of("side", side, SIDES)
    printed = name.strip()[:200]
    if not printed:
        raise WrongAgreement("请填写协议上印的名称。", "A party needs its name as printed.")
    if models.Party.objects.filter(agreement=row, name=printed, taken_back_at=None).exists():
        raise WrongAgreement(f"“{printed}”已是签约方。", f"“{printed}” is a party already.")
    party = models.Party.objects.create(
        agreement=row, name=printed, role=role, side=side, at=at, by_id=by.user_id,
        organisation_id=homes_named(names=[printed]).get(printed),
    )  # fmt: skip
    _settled(row)
    log(by=by, at=at, operation="add_party", subject=key_of(row.pk), party=party.pk, name=printed)
    return party.pk


@transaction.atomic
def attach(
    *,
    agreement_id: int,
    kind: str,
    title: str,
    by: Actor,
    at: datetime,
    document_id: int | None = None,
    sha256: str = "",
    dated_on: date | None = None,
) -> int:
    """Attach a paper; its number. A document that was received brings its own hash."""
    row = to_write(agreement_id=agreement_id, by=by)
    one_of("kind of paper", kind, load().papers)
    if not title.strip():
        raise WrongAgreement("请写明是什么材料。", "A paper needs a title.")
    if document_id is not None:
        sha256 = documents.get(document_id=document_id, viewer=by).sha256
    paper = models.Paper.objects.create(
        agreement=row, kind=kind, title=title.strip()[:200], document_id=document_id, sha256=sha256,
        dated_on=dated_on, at=at, by_id=by.user_id,
    )  # fmt: skip
    log(by=by, at=at, operation="attach_paper", subject=key_of(row.pk), paper=paper.pk, kind=kind)
    return paper.pk


@transaction.atomic
def set_term(
    *,
    agreement_id: int,
    valid_from: date | None,
    valid_until: date | None,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Say from when until when it is valid; changing that, such as extending it, needs a reason."""
    row = to_write(agreement_id=agreement_id, by=by)
    held = models.Term.objects.filter(agreement=row).order_by("pk").last()
    if held is not None:
        reason = reasoned(reason)
    _term(row, valid_from, valid_until, reason, by, at)
    _settled(row)
    olds = (held.valid_from, held.valid_until) if held else (None, None)
    changed = {
        name: [str(old or ""), str(new or "")]
        for name, old, new in zip(("valid_from", "valid_until"), olds, (valid_from, valid_until), strict=True)
        if old != new
    }
    log(by=by, at=at, operation="set_term", subject=key_of(row.pk), changed=changed, reason=reason)


@transaction.atomic
def add_clause(
    *,
    agreement_id: int,
    kind: str,
    text: str,
    by: Actor,
    at: datetime,
    side: str = "",
    steps: Iterable[tuple[date | None, Decimal | None]] = ((None, None),),
    paper_id: int | None = None,
    place: str = "",
    start: int | None = None,
    end: int | None = None,
    owner_unit_id: int | None = None,
    owner: str = "",
    proof_kind: str = "",
    project_id: int | None = None,
) -> int:
    """Record a promise as printed; the clause's number. ``steps`` are days and numbers, in the kind's base unit.

    A number with a day that the other side promises of investment, output, tax, jobs or land of a project is kept
    once, with the project's promises. ``start`` and ``end`` are characters of the paper's document, whose words
    there must be ``text``.
    """
    row = to_write(agreement_id=agreement_id, by=by)
    one_of("kind of clause", kind, load().clauses)
    rule = load().clauses[kind]
    side = side or rule.side
    one_of("side", side, SIDES)
    if not text.strip():
        raise WrongAgreement("请填写条款原文。", "A clause needs its words as printed.")
    if proof_kind:
        one_of("kind of proof", proof_kind, pipeline_rules().evidence)
    paper = paper_of(row, paper_id)
    _in_place(paper, text, start, end, by)
    project_id = _project_of(row, project_id)
    clause = models.Clause.objects.create(
        agreement=row, side=side, kind=kind, text=text.strip(), paper=paper, place=place[:60], start=start,
        end=end, owner_unit_id=owner_unit_id, owner=owner.strip()[:100], proof_kind=proof_kind,
        project_id=project_id, at=at, by_id=by.user_id,
    )  # fmt: skip
    for due_on, number in list(steps) or [(None, None)]:
        _step(clause, rule, due_on, number, by, at)
    log(by=by, at=at, operation="add_clause", subject=key_of(row.pk), clause=clause.pk, kind=kind, side=side)
    return clause.pk


@transaction.atomic
def take_back(*, what: str, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Say that a ``party`` or a ``clause`` was typed wrongly; it stays in the rows and counts no more."""
    one_of("row to take back", what, ("party", "clause"))
    kept = models.Party.objects if what == "party" else models.Clause.objects
    found = kept.filter(pk=number, taken_back_at=None).first()
    if found is None:
        raise NoSuchAgreement(what, number)
    row = to_write(agreement_id=found.agreement_id, by=by)
    found.taken_back_at, found.taken_back_because = at, reasoned(reason)
    found.save(update_fields=["taken_back_at", "taken_back_because"])
    _settled(row)
    log(by=by, at=at, operation=f"take_back_{what}", subject=key_of(row.pk), number=number, reason=reason)


@transaction.atomic
def review(
    *,
    agreement_id: int,
    unit_id: int,
    reviewed_on: date,
    conclusion: str,
    paper_id: int,
    by: Actor,
    at: datetime,
    of_id: int | None = None,
    until: date | None = None,
    note: str = "",
) -> int:
    """Record a fair-competition review with its paper; of the agreement, or of the policy ``of_id`` attached to it."""
    by.must("review")
    row = to_decide(agreement_id=agreement_id, by=by)
    one_of("conclusion", conclusion, load().conclusions)
    not_ahead(reviewed_on, at)
    if load().conclusions[conclusion].limited != (until is not None):
        raise WrongAgreement(
            "适用例外规定的要写明截止日期，其他结论不写。",
            "An exception, and nothing else, names the day until which it holds.",
        )
    paper, of = paper_of(row, paper_id), paper_of(row, of_id)
    if paper is None or paper.kind != "review":
        raise WrongAgreement(
            "审查结论以审查意见书为据，请先上传“公平竞争审查意见”。",
            "A review rests on its own paper. Attach that as “review” first.",
        )
    found = models.Review.objects.create(
        agreement=row, of=of, unit_id=unit_id, reviewed_on=reviewed_on, conclusion=conclusion, until=until,
        paper=paper, note=note.strip()[:500], at=at, by_id=by.user_id,
    )  # fmt: skip
    log(
        by=by,
        at=at,
        operation="review_agreement",
        subject=key_of(row.pk),
        review=found.pk,
        conclusion=conclusion,
    )
    return found.pk


@transaction.atomic
def sign(*, agreement_id: int, signed_on: date, by: Actor, at: datetime, taken_over: str = "") -> None:
    """Mark a draft as signed. Raises :class:`CannotSign` where a gate is closed.

    ``taken_over`` says from which older record it comes, which a reviewer may; then no gate is asked.
    """
    row = to_write(agreement_id=agreement_id, by=by)
    if row.state != "draft":
        raise WrongAgreement(
            f"协议当前为{STATES[row.state].zh}，只有起草中的协议可以签订。",
            f"The agreement is {row.state}; only a draft is signed.",
        )
    not_ahead(signed_on, at)
    if taken_over:
        by.must("review")
    else:
        lacking = tuple(one for one in missing_for(held_by(row, signed_on), signed_on) if one.must)
        if lacking:
            raise CannotSign(lacking)
    row.signed_on = signed_on
    _enter(row, "signed", signed_on, taken_over, by, at, taken_over=bool(taken_over))


@transaction.atomic
def set_state(
    *, agreement_id: int, state: str, effective_on: date, reason: str, by: Actor, at: datetime
) -> None:
    """Say that a signed agreement is fulfilled or ended, that a draft is dropped or taken up again, and why."""
    row = to_write(agreement_id=agreement_id, by=by)
    one_of("state", state, FOLLOWS)
    if row.state not in FOLLOWS[state]:
        raise WrongAgreement(
            f"{STATES[row.state].zh}的协议不能改为{STATES[state].zh}。",
            f"An agreement that is {row.state} does not become {state}.",
        )
    not_ahead(effective_on, at)
    if row.signed_on and effective_on < row.signed_on:
        raise WrongAgreement(
            f"协议签于 {row.signed_on}，{effective_on} 在此之前。",
            f"It was signed on {row.signed_on}; {effective_on} is before that.",
        )
    _enter(row, state, effective_on, reasoned(reason), by, at)


def _step(
    clause: models.Clause,
    rule: ClauseKind,
    due_on: date | None,
    number: Decimal | None,
    by: Actor,
    at: datetime,
) -> None:
    if number is not None and (number < 0 or not rule.unit):
        raise WrongAgreement(
            f"“{rule.name.zh}”不填数量，或数量不能为负。",
            f"{rule.code} takes no number, or one that is not negative.",
        )
    step = models.Step(clause=clause, due_on=due_on, number=number, at=at, by_id=by.user_id)
    tied = rule.promise and clause.side == "theirs" and clause.project_id and due_on and number is not None
    if tied:
        assert clause.project_id and due_on and number is not None
        held = same(project_id=clause.project_id, kind=rule.promise, due_on=due_on, number=number)
        step.promise_id = held or funds.promise(
            project_id=clause.project_id, kind=rule.promise, number=number, due_on=due_on,
            note=clause.text, by=by, at=at,
        )  # fmt: skip
        step.due_on = step.number = None
    step.save()


def _enter(
    row: models.Agreement,
    state: str,
    day: date,
    reason: str,
    by: Actor,
    at: datetime,
    *,
    taken_over: bool = False,
) -> None:
    models.StateRow.objects.create(
        agreement=row, state=state, effective_on=day, taken_over=taken_over, reason=reason[:300], at=at,
        by_id=by.user_id,
    )  # fmt: skip
    before = row.state
    row.state, row.state_since = state, day
    _settled(row)
    log(
        by=by, at=at, operation="set_agreement_state", subject=key_of(row.pk), day=str(day), reason=reason[:300],
        changed={"state": [before, state]},
    )  # fmt: skip


def _term(
    row: models.Agreement,
    valid_from: date | None,
    valid_until: date | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    if valid_from and valid_until and valid_until < valid_from:
        raise WrongAgreement(
            f"有效期止于 {valid_until}，早于起始日 {valid_from}。",
            f"It cannot be valid until {valid_until}, before it begins on {valid_from}.",
        )
    models.Term.objects.create(
        agreement=row, valid_from=valid_from, valid_until=valid_until, reason=reason[:300], at=at,
        by_id=by.user_id,
    )  # fmt: skip
    row.valid_from, row.valid_until = valid_from, valid_until


def _cover(row: models.Agreement, project_id: int, by: Actor, at: datetime) -> None:
    projects.to_decide(project_id=project_id, by=by)
    if models.Covered.objects.filter(agreement=row, project_id=project_id).exists():
        raise WrongAgreement(
            f"已关联项目 {project_id}。", f"The agreement is about project {project_id} already."
        )
    models.Covered.objects.create(agreement=row, project_id=project_id, at=at, by_id=by.user_id)


def _project_of(row: models.Agreement, project_id: int | None) -> int | None:
    """The project of a clause: the one named, or the only one that the agreement is about."""
    covered = list(row.covered.order_by("pk").values_list("project_id", flat=True))
    if project_id is None:
        return covered[0] if len(covered) == 1 else None
    if project_id not in covered:
        raise WrongAgreement(
            f"协议没有关联项目 {project_id}。", f"The agreement is not about project {project_id}."
        )
    return project_id


def _in_place(paper: models.Paper | None, text: str, start: int | None, end: int | None, by: Actor) -> None:
    if start is None and end is None:
        return
    if start is None or end is None or paper is None or paper.document_id is None:
        raise WrongAgreement(
            "原文位置要写明材料和起止字符。", "A place in a document is its paper, first and last character."
        )
    words = documents.original_text(document_id=paper.document_id, viewer=by)[start:end]
    if "".join(words.split()) != "".join(text.split()):
        raise WrongAgreement(
            f"文件第 {start}–{end} 字是“{words[:40]}”，与条款原文不符。",
            f"At {start}–{end} the document says “{words[:40]}”, not the words of the clause.",
        )


def _settled(row: models.Agreement) -> None:
    names = models.Party.objects.filter(agreement=row, taken_back_at=None).values_list("name", flat=True)
    row.search = " ".join(filter(None, [row.title, row.number, *names])).lower()[:600]
    row.save()
