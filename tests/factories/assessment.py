"""Two towns under the bureau with a project each, money that came, tasks entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.assessment.numbers.operations import enter
from duijie.assessment.operations import assess, object_to, show
from duijie.assessment.queries import results
from duijie.funds.operations import receive
from tests.cast import MIDYEAR, MORNING, bureau
from tests.factories.projects import opened

SCHEME = "townships"
TASKS = {"funds_due": Decimal(1), "projects_due": Decimal(2)}


@dataclass(frozen=True, slots=True)
class Towns:
    """The units and their projects: east received 60 m yuan, west 20 m."""

    office: int
    east: int
    west: int
    mill: int
    forge: int

    @property
    def members(self) -> dict[int, str]:
        """Both towns in one group."""
        return {self.east: "industry", self.west: "industry"}


def towns(by: Actor) -> Towns:
    """The towns, by a reviewer."""
    office = bureau()
    east, west = bureau("东镇", office), bureau("西镇", office)
    mill = opened(by, east, MORNING, name="面粉厂项目")
    forge = opened(by, west, MORNING, name="锻造项目")
    for project, yuan in ((mill, 60_000_000), (forge, 20_000_000)):
        receive(
            project_id=project, payer="恒远轴承有限公司", kind="works", received_on=date(2024, 5, 8),
            number=Decimal(yuan), by=by, at=MORNING,
        )  # fmt: skip
    for unit in (east, west):
        for code, number in TASKS.items():
            enter(
                scheme_code=SCHEME, unit_id=unit, input_code=code, on=date(2024, 1, 5), number=number,
                evidence="任务分解表", by=by, at=MORNING,
            )  # fmt: skip
    return Towns(office, east, west, mill, forge)


def assessed(there: Towns, by: Actor) -> int:
    """A draft of both towns as of midyear."""

    return assess(code=SCHEME, members=there.members, as_of=MIDYEAR, by=by, at=MORNING)


def objected(by: Actor, clerk: Actor, unit: int) -> dict[str, object]:
    """A run of one unit, shown, with an objection of its clerk: their numbers by name."""
    run = assess(code=SCHEME, members={unit: "industry"}, as_of=MIDYEAR, by=by, at=MORNING)
    show(run_id=run, until=MORNING.date(), by=by, at=MORNING)
    (one,) = results(run_id=run, viewer=by)
    return {
        "run": run,
        "result": one.id,
        "objection": object_to(result_id=one.id, text="少计一笔", by=clerk, at=MORNING),
    }
