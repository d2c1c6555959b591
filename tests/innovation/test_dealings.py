"""People, contracts and partnerships: what they count as, who reads what, which limits are told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from duijie.accounts.acts import history
from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor, NotAllowed
from duijie.figures.registry import compute
from duijie.figures.trace import trace
from duijie.innovation.dealings.operations import save_contract, save_partnership, save_talent
from duijie.innovation.dealings.queries import (
    Filters,
    contracts,
    findings,
    flow_sums,
    one,
    partnerships,
    talents,
)
from duijie.innovation.operations import end_platform, save_platform
from duijie.innovation.types import NoSuchInnovation
from duijie.ledger.models import Entry
from duijie.rulebook.columns import WrongFields
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    shen_the_auditor,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
CONTRACT = {
    "title": "复合材料开发", "kind": "development", "seller": "云州大学", "seller_region": "北京", "buyer": "青禾公司",
    "buyer_region": "131127", "amount": "800000", "signed_on": "2024-03-01", "state": "registered",
    "registered_on": "2024-04-01", "number": "2024130001",
}  # fmt: skip
PARTNERSHIP = {
    "title": "联合攻关", "kind": "research", "firm": "青禾公司", "institution": "云州大学", "signed_on": "2024-02-01",
}  # fmt: skip


def talent(by: Actor, platform: int | None = None, **more: str) -> int:
    values = {
        "person": "沈文山", "category": "academician", "mode": "flexible", "form": "adviser", "host": "青禾公司",
        "begins_on": "2024-02-01", **more,
    }  # fmt: skip
    return save_talent(values=values, platform_id=platform, by=by, at=NOON)


def station(by: Actor, host: str) -> int:
    return save_platform(values={"kind": "academician", "host": host}, by=by, at=NOON)


def figure(by: Actor, code: str, scope: str = "", day: date = TODAY) -> int | None:
    found = next((v for v in compute(code, as_of=day, known_at=EVENING, viewer=by) if v.scope == scope), None)
    return int(found.quantity.number) if found and found.quantity else None


def test_an_academician_at_two_stations_is_told_with_the_source_and_not_refused() -> None:
    lin = lin_the_reviewer()
    one_station, other = station(lin, "甲公司"), station(lin, "乙公司")
    talent(lin, one_station, months="3")
    assert findings(viewer=lin, today=TODAY) == []
    second = talent(lin, other, months="1", person=" 沈文山 ")
    assert [(each.talent_id, each.rule) for each in findings(viewer=lin, today=TODAY, platform_id=other)] == [
        (second, "stations"), (second, "months")
    ]  # fmt: skip
    assert all("两办" in each.source.zh for each in findings(viewer=lin, today=TODAY))
    end_platform(platform_id=one_station, ended_on=TODAY, reason="撤站", by=lin, at=NOON)
    assert [each.rule for each in findings(viewer=lin, today=TODAY)] == ["months"]
    save_talent(values={"ends_on": "2024-06-01"}, talent_id=second, platform_id=other, by=lin, at=NOON)
    assert findings(viewer=lin, today=TODAY) == []


def test_people_count_by_how_they_came_and_the_ledger_does_not_name_them() -> None:
    lin = lin_the_reviewer()
    number = talent(lin)
    talent(lin, person="丁一", category="doctor", mode="full_time")
    talent(lin, person="丁二", category="doctor", mode="full_time", begins_on="2023-05-01")
    assert [figure(lin, "people.recruited", scope) for scope in ("", "full_time", "flexible")] == [2, 1, 1]
    assert "沈文山" not in str(list(Entry.objects.values()))
    assert one(what="talent", number=number, viewer=lin)[0].form == "adviser"


def test_names_of_people_are_read_only_by_those_who_may_see_people() -> None:
    lin, shen = lin_the_reviewer(), shen_the_auditor()
    number = talent(lin)
    save_talent(values={"person": "沈文川", "field": "材料"}, talent_id=number, by=lin, at=NOON)
    ((seen,), _), ((hidden,), _) = (talents(viewer=who) for who in (lin, shen))
    assert (seen.person, hidden.person) == ("沈文川", None)
    assert "person" not in one(what="talent", number=number, viewer=shen)[1].values
    assert talents(viewer=shen, filters=Filters(text="沈文川"))[1] == 0
    assert talents(viewer=lin, filters=Filters(text="沈文川"))[1] == 1
    rows = [str(row.detail) for row in history(subjects=[f"talent:{number}"], viewer=shen)]
    assert not any("沈文" in row for row in rows)
    assert any("沈文山" in str(row.detail) for row in history(subjects=[f"talent:{number}"], viewer=lin))
    with pytest.raises(NotAllowed):
        talent(shen)


def test_a_registered_contract_counts_where_it_crosses_the_edge() -> None:
    wen = wen_the_administrator()
    set_region(name="景县", aliases=[], closed_on=None, by=wen, at=MORNING)
    lin = lin_the_reviewer()
    number = save_contract(values=CONTRACT, by=lin, at=NOON)
    out = {
        **CONTRACT,
        "seller": "青禾公司",
        "seller_region": "景县",
        "buyer": "津海公司",
        "buyer_region": "天津",
    }
    save_contract(values={**out, "number": "2", "amount": "300000"}, by=lin, at=NOON)
    inside = {**CONTRACT, "seller_region": "景县", "number": "3"}
    save_contract(values=inside, by=lin, at=NOON)
    waiting = {**CONTRACT, "state": "submitted", "registered_on": "", "number": ""}
    save_contract(values=waiting, by=lin, at=NOON)
    assert figure(lin, "technology.absorbed") == figure(lin, "technology.absorbed", "110000") == 800_000
    assert figure(lin, "technology.exported", "120000") == 300_000
    assert figure(lin, "technology.absorbed", day=date(2024, 3, 31)) is None
    assert [(s.flow, s.province, s.count, s.amount) for s in flow_sums(viewer=lin)] == [
        ("absorbed", "110000", 1, Decimal(800_000)), ("exported", "120000", 1, Decimal(300_000)),
        ("within", "130000", 1, Decimal(800_000)),
    ]  # fmt: skip
    assert contracts(viewer=lin, filters=Filters(province="110000"))[1] == 2
    save_contract(
        values={"state": "refused", "registered_on": "", "number": ""}, contract_id=number, by=lin, at=NOON
    )
    assert figure(lin, "technology.absorbed") is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seller_region": "没有的县"}, "seller_region"),
        ({"buyer_region": ""}, "flow"),
        ({"number": ""}, "number"),
        ({"registered_on": "2030-01-01"}, "registered_on"),
        ({"technology": "900000"}, "technology"),
        ({"valid_until": "2024-01-01"}, "valid_until"),
        ({"title": ""}, "title"),
    ],
)
def test_a_contract_that_cannot_be(change: dict[str, str], field: str) -> None:
    yunhe_county()
    with pytest.raises(WrongFields) as refused:
        save_contract(
            values={**CONTRACT, "flow": "" if field == "flow" else "absorbed", **change},
            by=lin_the_reviewer(),
            at=NOON,
        )
    assert field in refused.value.faults


def test_one_contract_a_registration_number() -> None:
    lin = lin_the_reviewer()
    values = {**CONTRACT, "flow": "absorbed"}
    save_contract(values=values, by=lin, at=NOON)
    with pytest.raises(WrongFields, match="another contract"):
        save_contract(values=values, by=lin, at=NOON)


def test_an_institution_becomes_a_partner_and_a_confidential_project_hides_the_row() -> None:
    yunhe_county()
    unit = bureau()
    lin, zhou, he = lin_the_reviewer(), zhou_the_clerk(unit), he_the_clerk(bureau("工信局"))
    project = opened(zhou, unit, MORNING, confidential=True)
    number = save_partnership(values=PARTNERSHIP, project_id=project, by=zhou, at=NOON)
    assert figure(zhou, "institutions.partnered") == 1
    assert partnerships(viewer=he)[1:] == (0, 1)
    assert partnerships(viewer=zhou)[1:] == partnerships(viewer=shen_the_auditor())[1:] == (1, 0)
    with pytest.raises(NoSuchInnovation):
        one(what="partnership", number=number, viewer=he)
    values = {**CONTRACT, "flow": "absorbed"}
    save_contract(values=values, project_id=project, by=zhou, at=NOON)
    (line,) = trace("technology.absorbed", as_of=TODAY, known_at=EVENING, viewer=he).lines
    assert line.contribution.amount.number == 800_000
    assert CONTRACT["number"] not in line.contribution.label + line.contribution.evidence
    assert (contracts(viewer=he)[1:], len(flow_sums(viewer=he))) == ((0, 1), 1)
    # Unlinked, the entry stands under its own key and no second one is left.
    save_partnership(values={"paid": "0"}, partnership_id=number, by=zhou, at=NOON + timedelta(hours=1))
    assert figure(lin, "institutions.partnered") == 1
    assert Entry.objects.filter(measure="partnerships", corrected_by=None, shape="item").count() == 1
    with pytest.raises(WrongFields, match="not more"):
        save_partnership(values={"amount": "1", "paid": "2"}, partnership_id=number, by=zhou, at=NOON)
