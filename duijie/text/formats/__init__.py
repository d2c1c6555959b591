"""One reader a format; :func:`open_document` picks it."""

from duijie.text.formats.frame import frame_of
from duijie.text.formats.opening import open_document
from duijie.text.formats.source import Block, CannotRead, Frame, Source

__all__ = ["Block", "CannotRead", "Frame", "Source", "frame_of", "open_document"]
