"""``sirekap forms workbook`` and ``take-workbook``: a plenary on a spreadsheet, with no system at all.

In: an election, a sub-district. Out: an XLSX to fill in; and back, a table of its numbers, or the cells that
are wrong. Invariant: while any cell is wrong no table is written, so that no number is left out unseen.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.recap_forms import read, region_code, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sirekap.election.model import Contest, Election
    from sirekap.forms.recap_table import RecapTable
    from sirekap.forms.take_workbook import Taken, WorkbookFault

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "made": "{file}: {sheets} lembar untuk {stations} TPS",
        "taken": "{file}: {numbers} angka dari {stations} TPS; {empty} kolom TPS masih kosong",
        "cell": "{file}: lembar {sheet}, sel {cell}: {what}",
        "sheet": "{file}: lembar {sheet}: {what}",
        "file": "{file}: {what}",
    },
    "en": {
        "made": "{file}: {sheets} sheets for {stations} stations",
        "taken": "{file}: {numbers} numbers of {stations} stations; {empty} stations' columns stand empty",
        "cell": "{file}: sheet {sheet}, cell {cell}: {what}",
        "sheet": "{file}: sheet {sheet}: {what}",
        "file": "{file}: {what}",
    },
}
ElectionFolder = Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")]
District = Annotated[str, typer.Option(help="The sub-district (kecamatan), by its 6 digits.")]


def workbook(
    *,
    election: ElectionFolder,
    region: District,
    out: Annotated[Path, typer.Option("-o", "--out", help="XLSX to write.", metavar="OUT.xlsx")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make the workbook that a sub-district's plenary can fill in with no system at all."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.recap_workbook import Manner, write_workbook  # noqa: PLC0415 - same

    opened = open_election(election)
    tables = _tables(opened, region)
    write(out, write_workbook(tables, opened, Manner.FILLABLE))
    sheets = sum(len(table.all_sheets()) for table, _ in tables)
    stations = {code for table, _ in tables for sheet in table.sheets for code in sheet.columns}
    told = {"file": str(out), "sheets": sheets, "stations": len(stations)}
    print(json.dumps(told) if as_json else WORDS[_language()]["made"].format(**told))


def take_workbook(
    file: Annotated[Path, typer.Argument(help="The workbook, filled in.", metavar="FILE.xlsx")],
    *,
    election: ElectionFolder,
    region: District,
    out: Annotated[Path, typer.Option("-o", "--out", help="CSV to write.", metavar="OUT.csv")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON objects.")] = False,
) -> None:
    """Take the numbers out of a filled-in workbook, or name every cell that is wrong."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.take_workbook import take_workbook as take  # noqa: PLC0415 - same

    tables = [table for table, _ in _tables(open_election(election), region)]
    taken = take(read(file), tables)
    for fault in taken.faults:
        if as_json:
            print(json.dumps({"sheet": fault.sheet, "cell": fault.cell, "say": dict(fault.say)}))
        else:
            print(f"sirekap: {_fault_words(file, fault)}", file=sys.stderr)
    if taken.faults:
        raise typer.Exit(2)
    write(out, _csv(taken))
    told: dict[str, str | int] = {
        "file": str(out),
        "numbers": sum(len(each) for values in taken.values.values() for each in values.values()),
        "stations": sum(len(values) for values in taken.values.values()),
        "empty": len(taken.empty),
    }
    print(json.dumps(told) if as_json else WORDS[_language()]["taken"].format(**told))


def _tables(election: Election, region: str) -> list[tuple[RecapTable, Contest]]:
    """Return an empty table for each contest that the sub-district votes in."""
    from sirekap.forms.catalogue import contest_form  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.recap_table import RecapTier  # noqa: PLC0415 - same
    from sirekap.recap.d_hasil import empty_table, plenary  # noqa: PLC0415 - same

    found = []
    for contest in election.contests:
        if not region.startswith(contest.region):
            continue
        of = plenary(election, contest, RecapTier.DISTRICT, region_code(region))
        form = contest_form(election, of.contest)
        found.append((empty_table(of, [field.name for field in form.fields()]), of.contest))
    return found


def _csv(taken: Taken) -> bytes:
    """Return the table that ``forms recap --results`` takes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("contest", "station", "field", "value"))
    for contest, stations in taken.values.items():
        for station, numbers in stations.items():
            for field, number in numbers.items():
                table.writerow((contest, station, field, "" if number is None else number))
    return out.getvalue().encode()


def _fault_words(file: Path, fault: WorkbookFault) -> str:
    """Return a fault in one line."""
    kind = "cell" if fault.cell else "sheet" if fault.sheet else "file"
    what = fault.say[_language()]
    return WORDS[_language()][kind].format(file=file, sheet=fault.sheet, cell=fault.cell, what=what)


def _language() -> str:
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language

    return language()
