"""Governance, innovation and parks for programs: pages join, names of people stay, years are for those who keep them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from duijie.governance.operations import save_body, save_policy
from duijie.governance.tasks.operations import edit
from duijie.innovation.dealings.operations import save_contract
from duijie.innovation.operations import save_platform
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park, save_tenant
from tests.api.calling import program
from tests.api.test_lists import walked
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.governance import governed, task
from tests.factories.innovation import staffed
from tests.factories.parks import furnished
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
KEYS = {"technology-contracts": "contracts"}


@pytest.fixture
def there(db: None) -> dict[str, Any]:
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau()
    project = opened(lin, unit, MORNING)
    found = {
        **governed(lin, MORNING, unit), **staffed(lin, unit, MORNING),
        **furnished(lin, mei_the_second_reviewer(), unit, project, MORNING),
    }  # fmt: skip
    return {"lin": lin, "unit": unit, **found}


def test_pages_join_and_tell_what_was_touched(there: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": there["lin"], "at": MORNING}
    unit, park = there["unit"], there["park"]
    task(there["lin"], MORNING, unit, title="二")
    save_body(values={"name": "二", "kind": "task_force"}, unit_id=unit, **who)
    save_policy(values={"title": "二"}, unit_id=unit, **who)
    save_park(values={"name": "二", "kind": "park"}, unit_id=unit, **who)
    save_plot(values={"number": "二", "area": "1"}, park_id=park, state="clear", **who)
    save_tenant(values={"name": "二"}, park_id=park, **who)
    late: dict[str, Any] = {"by": there["lin"], "at": NOON}
    edit(task_id=there["task"], values={"about": "x"}, **late)
    save_body(body_id=there["body"], values={"about": "x"}, **late)
    save_policy(policy_id=there["policy"], values={"issuer": "x"}, **late)
    save_park(park_id=park, values={"note": "x"}, **late)
    save_plot(plot_id=there["plot"], values={"note": "x"}, **late)
    save_tenant(tenant_id=there["tenant"], values={"note": "x"}, **late)
    save_platform(platform_id=there["platform"], values={"note": "x"}, **late)
    save_contract(contract_id=there["contract"], values={"note": "x"}, **late)
    lins = program("lin", "read")
    for name, key in (
        ("tasks", "task"), ("bodies", "body"), ("policies", "policy"), ("parks", "park"), ("plots", "plot"),
        ("tenants", "tenant"), ("platforms", "platform"), ("technology-contracts", "contract"),
    ):  # fmt: skip
        page = lins.get(f"/api/{name}", {"limit": 1}).json()
        rows = page[KEYS.get(name, name)]
        assert bool(page["next"]) == (name not in ("platforms", "technology-contracts")), name
        since = {"updated_since": (MORNING + timedelta(hours=1)).isoformat()}
        touched = lins.get(f"/api/{name}", since).json()[KEYS.get(name, name)]
        assert [one["id"] for one in touched] == [there[key]], name
        assert lins.get(f"/api/{name}/{there[key]}")["ETag"], name
        if page["next"]:
            numbers = walked(lins, name)
            assert numbers == sorted(numbers, reverse=True) and numbers[0] == rows[0]["id"], name
            assert there[key] in numbers, name
        assert lins.get(f"/api/{name}", {"cursor": "abc"}).status_code == 404, name
        assert lins.get(f"/api/{name}/{2**40}").status_code == 404, name


def test_a_task_comes_with_its_light_and_without_names(there: dict[str, Any]) -> None:
    edit(task_id=there["task"], values={"leader": "沈文山"}, by=there["lin"], at=MORNING)
    lins = program("lin", "read")
    found = lins.get(f"/api/tasks/{there['task']}", {}).json()
    assert (found["leader"], found["reports"][0]["percent"], found["state"]) == ("", "10", "open")
    asked = {"as_of": "2024-03-31", "light": "red", "unit": there["unit"]}
    (line,) = lins.get("/api/tasks", asked).json()["tasks"]
    assert (line["id"], line["planned"], line["done"]) == (there["task"], "49.72", "0")
    assert lins.get("/api/tasks", {**asked, "light": "green"}).json()["tasks"] == []
    assert lins.get(f"/api/bodies/{there['body']}").json()["seats"][0]["post"] == "县长"


def test_people_are_only_counted(there: dict[str, Any]) -> None:
    answer = program("lin", "read").get("/api/talent")
    assert answer.json() == {"talent": [{"category": "expert", "mode": "flexible", "count": 1}], "count": 1}
    assert program("lin", "read").get("/api/talent", {"year": 1999}).json()["count"] == 0


def test_years_are_read_by_those_who_keep_the_park(there: dict[str, Any]) -> None:
    zhou_the_clerk(there["unit"])
    zhous = program("zhou", "read")
    tenant = zhous.get(f"/api/tenants/{there['tenant']}").json()
    year = MORNING.year - 1
    assert [(one["year"], Decimal(one["values"]["output"])) for one in tenant["years"]] == [
        (year, 50_000_000)
    ]
    assert zhous.get(f"/api/parks/{there['park']}").json()["years"][0]["told_by"] == 1
    plot = zhous.get(f"/api/plots/{there['plot']}").json()
    assert (plot["area"], plot["state"], date.fromisoformat(plot["state_since"]).year) == (
        "66667",
        "clear",
        2024,
    )
    he_the_clerk(bureau("城郊乡"))
    hes = program("he", "read")
    other = hes.get(f"/api/tenants/{there['tenant']}").json()
    assert (other["years"], other["latest"]) == ([], None)
    assert hes.get(f"/api/parks/{there['park']}").json()["years"] == []
