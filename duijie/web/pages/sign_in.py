"""The sign-in page."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """The account that comes with the demo case."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """``problem`` says why the last attempt failed; ``demo`` is there only while the demo case is loaded."""

    fields: tuple[Field, ...]
    problem: str
    next: str
    demo: DemoSignIn | None
