"""Who found a statement, told from the names of readers and rules."""

from __future__ import annotations

from typing import Final

RULES: Final = "rules"
MODEL: Final = "model"


def sides_of(name: str) -> frozenset[str]:
    """The sides that a reader's or rule's name stands for.

    ``model:…`` is a model, ``both:…`` (a rule) and ``…+model:…`` (a reader) are both, all else is the rules.
    """
    if name.startswith("both:") or "+model:" in name:
        return frozenset({RULES, MODEL})
    return frozenset({MODEL if name.startswith("model:") else RULES})
