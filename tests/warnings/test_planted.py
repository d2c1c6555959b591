"""The warnings find every fraud that was planted in a generated year, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duijie.demo.large import PLANTS, load_year
from duijie.funds.operations import correct, receive
from duijie.pipeline import queries
from duijie.pipeline.operations import attach, merge, take_back_evidence
from duijie.warnings.find import rules, warnings
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    wen_the_administrator,
)
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 31)


def test_what_was_planted_is_found_and_nothing_else() -> None:
    year = load_year(year=2024, size=8, by=wen_the_administrator(), planted_each=1)
    found = warnings(viewer=shen_the_auditor(), today=TODAY)
    assert sorted((one.rule.code, one.project_ids) for one in found) == sorted(
        (one.rule, one.project_ids) for one in year.planted
    )
    assert {one.rule for one in year.planted} == {rule.code for rule in rules()} and len(PLANTS) == len(
        rules()
    )
    for one in found:
        assert one.rows and one.reason.zh and one.reason.en
        for project in one.project_ids:
            alone = warnings(viewer=shen_the_auditor(), today=TODAY, project_id=project)
            assert [(w.rule.code, w.project_ids) for w in alone] == [(one.rule.code, one.project_ids)]
    assert queries.listing(viewer=shen_the_auditor(), limit=500).count == year.projects
    assert warnings(viewer=guo_the_guest(), today=TODAY) == []


def test_rented_space_needs_no_permit_and_nothing_said_of_land_does() -> None:
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    for way in ("", "lease"):
        project = opened(lin, bureau(), MORNING, name=f"厂房项目{way}", land_way=way)
        advance(project, "started", lin, mei, NOON, day=date(2024, 4, 8))
        found = [one.rule.code for one in warnings(viewer=lin, today=TODAY, project_id=project)]
        assert ("started_without_permit" in found) == (way == "")


def test_a_permit_taken_back_a_merge_and_a_correction_change_what_is_warned_of() -> None:
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    first, twin = (opened(lin, bureau(), MORNING, name=name, site="东园1号") for name in ("甲项目", "乙项目"))

    def codes() -> set[str]:
        return {one.rule.code for one in warnings(viewer=lin, today=TODAY)}

    assert codes() == {"same_investor_and_site"}
    merge(project_id=twin, into_id=first, reason="重复", by=lin, at=NOON)
    assert codes() == set()
    advance(first, "started", lin, mei, NOON, day=date(2024, 4, 8), amount=10_000_000)
    permit = attach(project_id=first, kind="construction_permit", title="许可证", by=lin, at=NOON)
    proof = attach(project_id=first, kind="bank_receipt", title="凭证", by=lin, at=NOON)
    paid = {
        "received_on": date(2024, 5, 6),
        "payer": "恒远",
        "kind": "works",
        "by": lin,
        "at": NOON,
        "evidence_id": proof,
    }
    receive(project_id=first, number=Decimal(6_000_000), **paid)
    assert codes() == set()
    own = {
        **paid,
        "evidence_id": attach(project_id=twin, kind="bank_receipt", title="凭证二", by=lin, at=NOON),
    }
    second = receive(project_id=twin, number=Decimal(5_000_000), **own)
    assert codes() == {"received_above_agreed"}, "a duplicate's money goes with it"
    correct(receipt_id=second, number=Decimal(4_000_000), reason="多录", by=lin, at=NOON)
    assert codes() == set()
    take_back_evidence(evidence_id=permit, reason="伪造", by=lin, at=NOON)
    take_back_evidence(evidence_id=proof, reason="伪造", by=lin, at=NOON)
    assert codes() == {"started_without_permit", "received_without_evidence"}
