"""Pages of ties before anything is recorded."""

from __future__ import annotations

from tests.cast import guo_the_guest, lin_the_reviewer, yunhe_county
from tests.web.test_network import text_of


def test_where_nothing_is_recorded_pages_say_what_to_do(db: None) -> None:
    yunhe_county()
    lin_the_reviewer()
    guo_the_guest()
    assert "登记拜访" in text_of("/network/introductions/")
    assert "没有任何关系" in text_of("/network/")
    assert "行政区划" in text_of("/network/regions/")
    text_of("/network/", user="guo", status=403)
