"""A fictional county: its units and people, enterprises that do not exist, and how a project's life is told there.

Every row is written by the operations that people use. Chance comes from a seed, so a county is told alike each time.
"""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from duijie.accounts.operations import add_unit, add_user
from duijie.accounts.types import Actor
from duijie.credit import operations as credit
from duijie.demo import papers
from duijie.followup import operations as followup
from duijie.funds import operations as funds
from duijie.kernel.ids import digest
from duijie.leads import operations as leads
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries
from duijie.pipeline.rules import load

UNITS: Final = ("招商局", "发改局", "科技局", "开发区", "东园", "西园", "青禾镇", "柳堡镇", "驻京招商处")
PARKS: Final = ("东园", "西园")
BRANDS: Final = (tuple("晟禾云瀚铭沐朗泽昀澈岚霁"), tuple("帆腾昶翎陌屿筑弈衡恺珩璟"))
TRADES: Final = (
    ("精密轴承", "3451"), ("橡塑制品", "2911"), ("新型建材", "3039"), ("汽车零部件", "3670"), ("智能装备", "3491"),
    ("生物医药", "2760"), ("绿色食品", "1499"), ("光伏组件", "3825"), ("环保设备", "3591"), ("电子元件", "3981"),
)  # fmt: skip
SOURCES: Final = ("domestic", "domestic", "domestic", "province", "city", "foreign")
HOMES: Final = (
    "北京市大兴区", "天津市武清区", "北京市丰台区", "天津市滨海新区", "江苏省苏州市", "北京市通州区", "浙江省宁波市", "广东省东莞市", "山东省青岛市",
)  # fmt: skip
"""Where investors from other provinces have their homes, in turn."""
STEPS: Final = (
    "talks",
    "vetting",
    "signed",
    "registered",
    "permits",
    "started",
    "building",
    "completed",
    "producing",
)
VERDICTS: Final = ("valid", "", "invalid", "valid")
"""What judgements of open leads find, by turns; none where nobody has judged yet."""
REMARK: Final = "演示数据，企业均为虚构"
HUNDRED_MILLION: Final = Decimal(100_000_000)


@dataclass(slots=True)
class Story:
    """How one project's life is told. ``until`` is the last stage, ``pace`` the days between two stages."""

    name: str
    investor: str
    industry: str
    site: str
    park: str
    unit: int
    begins: date
    until: str
    pace: int
    amount: Decimal
    intended: Decimal
    source: str = "domestic"
    permit: bool = True
    share_received: Decimal = Decimal("0.4")
    proof: bool = True
    photo: str = ""
    ends: str = ""
    columns: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planted:
    """A fraud that was planted: the rule that must find it, and the projects that it concerns."""

    rule: str
    project_ids: tuple[int, ...]


