"""Pages of returns: asked for by the office, filled in on the page or on the sheet, told what changed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.pipeline.queries import get as project_of
from duijie.returns.models import Asked, Return
from tests.cast import MORNING, bureau, shen_the_auditor, zhou_the_clerk
from tests.factories.projects import opened

TYPED = {
    "name": "月度进展", "begins_on": "2024-06-01", "ends_on": "2024-06-30", "due_on": "2024-07-05",
    "fields": "annual_plan\nsite\nnature", "units": "东镇",
}  # fmt: skip


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


@pytest.fixture
def town(lin: Actor) -> int:
    return bureau("东镇", bureau())


@pytest.fixture
def project(lin: Actor, town: int) -> int:
    return opened(zhou_the_clerk(town), town, MORNING, site="东路")


@pytest.fixture
def asked(project: int, as_person: Callable[[str], Client]) -> int:
    assert as_person("lin").post("/returns/new/", TYPED).status_code == 302
    return Asked.objects.get().pk


def test_the_office_asks_and_is_told_what_is_wrong_with_what_it_typed(
    lin: Actor, town: int, as_person: Callable[[str], Client]
) -> None:
    office = as_person("lin")
    assert "布置" in text_of(office, "/returns/")
    refused = office.post("/returns/new/", {**TYPED, "units": "南镇"})
    assert refused.status_code == 422
    assert "没有“南镇”这个单位" in refused.content.decode()
    assert "2024-06-30" in refused.content.decode()
    assert office.post("/returns/new/", TYPED).status_code == 302
    page = text_of(office, f"/returns/{Return.objects.get().pk}/")
    assert "东镇" in page
    assert "逾期" not in page  # it has no project to report on


def test_a_unit_corrects_on_the_page_and_the_office_reads_what_changed(
    asked: int, project: int, lin: Actor, as_person: Callable[[str], Client]
) -> None:
    unit, office = as_person("zhou"), as_person("lin")
    form = f"/returns/forms/{asked}/"
    assert 'value="东路"' in text_of(unit, form)
    assert "逾期" in text_of(office, f"/returns/{Return.objects.get().pk}/")
    typed = {"project": project, f"v-{project}-site": "东路 8 号", f"v-{project}-annual_plan": "很多"}
    refused = unit.post(form, typed)
    assert refused.status_code == 422
    assert "东路 8 号" in refused.content.decode()
    assert unit.post(form, {**typed, f"v-{project}-annual_plan": "3000"}).status_code == 302
    page = text_of(office, f"/returns/{Return.objects.get().pk}/")
    assert "东路 8 号" in page
    assert "已报齐" in page
    assert "东路 → 东路 8 号" in text_of(office, f"/projects/{project}/?part=more")


def test_a_sheet_is_looked_at_before_it_is_taken(
    asked: int, project: int, lin: Actor, as_person: Callable[[str], Client]
) -> None:
    unit = as_person("zhou")
    form = f"/returns/forms/{asked}/"
    unit.post(form, {"project": project, f"v-{project}-annual_plan": "3000"})
    book = openpyxl.load_workbook(io.BytesIO(unit.get(f"{form}sheet/").content))
    book.worksheets[0].cell(3, 3).value = 1000
    buffer = io.BytesIO()
    book.save(buffer)
    upload = SimpleUploadedFile("back.xlsx", buffer.getvalue())
    page = unit.post(f"{form}back/", {"file": upload}).content.decode()
    assert "3000 万元" in page
    assert "1000 万元" in page
    found = re.search(r'name="taken" value="([^"]+)"', page)
    assert found is not None
    refused = unit.post(form, {"taken": found[1], f"r-{project}": ""})
    assert refused.status_code == 422
    assert "请说明原因" in refused.content.decode()
    found = re.search(r'name="taken" value="([^"]+)"', refused.content.decode())
    assert found is not None
    assert unit.post(form, {"taken": found[1], f"r-{project}": "设备延期"}).status_code == 302
    info = project_of(project_id=project, viewer=lin, today=date(2024, 7, 1))
    assert [one.number for one in info.amounts if one.holds] == [10_000_000]
    assert AuditRow.objects.filter(operation="edit_project").latest("pk").via == "sheet page 127.0.0.1"
    wrong = unit.post(f"{form}back/", {"file": SimpleUploadedFile("x.xlsx", b"no sheet")})
    assert wrong.status_code == 422


def test_who_may_not_fill_in_may_look(asked: int, as_person: Callable[[str], Client]) -> None:
    shen_the_auditor()
    auditor = as_person("shen")
    text_of(auditor, f"/returns/{Return.objects.get().pk}/")
    text_of(auditor, f"/returns/forms/{asked}/", 403)
    zhou_the_clerk(bureau("北镇"))
    text_of(as_person("zhou"), f"/returns/forms/{asked}/", 404)
