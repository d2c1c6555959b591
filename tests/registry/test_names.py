"""The name index: what it finds, and that adding, dropping and dying leave it as they should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.naming.plain import plain
from duijie.naming.policy import Verdict
from duijie.registry import generations
from duijie.registry.names import Candidate, Filters, NameIndex, stands_alone

ROWS = [
    ("河北青禾瓷业股份有限公司", "91131100MA00000001", "河北", "衡水市", "1311", "3070", date(1998, 5, 1)),
    ("衡水宏远橡胶有限公司", "91131100MA00000002", "河北", "衡水市", "1311", "2911", date(1996, 3, 2)),
    ("廊坊宏远橡胶有限公司", "91131000MA00000003", "河北", "廊坊市", "1310", "2911", date(1999, 1, 9)),
    ("青州宏远橡胶厂", "", "山东", "潍坊市", "3707", "2911", None),
    ("中国银行股份有限公司", "91110000MA00000005", "北京", "", "1101", "6620", date(1983, 10, 31)),
    (
        "中国银行股份有限公司衡水分行",
        "91131100MA00000006",
        "河北",
        "衡水市",
        "1311",
        "6620",
        date(1990, 1, 1),
    ),
    ("重庆长行汽车销售有限公司", "91500000MA00000007", "重庆", "", "5001", "5261", date(1997, 7, 7)),
    ("北京航空航天大学", "12100000000000008X", "北京", "", "1101", "8341", None),
]
COLUMNS = ("name", "credit_code", "province", "city", "division", "industry", "registered_on")


def table(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema=dict.fromkeys(COLUMNS, pl.String) | {"registered_on": pl.Date}, orient="row"
    )


def names_table(names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"name": names}, schema={"name": pl.String})


@pytest.fixture(scope="module")
def index() -> Iterator[NameIndex]:
    with TemporaryDirectory() as folder:
        yield NameIndex.build([table(ROWS)], Path(folder))


def first(found: list[Candidate]) -> str:
    return found[0].name if found else ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("青瓷股份", "河北青禾瓷业股份有限公司"),
        ("青禾瓷业", "河北青禾瓷业股份有限公司"),
        ("中国银行", "中国银行股份有限公司"),
        ("中国银行衡水分行", "中国银行股份有限公司衡水分行"),
        ("北京航天航空大学", "北京航空航天大学"),
        ("宏远（衡水）橡膠有限公司", "衡水宏远橡胶有限公司"),
        ("衡水宏远橡胶制品公司", "衡水宏远橡胶有限公司"),
        ("衡水红远橡胶有限公司", "衡水宏远橡胶有限公司"),
    ],
)
def test_a_name_finds_its_organisation_first(index: NameIndex, query: str, name: str) -> None:
    found = index.search(query)
    assert first(found) == name, found
    assert all(one.reasons and one.reasons[0].reason and one.reasons[0].reason_en for one in found)


def test_scores_do_not_rise_and_no_verdict_is_different(index: NameIndex) -> None:
    found = index.search("宏远橡胶")
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert {one.verdict for one in found} <= {Verdict.SAME, Verdict.UNSURE}


def test_two_that_the_name_cannot_tell_apart_are_both_named(index: NameIndex) -> None:
    found = index.search("宏远橡胶有限公司")
    assert {one.name for one in found[:2]} == {ROWS[1][0], ROWS[2][0]}
    assert not stands_alone(found)


def test_a_slip_is_never_sure(index: NameIndex) -> None:
    assert not stands_alone(index.search("衡水红远橡胶有限公司"))
    assert stands_alone(index.search("衡水宏远橡胶有限公司"))


def test_a_stranger_and_nothing_find_nothing(index: NameIndex) -> None:
    assert index.search("棉麻合作社") == []
    assert index.search("·") == []
    assert index.suggest("") == []


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(place="廊坊"), [ROWS[2][0]]),
        (Filters(place="1311"), [ROWS[1][0]]),
        (Filters(form="works"), [ROWS[3][0]]),
        (Filters(since=date(1999, 1, 1)), [ROWS[2][0]]),
        (Filters(until=date(1997, 1, 1)), [ROWS[1][0]]),
        (Filters(industry="30"), []),
        (Filters(status="存续"), []),
    ],
)
def test_filters_narrow_the_search(index: NameIndex, filters: Filters, names: list[str]) -> None:
    assert [one.name for one in index.search("宏远橡胶", filters=filters)] == names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("青禾", ROWS[0][0]),
        ("qing he ci", ROWS[0][0]),
        ("qhcy", ROWS[0][0]),
        ("hebeiq", ROWS[0][0]),
        ("cqcx", ROWS[6][0]),
        ("changhang", ROWS[6][0]),
        ("91131000", ROWS[2][0]),
        ("91131000ma00000003", ROWS[2][0]),
        ("航", ROWS[7][0]),
    ],
)
def test_suggestions_follow_what_is_typed(index: NameIndex, typed: str, name: str) -> None:
    assert name in [one.name for one in index.suggest(typed)]


WORDS = st.sampled_from(["宏远", "青禾", "橡胶", "科技", "东方", "一", "Ａ", "(集团)", "第二", "𠮷"])
PLACES = st.sampled_from(["", "衡水", "北京市", "景县", "中国"])
ENDS = st.sampled_from(["有限公司", "股份有限公司", "厂", "大学", "公司衡水分公司", ""])
NAMES = st.builds(
    lambda place, words, end: place + "".join(words) + end,
    PLACES,
    st.lists(WORDS, min_size=1, max_size=4),
    ENDS,
)
SOME = st.lists(NAMES, min_size=1, max_size=12, unique_by=plain)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(SOME)
def test_every_indexed_name_finds_itself_first(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        index = NameIndex.build([names_table(names)], Path(folder))
        for name in names:
            found = index.search(name)
            assert found, name
            assert (found[0].name, found[0].score) == (name, 1.0)


@FEW
@given(SOME, st.randoms())
def test_the_order_of_rows_and_parts_makes_no_difference(names: list[str], chance: object) -> None:
    mixed = [*names]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    half = len(mixed) // 2
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        straight = NameIndex.build([names_table(names)], Path(one))
        shuffled = NameIndex.build([names_table(mixed[:half]), names_table(mixed[half:])], Path(other))
        for name in names:
            answers = [
                [(found.name, found.score, found.verdict) for found in index.search(name)]
                for index in (straight, shuffled)
            ]
            assert answers[0] == answers[1]


@FEW
@given(SOME, SOME)
def test_dropping_and_adding_again_restores_every_answer(names: list[str], others: list[str]) -> None:
    with TemporaryDirectory() as folder:
        index = NameIndex.open(Path(folder))
        index.add("a", [names_table(names)])
        alone = [index.search(name) for name in names]
        index.add("b", [names_table(others)])
        both = [index.search(name) for name in (*names, *others)]
        index.drop("b")
        assert [index.search(name) for name in names] == alone
        index.add("b", [names_table(others)])
        assert [index.search(name) for name in (*names, *others)] == both


def test_adding_a_source_twice_adds_nothing(tmp_path: Path) -> None:
    index = NameIndex.build([table(ROWS)], tmp_path, source="a")
    before = sorted(one.name for one in tmp_path.rglob("*"))
    index.add("a", [table(ROWS)])
    assert sorted(one.name for one in tmp_path.rglob("*")) == before
    assert len(index) == len(ROWS)


def test_a_source_added_anew_replaces_what_it_was(tmp_path: Path) -> None:
    index = NameIndex.build([table(ROWS)], tmp_path, source="a")
    index.add("a", [names_table(["青州棉麻有限公司"])])
    assert (len(index), first(index.search("青州棉麻"))) == (1, "青州棉麻有限公司")
    index.add("a", [names_table([])])
    assert (len(index), index.search("青州棉麻"), index.suggest("qz")) == (0, [], [])


def test_a_build_that_dies_leaves_the_old_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = NameIndex.build([table(ROWS)], tmp_path, source="a")
    before = index.search("青瓷股份")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(generations, "_write", dies)
        index.add("b", [names_table(["青瓷股份有限公司"])])
    reader = NameIndex.open(tmp_path)
    assert (reader.sources, reader.search("青瓷股份")) == (("a",), before)
    index.add("b", [names_table(["青瓷股份有限公司"])])
    assert reader.sources == ("a", "b")


def test_a_reader_follows_what_another_writes(tmp_path: Path) -> None:
    reader = NameIndex.open(tmp_path)
    assert reader.search("青瓷股份") == []
    NameIndex.build([table(ROWS)], tmp_path)
    assert first(reader.search("青瓷股份")) == ROWS[0][0]


def test_an_index_without_its_generation_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("gone\n")
    with pytest.raises(generations.UnreadableIndex, match="import the sources again"):
        NameIndex.open(tmp_path).search("青瓷股份")
