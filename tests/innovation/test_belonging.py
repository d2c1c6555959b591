"""What innovation and governance count belongs to a unit and a park, as their records tell."""

from __future__ import annotations

from datetime import date

import pytest

from duijie.figures.registry import compute
from duijie.governance.operations import save_body
from duijie.innovation.dealings.operations import save_partnership
from duijie.innovation.operations import save_platform
from duijie.ledger.models import Entry
from duijie.ledger.types import Within
from duijie.parks.operations import save_park
from duijie.pipeline.operations import edit_project
from tests.cast import EVENING, MORNING, NOON, bureau, lin_the_reviewer, yunhe_county
from tests.factories.innovation import staffed
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 30)


def test_platforms_people_and_dealings_belong_where_their_records_say() -> None:
    yunhe_county()
    lin, office, other = lin_the_reviewer(), bureau("科技局"), bureau("招商局")
    made = staffed(lin, office, MORNING)
    save_park(values={"name": "东园", "kind": "park"}, unit_id=office, by=lin, at=MORNING)
    save_platform(values={"park": "东园"}, platform_id=made["platform"], by=lin, at=NOON)
    project = opened(lin, other, MORNING, park="西园", chain="轴承", home="北京市大兴区")
    advance(project, "talks", lin, lin, MORNING, day=date(2024, 2, 1))
    save_partnership(values={}, partnership_id=made["partnership"], project_id=project, by=lin, at=NOON)
    save_body(
        values={"name": "招商引资领导小组", "kind": "leading_group", "founded_on": "2024-01-05"},
        unit_id=other,
        by=lin,
        at=NOON,
    )

    def number(code: str, **within: object) -> object:
        (found, *_) = compute(code, as_of=DAY, known_at=EVENING, viewer=lin, within=Within(**within))  # type: ignore[arg-type]
        return found.quantity and found.quantity.number

    assert (number("platforms", unit=office, park="东园"), number("platforms", unit=other)) == (1, None)
    assert number("enterprises.with_outpost", park="东园") == 1
    assert number("people.recruited", unit=office) == 1
    assert number("technology.absorbed", unit=office) == 800_000
    assert number("institutions.partnered", unit=other, park="西园", source="11", chain="轴承") == 1
    assert number("bodies", unit=other) == 1
    edit_project(project_id=project, columns={"park": "南园"}, by=lin, at=NOON)
    assert number("institutions.partnered", park="南园") == 1

    live = Entry.objects.filter(corrected_by=None).exclude(shape="void").order_by("measure", "key")
    innovated = live.exclude(measure__startswith="projects").exclude(measure="bodies")
    assert innovated.count() == 5
