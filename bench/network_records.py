# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Reading all ties of a county with 100,000 projects: seconds cold and after one write, what each source takes, memory.

    python -m bench.network_records [PROJECTS]

Seconds are the processor's. The peer in the same run is the bare read of the columns of projects that ties come of,
through Django and without a tie made of them. Where DUIJIE_HOME is set its records are read instead of made ones, and
one line is added to its audit.
"""

from __future__ import annotations

import os
import sys
import tempfile

from bench.network import memory, timed
from bench.pipeline import WANTED, fill


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else WANTED
    with tempfile.TemporaryDirectory() as empty:
        made = "DUIJIE_HOME" not in os.environ
        os.environ.setdefault("DUIJIE_HOME", empty)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        if made:
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            fill(wanted)
        measure()


def measure() -> None:
    from django.utils import timezone

    from duijie.accounts.operations import local_operator, log
    from duijie.pipeline.models import Project
    from duijie.relations.graph import SOURCES, graph
    from duijie.relations.sources.nodes import Nodes

    us, before = local_operator(), memory()
    held, cold = timed(lambda: graph(viewer=us))
    print(
        f"{len(held.network.ties):,} ties of {len(held.keys):,} nodes from {Project.objects.count():,} projects and all else"
    )
    print(
        f"cold {cold:.1f} s, again {timed(lambda: graph(viewer=us))[1] * 1e3:.1f} ms; at most {memory():.0f} MB held, {before:.0f} before"
    )
    log(by=us, at=timezone.now(), operation="note_names", subject="directory", added=[])
    print(f"after one write {timed(lambda: graph(viewer=us))[1]:.1f} s")
    nodes = Nodes(us)
    for source in SOURCES:
        count, took = timed(lambda: sum(1 for _ in source.ties(nodes)))  # noqa: B023
        if took > 0.05:
            print(f"  {source.code:12}{count:9,} ties{took:7.2f} s")
    names = (
        "pk",
        "unit_id",
        "organisation_id",
        "investor",
        "parent_group",
        "signed_on",
        "status",
        "status_since",
        "at",
    )
    print(
        f"peer, the rows of projects alone {timed(lambda: list(Project.objects.values_list(*names)))[1]:.1f} s"
    )


if __name__ == "__main__":
    main()
