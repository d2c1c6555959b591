# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""Which reader reads: the rules, a language model, or both. The model is set by ``DUIJIE_READER_*``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from config import env
from duijie.cli.errors import WrongUse
from duijie.cli.words import REFUSED, say
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.reading.endpoint import EndpointReader
    from duijie.reading.statement import Found, Reader


class ReaderChoice(StrEnum):
    """Who reads."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


ReaderOption = Annotated[
    ReaderChoice,
    typer.Option("--reader", help="The rules, the model set by DUIJIE_READER_ADDRESS, or both side by side."),
]


class NoSecondReader(WrongUse):
    """A model is to read and none is set, or what is set cannot be used."""


@dataclass(frozen=True, slots=True)
class Accounted:
    """A model's reader that keeps count, by reason, of the answers that the text did not bear out."""

    model: EndpointReader
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The model's."""
        return self.model.name

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """What the model says and the text proves; raises as the model's reader does."""
        answer = self.model.read_with_account(text, dated_on)
        self.refused.update(answer.refused_by_reason)
        return answer.found


@dataclass(frozen=True, slots=True)
class Remembering:
    """A reader that asks ``inner`` once for a text, so that it can be asked before a transaction begins."""

    inner: Reader
    known: dict[tuple[str, date | None], Sequence[Found]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The inner reader's."""
        return self.inner.name

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """What ``inner`` finds."""
        key = (text, dated_on)
        if key not in self.known:
            self.known[key] = self.inner.find(text, dated_on=dated_on)
        return self.known[key]


def reader_for(choice: ReaderChoice, refused: Counter[str]) -> Reader:
    """The reader chosen; what a model says in vain is counted in ``refused``.

    Raises :class:`NoSecondReader`.
    """
    from duijie.reading.engine import RuleReader

    if choice is ReaderChoice.RULES:
        return RuleReader()
    from duijie.reading.endpoint import EndpointReader
    from duijie.reading.together import TogetherReader

    address, name = env.address("DUIJIE_READER_ADDRESS"), env.text("DUIJIE_READER_MODEL").strip()
    missing = [
        variable
        for variable, value in (("DUIJIE_READER_ADDRESS", address), ("DUIJIE_READER_MODEL", name))
        if not value
    ]
    if missing:
        raise NoSecondReader(
            f"--reader {choice} asks a model, and none is set. Set {' and '.join(missing)}; "
            "docs/guides/second-reader.md tells how."
        )
    try:
        model = EndpointReader(
            address,
            name,
            env.text("DUIJIE_READER_KEY"),
            timeout=env.whole("DUIJIE_READER_TIMEOUT", 60, least=1),
        )
    except ValueError as wrong:
        raise NoSecondReader(f"the model cannot be asked: {wrong}. Correct DUIJIE_READER_*.") from wrong
    accounted = Accounted(model, refused)
    return accounted if choice is ReaderChoice.MODEL else TogetherReader(RuleReader(), accounted)


def tell_refused(refused: Mapping[str, int]) -> None:
    """One line on standard error where a model's answers were refused: how many, and why."""
    total = sum(refused.values())
    if not total:
        return
    ranked = sorted(refused.items(), key=lambda one: (-one[1], one[0]))
    reasons = [(count, REFUSED[code]) for code, count in ranked]
    noun = "answer" if total == 1 else "answers"
    line = Words(
        f"模型的回答有 {total} 条未采用：" + "，".join(f"{words.zh} {count}" for count, words in reasons),
        f"{total} {noun} refused: " + ", ".join(f"{count} {words.en}" for count, words in reasons),
    )
    typer.echo(say(line), err=True)
