"""The chat-completions protocol that most model servers speak: one question, one answer.

A server that does not know ``response_format`` (or a fixed temperature) answers 400 and is asked again
without; one that is busy (429, 503) is asked once more after the pause that it names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from duijie.reading.posting import ReaderUnavailable, Reply, post_json, shown

PATH = "/chat/completions"
BUSY = frozenset({429, 503})
NOT_UNDERSTOOD = frozenset({400, 422})
PAUSE = 1.0
"""Seconds before asking a busy server again that names no pause."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back: ``content``, or ``None`` where the model declined, with its words in ``declined``.

    ``calls`` requests were made; ``plain`` tells that the server took the question only without a schema.
    """

    content: str | None
    declined: str
    calls: int
    plain: bool


def completions_address(address: str) -> str:
    """``https://host/v1`` → ``https://host/v1/chat/completions``; a query is kept.

    Raises ``ValueError`` for anything but http and https, for a missing host, and for an address with a user
    or password in it.
    """
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = None
    if not usable or not address.isprintable() or " " in address:
        raise ValueError("an address must look like http://127.0.0.1:11434/v1 or https://host/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address must not hold a user or password; the key has its own setting")
    path = parts.path.rstrip("/")
    if not path.endswith(PATH):
        path += PATH
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def complete(
    address: str,
    question: Mapping[str, Any],
    extras: Mapping[str, Any],
    *,
    key: str,
    deadline: float,
    wait: Callable[[float], None],
    plain: bool = False,
) -> Completion:
    """Ask ``question`` (model and messages) with the ``extras`` that a server may not know.

    ``deadline`` (:func:`time.monotonic`) bounds everything, pauses included. Raises
    :class:`ReaderUnavailable` for every failure but a model's own refusal to answer.
    """
    calls, paused = 0, False
    while True:
        body = question if plain else {**question, **extras}
        reply = post_json(address, body, key=key, deadline=deadline)
        calls += 1
        if reply.status in NOT_UNDERSTOOD and not plain:
            plain = True
        elif reply.status in BUSY and not paused and _pause(reply) < deadline - monotonic():
            wait(_pause(reply))
            paused = True
        elif reply.status == 200:
            content, declined = _answer(shown(address), reply.body)
            return Completion(content, declined, calls, plain)
        else:
            raise ReaderUnavailable(shown(address), *_refused(reply, key))


def _pause(reply: Reply) -> float:
    return PAUSE if reply.retry_after is None else reply.retry_after


def _refused(reply: Reply, key: str) -> tuple[str, str]:
    """Reason and remedy of a status that is no success."""
    status = reply.status
    if status in {401, 403}:
        # A server may print the key that it rejects: none of its words here.
        return f"the server does not let us in ({status})", "Check DUIJIE_READER_KEY"
    if 300 <= status < 400:
        to = shown(reply.location) if reply.location and "://" in reply.location else "elsewhere"
        return (
            f"the server points to {_one_line(to, key)} ({status})",
            "Set DUIJIE_READER_ADDRESS to where it is now",
        )
    words = _server_words(reply.body, key)
    said = f", saying: {words}" if words else ""
    if status in BUSY:
        pause = f" in {reply.retry_after:.0f} s" if reply.retry_after else " later"
        return f"the server is busy ({status}){said}", f"Try again{pause}"
    if status in {404, 405}:
        return (
            f"no such model or address ({status}){said}",
            "Check DUIJIE_READER_ADDRESS and DUIJIE_READER_MODEL",
        )
    if status >= 500:
        return f"the server failed ({status}){said}", "Try again, or look at the server's log"
    return (
        f"the server took no question ({status}){said}",
        "Check DUIJIE_READER_MODEL and the server's settings",
    )


def _server_words(body: bytes, key: str) -> str:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    error = data.get("error", data) if isinstance(data, dict) else data
    words = error.get("message") or error.get("detail") if isinstance(error, dict) else error
    return _one_line(words, key) if isinstance(words, str) else ""


def _one_line(words: str, key: str) -> str:
    """At most 200 characters that a terminal can print, the key blotted out."""
    if key:
        words = words.replace(key, "…")
    return " ".join("".join(ch if ch.isprintable() else " " for ch in words).split())[:200]


def _answer(address: str, body: bytes) -> tuple[str | None, str]:
    """Content, or ``None`` and the model's words of refusal."""
    try:
        choice = json.loads(body)["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as wrong:
        raise ReaderUnavailable(
            address,
            "the answer is not that of a chat model",
            "Check DUIJIE_READER_ADDRESS; it often ends in /v1",
        ) from wrong
    finished = choice.get("finish_reason")
    if finished == "length":
        raise ReaderUnavailable(
            address, "the model's answer was cut short", "Allow it longer answers, or give it shorter windows"
        )
    if refusal or finished == "content_filter" or content is None:
        return None, _one_line(refusal, "") if isinstance(refusal, str) else "no words"
    if not isinstance(content, str):
        raise ReaderUnavailable(
            address, "the answer's content is no text", "Ask a model that answers in plain text"
        )
    return content, ""
