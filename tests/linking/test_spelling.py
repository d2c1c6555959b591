"""What is said of whole columns is what is said of one name."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.naming.plain import plain
from duijie.registry.linking.features import GIVEN, features
from duijie.registry.linking.keys import Keys
from duijie.registry.linking.pools import named_pool
from duijie.registry.linking.spelling import rough, spelled

LETTERS = st.text(st.sampled_from("衡水宏遠鵬锦（）()【】ＡＢab1２ 　·“”《》、有限公司後里乾"), max_size=12)


@settings(deadline=None)
@given(
    names=st.lists(
        st.one_of(LETTERS, st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8)), max_size=6
    )
)
def test_a_column_is_spelled_as_each_name_is(names: list[str]) -> None:
    assert spelled(pl.Series(names, dtype=pl.String)).to_list() == [plain(name) for name in names]


def frame(*names: str) -> pl.DataFrame:
    return next(named_pool("x", list(enumerate(names, 1))).frames())


def test_place_and_form_are_taken_off_even_where_the_form_is_marred() -> None:
    names = [
        "衡水市宏远橡胶有限公司",
        "宏远(衡水)橡胶有限公司",
        "河北衡水宏远橡胶有限司公",
        "衡水市景县宏远橡胶股份有限公司",
    ]
    assert set(rough(pl.Series(names))["inner_core"]) == {"宏远橡胶"}


def test_slips_share_a_key_and_strangers_do_not() -> None:
    ours = frame("衡水宏远橡腔有限公司", "衡水远宏橡胶有限公司", "宏远橡胶", "昆明青鸟旅行社")
    with Keys(ours) as keys:
        keys.sift(frame("衡水宏远橡胶有限公司"))
        assert keys.pairs()["row_l"].to_list() == [1, 2, 3]


def test_an_address_tells_the_place_where_it_says_so_and_a_street_does_not() -> None:
    addresses = {
        "上海市虹口区四平路421弄": ("上海", None, "四平路421弄"), "四平路421弄": (None, None, "四平路421弄"),
        "河北衡水市桃城区人民路1号": ("河北", "衡水", "人民路1号"), "河北省河北路１号": ("河北", None, "河北路1号"),
    }  # fmt: skip
    rows = frame(*["宏远橡胶"] * len(addresses)).with_columns(address=pl.Series(list(addresses)))
    made = features(rows).select("province", "city", "address").rows()
    assert made == list(addresses.values())


def test_what_is_not_stated_is_null() -> None:
    made = features(frame("衡水宏远橡胶有限公司")).row(0, named=True)
    assert made["code"] is made["address"] is made["day"] is made["branch"] is None
    assert (made["province"], made["city"], made["core"]) == ("河北", "衡水", "宏远橡胶")
    assert set(GIVEN) <= set(frame("x").columns)
