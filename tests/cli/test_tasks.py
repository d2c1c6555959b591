"""Tasks with lights by commands alone."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import local_operator
from tests.cast import MORNING, bureau
from tests.cli.running import duijie
from tests.factories.governance import task


@pytest.mark.django_db
def test_tasks_narrowed_by_unit_and_light_as_of_a_day() -> None:
    me = local_operator()
    number = task(me, MORNING, bureau())
    task(me, MORNING, bureau("财政局"), title="筹措资金")
    (row,) = duijie("tasks", "--unit", "招商局", "--light", "red", "--as-of", "2024-07-10").rows
    assert (row["id"], row["light_code"], row["days"], row["planned"]) == (number, "red", -10, 100)
    assert duijie("tasks", "--light", "red", "--as-of", "2023-01-01").rows == []
    assert len(duijie("tasks", "--light", "waiting", "--as-of", "2023-01-01").rows) == 2
    assert "筹措资金" in duijie("tasks", "-f", "table", "--as-of", "2024-07-10").out
    assert duijie("tasks", "--light", "purple").status == 2
    assert duijie("tasks", "--unit", "没有的局").status == 1
