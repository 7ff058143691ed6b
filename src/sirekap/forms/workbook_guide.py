"""The first and the last sheet of a recap workbook: what to do, how far it is, and which workbook it is.

In: the layouts of all sheets. Out: cells in an open workbook. Invariant: how far it is, is formulas over the
sheets, so that it is true at every moment.
"""

from collections.abc import Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped] # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped] # same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped] # same

from sirekap.forms.workbook_layout import (
    DATA_SHEET,
    FIRST_COLUMN,
    Origin,
    SheetLayout,
    cell_name,
)

STEPS = (
    "1. Isi sel kuning saja: satu kolom satu TPS, angka persis seperti di C.HASIL, walaupun jumlahnya salah.",
    "2. Kosongkan sel bila di C.HASIL tidak ada angkanya. Jangan ketik X, tanda hubung, atau tulisan.",
    "3. Baris PEMERIKSAAN di bawah tabel berbunyi cocok, beda (berapa), atau kosong; beda dibahas rapat.",
    "4. Jumlah dan lembar rekap menghitung sendiri. Jangan menyisipkan atau menghapus baris dan kolom.",
    "5. Simpan sebagai .xlsx. Saat sistem kembali: sirekap forms take-workbook BERKAS.xlsx",
)
COPY_STEPS = (
    "Buku kerja ini memuat angka D.HASIL dan menghitung ulang jumlahnya dengan rumus.",
    "Baris PEMERIKSAAN di bawah tiap tabel berbunyi cocok, atau beda (berapa).",
)


def write_guide(
    sheet: Worksheet, layouts: Sequence[SheetLayout], styles: dict[str, Format], *, fillable: bool
) -> None:
    """Write what to do, and a line for each sheet: cells still empty, checks that differ."""
    sheet.write(0, 0, "Rekapitulasi", styles["title"])
    steps = STEPS if fillable else COPY_STEPS
    for row, step in enumerate(steps, start=1):
        sheet.write(row, 0, step, styles["plain"])
    top = len(steps) + 2
    for column, words in enumerate(("Lembar", "Sel kosong", "Pemeriksaan beda")):
        sheet.write(top, column, words, styles["head"])
    for row, layout in enumerate(layouts, start=top + 1):
        sheet.write_url(row, 0, f"internal:'{layout.name}'!A1", styles["words"], layout.name)
        empty = "+".join(f"COUNTBLANK('{layout.name}'!{span})" for span in _spans(layout))
        sheet.write_formula(row, 1, f"={empty}", styles["cell"], 0)
        checks = f"'{layout.name}'!{_checks(layout)}"
        sheet.write_formula(row, 2, f'=COUNTIF({checks},"beda*")', styles["cell"], 0)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 18)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {})


def _spans(layout: SheetLayout) -> list[str]:
    """Return the ranges of the units' cells, between the headings of the sections."""
    last = layout.total_column - 1
    tops = sorted(layout.sections)
    ends = [*(top - 1 for top in tops[1:]), max(layout.rows.values())]
    return [
        f"{cell_name(top + 1, FIRST_COLUMN)}:{cell_name(end, last)}"
        for top, end in zip(tops, ends, strict=True)
    ]


def _checks(layout: SheetLayout) -> str:
    """Return the range of the checks; a few empty rows more do no harm."""
    end = layout.check_row + 2 * len(layout.rows)
    return f"{cell_name(layout.check_row, FIRST_COLUMN)}:{cell_name(end, layout.total_column)}"


def write_data(book: Workbook, origin: Origin) -> None:
    """Write the hidden sheet that tells which workbook it is."""
    sheet = book.add_worksheet(DATA_SHEET)
    for row, (key, value) in enumerate(origin.rows()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect("", {})
    sheet.very_hidden()
