"""From a file to a figure and back, by commands alone."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from duijie.accounts.operations import local_operator
from duijie.evidence.operations import take_in
from duijie.reading.kinds import Agreement, Tally
from tests.cast import MORNING, yunhe_county
from tests.cli.running import SAMPLE, duijie
from tests.factories.reader import ToldReader, count

pytestmark = pytest.mark.django_db

BULLETIN = (
    "全县与京津建立合作关系的企业达70多家。20多家企业在北京设立研发机构。文中又称15余家企业在北京设有研发机构。"
    "云禾恒丰橡塑有限公司与京华工业大学签订战略合作协议。"
)
READER = ToldReader(
    {
        "全县与京津建立合作关系的企业达70多家": Tally("enterprises.partnered", count(70, "70多家", 71, 79)),
        "20多家企业在北京设立研发机构": Tally("enterprises.with_outpost", count(20, "20多家", 21, 29)),
        "15余家企业在北京设有研发机构": Tally("enterprises.with_outpost", count(15, "15余家", 16, 19)),
        "云禾恒丰橡塑有限公司与京华工业大学签订战略合作协议": Agreement(
            ("云禾恒丰橡塑有限公司", "京华工业大学"), "strategic"
        ),
    }
)


@pytest.fixture
def bulletin() -> int:
    """A document of Yunhe county in which two tallies contradict each other."""
    yunhe_county()
    taken = take_in(
        data=BULLETIN.encode(),
        name="bulletin.txt",
        by=local_operator(),
        at=MORNING,
        dated_on=date(2024, 6, 20),
        reader=READER,
    )
    return taken.document_id


def test_a_file_goes_in_once(tmp_path: Path) -> None:
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE, "utf-8")
    first = duijie("add", path, "--why", "周报")
    assert first.status == 0 and first.rows[0]["new"] and first.rows[0]["statements"] >= 2
    again = duijie("add", path).rows[0]
    assert (again["document"], again["new"], again["statements"]) == (first.rows[0]["document"], False, 0)
    listed = duijie("documents").rows
    assert [(row["title"], row["dated_on"]) for row in listed] == [("云禾县对接协同发展", "2024-06-20")]
    stored = duijie("statements", first.rows[0]["document"]).rows
    read = duijie("read", path).rows
    assert [(row["kind"], row["start"], row["quote"]) for row in stored] == [
        (row["kind"], row["start"], row["quote"]) for row in read
    ]


def test_one_bad_file_keeps_all_out(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(SAMPLE, "utf-8")
    bad.write_bytes(b"")
    ran = duijie("add", good, bad)
    assert (ran.status, ran.out) == (2, "") and str(bad) in ran.err
    assert duijie("documents").rows == []


def test_an_archive_goes_in_file_by_file(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/one.txt", SAMPLE)
        archive.writestr("two.txt", "云禾县新建园区2个。")
    rows = duijie("add", path).rows
    assert [(row["name"], row["new"]) for row in rows] == [
        (f"{path}/in/one.txt", True),
        (f"{path}/two.txt", True),
    ]
    assert {row["name"] for row in duijie("documents").rows} == {
        "papers.zip/in/one.txt",
        "papers.zip/two.txt",
    }
    assert not any(row["new"] for row in duijie("add", path).rows)


def test_a_bad_file_in_an_archive_keeps_all_out(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("good.txt", SAMPLE)
        archive.writestr("bad.txt", b"\0\1" * 99)
    ran = duijie("add", path)
    assert (ran.status, ran.out) == (2, "") and f"{path}/bad.txt" in ran.err
    assert duijie("documents").rows == []


def test_the_walk_from_review_to_the_very_characters(bulletin: int) -> None:
    states = duijie("review", bulletin, "--accept-all").rows
    assert {row["state"] for row in states} == {"accepted"}
    posted = duijie("post", bulletin).rows[0]
    assert posted["added"] >= 2 and len(posted["left_out"]) == 2
    assert duijie("post", bulletin).rows[0]["added"] == 0

    row = next(row for row in duijie("figures").rows if row["code"] == "enterprises.partnered")
    assert (row["number"], row["low"], row["high"], row["as_of"]) == (70, 71, 79, "2024-06-30")
    assert (row["value"]["zh"], row["wording"], row["sources"]) == ("70多家", "71–79", 1)

    traced = json.loads(duijie("figures", "--trace", "enterprises.partnered", "-f", "json").out)
    place = traced["contributions"][0]["sources"][0]
    assert BULLETIN[place["start"] : place["end"]] == place["exact"] == "全县与京津建立合作关系的企业达70多家"
    assert sum(line["amount"]["number"] for line in traced["contributions"]) == traced["number"]
    people = duijie("figures", "--trace", "enterprises.partnered", "-f", "table").out
    assert f"{place['start']}–{place['end']}" in people and f"【{place['exact']}】" in people
    cells = list(csv.DictReader(io.StringIO(duijie("figures", "--trace", "agreements", "-f", "csv").out)))
    assert BULLETIN[int(cells[0]["start"]) : int(cells[0]["end"])] == cells[0]["exact"]


def test_figures_are_of_a_day_as_known_at_a_moment(bulletin: int) -> None:
    duijie("review", bulletin, "--accept-all")
    duijie("post", bulletin)

    def number(*args: str) -> object:
        rows = duijie("figures", *args).rows
        return next(row["number"] for row in rows if row["code"] == "enterprises.partnered")

    assert number("--as-of", "2024-12-31") == 70
    assert number("--as-of", "2020-01-01") is None
    assert number("--as-of", "2024-12-31", "--known-at", "2024-07-01") is None
    assert duijie("figures", "--as-of", "2024").status == 2
    assert duijie("figures", "--known-at", "soon").status == 2


def test_decisions_by_the_beginning_of_an_id(bulletin: int) -> None:
    ids = [row["id"] for row in duijie("statements", bulletin).rows]
    ran = duijie("review", bulletin, "--accept", ids[0][:10], "--reject", ids[1], "--reason", "重复")
    assert [row["state"] for row in ran.rows][:3] == ["accepted", "rejected", "waiting"]
    assert ran.rows[1]["reason"] == "重复"
    taken_back = duijie("review", bulletin, "--withdraw", ids[1]).rows
    assert taken_back[1]["state"] == "waiting"
    assert duijie("review", bulletin, "--accept", "").status == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--reject", "FIRST"], "否决须写明理由"),
        (["--withdraw", "FIRST"], "还没有审定"),
        (["--accept", "zzz"], "没有陈述 zzz"),
    ],
)
def test_what_a_rule_refuses_changes_nothing(bulletin: int, args: list[str], says: str) -> None:
    ids = [row["id"] for row in duijie("statements", bulletin).rows]
    ran = duijie("review", bulletin, "--accept", ids[2], *[ids[0] if arg == "FIRST" else arg for arg in args])
    assert (ran.status, ran.out) == (1, "") and says in ran.err
    assert {row["state"] for row in duijie("review", bulletin).rows} == {"waiting"}


@pytest.mark.parametrize("command", ["statements", "review", "post", "reconcile"])
def test_a_document_that_is_not_there_is_status_1(command: str) -> None:
    ran = duijie(command, 987654)
    assert (ran.status, ran.out) == (1, "") and "没有文件 987654" in ran.err
    ran = duijie(command, 987654, env={"LANG": "en_GB.UTF-8"})
    assert (ran.status, ran.out) == (1, "") and "There is no document 987654" in ran.err


def test_an_unknown_figure_names_the_known_ones() -> None:
    ran = duijie("figures", "--trace", "happiness")
    assert (ran.status, ran.out) == (1, "") and "projects.signed" in ran.err


def test_claims_get_a_verdict_and_contradictions_both_quotes(bulletin: int) -> None:
    duijie("review", bulletin, "--accept-all")
    duijie("post", bulletin)
    rows = duijie("reconcile", bulletin).rows
    claims = {row["claim"]: row for row in rows if row["row"] == "claim"}
    assert claims["70多家"]["verdict"] == "supported" and claims["70多家"]["reason"]["zh"]
    assert claims["15余家"]["verdict"] == "not_testable" and "15余" in claims["15余家"]["wording_mark"]["zh"]
    (quarrel,) = [row for row in rows if row["row"] == "contradiction"]
    assert {quarrel["quote"], quarrel["other_quote"]} == {
        "20多家企业在北京设立研发机构", "15余家企业在北京设有研发机构"
    }  # fmt: skip
    assert quarrel["document"] == quarrel["other_document"] == bulletin
    beside = duijie("reconcile", bulletin, "--all").rows
    assert [row for row in beside if row["row"] == "contradiction"] == [quarrel]
    people = duijie("reconcile", "--format", "table", env={"COLUMNS": "260"}).out
    assert "有据" in people and quarrel["quote"] in people and quarrel["other_quote"] in people
    plain = list(csv.DictReader(io.StringIO(duijie("reconcile", "-f", "csv").out)))
    assert [row["row"] for row in plain] == [row["row"] for row in rows]


def test_what_contradicts_is_judged_by_its_key_and_taken_back(bulletin: int) -> None:
    def quarrel(*asked: object) -> dict[str, object]:
        (found,) = [row for row in duijie("reconcile", *asked).rows if row["row"] == "contradiction"]
        return found

    key = str(quarrel("--open")["key"])
    judged = quarrel("--judge", key[:8], "--answer", "second", "--reason", "前一处含筹建")
    assert (judged["state"], judged["judged"], judged["why"]) == ("judged", "second", "前一处含筹建")
    assert "以后一说法为准" in duijie("reconcile", "--format", "table", env={"COLUMNS": "400"}).out
    assert not [row for row in duijie("reconcile", "--open").rows if row["row"] == "contradiction"]
    (plain,) = [
        row for row in csv.DictReader(io.StringIO(duijie("reconcile", "-f", "csv").out)) if row["judged"]
    ]
    assert (plain["judged"], plain["why"]) == ("second", "前一处含筹建")
    refused = duijie("reconcile", "--judge", key, "--answer", "theirs", "--reason", "x")
    assert (refused.status, refused.out) == (1, "")
    assert quarrel("--judge", key, "--answer", "open")["state"] == "open"


def test_names_are_judged_and_reopened() -> None:
    from duijie.judgements.operations import note_names

    note_names(names=["河北恒丰橡塑有限公司", "恒丰橡塑公司"], by=local_operator(), at=MORNING)
    (pair,) = duijie("names").rows
    assert pair["judged"] == "open" and pair["reason"]["zh"] and pair["reason"]["en"]
    assert duijie("names", "--same", pair["id"]).rows[0]["judged"] == "same"
    assert duijie("names", "--waiting").rows == []
    assert duijie("names", "--open", pair["id"]).rows[0]["judged"] == "open"
    assert duijie("names", "--same", pair["id"], "--different", pair["id"]).status == 2
    assert duijie("names", "--same", 987654).status == 1


def test_the_demo_case_loads_once_and_tells_how_to_sign_in() -> None:
    first = duijie("demo").rows[0]
    assert first["documents"] == first["new_documents"] > 0 and first["user"] and first["password"]
    again = duijie("demo").rows[0]
    assert (again["new_documents"], again["entries"]) == (0, 0)
    assert first["password"] in duijie("demo", "-f", "table").out


def test_a_generated_year_is_loaded_once_and_what_was_planted_is_warned_of() -> None:
    first = duijie("demo", "--large", "--year", 2024, "--size", 3).rows[0]
    found = Counter(one["rule"] for one in duijie("warnings", "--as-of", "2024-12-31").rows)
    assert first["projects"] > 3 and first["leads"] > 0 and found == first["planted"]
    again = duijie("demo", "--large", "--year", 2024, "--size", 3).rows[0]
    assert (again["projects"], again["leads"], again["planted"]) == (0, 0, {})


def test_labels_speak_the_language_asked_for() -> None:
    english = duijie("figures", "--format", "table", "--lang", "en", env={"COLUMNS": "200"}).out
    chinese = duijie("--lang", "zh", "figures", "--format", "table", env={"COLUMNS": "200"}).out
    by_locale = duijie("figures", "--format", "table", env={"COLUMNS": "200", "LANG": "en_GB.UTF-8"}).out
    assert "wording" in english and "对外表述" in chinese and "对外表述" not in english
    assert by_locale == english


def test_a_narrow_terminal_loses_nothing() -> None:
    wide = {row["code"] for row in duijie("figures").rows}
    narrow = duijie("figures", "--format", "table", env={"COLUMNS": "30"}).out
    assert all(code in narrow for code in wide) and "数值" in narrow
