# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie parks``, ``park``, ``fit`` and ``allocate``: parks, what would fit a project, and who goes where."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.session import operator
from duijie.cli.words import label, say
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.parks.types import Sums

LIST = (
    Column("id", number=True), Column("name", wide=True), Column("kind"), Column("unit"),
    Column("plots", number=True), Column("free_area", number=True), Column("free_floor", number=True),
    Column("tenants", number=True),
)  # fmt: skip
FITS = (Column("park", wide=True), Column("state"), Column("leads"), Column("needs", wide=True), Column("would_do", wide=True))  # fmt: skip
PLACES = (
    Column("project", wide=True), Column("park", wide=True), Column("points", number=True),
    Column("takes", wide=True), Column("lacks", wide=True), Column("why", wide=True),
)  # fmt: skip
ANSWERS = {
    "fits": Words("满足", "fits"), "open": Words("有待核实", "not all told"), "fails": Words("不满足", "does not fit")
}  # fmt: skip


def parks(form: FormatOption = None) -> None:
    """List parks as a tree with what is free in each and inside it, in m² (园区)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.parks import queries
    from duijie.parks.rules import load, names_of

    kinds = names_of(load().kinds)
    lines = queries.lines(viewer=viewer)
    sums = queries.rolled_up(lines, queries.sums(viewer=viewer, today=timezone.localdate()))
    rows = [
        {"id": one.id, "name": one.name, "kind": kinds.get(one.kind, one.kind), "unit": one.unit, "parent_id": one.parent_id, "depth": one.depth}
        | _sums(sums[one.id])
        for one in lines
    ]  # fmt: skip
    show(rows, LIST, form)


def park(
    name: Annotated[str, typer.Argument(help="The park's name, or another name recorded of it.")],
    form: FormatOption = None,
) -> None:
    """Show one park: ground, supplies, industries, quotas and years (园区详情)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.capacity.queries import supplies
    from duijie.parks import queries
    from duijie.parks.rules import load, names_of

    today = timezone.localdate()
    info = queries.park(park_id=_park(name), viewer=viewer, today=today)
    kind = names_of(load().kinds).get(info.line.kind, Words(info.line.kind, info.line.kind))
    given = supplies(viewer=viewer, today=today, park_ids=[info.line.id])
    record: dict[str, Any] = {
        "id": info.line.id, "name": info.line.name, "kind": kind, "unit": info.line.unit,
        "above": [one.name for one in info.above], "inside": [one.name for one in info.below], **_sums(info.sums),
        "industries": [{"code": one.code, "name": one.name, "standing": one.standing} for one in info.industries],
        "supplies": [
            {"kind": one.kind, "name": one.name, "unit": one.unit, "total": one.total, "promised": one.promised, "used": one.used, "free": one.free}
            for one in given
        ],
        "quotas": [
            {"park_id": one.park_id, "kind": one.kind, "quantity": one.quantity.as_json(), "due_on": one.due_on, "reached": one.reached, "year": one.year}
            for one in info.quotas
        ],
        "years": [{"year": year, "enterprises": count, **values} for year, values, count in info.years] if info.reads_years else [],
    }  # fmt: skip
    lines = [
        f"{info.line.name} · {say(kind)} · {info.line.unit}",
        *(f"{label(code)} {number:,}" for code, number in _sums(info.sums).items() if number),
        *(f"{say(one.name)}: {one.free:,} / {one.total:,} {one.unit}" for one in given),
        *(f"{one.code} {one.name} · {one.standing}" for one in info.industries),
    ]
    show_one(record, form, lines)


