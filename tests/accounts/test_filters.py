"""A list's filters are kept under a name, replaced under the same one, and shared within a unit."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import drop_filter, save_filter
from duijie.accounts.queries import saved_filters
from duijie.accounts.types import NameMissing, NoSuchFilter, NotAllowed
from tests.cast import (
    EVENING,
    MORNING,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    zhou_the_clerk,
)

pytestmark = pytest.mark.django_db


def test_one_name_holds_one_filter_and_only_its_owner_drops_it() -> None:
    unit = bureau()
    zhou, he = zhou_the_clerk(unit), he_the_clerk(unit)
    first = save_filter(
        place="projects", name=" 在谈 ", asked="stage=talks", shared=True, by=zhou, at=MORNING
    )
    again = save_filter(
        place="projects", name="在谈", asked="stage=intent", shared=False, by=zhou, at=EVENING
    )
    assert first == again
    (held,) = saved_filters(place="projects", viewer=zhou)
    assert (held.name, held.asked, held.shared, held.mine) == ("在谈", "stage=intent", False, True)
    assert saved_filters(place="projects", viewer=he) == [] == saved_filters(place="leads", viewer=zhou)
    shared = save_filter(place="projects", name="单位", asked="", shared=True, by=zhou, at=MORNING)
    assert [one.mine for one in saved_filters(place="projects", viewer=he)] == [False]
    with pytest.raises(NoSuchFilter):
        drop_filter(filter_id=shared, by=he, at=MORNING)
    drop_filter(filter_id=shared, by=zhou, at=MORNING)
    assert saved_filters(place="projects", viewer=he) == []


def test_without_a_unit_nothing_is_shared_and_nothing_shared_is_seen() -> None:
    lin = lin_the_reviewer()
    save_filter(place="projects", name="全部", asked="", shared=True, by=zhou_the_clerk(bureau()), at=MORNING)
    save_filter(place="projects", name="自用", asked="", shared=True, by=lin, at=MORNING)
    assert [one.shared for one in saved_filters(place="projects", viewer=lin)] == [False]


def test_a_filter_needs_a_name_and_its_owner_a_right_to_see() -> None:
    with pytest.raises(NameMissing):
        save_filter(place="projects", name=" ", asked="", shared=False, by=lin_the_reviewer(), at=MORNING)
    with pytest.raises(NotAllowed):
        save_filter(place="projects", name="x", asked="", shared=False, by=guo_the_guest(), at=MORNING)
