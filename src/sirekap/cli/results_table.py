"""A table of stations' numbers, as ``rehearse`` writes it: station, field, value.

In: a CSV's bytes. Out: numbers by station, or ``ResultsError`` naming the line. Invariant: a cell that is no
number is never taken for one; an empty cell is a number that the paper does not have.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sirekap.election.model import ContestId, Election, FieldName, StationCode

COLUMNS = ("station", "field", "value")


class ResultsError(ValueError):
    """The table cannot be used; ``say`` names the line and what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def read_results(
    data: bytes, name: str, election: Election, contest: ContestId
) -> dict[StationCode, dict[FieldName, int | None]]:
    """Read the numbers of *contest*, of all rows where no column names one; *name* is for messages."""
    from sirekap.election.model import FieldName, StationCode  # noqa: PLC0415 - keeps --help fast

    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        header = rows.fieldnames or ()
    except UnicodeDecodeError:
        header = ()
    if any(column not in header for column in COLUMNS):
        raise ResultsError(
            f"{name}: baris pertama harus memuat kolom station, field, value (CSV UTF-8).",
            f"{name}: the first line must name the columns station, field, value (CSV in UTF-8).",
        )
    found: dict[StationCode, dict[FieldName, int | None]] = {}
    for row in rows:
        if row.get("contest", contest) != contest:
            continue
        place = f"{name}:{rows.line_num}"
        station, field = StationCode(row["station"] or ""), FieldName(row["field"] or "")
        if station not in election.stations:
            raise ResultsError(
                f"{place}: tidak ada TPS {station!r} dalam pemilihan ini.",
                f"{place}: this election has no station {station!r}.",
            )
        held = found.setdefault(station, {})
        if field in held:
            raise ResultsError(
                f"{place}: {field} TPS {station} sudah ada di atas; hapus salah satu.",
                f"{place}: {field} of station {station} stands above already; remove one.",
            )
        held[field] = _number(row["value"], place)
    return found


def _number(cell: str | None, place: str) -> int | None:
    text = (cell or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ResultsError(
            f"{place}: {text!r} bukan bilangan bulat.", f"{place}: {text!r} is no whole number."
        )
    return int(text)
