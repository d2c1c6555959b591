"""Counts stand until somebody writes, and not a moment longer."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from duijie.accounts.models import Unit
from duijie.standing import until_written

pytestmark = pytest.mark.django_db(transaction=True)


def units(asked: list[int]) -> int:
    def count() -> int:
        asked.append(1)
        return Unit.objects.count()

    return until_written("units", count)


def stands(asked: list[int]) -> bool:
    """Whether the count is given out again. On PostgreSQL what others do on the same server ends it too, so it is asked
    for until they leave it a moment."""
    for _ in range(200 if connection.vendor == "postgresql" else 1):
        before = len(asked)
        units(asked)
        if len(asked) == before:
            return True
    return False


def test_what_is_written_is_counted_at_once() -> None:
    asked: list[int] = []
    for number in range(1, 4):
        Unit.objects.create(name=f"示例单位{number}")
        assert units(asked) == number
        assert stands(asked)
    assert len(asked) == 3 or connection.vendor == "postgresql"


def test_a_transaction_counts_its_own_rows_and_what_it_takes_back_is_not_counted() -> None:
    asked: list[int] = []
    assert units(asked) == 0
    with transaction.atomic():
        Unit.objects.create(name="示例单位")
        assert units(asked) == 1
        transaction.set_rollback(True)
    assert units(asked) == 0


def test_what_another_connection_writes_is_counted() -> None:
    asked: list[int] = []
    assert units(asked) == 0
    assert stands(asked)
    before = len(asked)
    elsewhere = threading.Thread(target=written_elsewhere)
    elsewhere.start()
    elsewhere.join()
    assert units(asked) == 1
    assert len(asked) == before + 1


def written_elsewhere() -> None:
    Unit.objects.create(name="示例单位")
    connection.close()


def test_questions_are_told_apart() -> None:
    assert until_written(("a", 1), lambda: "one") == "one"
    assert until_written(("a", 2), lambda: "two") == "two"
