"""``sirekap rehearse``: filled, photographed pages of a made-up night, with what is written on them."""

import csv
import json
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.form_choice import ChoiceError
from sirekap.election.model import ContestId, StationCode

if TYPE_CHECKING:
    from sirekap.election.model import Contest, Election
    from sirekap.rehearsal.night import Night

TRUTH = "truth.csv"
Photo = tuple[str, bytes, list[Mapping[str, object]]]
"""A photo's file name, its bytes, and the rows of what is written on it."""

COLUMNS = ("file", "station", "page", "field", "value", "box_text")


class FolderInUseError(FileExistsError):
    """The folder to be written holds files already; ``say`` tells the person what to do, by language."""

    def __init__(self, path: Path) -> None:
        self.say: Mapping[str, str] = {
            "id": f"{path} tidak kosong; sebutkan folder baru.",
            "en": f"{path} is not empty; name a new folder.",
        }
        super().__init__(self.say["en"])


def rehearse(
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    out: Annotated[Path, typer.Option(help="New folder for the photos and truth.csv.")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same photos.", min=0)] = 1,
    stations: Annotated[int | None, typer.Option(help="Only the first so many stations.", min=1)] = None,
    family: Annotated[str | None, typer.Option(help="Form family; the election's own by default.")] = None,
    contest: Annotated[str, typer.Option(help="Contest, such as pdpr; else the first.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a photo.")] = False,
) -> None:
    """Make a night's photos and a table of what is written on them, to try ``sirekap read`` on."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 -- so that --help stays fast

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUseError(out)
    nights = _nights(open_election(election), contest, seed, stations, family)
    count = sum(len(each.stations) * len(each.form.pages) for each in nights)
    out.mkdir(parents=True, exist_ok=True)
    rows: list[Mapping[str, object]] = []
    for name, data, page_rows in _shown(_photos(nights), count, as_json):
        (out / name).write_bytes(data)
        rows += page_rows
        if as_json:
            print(json.dumps({"photo": str(out / name), "bytes": len(data)}), flush=True)
    _write_table(out / TRUTH, rows)
    if not as_json:
        print(f"{out}: {count} photos, {TRUTH}")


def _nights(
    election: "Election", named: str, seed: int, stations: int | None, family: str | None
) -> "list[Night]":
    """Return the contest's night, one for each print of its form, in order of the first station of each."""
    from sirekap.forms.issued import IssuedForms  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.rehearsal.night import make_night  # noqa: PLC0415 -- same

    forms = IssuedForms(replace(election, form_family=family or election.form_family))
    contest = _contest(election, named)
    prints: dict[Hashable, list[StationCode]] = {}
    for station in islice(forms.stations_of(contest.id), stations):
        prints.setdefault(forms.print_of(station.code, contest.id), []).append(station.code)
    return [
        make_night(election, contest, forms.of(codes[0], contest.id), seed, codes)
        for codes in prints.values()
    ]


def _contest(election: "Election", named: str) -> "Contest":
    """Return the contest of that id, the first where none is named; raise ChoiceError."""
    known = {each.id: each for each in election.contests}
    found = known.get(ContestId(named or election.contests[0].id))
    if found is None:
        names = ", ".join(known)
        raise ChoiceError(
            f"Pemilihan ini tidak punya kontes {named}. Yang ada: {names}.",
            f"This election has no contest {named}. There is: {names}.",
        )
    return found


def _photos(nights: "Iterable[Night]") -> Iterator[Photo]:
    """Yield each photo's name and bytes, and the rows of what is written on it."""
    from sirekap.rehearsal.photos import open_studio  # noqa: PLC0415 -- so that --help stays fast

    for night in nights:
        studio = open_studio(night)
        for code, own in night.stations.items():
            for page in night.form.pages:
                name = f"{code}-{page.number}.jpg"
                marks = ((each.name, own.sheet.marks[each.name]) for each in page.fields)
                rows: list[Mapping[str, object]] = [
                    dict(zip(COLUMNS, (name, code, page.number, field, mark.value, mark.boxes), strict=True))
                    for field, mark in marks
                ]
                yield name, studio.photo(code, page.number, 0), rows


def _shown(items: Iterable[Photo], count: int, as_json: bool) -> Iterable[Photo]:
    """Draw a progress bar over *items* where a person watches."""
    if as_json or not sys.stderr.isatty():
        return items
    from rich.console import Console  # noqa: PLC0415 -- so that --help stays fast
    from rich.progress import track  # noqa: PLC0415 -- same

    return track(items, total=count, description="photos", console=Console(stderr=True))


def _write_table(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
