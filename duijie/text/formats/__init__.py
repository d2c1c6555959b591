"""One reader a format; :func:`open_document` picks it."""

from duijie.text.formats.archive import ArchiveLimits, files_in, open_archive
from duijie.text.formats.frame import frame_of
from duijie.text.formats.opening import open_document
from duijie.text.formats.places import place_of
from duijie.text.formats.source import Block, CannotRead, Frame, Source

__all__ = [
    "ArchiveLimits",
    "Block",
    "CannotRead",
    "Frame",
    "Source",
    "files_in",
    "frame_of",
    "open_archive",
    "open_document",
    "place_of",
]
