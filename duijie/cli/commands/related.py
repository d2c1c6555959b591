# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie related``: which industries go together, as the registry shows it."""

from __future__ import annotations

from typing import Annotated

import typer

from duijie.cli.commands.directory import registry
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.words import label


def related(
    industry: Annotated[
        str, typer.Argument(help="Code (three digits or more) or name of a class of GB/T 4754.", metavar="INDUSTRY")
    ],
    city: Annotated[str, typer.Option(help="A city, name or six digits: what it has of each.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 20,
    form: FormatOption = None,
) -> None:  # fmt: skip
    """Industries that are found in the same cities as one (关联产业), the nearest first, from the bulk registry."""
    from duijie.codes.industries import industry as named
    from duijie.relatedness import asking
    from duijie.relatedness.panel import panel

    found = asking.related(panel(registry()), industry=industry, city=city, limit=limit)
    keys = ["industry", "name", "proximity", "enterprises", *(["advantage", "density"] if city else [])]
    rows = [
        {
            "industry": one.industry,
            "name": str(named(one.industry)),
            "proximity": round(one.proximity, 3),
            "enterprises": one.enterprises,
            "advantage": None if one.advantage is None else round(one.advantage, 2),
            "density": None if one.density is None else round(one.density, 3),
        }
        for one in found
    ]
    columns = [Column(key, number=key not in {"industry", "name"}) for key in keys]
    show(
        [{key: row[key] for key in keys} for row in rows],
        columns,
        form,
        f"{label('industry')} {industry} {city}".strip(),
    )
