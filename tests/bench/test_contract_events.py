"""Found spans count by how much they share with the marked ones."""

from __future__ import annotations

import pytest

from bench.contract_events import our_amounts, our_organisations, score, together
from bench.outcome import Score
from duijie.kernel.span import Span


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        (Span(0, 10), Span(0, 10), 1.0),
        (Span(0, 10), Span(2, 10), 0.8),
        (Span(0, 10), Span(5, 15), 1 / 3),
        (Span(0, 4), Span(4, 8), 0.0),
    ],
)
def test_overlap_is_shared_characters_of_all_covered(a: Span, b: Span, shared: float) -> None:
    assert together(a, b) == together(b, a) == pytest.approx(shared)


def test_no_span_is_used_twice() -> None:
    assert score([Span(0, 10), Span(1, 10)], [Span(0, 10)], 0.8) == Score(1, 2, 1)


def test_an_exact_match_wants_the_same_ends() -> None:
    assert score([Span(0, 10)], [Span(0, 9)], 1.0) == Score(0, 1, 1)
    assert score([Span(0, 10)], [Span(0, 9)], 0.8) == Score(1, 1, 1)


def test_the_best_partner_is_taken_first() -> None:
    assert score([Span(0, 9), Span(0, 10)], [Span(0, 10), Span(0, 9)], 0.8) == Score(2, 2, 2)


def test_spans_count_in_the_sentence_as_given() -> None:
    text = "昨日 ， 望川集团有限公司 投资 ３ 亿元。"
    assert [span.of(text) for span in our_organisations(text)] == ["望川集团有限公司"]
    (amount,) = our_amounts(text)
    assert amount.of(text).endswith("亿元")
    assert "３" in amount.of(text)
