"""Users and units: changed by administrators alone, each change recorded; how far a role reaches."""

from __future__ import annotations

from secrets import token_urlsafe

import pytest

from duijie.accounts.models import AuditRow, User
from duijie.accounts.operations import add_user, change_unit, save_user
from duijie.accounts.queries import actor_of, own_units
from duijie.accounts.rules import ACTS, MAY, ROLE_NAMES, ROLES, scope
from duijie.accounts.types import NotAllowed, WrongPerson
from duijie.pipeline.operations import edit_project
from duijie.pipeline.types import NotYours
from tests.cast import MORNING, bureau, lin_the_reviewer, wen_the_administrator
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db


def test_a_change_of_a_user_keeps_the_old_value_and_never_the_password() -> None:
    wen, unit = wen_the_administrator(), bureau()
    number = save_user(
        username="du",
        display_name="杜办",
        role="clerk",
        unit_id=None,
        password="wide-river-17",
        by=wen,
        at=MORNING,
    )
    save_user(
        user_id=number, username="du", display_name="杜办", role="reviewer", unit_id=unit, password="long-bridge-29",
        by=wen, at=MORNING,
    )  # fmt: skip
    row = AuditRow.objects.get(operation="change_user")
    assert row.detail["changed"] == {"role": ["clerk", "reviewer"], "unit": [None, unit]}
    told = str(list(AuditRow.objects.values()))
    assert "long-bridge" not in told
    assert User.objects.get(pk=number).password not in told
    assert User.objects.get(pk=number).check_password("long-bridge-29")


def test_who_is_deactivated_acts_no_more_and_one_administrator_remains() -> None:
    wen = wen_the_administrator()
    lin = lin_the_reviewer()
    save_user(
        user_id=lin.user_id,
        username="lin",
        display_name="林审",
        role="reviewer",
        unit_id=None,
        active=False,
        by=wen,
        at=MORNING,
    )
    assert not actor_of(User.objects.get(username="lin")).may("see")
    with pytest.raises(WrongPerson, match="administrator"):
        save_user(
            user_id=wen.user_id,
            username="wen",
            display_name="温管",
            role="clerk",
            unit_id=None,
            by=wen,
            at=MORNING,
        )
    with pytest.raises(WrongPerson, match="taken"):
        save_user(
            username="wen",
            display_name="",
            role="clerk",
            unit_id=None,
            password="wide-river-17",
            by=wen,
            at=MORNING,
        )
    with pytest.raises(NotAllowed):
        save_user(
            username="x",
            display_name="",
            role="clerk",
            unit_id=None,
            password="wide-river-17",
            by=lin,
            at=MORNING,
        )


def test_a_unit_is_moved_but_never_below_itself() -> None:
    wen, office = wen_the_administrator(), bureau()
    town = bureau("东镇", office)
    village = bureau("东村", town)
    with pytest.raises(WrongPerson, match="below itself"):
        change_unit(unit_id=town, name="东镇", parent_id=village, by=wen, at=MORNING)
    change_unit(unit_id=village, name="东岭村", parent_id=office, by=wen, at=MORNING)
    row = AuditRow.objects.get(operation="change_unit")
    assert row.detail["changed"] == {"name": ["东村", "东岭村"], "parent": [town, office]}


def test_every_role_and_act_of_the_table_has_its_words() -> None:
    assert set(ACTS) == set().union(*MAY.values())
    assert set(ROLE_NAMES) == set(ROLES) == set(MAY)


@pytest.mark.parametrize("role", [role for role in ROLES if scope(role, "add")])
@pytest.mark.parametrize("place", ["own", "below", "other"])
def test_writing_reaches_as_far_as_the_table_says(role: str, place: str) -> None:
    own = bureau()
    units = {"own": own, "below": bureau("东镇", own), "other": bureau("西镇")}
    by = add_user(username=role, password=token_urlsafe(), display_name=role, role=role, unit_id=own)
    project = opened(wen_the_administrator(), units[place], MORNING)
    assert (units[place] in own_units(viewer=by)) == (place != "other")
    if scope(role, "add") == "region" or place != "other":
        edit_project(project_id=project, columns={"name": "改名项目"}, by=by, at=MORNING)
        opened(by, units[place], MORNING, name="另一项目")
    else:
        with pytest.raises(NotYours):
            edit_project(project_id=project, columns={"name": "改名项目"}, by=by, at=MORNING)
        with pytest.raises(NotYours):
            opened(by, units[place], MORNING, name="另一项目")
