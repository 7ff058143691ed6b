"""A D.HASIL page's payload: from a ``RecapPage`` to deterministic CBOR, and back.

In: a page. Out: bytes; and back, every part checked for what it is. Invariant: what was composed comes back
equal; other bytes are an error, never half a page. How the bytes become QR codes is ``page_code``'s.
"""

from collections.abc import Sequence
from typing import Any

import cbor2

from sirekap.election.model import ContestId, FieldName, RegionCode
from sirekap.forms.page_code import MOST_CERTIFICATE, MOST_CODES, PageCodeError, Signer, codes
from sirekap.forms.recap_page import MOST_COLUMNS, RecapPage, pages
from sirekap.forms.recap_table import Cell, RecapTable

KIND = "D1"
"""First member of the payload: a page of a D.HASIL, schema 1."""
UNSIGNED = Signer(lambda _: bytes(64), bytes(MOST_CERTIFICATE))
"""Stands in for a signature where only the length matters: pages are cut alike whoever signs them."""
TYPES = (str, str, bytes, str, str, int, bytes, int, int, str, list, list, list, list, bool)


def page_payload(page: RecapPage) -> bytes:
    """Return everything that stands on *page* as deterministic CBOR."""
    return cbor2.dumps(
        [
            KIND,
            page.name,
            page.election_prefix,
            page.contest,
            page.region,
            page.version,
            page.digest,
            page.number,
            page.of,
            page.sheet,
            list(page.fields),
            list(page.columns),
            [list(row) for row in page.rows],
            list(page.carried),
            page.final,
        ],
        canonical=True,
    )


def parse_page(payload: bytes) -> RecapPage:
    """Take a payload apart; PageCodeError where it is no page of a D.HASIL."""
    try:
        found = cbor2.loads(payload)
    except (cbor2.CBORDecodeError, ValueError, RecursionError):
        found = None
    if not _is_page(found):
        raise PageCodeError(
            "Kode QR ini bukan halaman D.HASIL; periksa lembar yang difoto.",
            "These codes are no page of a D.HASIL; check which sheet was photographed.",
        )
    _, name, election, contest, region, version, digest, number, of, sheet, fields, columns, *rest = found
    rows, carried, final = rest
    return RecapPage(
        name=name,
        election_prefix=election,
        contest=ContestId(contest),
        region=RegionCode(region),
        version=version,
        digest=digest,
        number=number,
        of=of,
        sheet=RegionCode(sheet),
        fields=tuple(FieldName(field) for field in fields),
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        carried=tuple(carried),
        final=final,
    )


def _is_page(found: Any) -> bool:
    """Tell whether decoded CBOR has the members of a page, each of its type and length."""
    if not isinstance(found, list) or len(found) != len(TYPES) or found[0] != KIND:
        return False
    if any(type(each) is not wanted for each, wanted in zip(found, TYPES, strict=True)):
        return False
    fields, columns, rows, carried = found[10:14]
    return (
        all(isinstance(each, str) for each in (*fields, *columns))
        and len(rows) == len(fields)
        and all(isinstance(row, list) and len(row) == len(columns) and _are_cells(row) for row in rows)
        and len(carried) in (0, len(fields))
        and _are_cells(carried)
    )


def _are_cells(cells: Sequence[Any]) -> bool:
    return all(cell is None or (type(cell) is int and cell >= 0) for cell in cells)


def fitting_pages(table: RecapTable) -> tuple[RecapPage, ...]:
    """Return the table's pages, as wide as the codes of every page can carry."""
    for width in range(MOST_COLUMNS, 0, -1):
        found = pages(table, width)
        if all(len(codes(page_payload(page), UNSIGNED)) <= MOST_CODES for page in found):
            return found
    raise ValueError("one column of this table is too much for a page's codes")


def table_cells(read: Sequence[RecapPage]) -> dict[tuple[str, FieldName, str], Cell]:
    """Return every cell of *read* pages by sheet, field and column."""
    return {
        (page.sheet, field, column): cell
        for page in read
        for field, row in zip(page.fields, page.rows, strict=True)
        for column, cell in zip(page.columns, row, strict=True)
    }
