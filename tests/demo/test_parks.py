"""The parks that the documents name stand in the records, and their quotas are the ledger's own entries."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from duijie.accounts.queries import DEMO_USER, person
from duijie.demo.operations import load_demo
from duijie.figures.registry import compute
from duijie.kernel.quantity import Sense
from duijie.parks.queries import lines, park, parks_named


def test_parks_and_quotas_of_the_documents(db: None) -> None:
    now = timezone.now()
    load_demo(at=now)
    load_demo(at=now)
    demo, day = person(username=DEMO_USER), date(2015, 9, 24)
    kinds = [one.kind for one in lines(viewer=demo)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"zone": 1, "park": 4, "inner": 6}
    told = {}
    for name in ("石化新材料", "现代国际物流"):
        (quota,) = park(park_id=parks_named([name])[name], viewer=demo, today=day).quotas
        told[name] = (quota.quantity.number, quota.quantity.sense, quota.quantity.words)
        assert (quota.earliest_on, quota.due_on) == (date(2018, 9, 18), date(2020, 9, 18))
        assert quota.entry_id is not None
    assert told == {
        "石化新材料": (50_000_000_000, Sense.OVER, "超500亿元"),
        "现代国际物流": (10_000_000_000, Sense.OVER, "超百亿元"),
    }
    # What the records add takes nothing from what the documents told: the figures are as they were.
    for code, values in (("parks", 3), ("output.quota", 2)):
        assert len(compute(code, as_of=day, known_at=timezone.now(), viewer=demo)) == values
