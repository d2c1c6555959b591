"""Cutting a text for display loses nothing and marks the right characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.span import Span
from duijie.web.compose.highlight import Marked, Noted, paragraphs

TEXT = st.text(alphabet="云禾县签约5个\n，", max_size=40)


def spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def cut_texts(draw: st.DrawFn):
    text = draw(TEXT)
    marked = [
        Marked(span, f"s{number}", "open")
        for number, span in enumerate(draw(st.lists(spans(text), max_size=5)))
    ]
    notes = draw(st.lists(spans(text), max_size=3))
    aim = draw(st.none() | spans(text).filter(len))
    pieces = paragraphs(
        text, marked=marked, noted=[Noted(one, "note", True) for one in notes], aim=aim,
        aim_anchor="aimed", anchor="r-",
    )  # fmt: skip
    return text, marked, aim, pieces


@given(cut_texts())
def test_the_pieces_are_the_text(cut) -> None:
    text, _, _, pieces = cut
    assert "\n".join("".join(piece.text for piece in paragraph) for paragraph in pieces) == text


@given(cut_texts())
def test_each_character_carries_the_statements_that_cover_it_and_no_other(cut) -> None:
    _, marked, aim, pieces = cut
    at = 0
    for number, paragraph in enumerate(pieces):
        at += number > 0
        for piece in paragraph:
            for place in range(at, at + len(piece.text)):
                covering = {one.id for one in marked if one.span.start <= place < one.span.end}
                assert set(piece.marks.split()) == covering
                assert piece.aimed == (aim is not None and aim.start <= place < aim.end)
            at += len(piece.text)


@given(cut_texts())
def test_an_anchor_is_given_once(cut) -> None:
    *_, pieces = cut
    anchors = [piece.anchor for paragraph in pieces for piece in paragraph if piece.anchor]
    assert len(anchors) == len(set(anchors))


def test_the_shortest_statement_gives_its_state_and_comes_first() -> None:
    marked = [Marked(Span(0, 6), "whole", "accepted"), Marked(Span(2, 4), "part", "rejected")]
    ((_, middle, _),) = paragraphs(
        "签约项目5个", marked=marked, noted=[], aim=None, aim_anchor="aimed", anchor="r-"
    )
    assert (middle.text, middle.marks, middle.state) == ("项目", "part whole", "rejected")
