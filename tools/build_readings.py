"""Build ``duijie/text/data/readings.txt``: toneless syllables with the characters that are read so.

usage: build_readings.py OUTPUT

Needs the package ``pypinyin`` (MIT), whose table of single characters it inverts for the characters that
GBK has. Nothing else is taken over.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from pypinyin import pinyin_dict


def toneless(reading: str) -> str:
    """``lǜ`` → ``lv``."""
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in parts if not unicodedata.combining(c))


def main(output: str) -> None:
    """Write the table to ``output``."""
    characters: dict[str, list[str]] = {}
    for code, joined in sorted(pinyin_dict.pinyin_dict.items()):
        character = chr(code)
        if len(character.encode("gbk", "ignore")) != 2:
            continue
        for syllable in sorted({toneless(one) for one in joined.split(",")}):
            if syllable.isascii() and syllable.isalpha():
                characters.setdefault(syllable, []).append(character)
    lines = [
        "# Syllables without tone (ü as v) and the characters of GBK so read; see tools/build_readings.py."
    ]
    lines += [f"{syllable} {''.join(found)}" for syllable, found in sorted(characters.items())]
    Path(output).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
