"""Every endpoint under made-up requests: no failure of the program, no answer that the description lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from duijie.accounts.operations import issue_token
from tests.cast import MORNING, lin_the_reviewer, wen_the_administrator, yunhe_county

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture
def token(db: None) -> Iterator[str]:
    yunhe_county()
    lin_the_reviewer()
    _, text = issue_token(
        username="lin",
        label="检验",
        scopes=("read", "write"),
        expires_at=None,
        by=wen_the_administrator(),
        at=MORNING,
    )
    # A request's end closes connections that are done with; the test's own is not.
    for ends in (request_started, request_finished):
        ends.disconnect(close_old_connections)
    yield text
    for ends in (request_started, request_finished):
        ends.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described(case: schemathesis.Case, token: str) -> None:
    # A file that is described rightly may still be one that cannot be read.
    sends_file = case.operation.label == "POST /api/documents"
    case.call_and_validate(
        headers={"Authorization": f"Bearer {token}"},
        excluded_checks=[positive_data_acceptance] if sends_file else [],
    )
