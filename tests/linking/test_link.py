"""Every row of a list is answered once; what holds whatever the order and however often it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.registry.columns import WrongMapping
from duijie.registry.layout import Registry
from duijie.registry.linking.deciding import Decision
from duijie.registry.linking.link import NothingToLinkWith, link
from duijie.registry.linking.listing import read_list
from duijie.registry.linking.model import shipped_model
from duijie.registry.linking.pools import named_pool, registry_pools
from tests.linking.lists import REGISTERED, linked, registered, told, written

ROWS = (
    ("衡水宏远橡胶制品", "", ""),
    ("宏远橡胶制品有限公司", "", ""),
    ("恒豐瓷業有限公司", "", "青禾县建设街3号"),
    ("上海松华技术工程（有限）公司", "", ""),
    ("西伯力特种橡胶股份有限公司", "", ""),
    ("西伯力特种橡胶有限责任公司", "", ""),
    ("衡水市第三橡胶厂", "", ""),
    ("金鼎商贸有限公司", "唐山", ""),
    ("云禾贸易有限公司", "", ""),
    ("云禾贸易有限公司", "新乡", ""),
    ("南宁云天印刷有限公司", "", ""),
    ("123", "", ""),
    ("", "衡水", "某路"),
)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return registered(tmp_path_factory.mktemp("home"))


def names(registry: Registry, tmp_path: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """For every row of ROWS: what became of it and with whom it is linked."""
    done = linked(registry, ROWS, tmp_path / "list.csv")
    return {
        row: (one.decision.value, one.link.name + one.link.place if one.link else "")
        for row, one in zip(ROWS, done.answers, strict=True)
    }


def test_rows_are_linked_queued_or_found_nowhere(registry: Registry, tmp_path: Path) -> None:
    found = names(registry, tmp_path)
    assert found["衡水宏远橡胶制品", "", ""] == ("linked", "衡水宏远橡胶制品有限公司河北衡水")
    assert found["恒豐瓷業有限公司", "", "青禾县建设街3号"] == ("linked", "青禾县恒丰瓷业有限公司河北衡水")
    assert found["上海松华技术工程（有限）公司", "", ""] == ("linked", "上海松华技术工程有限公司上海虹口")
    assert found["金鼎商贸有限公司", "唐山", ""] == ("linked", "唐山市金鼎商贸有限公司河北唐山")
    assert found["南宁云天印刷有限公司", "", ""] == ("none", "")
    assert found["123", "", ""][0] == found["", "衡水", "某路"][0] == "unreadable"


def test_equal_names_in_two_places_go_to_the_queue_unless_the_place_tells(
    registry: Registry, tmp_path: Path
) -> None:
    found = names(registry, tmp_path)
    assert found["云禾贸易有限公司", "", ""][0] == "queue"
    assert found["云禾贸易有限公司", "新乡", ""] == ("linked", "云禾贸易有限公司河南新乡")
    assert found["宏远橡胶制品有限公司", "", ""][0] == "queue"


def test_a_branch_is_never_matched_with_its_head_office(registry: Registry, tmp_path: Path) -> None:
    names = ["西伯力特种橡胶股份有限公司", "西伯力特种橡胶股份有限公司天津分公司"]
    strangers = ["青禾县恒丰瓷业有限公司邢台分公司", "青禾县恒丰瓷业有限公司装卸一队", "青禾县供销合作社"]
    rows = [(name, "", "") for name in names] + [(name, "", "青禾县建设街3号") for name in strangers]
    done = linked(registry, rows, tmp_path / "list.csv").answers
    assert [one.link.name if one.link else "" for one in done] == [*names, "", "", ""]
    assert all(
        ("分公司" in names[at]) == ("分公司" in pair.name) for at in range(2) for pair in done[at].pairs
    )
    assert done[2].pairs == done[3].pairs == done[4].pairs == ()


def test_another_number_is_another_works(registry: Registry, tmp_path: Path) -> None:
    assert names(registry, tmp_path)["衡水市第三橡胶厂", "", ""][0] != "linked"


def test_scores_add_up_to_their_steps_in_both_languages(registry: Registry, tmp_path: Path) -> None:
    done = linked(registry, ROWS, tmp_path / "list.csv")
    pairs = [pair for answer in done.answers for pair in answer.pairs]
    assert pairs
    chance = {round(pair.weight - sum(step.weight for step in pair.steps), 3) for pair in pairs}
    assert len(chance) == 1
    for pair in pairs:
        assert [step.question for step in pair.steps] == [one.name for one in shipped_model().questions]
        assert pair.reason.zh and pair.reason.en and "{" not in pair.reason.zh + pair.reason.en
        assert 0 <= pair.score <= 1


def any_named(rows: list[tuple[str, str, str]]) -> bool:
    """A list in which no row has a name is refused whole; see the test below."""
    return any(name not in ("", "123") for name, _, _ in rows)


def test_a_list_without_any_name_is_taken_for_wrongly_mapped(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(WrongMapping, match="--map name="):
        linked(registry, [("123", "", ""), ("", "衡水", "某路")], tmp_path / "list.csv")


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.sampled_from(ROWS), min_size=1, max_size=8).filter(any_named),
    seed=st.randoms(use_true_random=False),
)
def test_every_row_is_answered_once_whatever_the_order(
    registry: Registry, tmp_path: Path, rows: list[tuple[str, str, str]], seed: object
) -> None:
    first = linked(registry, rows, tmp_path / "list.csv").answers
    assert [one.row for one in first] == list(range(1, len(rows) + 1))
    again = linked(registry, rows, tmp_path / "list.csv").answers
    assert first == again
    order = list(range(len(rows)))
    seed.shuffle(order)  # type: ignore[attr-defined]
    other = linked(registry, [rows[at] for at in order], tmp_path / "list.csv").answers
    assert [told(other[at]) for at in range(len(rows))] == [told(first[old]) for old in order]


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(REGISTERED))
def test_the_order_of_the_registry_does_not_matter(
    registry: Registry, tmp_path: Path, order: list[tuple[str, ...]]
) -> None:
    other = registered(tmp_path / "other", order)
    ours, theirs = (linked(one, ROWS, tmp_path / "list.csv").answers for one in (registry, other))
    said = [[(one.decision, one.why, one.link and (one.link.name, one.link.place, one.link.weight)) for one in answers]
            for answers in (ours, theirs)]  # fmt: skip
    assert said[0] == said[1]


def test_one_enterprise_in_directory_and_registry_is_one(registry: Registry, tmp_path: Path) -> None:
    own = named_pool("directory", [(7, "上海松华技术工程有限公司"), (8, "青禾县人民政府")])
    listing = read_list(
        written(tmp_path / "list.csv", ("单位名称",), [["上海松华技术工程有限公司"]]), mapping={}
    )
    answer = link(listing, [own, *registry_pools(registry)]).answers[0]
    assert answer.decision is Decision.LINKED
    assert answer.link and (answer.link.source, answer.link.row) == ("directory", 7)


def test_rows_of_one_enterprise_know_of_each_other(registry: Registry, tmp_path: Path) -> None:
    rows = [
        ("衡水宏远橡胶制品", "", ""),
        ("南宁云天印刷有限公司", "", ""),
        ("衡水宏遠橡膠製品有限公司", "", ""),
    ]
    done = linked(registry, rows, tmp_path / "list.csv").answers
    assert [one.also for one in done] == [(3,), (), (1,)]


def test_nothing_to_link_with_says_how_to_fill_it(tmp_path: Path) -> None:
    listing = read_list(written(tmp_path / "list.csv", ("单位名称",), [["云禾贸易有限公司"]]), mapping={})
    with pytest.raises(NothingToLinkWith, match="duijie directory import"):
        link(listing, [])
