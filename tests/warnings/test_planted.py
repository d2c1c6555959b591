"""The warnings find every fraud that was planted in a generated year, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from duijie.demo.large import PLANTS, load_year
from duijie.pipeline import queries
from duijie.warnings.find import rules, warnings
from tests.cast import guo_the_guest, shen_the_auditor, wen_the_administrator

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 31)


def test_what_was_planted_is_found_and_nothing_else() -> None:
    year = load_year(year=2024, size=14, by=wen_the_administrator(), planted_each=1)
    found = warnings(viewer=shen_the_auditor(), today=TODAY)
    assert sorted((one.rule.code, one.project_ids) for one in found) == sorted(
        (one.rule, one.project_ids) for one in year.planted
    )
    assert {one.rule for one in year.planted} == {rule.code for rule in rules()} and len(PLANTS) == len(
        rules()
    )
    for one in found:
        assert one.rows and one.reason.zh and one.reason.en
        for project in one.project_ids:
            alone = warnings(viewer=shen_the_auditor(), today=TODAY, project_id=project)
            assert [(w.rule.code, w.project_ids) for w in alone] == [(one.rule.code, one.project_ids)]
    assert queries.listing(viewer=shen_the_auditor(), limit=500).count == year.projects
    assert warnings(viewer=guo_the_guest(), today=TODAY) == []