class County:
    """Units, people, a calendar and a source of chance."""

    def __init__(self, year: int, by: Actor, chance: random.Random) -> None:
        self.by, self.chance = by, chance
        self.today = date(year, 12, 31)
        self.told = 0
        self._names: set[str] = set()
        self._sites = 0
        self._agreements: dict[int, int] = {}
        at = moment(date(year - 1, 1, 2))
        self.units = {
            name: add_unit(name=name, parent_id=None, by=by, at=at) for name in UNITS if name not in PARKS
        }
        for park in PARKS:
            self.units[park] = add_unit(name=park, parent_id=self.units["开发区"], by=by, at=at)
        self.second = _person("demo-office", "演示复核", "reviewer", self.units["发改局"])
        self.office = _person("demo-desk", "演示主办", "reviewer", self.units["招商局"])

    def investor(self) -> tuple[str, str, str]:
        """A fictional enterprise that was not used yet, its trade and the trade's code."""
        trade, code = self.chance.choice(TRADES)
        while True:
            brand = self.chance.choice(BRANDS[0]) + self.chance.choice(BRANDS[1])
            name = f"示例{brand}{trade}有限公司"
            if name not in self._names:
                self._names.add(name)
                return name, trade, code

    def honest(self, until: str = "", begins: date | None = None) -> Story:
        """A project as most are: begun in the last two years, paid for, proved and permitted."""
        investor, trade, code = self.investor()
        pick = self.chance
        self._sites += 1
        park = pick.choice((*PARKS, "", ""))
        amount = Decimal(pick.randint(6, 160)) * HUNDRED_MILLION / 10
        pace = pick.randint(12, 45)
        last = until or pick.choice(("talks", "talks", "vetting", "signed", "registered", *STEPS[4:]))
        reach = timedelta(days=pace * (STEPS.index(last) + 1))
        latest = self.today - reach - timedelta(days=5)
        start = begins or latest - timedelta(days=pick.randint(0, 200))
        return Story(
            name=f"年产{pick.randint(2, 90)}0万件{trade}项目",
            investor=investor,
            industry=code,
            site=f"{park or '工业街'}{self._sites}号地块",
            park=park,
            unit=self.units[pick.choice(UNITS)],
            begins=start,
            until=last,
            pace=pace,
            amount=amount,
            intended=(amount * Decimal(pick.randint(70, 110)) / 100).quantize(Decimal(1)),
            source=pick.choice(SOURCES),
            share_received=Decimal(pick.randint(5, 80)) / 100,
            ends=pick.choice(("", "", "", "", "", "paused", "lost")) if last in ("talks", "vetting") else "",
        )

    def lead(self) -> int:
        """A lead that is still open."""
        investor, trade, code = self.investor()
        day = self.today - timedelta(days=self.chance.randint(1, 40))
        found = leads.register(
            name=f"{trade}生产基地", investor=investor, contact="演示联系人", industry=code,
            amount=Decimal(self.chance.randint(5, 90)) * HUNDRED_MILLION / 10,
            unit_id=self.units[self.chance.choice(UNITS)], by=self.office, at=moment(day), channel="推介会",
        )  # fmt: skip
        if self.chance.random() < 0.7:
            leads.take_step(
                lead_id=found.lead_id, act="answered", text="已指定专人", by=self.office, at=moment(day)
            )
            leads.rule_claim(lead_id=found.lead_id, act="accepted", by=self.office, at=moment(day))
        verdict = VERDICTS[found.lead_id % len(VERDICTS)]
        if verdict:
            leads.take_step(
                lead_id=found.lead_id, act="judged", text="已与投资方核实", reason_code=verdict, by=self.office, at=moment(day)
            )  # fmt: skip
        return found.lead_id

    def tell(self, story: Story) -> int:
        """Live through a project's life, stage by stage; its number."""
        self.told += 1
        day = story.begins
        lead = leads.register(
            name=story.name, investor=story.investor, contact="演示联系人", industry=story.industry,
            amount=story.intended, site=story.site, unit_id=story.unit, by=self.office, at=moment(day),
        )  # fmt: skip
        project = leads.convert(lead_id=lead.lead_id, by=self.office, at=moment(day))
        pipeline.edit_project(
            project_id=project,
            columns={
                "park": story.park, "source": story.source, "content": f"厂房与生产线，{story.name}",
                "land_need": int(story.amount / 4000), "land_way": "standard", "nature": "new",
                "landing_unit": self.units[story.park or "青禾镇"], "remarks": REMARK,
                "contract_number": f"示例-{project}", "project_company_code": f"示例-{project}",
                "breach_clause": "按期开工，逾期收回用地",
                "home": HOMES[self.told % len(HOMES)] if story.source == "domestic" else "", **story.columns,
            },
            by=self.office,
            at=moment(day),
        )  # fmt: skip
        for step in STEPS[: STEPS.index(story.until) + 1]:
            day += timedelta(days=story.pace)
            self._enter(project, step, day, story)
        if story.until in STEPS[4:]:
            self._pay(project, day, story)
        if story.until in STEPS[2:]:
            credit.split_by_rule(project_id=project, rule_code="enclave", by=self.office, at=moment(day))
        if story.ends:
            code = {"paused": "paused-market", "lost": "lost-elsewhere"}[story.ends]
            review = day + timedelta(days=90) if story.ends == "paused" else None
            pipeline.set_status(
                project_id=project, status=story.ends, effective_on=day, reason_code=code, review_on=review,
                by=self.office, at=moment(day),
            )  # fmt: skip
        elif self.chance.random() < 0.2:
            followup.raise_problem(
                project_id=project, cause=self.chance.choice(("land", "energy", "labour", "finance")),
                text="需协调解决", by=self.office, at=moment(day),
            )  # fmt: skip
        self._papers(project, story)
        return project

    def _papers(self, project: int, story: Story) -> None:
        """What became of the agreement by the end of the year, and what a project under way complains of."""
        at = moment(self.today)
        if project in self._agreements:
            papers.keep(
                number=self._agreements[project], project=project, started=story.until in STEPS[5:],
                today=self.today, by=self.office, second=self.second, at=at,
            )  # fmt: skip
            if project % 3 == 0 and not story.ends:
                papers.hinder(
                    project=project, units=list(self.units.values()), today=self.today, by=self.office, at=at
                )

    def _enter(self, project: int, step: str, day: date, story: Story) -> None:
        at = moment(day)
        for one in queries.missing(project_id=project, stage=step, viewer=self.office, today=day):
            what, _, name = one.wants.partition(":")
            wanted = one.must or (name == "construction_permit" and story.permit)
            if what == "evidence" and wanted:
                sha = (
                    story.photo
                    if name == "site_photo" and story.photo
                    else digest(f"{project} {name}".encode())
                )
                pipeline.attach(
                    project_id=project, kind=name, title=f"{load().evidence[name].zh}（项目{project}）", sha256=sha,
                    dated_on=day, by=self.office, at=at,
                )  # fmt: skip
            elif what == "amount" and one.must:
                pipeline.state_amount(
                    project_id=project, kind="total_investment", number=story.amount, phase="contract",
                    effective_on=day, by=self.office, at=at,
                )  # fmt: skip
        if pipeline.move(project_id=project, stage=step, effective_on=day, by=self.office, at=at) is not None:
            pipeline.decide_move(project_id=project, approve=True, by=self.second, at=at)
        if step == "permits" and project % 3:
            pipeline.edit_project(project_id=project, columns={"land_on": str(day)}, by=self.office, at=at)
        if step == "signed":
            if project % 4:
                outside = (story.amount * (60 + project % 5 * 10) / 100).quantize(Decimal(1))
                pipeline.state_amount(
                    project_id=project, kind="introduced", number=outside, phase="contract", effective_on=day,
                    by=self.office, at=at,
                )  # fmt: skip
            due = day + timedelta(days=700)
            self._agreements[project] = papers.sign(
                project=project, investor=story.investor, amount=story.amount, unit=story.unit,
                reviewer=self.units["发改局"], day=day, by=self.office, at=at,
            )  # fmt: skip
            followup.plan(project_id=project, stage="producing", planned_on=due, by=self.office, at=at)

    def _pay(self, project: int, day: date, story: Story) -> None:
        parts = self.chance.randint(1, 3)
        for place in range(parts):
            paid = min(day + timedelta(days=10 * place), self.today)
            proof = None
            if story.proof:
                proof = pipeline.attach(
                    project_id=project, kind="bank_receipt", title=f"进账凭证{place + 1}（项目{project}）",
                    sha256=digest(f"{project} paid {place}".encode()), dated_on=paid, by=self.office, at=moment(paid),
                )  # fmt: skip
            receipt = funds.receive(
                project_id=project, received_on=paid, payer=story.investor, source=story.source,
                kind=("land", "works", "equipment")[place], evidence_id=proof,
                number=(story.amount * story.share_received / parts).quantize(Decimal(1)),
                by=self.office, at=moment(paid),
            )  # fmt: skip
            if proof and self.chance.random() < 0.5:
                number = (story.amount * story.share_received / parts).quantize(Decimal(1))
                funds.verify(receipt_id=receipt, number=number, by=self.second, at=moment(paid))


def moment(day: date) -> datetime:
    """Ten in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))


def _person(username: str, name: str, role: str, unit: int) -> Actor:
    return add_user(
        username=username, password=secrets.token_urlsafe(20), display_name=name, role=role, unit_id=unit
    )
