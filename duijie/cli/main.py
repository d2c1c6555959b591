"""The program ``duijie``: its commands, and what holds for all of them.

Starting must be quick, so modules here import nothing heavy at their head: no Django, no rules, no tables.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from duijie import __version__
from duijie.cli import errors, session
from duijie.cli.commands import (
    acts,
    agreements,
    assessment,
    briefings,
    directory,
    documents,
    events,
    exchange,
    feed,
    figures,
    industry,
    introduce,
    leads,
    linking,
    organisations,
    outlook,
    parks,
    problems,
    projects,
    reading,
    reconcile,
    related,
    resolve,
    returns,
    review,
    serving,
    tasks,
    tokens,
    upkeep,
    visits,
)
from duijie.cli.words import speak

COMMON = ("--lang", "--as")
"""Options of the program that may stand anywhere."""


class Commands(TyperGroup):
    """Ends every command with a line and a status where something foreseeable went wrong."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What holds for all commands may stand before or after the command's name."""
        return super().parse_args(ctx, common_first(args))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; map what it raises in :mod:`duijie.cli.errors`."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            explained = errors.explained(error)
            if explained is None:
                raise
            status, message = explained
            errors.tell(message)
            raise typer.Exit(status) from error
        except SystemExit as error:
            # A wrong setting ends a process by itself; its line and status should be like all others.
            explained = errors.explained(error)
            if explained is None:
                raise
            errors.tell(explained[1])
            raise typer.Exit(explained[0]) from error


def common_first(args: Sequence[str]) -> list[str]:
    """The arguments with ``--lang X`` and ``--as X`` (or ``--lang=X`` …) moved to the front; what follows ``--`` stays."""
    front: list[str] = []
    rest: list[str] = []
    given = iter(args)
    for word in given:
        if word == "--":
            rest += [word, *given]
        elif word in COMMON:
            front += [word, *[value for value in [next(given, None)] if value is not None]]
        elif word.startswith(tuple(f"{one}=" for one in COMMON)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


app = typer.Typer(
    name="duijie",
    cls=Commands,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def top(
    ctx: typer.Context,
    lang: Annotated[
        Literal["zh", "en"] | None, typer.Option(help="Language of labels; by default the locale's.")
    ] = None,
    acting: Annotated[
        str | None,
        typer.Option(
            "--as",
            help="Act as this user, with their role and in their name; by default as this machine's operator.",
            envvar="DUIJIE_AS",
            metavar="USERNAME",
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """duijie (对接): investment promotion and industry docking in which every figure has a source.

    Exit status: 0 done, 1 not found or refused by a rule, 2 wrong use or bad input.
    """
    speak(lang)
    session.act_as(acting or "")
    if version:
        typer.echo(f"duijie {__version__}")
    elif ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


for command in (
    serving.run,
    serving.demo,
    reading.read,
    documents.add,
    documents.documents,
    documents.statements,
    review.review,
    review.post,
    review.names,
    organisations.organisations,
    organisations.organisation,
    figures.figures,
    feed.feed,
    reconcile.reconcile,
    related.related,
    outlook.forecast,
    industry.chains,
    industry.match,
    industry.prospects,
    industry.assign,
    introduce.introduce,
    parks.parks,
    parks.park,
    parks.fit,
    parks.allocate,
    briefings.brief,
    briefings.proof,
    projects.projects,
    projects.project,
    projects.warnings,
    leads.leads,
    agreements.agreements,
    agreements.agreement,
    agreements.screen,
    problems.problems,
    problems.problem,
    tasks.tasks,
    events.events,
    events.event,
    events.campaigns,
    events.channels,
    visits.visits,
    exchange.imports,
    exchange.undo,
    exchange.export,
    tokens.tokens,
    acts.acts,
    acts.may,
    returns.returns,
    assessment.assess,
    serving.migrate,
    upkeep.backup,
    upkeep.restore,
    upkeep.check,
    upkeep.repost,
):
    app.command()(command)

app.command("import")(exchange.import_)
directory.app.command()(organisations.duplicates)
directory.app.command()(resolve.resolve)
directory.app.command()(linking.link)
app.add_typer(directory.app, name="directory")


def main() -> None:
    """Entry point. Output is UTF-8 where it goes to a file or a pipe; a terminal keeps its encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    app(prog_name="duijie")


if __name__ == "__main__":
    main()
