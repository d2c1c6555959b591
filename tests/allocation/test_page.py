"""The page and the command: what is typed wrongly stays, what is ticked is reserved."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from duijie.capacity.operations import grant
from duijie.capacity.queries import reservations
from tests.allocation.conftest import Place
from tests.cast import MORNING
from tests.cli.running import duijie


def signed_in(place: Place) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=place.lin.user_id))
    return client


def test_a_proposal_is_shown_and_what_is_ticked_is_reserved(place: Place) -> None:
    page = signed_in(place)
    shown = page.get("/parks/allocation/", {"show": "1"})
    row = shown.context["page"].placed[0]
    assert row.park.text == "东园" and row.take.startswith(f"{place.large} plot:")
    assert "高新区：用电再增 99.5 kVA" in shown.content.decode()
    until = timezone.localdate().replace(month=12, day=31).isoformat()
    empty = page.post("/parks/allocation/", {"until": until})
    assert empty.status_code == 422 and "请勾选" in empty.content.decode()
    done = page.post("/parks/allocation/", {"until": until, "take": row.take})
    assert done.status_code == 302 and done["location"] == "/parks/reservations/"
    assert reservations(viewer=place.lin, today=timezone.localdate())[1] == 2


def test_what_was_typed_wrongly_stays_beside_its_field(place: Place) -> None:
    asked = {
        "show": "1",
        "projects": "没有的项目",
        "parks": "没有的园",
        "barred": "大项目",
        "weight-tax": "-1",
    }
    fields = {
        one.name: one for one in signed_in(place).get("/parks/allocation/", asked).context["page"].fields
    }
    assert all(fields[name].error and fields[name].value == asked[name] for name in asked if name != "show")


def test_the_commands_tell_the_same(place: Place) -> None:
    rows = duijie("allocate", "--not", f"{place.small}@西园").rows
    assert [(one["project"], one["park"]) for one in rows] == [("大项目", "东园"), ("小项目", "")]
    assert "99.5" in rows[1]["lacks"]
    assert [one["name"] for one in duijie("parks").rows] == ["高新区", "东园", "西园"]
    (zone,) = duijie("park", "高新区").rows
    assert zone["supplies"][0]["free"] in (1000.5, "1000.500")
    grant(park_id=place.west, kind="power", number=Decimal(400), source="试", by=place.lin, at=MORNING)
    assert duijie("fit", place.small).rows[0]["park"] == "西园"
