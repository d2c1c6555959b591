# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""What ``duijie check`` looks at. Each check yields its problems, one line each, with the remedy."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from duijie.accounts.types import Actor
from duijie.cli.session import BetweenVersions, now, pending_migrations

# What pages cannot do without; `make assets` puts it there.
ASSETS: Final = ("vendor/tabler.css", "vendor/htmx.js", "vendor/echarts.js", "vendor/icons.svg")

Check = Callable[[Actor], Iterator[str]]


def database_problems() -> list[str]:
    """Whether the database answers and is up to date. Where it does not, nothing else can be asked."""
    from django.db import DatabaseError, InterfaceError, connection

    try:
        connection.ensure_connection()
        pending = pending_migrations()
    except (DatabaseError, InterfaceError) as refused:
        return [f"database: cannot be reached ({refused}). Check DATABASE_URL and DUIJIE_HOME."]
    except BetweenVersions as stuck:
        return [f"database: {stuck}"]
    if pending:
        return [f"database: {len(pending)} migrations are missing. Run `duijie migrate`."]
    return []


def database_is_whole(viewer: Actor) -> Iterator[str]:
    """SQLite's own examination, and that no row points at one that is not there."""
    from django.db import IntegrityError, connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            for (verdict,) in cursor.fetchall():
                if verdict != "ok":
                    yield f"database: {verdict}. Restore a backup."
    try:
        connection.check_constraints()
    except IntegrityError as broken:
        yield f"database: {broken}. Restore a backup."


def files_are_whole(viewer: Actor) -> Iterator[str]:
    """Every document's file is there and has the hash under which it was received."""
    from duijie.documents import queries
    from duijie.documents.operations import file_path
    from duijie.kernel.ids import digest

    for document in queries.listing(viewer=viewer, limit=queries.count(viewer=viewer)):
        path = file_path(document.sha256)
        try:
            whole = digest(path.read_bytes()) == document.sha256
        except OSError as refused:
            yield f"document {document.id}: its file {path} cannot be read ({refused.strerror}). Restore a backup."
            continue
        if not whole:
            yield f"document {document.id}: its file {path} was changed. Restore a backup."


def places_hold(viewer: Actor) -> Iterator[str]:
    """Every statement stands inside its document's text."""
    from duijie.documents import queries
    from duijie.evidence.queries import of_document

    for document in queries.listing(viewer=viewer, limit=queries.count(viewer=viewer)):
        length = len(queries.original_text(document_id=document.id, viewer=viewer))
        for one in of_document(document_id=document.id, viewer=viewer):
            if one.place.end > length or not one.place:
                yield f"statement {one.id}: its place is not in document {document.id}. Restore a backup."


def entries_rest_on_something(viewer: Actor) -> Iterator[str]:
    """Every entry in force leads back to characters of a document, or names its evidence."""
    from datetime import date

    from duijie.documents.queries import original_text
    from duijie.evidence.queries import by_ids
    from duijie.figures.registry import catalogue
    from duijie.ledger.queries import entries
    from duijie.reading.kinds import MEASURES
    from duijie.review.queries import facts_by_ids

    measures = {*MEASURES, *catalogue()}
    found = entries(measures=measures, as_of=date.max, known_at=now(), viewer=viewer)
    facts = facts_by_ids(fact_ids=[one.fact_id for one in found if one.fact_id is not None], viewer=viewer)
    statements = by_ids(statement_ids=[fact.statement_id for fact in facts.values()], viewer=viewer)
    texts = {
        number: original_text(document_id=number, viewer=viewer)
        for number in {one.document_id for one in statements.values()}
    }
    for entry in found:
        fact = facts.get(entry.fact_id) if entry.fact_id is not None else None
        statement = statements.get(fact.statement_id) if fact else None
        rests = statement.place.of(texts[statement.document_id]).strip() if statement else entry.evidence
        if not rests:
            yield f"entry {entry.id}: rests on nothing ({entry.label}). Take it out, or restore a backup."


def tables_hold(viewer: Actor) -> Iterator[str]:
    """Every table of rules, the office's own included, can be read and fits the others."""
    from duijie.credit.rules import splits
    from duijie.followup import rules as followup
    from duijie.funds.rules import promise_kinds, receipt_kinds
    from duijie.leads import rules as leads
    from duijie.pipeline import rules as pipeline
    from duijie.rulebook import WrongTable
    from duijie.vetting.rules import scorecards
    from duijie.warnings.find import rules as warnings

    for load in (
        pipeline.load, leads.load, followup.load, receipt_kinds, promise_kinds, scorecards, splits, warnings
    ):  # fmt: skip
        try:
            load()
        except WrongTable as wrong:
            yield f"rules: {wrong}"


def translations_are_compiled(viewer: Actor) -> Iterator[str]:
    """Every catalogue of translations has its compiled form, and it opens."""
    from django.conf import settings

    catalogues = [path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).rglob("*.po"))]
    if not catalogues:
        yield "translations: there are none. Install the whole package."
    for source in catalogues:
        compiled = source.with_suffix(".mo")
        try:
            with compiled.open("rb") as stream:
                gettext.GNUTranslations(stream)
        except (OSError, UnicodeError, ValueError) as wrong:
            yield f"translations: {compiled} cannot be used ({wrong}). Compile {source.name}."


def assets_are_there(viewer: Actor) -> Iterator[str]:
    """The third-party files of the pages are there and not empty."""
    from django.contrib.staticfiles import finders

    for name in ASSETS:
        found = finders.find(name)
        if not isinstance(found, str) or Path(found).stat().st_size == 0:
            yield f"assets: {name} is missing. Run `python tools/assets.py`."


CHECKS: Final[dict[str, Check]] = {
    "database": database_is_whole,
    "files": files_are_whole,
    "places": places_hold,
    "entries": entries_rest_on_something,
    "rules": tables_hold,
    "translations": translations_are_compiled,
    "assets": assets_are_there,
}
