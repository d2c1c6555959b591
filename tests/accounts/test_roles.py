"""Roles, the region, the sign-in of the demo."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from duijie.accounts.models import AuditRow, User
from duijie.accounts.operations import add_user, local_operator, set_region
from duijie.accounts.queries import actor_of, own_region
from duijie.accounts.rules import MAY, ROLES
from duijie.accounts.types import Actor, NotAllowed
from tests.cast import MORNING, guo_the_guest, lin_the_reviewer, wen_the_administrator

pytestmark = pytest.mark.django_db


def test_every_role_stands_in_the_table_of_acts() -> None:
    assert set(MAY) == set(ROLES)


def test_nobody_signed_in_and_a_closed_account_may_nothing() -> None:
    lin_the_reviewer()
    lin = User.objects.get(username="lin")
    assert actor_of(lin).may("review")
    lin.is_active = False
    for user in (lin, AnonymousUser()):
        assert not any(actor_of(user).may(act) for acts in MAY.values() for act in acts)


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(NotAllowed, match=r"郭宾 may not post here.*reviewer, administrator"):
        guo_the_guest().must("post")


def test_the_operator_at_the_machine_cannot_sign_in_over_the_web() -> None:
    assert local_operator() == local_operator()
    assert not User.objects.get(username="local").has_usable_password()


def test_a_user_added_again_changes_role_and_password() -> None:
    add_user(username="he", password="first-password", display_name="何", role="clerk")
    again = add_user(username="he", password="second-password", display_name="何", role="reviewer")
    assert again.role == "reviewer"
    user = User.objects.get(username="he")
    assert user.check_password("second-password")
    assert not user.check_password("first-password")


def test_there_is_one_region_and_setting_it_is_written_down() -> None:
    wen: Actor = wen_the_administrator()
    assert own_region().name == ""
    set_region(name="云禾县", aliases=["云禾"], closed_on=None, by=wen, at=MORNING)
    set_region(name="清河区", aliases=[], closed_on=date(2024, 6, 30), by=wen, at=MORNING)
    region = own_region()
    assert (region.name, region.closed_on) == ("清河区", date(2024, 6, 30))
    assert {"清河区", "全区"} <= region.words_for_whole
    assert AuditRow.objects.filter(operation="set_region").count() == 2
    with pytest.raises(NotAllowed):
        set_region(name="某县", aliases=[], closed_on=None, by=lin_the_reviewer(), at=MORNING)
