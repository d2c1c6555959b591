"""Text files for ``build_character_model.py`` from what the named packages and repositories hold.

usage: corpus_lines.py news|reports|laws|places|companies SOURCE OUTPUT

news       SOURCE is a copy of ``china-data/xwlb``: a paragraph a line, without the programme's own headings
reports    SOURCE is a copy of ``johncodes404/china-provincial-gov-reports-2026``
laws       SOURCE is a copy of ``LawRefBook/Laws``
places     SOURCE is ``jionlp/dictionary/china_location.zip``: provinces, cities, counties and townships
companies  SOURCE is ``Company-Shorter-Form`` of ``wainshine/Company-Names-Corpus``

Every line is written once. The files are for counting; none of them belongs into the repository.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

_HAN = re.compile("[\u4e00-\u9fff]{3}")
_LEAST = 8


def news(source: Path) -> Iterator[str]:
    """Paragraphs and titles of every programme."""
    for path in sorted(source.glob("assets/*/*.json")):
        for item in json.loads(path.read_text("utf-8")).get("videoList") or []:
            detail = item.get("video_detail") or {}
            body = detail.get("content") or item.get("brief") or ""
            for part in (*re.split(r"</p>|<br\s*/?>|\n", body), item.get("video_title") or ""):
                line = html.unescape(re.sub("<[^>]+>", "", part)).strip()
                yield re.sub(r"^央视网消息[（(]新闻联播[）)]：?|^\[视频\]", "", line)


def reports(source: Path) -> Iterator[str]:
    """Paragraphs of every report: the longest field of a row is its text."""
    csv.field_size_limit(1 << 24)
    for path in sorted(source.glob("output/*_raw_text/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            for row in list(csv.reader(rows))[1:]:
                yield from (part.strip() for part in re.split(r"[\n\r]+|\u3000\u3000", max(row, key=len)))


def laws(source: Path) -> Iterator[str]:
    """Paragraphs without marks of headings and lists."""
    for path in sorted(source.rglob("*.md")):
        for line in path.read_text("utf-8", errors="ignore").splitlines():
            plain = re.sub(r"^[#>\-\s*]+|<!--.*?-->", "", line).strip()
            if _HAN.search(plain):
                yield plain


def places(source: Path) -> Iterator[str]:
    """Names, short forms too; a tab more for each level down, villages left out."""
    with zipfile.ZipFile(source) as packed:
        text = packed.read(packed.namelist()[0]).decode("utf-8")
    for line in text.splitlines():
        name, *rest = line.strip().split("\t")
        if len(line) - len(line.lstrip("\t")) <= 3:
            yield from (name, *rest[1:2])


def companies(source: Path) -> Iterator[str]:
    """Short names, below a heading of three lines."""
    yield from (line.strip() for line in source.read_text("utf-8-sig").splitlines()[3:])


_PARTS = {"news": news, "reports": reports, "laws": laws, "places": places, "companies": companies}


def main() -> None:
    """Write the lines of one part."""
    if len(sys.argv) != 4 or sys.argv[1] not in _PARTS:
        sys.exit(__doc__)
    name, source, output = sys.argv[1:]
    least = 1 if name in ("places", "companies") else _LEAST
    lines = dict.fromkeys(line for line in _PARTS[name](Path(source)) if len(line) >= least)
    Path(output).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{output}: {len(lines)} lines, {sum(map(len, lines))} characters")


if __name__ == "__main__":
    main()
