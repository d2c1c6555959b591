"""Answers given before, and what can go wrong with a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duijie.kernel.words import Told


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: str


class KeyTaken(Told, ValueError):
    """The key came before with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"键“{key}”已用于另一请求。请为每个请求另取一个 UUID。",
            f"The key {key!r} came before with another request. Give each request a key of its own, a UUID.",
        )


class StillRunning(Told, RuntimeError):
    """The same request is being carried out."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"键为“{key}”的请求正在办理，请稍后再发以取得结果。",
            f"The request with the key {key!r} is being carried out. Send it again in a second for its answer.",
        )
