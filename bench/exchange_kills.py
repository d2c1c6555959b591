"""Kill the process at random moments while it applies and undoes an import: all or nothing, each time.

``python -m bench.exchange_kills [KILLS] [ROWS]``; on PostgreSQL with DATABASE_URL set to an empty database.
Exit status 1 where a kill left anything between.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.apps import apps

from duijie.cli.session import migrate

ROOT = Path(__file__).resolve().parents[1]


def run(home: Path, *words: str) -> str:
    """One act in a process of its own, on the installation under ``home``."""
    done = subprocess.run(
        command(*words), env=surroundings(home), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bench.exchange_kills", "child", *words]


def surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ, "DUIJIE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings",
        "DUIJIE_SECRET_KEY": "only-here",
    }  # fmt: skip


def kills(number: int, rows: int, home: Path, seed: int = 1) -> dict[str, int]:
    """So many kills, half of them while applying, half while undoing; how often nothing, all, or something between."""
    chance = random.Random(seed)
    before, after, traces, lasts = json.loads(run(home, "setup", str(rows)))
    found = {"nothing": 0, "all": 0, "between": 0, "undo left traces": traces}
    state = "previewed"
    for place in range(number):
        if place and place % 10 == 0:
            print(f"{place} kills: {found}", file=sys.stderr, flush=True)
        # The import stands applied or not; the next act is the other one.
        act, was, becomes = ("undo", after, before) if state == "applied" else ("apply", before, after)
        child = subprocess.Popen(
            command(act, str(rows)), env=surroundings(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        # A process just begun is slower than the one that was timed; some acts are to end before the kill.
        time.sleep(chance.random() * 3 * lasts)
        child.kill()
        child.wait()
        state, left = json.loads(run(home, "look"))
        done = state == {"apply": "applied", "undo": "undone"}[act]
        if left == becomes and done:
            found["all"] += 1
        else:
            found["nothing" if left == was and not done else "between"] += 1
    return found


def child(act: str, rows: int) -> None:
    django.setup()
    # Models can be imported only now.
    from tests.factories.books import OWN, Keeping  # noqa: PLC0415

    def dump() -> str:
        told: dict[str, Any] = {}
        for model in apps.get_models():
            if model.__module__.startswith("duijie.") and model._meta.label not in OWN:
                names = sorted(f.attname for f in model._meta.concrete_fields if f.attname not in VOLATILE)
                told[model._meta.label] = sorted(map(str, model._base_manager.values_list(*names)))
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    if act == "setup":
        migrate()
    book = Keeping(made_sheet(rows))
    if act == "setup":
        book.prepare()
        before = dump()
        started = time.perf_counter()
        book.apply()
        lasts = time.perf_counter() - started
        after = dump()
        book.undo()
        traces = int(dump() != before)
        book.prepare()
        print(json.dumps([before, after, traces, lasts]))
    elif act == "look":
        print(json.dumps([book.state(), dump()]))
    else:
        if act == "apply" and book.state() == "undone":
            book.prepare()
        print("begin", flush=True)
        book.apply() if act == "apply" else book.undo()


VOLATILE = {
    "id",
    "at",
    "recorded_at",
    "code",
    "search",
    "key",
    "evidence",
    "project_id",
    "stage_since",
    "status_since",
    "effective_on",
}
"""What differs between two applications of one sheet: numbers, moments and what is made of them."""


def made_sheet(rows: int, *, seed: int = 7) -> bytes:
    """A ledger sheet of made-up projects, as separated text."""
    chance = random.Random(seed)
    stages = ("储备", "在谈", "签约", "开工", "在建", "投产")
    lines = [
        "项目名称,投资方,总投资（万元）,固定资产投资（万元）,当前阶段,签约日期,责任单位,建设内容及规模,建设地点,用地（亩）,备注"
    ]
    for number in range(rows):
        wan = chance.randint(500, 300_000)
        lines.append(
            f"年产{chance.randint(1, 900)}万件第{number}号产品项目,第{number // 3}号实业有限公司,{wan},{wan * 7 // 10},"
            f"{chance.choice(stages)},2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02},招商局,"
            f"厂房{chance.randint(1, 9)}栋及配套设施,园区{chance.randint(1, 40)}号地块,{chance.randint(5, 400)},"
        )
    return "\n".join(lines).encode("gb18030")


def main() -> int:
    if sys.argv[1:2] == ["child"]:
        child(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
        return 0
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as home:
        found = kills(number, rows, Path(home))
    print(f"{number} kills of an import of {rows} rows: {found}")
    return int(found["between"] + found["undo left traces"] > 0)


if __name__ == "__main__":
    sys.exit(main())
