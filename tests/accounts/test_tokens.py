"""Tokens: what a program may do with one, for how long, and who may issue and withdraw it."""

from datetime import timedelta

import pytest

from duijie.accounts.models import AuditRow, Token
from duijie.accounts.operations import issue_token, withdraw_token
from duijie.accounts.queries import actor_by_token, tokens
from duijie.accounts.types import NoSuchScope, NoSuchToken, NoSuchUser, NotAllowed
from tests.cast import EVENING, MORNING, NOON, lin_the_reviewer, wen_the_administrator, zhou_the_clerk

pytestmark = pytest.mark.django_db


def test_a_token_acts_for_its_person_within_its_scopes() -> None:
    lin = lin_the_reviewer()
    _, text = issue_token(username="lin", label="周报", scopes=["read"], expires_at=None, by=lin, at=MORNING)
    actor = actor_by_token(text, at=NOON)
    assert actor is not None
    assert (actor.user_id, actor.may("see"), actor.may("review")) == (lin.user_id, True, False)


def test_a_scope_gives_no_more_than_the_role_does() -> None:
    zhou = zhou_the_clerk()
    _, text = issue_token(
        username="zhou", label="导入", scopes=["write"], expires_at=None, by=zhou, at=MORNING
    )
    actor = actor_by_token(text, at=NOON)
    assert actor is not None
    assert [act for act in ("see", "add", "review", "post", "settle") if actor.may(act)] == ["add"]


def test_only_the_digest_is_kept() -> None:
    lin = lin_the_reviewer()
    number, text = issue_token(
        username="lin", label="周报", scopes=["read"], expires_at=None, by=lin, at=MORNING
    )
    row = Token.objects.get(pk=number)
    assert text not in (row.digest, row.label)
    assert text not in str(list(AuditRow.objects.values()))


def test_an_expired_a_withdrawn_and_an_invented_token_are_worth_nothing() -> None:
    lin = lin_the_reviewer()
    _, short = issue_token(username="lin", label="短", scopes=["read"], expires_at=NOON, by=lin, at=MORNING)
    number, gone = issue_token(
        username="lin", label="废", scopes=["read"], expires_at=None, by=lin, at=MORNING
    )
    withdraw_token(token_id=number, by=lin, at=MORNING)
    assert actor_by_token(short, at=NOON - timedelta(seconds=1)) is not None
    assert actor_by_token(short, at=NOON) is None
    assert actor_by_token(gone, at=NOON) is None
    assert actor_by_token("invented", at=NOON) is None


def test_people_issue_for_themselves_and_administrators_for_anybody() -> None:
    lin, zhou, wen = lin_the_reviewer(), zhou_the_clerk(), wen_the_administrator()
    with pytest.raises(NotAllowed):
        issue_token(username="lin", label="x", scopes=["read"], expires_at=None, by=zhou, at=MORNING)
    number, _ = issue_token(username="lin", label="x", scopes=["read"], expires_at=None, by=wen, at=MORNING)
    with pytest.raises(NoSuchToken):
        withdraw_token(token_id=number, by=zhou, at=NOON)
    assert [one.id for one in tokens(viewer=lin)] == [number]
    assert tokens(viewer=zhou) == []
    withdraw_token(token_id=number, by=wen, at=NOON)
    withdraw_token(token_id=number, by=wen, at=EVENING)
    assert [one.withdrawn_at for one in tokens(viewer=wen)] == [NOON]


def test_what_does_not_exist_is_named() -> None:
    wen = wen_the_administrator()
    with pytest.raises(NoSuchUser, match="nobody"):
        issue_token(username="nobody", label="x", scopes=["read"], expires_at=None, by=wen, at=MORNING)
    with pytest.raises(NoSuchScope, match="read, write"):
        issue_token(username="wen", label="x", scopes=["everything"], expires_at=None, by=wen, at=MORNING)
