"""What a web page sets round an article: site label, breadcrumb, source line, buttons.

Only whole lines count, only above the first line of prose and below the last, and only in the forms that
pages use; a line of the article that merely mentions its source stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from duijie.kernel.span import Span
from duijie.text.alignment import Edit
from duijie.text.steps.change import Change, edited

ZONE = 40
"""Lines at each end of a text that are looked at."""
LONGEST = 200

# 当前位置:主页 > 京津冀新闻 > 京津冀产业 >
_BREADCRUMB = re.compile(
    r"\s*[【\[]?(?:您?(?:现在|目前)?的?(?:当前|所在|现在的?)?的?位置(?:是|为)?\s*[:：】\]]|(?:首页|主页)\s*(?:>|»|›|＞|→))"
    r".*(?:>|»|›|＞|→|/).*"
)
# 来源:未知 日期:2015-09-24 点击:次
_FIELDS = {
    "source": "(?:文章|稿件|信息|新闻)?来源",
    "dated_on": "(?:发布|发表|更新|录入)?(?:日期|时间)",
    "clicks": "(?:点击|浏览|阅读|访问)(?:量|数|次数|率)?",
    "other": "作者|编辑|责任编辑|责编|记者|通讯员|字号|字体|分享|打印|发布者|发布人|供稿|审核|文号|索引号|视力保护色",
}
FIELD = re.compile(
    "|".join(f"(?P<{name}>(?:{words})\\s*[:：])" for name, words in _FIELDS.items())
    + r"|(?P<action>【[^】]{1,12}】|\[(?:大|中|小|打印|关闭|收藏)[^\]]{0,10}\])"
)
_FIELD_MARK = re.compile(r"[:：】\]]")
"""What every field holds."""
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_ACTION = (
    "打印本页|打印此页|打印|关闭窗口|关闭本页|关闭|字号|字体|放大|缩小|大|中|小|默认|收藏本页|收藏|加入收藏|分享到?|"
    "返回顶部|返回首页|返回列表|返回|回到顶部|设为首页|网站地图|联系我们|关于我们|扫一扫|纠错|评论|微信|微博|QQ空间|"
    "无障碍|繁体|简体|English|TOP|首页|主页"
)
_BUTTONS = re.compile(rf"[\s【】\[\]()（）|｜·:：]*(?:(?:{_ACTION})[\s【】\[\]()（）|｜·:：、]*)+", re.I)
_FOOT = re.compile(
    r"\s*[【\[(（]?\s*(?:(?:上|下)一?[篇条页]\s*[:：】\]].*|(?:上一篇|下一篇)\s*|(?:责任编辑|责编|编辑|审核|校对)\s*[:：].{0,30}|"
    r"(?:相关(?:链接|新闻|文章)|热门(?:文章|新闻)|版权所有|主办单位|承办单位|备案号|技术支持)\s*[:：]?.{0,80}|"
    r".{0,20}ICP备.*|Copyright.*)\s*",
    re.I,
)
_LABEL = re.compile(r"[A-Za-z][A-Za-z .&-]{0,24}")
_PROSE = re.compile("[。！？；]|[，,].*[，,]")


class Line(NamedTuple):
    """A line of a text and where it stands."""

    start: int
    end: int
    text: str


def _lines(text: str) -> Iterator[Line]:
    for found in re.finditer(r"[^\n]+", text):
        yield Line(found.start(), found.end(), found.group())


def ends(text: str) -> tuple[list[Line], list[Line]]:
    """The lines above the first line of prose and those below the last, at most :data:`ZONE` each."""
    head: list[Line] = []
    for line in _lines(text[: ZONE * LONGEST]):
        if len(head) == ZONE or _is_prose(line.text):
            break
        head.append(line)
    tail: list[Line] = []
    offset = max(0, len(text) - ZONE * LONGEST)
    for line in reversed(list(_lines(text[offset:]))):
        if len(tail) == ZONE or _is_prose(line.text):
            break
        tail.append(Line(line.start + offset, line.end + offset, line.text))
    below = head[-1].end if head else 0
    return head, [line for line in reversed(tail) if line.start >= below]


def _is_prose(line: str) -> bool:
    if len(line) > LONGEST:
        return True
    # a source line has no marks of prose
    if len(line) <= 12 or not _PROSE.search(line):
        return False
    return not (_BREADCRUMB.fullmatch(line) or _FOOT.fullmatch(line))


def _is_source_line(line: str) -> bool:
    """Two stated fields or more, or one field and nothing that could belong to an article."""
    if len(line) > LONGEST or not _FIELD_MARK.search(line) or _PROSE.search(line):
        return False
    fields = list(FIELD.finditer(line))
    if not fields:
        return False
    if line[: fields[0].start()].strip() and not _DATE.match(line.strip()):
        return False
    kinds = {one.lastgroup for one in fields}
    if len(fields) > 1:
        return bool(kinds & {"source", "dated_on", "clicks", "action"})
    rest = line[fields[0].end() :].strip()
    if kinds == {"dated_on"}:
        return date_in(line) is not None and not _CLOCK.sub("", _DATE.sub("", rest)).strip()
    return kinds <= {"source", "clicks"} and len(rest) <= 20


def framing(head: list[Line], tail: list[Line]) -> Iterator[tuple[str, Line]]:
    """The lines of the frame, each with what it is."""
    found = [(kind, line) for line in head if (kind := _kind_above(line.text))]
    if any(kind in ("breadcrumb", "source") for kind, _ in found):
        last = max(line.start for _, line in found)
        found += [("label", one) for one in head if one.start < last and _LABEL.fullmatch(one.text.strip())]
    yield from sorted(set(found), key=lambda pair: pair[1].start)
    for line in tail:
        if _FOOT.fullmatch(line.text) or _BUTTONS.fullmatch(line.text):
            yield "foot", line
        elif _is_source_line(line.text):
            yield "source", line


def _kind_above(line: str) -> str | None:
    if _BREADCRUMB.fullmatch(line):
        return "breadcrumb"
    if _is_source_line(line):
        return "source"
    return "buttons" if _BUTTONS.fullmatch(line) and len(line.strip()) > 1 else None


def page_frame(text: str) -> Change | None:
    """The frame's lines are removed; their content is read by the formats."""
    head, tail = ends(text)
    below = head[-1].end if head else 0
    edits: list[Edit] = []
    for _, line in framing(head, tail):
        # above the article a line goes with the line end behind it, below with the one before it
        start, end = (
            (line.start, min(line.end + 1, len(text))) if line.end <= below else (line.start - 1, line.end)
        )
        if edits:
            start = max(start, edits[-1].place.end)
        edits.append(Edit(Span(max(start, 0), end), ""))
    return edited(text, edits)


def date_in(line: str) -> date | None:
    """The first whole day that a line prints."""
    found = _DATE.search(line)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
