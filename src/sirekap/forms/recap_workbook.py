"""A recap as a spreadsheet whose formulas work the sums out again: certified numbers, or empty for a plenary.

In: tables of one or several contests, the election, how it is meant. Out: an XLSX file's bytes. Invariant:
sums and checks are formulas in every sheet, never numbers written in; every sum that the form prints has a
check under each unit's numbers, in words; what is not for typing is locked. What comes back filled in is read
by ``take_workbook``.
"""

import io
from collections.abc import Sequence
from enum import Enum

import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped] # same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped] # same

from sirekap.election.model import Contest, Election
from sirekap.forms.identities import identities
from sirekap.forms.labels import label
from sirekap.forms.recap_print import column_words, places, region_words
from sirekap.forms.recap_table import RecapTable, add
from sirekap.forms.recap_words import COPY_STANDING, PRACTICE, SUMMARY, TIERS, row_words
from sirekap.forms.workbook_guide import write_data, write_guide
from sirekap.forms.workbook_layout import (
    CODE_ROW,
    FIELD_COLUMN,
    FIRST_COLUMN,
    HEAD_ROW,
    NUMBER_COLUMN,
    WORDS_COLUMN,
    Origin,
    SheetLayout,
    cell_name,
    layouts,
)

MOST = 99_999
"""Largest number of a station that a workbook takes: five boxes, as abroad."""
CHECKS = "PEMERIKSAAN: sama dengan jumlah bagiannya?"
FILLABLE_STANDING = "Kertas cadangan rapat pleno, bukan hasil resmi; yang sah D.HASIL yang ditandatangani."


class Manner(Enum):
    """What a workbook is for."""

    CERTIFIED = "certified"
    """A copy of a D.HASIL: its numbers stand in it, locked."""
    FILLABLE = "fillable"
    """For a plenary without a system: the units' cells are open for typing."""


