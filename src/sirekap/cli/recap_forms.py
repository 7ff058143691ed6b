"""``sirekap forms recap``: a D.HASIL on paper, from the numbers of its stations.

In: an election, a results table or a data folder, a signing key. Out: a PDF, and XLSX where asked. Invariant:
nothing is printed while a station is missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.page_keys import signing_key
from sirekap.cli.results_table import read_results
from sirekap.cli.wiring import wiring_of

if TYPE_CHECKING:
    from sirekap.election.model import Contest, Election, RegionCode
    from sirekap.forms.recap_table import RecapTier
    from sirekap.recap.d_hasil import StationValues

DRAWN: Mapping[str, str] = {
    "id": "{file}: {form}, {pages} halaman, data {digest}",
    "en": "{file}: {form}, {pages} pages, data {digest}",
}


class RecapChoiceError(ValueError):
    """The command cannot be carried out as asked; ``say`` tells what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def recap(  # noqa: PLR0913 - each is one option of the command
    context: typer.Context,
    form: Annotated[str, typer.Argument(help="Such as D.HASIL-KECAMATAN-PPWP.", metavar="FORM")],
    *,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")],
    region: Annotated[str, typer.Option(help="Code of the plenary's region; none for the nation.")] = "",
    results: Annotated[
        Path | None, typer.Option(help="CSV with station, field, value.", metavar="FILE.csv")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Or the data folder of a system.", metavar="DIR")] = None,
    key: Annotated[
        Path,
        typer.Option(
            help="What signs the pages: an issuer's .cert, its .key beside it, or an Ed25519 key (PEM)."
        ),
    ],
    constituency: Annotated[str, typer.Option(help="Dapil, where the region has several.")] = "",
    version: Annotated[int, typer.Option(help="2 and more when a signed one is made anew.", min=1)] = 1,
    out: Annotated[Path, typer.Option("-o", "--out", help="PDF to write.", metavar="OUT.pdf")],
    xlsx: Annotated[
        Path | None, typer.Option(help="Also write it as XLSX with live formulas.", metavar="OUT.xlsx")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Draw a D.HASIL from stations' numbers, every page with its numbers in signed codes."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.recap_code import fitting_pages  # noqa: PLC0415 - same
    from sirekap.forms.recap_print import print_recap  # noqa: PLC0415 - same
    from sirekap.recap.d_hasil import plenary, recap_table  # noqa: PLC0415 - same

    opened = open_election(election)
    tier, contest = named(opened, form)
    of = plenary(opened, contest, tier, region_code(region), constituency)
    values = _values(context, opened, of.contest, region, (election, results, data))
    table = recap_table(of, values, version)
    write(out, print_recap(table, opened, of.contest, signing_key(key)))
    if xlsx is not None:
        from sirekap.forms.recap_workbook import Manner, write_workbook  # noqa: PLC0415 - same

        write(xlsx, write_workbook([(table, of.contest)], opened, Manner.CERTIFIED))
    pages = len(fitting_pages(table))
    told = {"file": str(out), "form": table.name, "pages": pages, "digest": table.digest.hex()}
    print(json.dumps(told) if as_json else DRAWN[_language()].format(**told))


def named(election: Election, form: str, family: str = "D.HASIL") -> tuple[RecapTier, Contest]:
    """Return tier and contest of a form's name; RecapChoiceError where this election has none such."""
    from sirekap.forms.recap_table import RecapTier  # noqa: PLC0415 - keeps --help fast

    known = {
        f"{family}-{tier.value}-{contest.kind.value}": (tier, contest)
        for contest in election.contests
        for tier in RecapTier
    }
    wanted = form.upper().replace(" ", "-")
    if wanted not in known:
        raise RecapChoiceError(
            f"Pemilihan ini tidak punya formulir {form}. Yang ada: {', '.join(known)}.",
            f"This election has no form {form}. There is: {', '.join(known)}.",
        )
    return known[wanted]


def _values(
    context: typer.Context,
    election: Election,
    contest: Contest,
    region: str,
    sources: tuple[Path, Path | None, Path | None],
) -> StationValues:
    """Return stations' numbers from a table or from a system's data folder."""
    folder, results, data = sources
    if (results is None) == (data is None):
        raise RecapChoiceError(
            "Sebutkan sumber angka: --results BERKAS.csv, atau --data FOLDER dari sistem.",
            "Name where the numbers are: --results FILE.csv, or --data DIR of a system.",
        )
    if results is not None:
        return read_results(read(results), str(results), election, contest.id)
    from sirekap.actions.recap_values import recap_values  # noqa: PLC0415 - keeps --help fast

    assert data is not None  # noqa: S101 - one of the two is there
    with wiring_of(context).open_system(folder, data) as system:
        return recap_values(system.ports, contest.id, region_code(region))


def read(path: Path) -> bytes:
    """Return a file's bytes; RecapChoiceError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecapChoiceError(
            f"{path} tidak dapat dibaca ({error.strerror}); periksa jalurnya.",
            f"{path} cannot be read ({error.strerror}); check the path.",
        ) from None


def write(path: Path, data: bytes) -> None:
    """Write a file; RecapChoiceError where that cannot be done."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RecapChoiceError(
            f"{path} tidak dapat ditulis ({error.strerror}); sebutkan berkas lain dengan -o.",
            f"{path} cannot be written ({error.strerror}); name another file with -o.",
        ) from None


def region_code(region: str) -> RegionCode:
    """Return a region's code as typed."""
    from sirekap.election.model import RegionCode  # noqa: PLC0415 - keeps --help fast

    return RegionCode(region)


def _language() -> str:
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language

    return language()
