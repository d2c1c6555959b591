"""What a clerk writes into the queue sheet is stored once, kept for good and honoured."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from duijie.registry.linking.deciding import Candidate, Decision, decide
from duijie.registry.linking.judgements import (
    COLUMNS,
    QUEUE_SHEET,
    Judgement,
    Judgements,
    WrongJudgement,
    read_judged,
)
from duijie.registry.linking.listing import read_list
from duijie.registry.linking.model import shipped_model
from duijie.registry.linking.results import write_results
from tests.linking.lists import linked, registered, written

NOON = datetime(2024, 7, 1, 4, tzinfo=UTC)
HEADS = tuple(COLUMNS.values())
KEY, OTHER = f"k{'0' * 16}{'a' * 16}", f"k{'0' * 16}{'b' * 16}"


def sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    return written(path, HEADS, rows)


def queue_rows(path: Path) -> list[list[str]]:
    with CalamineWorkbook.from_path(path) as book:
        return [[str(cell) for cell in row] for row in book.get_sheet_by_name(QUEUE_SHEET).to_python()]


@pytest.mark.parametrize(
    ("verdict", "decision"), [("same", "linked"), ("different", "linked"), ("unsure", "queue")]
)
def test_judgements_of_a_queue_sheet_are_honoured_in_the_next_run(
    tmp_path: Path, verdict: str, decision: str
) -> None:
    shelf = registered(tmp_path / "home")
    rows = [("云禾贸易有限公司", "", "")]
    first = linked(shelf, rows, tmp_path / "list.csv")
    assert first.answers[0].decision is Decision.QUEUE
    write_results(tmp_path / "out.xlsx", read_list(tmp_path / "list.csv", mapping={}), first)
    head, one, two = queue_rows(tmp_path / "out.xlsx")
    assert one[head.index(HEADS[3])] == two[head.index(HEADS[3])] == rows[0][0]
    filled = written(tmp_path / "filled.csv", head, [[verdict, "电话核实", *one[2:]], two])
    kept = Judgements(shelf.folder)
    assert kept.add(read_judged(filled), by="林审", at=NOON) == 1
    assert kept.add(read_judged(filled), by="林审", at=NOON) == 0
    row = kept.rows()[0]
    assert (row["by"], row["at"], row["why"], row["verdict"]) == (
        "林审",
        NOON.isoformat(),
        "电话核实",
        verdict,
    )
    again = linked(shelf, rows, tmp_path / "list.csv", judged=kept.latest()).answers[0]
    assert again.decision == decision
    if again.link:
        wanted = first.answers[0].pairs[0 if verdict == "same" else 1]
        assert (again.link.key == wanted.key) and again.why == ("judged" if verdict == "same" else "alone")


def test_a_later_word_counts_and_the_earlier_one_stays(tmp_path: Path) -> None:
    kept = Judgements(tmp_path)
    for verdict in ("same", "different"):
        kept.add([Judgement(KEY, verdict, "", "甲", "乙", "")], by="周办", at=NOON)
    assert [row["verdict"] for row in kept.rows()] == ["same", "different"]
    assert kept.latest() == {KEY: "different"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("maybe", "", "1", "甲", "乙", "", KEY)], "no judgement"),
        ([("same", "", "1", "甲", "乙", "", "1.2E+16")], "damaged"),
        ([("same", "", "1", "甲", "乙", "", KEY), ("同", "", "1", "甲", "丙", "", OTHER)], "two enterprises"),
        ([("", "", "1", "甲", "乙", "", KEY)], "nothing is written"),
    ],
)
def test_wrong_sheets_are_refused_with_the_row_and_the_remedy(
    tmp_path: Path, rows: list[tuple[str, ...]], message: str
) -> None:
    with pytest.raises(WrongJudgement, match=message):
        read_judged(sheet(tmp_path / "queue.csv", *rows))


def test_another_table_is_no_queue_sheet(tmp_path: Path) -> None:
    with pytest.raises(WrongJudgement, match="no column"):
        read_judged(written(tmp_path / "list.csv", ("名称", "城市"), [("甲公司", "衡水")]))


def test_words_in_both_languages_are_read(tmp_path: Path) -> None:
    words = [
        ("同一家", "same"),
        ("Same", "same"),
        ("不同", "different"),
        ("NO", "different"),
        ("？", "unsure"),
        ("unsure 不确定", "unsure"),
    ]
    rows = [
        (word, "", "1", "甲", "乙", "", f"k{number:016x}{'a' * 16}") for number, (word, _) in enumerate(words)
    ]
    assert [one.verdict for one in read_judged(sheet(tmp_path / "queue.csv", *rows))] == [
        verdict for _, verdict in words
    ]


def test_a_judgement_outweighs_every_weight() -> None:
    model = shipped_model()
    strong, weak = (
        Candidate(1, 40.0, "code A", "甲", "different"),
        Candidate(2, -30.0, "code B", "乙", "same"),
    )
    assert decide([strong, weak], model, link=model.link).chosen == 2
    assert decide([strong], model, link=model.link).decision is Decision.NONE
