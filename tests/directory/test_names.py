"""Names, pairs and judgements; undo restores exactly what was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from duijie.accounts.models import AuditRow
from duijie.accounts.types import NotAllowed
from duijie.directory.models import Detail, Listing, Name
from duijie.directory.operations import describe, list_again
from duijie.directory.queries import organisations_of, profile
from duijie.judgements.models import Judgement, Proposal
from duijie.judgements.operations import add_organisation, judge, merge, note_names
from duijie.judgements.queries import proposals
from duijie.judgements.rules import together
from duijie.judgements.types import MergeRefused, NoSuchProposal
from tests.cast import MORNING, NOON, lin_the_reviewer, zhou_the_clerk
from tests.factories.codes import made_code

SAME = ["北京航天航空大学", "北京航空航天大学", "西伯力公司", "西伯力特种橡胶有限公司", "南开大学"]


@pytest.mark.django_db
def test_names_are_noted_once_and_pairs_proposed_with_reasons() -> None:
    lin = lin_the_reviewer()
    assert note_names(names=SAME, by=lin, at=MORNING) == 5
    assert note_names(names=[*SAME, "南開大學"], by=lin, at=NOON) == 0
    found = {frozenset((p.left, p.right)): p for p in proposals(viewer=lin)}
    assert set(found) == {frozenset(SAME[:2]), frozenset(SAME[2:4])}
    assert all(p.reasons and p.reasons_en and p.judged == "open" for p in found.values())


@pytest.mark.django_db
def test_names_that_come_one_by_one_are_proposed_like_names_that_come_together() -> None:
    lin = lin_the_reviewer()
    for name in SAME:
        note_names(names=[name], by=lin, at=MORNING)
    assert {frozenset((p.left, p.right)) for p in proposals(viewer=lin)} == {
        frozenset(SAME[:2]), frozenset(SAME[2:4])
    }  # fmt: skip


@pytest.mark.django_db
def test_a_judgement_ties_and_taking_it_back_unties() -> None:
    lin = lin_the_reviewer()
    note_names(names=SAME, by=lin, at=MORNING)
    before = organisations_of(names=SAME)
    for proposal in proposals(viewer=lin):
        judge(proposal_id=proposal.id, verdict="same", by=lin, at=NOON)
    tied = organisations_of(names=SAME)
    assert len(set(before.values())) == 5
    assert len(set(tied.values())) == 3
    assert proposals(viewer=lin, open_only=True) == []
    for proposal in proposals(viewer=lin):
        judge(proposal_id=proposal.id, verdict="open", by=lin, at=NOON + timedelta(minutes=1))
    assert organisations_of(names=SAME) == before


@pytest.mark.django_db
def test_a_pair_that_other_words_made_one_does_not_wait() -> None:
    lin = lin_the_reviewer()
    note_names(names=SAME[2:4], by=lin, at=MORNING)
    (pair,) = proposals(viewer=lin, open_only=True)
    third = add_organisation(name="西伯力", values={}, by=lin, at=MORNING)
    for side in (pair.left_organisation, pair.right_organisation):
        merge(organisation_id=side, other_id=third, reason="同一块牌子", by=lin, at=NOON)
    assert pair.id not in {one.id for one in proposals(viewer=lin, open_only=True)}


@pytest.mark.django_db
def test_wrong_words_and_wrong_people_are_refused() -> None:
    lin = lin_the_reviewer()
    note_names(names=SAME, by=lin, at=MORNING)
    proposal = proposals(viewer=lin)[0]
    with pytest.raises(ValueError, match="no verdict"):
        judge(proposal_id=proposal.id, verdict="maybe", by=lin, at=NOON)
    with pytest.raises(NoSuchProposal):
        judge(proposal_id=0, verdict="same", by=lin, at=NOON)
    with pytest.raises(NotAllowed):
        judge(proposal_id=proposal.id, verdict="same", by=zhou_the_clerk(), at=NOON)


@pytest.mark.django_db
def test_a_code_set_aside_speaks_again_for_who_has_left_the_group() -> None:
    lin = lin_the_reviewer()
    values = [{"credit_code": made_code(1)}, {}, {"credit_code": made_code(2)}]
    homes = [
        add_organisation(name=name, values=told, by=lin, at=MORNING)
        for name, told in zip(NAMES, values, strict=False)
    ]
    tie: Any = {"reason": "同一企业", "by": lin, "at": NOON}
    left = merge(organisation_id=homes[1], other_id=homes[2], **tie)
    other = merge(
        organisation_id=homes[0], other_id=homes[1], set_aside=made_code(2), set_aside_as="former", **tie
    )
    code = Detail.objects.get(value=made_code(2))
    assert code.aside
    judge(proposal_id=left, verdict="open", by=lin, at=NOON + timedelta(minutes=1))
    code.refresh_from_db()
    assert not code.aside
    judge(proposal_id=other, verdict="open", by=lin, at=NOON + timedelta(minutes=2))
    code.refresh_from_db()
    assert not code.aside


def state() -> dict[str, Any]:
    """All that merging may touch and undoing must restore: groups, details, listings; not the history."""
    return {
        "names": list(Name.objects.order_by("pk").values()),
        "details": list(Detail.objects.order_by("pk").values()),
        "listings": list(Listing.objects.order_by("pk").values()),
    }


NAMES = [f"{sign}河机械有限公司" for sign in "甲乙丙丁戊"]
PLACES = [(a, b) for a in range(5) for b in range(a + 1, 5)]
STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["same", "same", "different", "unsure", "open"])),
    max_size=10,
)
CODES = {0: made_code(1), 3: made_code(2)}


class Undo(TestCase):
    """Whatever is judged in whatever order: taking all of it back restores the first state, history kept."""

    @settings(max_examples=10, deadline=None)
    @given(STEPS, st.randoms(use_true_random=False))
    def test_taking_every_word_back_restores_the_first_state(self, steps: Any, chance: Any) -> None:
        lin = lin_the_reviewer()
        homes = [
            add_organisation(
                name=name,
                values={
                    "industry": f"C34{place + 1}",
                    **({"credit_code": CODES[place]} if place in CODES else {}),
                },
                by=lin,
                at=MORNING + timedelta(minutes=place),
            )
            for place, name in enumerate(NAMES)
        ]
        rows = [Name.objects.get(home_id=home) for home in homes]
        made = [
            Proposal.objects.get_or_create(
                left=rows[a], right=rows[b], defaults={"verdict": "unsure", "score": 0.5, "made_at": MORNING}
            )[0]
            for a, b in PLACES
        ]
        before, refused, said = state(), 0, {}
        for minute, (place, verdict) in enumerate(steps):
            word = {"proposal_id": made[place].pk, "verdict": verdict, "by": lin, "reason": "核对"}
            at = NOON + timedelta(minutes=minute)
            try:
                judge(**word, at=at)
            except MergeRefused:
                refused += 1
                judge(**word, at=at, set_aside=CODES[3], set_aside_as="former")
            said[place] = verdict
        same = [PLACES[place] for place, verdict in said.items() if verdict == "same"]
        groups = [
            {NAMES[one] for one in group} for group in together(range(5), chance.sample(same, len(same)))
        ]
        now = organisations_of(names=NAMES)
        by_home: dict[int, set[str]] = {}
        for name, home in now.items():
            by_home.setdefault(home, set()).add(name)
        assert sorted(map(sorted, by_home.values())) == sorted(map(sorted, groups))
        told = state()
        list_again(organisation_ids=homes)
        assert state() == told, "the listing holds nothing but what can be worked out"
        for pair in chance.sample(made, len(made)):
            judge(proposal_id=pair.pk, verdict="open", by=lin, at=NOON + timedelta(hours=2))
        assert state() == before
        assert Judgement.objects.count() == len(steps) + len(made)
        assert AuditRow.objects.filter(operation="judge").count() == len(steps) + len(made)

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.integers(0, 9), max_size=8, unique=True), st.randoms(use_true_random=False))
    def test_the_order_of_words_is_all_the_same(self, places: list[int], chance: Any) -> None:
        lin = lin_the_reviewer()
        note_names(names=NAMES, by=lin, at=MORNING)
        homes = [Name.objects.get(text=name).home_id for name in NAMES]
        ends = []
        for order in (places, chance.sample(places, len(places))):
            done = [
                merge(organisation_id=homes[a], other_id=homes[b], reason="", by=lin, at=NOON)
                for a, b in (PLACES[place] for place in order)
                if organisations_of(names=NAMES)[NAMES[a]] != organisations_of(names=NAMES)[NAMES[b]]
            ]
            ends.append(state())
            for pair in done:
                judge(proposal_id=pair, verdict="open", by=lin, at=NOON)
        assert ends[0] == ends[1]


@pytest.mark.django_db
def test_a_value_given_to_the_whole_stays_with_its_home_after_undo() -> None:
    lin = lin_the_reviewer()
    old = add_organisation(name="甲河机械有限公司", values={}, by=lin, at=MORNING)
    new = add_organisation(name="乙河机械有限公司", values={"industry": "C3421"}, by=lin, at=MORNING)
    pair = merge(organisation_id=old, other_id=new, reason="更名", by=lin, at=NOON)
    describe(organisation_id=new, values={"industry": "C3422", "township": "城关镇"}, by=lin, at=NOON)
    judge(proposal_id=pair, verdict="open", by=lin, at=NOON)
    values = [
        {one.field: one.value for one in profile(organisation_id=home, viewer=lin).details if one.at}
        for home in (old, new)
    ]
    assert values == [{"township": "城关镇"}, {"industry": "C3422"}]
