"""Organisations from the command line: listed, shown, merged and taken apart, duplicates looked for."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import local_operator
from duijie.directory.operations import record
from duijie.judgements.operations import add_organisation
from tests.cast import MORNING
from tests.cli.running import duijie
from tests.factories.codes import made_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[int, int]:
    """Two organisations with a code each."""
    by = local_operator()
    return tuple(  # type: ignore[return-value]
        add_organisation(
            name=name, values={"credit_code": made_code(number), "industry": "A0111"}, by=by, at=MORNING
        )
        for number, name in ((1, "青禾种业有限公司"), (2, "青禾农资门市部"))
    )


def test_organisations_are_listed_searched_and_narrowed(two: tuple[int, int]) -> None:
    assert [row["id"] for row in duijie("organisations").rows] == [two[1], two[0]]
    (row,) = duijie("organisations", "--search", "qhzy").rows
    assert (row["name"], row["kind"], row["credit_code"]) == ("青禾种业有限公司", "enterprise", made_code(1))
    assert duijie("organisations", "--industry", "C").rows == []
    wrong = duijie("organisations", "--kind", "school")
    assert wrong.status == 2 and "university" in wrong.err
    assert "企业" in duijie("organisations", "-f", "table", env={"COLUMNS": "200"}).out


def test_one_is_shown_without_its_people(two: tuple[int, int]) -> None:
    record(kind="contact", organisation_id=two[0], values={"person": "沈联"}, by=local_operator(), at=MORNING)
    (row,) = duijie("organisation", two[0]).rows
    assert {one["field"]: one["value"] for one in row["details"]}["industry"] == "A0111"
    for form in ("json", "table"):
        assert "沈联" not in duijie("organisation", two[0], "-f", form).out
    assert duijie("organisation", 987654).status == 1


def test_a_merge_is_shown_first_refused_without_reason_and_taken_back(two: tuple[int, int]) -> None:
    (preview,) = duijie("organisation", two[0], "--same-as", two[1]).rows
    assert not preview["merged"] and preview["credit_codes"] == [made_code(1), made_code(2)]
    assert len(duijie("organisations").rows) == 2
    refused = duijie("organisation", two[0], "--same-as", two[1], "--merge")
    assert refused.status == 1 and made_code(2) in refused.err
    done = duijie(
        "organisation",
        two[0],
        "--same-as",
        two[1],
        "--merge",
        "--reason",
        "门市部",
        "--branch-code",
        made_code(2),
    ).rows[0]
    assert done["merged"] and len(duijie("organisations").rows) == 1
    assert duijie("names", "--open", done["proposal"]).status == 0
    assert len(duijie("organisations").rows) == 2


@pytest.mark.parametrize(
    "args",
    [["--merge"], ["--former-code", "x"], ["--same-as", "2", "--former-code", "x", "--branch-code", "y"]],
)
def test_a_merge_that_makes_no_sense_is_wrong_use(two: tuple[int, int], args: list[str]) -> None:
    assert duijie("organisation", two[0], *args).status == 2


def test_a_look_for_duplicates_says_what_it_found(two: tuple[int, int]) -> None:
    assert duijie("directory", "duplicates").rows == [{"names": 2, "new": 0, "left_out": 0}]
