"""``sirekap forms sample``: an example of a form for training, blank or filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.form_choice import ChoiceError, contest_of

if TYPE_CHECKING:
    from sirekap.election.model import Election, Station
    from sirekap.forms.heading import Heading

ABROAD = "9901010001001"
"""A made-up station abroad, for the forms that no station of the election gets."""


def sample(
    form: Annotated[str, typer.Argument(help="The form's name, such as C.HASIL-DPR.", metavar="FORM")],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="PDF to write.", metavar="OUT.pdf")],
    filled: Annotated[bool, typer.Option("--filled", help="Filled in with invented numbers.")] = False,
    election: Annotated[
        Path | None, typer.Option(help="Folder of an election; else a rehearsal that ships.", metavar="DIR")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write an example of a form for training."""
    from sirekap.forms.draw import draw  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.offers import offers_named, print_for  # noqa: PLC0415 - same

    opened = _election(form, election)
    offer = offers_named(opened, form)[0]
    station, heading = _station(opened, abroad=offer.file.abroad)
    layout = print_for(opened, offer, station)
    if filled:
        from sirekap.rehearsal.sample import as_pdf, filled_pages  # noqa: PLC0415 - only with --filled

        pdf = as_pdf(layout, filled_pages(opened, offer.contest, layout, station, heading, seed))
    else:
        pdf = draw(layout, heading, opened.id)
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise ChoiceError(
            f"{out} tidak dapat ditulis ({error.strerror}); sebutkan berkas lain dengan -o.",
            f"{out} cannot be written ({error.strerror}); name another file with -o.",
        ) from None
    told = {"file": str(out), "form": layout.name, "pages": len(layout.pages), "filled": filled}
    print(json.dumps(told) if as_json else f"{out}: {layout.name}, {len(layout.pages)}")


def _election(form: str, folder: Path | None) -> Election:
    """Return the election named, or the first that ships and has the form; ChoiceError where none has."""
    from sirekap.actions.open_election import open_election, shipped_elections  # noqa: PLC0415 - same
    from sirekap.forms.offers import offers_named  # noqa: PLC0415 - same

    folders = [folder] if folder else shipped_elections()
    elections = [open_election(each) for each in folders]
    for each in elections:
        if offers_named(each, form):
            return each
    contest_of(elections[-1], form)
    raise AssertionError(form)  # contest_of has said which forms there are


def _station(election: Election, *, abroad: bool) -> tuple[Station, Heading]:
    """Return the election's first station, or a made-up one abroad, and its heading."""
    from sirekap.election.model import Headcount, Station, StationCode, StationKind  # noqa: PLC0415 - same
    from sirekap.forms.heading import Heading, heading_for  # noqa: PLC0415 - same

    if not abroad:
        station = election.stations[min(election.stations)]
        return station, heading_for(election, station)
    listed = Headcount(1204, 1391)
    made = Station(StationCode(ABROAD), "Pos 001", StationKind.POSTAL, listed, ballots_delivered=2647)
    return made, Heading("LUAR NEGERI", "NEGERI LATIHAN", "PPLN LATIHAN", "POS LATIHAN", made.code)
