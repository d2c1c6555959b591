"""An outline filled in: the article's figures, variants by value, rows without a record, what confidential things show."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given as for_all
from hypothesis import settings as limits
from hypothesis import strategies as st

from duijie.accounts.types import Actor
from duijie.briefings.composing.checking import check
from duijie.briefings.composing.compose import compose, heading_mark
from duijie.briefings.composing.slots import percent
from duijie.briefings.papers.docx import docx_of
from duijie.briefings.papers.sheet import Sheet
from duijie.briefings.rules import Block, Outline, outline, outlines
from duijie.briefings.types import Composed, Issued
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import enter, veil
from duijie.ledger.queries import entries
from duijie.ledger.types import Draft, EntryInfo
from duijie.rulebook import WrongTable, rows_of
from tests.briefings.conftest import CLOSED, People
from tests.cast import EVENING, MORNING, NOON
from tests.cli.running import duijie

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "briefings"


def docking(by: Actor, language: str = "zh", **given: str) -> Composed:
    typed = {name: {"text": text, "source": "市商务局通报"} for name, text in given.items()}
    return compose(outline("docking"), as_of=CLOSED, known_at=NOON, by=by, language=language, given=typed)


def text_of(composed: Composed) -> str:
    return "\n".join(part.text for part in composed.parts)


def words_of(data: bytes) -> str:
    """The words of a docx in the order in which they stand, cells between bars, numbers of entries left out."""
    paper = Document(io.BytesIO(data))
    lines = []
    for block in paper.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    text = "\n".join(line for line in lines if line.strip()) + "\n"
    # Numbers of records go on counting where a test's rows were taken back.
    return re.sub(r"(?<=创新平台 )\d+", "N", re.sub(r"〔\d+〕", "〔〕", text))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_case_yields_the_briefing_of_the_golden_copy(people: People, language: str) -> None:
    sheet = Sheet(docking(people.zhou, language, place="1"), Issued(1, 1, date(2015, 9, 25)), "梅审")
    assert words_of(docx_of(sheet)) == (GOLDEN / f"docking.{language}.txt").read_text("utf-8")


def test_the_articles_figures_stand_in_it(people: People) -> None:
    text = text_of(docking(people.zhou))
    for words in (
        "签约项目15个，总投资92亿元", "业务往来的企业有70多家", "20多家企业在京设立研发机构", "50多家企业引进京津等地人才130多名",
        "联合研发机构达到8家", "工业园区4个", "“园中园”6个", "年产值均超100亿元", "石化新材料产业超500亿元",
    ):  # fmt: skip
        assert words in text


def test_nothing_wrong_is_found_in_what_the_figures_filled_in(people: People) -> None:
    for one in outlines().values():
        composed = compose(one, as_of=CLOSED, known_at=NOON, by=people.zhou)
        assert {remark.severity for remark in check(composed, by=people.zhou)} <= {"note"}


def test_what_the_drafter_wrote_is_held_against_the_figures(people: People) -> None:
    written = "在谈项目约20余个。\n目前，在北京设立研发机构的企业有15余家。签约项目近15个。"
    composed = docking(people.zhou, problems=written)
    found = {(one.code, one.words) for one in check(composed, by=people.zhou) if one.severity == "wrong"}
    outpost = "在北京设立研发机构的企业有15余家"
    assert found == {
        ("doubled", "约20余个"), ("contradiction", outpost), ("against", outpost), ("hedge_wrong", "签约项目近15个"),
    }  # fmt: skip
    for one in check(composed, by=people.zhou):
        if one.span is not None and one.part is not None:
            assert one.span.of(composed.parts[one.part].text) == one.words


def test_numbers_lead_to_figures_that_hold_what_is_printed(people: People) -> None:
    composed = docking(people.zhou)
    assert [one.number for one in composed.figures] == list(range(1, len(composed.figures) + 1))
    pieces = [
        piece
        for part in composed.parts
        for piece in (*part.pieces, *(cell for row in part.rows for cell in row))
        if piece.number
    ]
    assert len(pieces) > 40
    used = {piece.number for piece in pieces}
    assert used <= set(range(1, len(composed.figures) + 1))
    assert all(one.entries and all(line.places for line in one.lines) for one in composed.figures)
    assert Composed.from_json(composed.as_json()) == composed


def test_the_command_prints_keeps_and_verifies(people: People, tmp_path: Path) -> None:
    out = tmp_path / "简报.docx"
    done = duijie("--as", "zhou", "brief", "docking", "--as-of", "2015-09-24", "--keep", "--out", out)
    assert done.status == 0, done.err
    assert "签约项目15个" in words_of(out.read_bytes())
    number = done.out.strip()
    assert duijie("--as", "zhou", "brief", "--id", number, "--sign").status == 1
    signed = duijie("--as", "mei", "brief", "--id", number, "--sign", "--issue", "2015-09-25")
    assert "第1期（总第1期）" in signed.out
    assert "与签批时一致" in duijie("--as", "zhou", "brief", "--id", number, "--verify").out
    listed = duijie("--as", "he", "brief", "--list", "--format", "jsonl")
    assert [row["state_code"] for row in listed.rows] == ["issued"]
    assert duijie("brief", "docking", "--out", tmp_path / "简报.odt").status == 2
    assert duijie("brief", "nothing").status == 1
    draft = tmp_path / "draft.txt"
    draft.write_text("全县与京津企业有合资合作的企业有90多家。", "utf-8")
    found = duijie("proof", draft, "--ledger", "--as-of", "2015-09-24", "--format", "jsonl").rows
    assert [row["code"] for row in found] == ["short"]


def paid(
    value: int, day: date, by: Actor, key: str, measure: str = "funds.received", unit: str = "CNY"
) -> int:
    quantity = Quantity.exactly(Decimal(value), unit)
    draft = Draft("item", measure, key, quantity, key=key)
    return enter(draft=draft, effective_on=day, evidence="银行回单", basis="reported", by=by, at=MORNING)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (2, 3, "到位资金3亿元，同比增长50%。"),
        (4, 3, "到位资金3亿元，同比下降25%。"),
        (3, 3, "到位资金3亿元，与上年同期持平。"),
        (None, 3, "到位资金3亿元。"),
        (3, None, "今年尚无到位资金记录。"),
    ],
)
def test_the_words_follow_the_value(people: People, before: int | None, now: int | None, said: str) -> None:
    for value, day in ((before, date(2014, 9, 1)), (now, date(2015, 9, 1))):
        if value is not None:
            paid(value * 10**8, day, people.lin, f"回单{day.year}")
    composed = compose(outline("monthly"), as_of=CLOSED, known_at=NOON, by=people.zhou)
    assert said in text_of(composed)
    column = next(part for part in composed.parts if part.kind == "table").heads
    assert ("同比" in column) == (None not in (before, now))


@pytest.mark.parametrize(
    ("typed", "said"), [("1", "居全市第一位"), ("3", "居全市第3位"), ("", "总投资92亿元。")]
)
def test_a_rank_is_told_as_typed_and_traced_to_its_source(people: People, typed: str, said: str) -> None:
    composed = docking(people.zhou, place=typed)
    assert said in text_of(composed)
    sources = [one.definition for one in composed.figures if not one.code]
    assert sources == (["市商务局通报"] if typed else [])


def test_a_confidential_project_is_counted_and_not_named(people: People) -> None:
    name = "年产10万吨车用尿素项目"
    assert name in text_of(docking(people.zhou))
    key = next(one.key for one in _items("projects.signed", people.lin) if one.label == name)
    veil(key=key, unit_id=people.zhou.unit_id, by=people.lin, at=EVENING)
    composed = docking(people.lin)
    assert "签约项目15个" in text_of(composed)
    assert name not in str(composed.as_json())


def _items(measure: str, by: Actor) -> list[EntryInfo]:
    return entries(measures=[measure], as_of=CLOSED, known_at=NOON, viewer=by)


def of_rows(text: str) -> Outline:
    blocks = rows_of(text, "outline_x.toml", Block)
    head = outline("docking").head
    assert head.masthead is not None
    return Outline("x", head.masthead, head, blocks)


ROWS = """
[[row]]
code = "empty"
kind = "heading"
text = { zh = "空", en = "empty" }
[[row]]
code = "none"
kind = "paragraph"
text = { zh = "到位资金{funds}。", en = "Money {funds}." }
slots = [{ name = "funds", figure = "funds.received" }]
[[row]]
code = "h"
kind = "heading"
text = { zh = "有", en = "something" }
[[row]]
code = "first"
kind = "paragraph"
text = { zh = "开工{started}", en = "started {started}" }
slots = [{ name = "started", figure = "projects.started" }]
[[row]]
code = "second"
kind = "clause"
text = { zh = "签约{signed}", en = "signed {signed}" }
slots = [{ name = "signed", figure = "projects.signed" }]
[[row]]
code = "third"
kind = "clause"
text = { zh = "协议{agreements}", en = "agreements {agreements}" }
slots = [{ name = "agreements", figure = "agreements" }]
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", ["一、有", "签约15个，协议2份。"]), ("en", ["1. something", "Signed 15; agreements 2."])],
)
def test_rows_without_a_record_leave_no_hole(people: People, language: str, said: list[str]) -> None:
    composed = compose(of_rows(ROWS), as_of=CLOSED, known_at=NOON, by=people.zhou, language=language)
    assert [part.text for part in composed.parts] == said
    assert [one.partition(":")[0] for one in composed.left_out] == ["none", "first"]


def test_an_outline_that_asks_for_what_there_is_not_says_where(settings: object, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "outline_mine.toml").write_text(ROWS.replace("projects.started", "projects.begun"), "utf-8")
    with pytest.raises(
        WrongTable, match=r"outline_mine\.toml, row 4: started: figure 'projects\.begun' is not known"
    ):
        outline("mine")


@pytest.mark.parametrize(
    ("level", "counts", "zh", "en"),
    [(1, {1: 3}, "三、", "3. "), (2, {1: 2, 2: 11}, "（十一）", "2.11 "), (1, {1: 10}, "十、", "10. ")],
)
def test_headings_are_numbered_as_offices_do(level: int, counts: dict[int, int], zh: str, en: str) -> None:
    assert (heading_mark(level, counts, "zh"), heading_mark(level, counts, "en")) == (zh, en)


@for_all(st.decimals(0, 10_000, places=4))
@limits(max_examples=100)
def test_a_percentage_is_printed_to_the_nearest_tenth(value: Decimal) -> None:
    printed = Decimal(percent(value).rstrip("%").replace(",", ""))
    assert abs(printed - value) <= Decimal("0.05")
