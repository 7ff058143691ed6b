"""Reads the spreadsheet of accounts to be opened: CSV or XLSX, every sheet of it.

In: a file's name and bytes, and the election. Out: one ``Person`` a row, or every fault by sheet, row and
column. Invariant: a row is taken as it stands or named as wrong, never mended; a NIK is never repeated in a
message. Not done here: opening the accounts.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from sirekap.accounts.certificates import account_id
from sirekap.accounts.model import Account, Reach, Role
from sirekap.accounts.reach import code_lengths, most_of
from sirekap.election.cells import Place
from sirekap.election.faults import Faults
from sirekap.election.model import NATION, Election, RegionCode, StationCode
from sirekap.election.sayings import FaultCode
from sirekap.election.tables import Shape, Table, open_table

COLUMNS = ("place", "role", "number", "name", "nik")
REQUIRED = frozenset(COLUMNS) - {"nik"}
NATION_WRITTEN = "0"
"""How a cell writes the whole nation, whose code is empty."""

NIK_DIGITS = 16
_NIK = {
    "wanted_id": "16 angka, dalam sel berformat teks",
    "wanted_en": "16 digits, in a cell formatted as text",
}
_BOOK = {"wanted_id": "CSV atau buku kerja XLSX yang utuh", "wanted_en": "CSV or a whole XLSX workbook"}
_BROKEN_LINE = "\v"
"""Put for a line break inside a cell, so that rows keep their numbers; the readers of cells name it."""

_ROLES: Mapping[str, Role] = {role.value: role for role in Role if code_lengths(role)}


@dataclass(frozen=True, slots=True)
class Person:
    """One account to be opened, and for whom; ``nik`` is None where the sheet does not tell."""

    account: Account
    name: str
    nik: str | None


def open_sheets(file: str, data: bytes, faults: Faults) -> Sequence[Table]:
    """Return the tables of a file whose headers are right, noting what is wrong with any."""
    if file.lower().endswith(".csv"):
        sheets: Mapping[str, bytes] = {file: data}
    else:
        sheets = _workbook(file, data, faults)
    tables = (open_table(sheets, Shape(name, COLUMNS, REQUIRED), faults) for name in sheets)
    return tuple(table for table in tables if table is not None)


def read_people(tables: Sequence[Table], election: Election, faults: Faults) -> Iterator[Person]:
    """Yield the people of all tables, noting what is wrong with any row."""
    accounts, niks = _Once(tables), _Once(tables)
    for number, table in enumerate(tables):
        place = Place(faults, table.shape.file)
        for line, cells in table.rows(faults):
            if not any(cells):
                continue
            place.line = line
            person = _person(place, cells, election)
            if person is None or not accounts.first_time(place, number, "number", person.account.id):
                continue
            if person.nik is None or niks.first_time(place, number, "nik", person.nik):
                yield person


class _Once:
    """Remembers where a value stood first, over all sheets; a nation's in little memory."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._names = [table.shape.file for table in tables]
        self._first: dict[str, int] = {}

    def first_time(self, place: Place, table: int, column: str, value: str) -> bool:
        """Return whether *value* is new; note it where it is not, but never the NIK itself."""
        here = table << 32 | place.line
        first = self._first.setdefault(value, here)
        if first != here:
            line = f"{first & 0xFFFFFFFF} ({self._names[first >> 32]})"
            place.fault(FaultCode.DUPLICATE, column, value="NIK" if column == "nik" else value, first=line)
        return first == here


def _person(place: Place, cells: Sequence[str], election: Election) -> Person | None:
    """Return the person of one row, or None after noting what is wrong with it."""
    code_text, role_text, number_text, name_text, nik = cells
    role = _ROLES.get(role_text)
    if role is None:
        place.fault(FaultCode.UNKNOWN_VALUE, "role", value=role_text, known=", ".join(_ROLES))
        return None
    code = _code(place, code_text, role, election)
    number = place.number("number", number_text, 1, most_of(role))
    name = place.name("name", name_text)
    if nik and not (len(nik) == NIK_DIGITS and nik.isascii() and nik.isdigit()):
        place.fault(FaultCode.WRONG_TYPE, "nik", **_NIK)
        return None
    if code is None or number is None or name is None:
        return None
    return Person(Account(account_id(code, role, number), role, Reach(code)), name, nik or None)


def _code(place: Place, text: str, role: Role, election: Election) -> str | None:
    """Return the code of a place that the election has and that the role may have."""
    if text == NATION_WRITTEN and 0 in code_lengths(role):
        return NATION
    code = place.code("place", text, sorted(code_lengths(role)))
    if code is None or RegionCode(code) in election.regions or StationCode(code) in election.stations:
        return code
    where = "stations.csv" if role is Role.OFFICER else "regions.csv"
    place.fault(FaultCode.UNKNOWN_REFERENCE, "place", value=code, where=where)
    return None


def _workbook(file: str, data: bytes, faults: Faults) -> Mapping[str, bytes]:
    """Return every sheet that holds anything as CSV, by ``file [sheet]``, row for row."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except CalamineError:
        faults.add(FaultCode.WRONG_TYPE, file, **_BOOK)
        return {}
    filled = {f"{file} [{name}]": _csv(rows) for name, rows in sheets.items() if rows}
    if not filled:
        faults.add(FaultCode.EMPTY_FILE, file, 1, columns=",".join(COLUMNS))
    return filled


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """Return a cell as its reader sees it: a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", _BROKEN_LINE).replace("\n", _BROKEN_LINE).replace("\r", _BROKEN_LINE)
