"""Text recognition on pictures: offline, with the models that the recogniser's package carries."""

# ruff: noqa: PLC0415 -- recognition loads for half a second and is needed for pictures only
from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duijie.text.formats.page_layout import Row, Run, rows_of
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
        reason = "text recognition is not installed completely"
        raise CannotRead(name, reason, "Install the package rapidocr again") from missing
    found = recognise(pixels)
    if getattr(found, "boxes", None) is None or found.txts is None:
        return [], []
    runs, doubtful, dropped = [], [], 0
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        words = text.strip()
        if score < _DROPPED or not words:
            dropped += bool(words)
            continue
        left, top = (float(side) for side in box.min(axis=0))
        right, bottom = (float(side) for side in box.max(axis=0))
        runs.append(Run(left, top, right, bottom, max(1.0, 0.8 * (bottom - top)), words, float(score)))
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
