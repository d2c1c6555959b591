"""A warning and the rule behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.pipeline.models import Project


@dataclass(frozen=True, slots=True)
class WarningRule:
    """A rule; see the head of ``warnings.toml``."""

    code: str
    name: Words
    limit: Decimal
    limit_of: Words
    effective_from: date
    effective_until: date | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """Why to look at one or several projects. ``rows`` name what it rests on: ``stage:12``, ``receipt:33`` …"""

    rule: WarningRule
    reason: Words
    project_ids: tuple[int, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule looks, on a day: the projects that the viewer reads, or one of them.

    ``sees`` and ``rows_seen`` are what the viewer reads as conditions on projects and on rows of projects.
    Rules about no project ask the ``viewer``. ``only`` is the one project, ``parts`` that one and the duplicates that were merged into it.
    """

    sees: Q
    rows_seen: Q
    today: date
    viewer: Actor
    only: int | None = None
    parts: tuple[int, ...] = ()

    @property
    def everywhere(self) -> QuerySet[Project]:
        """All projects that are read, also where one alone is looked at."""
        return Project.objects.filter(self.sees)

    @property
    def projects(self) -> QuerySet[Project]:
        """The projects looked at."""
        return self.everywhere if self.only is None else self.everywhere.filter(pk=self.only)

    def rows(self, path: str = "project_id") -> Q:
        """The condition on rows of the projects looked at."""
        return self.rows_seen if self.only is None else self.rows_seen & Q(**{f"{path}__in": self.parts})


Check = Callable[[WarningRule, Scope], Iterator[Warned]]
