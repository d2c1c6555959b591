"""Preview says what apply does; apply does all of it; undo leaves no trace but the record of acts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from duijie.accounts.models import AuditRow
from duijie.accounts.types import NotAllowed
from duijie.directory.models import Name
from duijie.directory.operations import describe, enter_organisation
from duijie.directory.queries import homes_named
from duijie.exchange import operations, queries
from duijie.exchange.applying import operations as applying
from duijie.exchange.lists import Wanted
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.types import Asked, ChangedMeanwhile, InTheWay, NoSuchImport, NothingToImport, WrongState
from duijie.funds.models import Receipt
from duijie.funds.operations import receive
from duijie.ledger.models import Entry
from duijie.pipeline import operations as pipeline
from duijie.pipeline.models import Amount, Project, StageRow
from tests.cast import MORNING, NOON, bureau, guo_the_guest, lin_the_reviewer, zhou_the_clerk
from tests.factories.books import everything, sheet_of
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
HEAD = ("项目名称", "投资方", "总投资（万元）", "当前阶段", "签约日期", "责任单位", "备注")


def preview(rows: list[tuple[Any, ...]], head: tuple[str, ...] = HEAD, **asked: Any) -> int:
    return operations.prepare(
        data=sheet_of(head, rows), name="台账.xlsx", by=lin_the_reviewer(), at=NOON, asked=Asked(**asked)
    )


def states(number: int) -> list[str]:
    return [row.state for row in queries.rows(import_id=number, viewer=lin_the_reviewer()).rows]


def test_a_preview_writes_no_record() -> None:
    bureau("招商局")
    before = everything()
    number = preview([("轴承项目", "恒远轴承有限公司", 12000, "签约", "2024-03-05", "招商局", None)])
    assert states(number) == ["new"]
    assert everything() == before


def test_what_is_applied_counts_and_what_is_undone_was_never_there() -> None:
    unit = bureau("招商局")
    lin = lin_the_reviewer()
    before = everything()
    number = preview([
        ("轴承项目", "恒远轴承有限公司", 12000, "签约", "2024-03-05", "招商局", "甲"),
        ("阀门项目", "晋中阀业有限公司", "约3亿", "在谈", None, "招商局", None),
    ])  # fmt: skip
    applying.apply(import_id=number, by=lin, at=NOON)
    first, second = Project.objects.order_by("pk")
    assert (first.name, first.unit_id, first.stage, str(first.stage_since)) == (
        "轴承项目",
        unit,
        "signed",
        "2024-03-05",
    )
    assert first.investment == Decimal(120_000_000)
    assert first.code == f"P2024-{first.pk:06d}"
    assert "p2024" in first.search
    assert Amount.objects.get(project=first).phase == "contract"
    assert StageRow.objects.get(project=first).taken_over
    assert {entry.measure for entry in Entry.objects.all()} == {
        "projects.signed", "projects.signed.investment", "projects.talks"
    }  # fmt: skip
    assert second.investment is None
    assert pipeline.recount(by=lin, at=NOON) == 0
    assert second.sheet.columns["remarks"] == "总投资：约3亿"
    assert AuditRow.objects.filter(operation="open_project", subject=f"project:{first.pk}").exists()
    applying.undo(import_id=number, by=lin, at=NOON)
    assert everything() == before
    assert queries.get(import_id=number, viewer=lin).state == "undone"


def test_the_same_sheet_again_says_nothing_new() -> None:
    bureau("招商局")
    rows = [
        ("轴承项目", "恒远轴承有限公司", 12000, "签约", "2024-03-05", "招商局", "甲"),
        ("阀门项目", "晋中阀业有限公司", "约3亿", "在谈", None, "没有的单位", None),
    ]
    first = preview(rows, fixed={"unit": "招商局"})
    applying.apply(import_id=first, by=lin_the_reviewer(), at=NOON)
    assert states(preview(rows, fixed={"unit": "招商局"})) == ["same", "same"]


def test_changes_are_told_field_by_field_and_undone() -> None:
    unit = bureau("招商局")
    lin = lin_the_reviewer()
    pk = opened(lin, unit, MORNING, name="轴承项目", remarks="旧", site="东区")
    pipeline.state_amount(
        project_id=pk, kind="total_investment", number=Decimal(10**8), effective_on=MORNING.date(), by=lin, at=MORNING
    )  # fmt: skip
    before = everything()
    number = preview([("轴承项目", None, 12000, None, None, None, "新")])
    (row,) = queries.rows(import_id=number, viewer=lin).rows
    assert row.state == "changed"
    assert row.record_id == pk
    assert [(words.zh, old, new) for words, old, new in row.changes] == [
        ("备注", "旧", "新"), ("总投资", "10,000万元", "12,000万元")
    ]  # fmt: skip
    applying.apply(import_id=number, by=lin, at=NOON)
    project = Project.objects.get(pk=pk)
    assert (project.investment, project.site) == (Decimal(120_000_000), "东区")
    assert pipeline.recount(by=lin, at=NOON) == 0
    applying.undo(import_id=number, by=lin, at=NOON)
    assert everything() == before


def test_rows_said_twice_differently_or_of_nobody_are_not_taken() -> None:
    bureau("招商局")
    number = preview([
        ("轴承项目", "恒远轴承有限公司", 1, None, None, "招商局", None),
        ("轴承项目", "恒远轴承有限公司", 1, None, None, "招商局", None),
        ("轴承项目", "恒远轴承有限公司", 2, None, None, "招商局", None),
        (None, "恒远轴承有限公司", 2, None, None, "招商局", None),
        ("阀门项目", "晋中阀业有限公司", 2, None, None, None, None),
    ])  # fmt: skip
    assert states(number) == ["new", "duplicate", "refused", "refused", "refused"]
    told = [row.reasons[0].en for row in queries.rows(import_id=number, viewer=lin_the_reviewer()).rows[1:]]
    assert told[0] == "the same as row 1"
    assert "says otherwise" in told[1]
    assert "no name" in told[2]
    assert "--set unit" in told[3]


def test_a_like_project_is_left_for_a_person_who_may_say_that_it_is_another() -> None:
    unit = bureau("招商局")
    opened(lin_the_reviewer(), unit, MORNING, name="精密轴承生产项目")
    row = ("精密轴承制造项目", "恒远轴承有限公司", 1, None, None, "招商局", None)
    number = preview([row])
    assert states(number) == ["duplicate"]
    assert states(preview([row], as_new=frozenset({1}))) == ["new"]


def test_a_stage_is_never_moved_by_a_sheet() -> None:
    unit = bureau("招商局")
    opened(lin_the_reviewer(), unit, MORNING, name="轴承项目")
    number = preview([("轴承项目", None, None, "开工", None, None, None)])
    (row,) = queries.rows(import_id=number, viewer=lin_the_reviewer()).rows
    assert row.state == "same"
    assert "move it on its page" in row.reasons[0].en


def test_apply_refuses_where_records_changed_since_the_preview() -> None:
    unit = bureau("招商局")
    number = preview([("轴承项目", "恒远轴承有限公司", 1, None, None, "招商局", None)])
    opened(lin_the_reviewer(), unit, MORNING, name="轴承项目")
    before = everything()
    with pytest.raises(ChangedMeanwhile, match="new → changed"):
        applying.apply(import_id=number, by=lin_the_reviewer(), at=NOON)
    assert everything() == before


def test_undo_says_what_stands_in_its_way_and_changes_nothing() -> None:
    bureau("招商局")
    lin = lin_the_reviewer()
    number = preview([("轴承项目", "恒远轴承有限公司", 1, "签约", "2024-03-05", "招商局", None)])
    applying.apply(import_id=number, by=lin, at=NOON)
    pk = Project.objects.get().pk
    pipeline.attach(project_id=pk, kind="construction_contract", title="施工合同", by=lin, at=NOON)
    pipeline.edit_project(project_id=pk, columns={"site": "西区"}, by=lin, at=NOON)
    before = everything()
    with pytest.raises(InTheWay) as told:
        applying.undo(import_id=number, by=lin, at=NOON)
    assert any("was changed since" in one.en for one in told.value.obstacles)
    assert any("evidence" in one.en for one in told.value.obstacles)
    assert everything() == before


def test_an_import_is_applied_once_and_undone_once() -> None:
    bureau("招商局")
    lin = lin_the_reviewer()
    number = preview([("轴承项目", "恒远轴承有限公司", 1, None, None, "招商局", None)])
    with pytest.raises(WrongState):
        applying.undo(import_id=number, by=lin, at=NOON)
    applying.apply(import_id=number, by=lin, at=NOON)
    with pytest.raises(WrongState):
        applying.apply(import_id=number, by=lin, at=NOON)
    applying.undo(import_id=number, by=lin, at=NOON)
    with pytest.raises(WrongState):
        applying.undo(import_id=number, by=lin, at=NOON)


def test_a_mapping_is_corrected_and_remembered() -> None:
    bureau("招商局")
    lin = lin_the_reviewer()
    head = ("甲项", "乙方", "数（万元）")
    rows = [("轴承项目", "恒远轴承有限公司", 700)]
    with pytest.raises(NothingToImport):
        preview(rows, head)
    head = ("项目名称", "投资方", "数目（万元）")
    told = {"数目（万元）": ("total_investment", "")}
    number = preview(rows, head, mapping=told, fixed={"unit": "招商局"})
    applying.apply(import_id=number, by=lin, at=NOON)
    assert Project.objects.get().investment == Decimal(7_000_000)
    again = preview(rows, head, fixed={"unit": "招商局"})
    assert states(again) == ["same"]
    (table,) = queries.get(import_id=again, viewer=lin).tables
    assert table["remembered"]
    assert table["columns"][2]["by"] == "memory"


def test_a_clerk_imports_leads_for_her_own_unit_and_reads_her_own_imports() -> None:
    own, _ = bureau("龙泉镇"), bureau("青石乡")
    zhou = zhou_the_clerk(own)
    rows = [
        ("甲项目", "甲有限公司", 1, None, None, None, None),
        ("乙项目", "乙有限公司", 1, None, None, "青石乡", None),
        ("丙项目", "丙有限公司", 1, "签约", None, None, None),
    ]
    number = operations.prepare(data=sheet_of(HEAD, rows), name="a.xlsx", by=zhou, at=NOON)
    found = queries.rows(import_id=number, viewer=zhou).rows
    assert [row.state for row in found] == ["new", "refused", "refused"]
    applying.apply(import_id=number, by=zhou, at=NOON)
    assert Project.objects.get().unit_id == own
    other = preview([rows[0]], fixed={"unit": "龙泉镇"})
    with pytest.raises(NoSuchImport):
        queries.get(import_id=other, viewer=zhou)
    with pytest.raises(NotAllowed):
        operations.prepare(data=sheet_of(HEAD, rows), name="a.xlsx", by=guo_the_guest(), at=NOON)


def test_organisations_come_in_are_described_and_go_again() -> None:
    lin = lin_the_reviewer()
    head = ("企业名称", "统一社会信用代码", "注册地址", "经营状态")
    first = operations.prepare(
        data=sheet_of(head, [("恒远轴承有限公司", "91131127MA07AAAA0A", "工业路1号", "存续")]),
        name="企业.xlsx", by=lin, at=NOON,
    )  # fmt: skip
    applying.apply(import_id=first, by=lin, at=NOON)
    before = everything()
    rows = [
        ("恒远轴承有限公司", None, "工业路2号", "在营"),
        ("绿源食品有限公司", "91131127MA07AAAA0A", None, None),
        ("旧城纺织厂", "不是代码", "老街", "注销"),
    ]
    second = operations.prepare(data=sheet_of(head, rows), name="企业.xlsx", by=lin, at=NOON + timedelta(1))
    assert states(second) == ["changed", "duplicate", "new"]
    applying.apply(import_id=second, by=lin, at=NOON + timedelta(1))
    assert homes_named(names=["旧城纺织厂"])
    applying.undo(import_id=second, by=lin, at=NOON + timedelta(1))
    assert everything() == before
    home = homes_named(names=["恒远轴承有限公司"])["恒远轴承有限公司"]
    describe(organisation_id=home, values={"address": "新址"}, by=lin, at=NOON)
    with pytest.raises(InTheWay, match="恒远轴承有限公司"):
        applying.undo(import_id=first, by=lin, at=NOON)


def test_money_comes_in_counts_and_goes_again() -> None:
    unit = bureau("招商局")
    lin = lin_the_reviewer()
    opened(lin, unit, MORNING, name="轴承项目")
    head = ("到位日期", "项目名称", "出资单位", "到位金额（万元）", "资金用途")
    rows = [
        ("2024-05-06", "轴承项目", "恒远轴承有限公司", 800, "设备"),
        ("2024-05-06", "轴承项目", "恒远轴承有限公司", 800, "设备"),
        ("2024-05-07", "没有的项目", "恒远轴承有限公司", 800, "设备"),
        ("2024-05-08", "轴承项目", "恒远轴承有限公司", "2-3千万", "设备"),
        ("2025-05-08", "轴承项目", "恒远轴承有限公司", 100, "设备"),
    ]
    before = everything()
    number = operations.prepare(data=sheet_of(head, rows), name="到位.xlsx", by=lin, at=NOON)
    assert states(number) == ["new", "duplicate", "refused", "refused", "refused"]
    applying.apply(import_id=number, by=lin, at=NOON)
    assert Receipt.objects.get().number == Decimal(8_000_000)
    assert Entry.objects.get().measure == "funds.received"
    assert states(operations.prepare(data=sheet_of(head, rows[:1]), name="到位.xlsx", by=lin, at=NOON)) == [
        "same"
    ]
    applying.undo(import_id=number, by=lin, at=NOON)
    assert everything() == before


def test_organisations_and_money_that_go_out_come_in_as_nothing_new() -> None:
    unit = bureau("招商局")
    lin = lin_the_reviewer()
    pk = opened(lin, unit, MORNING, name="轴承项目")
    for number, currency in ((Decimal("123456.78"), "CNY"), (Decimal(5_000_000), "USD")):
        receive(
            project_id=pk, received_on=MORNING.date(), payer="恒远轴承有限公司", kind="works", number=number,
            currency=currency, source="domestic", note="=1+1", by=lin, at=MORNING,
        )  # fmt: skip
    home = enter_organisation(name="恒远轴承有限公司", by=lin, at=MORNING)
    described = {
        "credit_code": "91131127MA07AAAA0A",
        "address": "-1号",
        "status": "operating",
        "kind": "enterprise",
        "industry": "3451",
    }
    describe(organisation_id=Name.objects.get(pk=home).home_id, values=described, by=lin, at=MORNING)
    for kind, rows in (("organisations", 1), ("receipts", 2)):
        data = outgoing.export(wanted=Wanted(kind), by=lin, at=NOON)
        number = operations.prepare(data=data, name="再导入.xlsx", by=lin, at=NOON)
        info = queries.get(import_id=number, viewer=lin)
        assert (info.kind, info.counts["same"], sum(info.counts.values())) == (kind, rows, rows)
    assert AuditRow.objects.filter(operation="export").count() == 2


def test_rows_that_were_not_taken_come_back_and_go_in_once_mended() -> None:
    bureau("招商局")
    lin = lin_the_reviewer()
    number = preview([
        ("轴承项目", "恒远轴承有限公司", 12000, "签约", "2024-03-05", None, None),
        ("阀门项目", "晋中阀业有限公司", 300, "在谈", None, "招商局", None),
    ])  # fmt: skip
    assert states(number) == ["refused", "new"]
    data = outgoing.refused_sheet(import_id=number, by=lin, at=NOON)
    again = operations.prepare(
        data=data, name="未导入.xlsx", by=lin, at=NOON, asked=Asked(fixed={"unit": "招商局"})
    )
    assert states(again) == ["new"]
    applying.apply(import_id=again, by=lin, at=NOON)
    assert Project.objects.get().investment == Decimal(120_000_000)
