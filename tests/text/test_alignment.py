"""Alignments lead back from every place of a repaired text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.span import Span
from duijie.text.alignment import Alignment, Edit, Piece, apply

texts = st.text(alphabet="甲乙丙丁(a)，", max_size=24)


@st.composite
def edited(draw: st.DrawFn, text: str | None = None) -> tuple[str, list[Edit]]:
    """A text and disjoint edits of it."""
    source = draw(texts) if text is None else text
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=10)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    places = sorted({Span(a, b) for a, b in pairs})
    return source, [Edit(place, draw(st.text("戊己x", max_size=3))) for place in places]


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    a, b = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
    return Span(a, b)


@given(edited())
def test_apply_gives_the_text_that_slicing_from_the_end_gives(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.place.start] + edit.after + expected[edit.place.end :]
    got, alignment = apply(text, reversed(edits))
    assert got == expected
    assert (alignment.source_length, alignment.target_length) == (len(text), len(got))


@given(edited(), st.data())
def test_there_and_back_covers_the_span(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    after, alignment = apply(text, edits)
    here = data.draw(spans(len(text)))
    assert alignment.to_source(alignment.to_target(here)).covers(here)
    there = data.draw(spans(len(after)))
    assert alignment.to_target(alignment.to_source(there)).covers(there)
    assert alignment.to_source(there).covers(alignment.to_source_bare(there))


@given(edited(), st.data())
def test_untouched_characters_lead_to_themselves(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    after, alignment = apply(text, edits)
    changed = {i for e in edits for i in range(e.place.start, e.place.end)}
    for at in sorted(set(range(len(text))) - changed):
        gone_to = alignment.to_target(Span(at, at + 1))
        assert text[at] in gone_to.of(after)
    for at in range(len(after)):
        back = alignment.to_source_bare(Span(at, at + 1))
        if len(back) == 1 and back.start not in changed:
            assert text[back.start] == after[at]


@given(edited(), st.data())
def test_composition_is_doing_both(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    middle, first = apply(text, edits)
    _, more = data.draw(edited(middle))
    last, second = apply(middle, more)
    both = first.then(second)
    assert (both.source_length, both.target_length) == (len(text), len(last))
    # In step between the pieces, the two must come out at their ends together …
    at = built = 0
    for piece in both.pieces:
        assert piece.source.start - at == piece.target.start - built
        at, built = piece.source.end, piece.target.end
    assert len(text) - at == len(last) - built
    # … and every character comes from where the two steps, one after the other, say: the same place, or
    # within the piece where both changed something.
    joint = {i for p in both.pieces for i in range(p.target.start, p.target.end)}
    for here in (Span(i, i + 1) for i in range(len(last))):
        stepwise = first.to_source_bare(second.to_source_bare(here))
        assert both.to_source_bare(here).covers(stepwise)
        if here.start not in joint:
            assert both.to_source_bare(here) == stepwise
    here = data.draw(spans(len(text)))
    assert both.to_source(both.to_target(here)).covers(here)


@given(edited())
def test_json_gives_the_same_alignment_back(case: tuple[str, list[Edit]]) -> None:
    _, alignment = apply(*case)
    assert Alignment.from_json(json.loads(json.dumps(alignment.as_json()))) == alignment


def test_one_character_for_one_stays_in_step() -> None:
    after, alignment = apply("當(dāng)前位", [Edit(Span(0, 1), "当"), Edit(Span(1, 7), "")])
    assert after == "当前位"
    assert alignment.pieces == (Piece(Span(1, 7), Span(1, 1)),)
    assert alignment.to_source(Span(0, 2)) == Span(0, 8)
    assert alignment.to_source_bare(Span(0, 1)) == Span(0, 1)
    assert alignment.to_target(Span(2, 5)) == Span(1, 1)


@pytest.mark.parametrize(
    "edits",
    [[Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")], [Edit(Span(3, 9), "")]],
    ids=["overlap", "outside"],
)
def test_edits_that_cannot_be_carried_out_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="the edit at"):
        apply("甲乙丙丁", edits)


def test_alignments_of_different_texts_do_not_join() -> None:
    with pytest.raises(ValueError, match="cannot be followed"):
        Alignment.identity(3).then(Alignment.identity(4))


def test_twenty_thousand_pieces_lead_back_each() -> None:
    text = "甲乙(bǐng)丙" * 20_000
    edits = [Edit(Span(at + 2, at + 8), "") for at in range(0, len(text), 9)]
    after, alignment = apply(text, edits)
    twice = alignment.then(apply(after, [Edit(Span(at, at + 2), "丁") for at in range(0, len(after), 3)])[1])
    for at in range(0, twice.target_length, 2):
        assert twice.to_source(Span(at, at + 1)).of(text).startswith("甲乙")
