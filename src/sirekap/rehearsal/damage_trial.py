"""Puts the reader to the catalogue of damage: what becomes of each kind at each grade.

In: an election with a ticket contest, a form family, how many stations, a seed. Out: ``Trial``s, in the order
of the catalogue, however many processes work. Invariant: a trial depends on damage, grade, station and seed
alone.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from numpy.random import default_rng

from sirekap.election.model import Election, StationCode
from sirekap.forms.catalogue import form_for
from sirekap.forms.heading import heading_for
from sirekap.forms.model import Form
from sirekap.reading.model import Reading
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.rehearsal.damage import CATALOGUE, Damage, damaged_photo
from sirekap.rehearsal.night import make_night
from sirekap.rehearsal.officials import Sheet
from sirekap.rehearsal.press import printed_page
from sirekap.rehearsal.worker import settle

TAGLESS = frozenset({"kpu-2024"})
"""Families of which only the page of votes has bubbles; the others carry nothing a trial could accept."""


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged photo to be made and read: a damage by name, its grade's place, a station, a page."""

    damage: str
    grade: int
    station: StationCode
    page: int
    seed: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What the reader made of a case: how many fields there were, how many it accepted and got wrong.

    ``refused`` is the refusal's code, None where the photo was read; ``unread`` counts the fields read
    otherwise than they are written, accepted or not.
    """

    case: Case
    fields: int
    accepted: int
    wrong: int
    unread: int
    refused: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What trials stand on: an election and the family of its forms."""

    election: Election
    family: str

    @property
    def form(self) -> Form:
        """The form of the election's first contest."""
        return form_for(self.election.contests[0], self.family, self.election.voter_cap)


def cases(ground: Ground, stations: int, seed: int, damages: Sequence[Damage] = CATALOGUE) -> list[Case]:
    """Return the cases of *stations* photos for every grade: pages take turns, stations are drawn."""
    codes = sorted(ground.election.stations)
    pages = (2,) if ground.family in TAGLESS else tuple(page.number for page in ground.form.pages)
    rng = default_rng(seed)
    made: list[Case] = []
    for damage in damages:
        for grade in range(len(damage.grades)):
            for turn in range(stations):
                station = codes[int(rng.integers(len(codes)))]
                page = pages[(grade + turn) % len(pages)]
                made.append(Case(damage.name, grade, station, page, seed))
    return made


def try_all(ground: Ground, wanted: Sequence[Case], jobs: int) -> Iterator[Trial]:
    """Try every case, *jobs* at once, in order."""
    if jobs <= 1:
        _prepare(ground)
        yield from map(_try_here, wanted)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (ground,)) as pool:
        yield from pool.map(_try_here, wanted, chunksize=4)


def photo_of(ground: Ground, case: Case) -> bytes:
    """Make the photo of a case."""
    damage = next(each for each in CATALOGUE if each.name == case.damage)
    form, sheet = ground.form, sheet_of(ground, case)
    heading = heading_for(ground.election, sheet.station)
    printed = printed_page(form, case.page, heading, ground.election.id)
    salt = int(case.station) % 1_000_003 + case.seed * 101 + case.grade
    return damaged_photo(damage, damage.grades[case.grade], form, case.page, printed, sheet, salt)


def sheet_of(ground: Ground, case: Case) -> Sheet:
    """Return what the station's officials wrote."""
    contest = ground.election.contests[0]
    night = make_night(ground.election, contest, ground.form, case.seed, [case.station])
    return night.stations[case.station].sheet


def judge(ground: Ground, case: Case, reading: Reading) -> Trial:
    """Compare a reading with what is written."""
    if reading.refused is not None:
        fields = len(ground.form.pages[case.page - 1].fields)
        return Trial(case, fields, 0, 0, fields, reading.refused.code.value)
    marks = sheet_of(ground, case).marks
    off = [name for name, field in reading.fields.items() if field.value != marks[name].value]
    accepted = [name for name, field in reading.fields.items() if field.accepted]
    wrong = sum(name in off for name in accepted)
    return Trial(case, len(reading.fields), len(accepted), wrong, len(off), None)


_grounds: list[Ground] = []
"""The one of this process."""


def _prepare(ground: Ground) -> None:
    settle()
    _grounds[:] = [ground]


@cache
def _reader() -> Reader:
    return open_reader()


def _try_here(case: Case) -> Trial:
    ground = _grounds[0]
    return judge(ground, case, read_photo(photo_of(ground, case), [ground.form], _reader()))
