"""Dashboards in a real browser: all kinds, both languages, wide and narrow, looked over by axe. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from duijie.industry.operations import begin
from duijie.kernel.words import Words
from duijie.parks.operations import save_park
from tests.browser import signed_in
from tests.cast import MORNING, bureau, lin_the_reviewer, mei_the_second_reviewer, yunhe_county
from tests.factories.events import drive
from tests.factories.governance import governed
from tests.factories.projects import advance, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = """axe.run().then(found => found.violations
  .filter(one => one.impact === "serious" || one.impact === "critical")
  .map(one => one.id + " " + one.nodes[0].html))"""


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[tuple[Page, list[str]]]:
    if not AXE.exists():
        pytest.skip("axe-core is missing; run tools/assets.py --force")
    yunhe_county()
    lin, mei, unit = lin_the_reviewer(), mei_the_second_reviewer(), bureau()
    governed(lin, MORNING, unit)
    park = save_park(values={"name": "东园", "kind": "park"}, by=lin, at=MORNING, unit_id=unit)
    for name, home in (("轴承项目", "北京市大兴区"), ("胶管项目", "天津市武清区")):
        project = opened(lin, unit, MORNING, name=name, home=home, park="东园")
        advance(project, "signed", lin, mei, MORNING, day=date(2024, 6, 27))
    tubes = begin(
        code="tubes", name=Words("管业", "Tubes"), by=lin, at=MORNING,
        links=[{"code": "bearing", "name": {"zh": "轴承", "en": "Bearings"}, "codes": ["3451"]}],
    )  # fmt: skip
    kinds = (("unit", unit), ("park", park), ("chain", tubes), ("campaign", drive(lin, unit, MORNING)))
    with signed_in(str(live_server), user="lin") as shown:
        yield (
            shown,
            ["/dashboards/", "/dashboards/?room=1", *(f"/dashboards/{kind}/{one}/" for kind, one in kinds)],
        )


def test_all_dashboards_in_both_languages_wide_and_narrow(
    page: tuple[Page, list[str]], live_server: object
) -> None:
    shown, addresses = page
    for language, width in (("zh-hans", 1280), ("en", 390)):
        shown.context.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])
        shown.set_viewport_size({"width": width, "height": 800})
        for address in addresses:
            shown.goto(address)
            drawn = shown.locator("[data-plot]")
            assert drawn.locator("canvas").count() == drawn.count() > 0, address
            shown.evaluate(AXE.read_text("utf-8"))
            assert shown.evaluate(SERIOUS) == [], (address, language)
            assert shown.evaluate("document.documentElement.scrollWidth") <= width, (address, language)
    shown.goto("/dashboards/")
    table = shown.locator("#table-sources")
    expect(table).to_be_hidden()
    shown.locator("[data-drawn=map] summary").click()
    expect(table).to_contain_text("Beijing")
    table.get_by_role("link").first.click()
    expect(shown.locator("h1")).to_have_text("Projects signed · Beijing")
