"""The provinces as equal tiles, each about where it lies of its neighbours. No boundary is drawn, so none can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from duijie.codes.divisions import Division, division, short_name
from duijie.kernel.words import Words

# Two digits of the code in GB/T 2260, column from the west, row from the north.
TILES: Final[Mapping[str, tuple[int, int]]] = {
    "23": (8, 0),
    "65": (0, 1), "15": (6, 1), "22": (8, 1),
    "62": (2, 2), "64": (3, 2), "14": (5, 2), "13": (6, 2), "11": (7, 2), "21": (8, 2),
    "54": (0, 3), "63": (1, 3), "61": (4, 3), "41": (5, 3), "37": (6, 3), "12": (7, 3),
    "51": (3, 4), "50": (4, 4), "42": (5, 4), "34": (6, 4), "32": (7, 4), "31": (8, 4),
    "53": (2, 5), "52": (3, 5), "43": (4, 5), "36": (5, 5), "33": (6, 5), "35": (7, 5), "71": (8, 5),
    "45": (3, 6), "44": (4, 6), "81": (5, 6),
    "46": (3, 7), "82": (4, 7),
}  # fmt: skip
ABROAD: Final = "foreign"
ABROAD_AT: Final = (8, 7)
ENGLISH: Final[Mapping[str, str]] = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia", "21": "Liaoning",
    "22": "Jilin", "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui",
    "35": "Fujian", "36": "Jiangxi", "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan",
    "44": "Guangdong", "45": "Guangxi", "46": "Hainan", "50": "Chongqing", "51": "Sichuan", "52": "Guizhou",
    "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu", "63": "Qinghai", "64": "Ningxia",
    "65": "Xinjiang", "71": "Taiwan", "81": "Hong Kong", "82": "Macao",
}  # fmt: skip

# Letters of GB/T 2260 for the provinces.
LETTERS: Final[Mapping[str, str]] = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip


def short(code: str) -> Words:
    """What fits a tile: the Chinese name; in English the two letters of the standard, ``Intl`` for abroad."""
    return Words(province(code).zh, LETTERS.get(code, "Intl"))


def province(code: str) -> Words:
    """A province's short name by the two digits; ``foreign`` and ``""`` have names too."""
    if code == ABROAD:
        return Words("境外", "Abroad")
    found = division(f"{code}0000") if code else None
    name = short_name(found.name) if isinstance(found, Division) else code
    return Words(name, ENGLISH.get(code, name)) if code else Words("未说明", "Not told")
