"""Every page, endpoint and command crossed with every role: who may passes, who may not is told so.

What is not listed in ``doors.toml`` fails here, so that nothing opens without somebody having said to whom.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from duijie.accounts.rules import MAY, ROLES
from duijie.api.entry import api
from duijie.cli.main import app
from tests.cli.running import duijie

DOORS = tomllib.loads((Path(__file__).parent / "doors.toml").read_text("utf-8"))
PAGES: Mapping[str, Mapping[str, str]] = DOORS["pages"]
ENDPOINTS: Mapping[str, Mapping[str, Any]] = DOORS["endpoints"]
COMMANDS: Mapping[str, Mapping[str, Any]] = DOORS["commands"]
ACTS = frozenset({"anyone", "person", "machine"}).union(*MAY.values())
REFUSED = 403
EDGES = ("0001-01-01", "9999-12-31")
"""The first and the last day of the calendar."""


def may(role: str, act: str) -> bool:
    return act in ("anyone", "person") or act in MAY[role]


def page_names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            if one.namespace not in ("admin", "api"):
                yield from page_names(one.url_patterns)
        elif one.name:  # what has none answers that nothing is there
            yield one.name


def command_names(program: typer.Typer, before: str = "") -> Iterator[str]:
    for one in program.registered_commands:
        name = one.name or str(one.callback.__name__).strip("_").replace("_", "-")  # type: ignore[union-attr]
        yield before + name
    for group in program.registered_groups:
        assert group.typer_instance is not None
        yield from command_names(group.typer_instance, f"{before}{group.name} ")


def test_every_page_endpoint_and_command_is_listed() -> None:
    assert set(PAGES) == set(page_names(get_resolver().url_patterns))
    paths = api.get_openapi_schema()["paths"]
    assert set(ENDPOINTS) == {f"{method} {path}" for path, methods in paths.items() for method in methods}
    assert set(COMMANDS) == set(command_names(app))


def test_every_act_is_one_of_the_table() -> None:
    acts = {one[key] for one in PAGES.values() for key in ("get", "post") if key in one}
    acts |= {one["act"] for one in (*ENDPOINTS.values(), *COMMANDS.values())}
    assert acts <= ACTS


@pytest.mark.parametrize("role", ROLES)
def test_pages(role: str, samples: dict[str, object], signed_in: Callable[[str], Client]) -> None:
    wrong = []
    browser = signed_in(role)
    for name, door in PAGES.items():
        address = door["at"].format(**samples)
        assert resolve(address).url_name == name, address
        for method in ("get", "post"):
            if name == "sign-out" and method == "post":
                continue  # it would end the visit
            status = getattr(browser, method)(address).status_code
            act = door.get(method)
            right = status == 405 if act is None else (status == REFUSED) != may(role, act)
            if not right:
                wrong.append(f"{method} {address} ({act}): {status}")
    assert not wrong, "\n".join(wrong)


def test_pages_send_strangers_to_the_sign_in(samples: dict[str, object]) -> None:
    for door in PAGES.values():
        for method in {"get", "post"} & set(door):
            answer = getattr(Client(), method)(door["at"].format(**samples))
            sent = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
            assert sent == (door[method] != "anyone") or door["at"] == "/sign-out/", door


def test_odd_numbers_and_days_in_addresses_are_no_failure(signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("administrator")
    browser.raise_request_exception = False
    wrong = []
    for door in PAGES.values():
        if "get" not in door:
            continue
        numbered = re.sub(r"\{\w+\}", "9" * 20, door["at"])
        asked = [numbered] if numbered != door["at"] else [f"{numbered}?as_of={day}" for day in EDGES]
        wrong += [one for one in asked if browser.get(one).status_code >= 500]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_endpoints(role: str, samples: dict[str, object], signed_in: Callable[[str], Client]) -> None:
    browser = signed_in(role)
    wrong = []
    for name, door in ENDPOINTS.items():
        method = name.partition(" ")[0]
        body: dict[str, Any] = (
            {"data": json.dumps(door["body"]), "content_type": "application/json"} if "body" in door else {}
        )
        if "file" in door:
            body = {"data": {"file": SimpleUploadedFile("notice.txt", door["file"].encode())}}
        # However it stands: who may change it is asked here, not whether it was read before.
        browser_says = {"headers": {"If-Match": "*"}}
        status = getattr(browser, method)(door["at"].format(**samples), **body, **browser_says).status_code
        if (status == REFUSED) == may(role, door["act"]) or status >= 500:
            wrong.append(f"{name} ({door['act']}): {status}")
    assert not wrong, "\n".join(wrong)
    assert Client().get("/api/organisations").status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_commands(role: str, samples: dict[str, object]) -> None:
    wrong = []
    for name, door in COMMANDS.items():
        if door["act"] == "machine":
            continue
        done = duijie("--as", role, *name.split(), *(one.format(**samples) for one in door["args"]))
        refused = done.status == 1 and "在此无权" in done.err
        if refused == may(role, door["act"]) or done.status not in (0, 1):
            wrong.append(f"{name} ({door['act']}): {done.status} {done.err.strip()}")
    assert not wrong, "\n".join(wrong)


def test_nobody_acts_as_somebody_unknown(samples: dict[str, object]) -> None:
    done = duijie("--as", "nobody-here", "figures")
    assert (done.status, "nobody-here" in done.err) == (1, True)
    assert duijie("figures").status == 0
