# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie events``, ``event``, ``campaigns``, ``channels``: what was done to bring investors, and what came of it.

It is long because the options of four commands stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.session import now, operator
from duijie.cli.words import label, say

if TYPE_CHECKING:
    from duijie.accounts.types import Actor
    from duijie.signings.types import Step

EVENTS = (
    Column("id", number=True), Column("name", wide=True), Column("type"), Column("begins_on"), Column("place"),
    Column("unit"), Column("invited", number=True), Column("attended", number=True), Column("cost", number=True),
    Column("state"),
)  # fmt: skip
DUE = (
    Column("id", number=True), Column("due_on"), Column("label", wide=True), Column("event", wide=True),
    Column("unit"), Column("late", number=True),
)  # fmt: skip
CAMPAIGNS = (
    Column("id", number=True), Column("name", wide=True), Column("begins_on"), Column("ends_on"), Column("unit"),
    Column("events", number=True), Column("budget", number=True), Column("spent", number=True),
)  # fmt: skip
CHANNELS = (
    Column("id", number=True), Column("name", wide=True), Column("kind"), Column("place"), Column("unit"),
    Column("leads", number=True), Column("projects", number=True),
)  # fmt: skip
STEPS = (
    Column("step"), Column("count", number=True), Column("first_touch", number=True), Column("amount", number=True)
)  # fmt: skip
CAME = (
    Column("record"),
    Column("name", wide=True),
    Column("source", wide=True),
    Column("amount", number=True),
)
UnitOption = Annotated[str, typer.Option(help="The unit that keeps it.")]
LimitOption = Annotated[int, typer.Option(min=1, max=1000)]


def events(
    form: FormatOption = None,
    kind: Annotated[str, typer.Option("--type", help="Only of this type: fair, seminar, roadshow …")] = "",
    state: Annotated[str, typer.Option(help="planned, held or cancelled.")] = "",
    since: Annotated[str | None, typer.Option(help="From this day on.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.", metavar="DAY")] = None,
    text: Annotated[str, typer.Option(help="Words in the name, the place or the theme.")] = "",
    limit: LimitOption = 50,
    due: Annotated[bool, typer.Option("--due", help="What is to be done after events.")] = False,
    add: Annotated[str, typer.Option(help="Record one, with --type, --on and --unit.", metavar="NAME")] = "",
    on: Annotated[str | None, typer.Option(help="Its first day.", metavar="DAY")] = None,
    to: Annotated[str | None, typer.Option(help="Its last day, where it is another.", metavar="DAY")] = None,
    place: Annotated[str, typer.Option(help="Where it is held.")] = "",
    campaign: Annotated[
        int | None, typer.Option(help="The campaign that it belongs to.", metavar="ID")
    ] = None,
    unit: UnitOption = "",
) -> None:
    """List events, what is due after them, or record one (活动)."""
    by = operator()
    from django.utils import timezone

    from duijie.engagement import operations, queries
    from duijie.engagement.rules import STATES, load

    today = timezone.localdate()
    if add:
        day = as_day(on, "--on") or today
        last = as_day(to, "--to") or day
        number = operations.save_event(
            values={
                "name": add, "kind": kind, "begins_on": str(day), "ends_on": str(last), "place": place,
                "state": state or ("held" if last <= today else "planned"),
            },
            campaign_id=campaign, unit_id=_unit(unit), by=by, at=now(),
        )  # fmt: skip
        _show_event(number, by, form)
        return
    if due:
        rows = [
            {**asdict(one), "label": one.name}
            for one in queries.follow_ups(viewer=by, today=today, open_only=True, limit=limit)
        ]
        show(rows, DUE, form)
        return
    filters = queries.Filters(
        kind=kind, state=state, since=as_day(since, "--since"), until=as_day(until, "--until"), text=text,
        campaign_id=campaign,
    )  # fmt: skip
    page = queries.events(viewer=by, filters=filters, limit=limit)
    types = load().types
    show(
        [
            {
                **asdict(one),
                "type": types.get(one.kind, one.kind),
                "state": STATES[one.state],
                "state_code": one.state,
            }
            for one in page.lines
        ],
        EVENTS,
        form,
    )


