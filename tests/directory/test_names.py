"""Names, proposals and judgements; undo restores exactly what was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from duijie.accounts.types import NotAllowed
from duijie.directory.models import Name, Proposal
from duijie.directory.operations import judge, note_names
from duijie.directory.queries import organisations_of, proposals
from duijie.directory.types import NoSuchProposal
from tests.cast import MORNING, NOON, lin_the_reviewer, zhou_the_clerk

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


class Undo(TestCase):
    """Whatever is judged in whatever order: taking all of it back restores the first state."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["same", "different", "open"])), max_size=12)
    )
    def test_taking_every_judgement_back_restores_the_first_state(self, words: list[tuple[int, str]]) -> None:
        lin = lin_the_reviewer()
        names = [f"{sign}河机械有限公司" for sign in "甲乙丙丁戊"]
        note_names(names=names, by=lin, at=MORNING)
        rows = list(Name.objects.order_by("pk"))
        pairs = [(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :]]
        made = [
            Proposal.objects.get_or_create(
                left=a, right=b, defaults={"verdict": "unsure", "score": 0.5, "made_at": MORNING}
            )[0]
            for a, b in pairs
        ]
        before = organisations_of(names=names)
        for step, (place, verdict) in enumerate(words):
            judge(proposal_id=made[place].pk, verdict=verdict, by=lin, at=NOON + timedelta(minutes=step))
        grouped = organisations_of(names=names)
        latest = dict(words)
        for place, (a, b) in enumerate(pairs):
            if latest.get(place) == "same":
                assert grouped[a.text] == grouped[b.text]
        for step, proposal in enumerate(made):
            judge(proposal_id=proposal.pk, verdict="open", by=lin, at=NOON + timedelta(hours=2, minutes=step))
        assert organisations_of(names=names) == before
