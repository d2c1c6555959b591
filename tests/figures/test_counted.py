"""What projects, leads and parks tell the ledger beside their stages: landed, from outside, fitting, valid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.types import Actor
from duijie.figures.registry import catalogue, compute
from duijie.figures.types import FigureValue
from duijie.leads.operations import convert, lose, register, take_step
from duijie.leads.rules import Acted, Found, found_of, load
from duijie.leads.types import WrongAct
from duijie.ledger.models import Entry
from duijie.ledger.types import Within
from duijie.parks.ground.operations import hand_over, hold, let_go, save_plot
from duijie.parks.operations import save_park, set_industry
from duijie.pipeline.operations import edit_project, state_amount
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import advance, opened
from tests.kept import for_a_module

MAY = date(2024, 5, 8)
LATER = EVENING + timedelta(days=1)


class Made(NamedTuple):
    lin: Actor
    unit: int
    parks: tuple[int, int]
    projects: list[int]


def _made_here() -> Made:
    """A zone that leads in bearings with a park inside; four projects signed: two inside, one beside, one without a park."""
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    unit = bureau()
    zone = save_park(values={"name": "开发区", "kind": "zone"}, unit_id=unit, by=lin, at=MORNING)
    inner = save_park(values={"name": "东园", "kind": "park"}, parent_id=zone, by=lin, at=MORNING)
    set_industry(park_id=zone, code="34", standing="leading", since=date(2024, 1, 1), by=lin, at=MORNING)
    placed = (
        ("甲项目", "东园", "3451"),
        ("乙项目", "东园", "2710"),
        ("丙项目", "别处", "3451"),
        ("丁项目", "", "3451"),
    )
    projects = []
    for name, park, industry in placed:
        project = opened(lin, unit, MORNING, name=name, park=park, industry=industry)
        advance(project, "signed", lin, mei, MORNING, day=MAY)
        projects.append(project)
    return Made(lin, unit, (zone, inner), projects)


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Made]]:
    with for_a_module(django_db_blocker, _made_here) as made:
        yield made


@pytest.fixture
def made(db: None, _made: Callable[[], Made]) -> Made:
    return _made()


def figure(made: Made, code: str, *, day: date = MIDYEAR, **within: object) -> FigureValue:
    found = compute(
        code, as_of=day, known_at=LATER, viewer=made.lin, within=Within(**within) if within else None
    )  # type: ignore[arg-type]
    value = found[0]
    if value.quantity is not None and value.over is None:
        assert sum(one.amount.number for one in value.contributions) == value.quantity.number
    return value


def divided(value: FigureValue) -> tuple[Decimal | None, Decimal | None]:
    assert value.over is not None
    top, bottom = (None if one.quantity is None else one.quantity.number for one in value.over)
    return top, bottom


def test_a_project_has_landed_with_its_land_or_its_company(made: Made) -> None:
    first, second, third, _ = made.projects
    assert figure(made, "rates.landed").quantity is None
    edit_project(project_id=first, columns={"land_on": "2024-06-03"}, by=made.lin, at=EVENING)
    advance(second, "registered", made.lin, mei_the_second_reviewer(), EVENING, day=date(2024, 6, 10))
    plot = save_plot(
        values={"number": "A1", "area": "100"}, park_id=made.parks[1], state="clear", by=made.lin, at=MORNING
    )
    hold(what="plot", number=plot, project_id=third, until=MIDYEAR, by=made.lin, at=MORNING)
    hand_over(what="plot", number=plot, project_id=third, by=made.lin, at=MORNING)
    assert divided(figure(made, "rates.landed", day=LATER.date())) == (3, 4)
    assert divided(figure(made, "rates.landed", day=date(2024, 6, 3)))[0] == 1
    let_go(what="plot", number=plot, project_id=third, by=made.lin, at=EVENING)
    edit_project(project_id=first, columns={"land_on": ""}, by=made.lin, at=EVENING)
    assert divided(figure(made, "rates.landed", day=LATER.date())) == (1, 4)


def test_what_contracts_bring_from_outside_stands_beside_what_they_cost(made: Made) -> None:
    first, second, *_ = made.projects

    def state(project: int, number: int, **told: object) -> int:
        given = {"kind": "introduced", "phase": "contract", "effective_on": MAY} | told
        return state_amount(project_id=project, number=Decimal(number), by=made.lin, at=EVENING, **given)  # type: ignore[arg-type]

    assert figure(made, "projects.signed.introduced").quantity is None
    wrong = state(first, 900)
    state(first, 100, corrects=wrong)
    state(first, 30, change="increased", effective_on=date(2024, 6, 1))
    state(second, 50, phase="intention")
    value = figure(made, "projects.signed.introduced")
    assert value.quantity is not None
    assert value.quantity.number == 130
    assert figure(made, "projects.signed.introduced", day=MAY).quantity != value.quantity
    assert value.gaps[0].en == "3 named projects state no amount"
    costs = figure(made, "projects.signed.investment").quantity
    assert costs is not None
    assert costs.number > 130, "what they cost is another figure"


def test_fit_follows_the_lists_of_parks_by_their_days(made: Made) -> None:
    value = figure(made, "rates.fit")
    assert divided(value) == (1, 2)
    assert [one.note.en for one in value.contributions if one.note] == ["leads there", "does not lead there"]
    assert value.gaps[0].en.startswith("2 projects signed tell no industry")
    assert divided(figure(made, "rates.fit", park="东园")) == (1, 2)
    zone, inner = made.parks
    set_industry(park_id=inner, code="345", standing="restricted", by=made.lin, at=LATER)
    set_industry(park_id=zone, code="27", standing="leading", by=made.lin, at=LATER)
    nobody_of_the_first = figure(made, "rates.fit", day=LATER.date())
    assert divided(nobody_of_the_first) == (1, 2)
    assert [one.note.en for one in nobody_of_the_first.contributions if one.note] == [
        "does not lead there",
        "leads there",
    ]
    assert divided(figure(made, "rates.fit", day=MORNING.date())) == (1, 2), "a past day keeps its list"
    set_industry(park_id=inner, code="345", standing="", by=made.lin, at=LATER)
    assert divided(figure(made, "rates.fit", day=LATER.date())) == (2, 2), (
        "its own word is gone, the zone's holds"
    )


def test_leads_count_as_valid_until_the_last_word_says_otherwise(made: Made) -> None:
    def told(name: str) -> int:
        return register(
            name=name, investor="北京启明科技有限公司", contact="陈", unit_id=made.unit, amount=Decimal(200_000_000),
            by=made.lin, at=MORNING,
        ).lead_id  # fmt: skip

    first, second, third, _ = (told(name) for name in ("一", "二", "三", "四"))
    assert divided(figure(made, "rates.leads", day=LATER.date())) == (None, 4)

    def judge(lead: int, verdict: str) -> None:
        take_step(lead_id=lead, act="judged", text="研判", reason_code=verdict, by=made.lin, at=EVENING)

    judge(first, "valid")
    convert(lead_id=second, by=made.lin, at=EVENING)
    lose(lead_id=third, reason_code="duplicate", by=made.lin, at=EVENING)
    value = figure(made, "rates.leads", day=LATER.date())
    assert divided(value) == (2, 4)
    assert value.gaps[0].en.startswith("nobody has said of 1 ")
    assert divided(figure(made, "rates.leads", day=LATER.date(), source="11")) == (2, 4)
    judge(first, "open")
    assert divided(figure(made, "rates.leads", day=LATER.date())) == (1, 4)
    for code in ("leads.reported", "leads.valid"):
        figure(made, code, day=LATER.date())
    assert not Entry.objects.filter(label__contains="启明", measure__startswith="leads.").exists()
    with pytest.raises(WrongAct, match="verdict"):
        take_step(lead_id=first, act="answered", text="已答", reason_code="valid", by=made.lin, at=EVENING)
    with pytest.raises(WrongAct, match="verdict"):
        judge(first, "perhaps")


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        ([], None),
        ([("judged", "")], None),
        ([("judged", "valid"), ("judged", "")], (True, "judged", 0)),
        ([("judged", "valid"), ("judged", "valid")], (True, "judged", 0)),
        ([("judged", "valid"), ("judged", "invalid")], (False, "judged", 1)),
        ([("judged", "valid"), ("judged", "open"), ("judged", "valid")], (True, "judged", 2)),
        ([("judged", "invalid"), ("converted", "")], (True, "converted", 1)),
        ([("judged", "valid"), ("lost", "elsewhere")], (True, "judged", 0)),
        ([("judged", "valid"), ("lost", "not_a_lead")], (False, "lost", 1)),
    ],
)
def test_the_last_word_on_a_lead_holds(
    acts: list[tuple[str, str]], found: tuple[bool, str, int] | None
) -> None:
    days = [
        Acted(act, MAY + timedelta(days=place), None, None, code) for place, (act, code) in enumerate(acts)
    ]
    wanted = found and Found(found[0], found[1], MAY + timedelta(days=found[2]))
    assert found_of(days, load()) == wanted


def test_what_of_leads_is_counted_is_in_the_catalogue_under_docking() -> None:
    assert {one.group for code, one in catalogue().items() if code.startswith("leads.")} == {"docking"}
