"""One thing said in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Words:
    """Chinese first; English as well."""

    zh: str
    en: str

    def in_language(self, code: str) -> str:
        """The English words for ``en``…, else the Chinese ones."""
        return self.en if code.startswith("en") else self.zh

    @classmethod
    def both(cls, said: object) -> Words:
        """``said`` as it is, or, where it is a name, the same in both languages."""
        return said if isinstance(said, Words) else cls(str(said), str(said))


class Told(Exception):
    """An error that says itself in both languages; ``str()`` of it is the English one."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)

    def at(self, place: str) -> Self:
        """The same error, saying where: for errors that are made of their words alone."""
        return type(self)(f"{place}：{self.words.zh}", f"{place}: {self.words.en}")
