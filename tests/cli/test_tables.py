"""Tables made at once are the tables that the migrations make."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from duijie.cli.health import database_problems
from duijie.cli.session import is_migrated
from tests.cli.running import duijie, process

ROOT = Path(__file__).resolve().parents[2]


def schema(database: Path) -> dict[str, Any]:
    """Of each table: columns, checks, foreign keys and indexes, whatever their order and the names Django gives."""
    found = {}
    with sqlite3.connect(database) as held:
        for name, made in held.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = {row[1:4] + row[5:] for row in held.execute(f"PRAGMA table_info('{name}')")}
            keys = {row[2:5] for row in held.execute(f"PRAGMA foreign_key_list('{name}')")}
            where = dict(held.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
            indexes = sorted(
                repr(
                    (
                        one[2],
                        [row[2:5] for row in held.execute(f"PRAGMA index_xinfo('{one[1]}')")],
                        (where.get(one[1]) or "").partition(" WHERE ")[2],
                    )
                )
                for one in held.execute(f"PRAGMA index_list('{name}')")
            )
            found[name] = (columns, sorted(re.findall(r"CHECK \(.*?\)(?=,|\)$)", made)), keys, indexes)
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes SQLite's tables, whatever the tests run on")
def test_both_ways_end_in_one_schema(tmp_path: Path) -> None:
    at_once, step_by_step = tmp_path / "at-once", tmp_path / "step-by-step"
    at_once.mkdir()
    step_by_step.mkdir()
    assert process("migrate", home=at_once).rows[0]["applied"] > 0
    assert process("migrate", home=at_once).rows == [{"applied": 0}]
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env={**os.environ, "DUIJIE_HOME": str(step_by_step), "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )  # fmt: skip
    ours, theirs = (schema(folder / "duijie.sqlite3") for folder in (at_once, step_by_step))
    assert ours.keys() == theirs.keys()
    assert {name: ours[name] for name in ours if ours[name] != theirs[name]} == {}


@pytest.fixture
def of_yesterday(db: None) -> Iterator[MigrationRecorder]:
    """The record of a database that took the steps of which one was made since."""
    with override_settings(MIGRATION_MODULES={}):
        recorder = MigrationRecorder(connection)
        with connection.cursor() as cursor:
            cursor.execute(connection.SchemaEditorClass(connection).table_sql(recorder.Migration)[0])
        for key, one in MigrationLoader(None).disk_migrations.items():
            for app, name in one.replaces or [key]:
                recorder.record_applied(app, name)
        yield recorder


def test_steps_that_became_one_count_as_that_one(of_yesterday: MigrationRecorder) -> None:
    assert ("ledger", "0006_erasure") in of_yesterday.applied_migrations()
    assert duijie("migrate").rows == [{"applied": 0}]
    assert ("ledger", "0001_tables") in of_yesterday.applied_migrations()
    assert is_migrated() is True


def test_a_database_from_between_is_not_taken_for_done(of_yesterday: MigrationRecorder) -> None:
    of_yesterday.record_unapplied("portal", "0003_topics")
    ran = duijie("migrate")
    assert (ran.status, ran.out) == (1, "") and "still has portal.0003_topics" in ran.err
    assert database_problems() == [f"database: {ran.err.removeprefix('duijie: ').strip()}"]
    assert is_migrated() is False


POSTGRES = {
    "columns": (
        "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, numeric_precision"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    "constraints": (
        "SELECT conrelid::regclass::text, contype, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"
    ),
    "indexes": "SELECT tablename, regexp_replace(indexdef, ' INDEX [^ ]+ ', ' INDEX ') FROM pg_indexes WHERE schemaname = 'public'",
}

# Django's own are numbered by 32 bits where its migrations make them.
DJANGOS = ("auth_", "django_")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="wants PostgreSQL")
def test_both_ways_end_in_one_schema_on_postgresql() -> None:
    psycopg = pytest.importorskip("psycopg")

    def read(cursor: Any) -> dict[str, set[tuple[Any, ...]]]:
        found = {}
        for name, query in POSTGRES.items():
            cursor.execute(query)
            found[name] = {row for row in cursor.fetchall() if not row[0].startswith(DJANGOS)}
        return found

    settings = connection.settings_dict
    other = f"{settings['NAME']}_by_steps"
    with connection.cursor() as cursor:
        ours = read(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
        cursor.execute(f'CREATE DATABASE "{other}"')
    address = f"postgresql://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{other}"
    try:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT, env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
        )  # fmt: skip
        with psycopg.connect(address) as theirs, theirs.cursor() as cursor:
            by_steps = read(cursor)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
    assert {name: ours[name] ^ by_steps[name] for name in ours} == {name: set() for name in ours}
