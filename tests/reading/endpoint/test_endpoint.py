"""Asking a model over HTTP: what is sent, what is taken, and what every failure says."""

from __future__ import annotations

import json
import socket
import time
from datetime import date
from typing import Any

import pytest

from duijie.reading.endpoint import Answer, EndpointReader, ReaderUnavailable
from duijie.reading.engine import read
from duijie.reading.instructions import SAMPLE, sample_answer

from .server import ModelServer, Response, body, drips, fails, says, silent

GOOD = says({"statements": sample_answer()})
KEY = "sk-very-secret-7321"


def reader(server: ModelServer, **changes: Any) -> EndpointReader:
    plain: dict[str, Any] = {"address": server.address, "model": "tester", "key": KEY, "timeout": 5}
    return EndpointReader(**{**plain, **changes})


def answered(server: ModelServer, *script: Response, text: str = SAMPLE, **changes: Any) -> Answer:
    server.script.extend(script)
    return reader(server, **changes).read_with_account(text, date(2021, 7, 2))


def refused(server: ModelServer, *script: Response, **changes: Any) -> ReaderUnavailable:
    with pytest.raises(ReaderUnavailable) as raised:
        answered(server, *script, **changes)
    error = raised.value
    assert str(error) == f"{error.address}: {error.reason}. {error.remedy}."
    assert "\n" not in str(error)
    assert KEY not in f"{error} {error!r} {error.__cause__!r}"
    return error


def test_a_good_answer_becomes_findings_with_an_account(server: ModelServer) -> None:
    answer = answered(server, GOOD)
    assert [one.span.of(SAMPLE) for one in answer.found] == [given["quote"] for given in sample_answer()]
    assert {one.rule for one in answer.found} == {"model:tester"}
    assert answer.refused == ()
    assert answer.calls == 1
    assert 0 < answer.seconds < 5


def test_the_question_names_model_text_day_and_shape(server: ModelServer) -> None:
    answered(server, GOOD)
    (asked,) = server.asked
    assert asked["model"] == "tester"
    assert SAMPLE in asked["messages"][1]["content"]
    assert "2021-07-02" in asked["messages"][1]["content"]
    assert asked["response_format"]["type"] == "json_schema"
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(server: ModelServer) -> None:
    answered(server, GOOD, key="")
    assert "authorization" not in server.headers[0]


def test_it_takes_the_place_of_the_rules(server: ModelServer) -> None:
    server.script.append(GOOD)
    reading = read(SAMPLE, reader=reader(server))
    assert reading.reader == "model:tester v1"
    assert [one.quote for one in reading.statements] == [given["quote"] for given in sample_answer()]


def test_a_long_text_is_asked_in_windows_and_places_count_in_the_whole(server: ModelServer) -> None:
    text = f"第一段没有什么。\n{SAMPLE}\n"
    answer = answered(server, says({"statements": []}), GOOD, text=text, window=len(SAMPLE) + 1)
    assert answer.calls == 2
    assert [one.span.of(text) for one in answer.found] == [given["quote"] for given in sample_answer()]


def test_a_text_of_blanks_asks_nothing(server: ModelServer) -> None:
    assert answered(server, text=" \n\n").calls == 0
    assert server.asked == []


def test_refused_statements_are_counted_by_reason(server: ModelServer) -> None:
    first, second = sample_answer()
    wrong = [first, {**second, "name": "风机项目"}, {"kind": "rumour"}, {**second, "name": "电机项目"}]
    answer = answered(server, says({"statements": wrong}))
    assert len(answer.found) == 1
    assert answer.refused_by_reason == {"name_absent": 2, "malformed": 1}


def test_json_in_a_fence_is_taken(server: ModelServer) -> None:
    fenced = "```json\n" + json.dumps({"statements": sample_answer()}, ensure_ascii=False) + "\n```"
    assert len(answered(server, says(fenced)).found) == 2


