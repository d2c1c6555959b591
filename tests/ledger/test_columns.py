"""Columns hold what the table holds: nothing lost, nothing that was taken back, and read as its rows are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.types import Actor
from duijie.ledger.columns.keeping import on_demand
from duijie.ledger.columns.shelf import unscaled
from duijie.ledger.models import Entry, Identity, Veil
from duijie.ledger.queries import chosen, entries, knowledge
from tests.cast import MORNING, bureau, he_the_clerk, lin_the_reviewer, yunhe_county
from tests.factories.entries import MEASURES, row
from tests.kept import for_a_module

pytestmark = pytest.mark.django_db
JANUARY = date(2024, 1, 1)
SIZES = (Decimal(1), Decimal("0.25"), Decimal(-7), Decimal("123456789.1234"), Decimal(10) ** 16)


def hour(number: int) -> datetime:
    return MORNING + timedelta(hours=number)


def mixed(by: int, unit: int) -> None:
    """Entries of every kind, corrected and not, under several names, recorded in no order."""
    dice = random.Random(8)
    keys = [
        "",
        "甲项目",
        "乙项目",
        "project:1",
        "project:2",
        "project:1#receipt:1",
        "甲项目#receipt:1",
        "平台:3",
    ]
    made: list[Entry] = []
    for number in range(160):
        corrects = dice.choice([*made, *[None] * len(made)]) if made else None
        one = row(
            by, number, shape=dice.choice(["item"] * 6 + ["total", "quota", "void"]), measure=dice.choice(MEASURES),
            key=dice.choice(keys), scope=dice.choice(["", "", "东园"]), number=dice.choice(SIZES),
            sense=dice.choice(["exact", "more"]), unit=dice.choice(["CNY", "count"]), park=dice.choice(["", "东园"]),
            keeper_id=dice.choice([None, unit]), effective_on=JANUARY + timedelta(days=dice.randrange(200)),
            recorded_at=hour(dice.randrange(40)), data={"n": number}, corrects=corrects,
        )  # fmt: skip
        if one.sense == "more":
            one.low, one.high = dice.choice([(one.number, None), (None, one.number)])
        one.save()
        if corrects:
            made.remove(corrects)
        if one.shape != "void":
            made.append(one)
    for key, thing in (("甲项目", "project:1"), ("乙项目", "甲项目"), ("别称", "project:2")):
        Identity.objects.create(key=key, thing=thing, reason="同一项目", at=hour(20), by_id=by)
    Veil.objects.create(key="project:1", unit_id=unit, at=hour(0), by_id=by)


@pytest.fixture(scope="module")
def viewers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], list[Actor]]]:
    def make() -> list[Actor]:
        yunhe_county()
        lin, unit = lin_the_reviewer(), bureau()
        mixed(lin.user_id or 0, unit)
        return [lin, he_the_clerk(bureau("其他局"))]

    with for_a_module(django_db_blocker, make) as made:
        yield made


@pytest.mark.parametrize("since", [None, date(2024, 3, 1)])
def test_what_is_read_on_demand_is_the_same(viewers: Callable[[], list[Actor]], since: date | None) -> None:
    for viewer in viewers():
        for known in (19, 21):
            told: Any = {"since": since, "as_of": date(2024, 5, 1), "known_at": hour(known), "viewer": viewer}
            for measure in (*MEASURES, "parks"):
                with on_demand():
                    found = [*chosen(measure=measure, **told)]
                assert found == entries(measures=[measure], **told)


@pytest.mark.parametrize("known", [5, 19, 21, 50])
@pytest.mark.parametrize("since", [None, date(2024, 3, 1)])
def test_chosen_entries_are_those_of_the_table(
    viewers: Callable[[], list[Actor]], known: int, since: date | None
) -> None:
    for viewer in viewers():
        at = hour(known)
        once = knowledge(known_at=at, viewer=viewer)
        for measure in (*MEASURES, "parks"):
            for until in (date(2024, 2, 1), date(2024, 12, 31), date.max):
                told: Any = {"as_of": until, "since": since, "known_at": at, "viewer": viewer, "known": once}
                found, wanted = chosen(measure=measure, **told), entries(measures=[measure], **told)
                assert [*found] == wanted
                assert [unscaled(one) for one in found.column("number").tolist()] == [
                    one.quantity.number for one in wanted
                ]
                texts = found.names.texts("key")
                assert [texts[code] for code in found.key.tolist()] == [one.key for one in wanted]
                assert found.told.tolist() == [bool(one.told_as) for one in wanted]
