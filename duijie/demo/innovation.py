"""Platforms: those that the documents of the demo case tell of, and science in the generated county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.demo.county import County, Planted, moment
from duijie.documents.queries import listing
from duijie.innovation.dealings.operations import save_contract, save_partnership, save_talent
from duijie.innovation.operations import add_untold, save_platform, save_record
from duijie.innovation.queries import told, untold

CONTRACTS: Final = (
    ("development", "北京", "示例研究院（北京）", 860_000), ("service", "天津", "示例检测（天津）", 240_000),
    ("transfer", "北京", "示例大学（北京）", 1_500_000), ("licence", "上海", "示例科技（上海）", 600_000),
    ("consulting", "江苏省", "", 180_000),
)  # fmt: skip


def carry(case: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Record every platform that the documents tell of, named or only counted; how many are new.

    None of them adds to the figure: each carries the entry that its document gave.
    """
    documents = {one.name: one.id for one in listing(viewer=by)}
    document_id = documents[case["platforms"]["document"]]
    made = 0
    for one in reversed(told(viewer=by)):
        values = {"kind": one.kind, "host": one.host, "name": one.name, "partners": one.partners}
        save_platform(values=values, told_key=one.key, document_id=document_id, by=by, at=at)
        made += 1
    for total in untold(viewer=by, as_of=own_region().closed_on or date.max, known_at=at):
        made += len(add_untold(entry_id=total.entry_id, count=total.rest, by=by, at=at))
    return made


def fill_science(
    *, projects: Sequence[int], units: Mapping[str, int], today: date, by: Actor, at: datetime
) -> None:
    """A few platforms with what happens there, people, contracts and partnerships, in fictional places."""
    unit, year = units["科技局"], today.year
    station = save_platform(
        values={
            "kind": "academician", "name": "示例院士工作站", "host": "示例晟帆轴承有限公司", "partners": "示例大学",
            "level": "provincial", "approved_by": "省科技厅", "document_number": f"示例科〔{year - 1}〕7号",
            "approved_on": f"{year - 1}-05-20", "valid_until": str(today + timedelta(days=700)), "note": "演示数据",
        },
        unit_id=unit, by=by, at=at,
    )  # fmt: skip
    outpost = save_platform(
        values={
            "kind": "outpost", "name": "示例研发中心（北京）", "host": "示例瀚陌汽配有限公司", "level": "county",
            "approved_by": "县科技局", "approved_on": f"{year - 1}-09-01", "place": "北京市海淀区", "area": "420",
            "operator": "示例孵化器（北京）有限公司", "cost": "900000", "note": "演示数据",
        },
        unit_id=unit, by=by, at=at,
    )  # fmt: skip
    for platform, kind, title, more in (
        (station, "project", "高速轴承材料联合攻关", {"number": "1200000"}),
        (station, "result", "发明专利1件", {}),
        (station, "check", f"{year - 1}年度考核", {"grade": "良好"}),
        (outpost, "incubated", "入驻孵化", {"firm": "示例云澈传感有限公司"}),
    ):
        values = {"kind": kind, "on": f"{year}-03-15", "title": title, **more}
        save_record(values=values, platform_id=platform, by=by, at=at)
    for project in projects[:2]:
        values = {"kind": "landed", "on": f"{year}-06-10", "title": "飞地孵化后回乡落地"}
        save_record(values=values, platform_id=outpost, project_id=project, by=by, at=at)
    for person, category, mode, more in (
        (
            "示例甲",
            "academician",
            "flexible",
            {"form": "adviser", "months": "3", "days": "38", "pay_source": "project_funds"},
        ),
        ("示例乙", "doctor", "full_time", {"pay_source": "host"}),
        ("示例丙", "expert", "flexible", {"form": "weekend", "days": "64", "pay_source": "host"}),
    ):
        values = {
            "person": person, "category": category, "mode": mode, "host": "示例晟帆轴承有限公司", "field": "轴承材料",
            "origin": "北京", "begins_on": f"{year}-02-01", "results": "演示数据", **more,
        }  # fmt: skip
        save_talent(values=values, platform_id=station, unit_id=unit, by=by, at=at)
    for place, (kind, region, other, amount) in enumerate(CONTRACTS):
        absorbed = bool(other)
        firm, theirs = "示例晟帆轴承有限公司", other or "示例装备（江苏）有限公司"
        here, there = "示例县", region
        sides = {"seller": theirs, "buyer": firm, "seller_region": there} if absorbed else {"seller": firm, "buyer": theirs, "buyer_region": there}  # fmt: skip
        done = place % 3 != 1
        save_contract(
            values={
                "title": f"{here}技术合同{place + 1}", "kind": kind, **sides, "flow": "absorbed" if absorbed else "exported",
                "amount": str(amount), "signed_on": f"{year}-0{place + 2}-10", "state": "registered" if done else "submitted",
                "registered_on": f"{year}-0{place + 3}-05" if done else "", "number": f"示例{year}{place + 1:04}" if done else "",
            },
            unit_id=unit, by=by, at=at,
        )  # fmt: skip
    save_partnership(
        values={
            "title": "共建轴承材料联合实验室", "kind": "platform", "firm": "示例晟帆轴承有限公司", "institution": "示例大学",
            "signed_on": f"{year - 1}-04-01", "ends_on": f"{year + 2}-03-31", "amount": "3000000", "paid": "1200000",
            "deliverables": "样件、测试报告", "patents": "2", "revenue": "8000000", "results": "演示数据",
        },
        platform_id=station, unit_id=unit, by=by, at=at,
    )  # fmt: skip


def two_stations(county: County) -> list[Planted]:
    """An academician in office who serves two stations at a time."""
    person = f"示例院士{county.investor()[0]}"
    for _ in range(2):
        _academician(county, person, "3")
    return [Planted("stations_above_limit", ())]


def short_months(county: County) -> list[Planted]:
    """An academician with whom two months a year are agreed."""
    _academician(county, f"示例院士{county.investor()[0]}", "2")
    return [Planted("months_below_limit", ())]


def run_out(county: County) -> list[Planted]:
    """A station whose validity is over in two months."""
    _station(county, county.today + timedelta(days=60))
    return [Planted("platform_runs_out", ())]


def _academician(county: County, person: str, months: str) -> None:
    station, host = _station(county, county.today + timedelta(days=700))
    save_talent(
        values={
            "person": person, "category": "academician", "mode": "flexible", "form": "adviser", "host": host,
            "begins_on": f"{county.today.year}-02-01", "months": months,
        },
        platform_id=station, unit_id=county.units["科技局"], by=county.office, at=moment(county.today),
    )  # fmt: skip


def _station(county: County, valid_until: date) -> tuple[int, str]:
    host, _, _ = county.investor()
    values = {
        "kind": "academician", "name": f"{host}院士工作站", "host": host, "level": "provincial",
        "approved_on": f"{county.today.year - 1}-05-20", "valid_until": str(valid_until), "note": "演示数据",
    }  # fmt: skip
    number = save_platform(
        values=values, unit_id=county.units["科技局"], by=county.office, at=moment(county.today)
    )
    return number, host
