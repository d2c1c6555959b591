"""Platforms count once with what documents tell of them, until they end; who keeps them; what is recorded of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor, NotAllowed
from duijie.directory.queries import organisations_of
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.figures.registry import compute
from duijie.figures.trace import trace
from duijie.innovation.carrying import ANOTHER
from duijie.innovation.models import Platform
from duijie.innovation.operations import (
    add_untold,
    end_platform,
    save_platform,
    save_record,
)
from duijie.innovation.queries import Filters, platform, platforms, told, untold
from duijie.innovation.types import NoSuchInnovation, NotYourPlatform
from duijie.judgements.operations import merge
from duijie.ledger.operations import post
from duijie.reading.kinds import Platform as Said
from duijie.reading.kinds import Tally
from duijie.review.operations import accept
from duijie.rulebook.columns import WrongFields
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    shen_the_auditor,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.projects import opened
from tests.factories.reader import ToldReader, count

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
TEXT = "全县建有各类联合研发机构4家。\n青禾公司建立院士工作站。\n恒远轴承与云州大学共建联合实验室。\n"
SAID = {
    "联合研发机构4家": Tally("platforms", count(4, "4家")),
    "青禾公司建立院士工作站": Said("academician", "青禾公司", None, "院士工作站"),
    "恒远轴承与云州大学共建联合实验室": Said("laboratory", "恒远轴承", "云州大学", "联合实验室"),
}


def told_of(lin: Actor, text: str = TEXT) -> int:
    document = take_in(
        data=text.encode(),
        name="平台.txt",
        by=lin,
        at=MORNING,
        reader=ToldReader({quote: said for quote, said in SAID.items() if quote in text}),
    ).document_id
    for one in of_document(document_id=document, viewer=lin):
        accept(statement_id=one.id, by=lin, at=MORNING)
    post(document_id=document, by=lin, at=MORNING)
    return document


def figure(lin: Actor, day: date = TODAY, scope: str = "", code: str = "platforms") -> int | None:
    values = compute(code, as_of=day, known_at=EVENING + timedelta(days=9), viewer=lin)
    found = next((one for one in values if one.scope == scope), None)
    return int(found.quantity.number) if found and found.quantity else None


def make(
    by: Actor, kind: str = "academician", host: str = "青禾公司", name: str = "院士工作站", **more: str
) -> int:
    return save_platform(values={"kind": kind, "host": host, "name": name, **more}, by=by, at=NOON)


def test_a_platform_that_a_document_tells_of_is_carried_and_not_counted_again() -> None:
    lin = lin_the_reviewer()
    told_of(lin)
    assert figure(lin) == 4
    # A clerk writes the name otherwise; type and host are the told one's.
    zhou = zhou_the_clerk(bureau())
    number = make(zhou, name="青禾院士站")
    assert platform(platform_id=number, viewer=zhou, today=TODAY).key == "academician + 青禾公司 + 院士工作站"
    assert figure(lin) == 4
    assert figure(lin, scope="academician") == 1
    line = next(
        one for one in trace("platforms", as_of=TODAY, known_at=EVENING, viewer=lin).lines
        if one.contribution.scope == "academician"
    )  # fmt: skip
    assert [place.exact for place in line.sources] == ["青禾公司建立院士工作站"]
    assert [one.kind for one in told(viewer=lin)] == ["laboratory"]
    # One that no document names is one of the four as long as it was there on the document's day …
    make(lin, "institute", "远拓公司", "研究院", approved_on="2023-01-01")
    assert figure(lin) == 4
    # … and one more after it; which of the two it is, the day of approval tells.
    later = TODAY + timedelta(days=2)
    values = {"kind": "institute", "host": "云帆公司"}
    with pytest.raises(WrongFields, match="not counted twice"):
        save_platform(values=values, by=lin, at=NOON + timedelta(days=2))
    save_platform(values={**values, "approved_on": str(later)}, by=lin, at=NOON + timedelta(days=2))
    assert (figure(lin), figure(lin, day=later)) == (4, 5)


def test_the_same_told_under_a_name_judged_the_same_is_carried() -> None:
    lin = lin_the_reviewer()
    told_of(lin)
    numbers = organisations_of(names=["青禾公司", "恒远轴承"])
    assert set(numbers) == {"青禾公司", "恒远轴承"}
    make(lin, "laboratory", "恒远轴承", "轴承实验室")
    merge(organisation_id=numbers["青禾公司"], other_id=numbers["恒远轴承"], reason="同一家", by=lin, at=NOON)
    # The host is now called by the other name.
    number = make(lin, host="恒远轴承", name="工作站")
    assert Platform.objects.get(pk=number).key.startswith("academician + 青禾公司")
    assert figure(lin) == 4


def test_another_one_at_the_same_host_is_said_to_be_another() -> None:
    lin = lin_the_reviewer()
    told_of(lin, "青禾公司建立院士工作站。\n")
    number = save_platform(
        values={"kind": "academician", "host": "青禾公司", "name": "院士工作站"},
        told_key=ANOTHER,
        by=lin,
        at=NOON,
    )
    assert Platform.objects.get(pk=number).key != "academician + 青禾公司 + 院士工作站"
    assert figure(lin) == 2
    with pytest.raises(WrongFields, match="no such platform"):
        save_platform(values={"kind": "other", "host": "丁公司"}, told_key="none", by=lin, at=NOON)


def test_what_only_a_total_counts_is_recorded_and_named_later_without_counting_more() -> None:
    lin = lin_the_reviewer()
    told_of(lin)
    (total,) = untold(viewer=lin, as_of=TODAY, known_at=EVENING)
    assert total.rest == 2
    with pytest.raises(WrongFields, match="leaves 2"):
        add_untold(entry_id=total.entry_id, count=3, by=lin, at=NOON)
    first, second = add_untold(entry_id=total.entry_id, count=2, by=lin, at=NOON)
    assert untold(viewer=lin, as_of=TODAY, known_at=EVENING) == []
    assert platform(platform_id=first, viewer=lin, today=TODAY).entry_id == total.entry_id
    assert figure(lin) == 4
    save_platform(values={"kind": "institute", "host": "远拓公司"}, platform_id=first, by=lin, at=NOON)
    assert platform(platform_id=first, viewer=lin, today=TODAY).entry_id is None
    assert (figure(lin), figure(lin, scope="institute"), figure(lin, scope="-")) == (4, 1, 1)
    end_platform(platform_id=second, ended_on=TODAY, reason="撤销", by=lin, at=NOON)
    assert figure(lin) == 4 - (total.told_on < TODAY)


def test_a_new_record_of_a_platform_that_a_total_counts_names_an_unnamed_one() -> None:
    lin = lin_the_reviewer()
    told_of(lin)
    (total,) = untold(viewer=lin, as_of=TODAY, known_at=EVENING)
    unnamed = add_untold(entry_id=total.entry_id, count=2, by=lin, at=NOON)
    number = make(zhou_the_clerk(bureau()), "institute", "远拓公司", "研究院", approved_on="2023-01-01")
    assert number == unnamed[0]
    assert (Platform.objects.count(), figure(lin)) == (2, 4)


def test_from_its_end_a_platform_counts_no_more_and_before_it_does() -> None:
    lin = lin_the_reviewer()
    number = make(lin, approved_on="2022-05-01")
    make(lin, "institute", "远拓公司", "研究院", approved_on="2022-05-01")
    end_platform(platform_id=number, ended_on=date(2024, 3, 1), reason="批文撤销", by=lin, at=NOON)
    assert (figure(lin, date(2024, 2, 29)), figure(lin, date(2024, 3, 1))) == (2, 1)
    assert platform(platform_id=number, viewer=lin, today=TODAY).line.state == "ended"
    with pytest.raises(WrongFields):
        end_platform(platform_id=number, ended_on=TODAY + timedelta(days=1), reason="撤销", by=lin, at=NOON)


def test_an_enterprise_with_two_outposts_counts_until_the_last_has_ended() -> None:
    lin, code = lin_the_reviewer(), "enterprises.with_outpost"
    first = make(lin, "outpost", "青禾公司", "北京研发中心", approved_on="2023-01-01", place="北京市海淀区")
    second = make(lin, "outpost", "青禾公司", "天津研发中心", approved_on="2023-01-01")
    make(lin, "outpost", "远拓公司", "上海研发中心", approved_on="2023-01-01")
    assert figure(lin, code=code) == 2
    end_platform(platform_id=first, ended_on=date(2024, 2, 1), reason="到期", by=lin, at=NOON)
    assert figure(lin, code=code) == 2
    end_platform(platform_id=second, ended_on=date(2024, 3, 1), reason="到期", by=lin, at=NOON)
    assert figure(lin, code=code) == 1


def test_a_platform_is_recorded_once_and_its_partners_count() -> None:
    lin = lin_the_reviewer()
    make(lin, "postdoctoral", "青禾公司", "博士后工作站", partners="云州大学、云州研究院")
    assert figure(lin) == 1
    assert figure(lin, code="institutions.partnered") == 2
    with pytest.raises(WrongFields, match="recorded already"):
        make(lin, "postdoctoral", "青禾公司", "博士后工作站")


def test_who_keeps_a_platform_and_who_only_reads_it() -> None:
    unit, other = bureau("科技局"), bureau("工信局")
    zhou, he = zhou_the_clerk(unit), he_the_clerk(other)
    number = make(zhou)
    with pytest.raises(NotYourPlatform, match="another unit"):
        save_platform(values={"note": "改"}, platform_id=number, by=he, at=NOON)
    with pytest.raises(NotAllowed):
        make(shen_the_auditor(), name="二")
    with pytest.raises(NoSuchInnovation):
        platform(platform_id=number, viewer=guo_the_guest(), today=TODAY)
    assert platforms(viewer=guo_the_guest(), today=TODAY) == ([], 0)
    assert not platform(platform_id=number, viewer=he, today=TODAY).row.may_write
    save_platform(values={"level": "city"}, platform_id=number, by=lin_the_reviewer(), at=NOON)
    row = AuditRow.objects.filter(operation="save_platform").latest("pk")
    assert row.detail["changed"] == {"level": ["", "city"]}


def test_the_list_by_type_host_and_validity() -> None:
    lin = lin_the_reviewer()
    for place, valid in enumerate(("2024-06-01", "2024-07-01", "2024-09-29", "2024-09-30", "")):
        make(lin, host=f"企业{place}", valid_until=valid)
    for state, hosts in (
        ("expired", ["企业0"]),
        ("soon", ["企业1", "企业2"]),
        ("active", ["企业3", "企业4"]),
    ):
        found, number = platforms(viewer=lin, today=TODAY, filters=Filters(state=state))
        assert ([one.host for one in found], number) == (hosts, len(hosts))
        assert {one.state for one in found} == {state}
    assert platforms(viewer=lin, today=TODAY, filters=Filters(kind="institute"))[1] == 0
    assert platforms(viewer=lin, today=TODAY, filters=Filters(host="企业2"))[1] == 1
    assert platforms(viewer=lin, today=TODAY, filters=Filters(outposts=True))[1] == 0


def test_what_came_home_of_a_confidential_project_is_counted_and_not_shown() -> None:
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau()
    project = opened(lin, unit, MORNING, confidential=True)
    zhou = zhou_the_clerk(unit)
    number = make(zhou, "outpost", "青禾公司", "北京研发中心")
    values = {"kind": "landed", "on": "2024-05-01", "title": "轴承中试线"}
    save_record(values=values, platform_id=number, project_id=project, by=zhou, at=NOON)
    save_record(
        values={**values, "kind": "incubated", "firm": "云澈传感"}, platform_id=number, by=lin, at=NOON
    )
    he = he_the_clerk(bureau("工信局"))
    seen = platform(platform_id=number, viewer=he, today=TODAY)
    assert ([one.kind for one in seen.records], seen.hidden, seen.line.landed) == (["incubated"], 1, 1)
    for who in (zhou, wen_the_administrator()):
        own = platform(platform_id=number, viewer=who, today=TODAY)
        assert ({one.project_id for one in own.records}, own.hidden) == ({None, project}, 0)
    with pytest.raises(WrongFields, match="ahead"):
        save_record(values={**values, "on": "2030-01-01"}, platform_id=number, by=lin, at=NOON)
