"""The scoreboard tells gains from losses and shows every miss in its sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.gold import Document
from bench.outcome import Compared, Outcome, Score, all_kinds, compare, outcome, record, recorded_run, total
from bench.score_page import as_html, as_markdown
from bench.scoreboard import changes, publish
from bench.tables import kinds_table, overall_table

TEXT = "会上<b>推介</b>之后，河东县共签约项目12个，总投资46亿元。下一年力争签约项目20个。"
SIGNED = {
    "kind": "tally",
    "quote": "签约项目12个",
    "measure": "projects.signed",
    "quantity": {"number": 12, "unit": "count", "sense": "exact"},
}
INVENTED = {"kind": "body", "quote": "推介</b>之后", "name": "招商<引资>领导小组"}


def read_with(*gold: dict[str, Any], corpus: str = "own") -> Outcome:
    return outcome(Document(corpus, "t1", "hans", TEXT, date(2021, 5, 1), gold))


def verdicts(one: Outcome) -> list[tuple[str, str]]:
    return [(line.verdict, line.values["kind"]) for line in one.lines]


def test_hits_misses_and_excess_are_told_apart() -> None:
    one = read_with(SIGNED, INVENTED)
    assert ("hit", "tally") in verdicts(one)
    assert ("missed", "body") in verdicts(one)
    assert one.scores["tally"].hits == 1
    assert one.scores["body"] == Score(0, 1, 0)


def test_a_line_shows_its_sentence() -> None:
    (hit,) = [line for line in read_with(SIGNED).lines if line.verdict == "hit"]
    assert (hit.before, hit.quote) == ("会上<b>推介</b>之后，河东县共", "签约项目12个")
    assert hit.after.endswith("。")
    assert "下一年" not in hit.after


def test_a_miss_says_what_was_found_there_instead() -> None:
    thirteen = {**SIGNED, "quantity": {"number": 13, "unit": "count", "sense": "exact"}}
    (missed,) = [line for line in read_with(thirteen).lines if line.verdict == "missed"]
    assert missed.near == "quantity: 12个 (exact)"


def test_a_share_of_nothing_is_not_stated() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)


def test_a_kind_without_gold_stays_out_of_the_total() -> None:
    scores = {"tally": Score(1, 2, 1), "park": Score(0, 0, 3), "(quantities)": Score(5, 5, 5)}
    assert all_kinds(scores) == Score(1, 2, 1)


def test_the_same_run_again_changes_nothing() -> None:
    run = record([read_with(SIGNED, INVENTED)], {}, date(2021, 6, 1))
    change = compare([read_with(SIGNED, INVENTED)], json.loads(json.dumps(run)))
    assert change == replace(Compared(recorded_on="2021-06-01"), before=change.before)
    assert change.before["own"] == all_kinds(total([read_with(SIGNED, INVENTED)]))


def test_gains_losses_and_excess_are_named() -> None:
    now = read_with(SIGNED)
    hit = next(line for line in now.lines if line.verdict == "hit")
    excess = next(line for line in now.lines if line.verdict == "excess")
    run = record([now], {}, date(2021, 6, 1))["corpora"]["own"]

    was_missed = {**run, "hit": [], "missed": [hit.digest], "excess": ["gone.1"]}
    change = compare([now], {"recorded_on": "2021-06-01", "corpora": {"own": was_missed}})
    assert change.newly_hit == (hit,)
    assert excess in change.new_excess
    assert change.gone == 1
    assert f"gained own/t1 {hit.said}" in changes(change, [now])

    lost = replace(now, lines=(replace(hit, verdict="missed"),))
    assert compare([lost], {"corpora": {"own": run}}).newly_missed == lost.lines


def test_corpora_that_are_absent_keep_their_record_and_are_not_compared() -> None:
    both = record([read_with(SIGNED), read_with(SIGNED, corpus="other")], {}, date(2021, 6, 1))
    change = compare([read_with(SIGNED)], both)
    assert change.beyond == ("other",)
    again = record([read_with(SIGNED)], both, date(2021, 7, 1))
    assert again["corpora"]["other"] == both["corpora"]["other"]


def test_a_recorded_run_holds_no_text_of_a_corpus() -> None:
    run = json.dumps(record([read_with(SIGNED, INVENTED)], {}, date(2021, 6, 1)), ensure_ascii=False)
    assert not any("一" <= c <= "鿿" for c in run)


def test_equal_statements_of_a_document_have_names_of_their_own() -> None:
    digests = [line.digest for line in read_with(SIGNED, SIGNED).lines if line.verdict != "excess"]
    assert len(set(digests)) == 2


def test_a_page_escapes_what_documents_say() -> None:
    outcomes = [read_with(SIGNED, INVENTED)]
    tables = [overall_table(outcomes), kinds_table(outcomes)]
    page = as_html(outcomes, tables, Compared())
    assert "招商&lt;引资&gt;领导小组" in page
    assert "<mark>推介&lt;/b&gt;之后</mark>" in page
    assert "<b>" not in page
    assert "http" not in page
    assert "**推介</b>之后**" in as_markdown(outcomes, tables, Compared())


def test_publishing_replaces_the_marked_part_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- scores: written by make score -->\nformer\n<!-- end of scores -->\nafter\n")
    tables = [overall_table([read_with(SIGNED)])]
    publish(page, tables)
    text = page.read_text()
    assert "former" not in text
    assert tables[0].as_markdown() in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    page.write_text("no marks")
    publish(page, tables)
    assert page.read_text() == "no marks"
    assert "no place marked" in capsys.readouterr().out


def test_nothing_is_recorded_in_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert recorded_run(tmp_path / "none.json") == {}
