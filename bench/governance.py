# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Medians of pages of governance, innovation and agreements at the server.

20,000 tasks, 2,000 policies, 5,000 platforms, 20,000 technology contracts, 5,000 agreements with 15,000 clauses.

    python -m bench.governance [TASKS]
    python tools/with_postgres.py python -m bench.governance [TASKS]
    python tools/with_postgres.py --keep FOLDER python -m bench.governance --home FOLDER/home [TASKS]

The last keeps what was made, and asks it again the next time. Five years of a county's tasks: wholes with four parts each, three reports a part, a third of them open. Each page is
asked for through Django's test client (middleware, session, queries and template, no network), again and again while
nothing is written and then each time as the first after a report of progress. ``own`` is this process's own time, which
a busy machine does not lengthen. The peer in the same run is the sign-in page, which reads none of it.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bench.parks import LIMIT_MS, timed

TASKS, PARTS, UNITS, YEARS = 20_000, 4, 60, 5
AT = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
TODAY = date(2024, 7, 1)
PASSWORD = "correct-horse"
AS_OF = f"as_of={TODAY}"
ADDRESSES = (
    f"/governance/?{AS_OF}",
    f"/governance/?{AS_OF}&body={{body}}",
    f"/governance/tasks/?{AS_OF}",
    f"/governance/tasks/?{AS_OF}&page=300",
    f"/governance/tasks/?{AS_OF}&light=red",
    f"/governance/tasks/?{AS_OF}&unit={{unit}}",
    f"/governance/tasks/?{AS_OF}&text=招商",
    f"/governance/tasks/{{task}}/?{AS_OF}",
    f"/governance/slips/?{AS_OF}",
    f"/governance/slips/?{AS_OF}&what=all",
    f"/governance/units/?{AS_OF}",
    f"/governance/units/{{unit}}/?{AS_OF}",
    "/governance/bodies/",
    f"/governance/bodies/{{body}}/?{AS_OF}",
    "/governance/policies/",
    "/governance/policies/?state=in_force&page=5",
    f"/governance/policies/{{policy}}/?{AS_OF}",
    "/agreements/",
    "/agreements/?due=overdue",
    "/agreements/?due=soon",
    "/agreements/due/",
    "/agreements/due/?days=90&page=3",
    "/innovation/",
    "/innovation/?state=soon",
    "/innovation/?text=青禾",
    "/innovation/outposts/",
    "/innovation/told/",
    "/innovation/{platform}/",
    "/innovation/contracts/",
    "/innovation/contracts/?state=registered&page=100",
    "/innovation/contracts/{contract}/",
    "/innovation/talent/",
    "/innovation/partnerships/",
)


def main() -> None:
    asked = argparse.ArgumentParser(
        prog="python -m bench.governance", description="Pages of governance, innovation and agreements."
    )
    asked.add_argument(
        "tasks", type=int, nargs="?", default=TASKS, help="at least 500; by default %(default)s"
    )
    asked.add_argument("--home", help="folder of files and of SQLite's database, kept; by default none is")
    given = asked.parse_args()
    tasks = max(given.tasks, 500)
    with tempfile.TemporaryDirectory() as made:
        os.environ["DUIJIE_HOME"] = given.home or made
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.ALLOWED_HOSTS.append("testserver")
        began = time.perf_counter()
        call_command("migrate", verbosity=0)
        from duijie.governance.models import Policy, Report, Task
        from duijie.innovation.models import Contract, Platform

        if not Task.objects.exists():
            fill(tasks)
        counts = (
            f"{model.objects.count():,} {model._meta.verbose_name_plural}"
            for model in (Task, Report, Policy, Platform, Contract)
        )
        print(f"{connection.vendor}: {', '.join(counts)}, ready in {time.perf_counter() - began:.0f} s")
        measure()


