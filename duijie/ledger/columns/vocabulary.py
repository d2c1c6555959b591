"""Texts as numbers: each text that a column holds is written once and stands in the rows by its number. Pure."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.ledger.rules import PART

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

TEXTS: Final = ("key", "scope", "unit", "sense", "park", "source", "band", "chain", "basis")
"""Columns of texts."""


class Vocabulary:
    """Texts by number in the order in which they came; 0 is the empty one. It only grows, by several threads at once."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._codes: dict[str, int] = {"": 0}
        self._derived: dict[str, Numbers] = {}
        self._wholes: Codes = np.zeros(0, np.int32)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self.texts)

    def code(self, text: str) -> int:
        """The number of a text, a new one where it has none yet."""
        found = self._codes.get(text)
        if found is None:
            with self._lock:
                found = self._codes.get(text)
                if found is None:
                    found = len(self.texts)
                    self.texts.append(text)
                    self._codes[text] = found
        return found

    def codes(self, texts: Iterable[str]) -> Codes:
        """The numbers of texts."""
        texts = list(texts)
        found: list[int | None] = list(map(self._codes.get, texts))
        if None in found:
            found = [
                self.code(text) if code is None else code for code, text in zip(found, texts, strict=True)
            ]
        return np.array(found, np.int32)

    def known(self, texts: Iterable[str]) -> Codes:
        """The numbers of those texts that have one."""
        return np.array([code for text in texts if (code := self._codes.get(text)) is not None], np.int32)

    def derived(self, name: str, of: Callable[[str], int]) -> Numbers:
        """A number that follows from each text, by the text's number; ``name`` tells which. Each is worked out once."""
        with self._lock:
            held = self._derived.get(name, np.empty(0, np.int64))
            if len(held) < len(self.texts):
                more = np.fromiter(map(of, self.texts[len(held) :]), np.int64)
                held = self._derived[name] = np.concatenate([held, more])
            return held

    @property
    def wholes(self) -> Codes:
        """By number of a key, that of the thing whose part it names; a thing's own is itself."""
        with self._lock:
            if len(self._wholes) < len(self.texts):
                # What stands for a whole may be new itself, and has a number of its own then.
                for text in self.texts[len(self._wholes) :]:
                    self.code(text.partition(PART)[0])
                more = [self.code(text.partition(PART)[0]) for text in self.texts[len(self._wholes) :]]
                self._wholes = np.concatenate([self._wholes, np.array(more, np.int32)])
            return self._wholes


class Names:
    """A vocabulary for each column of texts."""

    def __init__(self) -> None:
        self._held = {column: Vocabulary() for column in TEXTS}

    def __getitem__(self, column: str) -> Vocabulary:
        return self._held[column]

    def texts(self, column: str) -> Sequence[str]:
        """The texts of a column by number."""
        return self._held[column].texts
