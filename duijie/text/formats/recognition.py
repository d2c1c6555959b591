"""Text recognition on pictures: offline, with the models that the recogniser's package carries."""

# ruff: noqa: PLC0415 -- recognition loads for half a second and is needed for pictures only
from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from duijie.kernel.words import Words
from duijie.text.formats.page_layout import GAP, Row, Run, rows_of
from duijie.text.formats.source import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 50
"""Pages of one file that are recognised; each takes seconds."""
SECONDS_A_PAGE = 30
_LONGEST_SIDE = 2000
_DETECTION_SIDE = 1280
_DROPPED = 0.5
_DOUBTFUL = 0.85
_SHOWN = 5


def recognised(picture: Image, where: str, name: str) -> tuple[list[Row], list[str]]:
    """The rows of text on a picture, from the top down, in pixels, and remarks on what is hard to read.

    Raises :class:`CannotRead` where the models are not installed.
    """
    import numpy

    pixels = numpy.ascontiguousarray(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
    try:
        recognise = _recogniser()
    except LookupError as missing:
        reason = Words("文字识别没有装全", "text recognition is not installed completely")
        raise CannotRead(
            name, reason, Words("请重新安装 rapidocr 软件包", "Install the package rapidocr again")
        ) from missing
    found = recognise(pixels, return_word_box=True, return_single_char_box=True)
    if getattr(found, "boxes", None) is None or found.txts is None:
        return [], []
    runs, doubtful, dropped = [], [], 0
    places = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    for box, text, score, characters in zip(found.boxes, found.txts, found.scores, places, strict=True):
        words = text.strip()
        if score < _DROPPED or not words:
            dropped += bool(words)
            continue
        left, top = (float(side) for side in box.min(axis=0))
        right, bottom = (float(side) for side in box.max(axis=0))
        spelt = [(one[0], [float(x) for x, _ in one[2]]) for one in characters]
        size = _pitch(spelt) or max(1.0, 0.75 * (bottom - top))
        runs += _split(Run(left, top, right, bottom, size, words, float(score)), spelt)
        if score < _DOUBTFUL:
            doubtful.append(f"{words!r} ({score:.0%})")
    remarks = []
    if doubtful:
        shown = ", ".join(doubtful[:_SHOWN]) + (" …" if len(doubtful) > _SHOWN else "")
        remarks.append(
            f"{where}: {len(doubtful)} lines were hard to recognise and should be checked: {shown}"
        )
    if dropped:
        remarks.append(f"{where}: {dropped} lines could not be recognised and were left out")
    return rows_of(runs), remarks


def _pitch(characters: Sequence[tuple[str, list[float]]]) -> float | None:
    """The usual distance from one Chinese character to the next; ``None`` where there are too few."""
    steps = [
        min(after) - min(before)
        for (one, before), (other, after) in pairwise(characters)
        if one > "\u3400" and other > "\u3400"
    ]
    return max(1.0, median(steps)) if len(steps) >= 6 else None


def _split(line: Run, characters: Sequence[tuple[str, list[float]]]) -> list[Run]:
    """A line cut where wide blanks stand in it: neighbouring cells of a table are often found as one line.

    ``characters`` come with the distances of their corners; where they do not spell the line, it stays whole.
    """
    if "".join(character for character, _ in characters) != line.text.replace(" ", ""):
        return [line]
    runs: list[Run] = []
    text, at = "", 0
    left = right = min(characters[0][1]) if characters else line.left
    for character in line.text:
        if character != " ":
            start, end = min(characters[at][1]), max(characters[at][1])
            at += 1
            if text.strip() and start - right > GAP * line.size:
                runs.append(replace(line, left=left, right=right, text=text.strip()))
                text, left = "", start
            right = end
        text += character
    return [*runs, replace(line, left=left, right=max(left, right), text=text.strip())]


@cache
def _recogniser() -> Any:
    import rapidocr

    models = Path(rapidocr.__file__).with_name("models")
    paths = {}
    for part in ("det", "rec", "cls"):
        # Named paths, so that nothing is ever fetched: without them a missing model would be downloaded.
        path = next(iter(sorted(models.glob(f"*_{part}_*.onnx"))), None)
        if path is None:
            raise LookupError(part)
        paths[part] = str(path)
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    threads = max(1, min(4, os.cpu_count() or 1))
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST_SIDE,
            "Global.text_score": 0.0,
            "Det.model_path": paths["det"],
            "Rec.model_path": paths["rec"],
            "Cls.model_path": paths["cls"],
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
