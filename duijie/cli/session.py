# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""Opening the installation: Django's start-up, the clock, and the person at this machine."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

    from duijie.accounts.types import Actor


def start() -> None:
    """Set Django up, once. Takes about half a second, which is why commands that need no database do not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


_ACTING: ContextVar[str] = ContextVar("acting", default="")


def act_as(username: str) -> None:
    """Let all that follows be done by this user; empty for the machine's operator."""
    _ACTING.set(username)


def operator() -> Actor:
    """Start, and who acts: the person at this machine's command line, or the user named by ``--as``.

    Raises :class:`duijie.accounts.types.NoSuchUser`, and :class:`duijie.accounts.types.NotAllowed` for a guest.
    """
    start()
    from duijie.accounts.operations import local_operator
    from duijie.accounts.queries import person

    actor = person(username=name) if (name := _ACTING.get()) else local_operator()
    actor.must("see")
    return replace(actor, via="command")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class BetweenVersions(RuntimeError):
    """The database stopped between migrations that are one by now; says which version goes on from there."""

    def __init__(self, package: str, last: str) -> None:
        super().__init__(
            f"the tables of {package} are of a version between two: the migrations up to {last} have become one."
            f" Run `duijie migrate` of a version that still has {last}, then this one."
        )


def migrate() -> int:
    """Bring the database up to date; how many migrations were applied. May raise :class:`BetweenVersions`."""
    start()
    from django.core.management import call_command

    from duijie.cli.tables import make_tables

    executor = _executor()
    pending = len(_missing(executor))
    if pending:
        make_tables()
        call_command("migrate", interactive=False, verbosity=0)
    else:
        # Migrations that became one are noted under its name, so that it need not name them for ever.
        executor.check_replacements()
    return pending


def pending_migrations() -> list[str]:
    """Migrations that the code has and the database has not, as ``app.name``. May raise :class:`BetweenVersions`."""
    return _missing(_executor())


def _executor() -> MigrationExecutor:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def _missing(executor: MigrationExecutor) -> list[str]:
    # Django leaves a package that stopped in between out of its plan and says nothing.
    for (package, _), one in executor.loader.replacements.items():
        held = [replaced in executor.loader.applied_migrations for replaced in one.replaces]
        if any(held) and not all(held):
            raise BetweenVersions(package, ".".join(one.replaces[-1]))
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_migrated() -> bool | None:
    """Whether the database is up to date; ``None`` where it cannot be asked."""
    from django.db import DatabaseError, InterfaceError

    try:
        return not pending_migrations()
    except BetweenVersions:
        return False
    except (DatabaseError, InterfaceError):
        return None