def fill(tasks: int) -> None:
    """Bodies, policies and tasks with what was told of them; platforms, people, contracts and partnerships."""
    from django.db import connection, transaction

    from duijie.accounts.operations import add_unit, local_operator

    chance, by = random.Random(1), local_operator()
    office = add_unit(name="试办公室", by=by, at=AT)
    units = [add_unit(name=f"试单位{n}", parent_id=office, by=by, at=AT) for n in range(UNITS)]
    own: dict[str, Any] = {"at": AT, "by_id": by.user_id}
    with transaction.atomic():
        governed(tasks, units, own, chance)
        innovative(tasks, units, own, chance)
        agreed(tasks, units, own, chance)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def governed(tasks: int, units: list[int], own: dict[str, Any], chance: random.Random) -> None:
    """Leading groups, policies, and wholes with their parts; what lies two years back is signed off."""
    from duijie.governance.models import Body, Mark, Milestone, Policy, Report, Seat, Slip, Task

    bodies = Body.objects.bulk_create(
        Body(name=f"领导小组{n}", kind="leading_group", unit_id=units[n % len(units)], **own)
        for n in range(20)
    )
    Seat.objects.bulk_create(
        Seat(body=body, role="head" if n == 0 else "member", post=f"职务{n}", **own)
        for body in bodies for n in range(20)
    )  # fmt: skip
    policies = Policy.objects.bulk_create(
        [
            Policy(
                title=f"关于加快承接产业转移的意见（{n}）", number=f"试政发〔{2019 + n % 5}〕{n}号", issuer="试县人民政府",
                unit_id=chance.choice(units), body=bodies[n % 20] if n % 4 == 0 else None,
                issued_on=TODAY - timedelta(days=chance.randrange(365 * YEARS)), valid_until=TODAY + timedelta(days=n % 900),
                text="由县招商局牵头，年底前引进亿元以上项目不少于10个。\n加强宣传，优化营商环境。\n" * 20, **own,
            )
            for n in range(tasks // 10)
        ],
        batch_size=500,
    )  # fmt: skip
    wholes = [
        Task(
            title=f"招商引资总任务{n}", unit_id=chance.choice(units), policy=policies[n % len(policies)], body=bodies[n % 20],
            begins_on=(first := TODAY - timedelta(days=chance.randrange(365 * YEARS))), due_on=first + timedelta(days=360),
            scheme=chance.choice(("own", "own", "own", "wuhan", "sanya-district", "haikou")), **own,
        )
        for n in range(tasks // (PARTS + 1))
    ]  # fmt: skip
    Task.objects.bulk_create(wholes, batch_size=1000)
    parts = [
        Task(
            above=whole, title=f"引进项目{n}（{whole.title}）", unit_id=chance.choice(units), policy_id=whole.policy_id,
            body_id=whole.body_id, begins_on=whole.begins_on, due_on=whole.due_on, scheme=whole.scheme, **own,
        )
        for whole in wholes for n in range(PARTS)
    ]  # fmt: skip
    Task.objects.bulk_create(parts, batch_size=1000)
    over = TODAY - timedelta(days=250)
    for row in (*wholes, *parts):
        row.path = f"/{row.above_id}/{row.pk}/" if row.above_id else f"/{row.pk}/"
        if row.due_on < over:
            row.state, row.closed_on = "signed_off", row.due_on
    Task.objects.bulk_update([*wholes, *parts], ["path", "state", "closed_on"], batch_size=500)
    Mark.objects.bulk_create(
        [
            Mark(task=row, act="signed_off", on=row.closed_on, **own)
            for row in (*wholes, *parts)
            if row.closed_on
        ],
        batch_size=1000,
    )
    Report.objects.bulk_create(
        [
            Report(
                task=row, on=row.begins_on + timedelta(days=on), percent=Decimal(min(100, at * 34 + chance.randrange(-15, 10))),
                text="进展顺利", proof="台账", verdict="accepted" if at < 3 else "", **own,
            )
            for row in parts
            for at, on in ((1, 110), (2, 220), (3, 330))
            if row.begins_on + timedelta(days=on) <= TODAY
        ],
        batch_size=1000,
    )  # fmt: skip
    Milestone.objects.bulk_create(
        [
            Milestone(task=row, title="过半", due_on=row.begins_on + timedelta(days=180), share=50, **own)
            for row in parts[:: 3]
        ],
        batch_size=1000,
    )  # fmt: skip
    Slip.objects.bulk_create(
        [
            Slip(
                task=row, kind="urge", year=2024, serial=n, unit_id=row.unit_id, text="请抓紧", issued_on=TODAY - timedelta(days=n % 60),
                answer_by=TODAY + timedelta(days=n % 20 - 10), answered_on=TODAY if n % 3 else None, **own,
            )
            for n, row in enumerate([one for one in parts if one.state == "open"][:: 5], 1)
        ],
        batch_size=1000,
    )  # fmt: skip


def innovative(tasks: int, units: list[int], own: dict[str, Any], chance: random.Random) -> None:
    """A quarter as many platforms as tasks, as many contracts, half as many people and partnerships."""
    from duijie.innovation.models import Contract, Partnership, Platform, PlatformRecord, Talent

    kinds = ("academician", "postdoctoral", "laboratory", "institute", "outpost", "incubator_outpost")
    platforms = Platform.objects.bulk_create(
        [
            Platform(
                key=f"platform:{n}", told_on=TODAY, name=f"青禾研发平台{n}", kind=kinds[n % 6], host=f"青禾{n % 900}种业有限公司",
                partners="云州大学", level="provincial", approved_on=TODAY - timedelta(days=n % 2000),
                valid_until=TODAY + timedelta(days=n % 1500 - 300), unit_id=chance.choice(units), place="北京市海淀区", **own,
            )
            for n in range(tasks // 4)
        ],
        batch_size=500,
    )  # fmt: skip
    PlatformRecord.objects.bulk_create(
        [
            PlatformRecord(platform=row, kind=kind, on=TODAY - timedelta(days=n % 900), title="轴承中试线", **own)
            for n, row in enumerate(platforms) for kind in ("project", "landed")
        ],
        batch_size=1000,
    )  # fmt: skip
    Talent.objects.bulk_create(
        [
            Talent(
                person=f"沈文{n}", category=("academician", "doctor", "expert")[n % 3], mode="flexible", host=f"青禾{n % 900}种业有限公司",
                platform=platforms[n % len(platforms)], begins_on=TODAY - timedelta(days=n % 1500), months=Decimal(3),
                unit_id=chance.choice(units), **own,
            )
            for n in range(tasks // 2)
        ],
        batch_size=1000,
    )  # fmt: skip
    Contract.objects.bulk_create(
        [
            Contract(
                title=f"复合材料开发{n}", kind="development", seller="云州大学", seller_region=("110000", "120000", "310000")[n % 3],
                buyer=f"青禾{n % 900}种业有限公司", buyer_region="130000", flow="absorbed", amount=Decimal(chance.randrange(10**5, 10**7)),
                signed_on=TODAY - timedelta(days=n % 1800), state="registered" if n % 2 else "signed",
                registered_on=TODAY - timedelta(days=n % 1800) if n % 2 else None, number=f"2024{n:07}" if n % 2 else "",
                unit_id=chance.choice(units), **own,
            )
            for n in range(tasks)
        ],
        batch_size=1000,
    )  # fmt: skip
    Partnership.objects.bulk_create(
        [
            Partnership(
                title=f"联合攻关{n}", kind="research", firm=f"青禾{n % 900}种业有限公司", institution="云州大学",
                signed_on=TODAY - timedelta(days=n % 1800), unit_id=chance.choice(units), **own,
            )
            for n in range(tasks // 2)
        ],
        batch_size=1000,
    )  # fmt: skip


def agreed(tasks: int, units: list[int], own: dict[str, Any], chance: random.Random) -> None:
    """A quarter as many signed agreements as tasks, each with three clauses that fall due; most are met by now."""
    from duijie.agreements.models import Agreement, Clause, Step

    kinds, some = ("investment", "strategic"), ("investment", "tax", "jobs")
    agreements = Agreement.objects.bulk_create(
        [
            Agreement(
                kind=kinds[n % 2], title=f"投资协议{n}", unit_id=chance.choice(units), state="signed", search=f"投资协议{n}",
                state_since=(day := TODAY - timedelta(days=n % 1800)), signed_on=day, valid_until=day + timedelta(days=1830), **own,
            )
            for n in range(tasks // 4)
        ],
        batch_size=500,
    )  # fmt: skip
    clauses = Clause.objects.bulk_create(
        [
            Clause(agreement=row, side="theirs", kind=kind, text="于约定日期前完成", **own)
            for row in agreements for kind in some
        ],
        batch_size=1000,
    )  # fmt: skip
    Step.objects.bulk_create(
        [
            Step(clause=row, due_on=TODAY + timedelta(days=n % 900 - 700), done="met" if n % 900 < 700 and n % 5 else "", **own)
            for n, row in enumerate(clauses)
        ],
        batch_size=1000,
    )  # fmt: skip


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from duijie.accounts.models import Unit, User
    from duijie.accounts.operations import add_user
    from duijie.governance.models import Body, Policy, Report, Task
    from duijie.innovation.models import Contract, Platform

    unit = Unit.objects.get(name="试单位7").pk
    if not User.objects.filter(username="auditor").exists():
        add_user(username="auditor", password=PASSWORD, display_name="审计", role="auditor", unit_id=unit)
    reader, nobody = Client(), Client()
    reader.post("/sign-in/", {"username": "auditor", "password": PASSWORD})
    open_part = Task.objects.filter(state="open", above__isnull=False).latest("pk")
    numbers = {
        "unit": unit, "task": open_part.pk, "body": Body.objects.latest("pk").pk, "policy": Policy.objects.latest("pk").pk,
        "platform": Platform.objects.latest("pk").pk, "contract": Contract.objects.latest("pk").pk,
    }  # fmt: skip

    def write() -> None:
        Report.objects.create(task=open_part, on=TODAY, percent=50, text="过半", at=AT, by_id=open_part.by_id)

    def page(browser: Client, address: str) -> Callable[[], None]:
        asked = address.format(**numbers)

        def ask() -> None:
            assert browser.get(asked).status_code == 200, asked

        return ask

    rows: Iterable[tuple[str, Callable[[], None]]] = (
        *((address, page(reader, address)) for address in ADDRESSES),
        ("peer: sign-in page", page(nobody, "/sign-in/")),
    )
    print(f"{'':46} {'median':>10} {'own':>10} {'after a write':>13} {'own':>10}")
    for name, ask in rows:
        with CaptureQueriesContext(connection) as told:
            ask()
        queries = len(told)
        standing, own = timed(ask)
        first, own_first = timed(ask, write)
        mark = "" if max(standing, first) <= LIMIT_MS else f"  above {LIMIT_MS} ms"
        print(
            f"{name.replace(f'?{AS_OF}&', '?').removesuffix(f'?{AS_OF}'):46} {standing:7.1f} ms {own:7.1f} ms "
            f"{first:10.1f} ms {own_first:7.1f} ms  {queries:3} queries{mark}",
            flush=True,
        )


if __name__ == "__main__":
    main()
