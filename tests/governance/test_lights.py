"""Lights by published thresholds, and the schedule that they are measured against."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.governance.tasks.rules import (
    LIGHTS,
    Course,
    Scheme,
    Told,
    light_of,
    measured,
    months_between,
    schemes,
    worst,
)
from duijie.rulebook import WrongTable, rows_of, table

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "task_lights.toml").read_text("utf-8"), parse_float=Decimal
)["case"]
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def told(*rows: tuple[str, int], **more: Any) -> tuple[Told, ...]:
    return tuple(Told(date.fromisoformat(day), Decimal(percent), **more) for day, percent in rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['scheme']} {dict(case['of'])}")
def test_a_published_threshold(case: dict[str, Any]) -> None:
    of = {name: Decimal(value) for name, value in case["of"].items()}
    assert schemes()[case["scheme"]].light(of) == case["light"]


def test_every_scheme_is_held_against_cases_of_every_light_that_it_gives() -> None:
    seen = {(case["scheme"], case["light"]) for case in CASES}
    for code, scheme in schemes().items():
        wanted = {"green"} | ({"red"} if scheme.red else set()) | ({"yellow"} if scheme.yellow else set())
        assert {light for one, light in seen if one == code} == wanted, code


def test_without_milestones_the_schedule_rises_evenly() -> None:
    course = Course(date(2024, 1, 1), date(2024, 4, 10))
    assert course.planned(date(2023, 12, 1)) == 0
    assert course.planned(date(2024, 2, 20)) == 50
    assert course.planned(date(2024, 4, 10)) == 100
    assert Course(FIRST, FIRST).planned(FIRST) == 100, "a task of one day is due on it"


def test_milestones_are_steps() -> None:
    course = Course(FIRST, LAST, ((date(2024, 3, 1), Decimal(40)), (date(2024, 6, 1), Decimal(30))))
    assert [course.planned(date(2024, m, 1)) for m in (2, 3, 5, 6)] == [0, 40, 40, 70]
    assert course.planned(LAST) == 100


def test_parts_count_by_weight_and_a_part_signed_off_is_whole() -> None:
    parts = (
        Course(FIRST, LAST, told=told(("2024-03-01", 20)), weight=Decimal(3)),
        Course(FIRST, LAST, closed_on=date(2024, 4, 1)),
    )
    whole = Course(FIRST, LAST, parts=parts)
    assert whole.done(date(2024, 3, 31)) == 15
    assert whole.done(date(2024, 4, 1)) == 40


def test_months_missed_run_back_until_one_was_kept_or_excused() -> None:
    start = Course(FIRST, LAST, ((date(2024, 3, 10), Decimal(100)),))
    scheme = schemes()["yinchuan-start"]
    assert light_of(start, date(2024, 3, 9), scheme) == "green"
    assert light_of(start, date(2024, 3, 20), scheme) == "yellow"
    assert light_of(start, date(2024, 5, 2), scheme) == "red"
    excused = Course(FIRST, LAST, start.steps, told(("2024-04-15", 0), excused=True))
    assert measured(excused, date(2024, 5, 2), scheme)["missed"] == 1, "April had a reason that was accepted"
    assert light_of(excused, date(2024, 4, 20), scheme) == "green"


def test_two_yellows_running_are_red_in_haikou() -> None:
    scheme = schemes()["haikou"]
    even = Course(FIRST, LAST, told=told(("2024-02-01", 5), ("2024-03-01", 5)))
    assert light_of(even, date(2024, 2, 1), scheme) == "yellow"
    assert light_of(even, date(2024, 3, 1), scheme) == "red"
    recovered = Course(FIRST, LAST, told=told(("2024-02-01", 5), ("2024-03-01", 20), ("2024-04-01", 20)))
    assert light_of(recovered, date(2024, 4, 1), scheme) == "yellow"


def test_before_its_first_day_and_once_signed_off_no_threshold_is_asked() -> None:
    course = Course(FIRST, LAST, closed_on=LAST)
    assert light_of(course, FIRST - timedelta(days=1), schemes()["own"]) == "waiting"
    assert light_of(course, LAST, schemes()["own"]) == "done"
    assert light_of(course, LAST - timedelta(days=1), schemes()["own"]) == "red"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-15", "2024-02-14", 0),
        ("2024-01-15", "2024-03-15", 2),
        ("2024-03-15", "2024-03-01", 0),
    ],
)
def test_whole_months(first: str, last: str, months: int) -> None:
    assert int(months_between(date.fromisoformat(first), date.fromisoformat(last))) == months


@given(
    st.lists(st.tuples(st.integers(0, 365), st.integers(0, 100)), max_size=5),
    st.lists(st.integers(0, 25), max_size=4),
    st.integers(0, 500),
    st.sampled_from(sorted(schemes())),
)
@settings(max_examples=60)
def test_a_task_never_gets_worse_by_having_done_more(
    reports: list[tuple[int, int]], shares: list[int], after: int, scheme: str
) -> None:
    steps = tuple((FIRST + timedelta(days=40 * n), Decimal(share)) for n, share in enumerate(shares))
    rows = sorted(reports)
    day = FIRST + timedelta(days=after)

    def light(more: int) -> int:
        given_ = tuple(
            Told(FIRST + timedelta(days=on), Decimal(min(100, percent + more))) for on, percent in rows
        )
        return list(LIGHTS).index(light_of(Course(FIRST, LAST, steps, given_), day, schemes()[scheme]))

    assert light(30) >= light(0)


def test_the_worst_of_several() -> None:
    assert worst(["green", "red", "yellow"]) == "red"
    assert worst([]) == ""


def test_a_condition_with_two_bounds_or_an_unknown_measure_is_refused(tmp_path: Path, settings: Any) -> None:
    row = (
        '[[row]]\ncode = "x"\nname = { zh = "甲", en = "x" }\nsource = { zh = "甲", en = "x" }\n'
        'effective_from = 2015-01-01\nyellow = []\nadvice = { zh = "甲", en = "x" }\n'
    )
    assert rows_of(row + "red = []", "t.toml", Scheme)[0].light({}) == "green"
    (tmp_path / "rules").mkdir()
    own = tmp_path / "rules" / "light_schemes.toml"
    settings.DUIJIE_HOME = tmp_path
    for red in ('{ measure = "points", least = 1, above = 2 }', '{ measure = "luck", least = 1 }'):
        own.write_text(f"{row}red = [[{red}]]", "utf-8")
        table.cache_clear()
        schemes.cache_clear()
        with pytest.raises(WrongTable):
            schemes()
    own.unlink()
    table.cache_clear()
    schemes.cache_clear()
