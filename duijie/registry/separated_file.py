"""Separated values of any size as a table of text: streamed, in any of the encodings and dialects in use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow

from duijie.registry.columns import distinct, is_head, plain
from duijie.registry.tables import LOOK, MOST_COLUMNS, Batch, Ragged, Table, head_among, too_wide
from duijie.text.formats.encoding import decode
from duijie.text.formats.separated import separator_of
from duijie.text.formats.source import CannotRead

SAMPLE: Final = 2**20
"""Bytes from which encoding, dialect and head are told; a head must end within them."""
BLOCK: Final = 8 * 2**20
"""Bytes that are parsed at a time; a row must end within them."""
_INNER: Final = "\x1f"
"""Stands for a separator that is no ASCII character, and for none at all."""
_SEPARATORS: Final = ",\t;|，\x01"
_LONGEST_CELL: Final = 131_072
_KEPT: Final = 10_000
"""Characters that are kept of a row with too many or too few cells."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file is written; ``head_end``: characters up to the end of the head."""

    encoding: str
    separator: str
    quote: str
    escape: str | None
    head_end: int

    @property
    def delimiter(self) -> str:
        """The separator as the parser gets it."""
        return self.separator if self.separator.isascii() else _INNER


def separated_table(path: Path, asked: Mapping[str, str]) -> Table:
    """Raises :class:`CannotRead` for what is no text, for a head without end and for too many columns."""
    encoding, text, whole = _sample(path)
    separator, quote, escape, records = _dialect(path, text, asked, whole=whole)
    if not records:
        raise CannotRead(str(path), "it is empty", "Export it again")
    at = head_among([cells for cells, _ in records[:LOOK]], asked)
    head, head_end = records[at]
    while head and not head[-1].strip():
        head.pop()
    width = _width(head, [cells for cells, _ in records[at + 1 :]])
    if width > MOST_COLUMNS:
        raise too_wide(str(path), width)
    heads = distinct([*head, *[""] * (width - len(head))])
    dialect = Dialect(encoding, separator, quote, escape, head_end)

    def batches(after: int) -> Iterator[Batch]:
        return _batches(path, dialect, heads, after)

    form = "tsv" if separator == "\t" else "csv"
    return Table(path, form, heads, batches, head_row=at + 1, remarks=(f"encoding: {encoding}",))


def _width(head: list[str], rows: list[list[str]]) -> int:
    """Cells of a row: as many as the head has, or more where most rows end in separators with nothing behind."""
    widths = Counter(len(cells) for cells in rows)
    usual = widths.most_common(1)[0][0] if widths else 0
    surplus = [cell for cells in rows if len(cells) == usual for cell in cells[len(head) :]]
    return usual if usual > len(head) and not any(cell.strip() for cell in surplus) else len(head)


def _dialect(
    path: Path, text: str, asked: Mapping[str, str], *, whole: bool
) -> tuple[str, str, str | None, list[tuple[list[str], int]]]:
    """Separator, quotation mark, escape and first records: those under which the head reads like one."""
    found = separator_of(text) or _INNER
    candidates = dict.fromkeys([found, *(one for one in _SEPARATORS if one in text)])
    wanted = {plain(head) for head in asked.values() if head}
    ways = []
    for separator in candidates:
        single, double = text.count(f"{separator}'"), text.count(f'{separator}"')
        quote = "'" if single > double == 0 else '"'
        doubled = quote * 2 in text.replace(f"{separator}{quote * 2}", "")
        # Before the end of a cell a backslash is only the cell's last letter: "C:\".
        inside = re.search(rf"\\{quote}(?![{re.escape(separator)}\r\n]|$)", text)
        escape = "\\" if inside and not doubled else None
        records = _records(path, text, separator, quote, escape, whole=whole)
        ways.append((separator, quote, escape, records))
        first = [cells for cells, _ in records[:LOOK] if len(cells) > 1]
        if any(wanted <= {plain(cell) for cell in cells} if wanted else is_head(cells) for cells in first):
            return ways[-1]
    return ways[0]


def _sample(path: Path) -> tuple[str, str, bool]:
    """Encoding, the first characters, and whether they are all there are."""
    with path.open("rb") as file:
        first = file.read(SAMPLE)
        telling = first
        while telling and telling.isascii() and b"\0" not in telling:
            telling = file.read(SAMPLE)
    found = decode(telling[:65_536] if telling else first)
    if found is None:
        raise CannotRead(
            str(path), "it is no table that can be read", "Give Parquet, CSV, TSV, xlsx, xls or ods"
        )
    whole = len(first) < SAMPLE
    text = codecs.getincrementaldecoder(found.encoding)("replace").decode(first, final=whole)
    return found.encoding, text.removeprefix("\ufeff"), whole


