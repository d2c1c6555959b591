"""One request at a time: SQLite in memory is one connection, which the served pages and the test share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

_turn = threading.RLock()


def one_at_a_time(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: each request waits for its turn. Elsewhere each thread has a connection of its own."""

    def in_turn(request: HttpRequest) -> HttpResponseBase:
        if connection.vendor != "sqlite":
            return answer(request)
        with _turn:
            return answer(request)

    return in_turn


@contextmanager
def nobody_asks() -> Iterator[None]:
    """While this lasts no request is answered; it begins when the last one has been."""
    with _turn:
        yield
