"""A county whose records tie a handful of invented organisations and people to each other."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.accounts.types import Actor
from duijie.agreements.operations import add_party, attach, draw_up, sign
from duijie.directory.operations import record
from duijie.engagement.operations import save_channel, save_guest, set_hosts
from duijie.innovation.operations import save_platform
from duijie.judgements.operations import add_organisation
from duijie.visits.operations import save_visit
from tests.cast import MIDYEAR, MORNING, bureau, lin_the_reviewer, wen_the_administrator, yunhe_county
from tests.factories.events import FAIR_DAY, fair
from tests.factories.projects import opened

CHAMBER, MEMBER, SEED, COLLEGE = "示例京云商会", "示例帆腾轴承有限公司", "示例青禾种业有限公司", "示例农学院"
SECRET, GROUP, FRIEND = "示例沐岚科技有限公司", "示例帆腾集团", "沈联"


@dataclass(frozen=True, slots=True)
class County:
    """Its people and units, and the numbers of its organisations."""

    lin: Actor
    unit: int
    other: int
    numbers: dict[str, int]


def county() -> County:
    """The bureau's chamber has a member of a group; a local firm runs a laboratory with a college; one project is secret."""
    yunhe_county()
    lin, unit, other = lin_the_reviewer(), bureau(), bureau("发改局")
    numbers = {
        name: add_organisation(name=name, values={}, by=lin, at=MORNING)
        for name in (CHAMBER, MEMBER, GROUP, SEED, COLLEGE, SECRET)
    }
    save_channel(values={"name": CHAMBER, "kind": "chamber"}, unit_id=unit, by=lin, at=MORNING)
    member = {"to": numbers[CHAMBER], "kind": "member", "since": FAIR_DAY}
    record(kind="tie", organisation_id=numbers[MEMBER], values=member, by=lin, at=MORNING)
    group = {"to": numbers[GROUP], "kind": "group"}
    record(kind="tie", organisation_id=numbers[MEMBER], values=group, by=lin, at=MORNING)
    save_platform(
        values={"kind": "laboratory", "name": "示例实验室", "host": SEED, "partners": COLLEGE, "approved_on": "2023-03-01"},
        unit_id=unit, by=lin, at=MORNING,
    )  # fmt: skip
    event = fair(lin, unit, MORNING)
    set_hosts(event_id=event, hosts={"host": ["云禾县人民政府"]}, by=lin, at=MORNING)
    for name in (SEED, MEMBER):
        save_guest(
            event_id=event, values={"name": name, "state": "attended"}, persons=[(FRIEND, "经理")], by=lin, at=MORNING
        )  # fmt: skip
    visit = {
        "direction": "out", "name": SEED, "purpose": "approach", "state": "made", "begins_on": "2024-06-03",
        "ends_on": "2024-06-03",
    }  # fmt: skip
    save_visit(values=visit, unit_id=unit, by=lin, at=MORNING)
    agreement = draw_up(kind="investment", unit_id=unit, title="轴承项目投资协议", by=lin, at=MORNING)
    add_party(agreement_id=agreement, name="云禾县人民政府", role="region", by=lin, at=MORNING)
    add_party(agreement_id=agreement, name=GROUP, role="investor", by=lin, at=MORNING)
    attach(agreement_id=agreement, kind="agreement", title="协议文本", by=lin, at=MORNING)
    sign(agreement_id=agreement, signed_on=MIDYEAR, by=lin, at=MORNING)
    opened(wen_the_administrator(), other, MORNING, name="保密项目", investor=SECRET, confidential=True)
    return County(lin, unit, other, numbers)