def event(
    number: Annotated[int, typer.Argument(help="The event's number.", metavar="ID")],
    form: FormatOption = None,
    put: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change a field, such as state=held.", metavar="FIELD=VALUE"),
    ] = None,
    guest: Annotated[
        list[str] | None,
        typer.Option(help="Invite, or say who came: NAME=attended.", metavar="NAME=STATE"),
    ] = None,
    sign: Annotated[
        list[str] | None,
        typer.Option(help="Record a signing: 7=formal, 7=intent:200000000.", metavar="PROJECT=KIND[:YUAN]"),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Signed on; by default its first day.", metavar="DAY")
    ] = None,
    done: Annotated[
        list[str] | None, typer.Option(help="What came of a follow-up.", metavar="FOLLOW_UP=OUTCOME")
    ] = None,
    brought: Annotated[
        list[str] | None,
        typer.Option(help="It brought this: project:7=who says so, lead:5=….", metavar="RECORD=SAID_BY"),
    ] = None,
    cost: Annotated[list[str] | None, typer.Option(help="What was spent on it.", metavar="WHAT=YUAN")] = None,
) -> None:
    """Show one event with everything of it, after recording what is given (活动详情). All of it or nothing."""
    by = operator()
    from django.db import transaction
    from django.utils import timezone

    from duijie.engagement import operations, queries
    from duijie.signings import operations as signings

    at = now()
    today = timezone.localdate(at)
    with transaction.atomic():
        line = queries.event(event_id=number, viewer=by, today=today).line
        if put:
            values = dict(_pairs(put, "--set"))
            operations.save_event(event_id=number, values=values, by=by, at=at)
        for name, state in _pairs(guest or (), "--guest"):
            operations.save_guest(
                event_id=number, values={"name": name, "state": state or "invited"}, by=by, at=at
            )
        for project, what in _pairs(sign or (), "--sign"):
            kind, _, yuan = what.partition(":")
            told = signings.sign(
                project_id=_whole(project, "--sign"), kind=kind, event_id=number, by=by, at=at,
                signed_on=as_day(on, "--on") or line.begins_on, number=_yuan(yuan, "--sign") if yuan else None,
            )  # fmt: skip
            typer.echo("; ".join(map(say, told.reasons)), err=True) if told.reasons else None
        for follow_up, outcome in _pairs(done or (), "--done"):
            operations.do_follow_up(follow_up_id=_whole(follow_up, "--done"), outcome=outcome, by=by, at=at)
        for record, said_by in _pairs(brought or (), "--brought"):
            what, _, one = record.partition(":")
            if what not in ("lead", "project"):
                raise WrongUse(f"--brought {record!r} is no record. Write project:7 or lead:5.")
            of: dict[str, Any] = {f"{what}_id": _whole(one, "--brought")}
            operations.say_origin(
                **of, event_id=number, touched_on=line.begins_on, said_by=said_by, by=by, at=at
            )
        for what, yuan in _pairs(cost or (), "--cost"):
            operations.spend(
                event_id=number,
                what=what,
                number=_yuan(yuan, "--cost"),
                spent_on=min(line.begins_on, today),
                by=by,
                at=at,
            )
    _show_event(number, by, form)


def campaigns(
    form: FormatOption = None,
    limit: LimitOption = 50,
    of: Annotated[
        int | None, typer.Option("--yield", help="From invitation to money, of this one.", metavar="ID")
    ] = None,
    step: Annotated[str, typer.Option(help="With --yield: those behind a step, such as signed.")] = "",
    add: Annotated[str, typer.Option(help="Start one, with --since and --until.", metavar="NAME")] = "",
    since: Annotated[str | None, typer.Option(help="Its first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Its last day.", metavar="DAY")] = None,
    budget: Annotated[str, typer.Option(help="Its budget in yuan.", metavar="YUAN")] = "",
    unit: UnitOption = "",
) -> None:
    """List campaigns, start one, or show what came of one (专项行动)."""
    by = operator()
    from duijie.engagement import operations, queries

    if add:
        values = {
            "name": add,
            "begins_on": since or "",
            "ends_on": until or "",
            "budget": budget.replace(",", ""),
        }
        of_new = operations.save_campaign(values=values, unit_id=_unit(unit), by=by, at=now())
        show([asdict(queries.campaign(campaign_id=of_new, viewer=by).line)], CAMPAIGNS, form)
    elif of is not None:
        queries.campaign(campaign_id=of, viewer=by)
        _show_yield("campaign_id", of, step, by, form)
    else:
        show([asdict(one) for one in queries.campaigns(viewer=by, limit=limit)], CAMPAIGNS, form)


