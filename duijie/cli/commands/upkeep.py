# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie backup``, ``restore``, ``check``: keeping an installation safe and sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duijie.cli.errors import REFUSED
from duijie.cli.printing import Column, Format, FormatOption, chosen, show, show_one
from duijie.cli.progress import tracked
from duijie.cli.session import now, operator, start
from duijie.cli.words import say
from duijie.kernel.words import Words

COUNTED = (
    Column("records"), Column("added", number=True), Column("corrected", number=True), Column("derived", number=True),
)  # fmt: skip


def backup(
    file: Annotated[
        Path, typer.Argument(help="The archive to write; it must not exist.", metavar="FILE.tar.gz")
    ],
    form: FormatOption = None,
) -> None:
    """Write the database and the documents to one archive (备份). Safe while serving."""
    from duijie.cli.archive import backup as write

    done = write(home=_home(), target=file, at=now())
    words = Words(
        f"已备份到 {done.path}：文件 {done.documents} 份，{_size(done.size)}",
        f"Backed up to {done.path}: {done.documents} documents, {_size(done.size)}",
    )
    record = {"file": str(done.path), "documents": done.documents, "size": done.size, "made_at": done.made_at}
    show_one(record, form, [say(words)])


def restore(
    file: Annotated[
        Path, typer.Argument(help="An archive written by `duijie backup`.", metavar="FILE.tar.gz")
    ],
    form: FormatOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Where there is data already, move it aside first.")
    ] = False,
) -> None:
    """Put a backup into an empty installation (恢复). Stop the server first."""
    from duijie.cli.archive import restore as put_back

    done = put_back(home=_home(), archive=file, at=now(), force=force)
    lines = [
        say(
            Words(
                f"已恢复 {done.made_at} 的备份：文件 {done.documents} 份",
                f"Restored the backup of {done.made_at}: {done.documents} documents",
            )
        )
    ]
    if done.aside:
        lines.append(say(Words(f"原有数据移到 {done.aside}", f"What was there is in {done.aside}")))
    lines.append(
        say(Words("接着运行 duijie migrate 和 duijie check", "Now run duijie migrate and duijie check"))
    )
    record = {
        "file": str(done.path),
        "documents": done.documents,
        "made_at": done.made_at,
        "aside": str(done.aside) if done.aside else None,
    }
    show_one(record, form, lines)


def check(form: FormatOption = None) -> None:
    """Look for anything wrong with the installation (体检). Exit status 1 if anything is."""
    start()
    from duijie.cli.health import CHECKS, database_problems

    problems = database_problems()
    if not problems:
        viewer = operator()
        problems = [problem for name in tracked(list(CHECKS), "check") for problem in CHECKS[name](viewer)]
    if chosen(form) is Format.TABLE:
        for problem in problems or [say(Words("一切正常", "All is well"))]:
            typer.echo(problem)
    else:
        show_one({"problems": problems}, form, ())
    if problems:
        raise typer.Exit(REFUSED)


def repost(
    form: FormatOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say only what would change; exit status 1 if anything would.")
    ] = False,
) -> None:
    """Bring the ledger in step with projects, money received, leads, platforms and industries of parks (重新入账).

    After an update that counts more of them, or when the office changed its tables.
    """
    start()
    from django.db import transaction

    from duijie.cli.reposting import SOURCES

    by, rows, changed = operator(), [], False
    with transaction.atomic():
        for kind in tracked(list(SOURCES), "repost"):
            name, bring_in_step = SOURCES[kind]
            done = bring_in_step(by=by, at=now())
            told = {"added": done.added, "corrected": done.corrected, "derived": done.derived}
            rows.append({"kind": kind, "records": say(name), **told})
            changed |= bool(done)
        transaction.set_rollback(dry_run)
    show(rows, COUNTED, form, title=say(Words("重新入账", "The ledger in step with the records")))
    if dry_run and changed:
        raise typer.Exit(REFUSED)


def _home() -> Path:
    """The installation's folder. Raises where the database is not the one inside it."""
    start()
    from django.conf import settings

    from duijie.cli.archive import OtherDatabase

    home = Path(settings.DUIJIE_HOME)
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        raise OtherDatabase(home)
    return home


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB"
