"""The ledger says what the records say, and is brought there again where it does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q

from duijie.funds.operations import receive, take_out, verify
from duijie.leads import operations as leads
from duijie.ledger.models import Entry
from duijie.parks.operations import set_industry
from duijie.pipeline.models import Project
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, mei_the_second_reviewer
from tests.cli.running import duijie
from tests.factories.parks import furnished
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
UNTOLD = frozenset({"id", "recorded_at", "recorded_by_id", "corrects_id"})


def told() -> list[str]:
    columns = [one.attname for one in Entry._meta.concrete_fields if one.attname not in UNTOLD]
    rows = Entry.objects.filter(corrected_by=None).exclude(shape="void").values_list(*columns)
    return sorted(map(str, rows))


def test_the_ledger_is_brought_in_step_with_the_records() -> None:
    lin, mei, unit = lin_the_reviewer(), mei_the_second_reviewer(), bureau()
    signed = opened(lin, unit, MORNING, park="高端装备园", industry="C3451")
    advance(signed, "started", lin, mei, MORNING, day=date(2024, 5, 1))
    opened(lin, unit, MORNING, name="饲料项目", land_on="2024-05-02")
    money = {"kind": "equity", "number": Decimal(5_000_000), "payer": "远拓", "by": lin, "at": MORNING}
    first = receive(project_id=signed, received_on=date(2024, 6, 1), **money)
    receive(project_id=signed, received_on=date(2024, 6, 3), **money)
    verify(receipt_id=first, number=Decimal(4_000_000), by=mei, at=MORNING)
    take_out(
        receipt_id=receive(project_id=signed, received_on=date(2024, 6, 2), **money),
        reason="重复",
        by=lin,
        at=NOON,
    )
    leads.register(
        name="线缆项目", investor="光瑞线缆有限公司", contact="赵经理", unit_id=unit, by=lin, at=MORNING
    )
    park = furnished(lin, mei, unit, signed, MORNING)["park"]
    set_industry(park_id=park, code="C3451", standing="leading", by=lin, at=MORNING)
    before, bands = told(), dict(Project.objects.values_list("pk", "band"))
    ran = duijie("repost", "--dry-run")
    assert (ran.status, [(row["added"], row["corrected"]) for row in ran.rows]) == (0, [(0, 0)] * 5)

    # As if what the records tell had begun to be counted only now, and the bands had been others.
    lost: Any = Entry.objects.filter(
        Q(key__startswith="project:") | Q(key__startswith="lead:") | Q(key__contains="#industry:"),
        fact=None, corrects=None, corrected_by=None,
    ).exclude(key__contains="#plot:")  # fmt: skip
    lost = Entry.objects.filter(pk__in=list(lost.values_list("pk", flat=True)))
    gone = lost.count()
    lost._raw_delete(lost.db)
    Project.objects.update(band="x")
    short = told()
    ran = duijie("repost", "--dry-run")
    assert ran.status == 1
    assert (told(), set(Project.objects.values_list("band", flat=True))) == (short, {"x"})

    ran = duijie("repost")
    assert ran.status == 0
    assert {row["kind"] for row in ran.rows if row["added"]} == {"projects", "receipts", "leads", "parks"}
    assert sum(row["added"] for row in ran.rows) == gone
    assert told() == before
    assert dict(Project.objects.values_list("pk", "band")) == bands
    assert duijie("repost", "--dry-run").status == 0

    # What only a list says otherwise is something that would change as well.
    Project.objects.update(band="x")
    assert duijie("repost", "--dry-run").status == 1
    ran = duijie("repost")
    assert [(row["kind"], row["derived"]) for row in ran.rows if row["derived"]] == [("projects", len(bands))]
    assert dict(Project.objects.values_list("pk", "band")) == bands
    acts = duijie("acts", "--act", "repost").rows
    assert {row["subject"] for row in acts} == {
        f"list:{kind}" for kind in ("projects", "receipts", "leads", "parks")
    }
    assert next(row["detail"] for row in acts if row["subject"] == "list:leads") == "新增 1 条"
