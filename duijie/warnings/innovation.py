"""Rules about platforms and the people at them. They concern no project. Each asks the database a fixed number of times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from duijie.innovation.dealings.queries import findings
from duijie.innovation.queries import running_out
from duijie.kernel.words import Words
from duijie.warnings.types import Check, Scope, Warned, WarningRule


def stations_above_limit(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Somebody at more academicians' stations at a time than the law allows; one warning a person, without the name."""
    yield from _beyond("stations", rule, scope)


def months_below_limit(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Fewer months a year agreed at a station than the law asks for."""
    yield from _beyond("months", rule, scope)


def platform_runs_out(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """A platform that still runs, whose validity is over or ends within the days of the limit."""
    if scope.only is not None:
        return
    until = scope.today + timedelta(days=int(rule.limit))
    for number, name, valid_until in running_out(viewer=scope.viewer, today=scope.today, until=until):
        over = valid_until < scope.today
        reason = Words(
            f"{name}：有效期至 {valid_until}" + ("，已过期" if over else ""),
            f"{name}: valid until {valid_until}" + (", which is past" if over else ""),
        )
        yield Warned(rule, reason, (), (f"platform:{number}",))


CHECKS: Final[Mapping[str, Check]] = {
    check.__name__: check for check in (stations_above_limit, months_below_limit, platform_runs_out)
}


def _beyond(what: str, rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    if scope.only is not None:
        return
    told: set[tuple[int, ...]] = set()
    for one in findings(viewer=scope.viewer, today=scope.today):
        if one.rule != what or one.beyond <= rule.limit or one.together in told:
            continue
        told.add(one.together)
        reason = Words(f"{one.words.zh}（{one.source.zh}）", f"{one.words.en} ({one.source.en})")
        yield Warned(rule, reason, (), tuple(f"talent:{number}" for number in one.together))
