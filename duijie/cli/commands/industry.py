# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie chains``: industry chains and how they stand in a place. ``duijie match``: whom to call; ``prospects``: saved lists; ``assign``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import label, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duijie.accounts.types import Actor
    from duijie.industry.placing.places import Place
    from duijie.matching.lists.types import ListedRow
    from duijie.matching.types import Part, Prospect

CHAINS = (
    Column("code"), Column("name"), Column("version", number=True), Column("links", number=True),
    Column("parks", wide=True),
)  # fmt: skip
STATES = (
    Column("link"), Column("name"), Column("strength"), Column("sure", number=True), Column("perhaps", number=True),
    Column("hhi", number=True), Column("advice"), Column("reasons", wide=True),
)  # fmt: skip
PROSPECTS = (
    Column("rank", number=True), Column("points", number=True), Column("name"), Column("link_name"), Column("place"),
    Column("reasons", wide=True), Column("not_known", wide=True),
)  # fmt: skip
LISTS = (
    Column("id", number=True), Column("name"), Column("for"), Column("rows", number=True),
    Column("contacted", number=True), Column("rated_right", number=True), Column("rated_wrong", number=True), Column("leads", number=True),
)  # fmt: skip
LISTED = (
    Column("rank", number=True), Column("points", number=True), Column("name"), Column("link_name"), Column("unit"),
    Column("person"), Column("due_on"), Column("said"), Column("why", wide=True), Column("lead", number=True),
)  # fmt: skip
ChainOption = Annotated[str, typer.Option(help="A chain's code or name.", metavar="CHAIN")]


def chains(
    chain: Annotated[
        str, typer.Argument(help="A chain's code or name; all chains where it is left out.")
    ] = "",
    form: FormatOption = None,
    place: Annotated[
        str, typer.Option(help="A division's code (131127, 1311, 13) or a park; by default the own region.")
    ] = "",
) -> None:
    """Print the industry chains, or how one stands in a place (产业链)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.industry import queries
    from duijie.industry.rules import advices, strengths

    if not chain:
        rows = [
            {"code": one.code, "name": one.name, "version": one.version, "links": one.links, "parks": [name for _, name in one.parks]}
            for one in queries.chains(viewer=viewer)
        ]  # fmt: skip
        show(rows, CHAINS, form)
        return
    today = timezone.localdate()
    where = _place(place, viewer)
    number = queries.chain_named(text=chain, viewer=viewer)
    found = queries.chain_map(chain_id=number, place=where, viewer=viewer, today=today)
    strength = {one.code: one.name for one in strengths()}
    advice = {one.code: one.name for one in advices()}
    rows = [
        {
            "link": link.code, "name": link.name, "strength": strength[state.strength], "sure": state.sure,
            "perhaps": state.perhaps, "hhi": state.hhi, "basis": state.basis, "advice": advice.get(state.advice),
            "reasons": list(state.reasons), "upstream": list(link.upstream), "key": link.key,
        }
        for link in found.chain.graph.links
        for state in [found.states[link.code]]
    ]  # fmt: skip
    show(rows, STATES, form, title=f"{say(found.chain.line.name)} · {found.place}")


def match(
    park: Annotated[str, typer.Argument(help="A park's name; left out where --chain is given.")] = "",
    form: FormatOption = None,
    chain: ChainOption = "",
    link: Annotated[str, typer.Option(help="The code of a link.", metavar="LINK")] = "",
    limit: Annotated[int, typer.Option(help="How many.", min=1, max=1000)] = 50,
    save: Annotated[str, typer.Option(help="Keep it as a list of this name.", metavar="NAME")] = "",
    engine: Annotated[
        str, typer.Option(help="What works it out: memory, duckdb or spark. The answer is the same.")
    ] = "memory",
) -> None:
    """Print whom to call: enterprises of the registry for a park's chains, ranked with reasons (目标企业)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.industry.queries import chain_named
    from duijie.matching.anywhere import ranks_by
    from duijie.matching.queries import prospects
    from duijie.parks.queries import parks_named

    if not park and not chain:
        raise WrongUse("Name a park, or a chain with --chain. `duijie chains` lists the chains.")
    parks = parks_named([park]) if park else {}
    if park and not parks:
        raise WrongUse(f"There is no park {park!r}. The page of parks lists them.")
    number = chain_named(text=chain, viewer=viewer) if chain else None
    if save:
        from duijie.matching.lists import operations

        made = operations.save(
            name=save,
            park_id=parks.get(park),
            chain_id=number,
            link=link,
            limit=limit,
            by=viewer,
            at=timezone.now(),
        )
        typer.echo(f"{label('list')} {made}", err=True)
    found = prospects(
        viewer=viewer,
        today=timezone.localdate(),
        park_id=parks.get(park),
        link=link,
        limit=limit,
        chain_id=number,
        ranks=ranks_by(engine),
    )
    about = f"{found.target} · {label('ranked')} {found.ranked:,} / {found.registered:,}"
    show([_row(one) for one in found.rows], PROSPECTS, form, title=about)


