"""A warning and the rule behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

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
    """Where a rule looks: the projects that the viewer reads, on a day; ``only`` narrows it to one project."""

    projects: QuerySet[Project]
    today: date
    only: int | None = None


Check = Callable[[WarningRule, Scope], Iterator[Warned]]
