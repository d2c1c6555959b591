"""A second reader: a language model behind any OpenAI-compatible address, believed only where the text proves it.

The text is cut into windows, each is asked once, and every statement of the answer is held against the text by
:mod:`duijie.reading.proof`. Nothing is sent unless somebody constructs this reader with an address.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duijie.reading.answers import NoStatements, Refusal, statements_in
from duijie.reading.chat import complete, completions_address
from duijie.reading.instructions import VERSION, answer_schema, question_words, system_words
from duijie.reading.posting import ReaderUnavailable, shown
from duijie.reading.prepared import Prepared
from duijie.reading.proof import Examiner
from duijie.reading.statement import Found
from duijie.reading.windows import windows

__all__ = ["Answer", "EndpointReader", "ReaderUnavailable", "Refusal"]

LONGEST_NAME = 48
"""Characters of a model's name that go into the names of reader and rule, which are stored in short columns."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model found, what of it was refused, how many requests that took and how many seconds."""

    found: tuple[Found, ...]
    refused: tuple[Refusal, ...]
    calls: int
    seconds: float

    @property
    def refused_by_reason(self) -> dict[str, int]:
        """How often each reason code of :data:`duijie.reading.answers.REASONS` came up, the commonest first."""
        return dict(Counter(one.reason_code for one in self.refused).most_common())


@dataclass(frozen=True, slots=True)
class EndpointReader:
    """Reads by asking ``model`` at ``address`` (``http://127.0.0.1:11434/v1``, ``https://host/v1`` …).

    ``timeout`` in seconds bounds one window's question with its repetitions, ``window`` is in characters.
    Raises ``ValueError`` for an address, model, key or bound that cannot be used; the key is never shown.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    window: int = 4000
    wait: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    def __post_init__(self) -> None:
        completions_address(self.address)
        if not self.model.strip():
            raise ValueError("the model that is to read must be named")
        if not self.key.isascii() or not self.key.isprintable() or " " in self.key:
            raise ValueError("a key holds neither spaces nor line ends nor characters beyond ASCII")
        if self.timeout <= 0 or self.window < 1:
            raise ValueError("timeout and window must be above zero")

    @property
    def name(self) -> str:
        """``model:<model> v<version of the instructions>``."""
        return f"{self.rule} v{VERSION}"

    @property
    def rule(self) -> str:
        """What stands as ``rule`` at everything that the model found: ``model:<model>``."""
        return f"model:{self.model[:LONGEST_NAME]}"

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """What the model says and the text proves. Raises as :meth:`read_with_account` does."""
        return self.read_with_account(text, dated_on).found

    def read_with_account(self, text: str, dated_on: date | None = None) -> Answer:
        """Read ``text`` (already repaired) and tell what was refused as well.

        Raises :class:`ReaderUnavailable` where the server cannot be asked or its answer is unusable; there is
        no half an answer.
        """
        began = time.monotonic()
        address = completions_address(self.address)
        examiner = Examiner(Prepared(text, dated_on), self.rule)
        calls, plain = 0, False
        for window in windows(text, self.window):
            completion = complete(
                address,
                self._question(window.of(text), dated_on),
                _EXTRAS,
                key=self.key,
                deadline=time.monotonic() + self.timeout,
                wait=self.wait,
                plain=plain,
            )
            calls, plain = calls + completion.calls, completion.plain
            if completion.content is None:
                examiner.declined(completion.declined)
                continue
            try:
                items = statements_in(completion.content)
            except NoStatements as wrong:
                raise ReaderUnavailable(
                    shown(address), str(wrong), "Ask a model that can answer in JSON"
                ) from wrong
            examiner.examine(items, window)
        found = sorted(examiner.found, key=lambda one: one.span)
        return Answer(tuple(found), tuple(examiner.refused), calls, time.monotonic() - began)

    def _question(self, text: str, dated_on: date | None) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [
                {"role": "system", "content": system_words()},
                {"role": "user", "content": question_words(text, dated_on)},
            ],
        }


# What not every server takes; asked without where it does not.
_EXTRAS: dict[str, Any] = {
    "temperature": 0,
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "statements", "strict": True, "schema": answer_schema()},
    },
}
