"""Who hangs together, and ties that the like of an industry share and one lacks."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import set_region
from duijie.directory.operations import record, remove
from duijie.industry.operations import begin
from duijie.judgements.operations import add_organisation
from duijie.kernel.words import Words
from duijie.relations.operations import close_door, open_door
from duijie.relations.patterns import communities, expected
from duijie.relations.patterns.chained import unlinked
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


@pytest.mark.django_db
def test_firms_on_neighbouring_links_are_expected_to_do_business() -> None:
    lin = lin_the_reviewer()
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    mixer, hose, tyre = (
        add_organisation(name=name, values={"division": "131127", "industry": code}, by=lin, at=MORNING)
        for name, code in zip(FIRMS, ("C2911", "C2912", "C2913"), strict=True)
    )
    links = [
        {"code": "mix", "name": {"zh": "混炼胶", "en": "compounds"}, "codes": ["2911"], "words": ["词2911"]},
        {
            "code": "hose",
            "name": {"zh": "胶管", "en": "hoses"},
            "codes": ["2912"],
            "words": ["词2912"],
            "upstream": ["mix"],
        },
        {"code": "far", "name": {"zh": "轮胎", "en": "tyres"}, "codes": ["2913"], "words": ["词2913"]},
    ]
    begin(code="rubber", name=Words("橡塑", "rubber"), links=links, by=lin, at=MORNING)
    found = {one.who.name: one for one in unlinked(viewer=lin, as_of=TODAY)}
    assert set(found) == {FIRMS[0], FIRMS[1]}, "the third stands on a link without neighbours"
    one = found[FIRMS[1]]
    assert (one.chain.zh, one.link.zh, one.neighbour.zh, one.upstream) == ("橡塑", "胶管", "混炼胶", True)
    assert [node.name for node in one.partners] == [FIRMS[0]] and not found[FIRMS[0]].upstream
    # Whoever stands on a chain is judged by the chain, not by their industry.
    chamber = add_organisation(name=CHAMBER, values={}, by=lin, at=MORNING)
    for firm in (mixer, hose):
        record(kind="tie", organisation_id=firm, values={"to": chamber, "kind": "member"}, by=lin, at=MORNING)
    assert expected(viewer=lin, as_of=TODAY) == () and tyre
    mark = close_door(organisation_id=hose, reason="回避", by=lin, at=MORNING)
    assert mark and unlinked(viewer=lin, as_of=TODAY) == ()
    open_door(door_id=mark, by=lin, at=MORNING)
    supply = {"to": hose, "kind": "supplies"}
    record(kind="tie", organisation_id=mixer, values=supply, by=lin, at=MORNING)
    assert unlinked(viewer=lin, as_of=TODAY) == ()