def _records(
    path: Path, text: str, separator: str, quote: str, escape: str | None, *, whole: bool
) -> list[tuple[list[str], int]]:
    """The first records that are no blank lines, each with the number of characters up to its end."""
    consumed = 0

    def lines() -> Iterator[str]:
        nonlocal consumed
        for line in io.StringIO(text, newline=""):
            consumed += len(line)
            yield line

    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines(), delimiter=separator, quotechar=quote, escapechar=escape)
    records: list[tuple[list[str], int]] = []
    try:
        for cells in reader:
            if not whole and consumed >= len(text):
                break
            if any(cell.strip() for cell in cells):
                records.append((cells, consumed))
            if len(records) == 100:
                break
    except csv.Error as wrong:
        if not records:
            raise CannotRead(
                str(path), f"its first line is no row of cells ({wrong})", "Check the file"
            ) from wrong
    if not records and not whole:
        reason = f"its first line does not end within {SAMPLE // 2**20} MB"
        raise CannotRead(str(path), reason, "Check the file: a table has a head and one row a line")
    return records


class _Utf8(io.RawIOBase):
    """The file's text behind the head as UTF-8; what cannot be decoded becomes U+FFFD."""

    def __init__(self, file: BinaryIO, dialect: Dialect) -> None:
        self._file, self._dialect = file, dialect
        self._decoder = codecs.getincrementaldecoder(dialect.encoding)("replace")
        self._skip = dialect.head_end
        self._rest = b""
        self._begun = self._ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._rest) < size):
            data = self._file.read(SAMPLE)
            self._ended = not data
            text = self._decoder.decode(data, final=self._ended)
            if not self._begun and text:
                text, self._begun = text.removeprefix("\ufeff"), True
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
            if self._dialect.delimiter != self._dialect.separator:
                text = text.replace(self._dialect.separator, _INNER)
            self._rest += text.encode("utf-8", "replace")
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def _batches(path: Path, dialect: Dialect, heads: tuple[str, ...], after: int) -> Iterator[Batch]:
    ragged: list[Ragged] = []
    names = [f"c{number}" for number in range(len(heads))]

    def note(row: arrow.InvalidRow) -> str:
        cells = next(csv.reader([row.text[:_KEPT]], delimiter=dialect.delimiter, quotechar=dialect.quote), [])
        ragged.append(Ragged(row.number, tuple(cells)))
        return "skip"

    with path.open("rb") as file:
        size = path.stat().st_size
        try:
            reader = arrow.open_csv(
                _Utf8(file, dialect),
                read_options=arrow.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
                parse_options=arrow.ParseOptions(
                    delimiter=dialect.delimiter,
                    quote_char=dialect.quote,
                    escape_char=dialect.escape or False,
                    newlines_in_values=True,
                    invalid_row_handler=note,
                ),
                convert_options=arrow.ConvertOptions(
                    column_types={name: pa.string() for name in names}, strings_can_be_null=False
                ),
            )
        except pa.ArrowInvalid as wrong:
            if "mpty CSV file" in str(wrong):
                return
            raise _broken(path, wrong, 0) from wrong
        last = 0
        while True:
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                break
            except pa.ArrowInvalid as wrong:
                raise _broken(path, wrong, last) from wrong
            rows = _numbers(last, batch.num_rows, [one.row for one in ragged])
            frame = pl.DataFrame(pl.from_arrow(batch)).rename(dict(zip(names, heads, strict=True)))
            if dialect.delimiter != dialect.separator:
                frame = frame.with_columns(pl.all().str.replace_all(_INNER, dialect.separator, literal=True))
            frame = frame.select(pl.Series(" row", rows, dtype=pl.Int64), pl.all())
            last = rows[-1] if rows else last
            odd = tuple(one for one in ragged if one.row <= last and one.row > after)
            ragged[:] = [one for one in ragged if one.row > last]
            if last > after:
                yield Batch(frame.filter(pl.col(" row") > after), odd, last * size // max(file.tell(), 1))
        yield Batch(pl.DataFrame(schema={" row": pl.Int64, **dict.fromkeys(heads, pl.String)}),
                    tuple(one for one in ragged if one.row > after), last)  # fmt: skip


def _numbers(last: int, count: int, ragged: list[int]) -> list[int]:
    """The numbers of the next ``count`` good rows: those after ``last`` that no ragged row has."""
    odd = set(ragged)
    if not odd:
        return list(range(last + 1, last + count + 1))
    numbers: list[int] = []
    number = last
    while len(numbers) < count:
        number += 1
        if number not in odd:
            numbers.append(number)
    return numbers


def _broken(path: Path, error: Exception, last: int) -> CannotRead:
    why = " ".join(str(error).split())
    if "straddl" in why:
        reason = f"behind row {last:,} a row does not end within {BLOCK // 2**20} MB"
        return CannotRead(str(path), reason, "Look there for a quotation mark that is not closed")
    return CannotRead(
        str(path), f"behind row {last:,} it is no table ({why[:200].rstrip('.')})", "Export it again"
    )
