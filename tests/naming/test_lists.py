"""Finding pairs in a list, and a name's organisation among candidates."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.naming.blocking import Index
from duijie.naming.compare import Match, NoMatch, SeveralMatches, compare, match, propose
from duijie.naming.policy import Verdict

REGISTER = [
    "西伯力特种橡胶有限公司",
    "河北海伟交通设施集团有限公司",
    "衡水宏远橡胶有限公司",
    "廊坊宏远橡胶有限公司",
    "北京航空航天大学",
    "中国银行股份有限公司",
    "中国银行股份有限公司衡水分行",
]
PLACES = ["", "衡水", "河北", "廊坊", "北京"]
BRANDS = ["宏远", "远宏", "西伯力", "西力伯", "西泊力", "海伟"]
NAMES = st.builds(
    lambda *bits: "".join(bits),
    st.sampled_from(PLACES),
    st.sampled_from(BRANDS),
    st.sampled_from(["", "橡胶", "特种橡胶", "化工"]),
    st.sampled_from(["有限公司", "股份有限公司", "集团", "公司", "厂"]),
)


def test_a_short_name_finds_its_registered_name() -> None:
    answer = match("西伯力公司", REGISTER)
    assert isinstance(answer, Match)
    assert (answer.proposal.right, answer.proposal.verdict) == (REGISTER[0], Verdict.SAME)


def test_an_exchanged_word_finds_the_university() -> None:
    answer = match("北京航天航空大学", Index(REGISTER))
    assert isinstance(answer, Match)
    assert answer.proposal.right == "北京航空航天大学"


def test_two_equally_good_candidates_are_both_named() -> None:
    answer = match("宏远橡胶", REGISTER)
    assert isinstance(answer, SeveralMatches)
    assert {one.right for one in answer.proposals} == {REGISTER[2], REGISTER[3]}


def test_a_head_office_is_not_matched_with_its_branch() -> None:
    answer = match("中国银行", REGISTER[6:])
    assert answer == NoMatch("中国银行")


def test_a_stranger_matches_nothing() -> None:
    assert match("青禾县棉麻合作社", REGISTER) == NoMatch("青禾县棉麻合作社")
    assert match("任何公司", []) == NoMatch("任何公司")


def test_known_names_are_not_compared_with_each_other() -> None:
    known = ["衡水宏远橡胶有限公司", "衡水宏远橡胶股份有限公司"]
    assert propose([], known) == []
    assert {one.right for one in propose(["宏远橡胶公司"], known)} == set(known)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=12, unique=True))
def test_blocking_loses_no_pair_that_comparing_all_would_propose_as_the_same(names: list[str]) -> None:
    every = {frozenset(p) for p in combinations(names, 2) if compare(*p).verdict is Verdict.SAME}
    found = {frozenset((one.left, one.right)) for one in propose(names) if one.verdict is Verdict.SAME}
    assert found == every


def test_a_pair_is_found_among_ten_thousand_names() -> None:
    """Comparing all pairs would take an hour: that it ends at all is the blocking's work."""
    letters = "宏远海天金石东方华瑞德泰安盛达兴隆昌裕丰润泽恒信诚立新"
    names = [
        f"{place}{a}{b}{trade}有限公司"
        for place in ("衡水", "保定", "廊坊", "沧州", "邢台")
        for trade in ("橡胶", "机械", "食品", "化工")
        for a in letters[:23]
        for b in letters[:22]
    ]
    found = propose([*names, "西伯力公司", "西伯力特种橡胶有限公司"])
    assert {"西伯力公司", "西伯力特种橡胶有限公司"} in [{one.left, one.right} for one in found]
