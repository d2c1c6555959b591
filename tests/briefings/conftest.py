"""The demo case, loaded once for a module, with two reviewers and a clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.operations import add_unit
from duijie.accounts.types import Actor
from duijie.demo.operations import load_demo
from tests.cast import (
    MORNING,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
    zhou_the_clerk,
)
from tests.kept import for_a_module

CLOSED = date(2015, 9, 24)


@dataclass(frozen=True)
class People:
    """Zhou writes, Lin and Mei review, He is a clerk of another unit."""

    lin: Actor
    mei: Actor
    zhou: Actor
    he: Actor


def made() -> People:
    load_demo(at=MORNING)
    wen = wen_the_administrator()
    units = [add_unit(name=name, parent_id=None, by=wen, at=MORNING) for name in ("招商局", "科技局")]
    return People(
        lin_the_reviewer(), mei_the_second_reviewer(), zhou_the_clerk(units[0]), he_the_clerk(units[1])
    )


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], People]]:
    with for_a_module(django_db_blocker, made) as held:
        yield held


@pytest.fixture
def people(db: None, loaded: Callable[[], People]) -> People:
    return loaded()
