"""``sirekap forms``: say which forms there are, and draw them for stations or to be headed by hand."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.draw_books import draw_books
from sirekap.cli.form_choice import ChoiceError, layouts_of, listed, only, the_one
from sirekap.cli.form_sample import sample
from sirekap.cli.forms_lint import lint
from sirekap.cli.incidents import incidents
from sirekap.cli.readback import readback
from sirekap.cli.recap_forms import recap
from sirekap.cli.workbook import take_workbook, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sirekap.election.model import Election, Station
    from sirekap.forms.heading import Heading
from pathlib import Path

app = typer.Typer(
    help="Say which forms there are, draw them, lint a layout, read a D.HASIL back.", no_args_is_help=True
)
app.command()(lint)
app.command()(sample)
app.command("recap")(recap)
app.command("incidents")(incidents)
app.command("readback")(readback)
app.command("workbook")(workbook)
app.command("take-workbook")(take_workbook)

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {"pages": "halaman", "fields": "isian", "bytes": "bita", "own": "  (dipakai pemilihan ini)"},
    "en": {"pages": "pages", "fields": "fields", "bytes": "bytes", "own": "  (used by this election)"},
}
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


@app.command("list")
def list_(
    election: Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")],
    as_json: Json = False,
) -> None:
    """Print the forms of an election's contests in every family."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast

    opened = open_election(election)
    for row in listed(opened):
        print(json.dumps(row) if as_json else _row_text(row))


@app.command()
def draw(  # noqa: PLR0913 - each is one option of the command
    form: Annotated[str, typer.Argument(help="The form's name, such as C.HASIL-PPWP.", metavar="FORM")],
    *,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="PDF to write.", metavar="OUT.pdf")] = None,
    books: Annotated[
        Path | None,
        typer.Option(help="Folder for one PDF a village; goes on where it stopped.", metavar="DIR"),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="--books: processes; 0 is all cores.", min=0)] = 0,
    family: Annotated[str, typer.Option(help="kpu-2024 or sirekap-1; else the election's own.")] = "",
    station: Annotated[str, typer.Option(help="One station, by its 13 digits.", metavar="CODE")] = "",
    village: Annotated[
        str, typer.Option(help="All stations of a village (or larger region), in one book.", metavar="CODE")
    ] = "",
    generic: Annotated[
        bool,
        typer.Option("--generic", help="A form to be headed by hand; with --station or --village, theirs."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Draw a form as PDF."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.draw import draw_book  # noqa: PLC0415 - same

    _check_choice(station, village, generic=generic, out=out, books=books)
    opened = open_election(election)
    layouts = layouts_of(opened, form, station or village, family)
    if books is not None:
        for layout, own in layouts.items():
            draw_books(only(opened, own), layout, village, books, jobs, as_json=as_json)
        return
    assert out is not None  # noqa: S101 - _check_choice saw to it
    layout = the_one(layouts)
    headings = _headings(opened, layouts[layout], generic=generic)
    pdf = draw_book(layout, _tracked(headings), opened.id)
    _write(out, pdf)
    told = {
        "file": str(out),
        "form": layout.name,
        "family": layout.family,
        "hash": layout.hash,
        "stations": 0 if generic else len(headings),
        "pages": len(layout.pages) * len(headings),
        "bytes": len(pdf),
    }
    words = WORDS[_language()]
    print(
        json.dumps(told)
        if as_json
        else f"{out}: {told['pages']} {words['pages']}, {len(pdf):,} {words['bytes']}"
    )


def _check_choice(station: str, village: str, *, generic: bool, out: Path | None, books: Path | None) -> None:
    """Refuse options that do not say what to draw, or where to."""
    if (out is None) == (books is None):
        raise ChoiceError(
            "Sebutkan satu berkas dengan -o OUT.pdf, atau folder buku desa dengan --books DIR.",
            "Name one file with -o OUT.pdf, or a folder for villages' books with --books DIR.",
        )
    chosen = [bool(station), bool(village), generic and not (station or village)].count(True)
    if books is not None and (station or generic):
        raise ChoiceError(
            "--books memuat semua TPS, atau TPS satu wilayah dengan --village KODE.",
            "--books holds all stations, or those of one region with --village CODE.",
        )
    if books is None and chosen != 1:
        raise ChoiceError(
            "Pilih satu: --station KODE, --village KODE atau --generic (boleh untuk satu TPS atau wilayah).",
            "Choose one: --station CODE, --village CODE or --generic (also for a station or region).",
        )


def _headings(election: Election, stations: Sequence[Station], *, generic: bool) -> Sequence[Heading]:
    """Return the headings of *stations*, or one blank."""
    from sirekap.forms.heading import BLANK, heading_for  # noqa: PLC0415 - keeps --help fast

    return [BLANK] if generic else [heading_for(election, each) for each in stations]


def _tracked(headings: Sequence[Heading]) -> Iterable[Heading]:
    """Draw a progress bar over *headings* where a person watches a long book."""
    if len(headings) < 100 or not sys.stderr.isatty():
        return headings
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast
    from rich.progress import track  # noqa: PLC0415 - same

    return track(headings, "PDF", console=Console(stderr=True), transient=True)


def _write(out: Path, pdf: bytes) -> None:
    """Write the file; ChoiceError where its folder is not there or not ours to write."""
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise ChoiceError(
            f"{out} tidak dapat ditulis ({error.strerror}); sebutkan berkas lain dengan -o.",
            f"{out} cannot be written ({error.strerror}); name another file with -o.",
        ) from None


def _row_text(row: dict[str, object]) -> str:
    """Return a form in one line for people."""
    words = WORDS[_language()]
    mark = words["own"] if row["of_this_election"] else ""
    sizes = f"{row['pages']} {words['pages']}, {row['fields']} {words['fields']}"
    return f"{row['form']}  {row['family']}  {sizes}  {str(row['hash'])[:10]}{mark}"


def _language() -> str:
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language

    return language()
