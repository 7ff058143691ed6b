"""``sirekap election``: check an election folder, or make one from KPU's published lists."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sirekap.actions.open_election import open_election
from sirekap.cli import election_keys
from sirekap.election.faults import ElectionFaultsError
from sirekap.election.import_kpu import Wanted, import_kpu
from sirekap.election.load import load_election
from sirekap.election.model import Election, RegionCode
from sirekap.election.summary import candidates_of, summarise, summary_json

app = typer.Typer(
    help="Check an election folder, or make one from KPU's published lists.", no_args_is_help=True
)

app.add_typer(election_keys.app, name="keys")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "practice": "latihan",
        "official": "sesungguhnya",
        "province": "provinsi",
        "regency": "kabupaten/kota",
        "district": "kecamatan",
        "village": "desa/kelurahan",
        "stations": "TPS",
        "registered": "DPT",
        "unknown": "TPS tanpa DPT",
        "ballots": "surat suara",
        "candidates": "calon",
    },
    "en": {
        "practice": "practice",
        "official": "official",
        "province": "provinces",
        "regency": "regencies",
        "district": "districts",
        "village": "villages",
        "stations": "stations",
        "registered": "voters (DPT)",
        "unknown": "without DPT",
        "ballots": "ballots",
        "candidates": "candidates",
    },
}
SUFFIXES = (".json", ".csv", ".json.gz", ".csv.gz")


class NoDocumentsError(FileNotFoundError):
    """Nothing to import stands at a path; ``say`` tells the person what to do, by language."""

    def __init__(self, path: Path) -> None:
        self.say = {
            "id": f"{path}: tidak ada dokumen .json atau .csv di sini; periksa jalurnya.",
            "en": f"{path}: there is no .json or .csv document here; check the path.",
        }
        super().__init__(self.say["id"])


class FolderInUseError(FileExistsError):
    """The folder to be written holds files already; ``say`` tells the person what to do, by language."""

    def __init__(self, path: Path) -> None:
        self.say = {
            "id": f"{path} tidak kosong; sebutkan folder baru.",
            "en": f"{path} is not empty; name a new folder.",
        }
        super().__init__(self.say["id"])


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Folder that defines an election.", metavar="DIR")],
    as_json: Json = False,
) -> None:
    """Print what the folder holds, or everything that is wrong with it (exit code 2)."""
    try:
        election = open_election(folder)
    except ElectionFaultsError as wrong:
        _tell_faults(wrong, as_json=as_json)
        raise typer.Exit(2) from None
    _tell_summary(election, as_json=as_json)


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 - each is one option of the command
    sources: Annotated[
        list[Path], typer.Argument(help="KPU's documents, or folders of them.", metavar="PATH...")
    ],
    out: Annotated[Path, typer.Option(help="New election folder.")],
    name: Annotated[str, typer.Option(help="Name of the election.")],
    day: Annotated[datetime, typer.Option(help="Polling day.", formats=["%Y-%m-%d"])],
    within: Annotated[str, typer.Option(help="Only this region, by its code; empty for the nation.")] = "",
    voter_cap: Annotated[int, typer.Option(help="Most voters a station may have.", min=1, max=999)] = 300,
    reserve_permille: Annotated[int, typer.Option(help="Reserve ballots, thousandths of the DPT.")] = 20,
    practice: Annotated[
        bool, typer.Option("--practice/--official", help="A rehearsal or the real one.")
    ] = True,
) -> None:
    """Make an election folder from KPU's region tree, station list and candidate lists."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUseError(out)
    when = date(day.year, day.month, day.day)
    cap, reserve = voter_cap, reserve_permille
    imported = import_kpu(
        _documents(sources), Wanted(name, when, practice, cap, reserve, within=RegionCode(within))
    )
    try:
        election = load_election(imported.files)
    except ElectionFaultsError as wrong:
        _tell_faults(wrong, as_json=False)
        raise typer.Exit(2) from None
    out.mkdir(parents=True, exist_ok=True)
    for file, data in imported.files.items():
        (out / file).write_bytes(data)
    _tell_summary(election, as_json=False)
    for note in imported.notes:
        print(f"! {note[_language()]}")


def _language() -> str:
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language

    return language()


def _documents(sources: list[Path]) -> dict[str, bytes]:
    """Read the documents at *sources*, by path; folders are searched to the bottom."""
    found: dict[str, bytes] = {}
    for source in sources:
        paths = sorted(source.rglob("*")) if source.is_dir() else [source]
        documents = [path for path in paths if path.name.endswith(SUFFIXES) and path.is_file()]
        if not documents:
            raise NoDocumentsError(source)
        found |= {path.as_posix(): path.read_bytes() for path in documents}
    return found


def _tell_faults(wrong: ElectionFaultsError, *, as_json: bool) -> None:

    if as_json:
        faults = [
            {
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "code": fault.code.value,
                "say": dict(fault.say),
            }
            for fault in wrong.faults
        ]
        print(json.dumps({"count": wrong.count, "faults": faults}, ensure_ascii=False))
    else:
        print(wrong.text(_language()), file=sys.stderr)


def _tell_summary(election: Election, *, as_json: bool) -> None:

    if as_json:
        print(json.dumps(summary_json(election), ensure_ascii=False))
    else:
        for line in _lines(election, WORDS[_language()]):
            print(line)


def _lines(election: Election, words: Mapping[str, str]) -> Iterator[str]:

    summary = summarise(election)
    kind = words["practice"] if election.practice else words["official"]
    yield f"{election.name} ({kind}), {election.day.isoformat()}"
    for tier, count in sorted(summary.regions.items()):
        yield _row(words[tier.name.lower()], count)
    yield _row(words["stations"], summary.stations)
    known = summary.stations - summary.stations_without_registered
    yield _row(words["registered"], summary.registered.total if known else None)
    if 0 < known < summary.stations:
        yield _row(words["unknown"], summary.stations_without_registered)
    delivered = summary.stations > summary.stations_without_ballots
    yield _row(words["ballots"], summary.ballots_delivered if delivered else None)
    for contest in election.contests:
        yield f"  {contest.id:<16} {contest.name}: {candidates_of(contest)} {words['candidates']}"
    yield f"id {election.id}"


def _row(label: str, count: int | None) -> str:
    return f"  {label:<16} {'-' if count is None else f'{count:,}':>12}"