def channels(
    form: FormatOption = None,
    kind: Annotated[str, typer.Option(help="Only of this kind: chamber, association …")] = "",
    text: Annotated[str, typer.Option(help="Words in the name or the place.")] = "",
    limit: LimitOption = 50,
    of: Annotated[
        int | None, typer.Option("--yield", help="From invitation to money, of this one.", metavar="ID")
    ] = None,
    step: Annotated[str, typer.Option(help="With --yield: those behind a step, such as signed.")] = "",
    add: Annotated[str, typer.Option(help="Record one, with --kind.", metavar="NAME")] = "",
    place: Annotated[str, typer.Option(help="Where it is.")] = "",
    unit: UnitOption = "",
) -> None:
    """List channels with what they brought, or record one (招商渠道)."""
    by = operator()
    from duijie.engagement import operations, queries
    from duijie.engagement.rules import load

    if of is not None:
        queries.channel(channel_id=of, viewer=by)
        _show_yield("channel_id", of, step, by, form)
        return
    if add:
        values = {"name": add, "kind": kind, "place": place}
        number = operations.save_channel(values=values, unit_id=_unit(unit), by=by, at=now())
        lines = [queries.channel(channel_id=number, viewer=by).line]
    else:
        lines = queries.channels(viewer=by, kind=kind, text=text, limit=limit)
    kinds = load().channels
    show(
        [{**asdict(one), "kind": kinds.get(one.kind, one.kind), "kind_code": one.kind} for one in lines],
        CHANNELS,
        form,
    )


def _show_yield(of: str, number: int, step: str, by: Actor, form: Any) -> None:
    from duijie.signings import queries
    from duijie.signings.rules import STEPS as NAMES

    given: dict[str, Any] = {of: number}
    if step and step not in NAMES:
        raise WrongUse(f"--step {step!r} is not known. Use one of: {', '.join(NAMES)}.")
    if not step:
        show([_step(one) for one in queries.came_of(viewer=by, **given)], STEPS, form)
        return
    listed, _ = queries.came(step=step, viewer=by, **given)
    rows = [
        {
            "record": one.thing,
            "name": one.label,
            "source": one.detail,
            "amount": one.number,
            "first": one.first,
        }
        for one in listed
    ]
    show(rows, CAME, form)


def _step(one: Step) -> dict[str, Any]:
    return {
        "step": one.name, "code": one.code, "count": one.count, "first_touch": one.first, "amount": one.number
    }  # fmt: skip


def _show_event(number: int, by: Actor, form: Any) -> None:
    from django.utils import timezone

    from duijie.engagement import queries
    from duijie.signings.queries import came_of, of_event
    from duijie.signings.rules import STANDINGS, kinds

    today = timezone.localdate()
    info = queries.event(event_id=number, viewer=by, today=today)
    signed = of_event(event_id=number, viewer=by, today=today)
    steps = [_step(one) for one in came_of(viewer=by, event_id=number)]
    record = {
        **asdict(info.line), **asdict(info),
        "guests": [asdict(one) for one in queries.guests(event_id=number, viewer=by)],
        "signings": [asdict(one) for one in signed.lines], "signings_hidden": signed.hidden,
        "sums": [{**asdict(one), "rest": one.rest} for one in signed.sums], "yield": steps,
    }  # fmt: skip
    record.pop("line")
    line = info.line
    lines = [f"{line.id}  {line.name}", f"{line.begins_on} – {line.ends_on}  {line.place}  {line.unit}"]
    lines += [f"{one.starts or '     '}  {one.title}  {one.speaker}" for one in info.programme]
    lines += [
        f"{say(kinds()[one.kind].name)}: {one.project}  {'' if one.number is None else f'{one.number:,.0f}'}  {say(STANDINGS[one.standing])}"
        f"  {'; '.join(map(say, one.reasons))}"
        for one in signed.lines
    ]
    lines += [f"{say(one['step'])}: {one['count']}  {one['amount'] or ''}" for one in steps]
    lines += [f"{label('due')}: {one.due_on}  {say(one.name)}" for one in info.follow_ups if not one.done_on]
    show_one(record, form, lines)


def _unit(name: str) -> int | None:
    from duijie.accounts.queries import unit_named

    return unit_named(name).id if name else None


def _pairs(given: Iterable[str], option: str) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in given]
    for name, mark, _ in pairs:
        if not mark:
            raise WrongUse(f"{option} {name!r} has no '='. Write it as NAME=VALUE.")
    return [(name, value) for name, _, value in pairs]


def _whole(text: str, option: str) -> int:
    if not text.isdigit():
        raise WrongUse(f"{option} {text!r} is no number of a record.")
    return int(text)


def _yuan(text: str, option: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as wrong:
        raise WrongUse(f"{option} {text!r} is no number. Write it in yuan: 200000000.") from wrong
