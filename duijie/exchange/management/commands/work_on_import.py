"""Work on an import in a process of its own; the server begins it, people have ``duijie import``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from duijie.accounts.queries import by_number
from duijie.exchange.apart import ACTS, work


class Command(BaseCommand):
    """``work_on_import ACT IMPORT USER``: how far it is stands in the import's file."""

    help = "Work on an import beside the server, which begins this itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which act, on which import, for whom."""
        parser.add_argument("act", choices=tuple(ACTS))
        parser.add_argument("import_id", type=int)
        parser.add_argument("user", type=int)

    def handle(self, *_: Any, act: str, import_id: int, user: int, **__: Any) -> None:
        """Do it."""
        work(act=act, import_id=import_id, by=by_number(user_id=user), at=timezone.now())
