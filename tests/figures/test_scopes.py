"""What entries belong to, kept by the operations that write them; known-at holds for it as for any number."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from duijie.accounts.types import NoSuchUnit
from duijie.figures.dimensions import within_of
from duijie.figures.narrowing import split
from duijie.figures.registry import compute, compute_all
from duijie.figures.types import NoSuchScope
from duijie.funds.operations import receive
from duijie.ledger.types import NO_UNIT, UNTOLD, Within
from duijie.pipeline.operations import edit_project
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 8)


def test_entries_belong_where_their_project_does_and_follow_it() -> None:
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    county = bureau()
    office, other = bureau("招商一科", county), bureau("招商二科", county)
    project = opened(lin, office, MORNING, investor="北京启明科技有限公司", park="东园", chain="轴承")
    advance(project, "signed", lin, mei, MORNING, day=MAY)
    receive(
        project_id=project,
        received_on=MAY,
        payer="启明",
        kind="works",
        number=Decimal(7_000),
        by=lin,
        at=MORNING,
    )

    def number(code: str, known_at: datetime, **within: object) -> Decimal | None:
        (found, *_) = compute(code, as_of=MIDYEAR, known_at=known_at, viewer=lin, within=Within(**within))  # type: ignore[arg-type]
        return None if found.quantity is None else found.quantity.number

    for narrow in (
        {"unit": office}, {"unit": county}, {"park": "东园"}, {"source": "11"}, {"chain": "轴承"},
        {"unit": county, "source": "11", "basis": "reported"},
    ):  # fmt: skip
        assert number("projects.signed", NOON, **narrow) == 1, narrow
        assert number("funds.received", NOON, **narrow) == 7_000, narrow
    for narrow in (
        {"unit": other},
        {"unit": NO_UNIT},
        {"park": UNTOLD},
        {"source": "12"},
        {"basis": "verified"},
    ):
        assert number("funds.received", NOON, **narrow) is None, narrow

    edit_project(project_id=project, columns={"unit": other, "park": "西园"}, by=lin, at=EVENING)
    for code, all_of_it in (("projects.signed", 1), ("funds.received", 7_000)):
        assert number(code, EVENING, unit=other, park="西园") == all_of_it
        assert number(code, EVENING, unit=office) is None
        assert number(code, NOON, unit=office) == all_of_it, "what was known before stays"
        (whole,) = compute(code, as_of=MIDYEAR, known_at=EVENING, viewer=lin)
        assert list(split(whole, "unit")) == [other]
    rates = compute_all(as_of=MIDYEAR, known_at=EVENING, viewer=lin, within=Within(unit=other))
    started = next(value for value in rates if value.code == "rates.started")
    assert all(one.within.unit == other for one in started.over or ())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"park": "无此园"}, "无此园"),
        ({"chain": "无此链"}, "无此链"),
        ({"source": "99"}, "99"),
        ({"band": "enormous"}, "enormous"),
        ({"basis": "rumour"}, "rumour"),
        ({"unit": "无此局"}, "无此局"),
        ({"unit": "987654"}, "987654"),
    ],
)
@pytest.mark.django_db
def test_what_there_is_not_is_named(asked: dict[str, str], told: str) -> None:
    with pytest.raises((NoSuchScope, NoSuchUnit), match=told):
        within_of(asked)
    lin_the_reviewer()
    browser = Client()
    browser.post("/sign-in/", {"username": "lin", "password": "correct-horse"})
    assert browser.get("/figures/projects.signed/", asked).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [{"basis": "verified"}, {"source": "12"}, {"source": "foreign"}, {"park": "-"}]
)
def test_what_there_is_may_be_empty(asked: dict[str, str]) -> None:
    assert within_of(asked)
