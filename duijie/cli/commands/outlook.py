# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie forecast``: what a park or the region will yield, with the chance to reach a quota."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import operator
from duijie.cli.words import label

YEARS = (
    Column("year", number=True), Column("p10", number=True), Column("p25", number=True),
    Column("p50", number=True), Column("p75", number=True),
    Column("p90", number=True), Column("mean", number=True), Column("chance", number=True),
)  # fmt: skip


def forecast(
    park: Annotated[
        str, typer.Argument(help="A park's name as projects bear it; all of the region where it is left out.")
    ] = "",
    form: FormatOption = None,
    quota: Annotated[
        str,
        typer.Option(
            help="What is to be reached in a year, in yuan: 100亿, 5000万; by default the park's quota.",
            metavar="AMOUNT",
        ),
    ] = "",
    base: Annotated[
        str,
        typer.Option(
            help="What is produced a year already, in yuan; by default what its enterprises told.",
            metavar="AMOUNT",
        ),
    ] = "",
    as_of: Annotated[
        str | None, typer.Option(help="The day it is seen from; by default today.", metavar="DAY")
    ] = None,
    years: Annotated[int, typer.Option(help="How many years, this one included.", min=1, max=15)] = 5,
    draws: Annotated[int, typer.Option(help="How often it is drawn.", min=100, max=1_000_000)] = 10_000,
    seed: Annotated[int, typer.Option(help="The same number gives the same answer.", min=0)] = 0,
) -> None:
    """Print what projects on their way will yield by year (产值展望)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.outlook.queries import outlook
    from duijie.outlook.records import recorded
    from duijie.outlook.simulate import QUANTILES

    day = as_day(as_of, "--as-of") or timezone.localdate()
    kept = recorded(park=park, viewer=viewer, as_of=day)
    found = outlook(
        viewer=viewer, as_of=day, park=park, quota=_amount(quota, "--quota") if quota else kept.quota,
        base=(_amount(base, "--base") if base else kept.base) or Decimal(0), years=years, draws=draws, seed=seed,
    )  # fmt: skip
    rows = [
        {
            "year": one.year,
            **{f"p{round(share * 100)}": round(value) for share, value in zip(QUANTILES, one.quantiles, strict=True)},
            "mean": round(one.mean),
            "chance": None if one.chance is None else round(one.chance, 3),
            "park": park,
            "as_of": found.as_of,
            "projects": len(found.projects),
            "silent": found.silent,
        }
        for one in found.years
    ]  # fmt: skip
    silent = f" · {label('silent')} {found.silent}" if found.silent else ""
    show(
        rows,
        YEARS,
        form,
        title=f"{label('as_of')} {found.as_of} · {label('projects')} {len(found.projects)}{silent}",
    )


def _amount(text: str, option: str) -> Decimal | None:
    from duijie.kernel.typed import typed_amount

    if not text:
        return None
    amount = typed_amount(text)
    if amount is None or amount < 0:
        raise WrongUse(f"{option} {text!r} is no amount. Write it as 100亿, 5000万 or 200000000.")
    return amount
