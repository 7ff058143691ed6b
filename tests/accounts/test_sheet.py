import csv
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.actions.stage import ELECTION

from sirekap.accounts.model import Role
from sirekap.accounts.sheet import open_sheets, read_people
from sirekap.election.faults import ElectionFaultsError, Faults

STATION = sorted(ELECTION.stations)[0]
HEADER = "place,role,number,name,nik\n"
NIK = "3527010101900001"
ROWS = [
    [STATION, "officer", "1", "Petugas Satu", NIK],
    [STATION, "officer", "2", "Petugas, Dua", ""],
    [STATION[:10], "pps", "1", "Anggota PPS", ""],
    [STATION[:6], "ppk", "3", "Anggota PPK", ""],
    ["0", "auditor", "1", "Pemeriksa", ""],
]


def people(file, data):
    faults = Faults()
    found = list(read_people(open_sheets(file, data, faults), ELECTION, faults))
    faults.stop_if_any()
    return found


def faults(file, data):
    with pytest.raises(ElectionFaultsError) as caught:
        people(file, data)
    return [(each.file, each.line, each.column, each.code.value) for each in caught.value.faults]


def one(*cells):
    return (HEADER + ",".join(cells) + "\n").encode()


def workbook(*sheets):
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return data.getvalue()


HEAD = ["place", "role", "number", "name", "nik"]


def test_a_csv_row_is_one_person_with_an_account_of_place_role_and_number():
    text = HEADER + "\n".join(f'{a},{b},{c},"{d}",{e}' for a, b, c, d, e in ROWS)
    found = people("akun.csv", text.encode())
    assert [each.account.id for each in found] == [
        f"{STATION}-officer-1",
        f"{STATION}-officer-2",
        f"{STATION[:10]}-pps-1",
        f"{STATION[:6]}-ppk-3",
        "-auditor-1",
    ]
    assert [each.account.reach for each in found] == [STATION, STATION, STATION[:10], STATION[:6], ""]
    assert [(each.name, each.nik) for each in found[:2]] == [("Petugas Satu", NIK), ("Petugas, Dua", None)]


def test_a_workbook_says_the_same_with_numbers_in_its_cells_on_every_sheet():
    text = HEADER + "\n".join(f'{a},{b},{c},"{d}",{e}' for a, b, c, d, e in ROWS)
    first = [[int(a), b, int(c), d, e] for a, b, c, d, e in ROWS[:3]]
    second = [[a, b, int(c), d, e] for a, b, c, d, e in ROWS[3:]]
    assert people("akun.xlsx", workbook([HEAD, *first], [HEAD, *second])) == people("akun.csv", text.encode())


def test_a_workbooks_fault_names_sheet_row_and_column():
    first = [HEAD, [STATION, "officer", 2, "A", ""]]
    broken, unknown = [STATION, "officer", 1, "Baris\nputus", ""], [STATION, "ketua", 2, "B", ""]
    assert faults("akun.xlsx", workbook(first, [HEAD, broken, [""] * 5, unknown])) == [
        ("akun.xlsx [Sheet2]", 2, "name", "name_signs"),
        ("akun.xlsx [Sheet2]", 4, "role", "unknown_value"),
    ]


NOWHERE = STATION[:10] + "999"
WRONG = {
    "an officer of a region": ((STATION[:6], "officer", "1", "A", ""), ("place", "code_length")),
    "a PPK of a station": ((STATION, "ppk", "1", "A", ""), ("place", "code_length")),
    "an officer of the nation": (("0", "officer", "1", "A", ""), ("place", "code_length")),
    "a place that is not there": ((NOWHERE, "officer", "1", "A", ""), ("place", "unknown_reference")),
    "a code with dots": (("35.27", "verifier", "1", "A", ""), ("place", "code_digits")),
    "a third officer": ((STATION, "officer", "3", "A", ""), ("number", "out_of_range")),
    "a machine": ((STATION, "reader", "1", "A", ""), ("role", "unknown_value")),
    "no name": ((STATION, "officer", "1", "", ""), ("name", "name_empty")),
    "a short NIK": ((STATION, "officer", "1", "A", NIK[:-1]), ("nik", "wrong_type")),
    "a NIK typed as a number": ((STATION, "officer", "1", "A", "3.527E+15"), ("nik", "wrong_type")),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_named(case):
    cells, told = WRONG[case]
    assert faults("a.csv", one(*cells)) == [("a.csv", 2, *told)]


def test_an_account_or_a_nik_stands_once_in_all_sheets():
    row, other = [STATION, "officer", 1, "A", NIK], [STATION, "officer", 2, "B", NIK]
    twice = workbook([HEAD, row], [HEAD, row])
    assert faults("a.xlsx", twice) == [("a.xlsx [Sheet2]", 2, "number", "duplicate")]
    with pytest.raises(ElectionFaultsError) as caught:
        people("a.xlsx", workbook([HEAD, row, other]))
    assert [each.column for each in caught.value.faults] == ["nik"]
    assert NIK not in caught.value.text("id") + caught.value.text("en"), "a NIK is not told"


def test_files_that_are_no_table_are_named():
    assert faults("a.xlsx", b"PK\x03\x04")[0][3] == "wrong_type"
    assert faults("a.xlsx", workbook([]))[0][3] == "empty_file"
    assert faults("a.csv", b"")[0][3] == "empty_file"
    assert faults("a.csv", b"place;role;number;name\n")[0][3] == "not_commas"
    assert faults("a.csv", b"place,role,number\n1,2,3\n")[0][3] == "missing_column"
    assert faults("a.csv", HEADER.encode() + b"\xff")[0][3] == "not_utf8"


@given(st.sampled_from(Role), st.integers(-5, 120), st.text(max_size=13), st.text(max_size=9))
def test_no_row_breaks_the_reader(role, number, place, name):
    data = written(place, role.value, str(number), name)
    found = Faults()
    for each in read_people(open_sheets("a.csv", data, found), ELECTION, found):
        assert (each.account.role, each.name) == (role, name)


def written(*cells):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD, [*cells, ""]])
    return text.getvalue().encode("utf-8", "surrogatepass")
