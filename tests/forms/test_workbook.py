"""A recap workbook works its sums out in a real spreadsheet, and what a plenary typed comes back exactly."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.calc import cells, recalculated
from tests.forms.recaps import TICKETS, election_for, parties, table

from sirekap.forms.identities import identities
from sirekap.forms.recap_table import RecapTier, add
from sirekap.forms.recap_workbook import MOST, Manner, write_workbook
from sirekap.forms.take_workbook import WrongCell, take_workbook, whole_number
from sirekap.forms.workbook_layout import cell_name, layouts

TYPED = table(RecapTier.DISTRICT, columns=4, villages=2)
LISTS = parties(2, 5)
CONTESTS = {
    "typed": (TYPED, TICKETS, Manner.FILLABLE),
    "lists": (table(RecapTier.DISTRICT, LISTS, columns=3, villages=2), LISTS, Manner.CERTIFIED),
    "nation": (table(RecapTier.NATION, columns=38, most=30_000_000), TICKETS, Manner.CERTIFIED),
}


def made(name):
    numbers, of, manner = CONTESTS[name]
    return write_workbook([(numbers, of)], election_for(numbers, of), manner)


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    return recalculated({name: made(name) for name in CONTESTS}, tmp_path_factory.mktemp("calc"))


@pytest.mark.parametrize("name", CONTESTS)
def test_a_spreadsheet_works_out_every_sum_of_every_sheet(computed, name):
    numbers, _, _ = CONTESTS[name]
    for layout in layouts(numbers):
        found = cells(computed[name], layout.name)
        for (field, row), given_cells in zip(layout.rows.items(), layout.sheet.rows, strict=True):
            assert found[row][layout.total_column] == (add(given_cells) or 0), (layout.name, field)


@pytest.mark.parametrize("name", CONTESTS)
def test_every_sum_that_the_form_prints_is_checked_in_words_under_every_unit(computed, name):
    numbers, _, _ = CONTESTS[name]
    for layout in layouts(numbers):
        found = cells(computed[name], layout.name)
        at = {field: place for place, field in enumerate(numbers.fields)}
        for place, identity in enumerate(identities(numbers.fields)):
            said = found[layout.check_row + place]
            for column in range(len(layout.columns)):
                values = [layout.sheet.rows[at[field]][column] for field in (identity.total, *identity.parts)]
                off = (values[0] or 0) - sum(value or 0 for value in values[1:])
                words = "cocok" if off == 0 else f"beda {off}"
                if all(value is None for value in values) and not layout.summary:
                    words = "kosong"
                assert said[3 + column] == words, (layout.name, identity)


def test_the_first_sheet_counts_what_is_empty_and_what_differs(computed):
    guide = cells(computed["typed"], "Petunjuk")
    counted = {row[0]: (row[1], row[2]) for row in guide if str(row[0]).startswith("PPWP")}
    for layout in layouts(TYPED):
        empty = 0 if layout.summary else sum(cell is None for row in layout.sheet.rows for cell in row)
        found = cells(computed["typed"], layout.name)
        differ = sum(str(cell).startswith("beda") for row in found[layout.check_row :] for cell in row)
        assert counted[layout.name] == (empty, differ)
        assert differ > 0


def taken_of(numbers):
    return {
        code: {field: row[place] for field, row in zip(numbers.fields, sheet.rows, strict=True)}
        for sheet in numbers.sheets
        for place, code in enumerate(sheet.columns)
    }


def test_what_was_typed_comes_back_exactly_also_once_a_spreadsheet_saved_it(computed):
    for data in (made("typed"), computed["typed"]):
        taken = take_workbook(data, [TYPED])
        assert taken.faults == []
        assert taken.values == {"ppwp": taken_of(TYPED)}


def test_an_untouched_workbook_gives_no_number_and_names_every_station_as_empty():
    blank = [
        replace(sheet, rows=((None,) * len(sheet.columns),) * len(TYPED.fields)) for sheet in TYPED.sheets
    ]
    nothing = replace(TYPED, sheets=tuple(blank))
    data = write_workbook([(nothing, TICKETS)], election_for(TYPED), Manner.FILLABLE)
    taken = take_workbook(data, [nothing])
    assert (taken.values, taken.faults) == ({"ppwp": {}}, [])
    assert [station for _, station in taken.empty] == list(taken_of(TYPED))


def edited(data, cell, xml, sheet=2):
    """Change one cell's XML in a sheet, as another program might."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            contents = before.read(name)
            if name == f"xl/worksheets/sheet{sheet}.xml":
                pattern = rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)'.encode()
                contents, count = re.subn(pattern, xml.encode(), contents, count=1)
                assert count == 1, cell
            after.writestr(name, contents)
    return out.getvalue()


