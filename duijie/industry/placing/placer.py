"""Which links of a chain an enterprise stands on, with the signs that say so. Pure.

Three kinds of signs: its industry code, words in its name, words in its scope of business, where the verbs around a
word tell whether the thing is made, sold or served. Kinds join as ``1 - (1-a)(1-b)(1-c)``; what each is worth stands in
``tables/placing.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from duijie.codes.industries import NoIndustry, industry
from duijie.industry.links.graph import Graph, Link
from duijie.industry.placing.clauses import MADE, SERVED, SOLD, UNSAID, Clause, clauses_of
from duijie.industry.rules import Worth
from duijie.kernel.words import Words

_SELLER: Final = re.compile(
    r"商贸|贸易|经贸|物资|供应站|供销|经营部|门市|商店|商行|商场|销售|批发|购销|经销|零售|营业部|超市|配送中心|进出口"
)
_MAKER: Final = re.compile(r"厂|制造|加工|制品有限|工业|机械有限|生产")
_ABOUT: Final = re.compile(r"(?:咨询|规划|设计|监理|培训|软件开发)$")
_BRACKETS: Final = re.compile(r"[（(][^()（）]*[)）]")
_FINE: Final = 4
"""Digits of an industry's code that name a class."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason: of which kind (``code name scope``), what it is worth, and what it rests on."""

    kind: str
    worth: float
    text: str
    word: str
    mode: str = ""
    place: int = 0

    @property
    def reason(self) -> Words:
        """The sign in words."""
        if self.kind == "code":
            return Words(f"行业代码{self.text}", f"industry code {self.text}")
        if self.kind == "name":
            return Words(f"名称中有“{self.word}”", f"“{self.word}” in the name")
        zh, en = _MODES[self.mode]
        return Words(
            f"经营范围第{self.place + 1}项“{self.text}”（{zh}）",
            f"item {self.place + 1} of its scope, “{self.text}” ({en})",
        )


_MODES: Final = {
    MADE: ("生产", "made"), SOLD: ("仅销售", "sold only"), SERVED: ("仅服务", "served only"), UNSAID: ("未写明", "not said how"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A link on which an enterprise stands. ``sure``: enough for the map; else it is shown as perhaps."""

    link: str
    score: float
    sure: bool
    signs: tuple[Sign, ...]


class Placer:
    """Places enterprises on one chain; made once, used for many."""

    def __init__(self, graph: Graph, worth: Worth) -> None:
        self.graph, self.worth = graph, worth
        self._links: dict[str, list[Link]] = {}
        for link in graph.links:
            for word in link.words:
                self._links.setdefault(word, []).append(link)
        self._shares = {
            code: sum(code in link.codes for link in graph.links)
            for link in graph.links
            for code in link.codes
        }
        ordered = sorted(self._links, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    @property
    def words(self) -> tuple[str, ...]:
        """The words without one of which only a code can place an enterprise."""
        return tuple(self._links)

    def place(self, *, name: str, scope: str, code: str = "") -> tuple[Placed, ...]:
        """The links in force for an enterprise, likeliest first, weaker ones than ``perhaps`` left out."""
        signs: dict[str, list[Sign]] = {}
        for link, sign in (*self._by_code(code), *self._by_name(name), *self._by_scope(name, scope)):
            signs.setdefault(link, []).append(sign)
        found = []
        for link, own in signs.items():
            best = {sign.kind: sign for sign in sorted(own, key=lambda one: one.worth)}
            left = 1.0
            for sign in best.values():
                left *= 1 - sign.worth
            score = 1 - left
            if score >= self.worth.perhaps:
                told = tuple(sorted(best.values(), key=lambda one: -one.worth))
                found.append(Placed(link, round(score, 4), score >= self.worth.placed, told))
        return tuple(sorted(found, key=lambda one: -one.score))

    def _by_code(self, code: str) -> Iterator[tuple[str, Sign]]:
        found = industry(code) if code else NoIndustry("")
        if isinstance(found, NoIndustry):
            return
        for link in self.graph.links:
            fits = [own for own in link.codes if found.code.startswith(own)]
            if fits:
                # A class that several links share says less of each.
                worth = self.worth.code_exact / self._shares[max(fits, key=len)] ** 0.5
                yield link.code, Sign("code", round(worth, 4), found.lettered, "")
            elif any(own.startswith(found.code) for own in link.codes) and len(found.code) > 1:
                yield (
                    link.code,
                    Sign("code", self.worth.code_coarse * (len(found.code) / _FINE), found.lettered, ""),
                )

    def _by_name(self, name: str) -> Iterator[tuple[str, Sign]]:
        text = _BRACKETS.sub("", name)
        for word, link in self._said(text):
            if _SELLER.search(text) and link.kind == "make":
                worth = self.worth.name_seller
            elif link.kind != "make":
                worth = self.worth.serves
            else:
                worth = self.worth.name_maker if _MAKER.search(text) else self.worth.name_plain
            yield link.code, Sign("name", round(worth, 4), "", word)

    def _by_scope(self, name: str, scope: str) -> Iterator[tuple[str, Sign]]:
        if self._any is None or not self._any.search(scope):
            return
        seller = bool(_SELLER.search(name))
        maker = not seller and bool(_MAKER.search(name))
        for clause in clauses_of(scope, self._any):
            for word, link in self._said(clause.text):
                worth = self._of_clause(clause, link, seller=seller, maker=maker)
                yield link.code, Sign("scope", round(worth, 4), clause.text, word, clause.mode, clause.place)

    def _of_clause(self, clause: Clause, link: Link, *, seller: bool, maker: bool) -> float:
        worth = self.worth
        faded = worth.fade / (worth.fade + clause.place)
        if link.kind != "make":
            if _ABOUT.search(clause.text):
                return worth.scope_serves * faded
            return (
                worth.scope_sells if clause.mode == SOLD and link.kind == "serve" else worth.serves
            ) * faded
        if clause.mode == UNSAID:
            # Who is called a works makes what it lists, who is called a trader sells it.
            return faded * (
                worth.scope_makes if maker else worth.scope_sells if seller else worth.scope_unsaid
            )
        by_mode = {MADE: worth.scope_makes, SOLD: worth.scope_sells, SERVED: worth.scope_serves}
        return by_mode[clause.mode] * faded

    def _said(self, text: str) -> Iterable[tuple[str, Link]]:
        """The words in a text, each with the links that it names there; longer words go before those inside them."""
        for found in self._any.finditer(text) if self._any else ():
            for link in self._links[found[0]]:
                if not any(other in text and other not in found[0] for other in link.unless):
                    yield found[0], link
