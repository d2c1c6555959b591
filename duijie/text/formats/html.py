"""Web pages: the article's paragraphs as text, title, section, source and day as the page's frame.

Main text is found by trafilatura; where it finds none, or a page is too large or too deep for it, all text
outside scripts, forms and navigation is taken. Parsing is bounded by size and depth, whatever the page holds.
"""

# ruff: noqa: PLC0415 -- what finds the main text is loaded when a page comes, not when the program starts
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lxml import etree

from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.text.formats.encoding import Decoded
from duijie.text.formats.frame import frame_of
from duijie.text.formats.source import Block, CannotRead, Frame, Source

_LARGE = 2**20
"""Characters of mark-up from which on the main text is not searched for."""
_DEEP = 120
_MANY = 40_000
"""Elements from which on the main text is not searched for."""
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "form",
        "select",
        "button",
        "nav",
        "footer",
        "svg",
        "head",
        "title",
    ]
)
_PARTS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "dl",
    ]
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_META = {
    "title": ("og:title", "articletitle", "title"),
    "section": ("columnname", "article:section", "channel"),
    "source": ("contentsource", "source", "og:site_name"),
    "dated_on": ("pubdate", "publishdate", "article:published_time", "date"),
}


def read_html(decoded: Decoded, name: str) -> Source:
    """Blocks are the page's paragraphs in reading order, at ``p 1`` and on.

    Raises :class:`CannotRead` where the page holds no text.
    """
    root = _parsed(decoded.text, name)
    deep, many = _extent(root)
    parts: list[tuple[str, str]] = []
    remarks = list(decoded.remarks)
    if len(decoded.text) <= _LARGE and deep <= _DEEP and many <= _MANY:
        parts = _main_parts(decoded.text)
    else:
        remarks.append("the page is too large or too deeply nested to find its main text; all text was taken")
    everything = [("p", text) for text in _texts(root)]
    parts = parts or everything
    if not parts:
        raise CannotRead(
            name,
            Words("网页没有文字", "the page holds no text"),
            Words(
                "请保存文章本身，或把正文复制到文件里",
                "Save the article itself, or copy its text into a file",
            ),
        )
    blocks, text = [], ""
    pieces: list[str] = []
    at = 0
    for number, (kind, words) in enumerate(parts, 1):
        blocks.append(Block(Span(at, at + len(words)), kind, f"{kind} {number}"))
        pieces.append(words)
        at += len(words) + 1
    text = "\n".join(pieces)
    return Source(
        name=name,
        format="html",
        text=text,
        encoding=decoded.encoding,
        blocks=tuple(blocks),
        frame=_frame(root, [words for _, words in everything[:200]]),
        remarks=tuple(remarks),
    )


def _parsed(markup: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    clean = _NO_XML.sub("", _XML_HEAD.sub("", markup))
    try:
        root = etree.fromstring(clean.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise CannotRead(
            name,
            Words("网页无法解析", "the page cannot be parsed"),
            Words("请从浏览器重新保存，或存为文本", "Save it again from the browser, or as text"),
        )
    return root


def _extent(root: etree._Element) -> tuple[int, int]:
    """Depth and number of elements."""
    depth = deepest = many = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth, many = depth + 1, many + 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest, many


def _main_parts(markup: str) -> list[tuple[str, str]]:
    """The main text's paragraphs with their kinds, as trafilatura finds them."""
    import trafilatura

    found = trafilatura.bare_extraction(
        _NO_XML.sub("", _XML_HEAD.sub("", markup)),
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    kinds = {"head": "heading", "item": "item", "row": "row", "quote": "quote"}
    parts = []
    for element in _leaves(body):
        separator = "\t" if element.tag == "row" else ""
        words = _BLANKS.sub(" ", separator.join(element.itertext())).strip()
        if words:
            parts.append((kinds.get(str(element.tag), "p"), words))
    return parts


def _leaves(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraph-like elements, rows and items, not what holds them."""
    for element in body:
        if element.tag in ("list", "table"):
            yield from element.iter("item", "row")
        elif element.tag in ("div", "quote") and len(element):
            yield from _leaves(element)
        else:
            yield element


def _texts(root: etree._Element) -> list[str]:
    """All text that a reader sees, a string a paragraph; walked without recursion."""
    found: list[str] = []
    run: list[str] = []
    hidden = 0

    def end() -> None:
        words = _BLANKS.sub(" ", "".join(run)).strip()
        if words:
            found.append(words)
        run.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _LEFT_OUT
            if tag in _PARTS:
                end()
            if not hidden and element.text:
                run.append(element.text)
        else:
            hidden -= tag in _LEFT_OUT
            if tag in _PARTS:
                end()
            if not hidden and element.tail:
                run.append(element.tail)
    end()
    return found


def _frame(root: etree._Element, lines: list[str]) -> Frame:
    """What the page's meta elements state, and for the rest what its lines do."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").lower()
        content = (element.get("content") or "").strip()
        if key and content:
            meta.setdefault(key, content)
    stated = {field: next((meta[key] for key in keys if key in meta), None) for field, keys in _META.items()}
    seen = frame_of("\n".join(lines))
    titles = [_BLANKS.sub(" ", "".join(one.itertext())).strip() for one in root.iter("h1", "title")]
    headings = [one for one in titles if one]
    day = _DAY.search(stated["dated_on"] or "")
    title = stated["title"] or next(iter(reversed(headings)), None) or seen.title
    return replace(
        seen,
        title=title,
        section=seen.section or stated["section"],
        source=seen.source or stated["source"],
        dated_on=seen.dated_on or (_day(day) if day else None),
    )


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
