# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Medians of whole pages at the server, and how often each asks the database, at 100,000 projects with histories.

    python -m bench.pages [PROJECTS]
    python tools/with_postgres.py python -m bench.pages

Each page is asked for through Django's test client: middleware, session, queries and template, but no network. The
peers in the same run are the sign-in page, which shows what a page costs without any project, and Django's bare list
of 50 rows by offset from the middle.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.pipeline import LIMIT_MS, RUNS, TODAY, WANTED, fill, report

PASSWORD = "correct-horse"
ADDRESSES = (
    "/projects/",
    "/projects/?sort=largest",
    "/projects/?sort=longest&stage=signed",
    "/projects/?stage=building&band=300m",
    "/projects/?unit={unit}&sort=largest",
    "/projects/?industry=36",
    "/projects/?text=轴承",
    "/projects/?lacking=yes",
    "/projects/?lacking=yes&stage=signed&sort=largest",
    "/projects/?signed_from={year}-06-01&signed_until={year}-06-30",
    "/projects/?started_from={year}-01-01&sort=largest",
    "/projects/?column=received&column=light&column=investor",
    "/projects/board/",
    "/projects/board/?unit={unit}",
    "/projects/{project}/",
    "/projects/{project}/?part=warnings",
    "/projects/{project}/?part=money",
    "/projects/{project}/?part=papers",
    "/projects/{project}/?part=more",
    "/leads/",
    "/leads/?state=overdue",
    "/leads/{lead}/",
)
SLOW = ("/warnings/", "/warnings/?rule=signed_silent", "/waiting/")


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else WANTED
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUIJIE_HOME"] = str(Path(home))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("migrate", verbosity=0)
        fill(wanted)
        from duijie.pipeline.models import Project

        print(f"{connection.vendor}: {Project.objects.count():,} projects")
        measure()


def measure() -> None:
    from django.test import Client

    from duijie.accounts.models import Unit
    from duijie.accounts.operations import add_user
    from duijie.leads.models import Lead
    from duijie.pipeline.models import Project

    unit = Unit.objects.get(name="开发区").pk
    add_user(username="clerk", password=PASSWORD, display_name="经办", role="clerk", unit_id=unit)
    add_user(username="auditor", password=PASSWORD, display_name="审计", role="auditor")
    some = Project.objects.filter(stage="building", confidential=False).order_by("-pk").first()
    lead = Lead.objects.filter(state="open", holder=unit).order_by("-pk").first()
    assert some is not None and lead is not None
    clerk, auditor, nobody = (Client() for _ in range(3))
    for browser, name in ((clerk, "clerk"), (auditor, "auditor")):
        browser.post("/sign-in/", {"username": name, "password": PASSWORD})

    def page(browser: Client, address: str) -> Callable[[], Any]:
        asked = address.format(unit=unit, year=TODAY.year, project=some.pk, lead=lead.pk)

        def ask() -> None:
            assert browser.get(asked).status_code == 200, asked

        return ask

    def by_offset() -> None:
        middle = Project.objects.count() // 2
        list(Project.objects.order_by("-rank", "-id").select_related("unit")[middle : middle + 50])

    print(f"{'':34}{'median ms':>10}{'least':>9}{'own CPU':>9}{'queries':>9}")
    timed = {address: report(address[:33], page(clerk, address), RUNS) for address in ADDRESSES}
    bare = report("peer: sign-in page", page(nobody, "/sign-in/"), RUNS)
    report("peer: 50 rows by offset", by_offset, RUNS)
    for address in SLOW:
        report(address, page(auditor, address), 3)
    print(f"list over sign-in page: {timed['/projects/'] / bare:.1f}")
    late = [address for address, median in timed.items() if median > LIMIT_MS]
    print(f"above {LIMIT_MS} ms: {', '.join(late) or 'none'}")


if __name__ == "__main__":
    main()
