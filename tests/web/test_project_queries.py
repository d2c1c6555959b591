"""Over a generated year a page asks the database no more often than its baseline allows, however many rows it shows."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duijie.accounts.models import Unit
from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor
from duijie.demo.large import load_year
from duijie.leads.models import Lead
from duijie.parks.models import Quota
from duijie.pipeline.models import Project
from tests.cast import wen_the_administrator

CASES = Path(__file__).resolve().parents[1] / "cases" / "web" / "queries.toml"
BASELINE: dict[str, int] = tomllib.loads(CASES.read_text("utf-8"))["year"]


def test_pages_keep_to_their_numbers_of_queries(lin: Actor) -> None:
    load_year(year=2024, size=18, by=wen_the_administrator(), planted_each=1)
    unit = Unit.objects.get(name="开发区")
    add_user(username="kai", password="correct-horse", display_name="开办", role="clerk", unit_id=unit.pk)
    browser = Client()
    browser.post("/sign-in/", {"username": "kai", "password": "correct-horse"})
    project = Project.objects.filter(stage="building").latest("pk").pk
    lead = Lead.objects.filter(
        state="open", holder__in=[unit.pk, *unit.children.values_list("pk", flat=True)]
    ).latest("pk")
    park = Quota.objects.filter(kind="output").latest("pk").park_id
    above = {}
    for address, most in BASELINE.items():
        browser.get(address.format(project=project, lead=lead.pk, park=park))
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address.format(project=project, lead=lead.pk, park=park))
        assert answer.status_code == 200, address
        if len(asked) > most:
            above[address] = (len(asked), most)
    assert above == {}
