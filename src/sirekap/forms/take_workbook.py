"""From a recap workbook that a plenary filled in to the numbers in it, or to what is wrong in which cell.

In: a file's bytes, the tables it was made for. Out: ``Taken``: numbers by contest and station, and faults,
each naming sheet and cell, in Indonesian and English. Invariant: a cell that is no whole number is never
taken for one; a row or column that was moved is noticed, and nothing of its sheet is taken; sums are worked
out anew, never read. What the numbers mean to a record is not decided here.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from sirekap.election.model import ContestId, FieldName, StationCode
from sirekap.forms.recap_table import Cell, RecapTable
from sirekap.forms.recap_workbook import MOST
from sirekap.forms.workbook_errors import error_cells
from sirekap.forms.workbook_layout import (
    CODE_ROW,
    DATA_SHEET,
    FIELD_COLUMN,
    Origin,
    SheetLayout,
    cell_name,
    layouts,
)

Say = Mapping[str, str]
Rows = Sequence[Sequence[object]]
MOST_BYTES = 20 * 1024 * 1024
"""Largest file looked at; a sub-district's workbook has under one."""


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """Something that cannot be taken; ``cell`` is "" where a whole sheet or file is meant."""

    sheet: str
    cell: str
    say: Say
    """What is wrong and what to do, by language."""


@dataclass(slots=True)
class Taken:
    """What a workbook gave. Stations whose column stands empty are not in ``values``."""

    values: dict[ContestId, dict[StationCode, dict[FieldName, Cell]]] = field(default_factory=dict)
    faults: list[WorkbookFault] = field(default_factory=list)
    empty: list[tuple[ContestId, StationCode]] = field(default_factory=list)
    """Stations of which nothing was filled in."""


def take_workbook(data: bytes, tables: Sequence[RecapTable]) -> Taken:
    """Read the numbers of *tables*, which say what sheets, rows and columns there should be."""
    taken = Taken()
    book = _opened(data)
    if book is None:
        taken.faults.append(_fault("", "", "ini bukan buku kerja .xlsx", "this is no .xlsx workbook"))
        return taken
    errors = error_cells(data) or {}
    with book:
        first = tables[0]
        taken.faults += _foreign(book, Origin(first.election, first.region, first.tier))
        if not taken.faults:
            for layout in (each for table in tables for each in layouts(table) if not each.summary):
                _take_sheet(book, layout, errors.get(layout.name, set()), taken)
    return taken


def _opened(data: bytes) -> CalamineWorkbook | None:
    """Open a workbook; None for bytes that are none."""
    if len(data) > MOST_BYTES or error_cells(data) is None:
        return None
    try:
        return load_workbook(io.BytesIO(data))
    except (CalamineError, ValueError, OSError):
        return None


def _foreign(book: CalamineWorkbook, origin: Origin) -> Iterator[WorkbookFault]:
    """Yield a fault where the workbook was made for another election, region or plenary."""
    rows = _rows_of(book, DATA_SHEET)
    told = {str(row[0]): str(row[1]) for row in rows or [] if len(row) > 1}
    for key, wanted in origin.rows():
        if told.get(key) != wanted:
            yield _fault(
                DATA_SHEET,
                "",
                f"buku kerja ini bukan untuk pemilihan dan wilayah ini ({key}); buat yang baru",
                f"this workbook is not for this election and region ({key}); make a new one",
            )
            return


def _rows_of(book: CalamineWorkbook, name: str) -> Rows | None:
    """Return a sheet's cells from A1 on; None where there is no such sheet."""
    if name not in book.sheet_names:
        return None
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _take_sheet(book: CalamineWorkbook, layout: SheetLayout, errors: set[str], taken: Taken) -> None:
    """Take one village's numbers, or note what is wrong with them."""
    rows = _rows_of(book, layout.name)
    if rows is None:
        words = (
            "lembar ini hilang; salin kembali dari buku kerja aslinya",
            "this sheet is gone; copy it back",
        )
        taken.faults.append(_fault(layout.name, "", *words))
        return
    moved = list(_moved(rows, layout))
    taken.faults += moved
    if moved:
        return
    held = taken.values.setdefault(layout.contest, {})
    for code, column in layout.columns.items():
        station = StationCode(code)
        numbers: dict[FieldName, Cell] = {}
        for name, row in layout.rows.items():
            place = cell_name(row, column)
            number = SHOWS_ERROR if place in errors else whole_number(_at(rows, row, column))
            if isinstance(number, WrongCell):
                taken.faults.append(WorkbookFault(layout.name, place, number.say))
            else:
                numbers[name] = number
        if any(number is not None for number in numbers.values()):
            held[station] = numbers
        elif len(numbers) == len(layout.rows):
            taken.empty.append((layout.contest, station))


def _moved(rows: Rows, layout: SheetLayout) -> Iterator[WorkbookFault]:
    """Yield a fault for each code that does not stand where it was put."""
    wanted = [(CODE_ROW, column, code) for code, column in layout.columns.items()]
    wanted += [(row, FIELD_COLUMN, name) for name, row in layout.rows.items()]
    for row, column, code in wanted:
        found = _at(rows, row, column)
        if found != code:
            yield _fault(
                layout.name,
                cell_name(row, column),
                f"baris atau kolom bergeser: di sini seharusnya {code}; kembalikan ke susunan aslinya",
                f"a row or column was moved: {code} should stand here; put it back",
            )


def _at(rows: Rows, row: int, column: int) -> object:
    """Return a cell; "" beyond the last one."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell that is no number, and what to tell the person."""

    say: Say


SHOWS_ERROR = WrongCell(
    {"id": "rumus yang gagal bukan bilangan; ketik angkanya", "en": "a failed formula is no number; type it"}
)


def whole_number(cell: object) -> Cell | WrongCell:
    """Return the number in a cell, None where it is empty, or what is wrong with it."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            return _wrong(
                f"{text[:40]!r} bukan bilangan; ketik angkanya, atau kosongkan",
                f"{text[:40]!r} is no number; type it in digits, or leave it empty",
            )
        return _in_bounds(int(text[:20]))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _wrong(f"{cell} bukan bilangan; ketik angkanya", f"{cell} is no number; type it in digits")
    if isinstance(cell, float) and not cell.is_integer():
        return _wrong(f"{cell} bukan bilangan bulat", f"{cell} is no whole number")
    return _in_bounds(int(cell))


def _in_bounds(number: int) -> int | WrongCell:
    if not 0 <= number <= MOST:
        return _wrong(
            f"{number} di luar 0 sampai {MOST}; periksa C.HASIL",
            f"{number} is not within 0 and {MOST}; check it",
        )
    return number


def _wrong(indonesian: str, english: str) -> WrongCell:
    return WrongCell({"id": indonesian, "en": english})


def _fault(sheet: str, cell: str, indonesian: str, english: str) -> WorkbookFault:
    return WorkbookFault(sheet, cell, {"id": indonesian, "en": english})
