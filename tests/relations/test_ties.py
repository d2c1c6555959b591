"""Ties as records give rise to them: which there are, whose eyes they are for, and that a record's undoing undoes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from duijie.accounts.types import Actor
from duijie.directory.models import Tie
from duijie.directory.operations import record, remove
from duijie.directory.types import WrongDetails
from duijie.engagement.operations import save_channel
from duijie.judgements.operations import merge
from duijie.matching.slots import Candidates
from duijie.network.ties import OPEN
from duijie.relations.explorer import Around, around
from duijie.relations.graph import SOURCES, Graph, graph
from duijie.relations.operations import close_door, open_door
from duijie.relations.prospect_factors import ties
from duijie.relations.queries import brokers, introduce
from duijie.relations.rules import KINDS
from duijie.relations.types import NoSuchDoor, NoSuchEnd, SameEnds, SeveralEnds, ShutDoor, WrongDoor
from tests.cast import (
    MIDYEAR,
    MORNING,
    NOON,
    shen_the_auditor,
    wen_the_administrator,
    zhou_the_clerk,
)
from tests.factories.events import FAIR_DAY
from tests.kept import for_a_module
from tests.relations.made import CHAMBER, COLLEGE, FRIEND, GROUP, MEMBER, SECRET, SEED, County, county

TODAY = date(2024, 7, 1)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], County]]:
    with for_a_module(django_db_blocker, county) as found:
        yield found


@pytest.fixture
def one(db: None, made: Callable[[], County]) -> County:
    return made()


def told(held: Graph) -> list[tuple[str, str, str, int, int, str, int]]:
    """Every tie as it can be compared: both ends, kind, days, and the record that it comes of."""
    ties = held.network.ties
    return sorted(
        (
            *sorted((held.labels[a], held.labels[b])), KINDS[kind], int(since), int(until), SOURCES[place].code, int(number)
        )
        for a, b, kind, since, until, place, number in zip(
            ties.one, ties.other, ties.kind, ties.since, ties.until, held.source, held.record, strict=True
        )
    )  # fmt: skip


def pairs(held: Graph) -> set[tuple[str, str, str]]:
    return {row[:3] for row in told(held)}


def test_records_tie_whom_they_name_and_one_name_is_one(one: County) -> None:
    found = pairs(graph(viewer=one.lin))
    for ends, kind in (
        (("招商局", CHAMBER), "channel"), ((CHAMBER, MEMBER), "member"), ((GROUP, MEMBER), "group"),
        ((SEED, COLLEGE), "platform"), (("云禾县", SEED), "hosted"), ((MEMBER, SEED), "met"), (("招商局", SEED), "visit"),
        (("云禾县", GROUP), "agreement"), (("招商局", GROUP), "agreement"), (("云禾县", "招商局"), "unit"), ((FRIEND, SEED), "post"),
    ):  # fmt: skip
        assert (*sorted(ends), kind) in found, (ends, kind)
    assert not [row for row in found if "云禾县人民政府" in row], "the government is the region"


def test_a_channel_named_as_a_unit_is_the_unit(one: County) -> None:
    save_channel(
        values={"name": "发改局", "kind": "resident_office"}, unit_id=one.unit, by=one.lin, at=MORNING
    )
    assert (*sorted(("招商局", "发改局")), "channel") in pairs(graph(viewer=one.lin))


def test_deriving_again_gives_the_same(one: County) -> None:
    assert told(graph(viewer=one.lin)) == told(graph(viewer=one.lin))


def test_a_record_taken_back_takes_its_ties_along(one: County) -> None:
    before = told(graph(viewer=one.lin))
    number = record(
        kind="tie", organisation_id=one.numbers[SEED], values={"to": one.numbers[GROUP], "kind": "supplies"}, by=one.lin,
        at=MORNING,
    )  # fmt: skip
    assert set(told(graph(viewer=one.lin))) - set(before) == {
        (*sorted((SEED, GROUP)), "supplies", MORNING.date().toordinal(), OPEN, "tie", number)
    }
    remove(kind="tie", number=number, by=one.lin, at=NOON)
    assert told(graph(viewer=one.lin)) == before


def test_a_confidential_project_ties_nobody_for_outsiders(one: County) -> None:
    seen = [row for row in pairs(graph(viewer=wen_the_administrator())) if SECRET in row]
    assert seen == [(*sorted((SECRET, "发改局")), "talks")]
    for viewer in (one.lin, zhou_the_clerk(one.unit)):
        assert not [row for row in pairs(graph(viewer=viewer)) if SECRET in row]
        with pytest.raises(NoSuchEnd, match="No record ties"):
            introduce(source="", target=SECRET, viewer=viewer, as_of=TODAY)
    kept = introduce(source="", target=SECRET, viewer=zhou_the_clerk(one.other), as_of=TODAY)
    assert [step.tied.kind for step in kept.ways[0].steps] == ["talks"]


def test_people_are_only_in_the_network_of_who_may_see_people(one: County) -> None:
    assert f"person:organisation:{one.numbers[SEED]}:{FRIEND}" in graph(viewer=one.lin).numbers
    blind = graph(viewer=shen_the_auditor())
    assert not [key for key in blind.keys if key.startswith("person:")]
    with pytest.raises(NoSuchEnd):
        introduce(source="", target=FRIEND, viewer=shen_the_auditor(), as_of=TODAY)


def test_two_of_one_name_at_two_places_are_two(one: County) -> None:
    with pytest.raises(SeveralEnds, match="fits several") as several:
        introduce(source="", target=FRIEND, viewer=one.lin, as_of=TODAY)
    assert sorted(several.value.names) == sorted(f"{FRIEND}（{at}）" for at in (SEED, MEMBER))
    met = introduce(source="", target=f"{FRIEND}（{SEED}）", viewer=one.lin, as_of=TODAY)
    assert met.target.where == SEED


def test_somebody_with_the_same_number_elsewhere_is_the_same_and_has_left(one: County) -> None:
    person = {"person": "周引", "phone": "0318-0000001", "consent": True, "home_town": "131127"}
    first = record(
        kind="contact", organisation_id=one.numbers[COLLEGE], values=person, by=one.lin, at=MORNING
    )
    record(kind="contact", organisation_id=one.numbers[GROUP], values=person, by=one.lin, at=MORNING)
    remove(kind="contact", number=first, by=one.lin, at=NOON)
    posts = {row[:3]: row[4] for row in told(graph(viewer=one.lin)) if "周引" in row}
    assert posts[(*sorted(("周引", COLLEGE)), "post")] == NOON.date().toordinal()
    assert posts[(*sorted(("周引", GROUP)), "post")] == OPEN
    with pytest.raises(WrongDetails, match="has agreed"):
        record(
            kind="contact", organisation_id=one.numbers[GROUP], by=one.lin, at=NOON,
            values={"person": "吴某", "home_town": "131127"},
        )  # fmt: skip


def test_merged_organisations_are_one_node(one: County) -> None:
    merge(
        organisation_id=one.numbers[MEMBER], other_id=one.numbers[SEED], reason="同一家", by=one.lin, at=NOON
    )
    held = graph(viewer=one.lin)
    assert f"organisation:{max(one.numbers[MEMBER], one.numbers[SEED])}" not in held.numbers


def test_each_step_is_explained_with_its_record_and_days(one: County) -> None:
    found = introduce(source="招商局", target=MEMBER, viewer=one.lin, as_of=TODAY)
    best = found.ways[0]
    assert [(step.start.name, step.end.name, step.tied.kind) for step in best.steps] == [
        ("招商局", GROUP, "agreement"), (GROUP, MEMBER, "group"),
    ]  # fmt: skip
    assert (best.steps[0].tied.since, best.steps[0].tied.stated) == (MIDYEAR, True)
    assert best.steps[0].tied.record.words.zh == "协议：轴承项目投资协议"
    assert best.steps[1].tied.record.thing == f"organisation:{one.numbers[MEMBER]}"
    assert not best.steps[1].tied.stated, "no day was recorded"
    assert {step.tied.kind: step.tied.since for way in found.ways[1:] for step in way.steps}[
        "member"
    ] == FAIR_DAY
    between = [step.end.key for way in found.ways for step in way.steps[:-1]]
    assert len(found.ways) > 1 and len(set(between)) == len(between)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(-800, 200), st.sets(st.sampled_from([CHAMBER, GROUP, SEED])), st.sampled_from([MEMBER, COLLEGE])
)  # fmt: skip
def test_ways_exist_on_the_day_and_pass_no_closed_door(
    one: County, shift: int, closed: set[str], target: str
) -> None:
    day = TODAY + timedelta(days=shift)
    marks = [
        close_door(organisation_id=one.numbers[name], reason="回避", by=one.lin, at=MORNING)
        for name in closed
    ]
    for way in introduce(source="", target=target, viewer=one.lin, as_of=day, most=9).ways:
        for step in way.steps:
            assert step.tied.since is None or step.tied.since <= day
            assert {step.start, step.end} == {step.tied.one, step.tied.other}
        if day >= MORNING.date():
            assert not closed & {step.end.name for step in way.steps[:-1]}
    for number in marks:
        open_door(door_id=number, by=one.lin, at=MORNING)


def test_a_closed_door_is_told_and_can_be_opened_again(one: County) -> None:
    asked = {"source": "", "target": MEMBER, "viewer": one.lin, "as_of": TODAY}
    mark = close_door(organisation_id=one.numbers[MEMBER], reason="正在诉讼", by=one.lin, at=MORNING)
    with pytest.raises(ShutDoor, match="正在诉讼"):
        introduce(**asked)
    assert MEMBER in {node.name for node in around(viewer=one.lin, as_of=TODAY).nodes}
    open_door(door_id=mark, by=one.lin, at=NOON)
    assert introduce(**asked).ways
    with pytest.raises(NoSuchDoor):
        open_door(door_id=mark, by=one.lin, at=NOON)
    with pytest.raises(WrongDoor, match="Say why"):
        close_door(organisation_id=one.numbers[MEMBER], reason=" ", by=one.lin, at=NOON)
    with pytest.raises(WrongDoor, match="over"):
        close_door(organisation_id=one.numbers[MEMBER], reason="x", until=MIDYEAR, by=one.lin, at=NOON)


def test_ends_that_nobody_is_or_that_are_one_are_refused(one: County) -> None:
    for target, wrong in (("无此公司", NoSuchEnd), ("云禾县", SameEnds), ("", NoSuchEnd)):
        with pytest.raises(wrong):
            introduce(source="", target=target, viewer=one.lin, as_of=TODAY)


def test_brokers_open_doors_and_are_not_ourselves(one: County) -> None:
    found = {broker.node.name: broker.doors for broker in brokers(viewer=one.lin, as_of=TODAY)}
    assert found[SEED] >= 1 and "招商局" not in found


def kinds_of(found: Around) -> set[str]:
    return {tied.kind for tied in found.told(range(len(found)))}


def test_those_around_are_told_as_of_a_day_and_narrowed(one: County) -> None:
    every = around(source="招商局", viewer=one.lin, as_of=TODAY)
    assert {CHAMBER, MEMBER, SEED, COLLEGE} <= {node.name for node in every.nodes} and every.left_out == 0
    few = around(source="招商局", viewer=one.lin, as_of=TODAY, most=2)
    assert len(few.nodes) == 2 and few.left_out == len(every.nodes) - 2
    only = around(source="招商局", viewer=one.lin, as_of=TODAY, only=["channel"])
    assert kinds_of(only) == {"channel"} and len(only.nodes) == 2
    before = around(source=SEED, viewer=one.lin, as_of=date(2023, 6, 1))
    assert kinds_of(before) == {"platform"}


def test_columns_say_what_rows_say_and_ways_and_the_opened_come_first(one: County) -> None:
    key = f"organisation:{one.numbers[MEMBER]}"
    few = around(source=COLLEGE, viewer=one.lin, as_of=TODAY, steps=1)
    found = around(source=COLLEGE, target=GROUP, also=[key, "unit:0"], viewer=one.lin, as_of=TODAY, steps=1)
    assert set(few.nodes) < set(found.nodes) and key in {node.key for node in found.nodes}
    told = found.told(range(len(found)))
    for place, tied in enumerate(told):
        assert {found.nodes[found.one[place]], found.nodes[found.other[place]]} == {tied.one, tied.other}
        assert (KINDS[found.kind[place]], found.warmth[place]) == (tied.kind, tied.warmth)
    ways = introduce(source=COLLEGE, target=GROUP, viewer=one.lin, as_of=TODAY).ways
    on = [step.tied for way in ways for step in way.steps]
    assert found.on_way.sum() == len(on) > 1 and all(tied in on for tied in told[: len(on)])
    rest = [key in (tied.one.key, tied.other.key) for tied in told[len(on) :]]
    assert any(rest) and rest == sorted(rest, reverse=True)
    people = found.of_other_families({"people"})
    assert {tied.kind for tied in found.told(people)} == kinds_of(found) - {"post", "town"}


def test_who_supplies_whom_may_run_in_a_circle_and_who_belongs_to_whom_may_not(one: County) -> None:
    def tie(name: str, to: str, kind: str, by: Actor) -> int:
        values = {"to": one.numbers[to], "kind": kind}
        return record(kind="tie", organisation_id=one.numbers[name], values=values, by=by, at=MORNING)

    tie(SEED, GROUP, "supplies", one.lin)
    tie(GROUP, SEED, "supplies", one.lin)
    assert Tie.objects.filter(kind="supplies", removed_at=None).count() == 2
    for name, to, kind in ((GROUP, MEMBER, "parent"), (SEED, SEED, "supplies")):
        with pytest.raises(WrongDetails, match="belongs to itself"):
            tie(name, to, kind, one.lin)


def test_prospects_are_ranked_by_how_warmly_they_can_be_reached(one: County) -> None:
    text = pl.DataFrame({"name": [COLLEGE, SECRET, MEMBER], "credit_code": [""] * 3, "industry": [""] * 3})
    rows = SimpleNamespace(text=text)
    every = np.arange(3, dtype=np.int32)
    asked = Candidates(rows, every, every, (), "131127", one.lin)  # type: ignore[arg-type]
    college, secret, member = ties(asked)
    assert np.isnan(secret) and 0 < college < 1 and 0 < member < 1
    close_door(organisation_id=one.numbers[COLLEGE], reason="回避", by=one.lin, at=MORNING)
    assert np.isnan(ties(asked)[0])