def write_workbook(tables: Sequence[tuple[RecapTable, Contest]], election: Election, manner: Manner) -> bytes:
    """Return the workbook; every table is of the same tier and region."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_calc_mode("auto")
        first = tables[0][0]
        styles = {name: book.add_format(look) for name, look in LOOKS.items()}
        sheets = [(table, contest, each) for table, contest in tables for each in layouts(table)]
        guide = book.add_worksheet("Petunjuk")
        for table, contest, layout in sheets:
            page = SheetWriter(book.add_worksheet(layout.name), layout, styles, manner)
            page.write(table, election, contest)
        write_guide(guide, [each for _, _, each in sheets], styles, fillable=manner is Manner.FILLABLE)
        write_data(book, Origin(first.election, first.region, first.tier))
    return out.getvalue()


LOOKS = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": False},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "standing": {"bold": True, "font_color": "#7a1f00"},
    "code": {"font_color": "#808080", "num_format": "@"},
    "head": {"bold": True, "bg_color": "#e0e0e0", "border": 1, "align": "center", "text_wrap": True},
    "section": {"bold": True},
    "words": {"border": 1},
    "cell": {"border": 1, "num_format": "#,##0"},
    "input": {"border": 1, "num_format": "#,##0", "bg_color": "#fff6cc", "locked": False},
    "sum": {"border": 1, "num_format": "#,##0", "bold": True, "bg_color": "#f0f0f0"},
    "check": {"border": 1, "font_size": 9, "align": "center"},
    "wrong": {"bg_color": "#ffc7ce", "font_color": "#9c0006", "bold": True},
}
"""How cells look; only ``input`` is open for typing."""


class SheetWriter:
    """Writes one sheet: numbers or open cells, sums, checks."""

    def __init__(
        self, sheet: Worksheet, layout: SheetLayout, styles: dict[str, Format], manner: Manner
    ) -> None:
        self._sheet, self._layout, self._styles = sheet, layout, styles
        self._fillable = manner is Manner.FILLABLE

    def write(self, table: RecapTable, election: Election, contest: Contest) -> None:
        """Write everything."""
        self._head(table, election)
        self._rows(contest)
        self._cells(table)
        self._sums()
        self._checks(table, contest)
        self._finish()

    def _head(self, table: RecapTable, election: Election) -> None:
        layout, styles = self._layout, self._styles
        region = SUMMARY[table.tier] if layout.summary else region_words(election, layout.sheet.region)
        practice = f"  ({PRACTICE})" if election.practice else ""
        self._sheet.write(0, NUMBER_COLUMN, f"MODEL {table.name}: {region}{practice}", styles["title"])
        named = ", ".join(f"{kind} {name}" for kind, name in places(election, table.region))
        self._sheet.write(1, NUMBER_COLUMN, f"{election.name}. {named}", styles["plain"])
        standing = COPY_STANDING.format(level=TIERS[table.tier].level)
        self._sheet.write(
            2, NUMBER_COLUMN, FILLABLE_STANDING if self._fillable else standing, styles["standing"]
        )
        self._sheet.write(HEAD_ROW, NUMBER_COLUMN, "No.", styles["head"])
        self._sheet.write(HEAD_ROW, WORDS_COLUMN, "Uraian", styles["head"])
        for code, column in layout.columns.items():
            self._sheet.write_string(CODE_ROW, column, code, styles["code"])
            self._sheet.write(HEAD_ROW, column, column_words(election, code), styles["head"])
        self._sheet.write(HEAD_ROW, layout.total_column, "Jumlah akhir", styles["head"])

    def _rows(self, contest: Contest) -> None:
        for row, section in self._layout.sections.items():
            self._sheet.write(row, NUMBER_COLUMN, section, self._styles["section"])
        for number, (field, row) in enumerate(self._layout.rows.items(), start=1):
            self._sheet.write_string(row, FIELD_COLUMN, field, self._styles["code"])
            self._sheet.write(row, NUMBER_COLUMN, number, self._styles["words"])
            self._sheet.write(row, WORDS_COLUMN, row_words(contest, field), self._styles["words"])

    def _cells(self, table: RecapTable) -> None:
        """Write the units' numbers; in the summary they are each village's sum."""
        villages = {each.sheet.region: each for each in layouts(table) if not each.summary}
        style = self._styles["input" if self._fillable and not self._layout.summary else "cell"]
        for (field, row), cells in zip(self._layout.rows.items(), self._layout.sheet.rows, strict=True):
            for (code, column), cell in zip(self._layout.columns.items(), cells, strict=True):
                if self._layout.summary:
                    village = next(each for region, each in villages.items() if region == code)
                    place = cell_name(village.rows[field], village.total_column)
                    self._sheet.write_formula(row, column, f"='{village.name}'!{place}", style, cell or 0)
                elif cell is None:
                    self._sheet.write_blank(row, column, None, style)
                else:
                    self._sheet.write_number(row, column, cell, style)

    def _sums(self) -> None:
        last = self._layout.total_column - 1
        for row, cells in zip(self._layout.rows.values(), self._layout.sheet.rows, strict=True):
            span = f"{cell_name(row, FIRST_COLUMN)}:{cell_name(row, last)}"
            total = add(cells) or 0
            self._sheet.write_formula(row, last + 1, f"=SUM({span})", self._styles["sum"], total)

    def _checks(self, table: RecapTable, contest: Contest) -> None:
        """Write, for every sum that the form prints, whether it holds: a row each, under each unit."""
        top, rows = self._layout.check_row, self._layout.rows
        self._sheet.write(top - 1, NUMBER_COLUMN, CHECKS, self._styles["section"])
        for place, identity in enumerate(identities(table.fields)):
            row = top + place
            words = label(identity.total, contest.kind)["id"]
            self._sheet.write(row, NUMBER_COLUMN, identity.rule, self._styles["words"])
            self._sheet.write(row, WORDS_COLUMN, words, self._styles["words"])
            for column in range(FIRST_COLUMN, self._layout.total_column + 1):
                total = cell_name(rows[identity.total], column)
                parts = ",".join(cell_name(rows[part], column) for part in identity.parts)
                check = (
                    f'=IF(COUNT({total},{parts})=0,"kosong",'
                    f'IF(N({total})=SUM({parts}),"cocok","beda "&(N({total})-SUM({parts}))))'
                )
                self._sheet.write_formula(row, column, check, self._styles["check"], "")
        end = max(top, top + len(identities(table.fields)) - 1)
        wrong = {"type": "text", "criteria": "begins with", "value": "beda", "format": self._styles["wrong"]}
        self._sheet.conditional_format(top, FIRST_COLUMN, end, self._layout.total_column, wrong)

    def _finish(self) -> None:
        """Hide codes, fix headings, lock what is not for typing, refuse what is no number as it is typed."""
        last = self._layout.total_column
        self._sheet.set_row(CODE_ROW, None, None, {"hidden": True})
        self._sheet.set_column(FIELD_COLUMN, FIELD_COLUMN, 24, None, {"hidden": True})
        self._sheet.set_column(NUMBER_COLUMN, NUMBER_COLUMN, 5)
        self._sheet.set_column(WORDS_COLUMN, WORDS_COLUMN, 62)
        self._sheet.set_column(FIRST_COLUMN, last, 12)
        self._sheet.freeze_panes(HEAD_ROW + 1, FIRST_COLUMN)
        self._sheet.set_landscape()
        self._sheet.set_paper(8)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(HEAD_ROW)
        self._sheet.set_footer("&LSirekap&RHalaman &P dari &N")
        if self._fillable and not self._layout.summary:
            first, end = min(self._layout.rows.values()), max(self._layout.rows.values())
            self._sheet.data_validation(
                first,
                FIRST_COLUMN,
                end,
                last - 1,
                {
                    "validate": "integer",
                    "criteria": "between",
                    "minimum": 0,
                    "maximum": MOST,
                    "error_title": "Bukan bilangan",
                    "error_message": f"Ketik bilangan bulat 0 sampai {MOST}; kosong bila di C.HASIL kosong.",
                },
            )
        self._sheet.protect("", {"format_columns": True, "format_rows": True})
