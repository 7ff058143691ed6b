"""``sirekap forms readback``: what a photo or scan of a plenary's form says, by the codes it carries.

In: photos and PDF scans; pinned roots, a public key or an issuer's certificate. Out: one line a page.
Invariant: a page says whether its signature is proven, and keeps its numbers where it is not; what cannot be
read is told, and the others are read all the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sirekap.cli.page_keys import trust
from sirekap.cli.recap_forms import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sirekap.forms.incident_record import IncidentPage
    from sirekap.forms.recap_page import RecapPage
    from sirekap.reading.read_recap import ReadRecapPage

WORDS: Mapping[str, str] = {
    "id": "{file}: {form} {region} halaman {number} dari {of}, {held}, data {digest}, {signed}",
    "en": "{file}: {form} {region} page {number} of {of}, {held}, data {digest}, {signed}",
}
HELD: Mapping[str, Mapping[str, str]] = {
    "id": {"numbers": "{count} angka", "entries": "{count} catatan"},
    "en": {"numbers": "{count} numbers", "entries": "{count} entries"},
}
SIGNED: Mapping[bool | None, Mapping[str, str]] = {
    True: {"id": "tanda tangan cocok", "en": "signature right"},
    False: {"id": "TANDA TANGAN TIDAK TERBUKTI", "en": "SIGNATURE NOT PROVEN"},
    None: {
        "id": "tanda tangan tidak diperiksa (--roots, --key)",
        "en": "signature not checked (--roots, --key)",
    },
}


def readback(
    photos: Annotated[list[Path], typer.Argument(help="Photos or PDF scans.", metavar="PHOTO...")],
    key: Annotated[
        Path | None, typer.Option(help="One key that must have signed: an issuer's .cert, or a PEM key.")
    ] = None,
    roots: Annotated[
        Path | None,
        typer.Option(
            help="Folder of pinned roots, for the page's own certificate or a .cert.", metavar="DIR"
        ),
    ] = None,
    election: Annotated[
        Path | None, typer.Option(help="Folder that defines the election, with --roots.", metavar="DIR")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a page.")] = False,
) -> None:
    """Read a plenary's pages back from photos or scans, exactly, by the codes they carry."""
    from sirekap.forms.page_code import PageCodeError  # noqa: PLC0415 - keeps --help fast
    from sirekap.reading.read_recap import read_recap  # noqa: PLC0415 - same
    from sirekap.reading.say import RefusedError  # noqa: PLC0415 - same

    trusted = trust(key, roots, election)
    failed = False
    for path in photos:
        try:
            found = read_recap(read(path), trusted.keys)
        except (PageCodeError, RefusedError) as error:
            say = error.refusal.say if isinstance(error, RefusedError) else error.say
            failed = True
            refused = json.dumps({"file": str(path), "refused": dict(say)})
            print(refused if as_json else f"{path}: {say[_language()]}")
            continue
        for each in found:
            signed = trusted.of(each)
            print(_as_json(path, each, signed) if as_json else _as_line(path, each, signed))
    if failed:
        raise typer.Exit(2)


def _as_json(path: Path, found: ReadRecapPage, signed: bool | None) -> str:
    from sirekap.forms.recap_page import RecapPage  # noqa: PLC0415 - keeps --help fast

    page = found.page
    told = {
        "file": str(path),
        "refused": None,
        "form": page.name,
        "region": page.region,
        "version": page.version,
        "page": page.number,
        "pages": page.of,
        "digest": page.digest.hex(),
        "election": page.election_prefix.hex(),
        "signed": signed,
        **(_numbers(page) if isinstance(page, RecapPage) else _entries(page)),
    }
    return json.dumps(told)


def _numbers(page: RecapPage) -> dict[str, Any]:
    return {
        "sheet": page.sheet,
        "columns": page.columns,
        "rows": dict(zip(page.fields, page.rows, strict=True)),
        "totals": dict(zip(page.fields, page.totals(), strict=True)),
    }


def _entries(page: IncidentPage) -> dict[str, Any]:
    names = ("kind", "time", "place", "by", "what", "answer")
    return {"entries": [dict(zip(names, entry.words(), strict=True)) for entry in page.entries]}


def _as_line(path: Path, found: ReadRecapPage, signed: bool | None) -> str:
    from sirekap.forms.recap_page import RecapPage  # noqa: PLC0415 - keeps --help fast

    page, spoken = found.page, _language()
    if isinstance(page, RecapPage):
        region, held = page.sheet, HELD[spoken]["numbers"].format(count=len(page.fields) * len(page.columns))
    else:
        region, held = page.region, HELD[spoken]["entries"].format(count=len(page.entries))
    return WORDS[spoken].format(
        file=path,
        form=page.name,
        region=region,
        number=page.number,
        of=page.of,
        held=held,
        digest=page.digest.hex()[:10],
        signed=SIGNED[signed][spoken],
    )


def _language() -> str:
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language

    return language()