@pytest.mark.parametrize(
    "response",
    [
        says(None, refusal="I cannot help with that.\x1b[2J"),
        says(None),
        says("", finish="content_filter"),
    ],
)
def test_a_model_that_declines_is_counted_and_the_rest_is_read(
    server: ModelServer, response: Response
) -> None:
    answer = answered(server, response, GOOD, text=f"第一段。\n{SAMPLE}", window=len(SAMPLE) + 1)
    assert answer.refused_by_reason == {"declined": 1}
    assert len(answer.found) == 2
    assert "\x1b" not in answer.refused[0].reason


def test_a_server_that_knows_no_schema_is_asked_without_from_then_on(server: ModelServer) -> None:
    text = f"第一段。\n{SAMPLE}"
    answer = answered(
        server,
        fails(400, "response_format is not supported"),
        says({"statements": []}),
        GOOD,
        text=text,
        window=len(SAMPLE) + 1,
    )
    assert answer.calls == 3
    assert ["response_format" in asked for asked in server.asked] == [True, False, False]
    assert len(answer.found) == 2


def test_a_question_that_is_wrong_either_way_is_reported(server: ModelServer) -> None:
    error = refused(server, fails(400, "no"), fails(400, "context too long"))
    assert "400" in error.reason
    assert "context too long" in error.reason


def test_a_busy_server_is_asked_once_more_after_its_pause(server: ModelServer) -> None:
    pauses: list[float] = []
    answer = answered(server, fails(429, Retry_After="2"), GOOD, wait=pauses.append)
    assert pauses == [2.0]
    assert answer.calls == 2
    assert len(answer.found) == 2


def test_a_pause_may_be_given_as_a_date(server: ModelServer) -> None:
    pauses: list[float] = []
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    answered(server, fails(503, Retry_After=past), GOOD, wait=pauses.append)
    assert pauses == [0.0]


def test_a_server_that_stays_busy_is_left_alone(server: ModelServer) -> None:
    error = refused(server, fails(429, "slow down"), fails(429, "slow down"), wait=lambda _: None)
    assert "busy" in error.reason
    assert len(server.asked) == 2


def test_a_pause_beyond_our_patience_is_not_waited_for(server: ModelServer) -> None:
    pauses: list[float] = []
    error = refused(server, fails(429, Retry_After="3600"), wait=pauses.append)
    assert pauses == []
    assert "3600 s" in error.remedy


@pytest.mark.parametrize(
    ("response", "reason", "remedy"),
    [
        (fails(401, f"Incorrect API key provided: {KEY}"), "401", "DUIJIE_READER_KEY"),
        (fails(403, f"Incorrect API key provided: {KEY}"), "403", "DUIJIE_READER_KEY"),
        (fails(404, "model 'tester' not found"), "not found", "DUIJIE_READER_MODEL"),
        (fails(500, f"failed with {KEY} \x1b[31m\nline two"), "failed with … [31m line two", "log"),
        (body(b"<html>Bad Gateway</html>", status=502), "502", "log"),
        (body(b"<html>Welcome</html>"), "not that of a chat model", "/v1"),
        (body(b""), "not that of a chat model", "/v1"),
        (body(b'{"choices": []}'), "not that of a chat model", "/v1"),
        (body(b'{"choices": [7]}'), "not that of a chat model", "/v1"),
        (body(b'{"error": {"message": "out of credit"}}'), "not that of a chat model", "/v1"),
        (body(b"[" * 200_000), "not that of a chat model", "/v1"),
        (body(b'{"choices": [{"message": {"content": ["a"]}}]}'), "no text", "plain text"),
        (says('{"statements": [{"kind": "tal'), "no JSON", "JSON"),
        (says("我读不懂这份材料。"), "no JSON", "JSON"),
        (says({"statements": "none"}), "no list of statements", "JSON"),
        (says('{"statements": [', finish="length"), "cut short", "shorter windows"),
        (body(b'{"choices"', Content_Length="4000"), "broke off", "log"),
        (body(b"x" * (2 * 1024 * 1024 + 1)), "larger than 2048 kB", "JSON only"),
        (body(b"", Content_Length="nonsense"), "not that of a chat model", "/v1"),
    ],
)  # fmt: skip
def test_an_unusable_answer_says_what_is_wrong_and_what_to_do(
    server: ModelServer, response: Response, reason: str, remedy: str
) -> None:
    error = refused(server, response)
    assert reason in error.reason
    assert remedy in error.remedy
    assert error.address == f"{server.address}/chat/completions"


