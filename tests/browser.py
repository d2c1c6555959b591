"""A real browser for the tests that need one. Skips, with the reason, where there is none."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.turns import nobody_asks

VENDOR = Path(__file__).resolve().parents[1] / "duijie" / "web" / "static" / "vendor"
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


OVER = """tries => new Promise(told => {
  const root = document.documentElement
  const look = () => {
    const over = root.scrollWidth - root.clientWidth
    if (over <= 0 || !tries--) told(over)
    else setTimeout(look, 50)
  }
  look()
})"""
"""By how many pixels a page is wider than the screen; looks again, so many times, where it is."""


def complains(said: ConsoleMessage) -> bool:
    """Whether the console says that something went wrong; a form refused with its reasons is none of that."""
    return said.type == "error" and "status of 422" not in said.text


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people from a page. Skips where axe-core is missing."""
    if not AXE.exists():
        pytest.skip("axe-core is missing; run tools/assets.py --force")
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        """axe.run().then(found => found.violations
        .filter(one => one.impact === "serious" || one.impact === "critical")
        .map(one => one.id + " " + one.nodes[0].html))"""
    )
    return found


def too_wide(page: Page) -> dict[int, int]:
    """By how many pixels the page is wider than the screen, on a desk's and on a phone's, where it is.

    The screen stays as it was turned last, so that of pages one after the other every second is opened on a phone.
    """
    found = {}
    shown = (page.viewport_size or {"width": 0})["width"]
    for width in sorted((1280, 390), key=lambda one: one != shown):
        if width != shown:
            page.set_viewport_size({"width": width, "height": 800})
        # What is drawn follows a turned screen a moment later.
        over = page.evaluate(OVER, 0 if width == shown else 40)
        if over > 0:
            found[width] = over
    return found


@cache
def chromium() -> Browser:
    """One browser a process; each test gets a context of its own, with nothing of the others in it."""
    playwright = sync_playwright().start()
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
    atexit.register(playwright.stop)
    atexit.register(started.close)
    return started


@cache
def begin_to_answer() -> None:
    """Load what answers before a browser waits for it: on a busy machine that takes longer than a page may."""
    Client().get("/sign-in/")


def session_of(user: str) -> str:
    """The key of a session in which ``user`` is signed in."""
    with nobody_asks():
        begin_to_answer()
        client = Client()
        client.force_login(get_user_model().objects.get(username=user))
        return client.cookies["sessionid"].value


@contextmanager
def signed_in(server: str, *, user: str, password: str = "", width: int = 1280) -> Iterator[Page]:
    """A page of ``server`` with ``user`` signed in. What the browser's console complains of fails the test.

    With a password it is typed as people do, which ends on the dashboard; without, the page is on nothing yet.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH; set CHROMIUM to its path")
    if not (VENDOR / "htmx.js").exists():
        pytest.skip("page assets are missing; run tools/assets.py")
    complaints: list[str] = []
    context = chromium().new_context(viewport={"width": width, "height": 800}, base_url=server)
    try:
        shown = context.new_page()
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
        if password:
            shown.goto("/sign-in/")
            shown.fill("[name=username]", user)
            shown.fill("[name=password]", password)
            shown.keyboard.press("Enter")
            shown.wait_for_selector(".nav-list", state="attached")
        else:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": server}])
        yield shown
        # What follows a page may still be asked for; the next test's data may not come in between.
        expect(shown.locator(".htmx-request")).to_have_count(0)
    finally:
        context.close()
        with nobody_asks():
            pass
    assert complaints == []
