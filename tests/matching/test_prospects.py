"""Enterprises of the registry are ranked by named factors; who cannot come is left out and counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor, NotAllowed
from duijie.industry.operations import begin, seat
from duijie.industry.placing.places import division_place
from duijie.industry.placing.registered import home
from duijie.industry.queries import chain_map
from duijie.kernel.words import Words
from duijie.matching import slots
from duijie.matching.queries import prospects
from duijie.matching.types import NothingToMatch, Prospects
from duijie.parks.operations import save_park, set_industry
from duijie.registry.importing import Asked, import_file
from tests.cast import MORNING, guo_the_guest, lin_the_reviewer, wen_the_administrator

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)
HELD = [("3481", "131102"), ("3481", "440100"), ("2912", "440100"), ("1512", "120000"), ("1512", "370200")]
LINKS = [
    {"code": "hose", "name": {"zh": "胶管"}, "codes": ["2912"], "words": ["橡胶软管", "胶管"]},
    {"code": "tyre", "name": {"zh": "轮胎"}, "codes": ["2911"], "words": ["轮胎"], "key": True},
]


def tubes(by: Actor) -> tuple[int, int]:
    """A chain in a park: their numbers."""
    park = save_park(values={"name": "橡塑园", "kind": "park"}, by=by, at=MORNING)
    chain = begin(code="tubes", name=Words("管业", "Tubes"), links=LINKS, by=by, at=MORNING)
    seat(chain_id=chain, park_id=park, by=by, at=MORNING)
    return park, chain


def names(found: Prospects) -> list[str]:
    """Who was found, in order."""
    return [one.name for one in found.rows]


def test_makers_elsewhere_are_ranked_and_others_are_left_out_and_counted(lin: Actor) -> None:
    park, _chain = tubes(lin)
    found = prospects(viewer=lin, today=TODAY, park_id=park)
    assert set(names(found)) == {"示例云瀚橡胶制品厂", "示例铭沐胶管有限公司", "示例晟禾轮胎厂"}
    assert {one.code: one.number for one in found.left_out} == {"branch": 1, "gone": 1, "here": 1}
    assert found.ranked == 3
    assert found.without == ()


def test_points_are_the_sum_of_the_parts_and_each_says_why(lin: Actor) -> None:
    park, _chain = tubes(lin)
    for one in prospects(viewer=lin, today=TODAY, park_id=park).rows:
        assert one.points == pytest.approx(sum(part.points for part in one.parts), abs=0.05)
        assert sum(part.most for part in one.parts) == pytest.approx(100, abs=0.05)
        assert all(part.reason.zh and part.reason.en for part in one.parts)
        assert {part.name for part in one.parts if part.value is None} == set(one.not_known)
        assert (one.source, one.as_of) == ("样本", date(2024, 1, 1))


def test_each_factor_tells_what_the_rows_say(lin: Actor) -> None:
    park, _chain = tubes(lin)
    found = {one.name: {part.code: part.value for part in one.parts} for one in prospects(viewer=lin, today=TODAY, park_id=park).rows}  # fmt: skip
    near, far, tyres = found["示例云瀚橡胶制品厂"], found["示例铭沐胶管有限公司"], found["示例晟禾轮胎厂"]
    assert (near["distance"], far["distance"], tyres["distance"]) == (
        1,
        pytest.approx(0.3),
        pytest.approx(0.7),
    )
    assert near["ability"] == pytest.approx(0.25)
    assert near["expansion"] == pytest.approx(0.25)
    assert far["expansion"] is None
    assert (tyres["gap"], near["gap"]) == (1, pytest.approx(0.7))  # nobody makes tyres here, one makes hoses
    assert near["freshness"] == pytest.approx(0.5 ** (182 / 1095.75), abs=1e-3)


def test_an_industry_near_to_what_the_city_has_counts_for_more(settings: object, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    file = tmp_path / "rows.csv"
    lines = [f"例{n}厂,C{code},1995-01-01,{at}" for n, (code, at) in enumerate(HELD)]
    file.write_text("企业名称,行业代码,成立日期,行政区划代码\n" + "\n".join(lines), "utf-8")
    import_file(home(), file, asked=Asked("样本", as_of=date(2024, 1, 1)), at=MORNING)
    lin = lin_the_reviewer()
    links = [LINKS[0], {"code": "wine", "name": {"zh": "白酒"}, "codes": ["1512"]}]
    chain = begin(code="two", name=Words("两样", "Two"), links=links, by=lin, at=MORNING)
    found = prospects(viewer=lin, today=TODAY, chain_id=chain).rows
    worth = {one.link: next(part for part in one.parts if part.code == "relatedness") for one in found}
    # Whoever makes hoses elsewhere makes springs beside them, which the city makes too; wine stands alone.
    assert worth["hose"].value == pytest.approx(1)
    assert worth["wine"].value == 0
    assert "100%" in worth["hose"].reason.zh


def test_a_link_and_what_a_park_refuses_narrow_the_list(lin: Actor) -> None:
    park, chain = tubes(lin)
    assert names(prospects(viewer=lin, today=TODAY, chain_id=chain, link="tyre")) == ["示例晟禾轮胎厂"]
    assert len(prospects(viewer=lin, today=TODAY, park_id=park, limit=1).rows) == 1
    set_industry(park_id=park, code="2911", standing="prohibited", by=lin, at=MORNING)
    found = prospects(viewer=lin, today=TODAY, park_id=park)
    assert "示例晟禾轮胎厂" not in names(found)
    assert found.left_out[0].code == "refused"


def test_a_package_that_fills_a_factor_is_heard(lin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    park, _chain = tubes(lin)
    monkeypatch.setattr(slots, "_FILLED", {})

    def known(asked: slots.Candidates) -> np.ndarray:
        return np.where(asked.rows.division[asked.places] // 100 == 4401, 1, np.nan).astype(np.float32)

    slots.fills("ties", known, lambda value: Words(f"关系{value:.0f}", f"ties {value:.0f}"))
    found = prospects(viewer=lin, today=TODAY, park_id=park)
    parts = {one.name: one.parts[-1] for one in found.rows}
    assert (parts["示例铭沐胶管有限公司"].code, parts["示例铭沐胶管有限公司"].reason.zh) == ("ties", "关系1")
    assert parts["示例晟禾轮胎厂"].value is None
    with pytest.raises(ValueError, match="no factor"):
        slots.fills("ability", known, lambda _value: Words("", ""))


def test_without_a_chain_or_a_right_there_is_nothing(lin: Actor) -> None:
    park = save_park(values={"name": "空园", "kind": "park"}, by=lin, at=MORNING)
    with pytest.raises(NothingToMatch):
        prospects(viewer=lin, today=TODAY, park_id=park)
    with pytest.raises(NotAllowed):
        prospects(viewer=replace(guo_the_guest(), role="guest"), today=TODAY, park_id=park)


def test_an_empty_registry_gives_an_empty_list(db: None, settings: object, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    lin = lin_the_reviewer()
    park, _chain = tubes(lin)
    found = prospects(viewer=lin, today=TODAY, park_id=park)
    assert (found.rows, found.ranked, found.registered) == ((), 0, 0)


def test_a_division_is_seen_by_its_rows_and_its_share(lin: Actor) -> None:
    _park, chain = tubes(lin)
    place = division_place("1311")
    assert place
    found = chain_map(chain_id=chain, place=place, viewer=lin, today=TODAY)
    assert found.looked_at == {"own": 0, "registry": 5}
    assert found.states["hose"].sure == 3
    assert found.states["tyre"].sure == 0
    assert found.states["hose"].basis == "capital"
