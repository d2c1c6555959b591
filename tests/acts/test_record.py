"""The record of acts: kept, kept apart, never changed, searched by whom it concerns."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from duijie.accounts import acts as record
from duijie.accounts.acts import Filters, history
from duijie.accounts.models import AuditPersonal, AuditRow
from duijie.accounts.operations import add_user, log
from duijie.accounts.types import Actor, NotAllowed
from duijie.acts.names import OPERATIONS, RECORDS
from duijie.acts.operations import export
from duijie.acts.queries import acts, all_acts
from duijie.acts.wording import joined, particulars, place_of
from duijie.directory.operations import amend, enter_organisation
from duijie.directory.operations import record as record_attribute
from duijie.directory.queries import organisations_of
from duijie.pipeline.operations import edit_project
from tests.cast import (
    MORNING,
    bureau,
    lin_the_reviewer,
    shen_the_auditor,
    wen_the_administrator,
    zhou_the_clerk,
)  # fmt: skip
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def reviewer_of(unit: int) -> Actor:
    return add_user(
        username="qiao", password="correct-horse", display_name="乔审", role="reviewer", unit_id=unit
    )


def test_a_row_says_from_where_and_is_never_changed_or_deleted() -> None:
    by = replace(lin_the_reviewer(), via="page 10.0.0.7")
    log(by=by, at=MORNING, operation="note", subject="project:1", text="x")
    row = AuditRow.objects.get()
    assert row.via == "page 10.0.0.7"
    row.operation = "forged"
    for change in (
        row.save, row.delete, AuditRow.objects.all().delete, lambda: AuditRow.objects.update(operation="forged"),
        lambda: AuditRow.objects.bulk_update([row], ["operation"]),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="only added to"):
            change()
    assert AuditRow.objects.get().operation == "note"


@pytest.mark.parametrize(
    ("via", "zh", "en"),
    [
        ("page 10.0.0.7", "页面 10.0.0.7", "page 10.0.0.7"),
        ("api token:3", "接口，令牌 3", "interface, token 3"),
        ("command", "命令行", "command line"),
        ("import:12 page 10.0.0.7", "导入 12，页面 10.0.0.7", "import 12, page 10.0.0.7"),
        ("", "", ""),
    ],
)
def test_where_it_was_done_reads_in_words(via: str, zh: str, en: str) -> None:
    by = replace(lin_the_reviewer(), via=via)
    log(by=by, at=MORNING, operation="note", subject="project:1")
    told = place_of(history(subjects=["project:1"], viewer=by)[0])
    assert (told.zh, told.en) == (zh, en)


def test_what_contacts_say_is_kept_apart_from_whoever_may_not_see_people() -> None:
    lin, shen = lin_the_reviewer(), shen_the_auditor()
    enter_organisation(name="青禾种业有限公司", by=lin, at=MORNING)
    home = organisations_of(names=["青禾种业有限公司"])["青禾种业有限公司"]
    values = {"person": "陈某", "phone": "13800000000"}
    number = record_attribute(kind="contact", organisation_id=home, values=values, by=lin, at=MORNING)
    amend(kind="contact", number=number, values={**values, "post": "经理"}, by=lin, at=MORNING)
    stored = str(list(AuditRow.objects.values()))
    assert "13800000000" not in stored
    assert "陈某" not in stored
    assert AuditPersonal.objects.count() == 2
    subject = [f"organisation:{home}"]
    seen = history(subjects=subject, viewer=lin)[0]
    assert "职务：– → 经理" in joined(particulars(seen)).zh
    kept = history(subjects=subject, viewer=shen)[0]
    assert kept.kept_back
    assert joined(particulars(kept)).zh == "改动：职务"
    assert not acts(viewer=shen, filters=Filters(text="13800000000")).rows


def test_who_reads_which_rows() -> None:
    office = bureau()
    township, other = bureau("东镇", office), bureau("西镇", office)
    zhou, shen = zhou_the_clerk(township), shen_the_auditor()
    qiao = reviewer_of(township)
    elsewhere = add_user(
        username="he", password="correct-horse", display_name="何办", role="clerk", unit_id=other
    )
    opened(zhou, township, MORNING)
    opened(elsewhere, other, MORNING)
    assert {row.by for row in acts(viewer=qiao).rows} == {"周办"}
    assert {row.by for row in acts(viewer=shen).rows} >= {"周办", "何办"}
    assert {row.by for row in acts(viewer=replace(qiao, unit_id=office)).rows} >= {"周办", "何办"}
    with pytest.raises(NotAllowed):
        acts(viewer=zhou)


def test_rows_of_confidential_records_are_only_counted_and_not_found_by_words() -> None:
    mine, other = bureau("东镇"), bureau("西镇")
    colleague = replace(wen_the_administrator(), unit_id=mine)
    secret = opened(colleague, other, MORNING, confidential=True)
    edit_project(project_id=secret, columns={"name": "暗渡项目"}, by=colleague, at=MORNING)
    qiao = reviewer_of(mine)
    page = acts(viewer=qiao)
    assert page.hidden
    assert not any(row.subject == f"project:{secret}" for row in page.rows)
    found = acts(viewer=qiao, filters=Filters(text="暗渡"))
    assert (found.rows, found.hidden) == ((), 0)
    assert acts(viewer=shen_the_auditor(), filters=Filters(text="暗渡")).rows


def test_the_record_is_narrowed_by_person_act_record_day_and_words() -> None:
    unit = bureau()
    lin, wen = lin_the_reviewer(), wen_the_administrator()
    project = opened(lin, unit, MORNING)
    edit_project(project_id=project, columns={"name": "精密轴承项目"}, by=wen, at=MORNING + timedelta(days=3))

    def found(**asked: object) -> list[str]:
        return [row.operation for row in acts(viewer=wen, filters=Filters(**asked)).rows]  # type: ignore[arg-type]

    assert found(text="精密轴承") == ["edit_project"]
    assert found(subject=f"project:{project}") == ["edit_project", "open_project"]
    assert set(found(subject="project")) == {"edit_project", "open_project"}
    assert found(person="lin") == ["open_project"]
    assert found(operations=("edit_project",)) == ["edit_project"]
    assert found(since=MORNING.date() + timedelta(days=1)) == ["edit_project"]
    assert "edit_project" not in found(until=MORNING.date() + timedelta(days=2))


def test_pages_follow_each_other_without_gap_however_short_the_stretch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lin, wen = lin_the_reviewer(), wen_the_administrator()
    for number in range(23):
        moment = MORNING + timedelta(minutes=number // 3)
        log(
            by=lin,
            at=moment,
            operation="note",
            subject=f"project:{number}",
            text="甲" if number % 5 else "乙",
        )
    monkeypatch.setattr(record, "STRETCH", 4)
    for text, count in (("", 23), ("乙", 5)):
        filters = Filters(text=text, subject="project")
        rows = list(all_acts(viewer=wen, filters=filters, most=100, at_once=2))
        assert len(rows) == len({row.id for row in rows}) == count
        assert [(row.at, row.id) for row in rows] == sorted(((row.at, row.id) for row in rows), reverse=True)


def test_taking_the_record_out_is_recorded() -> None:
    wen = wen_the_administrator()
    log(by=wen, at=MORNING, operation="note", subject="project:1", text="=HYPERLINK(1)")
    data = export(
        filters=Filters(subject="project"), form="csv", by=wen, at=MORNING, say=lambda words: words.zh
    )
    assert "记进展" in data.decode("utf-8-sig")
    assert ",=HYPERLINK" not in data.decode("utf-8-sig")
    row = AuditRow.objects.get(operation="export")
    assert (row.subject, row.detail["rows"]) == ("list:acts", 1)


def test_every_act_that_leaves_a_row_and_every_record_it_is_about_has_its_words() -> None:
    acts_written, records = set(), set()
    for path in sorted((ROOT / "duijie").rglob("operations.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("log", "log_many"):
                said = {keyword.arg: keyword.value for keyword in node.keywords}
                for value in ast.walk(said["operation"]) if "operation" in said else ():
                    if (
                        isinstance(value, ast.Constant)
                        and isinstance(value.value, str)
                        and value.value.isidentifier()
                    ):
                        acts_written.add(value.value)
                subject = said.get("subject")
                if isinstance(subject, ast.JoinedStr) and isinstance(subject.values[0], ast.Constant):
                    records.add(str(subject.values[0].value).rstrip(":"))
    partly = {one for one in acts_written if one.endswith("_")}
    assert {one for one in acts_written - partly if one not in OPERATIONS} == set()
    assert all(any(name.startswith(one) for name in OPERATIONS) for one in partly)
    assert records - set(RECORDS) == set()
    assert len(acts_written) > 60
