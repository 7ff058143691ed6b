"""Reads a CSV table row by row, knowing where every cell stands.

In: the bytes of one table and its shape. Out: rows of cells in the shape's column order, each with its line
number. Invariant: a table that cannot be read as a whole (encoding, header) gives one fault and no rows, so
that what hangs on it is not blamed for it. What the cells mean is not known here.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sirekap.election.faults import Faults
from sirekap.election.sayings import FaultCode

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's file and columns; those not ``required`` may be left out and read as empty."""

    file: str
    columns: tuple[str, ...]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is right."""

    shape: Shape
    data: bytes
    header: tuple[str, ...]

    def rows(self, faults: Faults) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield line number and cells of each row; note rows with too few or too many cells."""
        width = len(self.header)
        order = [self.header.index(name) if name in self.header else width for name in self.shape.columns]
        pick = itemgetter(*order)
        reader = csv.reader(_text(self.data), strict=True)
        last, seen = 0, 0
        try:
            for row in reader:
                line, last = last + 1, reader.line_num
                if line == 1 or not row:
                    continue
                seen += 1
                if len(row) != width:
                    faults.add(FaultCode.CELLS, self.shape.file, line, cells=len(row), columns=width)
                    continue
                row.append("")
                yield line, pick(row)
        except csv.Error:
            faults.add(FaultCode.BROKEN_QUOTES, self.shape.file, last + 1)
            return
        if not seen:
            faults.add(FaultCode.NO_ROWS, self.shape.file)


def open_table(files: Mapping[str, bytes], shape: Shape, faults: Faults) -> Table | None:
    """Return the table of *shape*, or None after noting why it cannot be read."""
    data = files.get(shape.file)
    if data is None:
        faults.add(FaultCode.MISSING_FILE, shape.file)
        return None
    if not is_utf8(data, shape.file, faults):
        return None
    header = _header(data)
    if not header:
        faults.add(FaultCode.EMPTY_FILE, shape.file, 1, columns=",".join(shape.columns))
        return None
    before = faults.count
    _check_header(header, shape, faults)
    return Table(shape, data, tuple(header)) if faults.count == before else None


def is_utf8(data: bytes, file: str, faults: Faults) -> bool:
    """Return whether *data* is UTF-8; note the line and cell of the first byte that is not."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        column = _column_at(data, wrong.start) if file.endswith(".csv") else None
        faults.add(FaultCode.NOT_UTF8, file, line, column, byte=f"0x{data[wrong.start]:02X}")
        return False
    return True


def _text(data: bytes) -> io.TextIOWrapper:
    """Decode as it is read, so that a nation's table is not held twice."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")


def _header(data: bytes) -> list[str]:
    try:
        return next(csv.reader(_text(data)), [])
    except csv.Error:
        return []


def _check_header(header: list[str], shape: Shape, faults: Faults) -> None:
    if len(header) == 1 and len(shape.columns) > 1:
        for sign in ";\t|":
            if sign in header[0]:
                faults.add(FaultCode.NOT_COMMAS, shape.file, 1, sign=sign)
                return
    for place, name in enumerate(header):
        if name not in shape.columns:
            known = ", ".join(shape.columns)
            faults.add(FaultCode.UNKNOWN_COLUMN, shape.file, 1, name, columns=known)
        elif name in header[:place]:
            faults.add(FaultCode.DOUBLE_COLUMN, shape.file, 1, name)
    for name in shape.columns:
        if name in shape.required and name not in header:
            faults.add(FaultCode.MISSING_COLUMN, shape.file, 1, name)


def _column_at(data: bytes, place: int) -> str | None:
    """Name the column that the byte at *place* stands in, where the header tells it."""
    start = data.rfind(b"\n", 0, place) + 1
    if start == 0:
        return None
    header = data[: data.index(b"\n")].removeprefix(BOM)
    cells, names = _cells(data[start : place + 1]), _cells(header)
    return names[len(cells) - 1] if 0 < len(cells) <= len(names) else None


def _cells(line: bytes) -> list[str]:
    try:
        return next(csv.reader([line.decode("utf-8", "replace")]), [])
    except csv.Error:
        return []
