"""A chain is kept in versions; a circle, a wrong code and a save over somebody else's are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.industry import operations
from duijie.industry.links.graph import WrongChain, graph_of
from duijie.industry.links.sheet import links_of
from duijie.industry.links.shipped import shipped
from duijie.industry.placing.places import park_place
from duijie.industry.queries import chain, chain_map, chains, chains_in, on_link, versions
from duijie.industry.types import ChangedMeanwhile, NoSuchChain
from duijie.kernel.words import Words
from duijie.parks.operations import save_park, save_tenant
from tests.cast import MORNING, lin_the_reviewer, yunhe_county

HOSE = {"code": "hose", "name": {"zh": "胶管"}, "codes": ["2912"], "words": ["胶管"], "upstream": ["rubber"]}
RUBBER = {"code": "rubber", "name": {"zh": "橡胶"}, "words": ["合成橡胶"]}
pytestmark = pytest.mark.django_db


def begun(by: Actor) -> int:
    """A chain of two links."""
    return operations.begin(code="tubes", name=Words("管业", ""), links=[RUBBER, HOSE], by=by, at=MORNING)


def test_every_change_is_a_version_and_the_old_ones_stay() -> None:
    lin = lin_the_reviewer()
    number = begun(lin)
    graph = chain(chain_id=number, viewer=lin).graph
    renamed = replace(graph.by_code["rubber"], code="raw")
    assert (
        operations.save_link(chain_id=number, link=renamed, old="rubber", expected=1, by=lin, at=MORNING) == 2
    )
    assert chain(chain_id=number, viewer=lin).graph.by_code["hose"].upstream == ("raw",)
    operations.remove_link(chain_id=number, code="raw", expected=2, by=lin, at=MORNING, note="并入")
    assert chain(chain_id=number, viewer=lin).graph.by_code["hose"].upstream == ()
    assert chain(chain_id=number, viewer=lin, version=1).graph == graph
    assert [one.number for one in versions(chain_id=number, viewer=lin)] == [3, 2, 1]
    same = chain(chain_id=number, viewer=lin).graph.as_json()
    assert operations.save_links(chain_id=number, links=same, expected=3, by=lin, at=MORNING) == 3


def test_what_somebody_else_saved_is_not_overwritten() -> None:
    lin = lin_the_reviewer()
    number = begun(lin)
    operations.remove_link(chain_id=number, code="rubber", expected=1, by=lin, at=MORNING)
    with pytest.raises(ChangedMeanwhile):
        operations.save_links(chain_id=number, links=[RUBBER], expected=1, by=lin, at=MORNING)
    with pytest.raises(NoSuchChain):
        operations.remove_link(chain_id=number, code="rubber", expected=2, by=lin, at=MORNING)
    with pytest.raises(NotAllowed):
        operations.save_links(
            chain_id=number, links=[RUBBER], expected=2, by=replace(lin, role="clerk"), at=MORNING
        )


@pytest.mark.parametrize(
    "wrong",
    [{"codes": ["9999"]}, {"words": ["管"]}, {"upstream": ["nowhere"]}, {"upstream": ["hose"]}, {"code": "胶"},
     {"name": {"zh": ""}}, {"codes": [], "words": []}, {"kind": "grow"}, {"code": "rubber"}],
    ids=str,
)  # fmt: skip
def test_a_link_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(WrongChain):
        graph_of([RUBBER, HOSE | wrong])


def test_a_sheet_becomes_links_whatever_its_heads_are_called() -> None:
    rows = [
        ["产业链环节表"], ["环节名称", "代码", "国民经济行业代码", "关键词", "上游", "关键"],
        ["橡胶", "rubber", 2652.0, "合成橡胶、再生胶", None, ""], ["胶管", None, "2912，2913", "胶管", "橡胶", "是"],
    ]  # fmt: skip
    graph = graph_of(links_of(rows))
    assert [link.code for link in graph.links] == ["rubber", "link-2"]
    assert graph.links[1].upstream == ("rubber",)
    assert graph.links[1].codes == ("2912", "2913")
    assert graph.links[1].key
    with pytest.raises(WrongChain):
        links_of([["a", "b"]])


def test_levels_end_where_links_lie_in_a_circle() -> None:
    graph = graph_of([RUBBER | {"upstream": ["hose"]}, HOSE])
    assert set(graph.levels().values()) <= {0, 1, 2}


def test_shipped_chains_grow_in_the_parks_they_name() -> None:
    yunhe_county()
    lin = lin_the_reviewer()
    park = save_park(values={"name": "石化新材料园中园", "kind": "park"}, by=lin, at=MORNING)
    assert operations.lay_down(chains=shipped(), by=lin, at=MORNING) == 6
    assert operations.lay_down(chains=shipped(), by=lin, at=MORNING) == 0
    assert [one.line.code for one in chains_in(park_id=park, viewer=lin)] == ["petrochemical-materials"]
    assert len(chains(viewer=lin)) == 6


def test_a_park_is_seen_by_its_enterprises() -> None:
    yunhe_county()
    lin = lin_the_reviewer()
    number = begun(lin)
    park = save_park(values={"name": "橡塑园", "kind": "park"}, by=lin, at=MORNING)
    for name, code in (("示例甲胶管厂", ""), ("示例乙有限公司", "2912"), ("示例丙酒店", "")):
        save_tenant(values={"name": name, "industry": code}, park_id=park, by=lin, at=MORNING)
    place = park_place(park_id=park, viewer=lin)
    found = chain_map(chain_id=number, place=place, viewer=lin, today=MORNING.date())
    assert {code: one.sure for code, one in found.states.items()} == {"rubber": 0, "hose": 2}
    assert found.looked_at == {"own": 3, "registry": 0}
    there, count = on_link(chain_id=number, code="hose", place=place, viewer=lin, today=MORNING.date())
    assert count == 2
    assert {one.who.name for one in there} == {"示例甲胶管厂", "示例乙有限公司"}
