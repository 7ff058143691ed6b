"""Where everything stands in a recap workbook: writer and parser share it, neither has places of its own.

In: a ``RecapTable`` (its cells may all be empty). Out: a ``SheetLayout`` for each of its sheets. Invariant:
the codes that a parser goes by stand in a hidden row and a hidden column of the same sheet, so that a row
that was moved by hand is noticed. Rows and columns count from 0, as the libraries do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sirekap.election.model import ContestId, ElectionId, FieldName, RegionCode
from sirekap.forms.recap_table import RecapTable, RecapTier, Sheet
from sirekap.forms.recap_words import section_of

FORMAT = "sirekap-recap-workbook-1"
DATA_SHEET = "Data"
"""Hidden; tells format, election, region and tier, a row each."""
GUIDE_SHEET = "Petunjuk"
CODE_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5
FIELD_COLUMN, NUMBER_COLUMN, WORDS_COLUMN, FIRST_COLUMN = 0, 1, 2, 3
LONGEST_NAME = 31
"""Signs in the name of a sheet, by the rule of the file format."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which workbook it is, as its hidden sheet tells."""

    election: ElectionId
    region: RegionCode
    tier: RecapTier

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return what the hidden sheet says, row by row."""
        return (
            ("format", FORMAT),
            ("election", self.election),
            ("region", self.region),
            ("tier", self.tier.value),
        )


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: the row of each field, of each section's heading, the column of each code."""

    name: str
    contest: ContestId
    sheet: Sheet
    summary: bool
    rows: dict[FieldName, int]
    sections: dict[int, str]
    columns: dict[str, int]

    @property
    def total_column(self) -> int:
        """The column of the sums."""
        return FIRST_COLUMN + len(self.columns)

    @property
    def check_row(self) -> int:
        """The row where the checks begin, under their heading."""
        return max(self.rows.values()) + 3


def layouts(table: RecapTable) -> Iterator[SheetLayout]:
    """Yield the layout of every sheet of *table*, the summary last."""
    for sheet in table.all_sheets():
        rows, sections = _rows(table.fields)
        summary = sheet not in table.sheets
        yield SheetLayout(
            name=sheet_name(table, sheet, summary=summary),
            contest=table.contest,
            sheet=sheet,
            summary=summary,
            rows=rows,
            sections=sections,
            columns={code: FIRST_COLUMN + place for place, code in enumerate(sheet.columns)},
        )


def sheet_name(table: RecapTable, sheet: Sheet, *, summary: bool) -> str:
    """Return a sheet's name: the contest, and the village or what it sums up."""
    contest = table.contest_name.replace("/", "-")
    return f"{contest} {'rekap' if summary else sheet.region or 'nasional'}"[:LONGEST_NAME]


def _rows(fields: tuple[FieldName, ...]) -> tuple[dict[FieldName, int], dict[int, str]]:
    """Return the row of each field and of each section's heading."""
    rows: dict[FieldName, int] = {}
    sections: dict[int, str] = {}
    at = FIRST_ROW
    for field in fields:
        section = section_of(field)
        if section not in sections.values():
            sections[at] = section
            at += 1
        rows[field] = at
        at += 1
    return rows, sections


def cell_name(row: int, column: int) -> str:
    """Return a cell's name as people read it: ``D6``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
