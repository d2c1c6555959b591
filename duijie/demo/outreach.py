"""How the fictional county goes out to meet investors: campaigns, events, channels, signings and visits of its year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from duijie.demo.county import STEPS, County, Planted, Story
from duijie.engagement import operations as engagement
from duijie.engagement import queries
from duijie.engagement.rules import programme_of
from duijie.signings.operations import sign
from duijie.visits import operations as visits

CHANNELS: Final = (
    ("示例京津冀商会", "chamber", "北京"), ("示例橡塑行业协会", "association", "天津"), ("示例在京同乡会", "townsmen", "北京"),
    ("驻京招商处", "resident_office", "北京"), ("示例招商平台公司", "platform_company", "深圳"),
    ("示例会展公司", "fair_organiser", "廊坊"), ("演示引荐人", "introducer", "上海"),
)  # fmt: skip
CAMPAIGNS: Final = (
    ("京津招商攻坚月", (5, 1), (5, 31), 600_000), ("招商之冬", (11, 1), (12, 25), 400_000)
)  # fmt: skip
# Month, day, kind, level, name, place.
EVENTS: Final = (
    (1, 18, "seminar", "county", "在外乡贤发展研讨会", "北京"), (3, 12, "docking", "city", "装备制造产业对接会", "天津"),
    (4, 9, "roadshow", "county", "示例县招商推介会（天津）", "天津"), (5, 18, "fair", "state", "示例经贸洽谈会", "廊坊"),
    (5, 22, "roadshow", "county", "示例县招商推介会（北京）", "北京"), (7, 8, "negotiation", "county", "绿色食品项目洽谈会", "上海"),
    (9, 5, "inspection", "county", "客商园区观摩", "东园"), (10, 11, "docking", "province", "新能源产业对接会", "石家庄"),
    (11, 20, "roadshow", "county", "服务新区招商对接会", "雄安"),
)  # fmt: skip
PROGRAMME: Final = (
    "09:00 签到\n09:30 县情推介 | 招商局\n10:10 企业家发言 | 演示客商\n10:50 项目签约\n11:20 自由交流"
)
ANSWERS: Final = ("attended", "attended", "attended", "accepted", "declined", "absent")
STORY_LINES: Final = ("approach", "negotiate", "inspect", "follow_up")


class Outreach:
    """Tells the year's events around the projects of a county."""

    def __init__(self, county: County) -> None:
        self.county, self.by, self.chance = county, county.office, county.chance
        self.year = county.today.year
        self.channels: list[int] = []
        self.campaigns: list[tuple[int, date, date]] = []
        self.events: list[tuple[date, int]] = []

    def tell(self, told: Sequence[tuple[int, Story]]) -> None:
        """Channels, campaigns and events of the year, then what each project had to do with them."""
        self._prepare()
        investors = [story.investor for _, story in told]
        for month, day, kind, level, name, place in EVENTS:
            self._event(date(self.year, month, day), kind, level, name, place, investors)
        self._plan_ahead()
        self._sign(told)
        for project, story in told:
            self._came_from(project, story)
            self._met(project, story)

    def follow_up(self) -> None:
        """Do what fell due after the events, each on its day, but for what somebody was made to forget."""
        until = self.county.today
        for one in queries.follow_ups(
            viewer=self.by, today=until, open_only=True, until=until, limit=100_000
        ):
            if FORGOTTEN not in one.event:
                engagement.do_follow_up(
                    follow_up_id=one.id, outcome="已回访，情况记入项目", done_on=one.due_on, by=self.by,
                    at=_at(one.due_on),
                )  # fmt: skip

    def came(self, leads: Sequence[int]) -> None:
        """Where open leads came from: by turns the last event and a channel."""
        day, number = self.events[-1]
        for place, lead in enumerate(leads):
            source: dict[str, Any] = (
                {"event_id": number}
                if place % 2
                else {"channel_id": self.channels[place % len(self.channels)]}
            )
            engagement.say_origin(
                lead_id=lead,
                touched_on=day,
                said_by="演示联系人",
                by=self.by,
                at=_at(self.county.today),
                **source,
            )

    def _prepare(self) -> None:
        at, unit = _at(date(self.year, 1, 3)), self.county.units["招商局"]
        for name, kind, place in CHANNELS:
            self.channels.append(
                engagement.save_channel(
                    values={"name": name, "kind": kind, "place": place}, unit_id=unit, by=self.by, at=at
                )
            )
        for name, begins, ends, budget in CAMPAIGNS:
            first, last = date(self.year, *begins), date(self.year, *ends)
            number = engagement.save_campaign(
                values={
                    "name": name, "begins_on": str(first), "ends_on": str(last), "budget": budget,
                    "quota_leads": 5, "quota_signed": 2, "quota_signed_investment": 2_000_000_000,
                    "about": "演示数据：一个月内走访重点商会和企业",
                },
                channel_ids=self.channels[:3], unit_id=unit, by=self.by, at=at,
            )  # fmt: skip
            engagement.spend(
                campaign_id=number,
                what="宣传与资料",
                number=Decimal(60_000),
                spent_on=last,
                by=self.by,
                at=_at(last),
            )
            self.campaigns.append((number, first, last))

    def _event(
        self, day: date, kind: str, level: str, name: str, place: str, investors: Sequence[str]
    ) -> int:
        campaign = next((number for number, first, last in self.campaigns if first <= day <= last), None)
        number = _held(self.county, day, name, kind=kind, level=level, place=place, campaign_id=campaign)
        at = _at(day)
        hosts = {"host": ["示例县人民政府"], "co_host": [self.chance.choice(CHANNELS)[0]]}
        engagement.set_hosts(event_id=number, hosts=hosts, by=self.by, at=at)
        engagement.set_programme(event_id=number, lines=programme_of(PROGRAMME, day), by=self.by, at=at)
        asked = self.chance.sample(list(investors), min(len(investors), self.chance.randint(5, 12)))
        for guest in dict.fromkeys(asked):
            answer = self.chance.choice(ANSWERS)
            engagement.save_guest(
                event_id=number, values={"name": guest, "state": answer}, channel_id=self.chance.choice(self.channels),
                persons=[("演示代表", "总经理")] if answer == "attended" else None, by=self.by, at=at,
            )  # fmt: skip
        for what in ("场地", "会务"):
            cost = Decimal(self.chance.randint(2, 30) * 5_000)
            engagement.spend(event_id=number, what=what, number=cost, spent_on=day, by=self.by, at=at)
        self.events.append((day, number))
        return number

    def _plan_ahead(self) -> None:
        """An event and some visits that lie ahead; no two units are on their way to the same firm."""
        unit, at = self.county.units["招商局"], _at(self.county.today)
        ahead = self.county.today + timedelta(days=20)
        engagement.save_event(
            values={"name": "新春乡贤恳谈会", "kind": "seminar", "level": "county", "begins_on": str(ahead), "place": "北京"},
            unit_id=unit, by=self.by, at=at,
        )  # fmt: skip
        for place in range(3):
            firm, trade, _ = self.county.investor()
            day = self.county.today + timedelta(days=4 + 3 * place)
            values = {
                "direction": ("out", "in")[place % 2], "name": firm, "purpose": "approach", "begins_on": str(day),
                "place": "北京", "ours": "演示主办", "demands": f"了解{trade}配套",
            }  # fmt: skip
            visits.save_visit(values=values, unit_id=unit, by=self.by, at=at)

    def _sign(self, told: Sequence[tuple[int, Story]]) -> None:
        """A ceremony a month for the contracts of that month; letters of intent at the last event before."""
        months: dict[tuple[int, int], list[tuple[int, date]]] = defaultdict(list)
        for project, story in told:
            place = STEPS.index(story.until)
            if place >= STEPS.index("signed"):
                day = _entered(story, "signed")
                months[day.year, day.month].append((project, day))
            elif event := self._before(_entered(story, "talks"), after=True):
                day, number = event
                sign(
                    project_id=project, kind="intent", signed_on=day, event_id=number, number=story.intended,
                    parties=["示例县人民政府", story.investor], by=self.by, at=_at(day),
                )  # fmt: skip
        for (_, month), signed in sorted(months.items()):
            last = max(day for _, day in signed)
            number = _held(
                self.county, last, f"{last.year}年{month}月项目集中签约", kind="signing", level="county"
            )
            for project, day in signed:
                engagement.promote(event_id=number, project_id=project, by=self.by, at=_at(last))
                sign(
                    project_id=project, kind="formal", signed_on=day, event_id=number,
                    parties=["示例县人民政府"], by=self.by, at=_at(last),
                )  # fmt: skip

    def _came_from(self, project: int, story: Story) -> None:
        """Where a project came from, by the investor's word: an event before it began, else a channel."""
        if self.chance.random() < 0.3:
            return
        said: dict[str, Any] = {"project_id": project, "said_by": story.investor, "by": self.by}
        event = self._before(story.begins)
        if event is not None:
            day, number = event
            engagement.say_origin(**said, event_id=number, touched_on=day, at=_at(story.begins))
        if event is None or self.chance.random() < 0.4:
            channel = self.chance.choice(self.channels)
            engagement.say_origin(**said, channel_id=channel, touched_on=story.begins, at=_at(story.begins))

    def _met(self, project: int, story: Story) -> None:
        """A visit before the talks began, a call a week later."""
        day = min(story.begins + timedelta(days=story.pace // 2), self.county.today)
        later = min(day + timedelta(days=7), self.county.today)
        number = visits.save_visit(
            values={
                "direction": self.chance.choice(("out", "in")), "name": story.investor, "state": "made",
                "purpose": self.chance.choice(STORY_LINES), "begins_on": str(day), "place": "示例县",
                "ours": "演示主办、演示复核", "demands": "用地、用能和人才公寓", "promises": "一周内给出选址方案",
                "next_step": "送选址方案", "next_on": str(later), "notes": "内部备注：价格由县里定",
            },
            unit_id=story.unit, project_id=project, theirs=[("演示代表", "总经理")], by=self.by, at=_at(day),
        ).visit_id  # fmt: skip
        visits.do_next_step(visit_id=number, outcome="已送达", done_on=later, by=self.by, at=_at(later))
        call = {"name": story.investor, "method": "call", "on": str(later), "subject": "确认选址方案"}
        visits.save_interaction(
            values=call, unit_id=story.unit, project_id=project, by=self.by, at=_at(later)
        )

    def _before(self, day: date, *, after: bool = False) -> tuple[date, int] | None:
        """The last event before a day, or the first one from it on."""
        if after:
            return next((one for one in self.events if one[0] >= day), None)
        return next((one for one in reversed(self.events) if one[0] < day), None)


FORGOTTEN: Final = "无人跟进的推介会"


def signed_elsewhere(county: County) -> list[Planted]:
    """A contract that was signed at a fair, and as a new one at another fair."""
    story = county.honest("registered")
    project, day = county.tell(story), _entered(story, "signed")
    for place, when in enumerate((day, day + timedelta(days=story.pace))):
        event = _held(county, when, ("首签的洽谈会", "再签的洽谈会")[place], kind="fair", level="province")
        sign(
            project_id=project, kind="formal", signed_on=when, event_id=event, by=county.office, at=_at(when)
        )
    return [Planted("signed_at_another_event", (project,))]


def forgotten(county: County) -> list[Planted]:
    """An event that nobody followed up."""
    _held(county, county.today - timedelta(days=40), FORGOTTEN, kind="roadshow", level="county")
    return [Planted("follow_up_overdue", ())]


def two_units(county: County) -> list[Planted]:
    """Two units that plan to see the same firm."""
    firm, _, _ = county.investor()
    for place, unit in enumerate(("东园", "驻京招商处")):
        day = county.today + timedelta(days=3 + 5 * place)
        values = {
            "direction": "out", "name": firm, "purpose": "approach", "begins_on": str(day), "notes": "底价不外传"
        }  # fmt: skip
        visits.save_visit(values=values, unit_id=county.units[unit], by=county.office, at=_at(county.today))
    return [Planted("two_units_one_firm", ())]


def _held(
    county: County,
    day: date,
    name: str,
    *,
    kind: str,
    level: str,
    place: str = "示例县",
    campaign_id: int | None = None,
) -> int:
    values = {
        "name": name, "kind": kind, "level": level, "state": "held", "begins_on": str(day), "place": place
    }  # fmt: skip
    return engagement.save_event(
        values=values, unit_id=county.units["招商局"], campaign_id=campaign_id, by=county.office, at=_at(day)
    )


def _entered(story: Story, step: str) -> date:
    return story.begins + timedelta(days=story.pace * (STEPS.index(step) + 1))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(11)))
