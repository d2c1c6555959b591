"""Chinese fonts for the PDF without those of the system: the office's own, else the ones that came as a package.

Font files in ``DUIJIE_HOME/fonts`` (仿宋, 黑体, 小标宋 …) are taken first; Noto Serif SC and Noto Sans SC (SIL Open Font
Licence 1.1) come with the package ``pylopdf-fonts-zh-cn``.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst
from django.conf import settings

from duijie.kernel.words import Told

PACKAGE: Final = "pylopdf_fonts_zh_cn"
BODY: Final = (
    "FangSong",
    "FangSong_GB2312",
    "STFangsong",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Noto Sans SC",
)
HEADS: Final = ("SimHei", "STHeiti", "Noto Sans SC", "Source Han Sans SC", "Noto Serif SC")
TITLES: Final = ("FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif SC", "Source Han Serif SC", "Noto Sans SC")


class NoFonts(Told, RuntimeError):
    """No Chinese font was found, so neither PDF nor chart can be set."""

    def __init__(self, folder: Path) -> None:
        package = PACKAGE.replace("_", "-")
        super().__init__(
            f"没有可用的中文字体。请把字体文件放进 {folder}（例如 NotoSerifSC-Regular.otf），或安装软件包 {package}。"
            "docx 和 HTML 不需要字体。",
            f"There is no Chinese font to set the page in. Put one into {folder} (for example NotoSerifSC-Regular.otf), "
            f"or install the package {package}. The docx and the HTML need none.",
        )


def folders() -> list[Path]:
    """Where fonts lie, the office's own first."""
    own = Path(settings.DUIJIE_HOME) / "fonts"
    found = [own] if own.is_dir() else []
    spec = find_spec(PACKAGE)
    if spec is not None and spec.origin:
        found.append(Path(spec.origin).parent)
    return found


def fonts() -> typst.Fonts:
    """The fonts found there. Raises :class:`NoFonts`."""
    found = _opened(tuple(folders()))
    if not found.families():
        raise NoFonts(Path(settings.DUIJIE_HOME) / "fonts")
    return found


def families() -> dict[str, list[str]]:
    """The families for body, heads and titles that there are, best first. Raises :class:`NoFonts`."""
    there = set(fonts().families())
    return {
        use: [one for one in wanted if one in there] or sorted(there)
        for use, wanted in (("body", BODY), ("heads", HEADS), ("titles", TITLES))
    }


@cache
def _opened(places: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(places))
