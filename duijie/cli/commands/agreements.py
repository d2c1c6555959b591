# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie agreements``, ``agreement``, ``screen``: what was promised, what falls due, what a draft may not say."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.session import now, operator, start
from duijie.cli.words import label, say
from duijie.kernel.words import Words

LIST = (
    Column("id", number=True), Column("title", wide=True), Column("kind"), Column("state"), Column("parties", wide=True),
    Column("signed_on"), Column("valid_until"), Column("overdue", number=True), Column("unit"),
)  # fmt: skip
DUE = (
    Column("on"), Column("days", number=True), Column("kind"), Column("agreement", wide=True),
    Column("text", wide=True), Column("side"), Column("owner"), Column("state"), Column("step", number=True),
)  # fmt: skip
FOUND = (
    Column("severity"), Column("rule"), Column("words", wide=True), Column("place"), Column("article", wide=True),
    Column("advice", wide=True),
)  # fmt: skip


def agreements(
    form: FormatOption = None,
    due: Annotated[
        int | None,
        typer.Option("--due", help="What is overdue, and what falls due or expires within so many days.", metavar="DAYS", min=0),
    ] = None,
    remind: Annotated[bool, typer.Option("--remind", help="The same, by the table of reminders.")] = False,
    kind: Annotated[str, typer.Option(help="strategic, framework, investment, technology or supplement.")] = "",
    state: Annotated[str, typer.Option(help="draft, signed, fulfilled, ended or dropped.")] = "",
    unit: Annotated[str, typer.Option(help="Only those that this unit keeps.")] = "",
    text: Annotated[str, typer.Option(help="Words in title, number or parties.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those with something overdue.")] = False,
    as_of: Annotated[str | None, typer.Option(help="As of a day; by default today.", metavar="DAY")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
) -> None:  # fmt: skip
    """List agreements, or what falls due of them (协议台账与到期提醒)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.agreements import queries
    from duijie.agreements.rules import FOLLOWS, SIDES, STATES, STEP_STATES, load

    today = as_day(as_of, "--as-of") or timezone.localdate()
    if due is not None or remind:
        found = queries.reminders(viewer=viewer, today=today, days=due, limit=limit)
        rows = [
            {**asdict(one), "side": SIDES.get(one.side, Words("", "")), "side_code": one.side, "step": one.step_id,
             "state": STEP_STATES[one.state], "state_code": one.state}
            for one in found
        ]  # fmt: skip
        show(rows, DUE, form)
        return
    rules = load()
    for option, given, allowed in (
        ("--kind", kind, rules.kinds),
        ("--state", state, {"signed": "", **FOLLOWS}),
    ):
        if given and given not in allowed:
            raise WrongUse(f"{option} {given!r} is not known. Use one of: {', '.join(allowed)}.")
    filters = queries.Filters(
        kind=kind, state=state, unit_id=unit_named(unit).id if unit else None, text=text,
        due="overdue" if overdue else "",
    )  # fmt: skip
    page = queries.listing(viewer=viewer, today=today, filters=filters, limit=limit)
    rows = [
        {**asdict(one), "kind": rules.kinds[one.kind].name, "kind_code": one.kind, "state": STATES[one.state],
         "state_code": one.state, "parties": list(one.parties)}
        for one in page.lines
    ]  # fmt: skip
    show(rows, LIST, form)


def agreement(
    number: Annotated[int, typer.Argument(help="The agreement's number.", metavar="ID")],
    form: FormatOption = None,
    mark: Annotated[
        str, typer.Option(help="What became of a step: STEP=met, partly, broken or reopened.", metavar="STEP=ACT")
    ] = "",
    proof: Annotated[str, typer.Option(help="Title of the proof that is attached with it.", metavar="TITLE")] = "",
    sign: Annotated[str, typer.Option("--sign", help="Mark the draft as signed on this day.", metavar="DAY")] = "",
    reason: Annotated[str, typer.Option(help="What and why, in a few words.")] = "",
    as_of: Annotated[str | None, typer.Option(help="As of a day; by default today.", metavar="DAY")] = None,
) -> None:  # fmt: skip
    """Show one agreement with parties, clauses and history, after signing it or marking a step (协议详情)."""
    by = operator()
    from django.db import transaction
    from django.utils import timezone

    from duijie.agreements import operations, queries
    from duijie.agreements.fulfilment import operations as fulfilment

    at = now()
    today = as_day(as_of, "--as-of") or timezone.localdate(at)
    with transaction.atomic():
        if sign:
            day = as_day(sign, "--sign")
            assert day is not None
            operations.sign(agreement_id=number, signed_on=day, by=by, at=at)
        if mark:
            step, equals, act = mark.partition("=")
            if not (step.isdigit() and equals):
                raise WrongUse(f"--mark {mark!r} is no mark. Write it as STEP=met.")
            paper = None
            if proof:
                paper = operations.attach(agreement_id=number, kind="proof", title=proof, by=by, at=at)
            fulfilment.mark(step_id=int(step), act=act, on=today, text=reason, paper_id=paper, by=by, at=at)
    info = queries.get(agreement_id=number, viewer=by, today=today)
    _show(info, form)


def screen(
    file: Annotated[Path, typer.Argument(help="A draft in any format that is read.", metavar="FILE")],
    form: FormatOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="Under the rules of a day; by default today's.", metavar="DAY")
    ] = None,
) -> None:
    """Look in a draft for promises that law forbids or that want a review (招商协议草案筛查).

    Hints out of a table of words with article and advice, never a verdict. The exit status is 0 whatever is found.
    """
    start()
    from django.conf import settings
    from django.utils import timezone

    from duijie.cli.files import bytes_of
    from duijie.screening.find import NO_VERDICT, screen_file
    from duijie.screening.lexicon import SEVERITIES

    day = as_day(as_of, "--as-of") or timezone.localdate()
    done = screen_file(bytes_of(file), file.name, day=day, max_bytes=settings.DUIJIE_MAX_BYTES)
    rows = [
        {
            "code": one.rule.code, "rule": one.rule.name, "severity": SEVERITIES[one.rule.severity],
            "severity_code": one.rule.severity, "touches": one.rule.touches, "words": one.words, "place": one.where,
            "start": one.span.start, "end": one.span.end, "sentence": one.sentence.of(done.source.text),
            "article": one.rule.article, "advice": one.rule.advice,
        }
        for one in done.findings
    ]  # fmt: skip
    show(rows, FOUND, form)
    typer.echo(say(NO_VERDICT), err=True)


def _show(info: Any, form: Any) -> None:
    from duijie.agreements.rules import SIDES, STATES, STEP_STATES, load

    line = info.line
    record = {**asdict(info), **asdict(line), "state": STATES[line.state], "state_code": line.state}
    record.pop("line")
    lines = [f"{line.id}  {line.title}  {say(load().kinds[line.kind].name)}  {say(STATES[line.state])}"]
    lines += [f"  {say(SIDES[one.side])}  {one.name}" for one in info.parties]
    for clause in info.clauses:
        lines.append(f"{say(SIDES[clause.side])}  {say(clause.kind_name)}  {clause.text}  {clause.owner}")
        lines += [
            f"  [{step.id}] {step.due_on or '–'}  {'' if step.number is None else f'{step.number:,.0f} {step.unit}'}  "
            f"{say(STEP_STATES[step.state])}"
            for step in clause.steps
        ]
    lines += [f"{label('message')}: {say(one.message)}" for one in info.missing]
    lines += [f"  {one.at:%Y-%m-%d}  {one.by}  {say(one.what)}  {one.why}" for one in info.history]
    show_one(record, form, lines)
