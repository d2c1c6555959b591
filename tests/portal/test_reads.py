"""How often a notice is read: counted without a trace of who, written down now and then, programs aside."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Thread

import pytest
from django.db import OperationalError
from django.test import Client

from duijie.portal import operations, queries
from duijie.portal.models import Read
from duijie.portal.reads import EVERY, Reads, is_reader
from duijie.web.portal import public
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, yunhe_county, zhou_the_clerk
from tests.portal.test_portal import WORDS

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    ("agent", "method", "purpose", "reader"),
    [
        (FIREFOX, "GET", "", True), (FIREFOX, "HEAD", "", False), (FIREFOX, "GET", "prefetch;prerender", False),
        ("", "GET", "", False), ("Mozilla/5.0 (compatible; Baiduspider/2.0)", "GET", "", False), ("curl/8.5", "GET", "", False),
        ("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0 Mobile Safari/537.36", "GET", "", True),
    ],
)  # fmt: skip
def test_who_reads(agent: str, method: str, purpose: str, reader: bool) -> None:
    assert is_reader(agent, method=method, purpose=purpose) is reader


def test_views_are_written_down_once_a_while_and_none_is_lost_by_threads_or_a_locked_database() -> None:
    now, wrote, locked = [0.0], [], [False]

    def write(counts: Mapping[int, int]) -> None:
        if locked[0]:
            raise OperationalError("database is locked")
        wrote.append(dict(counts))

    reads = Reads(write, clock=lambda: now[0])
    several = [Thread(target=lambda: [reads.count(7) for _ in range(500)]) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert (wrote, reads.waiting(7)) == ([], 2000)
    now[0], locked[0] = EVERY, True
    with pytest.raises(OperationalError):
        reads.count(8)
    assert (reads.waiting(7), reads.waiting(8)) == (2000, 1)
    now[0], locked[0] = 2 * EVERY, False
    reads.count(8)
    assert (wrote, reads.waiting(7)) == ([{7: 2000, 8: 2}], 0)


@pytest.mark.django_db
def test_a_view_is_a_page_sent_to_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    yunhe_county()
    zhou, lin = zhou_the_clerk(bureau()), lin_the_reviewer()
    notice = operations.draft(**WORDS, by=zhou, at=MORNING)  # type: ignore[arg-type]
    operations.approve(notice_id=notice, by=lin, at=NOON)
    reads = Reads(lambda counts: operations.add_reads(counts=counts))
    monkeypatch.setattr(public, "READS", reads)
    here, browser = f"/public/{notice}/", Client(headers={"user-agent": FIREFOX})
    first = browser.get(here)
    assert "点击：1 次" in first.content.decode()
    assert not first.cookies
    assert browser.get(here, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Client(headers={"user-agent": "Googlebot/2.1"}).get(here)
    browser.head(here)
    browser.get("/public/0/")
    assert (reads.waiting(notice), reads.waiting(0)) == (1, 0)
    assert "Views: 2" in browser.get(f"{here}?lang=en").content.decode()
    reads.flush()
    operations.add_reads(counts={notice: 5, 987654: 3})
    assert list(Read.objects.values_list("notice", "count")) == [(notice, 7)]
    assert queries.public_one(notice_id=notice).reads == 7
    assert "点击：8 次" in browser.get(here).content.decode()