def inline(cell, text):
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


LAYOUT = next(layouts(TYPED))
ROW = LAYOUT.rows["votes.2"]
PLACE = cell_name(ROW, 4)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (inline(PLACE, "12a"), "'12a' is no number"),
        (inline(PLACE, "XXX"), "leave it empty"),
        (f'<c r="{PLACE}"><v>12.5</v></c>', "no whole number"),
        (f'<c r="{PLACE}"><v>-3</v></c>', "not within 0"),
        (f'<c r="{PLACE}"><v>3500000</v></c>', "not within 0"),
        (f'<c r="{PLACE}" t="b"><v>1</v></c>', "no number"),
        (f'<c r="{PLACE}" t="e"><v>#VALUE!</v></c>', "no number"),
    ],
)
def test_a_cell_that_is_no_number_is_named_by_sheet_and_place(xml, told):
    taken = take_workbook(edited(made("typed"), PLACE, xml), [TYPED])
    (fault,) = taken.faults
    assert (fault.sheet, fault.cell) == (LAYOUT.name, PLACE)
    assert told in fault.say["en"]
    assert fault.say["id"]
    station = LAYOUT.sheet.columns[1]
    assert "votes.2" not in taken.values["ppwp"][station]


def test_digits_typed_as_text_are_a_number():
    taken = take_workbook(edited(made("typed"), PLACE, inline(PLACE, " 0123 ")), [TYPED])
    assert taken.faults == []
    assert taken.values["ppwp"][LAYOUT.sheet.columns[1]]["votes.2"] == 123


@pytest.mark.parametrize("cell", ["D4", cell_name(ROW, 0)])
def test_a_moved_row_or_column_is_noticed_and_nothing_of_its_sheet_is_taken(cell):
    taken = take_workbook(edited(made("typed"), cell, inline(cell, "other")), [TYPED])
    assert [(each.sheet, each.cell) for each in taken.faults] == [(LAYOUT.name, cell)]
    assert set(taken.values["ppwp"]) == set(TYPED.sheets[1].columns)


def test_a_workbook_of_another_election_or_region_is_refused_whole():
    for other in (replace(TYPED, election="f" * 64), replace(TYPED, region="352702")):
        taken = take_workbook(made("typed"), [other])
        assert taken.values == {}
        assert "not for this election and region" in taken.faults[0].say["en"]


def test_a_missing_sheet_is_named():
    fewer = replace(TYPED, sheets=TYPED.sheets[:1])
    data = write_workbook([(fewer, TICKETS)], election_for(TYPED), Manner.FILLABLE)
    taken = take_workbook(data, [TYPED])
    assert [(each.sheet, each.cell) for each in taken.faults] == [("PPWP 3527012002", "")]


@given(st.binary(max_size=300))
def test_other_bytes_are_no_workbook(data):
    taken = take_workbook(data, [TYPED])
    assert taken.faults[0].say["en"].startswith("this is no .xlsx")


def test_another_programs_workbook_is_refused():
    out = io.BytesIO()
    import xlsxwriter  # noqa: PLC0415 -- only here

    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1")
    assert "not for this election" in take_workbook(out.getvalue(), [TYPED]).faults[0].say["en"]


@given(st.integers(0, MOST))
def test_a_whole_number_is_taken_however_it_is_stored(number):
    assert {whole_number(number), whole_number(float(number)), whole_number(f" {number} ")} == {number}


@given(
    st.one_of(st.integers(max_value=-1), st.integers(min_value=MOST + 1), st.text(min_size=1), st.booleans())
)
def test_nothing_else_is_taken_for_a_number(cell):
    found = whole_number(cell)
    harmless = isinstance(cell, str) and (
        not cell.strip() or (cell.strip().isascii() and cell.strip().isdigit())
    )
    assert harmless or isinstance(found, WrongCell)


def test_only_the_yellow_cells_are_open():
    with zipfile.ZipFile(io.BytesIO(made("typed"))) as file:
        sheets = [file.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2, 3, 4)]
        assert all(b"<sheetProtection" in each for each in sheets)
        assert b'<protection locked="0"/>' in file.read("xl/styles.xml")
