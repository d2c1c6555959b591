"""Every number of a dashboard is a figure or a part of one, and its trace is what it was summed from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from duijie.accounts.queries import person
from duijie.codes.divisions import Level, every_division
from duijie.dashboards import queries
from duijie.dashboards.numbers import numbers
from duijie.dashboards.operations import sheet, take_out
from duijie.dashboards.places import place, places
from duijie.dashboards.queries import dashboard, value_of
from duijie.dashboards.tiles import TILES, province, short
from duijie.dashboards.types import Dashboard, NoSuchDashboard, Place
from duijie.engagement.operations import say_origin
from duijie.figures.adding import add_up, total_of
from duijie.figures.narrowing import apart
from duijie.figures.registry import catalogue, compute
from duijie.figures.shares import by_told
from duijie.figures.types import FigureValue
from duijie.funds.operations import receive
from duijie.industry.operations import begin
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.types import UNTOLD, EntryInfo, Within
from duijie.parks.operations import save_park
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.events import drive
from tests.factories.projects import advance, opened
from tests.kept import for_a_module

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 27)
Numbers = dict[str, int]


def _made() -> Numbers:
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    county = bureau()
    office, other = bureau("招商一科", county), bureau("镇政府")
    park = save_park(values={"name": "东园", "kind": "park"}, by=lin, at=MORNING, unit_id=county)
    one = opened(lin, office, MORNING, name="轴承项目", park="东园", home="北京市大兴区", industry="3451")
    two = opened(
        lin,
        other,
        MORNING,
        name="胶管项目",
        home="天津市武清区",
        industry="2912",
        investor="云州胶管有限公司",
    )
    three = opened(lin, other, MORNING, name="面粉项目", investor="青禾食品有限公司", source="foreign")
    advance(one, "signed", lin, mei, MORNING, day=date(2024, 5, 8))
    advance(two, "signed", lin, mei, MORNING, day=JUNE)
    advance(three, "talks", lin, mei, MORNING, day=date(2024, 3, 4))
    for project, number in ((one, 7_000), (two, 900)):
        receive(
            project_id=project, received_on=JUNE, payer="投资方", kind="works", number=Decimal(number), by=lin, at=MORNING
        )  # fmt: skip
    campaign = drive(lin, county, MORNING)
    say_origin(
        project_id=two, campaign_id=campaign, touched_on=date(2024, 5, 2), said_by="胡总", by=lin, at=MORNING
    )
    tubes = begin(
        code="tubes", name=Words("管业", "Tubes"), by=lin, at=MORNING,
        links=[{"code": "hose", "name": {"zh": "胶管", "en": "Hoses"}, "codes": ["2912"]}],
    )  # fmt: skip
    return {
        "unit": county,
        "office": office,
        "other": other,
        "park": park,
        "campaign": campaign,
        "chain": tubes,
    }


@pytest.fixture(scope="module")
def _county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Numbers]]:
    with for_a_module(django_db_blocker, _made) as made:
        yield made


@pytest.fixture
def there(_county: Callable[[], Numbers], db: None) -> Numbers:
    return _county()


def board(kind: str, number: int = 0) -> Dashboard:
    lin = person(username="lin")
    here = place(kind, number, viewer=lin)
    return dashboard(here, as_of=MIDYEAR, known_at=EVENING, viewer=lin)


def number(value: FigureValue | None) -> Decimal | None:
    return None if value is None or value.quantity is None else value.quantity.number


def signed(found: Dashboard) -> Decimal | None:
    return number(found.headlines[0].value)


def traced(here: Place, code: str, by: str = "", key: str = "") -> FigureValue:
    return value_of(here, code, by, key, as_of=MIDYEAR, known_at=EVENING, viewer=person(username="lin"))


def test_a_place_is_narrowed_to_what_lies_inside(there: Numbers) -> None:
    assert signed(board("region")) == 2
    assert [signed(board(kind, there[kind])) for kind in ("unit", "park", "chain", "campaign")] == [
        1,
        1,
        1,
        1,
    ]
    received = {kind: number(board(kind, there[kind]).headlines[2].value) for kind in ("unit", "campaign")}
    assert received == {"unit": 7_000, "campaign": 900}


def test_a_units_numbers_are_the_figures_of_that_unit(there: Numbers) -> None:
    for one in board("unit", there["unit"]).headlines:
        (figure, *_) = compute(
            one.value.definition.code, as_of=MIDYEAR, known_at=EVENING, viewer=person(username="lin"),
            within=Within(unit=there["unit"]),
        )  # fmt: skip
        assert figure.quantity == one.value.quantity, one.value.code


@pytest.mark.parametrize("kind", ["region", "unit", "park", "chain", "campaign"])
def test_every_cell_is_what_its_trace_adds_up_to_and_parts_are_the_whole(
    there: Numbers, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Computed once: nothing is written in between, and inside a transaction no answer is held.
    once = numbers(as_of=MIDYEAR, known_at=EVENING, viewer=person(username="lin"), standing=False)
    monkeypatch.setattr(queries, "numbers", lambda **_: once)
    found = board(kind, there.get(kind, 0))
    figures = [one for one in found.charts if one.drawn != "lights"]
    assert {one.by for one in figures} == {"figure", "month", "unit", "park", "source", "industry"}
    for one in figures:
        sums: dict[str, Decimal] = {}
        for row in one.rows:
            for series, cell in zip(one.series, row.cells, strict=True):
                if one.by == "figure":
                    assert number(traced(found.place, row.key)) == (cell and cell.number)
                elif cell is not None:
                    part = traced(found.place, series.code, one.by, row.key)
                    assert part.quantity == cell == total_of([one.amount for one in part.contributions])
                    sums[series.code] = sums.get(series.code, Decimal(0)) + cell.number
        for code, sum_ in sums.items():
            assert sum_ == number(traced(found.place, code)), (one.code, code)


def test_where_they_come_from_and_what_is_not_told(there: Numbers) -> None:
    charts = {one.code: one for one in board("region").charts}
    rows = {name: [one.key for one in charts[name].rows] for name in ("sources", "parks", "units", "months")}
    assert sorted(rows["sources"]) == ["11", "12"]
    assert rows["parks"] == [str(there["park"]), UNTOLD] or rows["parks"][-1] == UNTOLD
    assert sorted(rows["units"]) == sorted(str(there[one]) for one in ("unit", "other"))
    assert rows["months"] == [f"2024-{month:02}" for month in range(1, 7)]


def test_a_units_parts_are_the_units_right_below_it(there: Numbers) -> None:
    charts = {one.code: one for one in board("unit", there["unit"]).charts}
    assert [one.key for one in charts["units"].rows] == [str(there["office"])]


def test_changes_and_the_last_week(there: Numbers) -> None:
    found = board("region")
    assert (found.headlines[0].month.way, found.headlines[0].month.difference) == ("rose", 1)
    news = {one.value.definition.code: one for one in found.news}
    assert [label for _, label, _ in news["projects.signed"].labels] == ["胶管项目"]
    assert "rates.funds" not in news


def test_a_file_has_the_rows_of_the_chart_and_starts_no_formula(there: Numbers) -> None:
    lin = person(username="lin")
    found = board("region")
    title, data = take_out(board=found, code="units", form="csv", language="zh-hans", by=lin, at=EVENING)
    lines = data.decode("utf-8-sig").splitlines()
    assert (title, lines[0]) == ("到位与协议：按单位", "单位,签约总投资（元）,到位资金（元）")
    assert len(lines) == 1 + len(next(one for one in found.charts if one.code == "units").rows)
    _, book = take_out(board=found, code="months", form="xlsx", language="en", by=lin, at=EVENING)
    assert book.startswith(b"PK")
    (chart,) = (one for one in found.charts if one.code == "months")
    assert [one.head for one in sheet(chart, "en").columns][2] == "Funds received (CNY)"
    with pytest.raises(NoSuchDashboard):
        take_out(board=found, code="months", form="exe", language="zh", by=lin, at=EVENING)


def test_what_there_is_not_is_said(there: Numbers) -> None:
    lin = person(username="lin")
    assert {kind for kind, those in places(viewer=lin).items() if those} == {
        "unit",
        "park",
        "chain",
        "campaign",
    }
    for kind in ("unit", "park", "chain", "campaign", "planet", "region"):
        with pytest.raises(NoSuchDashboard):
            place(kind, 999_999, viewer=lin)
    here = place("region", 0, viewer=lin)
    for code, by, key in (
        ("no.such", "", ""),
        ("projects.signed", "unit", "x"),
        ("projects.signed", "figure", "x"),
    ):
        with pytest.raises(NoSuchDashboard):
            traced(here, code, by, key)


def test_every_province_has_a_tile_of_its_own_and_a_name() -> None:
    standing = (one for one in every_division() if one.level is Level.PROVINCE and one.stands())
    assert {one.code[:2] for one in standing} == set(TILES)
    assert len(set(TILES.values())) == len(TILES) == 34
    assert all(province(code).en.isascii() and len(short(code).en) == 2 for code in TILES)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-(10**12), 10**12)), min_size=1, max_size=8))
def test_parts_take_in_every_contribution_once(lines: list[tuple[str, int]]) -> None:
    told = [
        EntryInfo(
            place, "item", "funds.received", f"project:{place}", part, "", Quantity.exactly(Decimal(sum_), "CNY"), "", {},
            MIDYEAR, EVENING, "", "reported", None, "", belongs=Within(park=part),
        )
        for place, (part, sum_) in enumerate(lines)
    ]  # fmt: skip
    definition = catalogue()["funds.received"]
    quantity, shares, _ = add_up(Chosen.of(told))
    whole = FigureValue(definition, "", definition.name, quantity, MIDYEAR, EVENING, shares)
    parts = apart(whole, by_told("park", str))
    assert sorted(one.entry_id for one in chain(*(part.contributions for part in parts.values()))) == [
        *range(len(told))
    ]
    assert sum(number(part) or 0 for part in parts.values()) == number(whole)
