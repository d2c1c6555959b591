"""One thing said in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Chinese first; English as well."""

    zh: str
    en: str

    def in_language(self, code: str) -> str:
        """The English words for ``en``…, else the Chinese ones."""
        return self.en if code.startswith("en") else self.zh
