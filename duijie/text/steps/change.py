"""What a repair step hands back: the new text, the way back to the one it was given, and what it did where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.text.alignment import Alignment, Edit, apply

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Chinese characters, as the inside of a regular expression's character class."""


@dataclass(frozen=True, slots=True)
class Mark:
    """``place`` of the text that the step was given reads ``after`` now; see :class:`Note` for the rest."""

    place: Span
    after: str
    certain: bool = True
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The outcome of a step that found something."""

    text: str
    alignment: Alignment
    marks: tuple[Mark, ...]


Step = Callable[[str], Change | None]
"""A repair step. Its function's name is its name in notes."""


def edited(text: str, edits: Sequence[Edit], unsure: Iterable[Mark] = ()) -> Change | None:
    """``edits`` carried out, each with a mark of its own, and ``unsure`` places that stay as they are."""
    marks = [Mark(edit.place, edit.after) for edit in edits]
    marks += unsure
    if not marks:
        return None
    after, alignment = apply(text, edits)
    return Change(after, alignment, tuple(sorted(marks, key=lambda mark: mark.place)))


def respelt(before: str, after: str) -> Change | None:
    """``after`` written for ``before``, character for one character; one mark a line that differs.

    Raises ``ValueError`` where the two differ in length.
    """
    if before == after:
        return None
    if len(before) != len(after):
        raise ValueError(f"{len(after)} characters cannot be written one to one for {len(before)}")
    marks = []
    for line in re.finditer(r"[^\n]+", before):
        start, end = line.span()
        if before[start:end] == after[start:end]:
            continue
        while before[start] == after[start]:
            start += 1
        while before[end - 1] == after[end - 1]:
            end -= 1
        marks.append(Mark(Span(start, end), after[start:end]))
    return Change(after, Alignment.identity(len(before)), tuple(marks))
