"""Who found what, over all the readings of a document; and archives taken apart."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from duijie.accounts.types import NotAllowed
from duijie.documents.models import Document
from duijie.documents.queries import blocks_of, get, original_bytes
from duijie.documents.rules import name_of
from duijie.documents.types import FileGone, NoSuchDocument
from duijie.evidence.models import Rendition
from duijie.evidence.operations import read_again, take_in, take_in_archive
from duijie.evidence.queries import finders, of_document, reading_of
from duijie.evidence.rules import sides_of
from duijie.reading.kinds import Policy, Tally
from duijie.reading.together import TogetherReader
from duijie.text.formats.source import CannotRead
from tests.cast import EVENING, MORNING, NOON, guo_the_guest, lin_the_reviewer
from tests.factories.reader import ToldReader, count

pytestmark = pytest.mark.django_db

TEXT = "云禾县印发《对接方案》。今年签约项目12个。"
POLICY = {"印发《对接方案》": Policy("对接方案")}
SIGNED = {"签约项目12个": Tally("projects.signed", count(12, "12个"))}
RULES = ToldReader({**POLICY, **SIGNED})


class Model(ToldReader):
    """A told reader whose findings stand under a model's name."""

    def find(self, text, *, dated_on):
        return [type(one)(one.said, one.span, "model:m") for one in super().find(text, dated_on=dated_on)]


MODEL = Model({**SIGNED, "云禾县": Policy("另一件")}, name="model:m v1")


def sides(*readers) -> dict[str, frozenset[str]]:
    """The sides by quote, after each of ``readers`` has read."""
    lin = lin_the_reviewer()
    document = take_in(data=TEXT.encode(), name="a.txt", by=lin, at=MORNING, reader=readers[0]).document_id
    for reader, at in zip(readers[1:], (NOON, EVENING), strict=False):
        read_again(document_id=document, by=lin, at=at, reader=reader)
    found = finders(document_id=document, viewer=lin)
    quotes = {one.id: one.quote for one in of_document(document_id=document, viewer=lin)}
    assert set(quotes) == set(found.by_statement)
    assert {key for key in quotes if found.differ(key)} == {
        key for key, each in found.by_statement.items() if len(found.sides) == 2 and len(each) == 1
    }
    return {quotes[key]: each for key, each in found.by_statement.items()}


BOTH, RULE, ONLY_MODEL = frozenset({"rules", "model"}), frozenset({"rules"}), frozenset({"model"})
EXPECTED = {"印发《对接方案》": RULE, "签约项目12个": BOTH, "云禾县": ONLY_MODEL}


@pytest.mark.parametrize(
    "readers",
    [
        (RULES, MODEL),
        (MODEL, RULES),
        (TogetherReader(RULES, MODEL),),
        (RULES, TogetherReader(RULES, MODEL)),
        (TogetherReader(RULES, MODEL), RULES, MODEL),
    ],
    ids=["rules, model", "model, rules", "together", "rules, together", "all"],
)
def test_two_readings_tell_who_found_what_in_whatever_order_they_were_made(readers) -> None:
    assert sides(*readers) == EXPECTED


def test_one_reader_alone_differs_from_nobody() -> None:
    lin = lin_the_reviewer()
    document = take_in(data=TEXT.encode(), name="a.txt", by=lin, at=MORNING, reader=RULES).document_id
    found = finders(document_id=document, viewer=lin)
    assert found.sides == RULE
    assert not any(found.differ(key) for key in found.by_statement)


def test_readings_stored_without_rules_are_told_by_their_reader() -> None:
    lin = lin_the_reviewer()
    document = take_in(data=TEXT.encode(), name="a.txt", by=lin, at=MORNING, reader=MODEL).document_id
    row = Rendition.objects.get()
    row.found = [entry[:3] for entry in row.found]
    row.save()
    assert set(finders(document_id=document, viewer=lin).by_statement.values()) == {ONLY_MODEL}
    assert len(reading_of(document_id=document, viewer=lin).spans) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rules-1", RULE),
        ("tally.count", RULE),
        ("model:a+b v1", ONLY_MODEL),
        ("rules-1+model:a+b v1", BOTH),
        ("both:tally", BOTH),
    ],
)
def test_names_tell_sides(name: str, expected: frozenset[str]) -> None:
    assert sides_of(name) == expected


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_every_file_of_an_archive_is_a_document_under_both_names() -> None:
    lin = lin_the_reviewer()
    known = take_in(data=b"known", name="old.txt", by=lin, at=MORNING)
    data = zipped({"里/一.txt": TEXT.encode(), "二.txt": b"known", "三.txt": b"third"})
    taken = take_in_archive(data=data, name="到/材料.zip", by=lin, at=NOON)
    assert [one.new_document for one in taken] == [True, False, True]
    assert taken[1].document_id == known.document_id
    kept = [get(document_id=one.document_id, viewer=lin).name for one in taken]
    assert kept == ["材料.zip/里/一.txt", "old.txt", "材料.zip/三.txt"]
    again = take_in_archive(data=data, name="材料.zip", by=lin, at=EVENING)
    assert [one.document_id for one in again] == [one.document_id for one in taken]


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"no archive", zipped({}), zipped({"../x.txt": b"x"}), zipped({"a.txt": b"a", "b.txt": b"\0" * 9})],
    ids=["cut", "text", "empty", "leads out", "bad member"],
)  # fmt: skip
def test_a_bad_archive_leaves_nothing_behind(data: bytes) -> None:
    with pytest.raises(CannotRead, match=r"bad\.zip"):
        take_in_archive(data=data, name="bad.zip", by=lin_the_reviewer(), at=MORNING)
    assert not Document.objects.exists()


def test_an_archive_over_the_limit_is_refused(settings) -> None:
    settings.DUIJIE_MAX_BYTES = 1000
    lin = lin_the_reviewer()
    for members in ({"a.txt": bytes(range(32, 127)) * 20}, {"a.txt": b"x" * 1001}):
        with pytest.raises(CannotRead):
            take_in_archive(data=zipped(members), name="a.zip", by=lin, at=MORNING)


def test_a_guest_may_not_add_an_archive() -> None:
    with pytest.raises(NotAllowed):
        take_in_archive(data=b"", name="a.zip", by=guo_the_guest(), at=MORNING)


def test_a_long_name_keeps_its_suffix() -> None:
    assert name_of("x/y.txt") == "y.txt"
    long = name_of("页" * 300 + ".txt", "a.zip")
    assert len(long) == 255 and long.startswith("a.zip/") and long.endswith(".txt")


def test_the_bytes_come_back_as_received_to_those_who_may_see_them() -> None:
    lin = lin_the_reviewer()
    data = zipped({"里/一.txt": TEXT.encode()})
    (taken,) = take_in_archive(data=data, name="a.zip", by=lin, at=MORNING)
    original = original_bytes(document_id=taken.document_id, viewer=lin)
    with original.stream as stream:
        assert (original.name, stream.read()) == ("一.txt", TEXT.encode())
        gone = stream.name
    with pytest.raises(NoSuchDocument):
        original_bytes(document_id=taken.document_id, viewer=guo_the_guest())
    assert [one.where for one in blocks_of(document_id=taken.document_id, viewer=lin)] == ["line 1"]
    Path(gone).unlink()
    with pytest.raises(FileGone, match="duijie check"):
        original_bytes(document_id=taken.document_id, viewer=lin)
