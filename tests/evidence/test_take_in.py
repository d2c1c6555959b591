"""A file comes in: all of it or nothing, and only once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from duijie.accounts.models import AuditRow
from duijie.accounts.types import NotAllowed
from duijie.documents.models import Document
from duijie.documents.operations import file_path
from duijie.documents.queries import count, get, listing, original_text
from duijie.documents.types import NoSuchDocument
from duijie.evidence.models import Rendition, Statement
from duijie.evidence.operations import read_again, take_in
from duijie.evidence.queries import of_document, reading_of
from duijie.evidence.types import TakenIn
from duijie.reading.kinds import Policy, Tally
from duijie.text.formats.source import CannotRead
from tests.cast import EVENING, MORNING, guo_the_guest, lin_the_reviewer, zhou_the_clerk
from tests.factories.reader import ToldReader
from tests.factories.reader import count as pieces

pytestmark = pytest.mark.django_db

TEXT = "云禾縣印發《對接方案》。今年簽約項目12個。"
SAID = ToldReader(
    {"印发《对接方案》": Policy("对接方案"), "签约项目12个": Tally("projects.signed", pieces(12, "12个"))}
)


def taken(name: str = "a.txt") -> TakenIn:
    return take_in(
        data=TEXT.encode(), name=name, by=zhou_the_clerk(), at=MORNING, reader=SAID, dated_on=date(2024, 5, 1)
    )


def test_the_bytes_are_kept_under_their_hash() -> None:
    document = get(document_id=taken().document_id, viewer=zhou_the_clerk())
    path = file_path(document.sha256)
    assert path.read_bytes() == TEXT.encode()
    assert path.is_relative_to(Path(settings.DUIJIE_HOME))
    assert (document.received_by, document.received_at, document.dated_on) == (
        "周办",
        MORNING,
        date(2024, 5, 1),
    )


def test_the_same_bytes_under_another_name_are_the_same_document() -> None:
    first = taken()
    second = taken("b.txt")
    assert (second.document_id, second.new_document, second.statements) == (first.document_id, False, 0)
    assert (Document.objects.count(), Statement.objects.count(), Rendition.objects.count()) == (1, 2, 1)


def test_statements_stand_at_their_characters_of_the_original() -> None:
    document = taken().document_id
    original = original_text(document_id=document, viewer=zhou_the_clerk())
    places = {
        one.kind: one.place.of(original) for one in of_document(document_id=document, viewer=zhou_the_clerk())
    }
    assert places == {"policy": "印發《對接方案》", "tally": "簽約項目12個"}
    reading = reading_of(document_id=document, viewer=zhou_the_clerk())
    assert {span.of(reading.repaired) for span in reading.spans.values()} == {
        "印发《对接方案》",
        "签约项目12个",
    }
    assert reading.notes


def test_a_newer_reader_adds_what_it_finds_and_keeps_what_was_found() -> None:
    document = taken().document_id
    more = ToldReader({**SAID.meanings, "云禾县": Policy("另一件")}, name="told-2")
    assert read_again(document_id=document, by=zhou_the_clerk(), at=EVENING, reader=more) == 1
    assert read_again(document_id=document, by=zhou_the_clerk(), at=EVENING, reader=more) == 0
    assert Statement.objects.count() == 3


@pytest.mark.parametrize("data", [b"", b"   \n", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"\0\1\2" * 99])
def test_what_cannot_be_read_leaves_nothing_behind(data: bytes) -> None:
    before = set(Path(settings.DUIJIE_HOME).rglob("*"))
    with pytest.raises(CannotRead, match=r"bad\.txt"):
        take_in(data=data, name="bad.txt", by=zhou_the_clerk(), at=MORNING)
    assert not Document.objects.exists()
    assert set(Path(settings.DUIJIE_HOME).rglob("*")) == before


def test_a_reader_that_fails_leaves_no_document() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        take_in(
            data=TEXT.encode(),
            name="a.txt",
            by=zhou_the_clerk(),
            at=MORNING,
            reader=ToldReader({"无此句": Policy("x")}),
        )
    assert not Document.objects.exists()
    assert not AuditRow.objects.exists()


def test_receiving_and_reading_are_written_into_the_audit() -> None:
    document = taken().document_id
    rows = AuditRow.objects.filter(subject=f"document:{document}").order_by("pk")
    assert list(rows.values_list("operation", "by__display_name")) == [("receive", "周办"), ("read", "周办")]


def test_a_guest_neither_adds_nor_sees() -> None:
    document = taken().document_id
    guo = guo_the_guest()
    with pytest.raises(NotAllowed, match="add"):
        take_in(data=b"x", name="a.txt", by=guo, at=MORNING)
    assert listing(viewer=guo) == []
    for look in (get, original_text, of_document, reading_of):
        with pytest.raises(NoSuchDocument):
            look(document_id=document, viewer=guo)


def test_the_listing_is_searched_and_counted() -> None:
    taken("云禾通报.txt")
    lin = lin_the_reviewer()
    assert [info.name for info in listing(viewer=lin, search="通报")] == ["云禾通报.txt"]
    assert (count(viewer=lin, search="通报"), count(viewer=lin, search="无")) == (1, 0)
