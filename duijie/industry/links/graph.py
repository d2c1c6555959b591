"""A chain as a graph of links. Pure: a chain is read from a file, a stored version or a sheet alike.

An edge leads from a link to the one that uses what it makes; it is kept with the user, as ``upstream``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from duijie.codes.industries import NoIndustry, industry
from duijie.kernel.ids import digest
from duijie.kernel.words import Told, Words

KINDS: Final[Mapping[str, Words]] = {
    "make": Words("生产", "makes"),
    "serve": Words("服务", "serves"),
    "trade": Words("贸易", "trades"),
}
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MOST_LINKS: Final = 200


class WrongChain(Told, ValueError):
    """A chain that cannot be kept: which link, why, and what to do, in both languages."""

    def __init__(self, link: str, why: Words) -> None:
        self.link, self.why = link, why
        super().__init__(f"{link}：{why.zh}" if link else why.zh, f"{link}: {why.en}" if link else why.en)


@dataclass(frozen=True, slots=True)
class Link:
    """One link. ``codes``: GB/T 4754, also the beginning of one; ``words`` name what it makes or does; where one of
    ``unless`` stands in the same clause the words mean something else. ``key``: the chain hangs on it."""

    code: str
    name: Words
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    upstream: tuple[str, ...] = ()
    kind: str = "make"
    key: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """The links of a chain in the order in which they were written, and what follows from their edges."""

    links: tuple[Link, ...]
    by_code: Mapping[str, Link] = field(init=False, compare=False, repr=False)
    downstream: Mapping[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {link.code: link for link in self.links})
        users: dict[str, tuple[str, ...]] = {link.code: () for link in self.links}
        for link in self.links:
            for code in link.upstream:
                users[code] = (*users.get(code, ()), link.code)
        object.__setattr__(self, "downstream", users)

    @property
    def digest(self) -> str:
        """What the placing depends on, as a key: names and edges may change without placing anew."""
        return digest(repr([(x.code, x.codes, x.words, x.unless, x.kind) for x in self.links]).encode())[:16]

    def around(self, code: str) -> tuple[str, ...]:
        """Links directly up- and downstream."""
        return (*self.by_code[code].upstream, *self.downstream[code])

    def levels(self) -> dict[str, int]:
        """How many steps lie at most between a link and the beginning of the chain; a circle counts once."""
        found: dict[str, int] = {}

        def level(code: str, seen: tuple[str, ...]) -> int:
            if code not in found:
                above = [one for one in self.by_code[code].upstream if one not in seen]
                found[code] = max((level(one, (*seen, code)) + 1 for one in above), default=0)
            return found[code]

        for link in self.links:
            level(link.code, ())
        return found

    def as_json(self) -> list[dict[str, Any]]:
        """As it is stored."""
        return [{**asdict(link), "name": {"zh": link.name.zh, "en": link.name.en}} for link in self.links]


def graph_of(rows: Iterable[Mapping[str, Any]]) -> Graph:
    """A graph out of stored rows or a file's ``[[link]]``. Raises :class:`WrongChain`."""
    return checked([_link(row) for row in rows])


def _link(row: Mapping[str, Any]) -> Link:
    code = str(row.get("code", "")).strip()
    name = row.get("name") or {}
    lists = {
        key: tuple(dict.fromkeys(text for one in row.get(key, ()) if (text := str(one).strip())))
        for key in ("codes", "words", "unless", "upstream")
    }
    zh = str(name.get("zh", "")).strip()
    words = Words(zh, str(name.get("en", "")).strip() or zh)
    return Link(code, words, kind=str(row.get("kind", "make")), key=bool(row.get("key", False)), **lists)


def checked(links: Sequence[Link]) -> Graph:
    """The links as a graph. Raises :class:`WrongChain` for what cannot be meant."""
    known = {link.code for link in links}
    if not links or len(links) > _MOST_LINKS:
        raise WrongChain(
            "", Words(f"产业链须有1至{_MOST_LINKS}个环节", f"a chain has 1 to {_MOST_LINKS} links")
        )
    for place, link in enumerate(links):
        _check(link, known, {one.code for one in links[:place]})
    return Graph(tuple(links))


def _check(link: Link, known: set[str], before: set[str]) -> None:
    if not _CODE.fullmatch(link.code):
        raise WrongChain(
            link.code or link.name.zh,
            Words(
                "环节代码用小写字母、数字和连字符", "a link's code is of small letters, digits and hyphens"
            ),
        )
    if link.code in before:
        raise WrongChain(link.code, Words("环节代码重复", "another link has this code"))
    if not link.name.zh:
        raise WrongChain(link.code, Words("环节没有名称", "the link has no name"))
    if link.kind not in KINDS:
        raise WrongChain(link.code, Words(f"类别“{link.kind}”不明，可用：{'、'.join(KINDS)}", f"kind {link.kind!r} is not known; there are {', '.join(KINDS)}"))  # fmt: skip
    if not link.codes and not link.words:
        raise WrongChain(
            link.code, Words("环节至少要有一个行业代码或一个词", "a link needs an industry code or a word")
        )
    for code in link.codes:
        if isinstance(industry(code), NoIndustry):
            raise WrongChain(
                link.code, Words(f"“{code}”不是国民经济行业代码", f"{code!r} is no code of GB/T 4754")
            )
    for word in link.words:
        if len(word) < 2:
            raise WrongChain(link.code, Words(f"词“{word}”太短，至少两个字", f"the word {word!r} is too short; two characters at least"))  # fmt: skip
    for code in link.upstream:
        if code not in known:
            raise WrongChain(
                link.code, Words(f"上游“{code}”不是本链环节", f"upstream {code!r} is no link of this chain")
            )
        if code == link.code:
            raise WrongChain(link.code, Words("环节不能是自己的上游", "a link cannot lie upstream of itself"))
