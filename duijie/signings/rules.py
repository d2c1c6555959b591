"""What of signings counts: the table of kinds and one pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.pipeline.rules import load as pipeline_rules
from duijie.rulebook import known, table

STANDINGS: Final[Mapping[str, Words]] = {
    "counted": Words("计入", "counted"),
    "again": Words("重复签约", "signed again"),
    "pending": Words("待入账", "not on record yet"),
    "uncounted": Words("不计入", "not counted"),
}
COUNTS: Final = ("once", "increment", "never")
STEPS: Final[Mapping[str, Words]] = {
    "invited": Words("邀请", "invited"),
    "attended": Words("到会", "attended"),
    "leads": Words("线索", "leads"),
    "projects": Words("项目", "projects"),
    "signed": Words("签约", "signed"),
    "received": Words("到位", "money received"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is signed; see the head of ``signing_kinds.toml``."""

    code: str
    name: Words
    counts: str
    stage: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """The table by code. Raises :class:`duijie.rulebook.WrongTable`."""
    rows = table("duijie.signings", "signing_kinds", Kind)
    for number, row in enumerate(rows, 1):
        known("signing_kinds.toml", number, "counts", row.counts, COUNTS)
        if row.stage:
            known("signing_kinds.toml", number, "stage", row.stage, pipeline_rules().stages)
    return {row.code: row for row in rows}


@dataclass(frozen=True, slots=True)
class Announced:
    """A signing as the rule looks at it, amounts in yuan.

    ``group`` is one for all projects that are the same; ``stands``: the project's record has reached the stage of
    a formal contract, with ``agreed``; ``increase`` names the agreed increase behind it, worth ``increased``,
    which is ``None`` where that does not hold.
    """

    id: int
    group: int
    counts: str
    signed_on: date
    number: Decimal | None
    stands: bool = False
    agreed: Decimal | None = None
    increase: int | None = None
    increased: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a signing stands, what of it counts, and the signing that counts in its place."""

    code: str
    counted: Decimal = Decimal(0)
    first: int | None = None


def standings(rows: Iterable[Announced]) -> dict[int, Standing]:
    """How each signing stands among all that were announced for the same projects.

    The first formal signing of a group whose project stands signed counts, with no more than the contract says;
    later ones are the same, signed again. An increase counts by itself, once. The rest does not count.
    """
    found: dict[int, Standing] = {}
    first: dict[int, int] = {}
    grown: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: (one.signed_on, one.id)):
        match row.counts:
            case "once" if row.group in first:
                found[row.id] = Standing("again", first=first[row.group])
            case "once" if row.stands:
                first[row.group] = row.id
                found[row.id] = Standing("counted", _least(row.number, row.agreed))
            case "increment" if row.increase in grown:
                found[row.id] = Standing("again", first=grown[row.increase or 0])
            case "increment" if row.increase is not None and row.increased is not None:
                grown[row.increase] = row.id
                found[row.id] = Standing("counted", _least(row.number, row.increased))
            case "never":
                found[row.id] = Standing("uncounted")
            case _:
                found[row.id] = Standing("pending")
    return found


def _least(announced: Decimal | None, agreed: Decimal | None) -> Decimal:
    return Decimal(0) if announced is None or agreed is None else min(announced, agreed)
