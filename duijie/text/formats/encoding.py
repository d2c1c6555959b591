"""Which encoding some bytes are in, told by what they read as, not by guessing from byte counts."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from duijie.text.character_model import character_model

_SAMPLE = 20_000
"""Bytes that are read tentatively to weigh encodings against each other."""
_BAD = 0.02
"""Share of unreadable characters up to which a text still counts as damaged rather than as no text."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE = re.compile(r"[\t\n\r\x20-\x7e\u2010-\u203b\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


class Decoded(NamedTuple):
    """Text, the encoding it was in, and what was odd about it."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """``data`` as text, or ``None`` where no known encoding makes text of it.

    A byte order mark decides; then NUL bytes, which only UTF-16 has; then UTF-8, which nothing else looks like;
    then whichever of GB18030 and Big5 reads more like Chinese. What the file declares is compared with that and
    remarked on. A few bad bytes become U+FFFD.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _tolerant(data[len(bom) :], encoding)
    if b"\0" in data:
        return _without_bom(data)
    if data.isascii() or _is_utf8(data):
        best = "utf-8"
    else:
        best = min(("gb18030", "big5hkscs"), key=lambda encoding: _cost(data, encoding))
    found = _tolerant(data, best)
    if found and declared and not data.isascii() and _known(declared) not in (None, best):
        remark = f"the file says that it is in {declared}, but it is in {best}"
        found = found._replace(remarks=(remark, *found.remarks))
    return found


def _known(name: str) -> str | None:
    """The decoder for a declared name; GBK and its parents all read as GB18030."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    if found in ("gb2312", "gbk", "gb18030", "hz"):
        return "gb18030"
    return "big5hkscs" if found in ("big5", "cp950", "big5hkscs") else found


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if bad > max(3, _BAD * len(text)) or bad * 4 > len(text):
        return None
    if not bad:
        return Decoded(text, encoding)
    return Decoded(text, encoding, (f"{bad} places could not be decoded as {encoding}",))


def _without_bom(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: nearly all of it must be Chinese, Latin or punctuation."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, errors="replace")
        if len(_PLAUSIBLE.findall(sample)) > 0.95 * len(sample):
            return _tolerant(data, encoding)
    return None


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: whole three-byte characters by far outnumber the faults."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return True
    sample = data[:_SAMPLE].decode("utf-8", errors="replace")
    whole = sum(character > "\u07ff" for character in sample) - sample.count("\ufffd")
    return whole > 20 * sample.count("\ufffd")


def _cost(data: bytes, encoding: str) -> float:
    """Nats a byte; a byte that cannot be read costs more than any character."""
    sample = data[:_SAMPLE].decode(encoding, errors="replace")
    scored = sample[:2000]
    return character_model().mean_cost(scored) * len(scored) / len(scored.encode(encoding, "replace"))
