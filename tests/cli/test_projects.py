"""A project's way by commands alone."""

from __future__ import annotations

import csv
import io
import json

import pytest

from duijie.accounts.operations import local_operator
from tests.cast import bureau
from tests.cli.running import duijie
from tests.factories.projects import SAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unit() -> int:
    local_operator()
    return bureau("招商局")


def test_a_lead_is_registered_accepted_and_becomes_a_project_that_moves_on() -> None:
    registered = duijie(
        "leads", "--register", "轴承项目", "--investor", SAMPLES["investor"], "--contact", "赵", "--unit", "招商局",
        "--amount", "200,000,000",
    )  # fmt: skip
    (lead,) = registered.rows
    assert (lead["state"], lead["claim"], lead["amount"]) == ("open", "applied", 200_000_000)
    again = duijie(
        "leads",
        "--register",
        "轴承二期",
        "--investor",
        SAMPLES["investor"],
        "--contact",
        "赵",
        "--unit",
        "招商局",
    )
    assert again.status == 0 and "同一投资方" in again.err and str(lead["id"]) in again.err
    assert duijie("leads", "--accept", lead["id"]).rows[0]["claim"] == "protected"
    project = duijie("leads", "--convert", lead["id"]).rows[0]["project_id"]
    refused = duijie("project", project, "--to", "talks")
    assert refused.status == 1 and "缺洽谈记录" in refused.err
    moved = duijie(
        "project", project, "--attach", "visit_record=会谈纪要", "--set", "site=东园", "--to", "talks"
    ).rows[0]
    assert (moved["stage_code"], moved["site"], moved["investment"]) == ("talks", "东园", 200_000_000)
    assert [one["stage"] for one in moved["stages"]] == ["lead", "talks"] and moved["missing"]
    assert len(duijie("leads", "--state", "open").rows) == 1


def test_what_a_rule_refuses_changes_nothing() -> None:
    project = duijie("projects", "--open", "新项目", "--unit", "招商局").rows[0]["id"]
    ran = duijie("project", project, "--set", "site=东园", "--amount", "total_investment=5", "--to", "signed")
    assert (ran.status, ran.out) == (1, "")
    after = duijie("project", project).rows[0]
    assert (after["site"], after["amounts"]) == ("", [])
    assert duijie("project", project, "--set", "site").status == 2
    assert duijie("project", project, "--amount", "total_investment=much").status == 2
    assert duijie("projects", "--open", "新项目").status == 2
    assert duijie("projects", "--sort", "mood").status == 2
    assert duijie("project", 987654).status == 1


def test_lists_filter_sort_and_page_by_marks() -> None:
    for number in range(5):
        project = duijie("projects", "--open", f"项目{number}", "--unit", "招商局").rows[0]["id"]
        duijie("project", project, "--amount", f"total_investment={number}00000000")
    first = duijie("projects", "--sort", "largest", "--limit", "2")
    assert [row["name"] for row in first.rows] == ["项目4", "项目3"]
    rest = duijie("projects", "--sort", "largest", "--limit", "9", *first.err.split())
    assert [row["name"] for row in rest.rows] == ["项目2", "项目1", "项目0"] and rest.err == ""
    assert [row["name"] for row in duijie("projects", "--band", "300m", "--text", "项目").rows] == [
        "项目4",
        "项目3",
    ]
    assert duijie("projects", "--stage", "signed").rows == []
    board = {row["code"]: row for row in duijie("projects", "--board").rows}
    assert (board["reserve"]["count"], board["reserve"]["investment"]) == (5, 1_000_000_000)
    cells = list(csv.DictReader(io.StringIO(duijie("projects", "-f", "csv").out)))
    assert len(cells) == 5 and cells[0]["stage"] == "储备"
    assert "项目4" in duijie("projects", "-f", "table", env={"COLUMNS": "200"}).out
    assert json.loads(duijie("warnings", "-f", "json").out) == []