def prospects(
    number: Annotated[
        int | None,
        typer.Argument(help="A saved list's number; all lists where it is left out.", metavar="LIST"),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Print the saved lists of prospects with how they were rated, or one list (目标企业清单)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.matching.lists import queries
    from duijie.matching.lists.operations import SAID

    if number is None:
        lists = [
            {
                "id": one.id, "name": one.name, "for": one.target, "place": one.place, "weights": one.weights, "at": one.at,
                "by": one.by, "rows": one.rows, "contacted": one.contacted, "rated_right": one.right,
                "rated_wrong": one.wrong, "leads": one.leads,
            }
            for one in queries.lists(viewer=viewer)
        ]  # fmt: skip
        show(lists, LISTS, form)
        return
    line, rows = queries.shortlist(list_id=number, viewer=viewer, today=timezone.localdate())
    shown = [
        {
            **_row_of(one), "said": [SAID[each.said] for each in one.remarks], "why": [each.why for each in one.remarks],
            "unit": one.unit, "person": one.person, "due_on": one.due_on, "lead": one.lead_id,
        }
        for one in rows
    ]  # fmt: skip
    show(shown, LISTED, form, title=f"{line.name} · {line.target} · {line.weights}")


def assign(
    number: Annotated[int, typer.Argument(help="A saved list's number.", metavar="LIST")],
    to: Annotated[
        str, typer.Option(help="Who calls: the name with which they sign in.", metavar="USER")
    ] = "",
    unit: Annotated[str, typer.Option(help="The unit; the person's own where it is left out.")] = "",
    rank: Annotated[list[int] | None, typer.Option(help="Only this rank; may be given again.", min=1)] = None,
    due_on: Annotated[
        str | None, typer.Option("--due-on", help="By which day.", metavar="YYYY-MM-DD")
    ] = None,
) -> None:
    """Give the enterprises of a saved list to somebody who calls them (分派目标企业)."""
    viewer = operator()
    from duijie.accounts.queries import unit_named
    from duijie.matching.lists import operations

    given = operations.assign_ranks(
        list_id=number, ranks=rank or (), unit_id=unit_named(unit).id if unit else None, username=to,
        due_on=as_day(due_on, "--due-on"), by=viewer, at=now(),
    )  # fmt: skip
    typer.echo(f"{label('rows')} {given}")


def _row_of(one: ListedRow) -> dict[str, Any]:
    return {
        "id": one.id, "rank": one.rank, "points": one.points, "name": one.name, "credit_code": one.credit_code,
        "place": one.about, "chain": one.chain, "link": one.link, "link_name": one.link_name, "parts": _parts(one.parts),
        "source": one.source, "row": one.row, "as_of": one.as_of,
    }  # fmt: skip


def _row(one: Prospect) -> dict[str, Any]:
    return {
        "rank": one.rank, "points": one.points, "name": one.name, "credit_code": one.credit_code,
        "division": one.division, "place": one.place, "registered_on": one.registered_on,
        "capital_yuan": one.capital, "chain": one.chain, "link": one.link, "link_name": one.link_name,
        "parts": _parts(one.parts),
        "reasons": next((part.reason for part in one.parts), None), "not_known": list(one.not_known),
        "source": one.source, "row": one.row, "as_of": one.as_of,
    }  # fmt: skip


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {"code": part.code, "name": _both(part.name), "value": part.value, "points": part.points, "most": part.most, "reason": _both(part.reason)}
        for part in parts
    ]  # fmt: skip


def _both(words: Any) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _place(text: str, viewer: Actor) -> Place:
    from django.utils import timezone

    from duijie.industry.placing.places import division_place, own_place, park_place
    from duijie.parks.queries import parks_named

    if not text:
        found = own_place(today=timezone.localdate())
        if found is None:
            raise WrongUse("The region's name is that of no division. Name a place with --place 131127.")
        return found
    parks = parks_named([text])
    if parks:
        return park_place(park_id=parks[text], viewer=viewer)
    found = division_place(text)
    if found is None:
        raise WrongUse(f"--place {text!r} is neither a park nor a division's code of 2, 4 or 6 digits.")
    return found
