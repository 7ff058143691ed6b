"""The pages of a D.HASIL: from a ``RecapTable`` to what stands on each page, officially ordered.

In: a table. Out: ``RecapPage`` values. Invariant: every cell of the table stands on exactly one page (the
summary's besides); a page whose columns go on carries the sums so far, so that its last column is always the
sum of all that came before it; no page holds more than its codes can carry. Positions are the template's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sirekap.election.model import ContestId, FieldName, RegionCode
from sirekap.forms.recap_table import Cell, RecapTable, Sheet, add, groups

MOST_COLUMNS = 15
MOST_ROWS = 42
"""With five headings between them, rows of 4.7 mm fill the table's 220 mm."""


@dataclass(frozen=True, slots=True)
class RecapPage:
    """One page and the certificate it belongs to; the last page has no rows: it is for signatures."""

    name: str
    election_prefix: bytes
    """First eight bytes of the election's id."""
    contest: ContestId
    region: RegionCode
    version: int
    digest: bytes
    """SHA-256 of the whole certificate's canonical data."""
    number: int
    of: int
    sheet: RegionCode
    fields: tuple[FieldName, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    carried: tuple[Cell, ...]
    """Sums of the columns on earlier pages; empty on the first page of a sheet."""
    final: bool
    """The sheet's columns end here: the last column is the final sum."""

    def totals(self) -> tuple[Cell, ...]:
        """Return each row's sum with what was carried."""
        if not self.carried:
            return tuple(add(row) for row in self.rows)
        return tuple(add((before, *row)) for before, row in zip(self.carried, self.rows, strict=True))


def pages(table: RecapTable, width: int = MOST_COLUMNS) -> tuple[RecapPage, ...]:
    """Return all pages, at most *width* columns each, and the page of signatures."""
    found = [page for sheet in table.all_sheets() for page in _sheet_pages(table, sheet, width)]
    last = replace(_page(table, Sheet(table.region, (), ())), final=True)
    whole = [*found, last]
    return tuple(replace(page, number=number, of=len(whole)) for number, page in enumerate(whole, start=1))


def _sheet_pages(table: RecapTable, sheet: Sheet, width: int) -> Iterator[RecapPage]:
    """Yield the pages of one sheet: group by group, and within it from column to column."""
    at = {field: index for index, field in enumerate(table.fields)}
    for fields in groups(table.fields, MOST_ROWS):
        rows = [sheet.rows[at[field]] for field in fields]
        for start in range(0, len(sheet.columns), width):
            end = start + width
            yield replace(
                _page(table, sheet),
                fields=fields,
                columns=sheet.columns[start:end],
                rows=tuple(row[start:end] for row in rows),
                carried=tuple(add(row[:start]) for row in rows) if start else (),
                final=end >= len(sheet.columns),
            )


def _page(table: RecapTable, sheet: Sheet) -> RecapPage:
    """Return a page of *sheet* with nothing on it yet."""
    return RecapPage(
        name=table.name,
        election_prefix=bytes.fromhex(table.election)[:8],
        contest=table.contest,
        region=table.region,
        version=table.version,
        digest=table.digest,
        number=1,
        of=1,
        sheet=sheet.region,
        fields=(),
        columns=(),
        rows=(),
        carried=(),
        final=False,
    )
