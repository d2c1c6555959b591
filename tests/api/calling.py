"""Programs that call the interface in the tests."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from duijie.accounts.operations import issue_token
from tests.cast import MORNING, wen_the_administrator


def program(username: str, *scopes: str) -> Client:
    """A client with a token of somebody's."""
    _, text = issue_token(
        username=username, label="周报", scopes=scopes, expires_at=None, by=wen_the_administrator(), at=MORNING
    )  # fmt: skip
    return Client(headers={"authorization": f"Bearer {text}"})


def sent(client: Client, method: str, address: str, body: dict[str, Any], **headers: str) -> Any:
    """The answer to a body of JSON; ``If_Match`` stands for ``If-Match``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(address, json.dumps(body), content_type="application/json", headers=named)
