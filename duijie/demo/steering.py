"""How the fictional county is driven through its year: a leading group, a policy read for its tasks, chains, lights."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duijie.demo.county import County, moment
from duijie.governance.drawing.rules import proposals
from duijie.governance.operations import add_anchor, resolve, save_body, save_chain, save_policy, seat
from duijie.governance.overseeing.operations import answer, check, hand_out, sign_off
from duijie.governance.tasks.operations import give, report, set_steps
from duijie.kernel.quantity import Quantity

WORDS: Final = """示例县承接产业转移年度实施意见（演示）
一、工作目标
确保全年签约亿元以上项目40个，由招商局牵头。
力争年底前到位资金25亿元，由发改局牵头，招商局、开发区配合。
二、重点任务
9月底前，建成标准厂房6万平方米（东园牵头，开发区配合）。
第三季度组织赴京津招商活动不少于6场，由驻京招商处负责。
6月30日前，制定产业链招商图谱。
责任单位：科技局；配合单位：招商局
11月底前，西园污水处理二期建成投运（西园牵头，青禾镇、柳堡镇配合）。
青禾镇要在年底前引进项目不少于3个。
柳堡镇要在年底前盘活闲置土地300亩。
三、保障措施
加强组织领导，形成工作合力。
"""
# How far each task is at the ends of the quarters, in percent; by the order of the words.
COURSES: Final = (
    (20, 45, 70, 96), (10, 30, 60, 85), (30, 60, 100, 100), (0, 20, 70, 70), (50, 100, 100, 100), (20, 30, 45, 55),
    (0, 33, 33, 66), (0, 0, 10, 15),
)  # fmt: skip
SEATS: Final = (
    ("head", "县长"),
    ("deputy", "常务副县长"),
    ("deputy", "主管副县长"),
    ("member", "各部门主要负责人"),
)


def steer(county: County) -> int:
    """Tell the year's governance; how many tasks there are."""
    year, by, first = county.today.year, county.office, moment(date(county.today.year, 1, 8))
    day = date(year, 1, 8)
    group = save_body(
        values={"name": "示例县承接产业转移领导小组", "kind": "leading_group", "founded_on": str(day)},
        unit_id=county.units["招商局"], by=by, at=first,
    )  # fmt: skip
    for role, post in SEATS:
        seat(of="body", number=group, role=role, values={"post": post, "since": str(day)}, by=by, at=first)
    policy = save_policy(
        values={
            "title": "示例县承接产业转移年度实施意见（演示）", "issuer": "示例县政府", "number": f"示政发〔{year}〕1号",
            "issued_on": str(day), "valid_from": str(day), "valid_until": str(date(year + 1, 12, 31)), "text": WORDS,
        },
        unit_id=county.units["招商局"], body_id=group, by=by, at=first,
    )  # fmt: skip
    found = proposals(WORDS, dated_on=day)
    numbers: list[int] = []
    for one in found:
        lead = one.lead.name if one.lead else "招商局"
        quantity = one.quantities[-1].quantity if one.quantities else None
        numbers.append(
            give(
                title=one.title, unit_id=county.units[lead],
                helping=[county.units[each.name] for each in one.helping if each.name in county.units],
                begins_on=day, due_on=one.due.on if one.due else date(year, 12, 31), body_id=group, policy_id=policy,
                span=(one.span.start, one.span.end), quantity=quantity, by=by, at=first,
                scheme="yinchuan-progress" if len(numbers) == 1 else "own",
            )
        )  # fmt: skip
        _go(county, numbers[-1], COURSES[(len(numbers) - 1) % len(COURSES)], quantity)
    plan = resolve(
        body_id=group, by=by, at=moment(date(year, 9, 3)),
        values={"meeting": "领导小组第三次会议", "held_on": f"{year}-09-03", "text": "各单位年底前对本年签约未开工项目逐个过堂，形成整改清单。"},
    )  # fmt: skip
    numbers.append(_cleared(county, plan, group))
    for name, leader, unit, anchor in (
        ("橡塑制品产业链", "常务副县长", "发改局", "示例橡塑链主有限公司"),
        ("智能装备产业链", "主管副县长", "科技局", "示例装备链主有限公司"),
    ):
        chain = save_chain(values={"name": name}, unit_id=county.units[unit], body_id=group, by=by, at=first)
        seat(
            of="chain",
            number=chain,
            role="chief",
            values={"post": leader, "since": str(day)},
            by=by,
            at=first,
        )
        add_anchor(chain_id=chain, values={"name": anchor, "since": str(day)}, by=by, at=first)
    return len(numbers)


def _go(county: County, task: int, course: tuple[int, ...], quantity: Quantity | None) -> None:
    """Report at the end of each quarter; urge what lies behind, sign off what is done."""
    year = county.today.year
    for percent, (month, last) in zip(course, ((3, 31), (6, 30), (9, 30), (12, 30)), strict=True):
        day = date(year, month, last)
        number = quantity.number * percent / 100 if quantity else None
        made = report(
            task_id=task, on=day, percent=None if quantity else Decimal(percent), number=number, text="按季度填报进展（演示）",
            proof="季度佐证材料" if percent >= 30 else "", by=county.second, at=moment(day),
        )  # fmt: skip
        if percent >= 30:
            check(report_id=made, accept=True, by=county.office, at=moment(day + timedelta(days=1)))
        if percent == 100:
            sign_off(
                task_id=task, text="材料齐全，现场核实", by=county.by, at=moment(day + timedelta(days=1))
            )
            return
        if month == 9 and percent < 50:
            urged = moment(date(year, 10, 12))
            slip = hand_out(
                task_id=task,
                kind="urge",
                text="进度明显滞后，请说明原因和赶工安排",
                by=county.office,
                at=urged,
            )
            if percent > 20:
                answer(
                    slip_id=slip, text="已倒排工期，每周调度", by=county.second, at=moment(date(year, 10, 15))
                )
            else:
                hand_out(
                    task_id=task, kind="supervise", text="逾期未回复催办，现予督办", by=county.office,
                    at=moment(county.today - timedelta(days=1)),
                )  # fmt: skip


def _cleared(county: County, resolution: int, group: int) -> int:
    """A task out of a resolution, with parts and milestones."""
    year, by, at = county.today.year, county.office, moment(date(county.today.year, 9, 4))
    begins, due = date(year, 9, 4), date(year, 12, 31)
    whole = give(
        title="签约未开工项目逐个过堂", unit_id=county.units["招商局"], begins_on=begins, due_on=due, body_id=group,
        resolution_id=resolution, by=by, at=at,
    )  # fmt: skip
    for name, share in (("东园", 60), ("西园", 100)):
        part = give(
            title=f"{name}项目过堂",
            unit_id=county.units[name],
            begins_on=begins,
            due_on=due,
            above_id=whole,
            by=by,
            at=at,
        )
        steps = [("摸底清单", date(year, 9, 30), Decimal(30)), ("逐个过堂", date(year, 11, 30), Decimal(50))]
        set_steps(task_id=part, steps=steps, by=by, at=at)
        report(
            task_id=part, on=date(year, 12, 1), percent=Decimal(share), text="过堂完成情况（演示）", proof="过堂记录",
            by=county.second, at=moment(date(year, 12, 1)),
        )  # fmt: skip
    return whole
