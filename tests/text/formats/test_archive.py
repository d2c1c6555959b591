"""Archives: what is in them, and which are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from duijie.text.formats import ArchiveLimits, CannotRead, open_archive, open_document
from tests.text.formats.samples import docx_bytes, zip_of


def test_files_come_with_their_names_and_without_clutter() -> None:
    inner = zip_of({"里面.txt": "甲"})
    data = zip_of(
        {
            "通报.docx": docx_bytes(),
            "附件/说明.txt": "乙",
            "__MACOSX/._说明.txt": "x",
            "Thumbs.db": "x",
            "空.txt": "",
            "内.zip": inner,
        }
    )
    found = open_archive(data, "材料.zip")
    assert [name for name, _ in found] == ["通报.docx", "附件/说明.txt", "内.zip/里面.txt"]
    assert found[0][1] == docx_bytes() or found[0][1].startswith(b"PK")
    assert found[2][1] == "甲".encode()


def test_names_in_the_senders_encoding_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(zipfile.ZipInfo("PLACEHOLDER.txt"), "甲")
    name = "签约项目汇总.txt".encode("gb18030")
    data = out.getvalue().replace(b"PLACEHOLDER.txt", name.ljust(15, b"x")[:15])
    assert open_archive(data, "a.zip")[0][0].startswith("签约项目汇")


def test_opening_an_archive_as_a_document_says_what_it_holds() -> None:
    with pytest.raises(
        CannotRead, match=r"材料\.zip: it is an archive that holds 2 files \(甲\.txt, 乙\.txt\)"
    ):
        open_document(zip_of({"甲.txt": "1", "乙.txt": "2"}), "材料.zip")


@pytest.mark.parametrize("name", ["../外.txt", "/etc/cron", "a/../../b.txt", "C:\\a.txt", "..\\b.txt"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises(CannotRead, match="leads out"):
        open_archive(zip_of({name: "x"}), "a.zip")


def test_deeper_archives_are_refused() -> None:
    deepest = zip_of({"a.txt": "x"})
    with pytest.raises(CannotRead, match="more than one level"):
        open_archive(zip_of({"b.zip": zip_of({"c.zip": deepest})}), "a.zip")


@pytest.mark.parametrize(
    "limits",
    [ArchiveLimits(files=2), ArchiveLimits(file_bytes=50), ArchiveLimits(all_bytes=150)],
    ids=["files", "bytes of a file", "bytes of all"],
)
def test_limits_hold(limits: ArchiveLimits) -> None:
    data = zip_of({f"{number}.txt": "x" * 60 for number in range(3)})
    with pytest.raises(CannotRead):
        open_archive(data, "a.zip", limits=limits)


def test_a_bomb_is_refused_unread() -> None:
    data = zip_of({"zeros.txt": b"\0" * 64 * 2**20})
    with pytest.raises(CannotRead, match="would unpack to"):
        open_archive(data, "bomb.zip")


def test_a_lying_directory_does_not_help_a_bomb() -> None:
    honest = zip_of({"zeros.txt": b"\0" * 2**20})
    lying = honest.replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(CannotRead):
        open_archive(lying, "bomb.zip")


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zip_of({"a.txt": "x"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    with pytest.raises(CannotRead, match="encrypted"):
        open_archive(bytes(data), "a.zip")
