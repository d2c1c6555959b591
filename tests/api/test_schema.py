"""Every endpoint under made-up requests: no failure of the program, no answer that the description lacks.

A few requests an endpoint; DUIJIE_THOROUGH=1 makes many more.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from pytest_django import DjangoDbBlocker
from schemathesis.specs.openapi.checks import positive_data_acceptance

from duijie.accounts.operations import issue_token
from duijie.leads.operations import register
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from tests.cast import (
    MIDYEAR,
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
    yunhe_county,
)
from tests.factories.agreements import drawn_up
from tests.factories.events import drive, fair
from tests.factories.governance import governed
from tests.factories.innovation import staffed
from tests.factories.notices import announced
from tests.factories.parks import furnished
from tests.factories.projects import opened
from tests.factories.reader import yuan
from tests.kept import for_a_module

THOROUGH = os.environ.get("DUIJIE_THOROUGH") == "1"
PHASES = tuple(Phase) if THOROUGH else (Phase.generate,)
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
# The character NUL is refused whatever a field says of itself; tests/api/test_entry.py asks for that.
schema.config.generation.update(allow_x00=False)
NUMBERS = {
    "project_id",
    "lead_id",
    "notice_id",
    "event_id",
    "campaign_id",
    "agreement_id",
    "body_id",
    "contract_id",
    "park_id",
    "platform_id",
    "plot_id",
    "policy_id",
    "task_id",
    "tenant_id",
    "organisation_id",
    "document_id",
}


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Every second number is that of a record that is there, so that more is tried than how its absence is told."""
    return {
        name: 1 if name in NUMBERS and isinstance(value, int) and value % 2 else value
        for name, value in (path_parameters or {}).items()
    }


def _one_of_every_sort() -> str:
    """A county with records for every endpoint; the token of Lin, who asks."""
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau()
    project = opened(lin, unit, MORNING)
    governed(lin, MORNING, unit)
    staffed(lin, unit, MORNING)
    furnished(lin, mei_the_second_reviewer(), unit, project, MORNING)
    enter(
        draft=Draft("item", "funds.received", "启明", yuan(300), key="receipt:1"), effective_on=MIDYEAR,
        evidence="回单", basis="reported", by=lin, at=MORNING,
    )  # fmt: skip
    announced(lin, mei_the_second_reviewer(), "funds.received", MIDYEAR)
    register(name="轴承", investor="恒远轴承有限公司", contact="陈", unit_id=unit, by=lin, at=MORNING)
    fair(lin, unit, MORNING, campaign_id=drive(lin, unit, MORNING))
    drawn_up(lin, unit, MORNING)
    return issue_token(
        username="lin",
        label="检验",
        scopes=("read", "write"),
        expires_at=None,
        by=wen_the_administrator(),
        at=MORNING,
    )[1]


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], str]]:
    with for_a_module(django_db_blocker, _one_of_every_sort) as made:
        yield made


@pytest.fixture
def token(db: None, _made: Callable[[], str]) -> Iterator[str]:
    text = _made()
    # A request's end closes connections that are done with; the test's own is not.
    for ends in (request_started, request_finished):
        ends.disconnect(close_old_connections)
    yield text
    for ends in (request_started, request_finished):
        ends.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=25 if THOROUGH else 4,
    phases=PHASES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_described(case: schemathesis.Case, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    if case.operation.method.upper() == "PATCH" or "If-Match" in str(case.operation.definition.raw):
        headers["If-Match"] = "*"
    # What is described rightly may still be refused: by a rule, a gate, a file that cannot be read.
    writes = case.operation.method.upper() != "GET"
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance] if writes else [])
