# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""The one place that turns what went wrong into a line on standard error and an exit status.

0 done · 1 not found, or refused by a rule · 2 wrong use or bad input. Every exception class that the project
defines names its remedy in its message, so any of them may be shown as it is, in the language of the terminal where
it has both; anything else is a defect and keeps its traceback.
"""

from __future__ import annotations

import os
import sys
from typing import Final

import typer

REFUSED: Final = 1
WRONG: Final = 2


class WrongUse(ValueError):
    """The command line asks for something that makes no sense; says what would."""


def explained(error: BaseException) -> tuple[int, str] | None:
    """Exit status and message for a foreseeable error; ``None`` for a defect."""
    from duijie.cli.words import say
    from duijie.kernel.words import Told

    home = type(error).__module__
    if home.startswith("duijie."):
        message = say(error.words) if isinstance(error, Told) else str(error)
        return (WRONG if _is_bad_input(error) else REFUSED), message
    if home == "config.env":
        return WRONG, str(error)
    if home.startswith("django."):
        return _of_django(error)
    if isinstance(error, PermissionError | FileNotFoundError | IsADirectoryError | NotADirectoryError):
        return WRONG, f"{error.filename}: {error.strerror}. Check the path and who may read and write there."
    return None


def tell(message: str) -> None:
    """``duijie: …`` in red, on one line of standard error whatever the message holds."""
    colour = typer.colors.RED if sys.stderr.isatty() and not os.environ.get("NO_COLOR") else None
    typer.secho(f"duijie: {' '.join(message.split())}", err=True, fg=colour)


def _is_bad_input(error: BaseException) -> bool:
    from duijie.text.formats.source import CannotRead

    return isinstance(error, CannotRead | WrongUse)


def _of_django(error: BaseException) -> tuple[int, str] | None:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError

    if isinstance(error, ImproperlyConfigured):
        return WRONG, f"{error}. See docs/reference/settings.md."
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    from duijie.cli.session import is_migrated

    reason = str(error).strip().rstrip(".")
    if is_migrated() is False:
        return REFUSED, f"the database is not up to date ({reason}). Run `duijie migrate`."
    return REFUSED, f"the database cannot do this ({reason}). `duijie check` says more."
