"""Rows added by the dozen are in the database as they were given, and told apart from what becomes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.accounts.models import AuditRow
from duijie.journal import Journal, columns_of, digests
from duijie.journal.inserting import TOGETHER, alike, insert
from duijie.pipeline.models import Project, Sheet, StatusRow
from tests.cast import MORNING, bureau, lin_the_reviewer

pytestmark = pytest.mark.django_db


class Spoken(StrEnum):
    """A word of an enumeration."""

    ACTIVE = "active"


# Words that would end a statement's quotes, start a parameter or stand for nothing, often the same in all rows.
WORDS = st.one_of(
    st.sampled_from(
        ["", "active", Spoken.ACTIVE, "it's", "100%", "%s", "?", "a\\b", "{}", "--", "NULL", "签约"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9),
)
AMOUNTS = st.none() | st.sampled_from(["0", "1.00", "1", "-1", "1234567890123.45"]).map(Decimal)
LIKE_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS.map(str),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS.map(str), inner, max_size=2),
    max_leaves=4,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": WORDS,
            "site": WORDS,
            "confidential": st.booleans(),
            "investment": AMOUNTS,
            "lacking": st.integers(0, 3),
            "signed_on": st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3)),
            "columns": st.one_of(
                st.sampled_from([{}, {"a": 1}, {"a": True}, {"a": "1"}]),
                st.dictionaries(WORDS.map(str), LIKE_JSON, max_size=2),
            ),
        }
    ),
    min_size=1,
    max_size=2 * TOGETHER + 1,
)


def there(model: Any, rows: list[Any]) -> list[dict[str, Any]]:
    found = {row["pk"]: row for row in model.objects.values("pk", *columns_of(model))}
    return [{name: found[row.pk][name] for name in columns_of(model)} for row in rows]


@settings(
    deadline=None, max_examples=60, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS, st.booleans())
def test_rows_are_there_as_they_were_given(told: list[dict[str, Any]], same: bool) -> None:
    if same:
        told = [told[0]] * len(told)
    with transaction.atomic():
        by, unit = lin_the_reviewer(), bureau("招商局")
        blank = Project(
            at=MORNING, by_id=by.user_id, unit_id=unit, rank=Decimal(-1), stage="lead",
            stage_since=date(2020, 1, 1), status_since=date(2020, 1, 1),
        )  # fmt: skip
        projects = [
            alike(
                blank, code=f"P{place}", status_since=date(2020, 1, 1),
                **{name: value for name, value in one.items() if name != "columns"},
            )
            for place, one in enumerate(told)
        ]  # fmt: skip
        journal = Journal()
        insert(projects)
        journal.inserted(projects)
        sheets = [
            Sheet(project_id=row.pk, columns=one["columns"]) for row, one in zip(projects, told, strict=True)
        ]
        insert(sheets)
        journal.inserted(sheets)
        for model, rows in ((Project, projects), (Sheet, sheets)):
            assert there(model, rows) == [
                {name: getattr(row, name) for name in columns_of(model)} for row in rows
            ]
            label = model._meta.label
            assert list(journal.made[label]) == [row.pk for row in rows]
            assert journal.digests[label] == digests(model, [row.pk for row in rows])
        # 1, 1.0 and true are equal, and are not the same JSON.
        kept = dict(Sheet.objects.values_list("project_id", "columns"))
        assert [repr(kept[row.project_id]) for row in sheets] == [repr(row.columns) for row in sheets] or (
            # One database keeps the names of an object in an order of its own.
            [kept[row.project_id] for row in sheets] == [row.columns for row in sheets]
        )
        transaction.set_rollback(True)


def test_a_change_of_any_column_is_told() -> None:
    by, unit = lin_the_reviewer(), bureau("招商局")
    day = date(2020, 1, 1)
    row = Project(
        at=MORNING, by_id=by.user_id, unit_id=unit, code="P1", stage="lead", stage_since=day, status_since=day
    )
    insert([row])
    before = digests(Project, [row.pk])
    for name, value in {
        "name": "别的", "confidential": True, "investment": Decimal("1.01"), "signed_on": date(2020, 1, 2), "lacking": 1,
    }.items():  # fmt: skip
        held = getattr(row, name)
        Project.objects.filter(pk=row.pk).update(**{name: value})
        assert digests(Project, [row.pk]) != before, name
        Project.objects.filter(pk=row.pk).update(**{name: held})
        assert digests(Project, [row.pk]) == before, name


@pytest.mark.parametrize("amount", ["0.125", "12345678901234.56"])
def test_an_amount_that_comes_back_otherwise_is_not_told_beforehand(amount: str) -> None:
    by, unit = lin_the_reviewer(), bureau("招商局")
    day = date(2020, 1, 1)
    row = Project(
        at=MORNING, by_id=by.user_id, unit_id=unit, code="P1", stage="lead", stage_since=day, status_since=day,
        rank=Decimal(-1), investment=Decimal(amount),
    )  # fmt: skip
    journal = Journal()
    insert([row])
    journal.inserted([row])
    assert journal.made == {"pipeline.Project": {row.pk: None}}
    assert journal.digests == {}


def test_one_row_whose_columns_are_all_whole_numbers_or_nothing() -> None:
    by = lin_the_reviewer()
    row = AuditRow(at=MORNING, by_id=by.user_id, operation="", subject="", detail={})
    insert([row])
    assert AuditRow.objects.get(pk=row.pk).detail == {}


def test_what_stops_halfway_leaves_nothing() -> None:
    by, unit = lin_the_reviewer(), bureau("招商局")
    day = date(2020, 1, 1)
    blank = Project(
        at=MORNING, by_id=by.user_id, unit_id=unit, stage="lead", stage_since=day, status_since=day
    )
    codes = [f"P{place}" for place in range(3 * TOGETHER)] + ["P1"]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([alike(blank, code=code) for code in codes])
    assert not Project.objects.exists()
    assert not StatusRow.objects.exists()
