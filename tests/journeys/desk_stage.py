"""A real system with one rehearsed station, served on loopback, and the two officers' ways in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.rehearsal.rehearsed import FOLDER, election, form

from sirekap.bootstrap import System, Wiring
from sirekap.election.model import StationCode
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.crews import open_accounts
from sirekap.rehearsal.night import Stream, chance, make_night
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio

SEED = 3


@dataclass(frozen=True)
class DeskStage:
    """Where the desk is, what the paper says, its photos as files, and both officers' sign-in codes."""

    address: str
    station: StationCode
    written: dict
    photos: list[Path]
    codes: tuple[str, str]
    system: System


def plain_station():
    """Return a night of one station whose paper adds up and hides nothing."""
    contest = election().contests[0]
    whole = make_night(election(), contest, form(), SEED)
    for code, own in whole.stations.items():
        if own.sheet.wrong_sum is None:
            return make_night(election(), contest, form(), SEED, [code]), code
    raise AssertionError(SEED)


@contextmanager
def desk_stage(folder: Path) -> Iterator[DeskStage]:
    """Open the system with the station's photos ready to be sent."""
    night, code = plain_station()
    photos = []
    studio = open_studio(night)
    for page in night.form.pages:
        paper = studio.page(code, page.number)
        rng = chance(SEED, code, Stream.PHOTO, page.number)
        file = folder / f"page-{page.number}.jpg"
        file.write_bytes(photograph(paper, (page.width, page.height), Conditions(), rng).jpeg)
        photos.append(file)
    with Wiring().open_system(FOLDER, folder / "data", sample_secret=b"desk") as system:
        crews = open_accounts(system.ports, night, system.clock())
        crew = crews.of[code]
        codes = (crews.codes[crew.main.id], crews.codes[crew.reserve.id])
        with system.serving("127.0.0.1", 0) as address, system.working():
            written = dict(night.stations[code].sheet.written)
            yield DeskStage(address, code, written, photos, codes, system)