def fit(
    project: Annotated[int, typer.Argument(help="The project's number.", metavar="PROJECT")],
    form: FormatOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
) -> None:
    """Every park against what a project needs, those that fit first (项目选址)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.capacity import queries

    found = queries.fit(project_id=project, viewer=viewer, today=timezone.localdate(), limit=limit)
    rows = [
        {
            "park": one.park.name, "park_id": one.park.id, "state": ANSWERS[one.state], "code": one.state, "leads": one.leads,
            "needs": "; ".join(f"{say(need.name)} {need.wanted or ''}/{'' if need.there is None else need.there} {need.unit}".strip() for need in one.needs),
            "would_do": "; ".join([*(plot.number for plot in one.plots), *(f"{space.building} {space.number}" for space in one.spaces)]),
        }
        for one in found
    ]  # fmt: skip
    show(rows, FITS, form)


def allocate(
    form: FormatOption = None,
    project: Annotated[list[int] | None, typer.Option(help="Only these; by default all active ones without ground.", metavar="PROJECT")] = None,
    park: Annotated[list[str] | None, typer.Option(help="Only into these; by default into all.", metavar="NAME")] = None,
    weight: Annotated[list[str] | None, typer.Option(help="Points for each step of points.toml: investment=1, output=2, tax=5, jobs=1.", metavar="MEASURE=POINTS")] = None,
    not_: Annotated[list[str] | None, typer.Option("--not", help="A project that may not go to a park.", metavar="PROJECT@NAME")] = None,
    all_told: Annotated[bool, typer.Option("--all-told", help="Propose no park that does not tell of every need.")] = False,
    seconds: Annotated[float, typer.Option(help="How long to look, about.", min=0.1, max=600)] = 10.0,
) -> None:  # fmt: skip
    """Propose which project goes to which park; nothing is reserved (统筹安排)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.allocation.queries import propose
    from duijie.allocation.rules import measures
    from duijie.allocation.types import Asked

    weights = {code: Decimal(one.weight) for code, one in measures().items()}
    for text in weight or ():
        code, _mark, number = text.partition("=")
        try:
            weights[code] = Decimal(number) if code in weights else Decimal(-1)
        except InvalidOperation:
            weights[code] = Decimal(-1)
        if not 0 <= weights[code] <= 1000:
            raise WrongUse(
                f"--weight {text!r} is none. Write one of {', '.join(measures())}, = and 0 to 1000."
            )
    barred = set()
    for text in not_ or ():
        number, mark, name = text.partition("@")
        if not (mark and number.isdecimal()):
            raise WrongUse(f"--not {text!r} is none. Write a project's number, @ and a park's name.")
        barred.add((int(number), _park(name)))
    asked = Asked(
        tuple(project) if project else None, tuple(map(_park, park)) if park else None, weights, frozenset(barred),
        not all_told,
    )  # fmt: skip
    found = propose(asked=asked, viewer=viewer, today=timezone.localdate(), seconds=seconds)
    rows: list[dict[str, Any]] = [
        {
            "project": one.project.name, "project_id": one.project.id, "park": one.park.name, "park_id": one.park.id,
            "points": one.points, "takes": "; ".join(f"{say(thing.name)} {thing.holder} {thing.amount} {thing.unit}".strip() for thing in one.things),
            "lacks": "", "why": "; ".join(say(name) for name in (*one.liked, *one.open_needs)),
        }
        for one in found.placed
    ]  # fmt: skip
    rows += [
        {
            "project": one.project.name, "project_id": one.project.id, "park": "", "park_id": None, "points": one.points,
            "takes": "", "lacks": "; ".join(f"{lack.holder} {say(lack.name)} {lack.short} {lack.unit}" for lack in one.lacks),
            "why": one.nearest.name if one.nearest else "; ".join(f"{say(name)} ({count})" for name, count in one.why),
        }
        for one in found.left
    ]  # fmt: skip
    title = f"{label('points')} {found.points:,} ≤ {found.bound:,} ({found.gap:.2%})"
    show(rows, PLACES, form, title=title)


def _park(name: str) -> int:
    from duijie.parks.queries import parks_named

    found = parks_named([name])
    if name not in found:
        raise WrongUse(f"No park is called {name!r}. `duijie parks` lists what there is.")
    return found[name]


def _sums(one: Sums) -> dict[str, Any]:
    return asdict(one)
