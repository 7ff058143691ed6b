"""Rehearses a form's layout before it is printed: for each field, how often it would be misread or refused.

In: an election, one of its contests, a form, how many stations, a seed. Out: a ``FieldTrial`` a field, with
what in the layout may be to blame. Invariant: the photos are of ordinary circumstances, so that what goes
wrong is the layout's doing; the same input gives the same figures. Synthetic: hands, paper and camera are
rehearsal's, so compare layouts by it, and do not promise its rates.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from sirekap.election.model import Contest, Election, FieldName, StationCode
from sirekap.forms.model import Form, Page
from sirekap.forms.weaknesses import Weakness, weaknesses
from sirekap.reading.model import Reading
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.night import Night, Stream, chance, make_night
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import Studio, open_studio
from sirekap.rehearsal.worker import settle


@dataclass(frozen=True, slots=True)
class FieldTrial:
    """How one field fared in ``photos`` photos of its page.

    ``misread`` counts readings other than what is written, ``accepted_wrong`` those of them that would have
    been believed, ``not_accepted`` what a second person must type, ``refused`` photos not read at all.
    """

    page: int
    field: FieldName
    photos: int
    refused: int
    misread: int
    not_accepted: int
    accepted_wrong: int
    causes: tuple[Weakness, ...]

    @property
    def trouble(self) -> float:
        """The share of photos after which this field costs somebody time."""
        return (self.refused + self.not_accepted) / max(self.photos, 1)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One photo's outcome: which fields were misread and accepted; None where it was refused."""

    page: int
    fields: dict[FieldName, tuple[bool, bool]] | None


def lint(
    election: Election, contest: Contest, form: Form, stations: int, seed: int, jobs: int
) -> list[FieldTrial]:
    """Rehearse *form* on the election's first *stations* stations and tell of every field."""
    codes = sorted(election.stations)[:stations]
    night = make_night(election, contest, form, seed, codes)
    wanted = [(code, page.number) for code in codes for page in form.pages if page.fields]
    seen = list(_look(open_studio(night), wanted, jobs))
    blame = weaknesses(form)
    return [_trial(page, field.name, seen, blame) for page in form.pages for field in page.fields]


def _trial(page: Page, name: FieldName, seen: Sequence[_Seen], blame: Sequence[Weakness]) -> FieldTrial:
    own = [each for each in seen if each.page == page.number]
    read = [each.fields[name] for each in own if each.fields is not None and name in each.fields]
    return FieldTrial(
        page.number,
        name,
        photos=len(own),
        refused=len(own) - len(read),
        misread=sum(misread for misread, _ in read),
        not_accepted=sum(not accepted for _, accepted in read),
        accepted_wrong=sum(misread and accepted for misread, accepted in read),
        causes=tuple(each for each in blame if each.page == page.number and each.field == name),
    )


def _look(studio: Studio, wanted: Sequence[tuple[StationCode, int]], jobs: int) -> Iterator[_Seen]:
    if jobs <= 1:
        _prepare(studio)
        yield from map(_try, wanted)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (studio,)) as pool:
        yield from pool.map(_try, wanted, chunksize=2)


_studios: list[Studio] = []
"""The one of this process."""


def _prepare(studio: Studio) -> None:
    settle()
    _studios[:] = [studio]


@cache
def _reader() -> Reader:
    return open_reader()


def _try(wanted: tuple[StationCode, int]) -> _Seen:
    station, number = wanted
    studio = _studios[0]
    return _judged(studio.night, station, number, _photo(studio, station, number))


def _photo(studio: Studio, station: StationCode, number: int) -> bytes:
    """Photograph the page in ordinary circumstances: never a hopeless one."""
    rng = chance(studio.night.seed, station, Stream.PHOTO, number, 7)
    layout = studio.night.form.pages[number - 1]
    size = (layout.width, layout.height)
    return photograph(studio.page(station, number), size, draw_conditions(rng), rng).jpeg


def _judged(night: Night, station: StationCode, number: int, jpeg: bytes) -> _Seen:
    reading: Reading = read_photo(jpeg, [night.form], _reader())
    if reading.refused is not None or reading.identity is None or reading.identity.page != number:
        return _Seen(number, None)
    marks = night.stations[station].sheet.marks
    fields = {
        name: (field.value != marks[name].value, field.accepted) for name, field in reading.fields.items()
    }
    return _Seen(number, fields)
