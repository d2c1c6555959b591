"""Sends one question as JSON over HTTP and brings the answer back whole, in time and in bounds, or says why not.

Nothing is followed elsewhere: a redirect is an answer like any other, so neither the text nor the key ever
reaches a host that was not named. A model on this machine is asked directly, never through a proxy.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any, cast
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

MOST_BYTES = 2 * 1024 * 1024


class ReaderUnavailable(RuntimeError):
    """A second reader that gave no usable answer: names the address, the reason and the remedy.

    ``address`` is without its query. The key is in none of the three.
    """

    def __init__(self, address: str, reason: str, remedy: str) -> None:
        super().__init__(f"{address}: {reason}. {remedy}.")
        self.address, self.reason, self.remedy = address, reason, remedy


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. ``retry_after`` in seconds, ``location`` where it redirects to."""

    status: int
    body: bytes
    retry_after: float | None = None
    location: str | None = None


def shown(address: str) -> str:
    """An address fit for a message: without query, fragment and user."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def post_json(
    address: str, body: Mapping[str, Any], *, key: str, deadline: float, most: int = MOST_BYTES
) -> Reply:
    """POST ``body`` to ``address`` (http or https, checked by the caller) and take the whole reply, any status.

    ``deadline`` counts on :func:`time.monotonic` and bounds the whole exchange, however slowly a server
    drips. Raises :class:`ReaderUnavailable` for a refused or broken connection, a missed deadline, and an
    answer above ``most`` bytes or shorter than announced.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "duijie"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    request = Request(address, data=data, headers=headers, method="POST")  # noqa: S310 -- only http and https get here
    try:
        with _opener(address, deadline).open(request, timeout=max(deadline - monotonic(), 0.001)) as response:
            return _whole(cast(HTTPResponse, response), address, most)
    except (OSError, HTTPException, ValueError) as failure:
        raise ReaderUnavailable(shown(address), *_why(failure)) from failure


def _whole(response: HTTPResponse, address: str, most: int) -> Reply:
    body = response.read(most + 1)
    if len(body) > most:
        raise ReaderUnavailable(
            shown(address),
            f"the answer is larger than {most // 1024} kB",
            "Ask a server that answers in JSON only",
        )
    if response.length:
        raise ReaderUnavailable(
            shown(address), "the answer broke off before its end", "Try again, or look at the server's log"
        )
    return Reply(
        response.status,
        body,
        _seconds(response.headers.get("Retry-After")),
        response.headers.get("Location"),
    )


def _seconds(printed: str | None) -> float | None:
    """``Retry-After``: a number of seconds or a date."""
    if not printed:
        return None
    if printed.strip().isdecimal():
        return float(printed[:9])
    try:
        moment = parsedate_to_datetime(printed)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _why(failure: Exception) -> tuple[str, str]:
    """Reason and remedy of a failed exchange."""
    cause: object = failure.reason if isinstance(failure, URLError) else failure
    match cause:
        case TimeoutError():
            return (
                "no whole answer in the time allowed",
                "Allow more time (DUIJIE_READER_TIMEOUT) or a faster model",
            )
        case ConnectionRefusedError():
            return "nothing listens there", "Start the server, or correct DUIJIE_READER_ADDRESS"
        case socket.gaierror() | UnicodeError():
            return "no machine of that name is known", "Correct DUIJIE_READER_ADDRESS"
        case ssl.SSLError():
            return (
                "no trusted connection could be made",
                "Correct the server's certificate, or DUIJIE_READER_ADDRESS",
            )
        case _:
            return f"the connection broke ({type(cause).__name__})", "Try again, or look at the server's log"


class _Until(RawIOBase):
    """A socket's bytes until a deadline; a plain timeout would start anew with every byte that drips in."""

    def __init__(self, raw: RawIOBase, sock: socket.socket, deadline: float) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = BufferedReader(_Until(self.fp.detach(), sock, deadline))


def _connection(kind: type[HTTPConnection], deadline: float, *args: Any, **kwargs: Any) -> HTTPConnection:
    made = kind(*args, **kwargs)
    made.response_class = partial(_Response, deadline=deadline)  # type: ignore[assignment]
    return made


class _Plain(HTTPHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_connection, HTTPConnection, self._deadline), req)


class _Secured(HTTPSHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, req: Request) -> HTTPResponse:
        secured = partial(_connection, HTTPSConnection, self._deadline)
        return self.do_open(secured, req, context=ssl.create_default_context())


def _opener(address: str, deadline: float) -> OpenerDirector:
    """Knows http and https and nothing else: no redirects, no files, no error pages turned into exceptions."""
    opener = OpenerDirector()
    proxy = ProxyHandler({}) if _here(address) else ProxyHandler()
    for handler in (proxy, _Plain(deadline), _Secured(deadline)):
        opener.add_handler(handler)
    return opener


def _here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