def test_a_server_that_hangs_up_is_reported(server: ModelServer) -> None:
    def hang_up(handler: Any) -> None:
        handler.close_connection = True

    assert "connection broke" in refused(server, hang_up).reason


@pytest.mark.parametrize("response", [silent, drips(in_headers=True), drips(in_headers=False)])
def test_the_time_is_bounded_however_slowly_a_server_answers(server: ModelServer, response: Response) -> None:
    began = time.monotonic()
    error = refused(server, response, timeout=0.15)
    assert time.monotonic() - began < 0.6
    assert "time" in error.reason
    assert "DUIJIE_READER_TIMEOUT" in error.remedy


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(server: ModelServer, status: int) -> None:
    with ModelServer() as elsewhere:
        error = refused(server, fails(status, Location=f"{elsewhere.address}/other?token=x"))
        assert elsewhere.paths == []
        assert f"{elsewhere.address}/other (" in error.reason
    assert server.paths == ["/v1/chat/completions"]


def test_nobody_listening_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    with pytest.raises(ReaderUnavailable, match="nothing listens there"):
        EndpointReader(address, "tester").find(SAMPLE, dated_on=None)


def test_a_server_without_a_certificate_is_not_trusted(server: ModelServer) -> None:
    address = server.address.replace("http:", "https:")
    with pytest.raises(ReaderUnavailable, match="no trusted connection"):
        EndpointReader(address, "tester").find(SAMPLE, dated_on=None)


def test_a_proxy_never_comes_between_this_machine_and_itself(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ModelServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        assert len(answered(server, GOOD).found) == 2
        assert proxy.paths == []


def test_half_an_answer_is_none(server: ModelServer) -> None:
    text = f"{SAMPLE}\n{SAMPLE}"
    refused(server, GOOD, fails(500), text=text, window=len(SAMPLE) + 1)


def test_the_key_is_not_shown(server: ModelServer) -> None:
    assert KEY not in repr(reader(server))
    assert KEY not in reader(server).name


@pytest.mark.parametrize(
    "changes",
    [
        {"address": ""},
        {"address": "localhost:11434/v1"},
        {"address": "ftp://127.0.0.1/v1"},
        {"address": "file:///etc/passwd"},
        {"address": "http://user:pass@127.0.0.1/v1"},
        {"address": "http://127.0.0.1:99999/v1"},
        {"address": "http:///v1"},
        {"address": "http://127.0.0.1/v1\r\nX: y"},
        {"model": " "},
        {"key": f"{KEY}\n"},
        {"key": f"{KEY} "},
        {"key": f"{KEY}钥"},
        {"timeout": 0},
        {"window": 0},
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|holds neither") as raised:
        EndpointReader(**{"address": "http://127.0.0.1/v1", "model": "tester", "key": KEY, **changes})
    assert KEY not in str(raised.value)


def test_names_fit_the_columns_that_keep_them() -> None:
    long = EndpointReader("http://127.0.0.1/v1", "family/" + "x" * 200)
    assert len(long.name) <= 60
    assert len(long.rule) <= 75


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/v1", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("/deployed/chat/completions?api-version=3", "/deployed/chat/completions?api-version=3"),
        ("", "/chat/completions"),
    ],
)
def test_an_address_leads_to_the_place_for_questions(server: ModelServer, address: str, asked: str) -> None:
    base = server.address.removesuffix("/v1")
    answered(server, GOOD, address=base + address)
    assert server.paths == [asked]
