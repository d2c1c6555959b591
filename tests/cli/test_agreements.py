"""Agreements, due days, the screening of a draft and problems by commands alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from duijie.accounts.operations import local_operator
from duijie.accounts.types import Actor
from duijie.agreements import operations
from duijie.pipeline.operations import attach
from tests.cast import bureau
from tests.cli.running import duijie, process
from tests.factories.agreements import drawn_up
from tests.factories.projects import opened

AT = datetime(2025, 7, 1, 4, 0, tzinfo=UTC)
DRAFT = "投资协议\n第二条 甲方将乙方缴纳的增值税全额返还乙方。\n第三条 双方严格保密。\n"


@pytest.fixture
def me(db: None) -> Actor:
    return local_operator()


def test_an_agreement_is_signed_marked_and_reminded_of(me: Actor) -> None:
    number = drawn_up(me, bureau(), AT, valid_until=date(2026, 1, 1))
    operations.add_clause(
        agreement_id=number,
        kind="output",
        text="年产值2亿元",
        steps=[(date(2025, 9, 1), Decimal(2))],
        by=me,
        at=AT,
    )
    assert duijie("agreements", "--due", "30", "--as-of", "2025-08-20").rows == [], "a draft reminds nobody"
    assert duijie("agreement", number, "--sign", "2025-07-02").rows[0]["state_code"] == "signed"
    (due,) = duijie("agreements", "--due", "30", "--as-of", "2025-08-20").rows
    assert (due["days"], due["state_code"], due["text"]) == (12, "due_soon", "年产值2亿元")
    assert len(duijie("agreements", "--due", "150", "--as-of", "2025-08-20").rows) == 2
    assert len(duijie("agreements", "--remind", "--as-of", "2025-08-20").rows) == 1
    assert duijie("agreement", number, "--mark", f"{due['step']}=met").status == 1
    met = duijie("agreement", number, "--mark", f"{due['step']}=met", "--proof", "审计报告").rows[0]
    assert (met["met"], met["clauses"][0]["state"], met["papers"][-1]["kind"]) == (1, "met", "proof")
    listed = duijie("agreements", "--kind", "investment", "--text", "恒远").rows
    assert [row["id"] for row in listed] == [number]
    assert duijie("agreements", "--overdue").rows == []
    assert duijie("agreements", "--kind", "marriage").status == 2
    assert duijie("agreement", number, "--mark", "met").status == 2
    assert duijie("agreement", 98765).status == 1


def test_a_gate_that_is_closed_says_what_is_missing(me: Actor) -> None:
    number = operations.draw_up(kind="strategic", title="协议", unit_id=bureau(), by=me, at=AT)
    refused = duijie("agreement", number, "--sign", "2025-07-02")
    assert refused.status == 1 and "缺协议文本" in refused.err
    assert "缺什么" in duijie("agreement", number, "-f", "table").out


def test_a_draft_is_screened_without_a_database(tmp_path: Path) -> None:
    (draft := tmp_path / "草案.txt").write_text(DRAFT, "utf-8")
    ran = process("screen", draft, "-f", "jsonl", "--as-of", "2026-06-01", home=tmp_path / "home")
    (found,) = ran.rows
    assert (found["code"], found["severity_code"]) == ("tax-return", "forbidden")
    assert DRAFT[found["start"] : found["end"]] == found["words"]
    assert "第十条" in str(found["article"])
    assert ran.status == 0 and "不是法律结论" in ran.err
    assert not (tmp_path / "home" / "duijie.sqlite3").exists()
    (tmp_path / "leer.txt").write_bytes(b"")
    assert process("screen", tmp_path / "leer.txt", home=tmp_path / "home").status == 2


def test_a_problem_goes_its_way(me: Actor) -> None:
    bureau("自然资源局")
    project = opened(me, bureau(), AT)
    raised = duijie("problems", "--raise", "用地未落实", "--project", project, "--cause", "land").rows[0]
    assert (raised["state_code"], raised["age"], raised["light"]) == ("raised", 0, "")
    number = raised["id"]
    assert duijie("problem", number, "--assign", "自然资源局").rows[0]["holder"] == "自然资源局"
    assert [row["id"] for row in duijie("problems", "--unit", "自然资源局", "--state", "unsettled").rows] == [
        number
    ]
    assert duijie("problem", number, "--answer", "已批").rows[0]["state_code"] == "answered"
    assert duijie("problem", number, "--close", 98765).status == 1
    proof = attach(project_id=project, kind="land_contract", title="用地合同", by=me, at=AT)
    closed = duijie("problem", number, "--close", proof).rows[0]
    assert (closed["light"], len(closed["turns"])) == ("green", 3)
    assert duijie("problems", "--causes").rows[0]["closed"] == 1
    assert duijie("problems", "--overdue").rows == [] and duijie("problems", "--escalate").rows == [
        {"escalated": 0}
    ]
    assert duijie("problem", number, "--reopen", "又停", "--answer", "x").status == 2
    assert (
        duijie("problems", "--raise", "x").status == 2 and duijie("problems", "--state", "lost").status == 2
    )
    assert duijie("problem", 98765).status == 1
    assert "销号" in duijie("problem", number, "-f", "table").out
