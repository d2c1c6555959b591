"""Events, campaigns, channels and visits by commands alone."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from duijie.accounts.operations import add_user, local_operator
from tests.cast import NOON, bureau
from tests.cli.running import duijie
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unit() -> int:
    local_operator()
    bureau("西园")
    return bureau("招商局")


def test_an_event_is_recorded_signed_at_and_followed_up(unit: int) -> None:
    by = local_operator()
    second = add_user(username="mei", password="correct-horse", display_name="梅审", role="reviewer")
    project = opened(by, unit, NOON)
    advance(project, "signed", by, second, NOON, day=date(2024, 5, 18))
    campaign = duijie(
        "campaigns", "--add", "攻坚月", "--since", "2024-05-01", "--until", "2024-05-31", "--budget", "200,000", "--unit", "招商局"
    ).rows[0]  # fmt: skip
    made = duijie(
        "events", "--add", "洽谈会", "--type", "fair", "--on", "2024-05-18", "--unit", "招商局", "--campaign", campaign["id"]
    ).rows[0]  # fmt: skip
    event = made["id"]
    assert made["state"] == "held" and len(made["follow_ups"]) == 3
    ran = duijie(
        "event", event, "--guest", "恒远轴承=attended", "--sign", f"{project}=formal", "--cost", "场地=5,000",
        "--brought", f"project:{project}=投资方", "--done", f"{made['follow_ups'][0]['id']}=已回访",
    ).rows[0]  # fmt: skip
    assert ran["signings"][0]["standing"] == "counted" and ran["guests"][0]["name"] == "恒远轴承"
    assert (ran["sums"][0]["counted_number"], ran["cost"]) == (200_000_000, 5000)
    again = duijie("event", event, "--sign", f"{project}=formal", "--on", "2024-05-19")
    assert "首次签约" in again.err and again.rows[0]["sums"][0]["again"] == 1
    steps = {row["code"]: row for row in duijie("campaigns", "--yield", campaign["id"]).rows}
    assert [steps[code]["count"] for code in ("invited", "attended", "projects", "signed")] == [1, 1, 1, 1]
    (came,) = duijie("campaigns", "--yield", campaign["id"], "--step", "signed").rows
    assert came["record"] == f"project:{project}" and came["amount"] == 200_000_000
    assert [row["id"] for row in duijie("events", "--type", "fair", "--since", "2024-05-01").rows] == [event]
    assert len(duijie("events", "--due").rows) == 3 and duijie("campaigns").rows[0]["spent"] == 5000
    assert "洽谈会" in duijie("event", event, "-f", "table").out
    assert next(iter(csv.DictReader(io.StringIO(duijie("events", "-f", "csv").out))))["state"] == "已举办"


def test_what_is_refused_changes_nothing_and_says_why() -> None:
    event = duijie(
        "events", "--add", "洽谈会", "--type", "fair", "--on", "2024-05-18", "--unit", "招商局"
    ).rows[0]["id"]
    refused = duijie("event", event, "--guest", "恒远=attended", "--sign", "999=formal")
    assert refused.status == 1 and "999" in refused.err
    assert duijie("event", event).rows[0]["guests"] == []
    wrong = duijie("events", "--add", "洽谈会", "--type", "party", "--unit", "招商局")
    assert wrong.status == 1 and "kind" in wrong.err
    assert duijie("event", event, "--sign", "7").status == 2
    assert duijie("event", event, "--cost", "场地=much").status == 2
    assert duijie("event", event, "--brought", "road:7=我").status == 2
    assert duijie("campaigns", "--yield", 99).status == 1
    assert duijie("event", 987654).status == 1


def test_channels_and_visits_are_recorded_listed_and_clash() -> None:
    channel = duijie("channels", "--add", "云州商会", "--kind", "chamber", "--unit", "招商局").rows[0]
    assert duijie("channels", "--kind", "chamber").rows[0]["id"] == channel["id"]
    assert [row["count"] for row in duijie("channels", "--yield", channel["id"]).rows] == [0] * 6
    assert duijie("channels", "--yield", channel["id"], "--step", "mood").status == 2
    ahead = date(date.today().year + 1, 1, 10)
    first = duijie(
        "visits",
        "--add",
        "恒远轴承",
        "--direction",
        "out",
        "--on",
        ahead,
        "--unit",
        "招商局",
        "--notes",
        "底价",
    )
    assert first.rows[0]["state_code"] == "planned" and first.err == ""
    second = duijie("visits", "--add", "恒远轴承", "--direction", "in", "--on", ahead, "--unit", "西园")
    assert "招商局" in second.err and "底价" not in second.err
    (clash,) = json.loads(duijie("visits", "--clashes", "-f", "json").out)
    assert clash["apart"] == 0 and clash["other_unit"]["zh"] == "西园"
    made = duijie(
        "visits", "--add", "青禾种业", "--direction", "in", "--on", "2024-05-01", "--unit", "西园", "--next-step", "寄方案", "--by", "2024-05-09"
    ).rows[0]  # fmt: skip
    assert [row["id"] for row in duijie("visits", "--due").rows] == [made["id"]]
    assert duijie("visits", "--done", made["id"], "--outcome", "已寄").rows[0]["next_done_on"]
    assert len(duijie("visits", "--direction", "in").rows) == 2
    assert duijie("visits", "--add", "青禾种业", "--direction", "up").status == 1
