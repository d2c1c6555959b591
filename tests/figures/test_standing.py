"""A figure taken from before is the figure as it would come out now, whatever was written meanwhile."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.figures.standing import standing
from duijie.figures.types import FigureValue
from duijie.ledger.models import Entry, Identity
from duijie.ledger.queries import knowledge
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.entries import row

# Columns are held of what is committed alone.
pytestmark = pytest.mark.django_db(transaction=True)
CODES = ("projects.signed", "projects.signed.investment", "projects.building", "rates.funds", "rates.started")
STAGES = ("projects.signed", "projects.started", "projects.completed")
DAY = date(2024, 6, 30)


def both(code: str, known_at: datetime, viewer: Actor) -> tuple[FigureValue, FigureValue]:
    """A figure that stands, and the same computed anew."""
    known = knowledge(known_at=known_at, viewer=viewer)
    asked: dict[str, Any] = {"as_of": DAY, "known_at": known_at, "viewer": viewer}
    return standing(code, known=known, **asked)[0], compute(code, known=known, **asked)[0]


def written(dice: random.Random, number: int, by: int, made: list[Entry]) -> None:
    """One write: an entry of a stage or of money, a correction, or a word on what a key stands for."""
    if dice.random() < 0.1:
        Identity.objects.create(
            key=f"甲{dice.randrange(3)}", thing=f"project:{dice.randrange(4)}", reason="同一项目",
            at=MORNING + timedelta(hours=number), by_id=by,
        ) if not Identity.objects.exists() else None  # fmt: skip
        return
    stage = dice.choice(STAGES)
    money = dice.random() < 0.5
    corrects = dice.choice([*made, None]) if made else None
    one = row(
        by, number, shape=dice.choice(["item", "item", "item", "total", "void" if corrects else "item"]),
        measure=dice.choice([f"{stage}.investment", "funds.received"]) if money else stage,
        key=dice.choice(["project:0", "project:1", "project:2", "甲0", "甲1"]), scope="",
        number=Decimal(dice.randrange(1, 90)), unit="CNY" if money else "count",
        effective_on=date(2024, 1, 1) + timedelta(days=dice.randrange(240)),
        recorded_at=MORNING + timedelta(hours=number), corrects=corrects,
    )  # fmt: skip
    one.save()
    if corrects:
        made.remove(corrects)
    if one.shape != "void":
        made.append(one)


def test_a_figure_that_stands_is_the_one_computed_anew() -> None:
    dice = random.Random(5)
    yunhe_county()
    lin = lin_the_reviewer()
    made: list[Entry] = []
    for number in range(60):
        written(dice, number, lin.user_id or 0, made)
        # Sometimes as was known before the last writes.
        known_at = MORNING + timedelta(hours=dice.choice([number, number + 1, number // 2]))
        for code in CODES:
            stood, anew = both(code, known_at, lin)
            assert (stood.quantity, stood.gaps, stood.known_at) == (anew.quantity, anew.gaps, known_at)
            assert stood.contributions == anew.contributions
            assert stood.over == anew.over


def test_only_what_reads_the_written_measure_is_computed_again() -> None:
    yunhe_county()
    lin, by = lin_the_reviewer(), lin_the_reviewer().user_id or 0
    bureau()
    told: dict[str, Any] = {
        "shape": "item",
        "key": "project:1",
        "number": Decimal(1),
        "effective_on": date(2024, 2, 1),
    }
    row(by, 1, measure="projects.signed", unit="count", recorded_at=MORNING, **told).save()
    row(by, 2, measure="projects.started", unit="count", recorded_at=MORNING, **told).save()
    later = [MORNING + timedelta(hours=hours) for hours in (1, 2, 3)]
    signed, started = (both(code, later[0], lin)[0] for code in ("projects.signed", "projects.started"))
    row(
        by, 3, measure="projects.started", unit="count", recorded_at=later[1], **told | {"key": "project:2"}
    ).save()
    assert both("projects.signed", later[2], lin)[0].contributions is signed.contributions
    now = both("projects.started", later[2], lin)[0]
    assert now.contributions is not started.contributions
    assert now.quantity is not None
    assert now.quantity.number == 2
