"""Merging by field: nothing that either side changed is lost, and what both changed is always asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.kernel.merging import WrongVersion, changed, merge, version

VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(["", "甲", "乙", "甲\n乙"]))
Record = dict[str, Any]
NAMES = ("name", "site", "content", "industry")
RECORDS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


def differs(one: object, other: object) -> bool:
    return type(one) is not type(other) or one != other


@settings(max_examples=25)
@given(RECORDS, RECORDS)
def test_a_version_is_of_the_values_alone_and_tells_which_changed(before: Record, now: Record) -> None:
    told = changed(version(before), now)
    assert set(told) == {name for name in NAMES if differs(before[name], now[name])}
    assert (version(before) == version(now)) == (not told)
    assert version(dict(reversed(before.items()))) == version(before)


@settings(max_examples=60)
@given(RECORDS, RECORDS, RECORDS, st.sets(st.sampled_from(NAMES)))
def test_no_side_loses_anything(base: Record, full: Record, theirs: Record, sent: set[str]) -> None:
    mine = {name: full[name] for name in sent}
    merged = merge(version(base), mine, theirs)
    asked = {one.field: one for one in merged.both}
    for name in NAMES:
        i_did = name in mine and differs(mine[name], base[name])
        they_did = differs(theirs[name], base[name])
        if i_did and they_did and differs(mine[name], theirs[name]):
            assert (asked[name].mine, asked[name].theirs) == (mine[name], theirs[name])
        elif i_did:
            assert name not in asked and merged.values[name] == mine[name]
        else:
            assert name not in asked and merged.values[name] == theirs[name]


@settings(max_examples=25)
@given(RECORDS, RECORDS)
def test_what_nobody_else_changed_is_saved_as_it_was_typed(base: Record, mine: Record) -> None:
    merged = merge(version(base), mine, base)
    assert (dict(merged.values), merged.both, merged.theirs) == (mine, (), ())


@settings(max_examples=25)
@given(RECORDS, RECORDS)
def test_who_changed_nothing_gets_what_the_others_did(base: Record, theirs: Record) -> None:
    merged = merge(version(base), base, theirs)
    assert (dict(merged.values), merged.both, merged.mine) == (theirs, (), ())


@pytest.mark.parametrize(
    "word",
    ["", ".", "abc", "é.é", version({"name": "甲"}), "A" * 16 + ".AAA", "x" * 16 + "." + "A" * 16 + "="],
)
def test_a_word_that_is_no_version_is_refused(word: str) -> None:
    with pytest.raises(WrongVersion):
        changed(word, dict.fromkeys(NAMES, ""))
