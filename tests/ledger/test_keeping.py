"""The columns that a process keeps: nothing that was committed is lost, nothing that was taken back is held."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction

from duijie.journal.inserting import reserved
from duijie.ledger.columns.keeping import forget, shelf_of, up_to_date
from duijie.ledger.models import Entry
from duijie.ledger.operations import note_erasure
from tests.cast import MORNING, lin_the_reviewer
from tests.factories.entries import MEASURES, row

JANUARY = date(2024, 1, 1)


def held() -> dict[str, list[tuple[int, bool]]]:
    """What the process holds: by measure, numbers and whether they were corrected."""
    now = up_to_date()
    forget()
    anew = up_to_date()
    for measure in MEASURES:
        one, other = shelf_of(measure, now), shelf_of(measure, anew)
        for column in ("id", "day", "recorded", "corrected", "number", "key", "park"):
            assert one[column].tolist() == other[column].tolist(), column
    return {
        measure: [
            (number, at < 2**62)
            for number, at in zip(shelf_of(measure, now)["id"].tolist(), shelf_of(measure, now)["corrected"].tolist(), strict=True)
        ]
        for measure in MEASURES
    }  # fmt: skip


def numbers(measure: str = MEASURES[0]) -> list[int]:
    return sorted(shelf_of(measure, up_to_date())["id"].tolist())


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_taken_in_and_what_is_taken_back_is_not() -> None:
    by = lin_the_reviewer()
    user = by.user_id or 0
    forget()
    assert numbers() == []
    first = [row(user, n, effective_on=JANUARY + timedelta(days=9 - n)) for n in range(6)]
    Entry.objects.bulk_create(first)
    assert numbers() == sorted(one.pk for one in first)
    row(user, 7, corrects=first[2], effective_on=JANUARY + timedelta(days=4)).save()
    row(user, 8, corrects=first[3], shape="void").save()
    row(user, 9, measure=MEASURES[1], number=Decimal(10) ** 19).save()
    found = held()
    assert sum(corrected for _, corrected in found[MEASURES[0]]) == 2
    assert len(found[MEASURES[0]]) == 7 and len(found[MEASURES[1]]) == 1
    before = numbers()
    with transaction.atomic():
        row(user, 10).save()
        assert len(numbers()) == len(before) + 1, "a transaction sees its own"
        with transaction.atomic():
            row(user, 11).save()
            assert len(numbers()) == len(before) + 2
            transaction.set_rollback(True)
        assert len(numbers()) == len(before) + 1
        transaction.set_rollback(True)
    assert numbers() == before
    # Its number may be that of the row that was taken back.
    row(user, 12).save()
    assert len(numbers()) == len(before) + 1
    with transaction.atomic():
        Entry.objects.filter(pk=first[5].pk)._raw_delete("default")  # type: ignore[attr-defined]
        note_erasure(count=1, by=by, at=MORNING)
    assert first[5].pk not in numbers()
    assert len(numbers()) == len(before)
    with transaction.atomic():
        Entry.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
        row(user, 13).save()
    assert len(numbers()) == 1, "another table in the place of the one that was read"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["inserts", "only takes a number"])
def test_an_entry_that_is_committed_behind_a_later_one_is_not_lost(first: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("here one transaction writes at a time: numbers come in the order of commits")
    user = lin_the_reviewer().user_id or 0
    forget()
    row(user, 1).save()
    numbers()
    taken, go = threading.Event(), threading.Event()
    late: list[int] = []

    def slow() -> None:
        try:
            with transaction.atomic():
                late.append(reserved(Entry, 1)[0])
                if first == "inserts":
                    row(user, 2, id=late[0]).save(force_insert=True)
                taken.set()
                assert go.wait(20)
                if first != "inserts":
                    row(user, 2, id=late[0]).save(force_insert=True)
        finally:
            connections.close_all()

    other = threading.Thread(target=slow)
    other.start()
    assert taken.wait(20)
    row(user, 3).save()
    assert late[0] not in numbers()
    row(user, 4).save()
    assert late[0] not in numbers()
    assert numbers() == numbers()
    go.set()
    other.join()
    assert late[0] in numbers()
    assert len(held()[MEASURES[0]]) == 4
    assert up_to_date().awaited == ()
