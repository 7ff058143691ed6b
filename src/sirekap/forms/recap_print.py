"""From a D.HASIL's numbers to its PDF: archival (PDF/A-2b), every page with its own numbers in QR codes.

In: a ``RecapTable``, the election it belongs to, what signs the pages. Out: a PDF's bytes. Invariant: what
the codes say is what is printed beside them; the same table and key give the same bytes. A page is signed by
the machine that prints it; the people sign by hand on the last one.
"""

import json
from collections.abc import Mapping
from typing import Any

from sirekap.election.model import NATION, Contest, Election, FieldName, RegionCode
from sirekap.forms.draw import HERE, compiler
from sirekap.forms.page_code import Signer, codes
from sirekap.forms.recap_code import fitting_pages, page_payload
from sirekap.forms.recap_page import RecapPage
from sirekap.forms.recap_table import RecapTable
from sirekap.forms.recap_words import PRACTICE, STANDING, SUMMARY, TIERS, row_words, section_of, witnesses
from sirekap.forms.stamp import qr_cells

Json = Mapping[str, Any]
GROUPING = str.maketrans(",", ".")
"""Indonesian groups thousands with full stops."""


def print_recap(table: RecapTable, election: Election, contest: Contest, signer: Signer) -> bytes:
    """Return the certificate as PDF/A; *contest* says who stands, cut down to one constituency if any."""
    words = TIERS[table.tier]
    printed = [_page(table, page, election, contest, signer) for page in fitting_pages(table)]
    data = {
        "model": f"MODEL {table.name}",
        "title": f"{table.name} {region_words(election, table.region)}",
        "author": words.body,
        "subtitle": f"Sertifikat rekapitulasi hasil penghitungan perolehan suara {words.title}",
        "standing": STANDING.format(body=words.body),
        "body": words.body,
        "members": ["Ketua", *["Anggota"] * (words.members - 1)],
        "witnesses": witnesses(contest),
        "digest": table.digest.hex(),
        "version": table.version,
        "pages": printed,
        **frame(election, contest.name, table.region, len(printed)),
    }
    return typeset(data)


def frame(election: Election, contest: str, region: RegionCode, pages: int) -> Json:
    """Return what stands on every page of any form of a plenary."""
    return {
        "election": f"{election.name}: {contest}",
        "practice": PRACTICE if election.practice else "",
        "places": places(election, region),
        "election_id": election.id[:16],
        "of": pages,
    }


def typeset(data: Json) -> bytes:
    """Lay a plenary's form out as PDF/A-2b."""
    source = (HERE / "recap.typ").read_bytes()
    pdf = compiler().compile(
        source,
        sys_inputs={"recap": json.dumps(data)},
        format="pdf",
        pdf_tags=False,
        pdf_standards="a-2b",
        timestamp=0,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _page(table: RecapTable, page: RecapPage, election: Election, contest: Contest, signer: Signer) -> Json:
    """Return one page as the template takes it."""
    return {
        "kind": "values" if page.fields else "signatures",
        "number": page.number,
        "sheet": _sheet_words(table, page, election),
        "columns": [column_words(election, code) for code in page.columns],
        "carried": bool(page.carried),
        "final": page.final,
        "rows": _rows(page, contest),
        "codes": drawn_codes(page_payload(page), signer),
    }


def drawn_codes(payload: bytes, signer: Signer) -> list[Json]:
    """Return the QR codes of a payload: side in modules, and a grey level for each module."""
    cells = (qr_cells(each) for each in codes(payload, signer))
    return [{"side": side, "pixels": [0 if dark else 255 for dark in each]} for each, side in cells]


def _rows(page: RecapPage, contest: Contest) -> list[Json]:
    """Return the rows with a heading wherever a section begins."""
    found: list[Json] = []
    section = ""
    carried = page.carried or (None,) * len(page.fields)
    for number, (field, row, before, total) in enumerate(
        zip(page.fields, page.rows, carried, page.totals(), strict=True), start=1
    ):
        if section_of(field) != section:
            section = section_of(field)
            found.append({"section": True, "words": section})
        found.append(
            {
                "section": False,
                "number": str(number),
                "words": row_words(contest, field),
                "sum": _is_sum(field, contest),
                "cells": [grouped(cell) for cell in row],
                "carried": grouped(before),
                "total": grouped(total),
            }
        )
    return found


def _is_sum(field: FieldName, contest: Contest) -> bool:
    """Tell whether a row is the sum of others."""
    of_party = bool(contest.parties) and field.startswith("votes.") and field.count(".") == 1
    return of_party or "total" in field or field in ("valid", "cast")


def grouped(cell: int | None) -> str | None:
    """Return a number with its thousands apart; None for one that the paper below does not have."""
    return None if cell is None else f"{cell:,}".translate(GROUPING)


def _sheet_words(table: RecapTable, page: RecapPage, election: Election) -> str:
    if not page.fields:
        return "Tanda tangan"
    if page.sheet == table.region:
        return SUMMARY.get(table.tier, region_words(election, table.region))
    return f"Desa/Kelurahan {region_words(election, page.sheet)}"


def column_words(election: Election, code: str) -> str:
    """Return what stands over a column: a station's number or a region's name."""
    if len(code) == 13:
        return f"TPS {code[10:]}"
    region = election.regions.get(RegionCode(code))
    return region.name if region else code


def region_words(election: Election, code: RegionCode) -> str:
    """Return a region's name."""
    if code == NATION:
        return "Indonesia"
    region = election.regions.get(code)
    return region.name if region else code


def places(election: Election, region: RegionCode) -> list[tuple[str, str]]:
    """Return the regions that *region* lies in, and itself, each with what it is."""
    kinds = ((2, "Provinsi"), (4, "Kabupaten/Kota"), (6, "Kecamatan"), (10, "Desa/Kelurahan"))
    return [
        (kind, region_words(election, RegionCode(region[:length])))
        for length, kind in kinds
        if len(region) >= length
    ]
