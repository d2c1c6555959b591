"""Damaged, disguised and hostile files are read or refused with one clear line, never anything else."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from duijie.text.formats import CannotRead, open_document
from duijie.text.formats.docx import read_docx
from duijie.text.formats.spreadsheet import BOUNDS
from tests.text.formats.samples import (
    HEADER,
    PROJECTS,
    PROSE,
    docx_bytes,
    encoded,
    ods_bytes,
    pdf_bytes,
    set_lines,
    xlsx_bytes,
    zip_of,
)

XLS = Path(__file__).parents[2] / "cases" / "formats" / "signed.xls"


@cache
def sample(name: str) -> bytes:
    return {
        "a.docx": docx_bytes,
        "a.xlsx": lambda: xlsx_bytes({"签约": [HEADER, *PROJECTS]}),
        "a.ods": lambda: ods_bytes([HEADER, *[[str(value) for value in row] for row in PROJECTS]]),
        "a.xls": XLS.read_bytes,
        "a.pdf": lambda: pdf_bytes([set_lines(PROSE, 72, 700, 12, 36, 20)] * 2),
        "a.png": lambda: encoded(Image.new("RGB", (64, 48), "white"), "PNG"),
        "a.csv": lambda: "\n".join(",".join(map(str, row)) for row in [HEADER, *PROJECTS]).encode(),
    }[name]()


Damage = tuple[float, list[tuple[float, int]]]
DAMAGE = st.tuples(
    st.just(1.0) | st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
)


def damaged(data: bytes, damage: Damage) -> bytes:
    """Cut at a share of its length, then bytes at shares of what is left replaced."""
    keep, flips = damage
    found = bytearray(data[: int(keep * len(data))])
    for place, value in flips:
        if found:
            found[int(place * len(found))] = value
    return bytes(found)


def reads_or_refuses(data: bytes, name: str) -> None:
    try:
        source = open_document(data, name)
    except CannotRead as cannot:
        assert cannot.name.startswith(name)
        assert cannot.reason and cannot.remedy
        return
    assert source.text
    for block in source.blocks:
        assert block.span.end <= len(source.text)
        assert block.span.of(source.text).strip()


@given(DAMAGE)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_word_documents(damage: Damage) -> None:
    reads_or_refuses(damaged(sample("a.docx"), damage), "a.docx")


@given(DAMAGE)
@settings(max_examples=150, deadline=None)
def test_damaged_word_markup(damage: Damage) -> None:
    markup = (
        b'<w:document xmlns:w="w" xmlns:mc="mc"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>'
        b"<w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    data = zip_of({"word/document.xml": damaged(markup, damage)})
    with suppress(CannotRead):
        assert read_docx(data, "a.docx").text


@given(DAMAGE)
@settings(max_examples=100, deadline=None)
def test_damaged_separated_values(damage: Damage) -> None:
    reads_or_refuses(damaged(sample("a.csv"), damage), "a.csv")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xls", "a.pdf"])
@given(damage=DAMAGE)
@settings(max_examples=15, deadline=None, derandomize=True)
def test_damaged_files_read_in_their_own_process(name: str, damage: Damage) -> None:
    reads_or_refuses(damaged(sample(name), damage), name)


@pytest.mark.parametrize(
    "damage", [(1.0, [(0.4, 7)]), (0.6, []), (1.0, [(0.7, 255), (0.9, 0)]), (0.1, [])], ids=str
)
def test_damaged_pictures(damage: Damage) -> None:
    reads_or_refuses(damaged(sample("a.png"), damage), "a.png")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole_with(stream: str) -> bytes:
    return OLE + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 512


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ole_with("WordDocument"), r"before 2007 \(\.doc\)\. Save it as docx or PDF"),
        (ole_with("EncryptedPackage"), "encrypted.*without a password"),
        (ole_with("PowerPoint Document"), "PowerPoint"),
        (ole_with("Contents"), "old Office file"),
        (zip_of({"OFD.xml": "<OFD/>"}), "OFD file.*PDF"),
        (zip_of({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        (zip_of({}), "no files|damaged|holds 0 files"),
        (b"Rar!\x1a\x07\x00" + b"x" * 50, "archive"),
        (b"{\\rtf1 a}", "RTF"),
    ],
    ids=["doc", "encrypted docx", "ppt", "other", "ofd", "pptx", "empty zip", "rar", "rtf"],
)
def test_what_is_not_read_says_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        open_document(data, "a.docx")


@pytest.mark.parametrize(
    ("made", "given", "form"),
    [
        ("a.docx", "通报.pdf", "docx"),
        ("a.pdf", "通报.docx", "pdf"),
        ("a.xlsx", "签约.csv", "xlsx"),
        ("a.xls", "a.txt", "xls"),
    ],
)
def test_content_decides_and_a_wrong_name_is_remarked(made: str, given: str, form: str) -> None:
    source = open_document(sample(made), given)
    assert source.format == form
    assert source.remarks[0] == f"the name says .{given.split('.')[1]}, but the content is {form}"
    assert not any("the name says" in remark for remark in open_document(sample(made), made).remarks)


def test_a_bomb_in_a_word_document_is_refused() -> None:
    members: dict[str, str | bytes] = {"word/document.xml": b" " * 64 * 2**20}
    with pytest.raises(CannotRead, match="would unpack to"):
        open_document(zip_of(members), "bomb.docx")


def test_repeated_cells_of_an_open_document_sheet_end_in_bounds() -> None:
    start = time.monotonic()
    for times in (16_000, 2_000_000_000):
        reads_or_refuses(ods_bytes([["x"] * 20] * 20, f'table:number-columns-repeated="{times}"'), "a.ods")
    assert time.monotonic() - start < 2 * BOUNDS.seconds


def test_starting_up_loads_no_reader() -> None:
    heavy = (
        "cv2",
        "onnxruntime",
        "docx",
        "pypdfium2",
        "PIL",
        "rapidocr",
        "python_calamine",
        "numpy",
        "django",
    )
    code = f"import sys, duijie.text.formats; print([one for one in {heavy!r} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
