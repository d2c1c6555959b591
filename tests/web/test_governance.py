"""Pages of governance: what they show, forms that keep what was typed, tasks made of a policy's words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from duijie.governance.models import Report, Task
from duijie.governance.queries import policy
from tests.cast import MORNING, bureau, mei_the_second_reviewer, zhou_the_clerk
from tests.factories.governance import POLICY, governed, task

pytestmark = pytest.mark.django_db
DAY = "?as_of=2024-07-01"


@pytest.fixture
def there(lin: Actor) -> dict[str, int]:
    return governed(lin, MORNING, bureau())


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def test_nothing_yet_says_what_to_do(browser: Client) -> None:
    for address in ("", "tasks/", "slips/", "bodies/", "policies/", "chains/"):
        assert 'class="nothing"' in body(browser, f"/governance/{address}"), address


def test_every_page_in_both_languages(browser: Client, there: dict[str, int]) -> None:
    pages = (
        "", f"?body={there['body']}", "tasks/?light=red", f"tasks/{there['task']}/", "slips/?what=all", f"bodies/{there['body']}/",
        f"policies/{there['policy']}/", f"chains/{there['governed']}/", "units/", f"units/{bureau()}/",
    )  # fmt: skip
    for language in ("zh-hans", "en"):
        browser.cookies["django_language"] = language
        for address in pages:
            shown = body(browser, f"/governance/{address}")
            assert "引进亿元以上项目" in shown or address in (
                "units/",
                f"bodies/{there['body']}/",
                f"policies/{there['policy']}/",
                f"chains/{there['governed']}/",
                f"?body={there['body']}",
            )
    assert browser.get("/governance/tasks/98765/").status_code == 404
    assert browser.get("/governance/units/98765/").status_code == 404
    assert browser.get(f"/governance/tasks/{there['task']}/do/marry/").status_code == 404


def test_tasks_and_policies_go_out_as_their_lists_are_narrowed(
    browser: Client, there: dict[str, int]
) -> None:
    def rows(address: str) -> list[list[str]]:
        answer = browser.get(f"/exports/{address}")
        assert answer.status_code == 200
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert f"/exports/tasks/csv/{DAY}" in body(browser, f"/governance/tasks/{DAY}")
    head, (title, *told) = rows(f"tasks/csv/{DAY}&light=red")
    assert (title, told[head.index("亮灯") - 1], told[head.index("已完成（%）") - 1]) == (
        "引进亿元以上项目",
        "红灯",
        "10",
    )
    assert rows(f"tasks/csv/{DAY}&light=green") == [head]
    head, (title, *told) = rows("policies/csv/?text=承接")
    assert (title, told[head.index("状态") - 1]) == ("关于加快承接产业转移的意见", "有效")
    assert rows("policies/csv/?state=withdrawn") == [head]


def test_the_wall_counts_by_light_and_leads_to_those(browser: Client, there: dict[str, int]) -> None:
    browser.cookies["django_language"] = "en"
    shown = body(browser, f"/governance/{DAY}")
    assert "is-red" in shown and "1 day late" in shown and "slip unanswered" in shown
    assert "/governance/tasks/?light=red&amp;as_of=2024-07-01" in shown
    assert "Nothing fits" in body(browser, "/governance/tasks/?light=green&as_of=2024-07-01")


def test_words_become_a_task_through_the_form(browser: Client, there: dict[str, int], lin: Actor) -> None:
    county = bureau("县招商局")
    shown = body(browser, f"/governance/policies/{there['policy']}/")
    first = POLICY.index("由县招商局")
    last = POLICY.index("。", first)
    address = f"/governance/policies/{there['policy']}/do/task/?start={first}&end={last}"
    assert address.replace("&", "&amp;") in shown and 'data-state="proposed"' in shown
    form = body(browser, address)
    assert f'value="{county}" selected' in form and 'value="2024-12-31"' in form and 'value="10"' in form
    typed = {
        "title": "引进项目", "unit": county, "begins_on": "2024-02-01", "due_on": "2024-01-01", "weight": "1",
        "scheme": "wuhan", "measure": "count", "number": "10", "helping": "没有的局",
    }  # fmt: skip
    refused = browser.post(address, typed)
    assert refused.status_code == 422 and "没有名为“没有的局”的单位" in refused.content.decode()
    refused = browser.post(address, {**typed, "helping": ""})
    assert "应不早于开始日期" in refused.content.decode() and 'value="引进项目"' in refused.content.decode()
    made = browser.post(address, {**typed, "helping": "招商局", "due_on": "2024-12-31"})
    row = Task.objects.get(title="引进项目")
    assert made.status_code == 302 and made["Location"] == f"/governance/tasks/{row.pk}/"
    assert policy(policy_id=there["policy"], viewer=lin, today=MORNING.date()).taken == (
        (first, last, row.pk),
    )
    assert 'data-state="taken"' in body(browser, f"/governance/policies/{there['policy']}/")
    assert "由县招商局牵头" in body(browser, f"/governance/tasks/{row.pk}/")
    again = browser.post(address, {**typed, "helping": "", "due_on": "2024-12-31"})
    assert again.status_code == 422 and "已立为任务" in again.content.decode()


def test_from_a_report_to_sign_off_by_three_persons(lin: Actor, as_person: Callable[[str], Client]) -> None:
    unit = bureau()
    number = task(lin, MORNING, unit)
    zhou_the_clerk(unit)
    mei_the_second_reviewer()
    zhou, mei = as_person("zhou"), as_person("mei")
    here = f"/governance/tasks/{number}/"
    assert zhou.get(f"{here}do/sign-off/").status_code == 403
    typed = {"on": "2024-07-01", "percent": "120", "text": "全部完成", "proof": "验收单"}
    refused = zhou.post(f"{here}do/report/", typed)
    assert (
        refused.status_code == 422
        and "写 0 到 100" in refused.content.decode()
        and "验收单" in refused.content.decode()
    )
    assert zhou.post(f"{here}do/report/", {**typed, "percent": "100"}).status_code == 302
    told = Report.objects.get()
    assert "佐证材料" in body(mei, f"{here}do/sign-off/"), "says why it cannot be signed off yet"
    check = f"/governance/reports/{told.pk}/check/"
    assert mei.post(check, {"remove": "yes", "why": ""}).status_code == 422
    assert mei.post(check, {"why": "属实"}).status_code == 302
    assert mei.post(f"{here}do/sign-off/", {"text": ""}).status_code == 302
    assert "已销号" in body(mei, here)
    assert mei.post(f"{here}do/reopen/", {"reason": "复查发现问题"}).status_code == 302
    assert Task.objects.get().state == "open"


def test_slips_and_milestones_and_parts(browser: Client, there: dict[str, int]) -> None:
    here = f"/governance/tasks/{there['task']}/"
    wrong = browser.post(f"{here}do/steps/", {"steps": "签约 | 六月 | 40"})
    assert wrong.status_code == 422 and "要写成" in wrong.content.decode()
    assert (
        browser.post(
            f"{here}do/steps/", {"steps": "签约 | 2024-05-01 | 40\n开工｜2024-06-01｜60%"}
        ).status_code
        == 302
    )
    assert "开工 | 2024-06-01 | 60" in body(browser, f"{here}do/steps/")
    assert (
        browser.post(
            f"{here}do/slip/", {"kind": "supervise", "text": "限期整改", "unit": str(bureau())}
        ).status_code
        == 302
    )
    assert "督办〔" in body(browser, "/governance/slips/")
    assert browser.post(f"/governance/slips/{there['slip']}/answer/", {"text": "已办"}).status_code == 302
    part = {
        "title": "北京专班",
        "unit": str(bureau()),
        "begins_on": "2024-01-01",
        "due_on": "2024-06-30",
        "weight": "1",
        "scheme": "own",
    }
    assert browser.post(f"{here}do/part/", part).status_code == 302
    assert "北京专班" in body(browser, here)


def test_seats_resolutions_and_anchors(browser: Client, there: dict[str, int]) -> None:
    here = f"/governance/bodies/{there['body']}/"
    assert browser.post(f"{here}do/seat/", {"role": "member"}).status_code == 422
    assert (
        browser.post(f"{here}do/seat/", {"role": "head", "name": "赵县长", "since": "2024-08-01"}).status_code
        == 302
    )
    assert (
        browser.post(
            f"{here}do/resolve/", {"meeting": "第一次会议", "held_on": "2024-07-01", "text": "逐个过堂"}
        ).status_code
        == 302
    )
    shown = body(browser, here)
    assert "赵县长" in shown and "逐个过堂" in shown and "resolution=" in shown
    assert browser.post(f"/governance/seats/{there['seat']}/leave/", {"until": "2020-01-01"}).status_code in (
        302,
        422,
    )
    chain = f"/governance/chains/{there['governed']}/"
    assert browser.post(f"{chain}do/anchor/", {"name": "示例橡塑有限公司"}).status_code == 302
    assert browser.post(f"{chain}do/seat/", {"role": "chief", "post": "常务副县长"}).status_code == 302
    assert "常务副县长" in body(browser, "/governance/chains/")
