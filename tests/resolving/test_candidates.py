"""Both directories as one list: our own first, each organisation once, with reasons."""

import pytest

from duijie.directory.operations import describe, enter_organisation
from duijie.registry.names import Filters
from duijie.resolving.candidates import OWN, resolve, suggest
from tests.cast import MORNING, guo_the_guest, lin_the_reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def test_a_name_is_found_in_the_register_with_reasons_in_both_languages() -> None:
    found = resolve(name="青禾瓷业", viewer=lin_the_reviewer())
    assert found[0].name == "河北青禾瓷业股份有限公司"
    assert (found[0].source, found[0].row, found[0].organisation_id) == ("登记库", 1, None)
    assert all(reason.zh and reason.en for reason in found[0].reasons)
    assert found[0].reasons


def test_our_own_stands_before_the_register_and_both_are_told_once() -> None:
    lin = lin_the_reviewer()
    own = enter_organisation(name="衡水宏远橡胶有限公司", by=lin, at=MORNING)
    found = resolve(name="衡水宏远橡胶有限公司", viewer=lin)
    assert (found[0].source, found[0].organisation_id, found[0].verdict) == (OWN, own, "same")
    assert [one.name for one in found].count("衡水宏远橡胶有限公司") == 1


def test_one_credit_code_is_one_organisation_however_it_is_called() -> None:
    lin = lin_the_reviewer()
    code = "91131100108276121N"
    own = enter_organisation(name="宏远橡胶", by=lin, at=MORNING)
    describe(organisation_id=own, values={"credit_code": code}, by=lin, at=MORNING)
    found = resolve(name="衡水宏远橡胶", viewer=lin)
    assert [one.organisation_id for one in found if one.credit_code == code] == [own]


def test_scores_fall_and_the_limit_holds() -> None:
    found = resolve(name="宏远橡胶", viewer=lin_the_reviewer(), limit=2)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len(found) == 2


def test_filters_narrow_the_register() -> None:
    found = resolve(name="宏远橡胶", viewer=lin_the_reviewer(), filters=Filters(place="廊坊"))
    assert [one.name for one in found] == ["廊坊宏远橡胶有限公司"]


@pytest.mark.parametrize("typed", ["宏远", "hshy", "hengshuihong", "911311001082"])
def test_what_is_typed_is_answered_by_characters_pinyin_initials_and_code(typed: str) -> None:
    names = [one.name for one in suggest(text=typed, viewer=lin_the_reviewer())]
    assert "衡水宏远橡胶有限公司" in names


def test_nothing_is_told_to_who_may_not_see_nor_for_nothing() -> None:
    guest = guo_the_guest()
    assert resolve(name="衡水宏远橡胶有限公司", viewer=guest) == suggest(text="宏远", viewer=guest) == []
    assert resolve(name="··", viewer=lin_the_reviewer()) == suggest(text=" ", viewer=lin_the_reviewer()) == []
