"""Answers given before, and what can go wrong with a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: str


class KeyTaken(ValueError):
    """The key came before with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The key {key!r} came before with another request. Give each request a key of its own, a UUID."
        )


class StillRunning(RuntimeError):
    """The same request is being carried out."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The request with the key {key!r} is being carried out. Send it again in a second for its answer."
        )
