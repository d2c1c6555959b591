"""Who hangs together, and ties that the like of an industry share and one lacks."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import set_region
from duijie.directory.operations import record, remove
from duijie.judgements.operations import add_organisation
from duijie.relations.operations import close_door
from duijie.relations.patterns import communities, expected
from tests.cast import MORNING, NOON, lin_the_reviewer, wen_the_administrator

CHAMBER, FIRMS = "示例橡塑商会", ("示例云瀚橡胶有限公司", "示例铭沐橡胶有限公司", "示例朗泽橡胶有限公司")
TODAY = NOON.date()


@pytest.mark.django_db
def test_what_two_of_an_industry_have_the_third_is_expected_to_have() -> None:
    lin = lin_the_reviewer()
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    values = {"division": "131127", "industry": "C2913"}
    firms = [add_organisation(name=name, values=values, by=lin, at=MORNING) for name in FIRMS]
    chamber = add_organisation(name=CHAMBER, values={}, by=lin, at=MORNING)
    tie = {"to": chamber, "kind": "member"}
    ties = [record(kind="tie", organisation_id=firm, values=tie, by=lin, at=MORNING) for firm in firms[:2]]
    (one,) = expected(viewer=lin, as_of=TODAY)
    assert (one.who.name, one.partner.name, one.kind, one.industry, one.alike) == (
        FIRMS[2],
        CHAMBER,
        "member",
        "C29",
        3,
    )
    assert {node.name for node in one.holders} == set(FIRMS[:2])
    (group,) = communities(viewer=lin, as_of=TODAY)
    assert {node.name for node in group.members} == {CHAMBER, *FIRMS[:2]} and group.linked == 2
    mark = close_door(organisation_id=chamber, reason="回避", by=lin, at=MORNING)
    assert mark and expected(viewer=lin, as_of=TODAY) == ()
    remove(kind="tie", number=ties[0], by=lin, at=NOON)
    assert communities(viewer=lin, as_of=TODAY) == ()
