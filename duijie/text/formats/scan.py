"""Pictures of text: PNG, JPEG, TIFF (a page a frame), BMP, GIF and WebP, recognised offline."""

# ruff: noqa: PLC0415 -- the picture library is loaded when a picture comes, not when the program starts
from __future__ import annotations

import io
from typing import TYPE_CHECKING

from duijie.kernel.words import Words
from duijie.text.formats.confined import Bounds, allow, read_confined
from duijie.text.formats.page_text import Page, add_pages
from duijie.text.formats.pieces import Pieces
from duijie.text.formats.recognition import MOST_PAGES, SECONDS_A_PAGE, recognised
from duijie.text.formats.source import SPLIT, CannotRead, Source

if TYPE_CHECKING:
    from PIL.Image import Image

BOUNDS = Bounds(seconds=900, mebibytes=3072)
MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 4_000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def read_scan(data: bytes, name: str) -> Source:
    """Blocks are at ``page 1, paragraph 2``; lines that were hard to recognise are in the remarks.

    Read in a process of its own. Raises :class:`CannotRead` for a damaged or huge picture and for one without text.
    """
    return read_confined(read_scan_here, data, name, BOUNDS)


def read_scan_here(data: bytes, name: str) -> Source:
    """The same in this process, without bounds on time and memory."""
    from PIL import Image as Pictures

    Pictures.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Pictures.open(io.BytesIO(data), formats=_FORMATS) as picture:
            return _read(picture, name)
    except Pictures.DecompressionBombError as bomb:
        raise _too_large(name) from bomb
    except CannotRead:
        raise
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
    ) as broken:
        reason = Words("图片已损坏或不完整", "the picture is damaged or incomplete")
        raise CannotRead(
            name, reason, Words("请重新扫描，或重新存为 PNG", "Scan it again, or save it again as PNG")
        ) from broken


def _too_large(name: str) -> CannotRead:
    reason = Words(
        f"图片超过 {MOST_PIXELS // 10_000} 万像素",
        f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels",
    )
    return CannotRead(name, reason, Words("请以 200 至 300 dpi 扫描", "Scan it at 200 to 300 dots per inch"))


def _read(picture: Image, name: str) -> Source:
    form = (picture.format or "picture").lower()
    frames = getattr(picture, "n_frames", 1) if form == "tiff" else 1
    if frames > MOST_PAGES:
        raise CannotRead(
            name,
            Words(
                f"有 {frames} 页，超过上限 {MOST_PAGES} 页",
                f"it has {frames} pages, more than the {MOST_PAGES} allowed",
            ),
            SPLIT,
        )
    pages, remarks = [], ["recognised from a picture, so compare with the original"]
    for number in range(frames):
        allow(SECONDS_A_PAGE)
        picture.seek(number)
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(name)
        upright = _prepared(picture)
        page = Page(f"page {number + 1}", float(upright.width), float(upright.height))
        rows, found = recognised(upright, page.where, name)
        page.bands = [rows] if rows else []
        pages.append(page)
        remarks += found
    pieces = Pieces(name)
    remarks += add_pages(pieces, pages)
    return pieces.source(form, "utf-8", remarks)


def _prepared(picture: Image) -> Image:
    """Turned as the camera says, on white where it is transparent, and no larger than recognition can use."""
    from PIL import Image as Pictures
    from PIL import ImageOps

    picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    picture.load()
    reduced = picture.copy()
    reduced.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(reduced)
    if "A" in upright.getbands() or "transparency" in upright.info:
        coloured = upright.convert("RGBA")
        white = Pictures.new("RGBA", coloured.size, "white")
        return Pictures.alpha_composite(white, coloured).convert("RGB")
    return upright.convert("RGB")
